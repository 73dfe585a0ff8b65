"""A window in a process of its own: Ctrl+O, Escape, then two tags on demand; to be killed.

Run as ``python -m tests.desktop.escaping PROJECT SETTINGS``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QFileSystemModel

from tests.desktop.desk import CTRL, Desk


def escape(path: Path) -> None:
    """Leave the file dialog when it shows the project."""
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, QFileDialog):
        (model,) = dialog.findChildren(QFileSystemModel)
        if model.type(model.index(str(path))):
            QTest.keyClick(dialog, Qt.Key.Key_Escape)
            return
    QTimer.singleShot(10, lambda: escape(path))


def main(path: Path, settings: Path) -> None:
    application = QApplication([])
    desk = Desk(path, "ana", settings)
    QTimer.singleShot(0, lambda: escape(path))
    desk.key("o", CTRL)
    sys.stdout.write("escaped\n")
    sys.stdout.flush()
    sys.stdin.readline()
    desk.window.activateWindow()
    assert QTest.qWaitForWindowActive(desk.window)
    for start in (0, 4):
        desk.focus(desk.view)
        desk.view.select(start, start + 3)
        desk.key("1")
    sys.stdout.write(" ".join(desk.session.spans) + "\n")
    sys.stdout.flush()
    application.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
