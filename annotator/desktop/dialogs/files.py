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
    known = " ".join(f"*{suffix}" for one in formats() for suffix in one.suffixes)
    kinds = [f"{_tr('Files that can be imported')} ({known})"]
    kinds += [f"{one.title} ({_patterns(one.suffixes)})" for one in formats()]
    kinds.append(f"{_tr('All files')} (*)")
    chosen, _ = QFileDialog.getOpenFileNames(
        parent, _tr("Import files"), str(folder), ";;".join(kinds)
    )
    return [Path(one) for one in chosen]


def folder_to_import(parent: QWidget | None, folder: Path) -> list[Path]:
    """Ask for a folder whose files to import; empty when the user does not say."""
    chosen = QFileDialog.getExistingDirectory(parent, _tr("Import a folder"), str(folder))
    return [Path(chosen)] if chosen else []


def export_file(parent: QWidget | None, suggested: Path, format_name: str) -> Path | None:
    """Ask into which file to export; its name gets the format's suffix where it has none."""
    one = next(one for one in formats() if one.name == format_name)
    chosen, _ = QFileDialog.getSaveFileName(
        parent, _tr("Export to"), str(suggested), f"{one.title} ({_patterns(one.suffixes)})"
    )
    return with_suffix(Path(chosen), *one.suffixes) if chosen else None


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
