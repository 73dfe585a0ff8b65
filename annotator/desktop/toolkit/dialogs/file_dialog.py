"""Qt's dialog for files and folders, listing a folder without opening any file in it.

To name the type of a file and find its icon Qt reads how it begins, and so do the dialogs of GTK,
which run in this process. Where the open project is listed, that would drop its locks (see
``openfiles``). So names and icons come from here, and on Linux the dialog is Qt's own; those of
Windows and macOS run elsewhere, or know no such locks.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QFileInfo
from PySide6.QtGui import QAbstractFileIconProvider, QIcon
from PySide6.QtWidgets import QDialog, QFileDialog, QFileIconProvider, QWidget

from annotator.desktop.toolkit import tasks

Mode = QFileDialog.FileMode
Accept = QFileDialog.AcceptMode
_IconType = QAbstractFileIconProvider.IconType
_NOTHING = ":/"
"""A folder without files, for the time until names and icons come from here."""


class FileNames(QFileIconProvider):
    """Icons and types of files by what their names say.

    A thread of Qt asks for them, so everything is made before.
    """

    def __init__(self) -> None:
        super().__init__()
        self._file = super().icon(_IconType.File)
        self._folder = super().icon(_IconType.Folder)
        self._drive = super().icon(_IconType.Drive)
        self._folder_word = self._file_word = self._kind_words = ""
        self.name()

    def name(self) -> None:
        """Take the words of the language that is chosen now."""
        self._folder_word = QCoreApplication.translate("FileNames", "Folder")
        self._file_word = QCoreApplication.translate("FileNames", "File")
        self._kind_words = QCoreApplication.translate("FileNames", "{0} file")

    def icon(self, of: QFileInfo | _IconType) -> QIcon:
        """Return the icon of a file, folder or drive."""
        if not isinstance(of, QFileInfo):
            return super().icon(of)
        if of.isRoot():
            return self._drive
        return self._folder if of.isDir() else self._file

    def type(self, of: QFileInfo) -> str:
        """Return what a file is called by its suffix."""
        if of.isDir():
            return self._folder_word
        suffix = of.suffix()
        return self._kind_words.format(suffix) if suffix else self._file_word


@cache
def _file_names() -> FileNames:
    """Return the one provider, which outlives every dialog and its thread."""
    return FileNames()


def choose(
    parent: QWidget | None,
    title: str,
    at: Path,
    kinds: Sequence[str] = (),
    *,
    mode: Mode = Mode.ExistingFile,
    saving: bool = False,
) -> list[Path]:
    """Ask for files or a folder; empty when the user does not say.

    Args:
        parent: the window that it belongs to.
        title: of the dialog.
        at: the folder to show; with ``saving`` also the name that is suggested.
        kinds: what can be chosen, each as ``Title (*.suffix …)``.
        mode: one file, several, a folder.
        saving: ask for a name that may be new.

    """
    # Qt's thread asks for names until the dialog is gone; it must not take our garbage apart.
    with tasks.garbage_held():
        dialog = _dialog(parent, title, at, kinds, mode=mode, saving=saving)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        chosen = dialog.selectedFiles() if accepted else []
        dialog.deleteLater()
        # Now, while Python lets the thread run that Qt waits for.
        QCoreApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)
    return [Path(name) for name in chosen]


def _dialog(
    parent: QWidget | None,
    title: str,
    at: Path,
    kinds: Sequence[str],
    *,
    mode: Mode,
    saving: bool,
) -> QFileDialog:
    dialog = QFileDialog(parent, title, _NOTHING)
    dialog.setObjectName("file_dialog")
    if sys.platform.startswith("linux"):
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    _file_names().name()
    dialog.setIconProvider(_file_names())
    dialog.setFileMode(mode)
    if mode is Mode.Directory:
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setAcceptMode(Accept.AcceptSave if saving else Accept.AcceptOpen)
    dialog.setDirectory(str(at.parent if saving else at))
    if kinds:
        dialog.setNameFilters(kinds)
    if saving:
        dialog.selectFile(at.name)
    return dialog
