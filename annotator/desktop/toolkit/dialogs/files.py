"""Asking for files and folders."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from annotator.desktop.toolkit.dialogs.file_dialog import Mode, choose
from annotator.formats import formats
from annotator.project import SUFFIX


def _tr(text: str) -> str:
    return QCoreApplication.translate("files", text)


def project_to_open(parent: QWidget | None, folder: Path) -> Path | None:
    """Ask which project to open; None when the user does not say."""
    return _first(choose(parent, _tr("Open project"), folder, _projects()))


def project_to_make(parent: QWidget | None, folder: Path) -> Path | None:
    """Ask where to make a new project; its name gets the suffix where it has none."""
    suggested = folder / f"{_tr('News')}{SUFFIX}"
    return _to_write(parent, _tr("New project"), suggested, _projects(), SUFFIX)


def files_to_import(parent: QWidget | None, folder: Path) -> list[Path]:
    """Ask which files to import; empty when the user does not say."""
    readable = [one for one in formats() if one.can_read]
    suffixes = dict.fromkeys(suffix for one in readable for suffix in (*one.suffixes, ".zip"))
    kinds = [f"{_tr('Files that can be imported')} ({_patterns(tuple(suffixes))})"]
    kinds += [f"{one.title} ({_patterns(one.suffixes)})" for one in readable]
    kinds.append(f"{_tr('All files')} (*)")
    return choose(parent, _tr("Import files"), folder, kinds, mode=Mode.ExistingFiles)


def folder_to_import(parent: QWidget | None, folder: Path) -> list[Path]:
    """Ask for a folder whose files to import; empty when the user does not say."""
    return choose(parent, _tr("Import a folder"), folder, mode=Mode.Directory)


def folder_of_backups(parent: QWidget | None, folder: Path) -> Path | None:
    """Ask in which folder to keep backups; None when the user does not say."""
    return _first(choose(parent, _tr("Folder of backups"), folder, mode=Mode.Directory))


def export_file(parent: QWidget | None, suggested: Path, format_name: str) -> Path | None:
    """Ask into which file to export; its name gets the format's suffix where it has none."""
    one = next(one for one in formats() if one.name == format_name)
    kinds = [f"{one.title} ({_patterns(one.suffixes)})"]
    return _to_write(parent, _tr("Export to"), suggested, kinds, *one.suffixes)


def export_folder(parent: QWidget | None, suggested: Path) -> Path | None:
    """Ask in which folder to make the new one of an export; None when the user does not say."""
    title = _tr("Export into a new folder in")
    chosen = _first(choose(parent, title, suggested.parent, mode=Mode.Directory))
    return chosen / suggested.name if chosen is not None else None


def report_to_write(parent: QWidget | None, title: str, suggested: Path) -> Path | None:
    """Ask into which file to write a report; its name gets the suffix of the one suggested."""
    suffix = suggested.suffix
    kinds = [f"{suffix.removeprefix('.').upper()} (*{suffix})"]
    return _to_write(parent, title, suggested, kinds, suffix)


def refused_file(parent: QWidget | None, suggested: Path) -> Path | None:
    """Ask into which file to write what an import refuses."""
    kinds = [f"{_tr('JSON lines')} (*.jsonl)"]
    return _to_write(parent, _tr("Write what is refused to"), suggested, kinds, ".jsonl")


def release_to_make(parent: QWidget | None, suggested: Path) -> Path | None:
    """Ask for a new folder for a release; None when the user does not say."""
    return folder_to_make(parent, _tr("New folder for the release"), suggested)


def folder_to_make(parent: QWidget | None, title: str, suggested: Path) -> Path | None:
    """Ask for a new folder; None when the user does not say."""
    return _first(choose(parent, title, suggested, mode=Mode.AnyFile, saving=True))


def pack_to_make(parent: QWidget | None, suggested: Path) -> Path | None:
    """Ask into which file to write a pack; its name gets the suffix where it has none."""
    return _to_write(parent, _tr("Pack"), suggested, _projects(), SUFFIX)


def packs_to_merge(parent: QWidget | None, folder: Path) -> list[Path]:
    """Ask which packs to bring in; empty when the user does not say."""
    return choose(parent, _tr("Merge packs"), folder, _projects(), mode=Mode.ExistingFiles)


def label_set_to_save(parent: QWidget | None, suggested: Path) -> Path | None:
    """Ask into which file to save the labels; its name gets ``.json`` where it is no ``.qdc``."""
    return _to_write(parent, _tr("Save the labels"), suggested, _label_sets(), ".json", ".qdc")


def label_set_to_load(parent: QWidget | None, folder: Path) -> Path | None:
    """Ask which label set to add; None when the user does not say."""
    return _first(choose(parent, _tr("Add labels from a file"), folder, _label_sets()))


def dictionary_to_load(parent: QWidget | None, folder: Path) -> Path | None:
    """Ask which file of words to add; None when the user does not say."""
    kinds = [f"{_tr('Dictionaries')} (*.csv *.jsonl *.ndjson)", f"{_tr('All files')} (*)"]
    return _first(choose(parent, _tr("Add a dictionary"), folder, kinds))


def _first(chosen: list[Path]) -> Path | None:
    return chosen[0] if chosen else None


def _to_write(
    parent: QWidget | None, title: str, suggested: Path, kinds: list[str], *suffixes: str
) -> Path | None:
    """Ask for the name of a file, which gets the first of the suffixes unless it has one."""
    chosen = _first(choose(parent, title, suggested, kinds, mode=Mode.AnyFile, saving=True))
    return with_suffix(chosen, *suffixes) if chosen is not None else None


def with_suffix(path: Path, *suffixes: str) -> Path:
    """Return ``path``, with the first of ``suffixes`` appended unless it has one of them."""
    return path if path.suffix.lower() in suffixes else path.with_name(path.name + suffixes[0])


def _patterns(suffixes: tuple[str, ...]) -> str:
    return " ".join(f"*{suffix}" for suffix in suffixes)


def _label_sets() -> list[str]:
    return [f"{_tr('Label sets')} (*.json)", f"{_tr('REFI-QDA codebooks')} (*.qdc)"]


def _projects() -> list[str]:
    return [f"{_tr('Annotator projects')} (*{SUFFIX})"]
