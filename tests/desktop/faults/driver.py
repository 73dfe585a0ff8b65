"""The real program in a process of its own, with a fault planted: ``driver.py KIND ARGUMENTS``.

KIND is how it fails; what is seen is printed as lines on descriptor 3, for there may be no other.
"""

from __future__ import annotations

import ctypes
import os
import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox

import annotator.desktop.shell.app as app
from annotator.__main__ import main
from annotator.desktop.page.view import ArticleView

PLANTED = "Ada Vell spoke"


def see(line: str) -> None:
    os.write(3, f"{line}\n".encode())


def fail(*_: object, **__: object) -> None:
    raise KeyError(PLANTED)


def look() -> None:
    """Print what a person would see, close it, and end when nothing is left to be seen."""
    windows = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    dialogs = [w for w in windows if w.objectName() in ("crash_dialog", "problem")]
    for dialog in dialogs:
        words = [label.text() for label in dialog.findChildren(QLabel)]
        see(f"{dialog.objectName()}: {' '.join(words)}")
        dialog.close() if isinstance(dialog, QMessageBox) else dialog.on_button.click()
    if dialogs or not windows:
        QTimer.singleShot(50, look)
    else:
        see("window")
        windows[0].close()


def plant(kind: str) -> None:
    start = app.Desktop.start

    def started(self, *given, **how) -> bool:
        result = start(self, *given, **how)
        if kind == "slot":
            QTimer.singleShot(0, fail)
        elif kind == "segfault":
            QTimer.singleShot(0, lambda: ctypes.string_at(0))
        QTimer.singleShot(100, look)
        return result

    app.Desktop.start = started
    if kind == "start":
        app.Desktop.start = fail
    elif kind == "paint":
        ArticleView.paintEvent = fail


kind, *given = sys.argv[1:]
if kind.startswith("icon-"):
    sys.stdout = sys.stderr = None
    sys.argv = ["annotator-desktop"]
    kind = kind.removeprefix("icon-")
    QTimer.singleShot(0, lambda: None)
    application = app._application()
    ticker = QTimer(application, interval=50)
    if kind in ("start", "good"):
        ticker.timeout.connect(look)
        ticker.start()
plant(kind)
sys.exit(main(given))
