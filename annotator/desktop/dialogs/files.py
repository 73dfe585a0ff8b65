"""Asking for files and folders."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from annotator.formats import formats
from annotator.project import SUFFIX


def _tr(text: str) -> str:
    return QCoreApplication.translate("files", text)


def project_to_open(parent: QWidget | None, folder: Path) -> Path | None:
    """Ask which project to open; None when the user does not say."""
    chosen, _ = QFileDialog.getOpenFileName(parent, _tr("Open project"), str(folder), _projects())
    return Path(chosen) if chosen else None


def project_to_make(parent: QWidget | None, folder: Path) -> Path | None:
    """Ask where to make a new project; its name gets the suffix where it has none."""
    chosen, _ = QFileDialog.getSaveFileName(
        parent, _tr("New project"), str(folder / f"{_tr('News')}{SUFFIX}"), _projects()
    )
    return with_suffix(Path(chosen), SUFFIX) if chosen else None


def files_to_import(parent: QWidget | None, folder: Path) -> list[Path]:
    """Ask which files to import; empty when the user does not say."""
    readable = [one for one in formats() if one.can_read]
    suffixes = dict.fromkeys(suffix for one in readable for suffix in (*one.suffixes, ".zip"))
    kinds = [f"{_tr('Files that can be imported')} ({_patterns(tuple(suffixes))})"]
    kinds += [f"{one.title} ({_patterns(one.suffixes)})" for one in readable]
    kinds.append(f"{_tr('All files')} (*)")
    chosen, _ = QFileDialog.getOpenFileNames(
        parent, _tr("Import files"), str(folder), ";;".join(kinds)
    )
    return [Path(one) for one in chosen]


def folder_to_import(parent: QWidget | None, folder: Path) -> list[Path]:
    """Ask for a folder whose files to import; empty when the user does not say."""
    chosen = QFileDialog.getExistingDirectory(parent, _tr("Import a folder"), str(folder))
    return [Path(chosen)] if chosen else []


def folder_of_backups(parent: QWidget | None, folder: Path) -> Path | None:
    """Ask in which folder to keep backups; None when the user does not say."""
    chosen = QFileDialog.getExistingDirectory(parent, _tr("Folder of backups"), str(folder))
    return Path(chosen) if chosen else None


def export_file(parent: QWidget | None, suggested: Path, format_name: str) -> Path | None:
    """Ask into which file to export; its name gets the format's suffix where it has none."""
    one = next(one for one in formats() if one.name == format_name)
    chosen, _ = QFileDialog.getSaveFileName(
        parent, _tr("Export to"), str(suggested), f"{one.title} ({_patterns(one.suffixes)})"
    )
    return with_suffix(Path(chosen), *one.suffixes) if chosen else None


def export_folder(parent: QWidget | None, suggested: Path) -> Path | None:
    """Ask in which folder to make the new one of an export; None when the user does not say."""
    chosen = QFileDialog.getExistingDirectory(
        parent, _tr("Export into a new folder in"), str(suggested.parent)
    )
    return Path(chosen) / suggested.name if chosen else None


def refused_file(parent: QWidget | None, suggested: Path) -> Path | None:
    """Ask into which file to write what an import refuses."""
    chosen, _ = QFileDialog.getSaveFileName(
        parent, _tr("Write what is refused to"), str(suggested), f"{_tr('JSON lines')} (*.jsonl)"
    )
    return with_suffix(Path(chosen), ".jsonl") if chosen else None


def release_to_make(parent: QWidget | None, suggested: Path) -> Path | None:
    """Ask for a new folder for a release; None when the user does not say."""
    title = _tr("New folder for the release")
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(suggested))
    return Path(chosen) if chosen else None


def pack_to_make(parent: QWidget | None, suggested: Path) -> Path | None:
    """Ask into which file to write a pack; its name gets the suffix where it has none."""
    chosen, _ = QFileDialog.getSaveFileName(parent, _tr("Pack"), str(suggested), _projects())
    return with_suffix(Path(chosen), SUFFIX) if chosen else None


def packs_to_merge(parent: QWidget | None, folder: Path) -> list[Path]:
    """Ask which packs to bring in; empty when the user does not say."""
    chosen, _ = QFileDialog.getOpenFileNames(parent, _tr("Merge packs"), str(folder), _projects())
    return [Path(one) for one in chosen]


def label_set_to_save(parent: QWidget | None, suggested: Path) -> Path | None:
    """Ask into which file to save the labels; its name gets ``.json`` where it has not."""
    chosen, _ = QFileDialog.getSaveFileName(
        parent, _tr("Save the labels"), str(suggested), _label_sets()
    )
    return with_suffix(Path(chosen), ".json") if chosen else None


def label_set_to_load(parent: QWidget | None, folder: Path) -> Path | None:
    """Ask which label set to add; None when the user does not say."""
    chosen, _ = QFileDialog.getOpenFileName(
        parent, _tr("Add labels from a file"), str(folder), _label_sets()
    )
    return Path(chosen) if chosen else None


def with_suffix(path: Path, *suffixes: str) -> Path:
    """Return ``path``, with the first of ``suffixes`` appended unless it has one of them."""
    return path if path.suffix.lower() in suffixes else path.with_name(path.name + suffixes[0])


def _patterns(suffixes: tuple[str, ...]) -> str:
    return " ".join(f"*{suffix}" for suffix in suffixes)


def _label_sets() -> str:
    return f"{_tr('Label sets')} (*.json)"


def _projects() -> str:
    return f"{_tr('Annotator projects')} (*{SUFFIX})"
