"""What the File and Help menus do: dialogs around the project as a whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.desktop import commands
from annotator.desktop.dialogs import files
from annotator.desktop.dialogs.about import AboutDialog
from annotator.desktop.dialogs.annotator import ask_annotator
from annotator.desktop.dialogs.export_dialog import ExportDialog
from annotator.desktop.dialogs.import_dialog import ImportDialog
from annotator.desktop.dialogs.shortcuts import ShortcutsDialog
from annotator.desktop.settings import data_folder
from annotator.errors import AnnotatorError
from annotator.exchange import create_project
from annotator.project import is_url

if TYPE_CHECKING:
    from annotator.desktop.app import Desktop
    from annotator.desktop.window import MainWindow


def carry_out(name: str, desktop: Desktop, window: MainWindow) -> None:
    """Do what a command of the File or Help menu says."""
    _DEEDS[name](desktop, window)


def _new(desktop: Desktop, window: MainWindow) -> None:
    path = files.project_to_make(window, _folder(window))
    if path is None:
        return
    try:
        create_project(path).close()
    except AnnotatorError as error:
        desktop.complain(str(error))
        return
    desktop.open(str(path))


def _open(desktop: Desktop, window: MainWindow) -> None:
    path = files.project_to_open(window, _folder(window))
    if path is not None:
        desktop.open(str(path))


def _import(_: Desktop, window: MainWindow) -> None:
    window.session.leaving.emit()
    _modal(ImportDialog(window.session, window))


def _export(_: Desktop, window: MainWindow) -> None:
    window.session.leaving.emit()
    _modal(ExportDialog(window.session, window))


def _annotator(_: Desktop, window: MainWindow) -> None:
    session = window.session
    name = ask_annotator(window, session.project.annotators(), session.annotator)
    if name is not None and name != session.annotator:
        session.set_annotator(name)


def _keys(_: Desktop, window: MainWindow) -> None:
    _modal(ShortcutsDialog(commands.key_rows(window.menu_actions()), window))


def _about(desktop: Desktop, window: MainWindow) -> None:
    _modal(AboutDialog(desktop.themes.theme, window))


def _modal(dialog: ImportDialog | ExportDialog | ShortcutsDialog | AboutDialog) -> None:
    dialog.exec()
    dialog.deleteLater()


def _folder(window: MainWindow) -> Path:
    """Return where the user keeps projects: beside this one, unless that is the sample."""
    location = window.session.project.location
    if is_url(location) or Path(location).parent == data_folder():
        return Path.home()
    return Path(location).parent


_DEEDS: dict[str, Callable[[Desktop, MainWindow], None]] = {
    "new": _new,
    "open": _open,
    "import": _import,
    "export": _export,
    "annotator": _annotator,
    "keys": _keys,
    "about": _about,
}
