"""The real window, and the plainest widget that could show the same text."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QPlainTextEdit, QWidget

from annotator.desktop.shell.app import Desktop, collect_garbage
from annotator.desktop.shell.window.main_window import MainWindow
from annotator.desktop.toolkit.settings import Settings
from benchmarks.news import ANNOTATOR

_PATIENCE_S = 60.0


class Paints(QObject):
    """Tells when a widget, or a scroll area's viewport, has been painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self._seen = False
        painted = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
        painted.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        self._seen = self._seen or event.type() == QEvent.Type.Paint
        return False

    def forget(self) -> None:
        """Wait for what comes from now on."""
        self._seen = False

    def wait(self, patience_s: float = _PATIENCE_S) -> None:
        """Return when the widget has been painted, and all else of the same round of painting."""
        until = time.perf_counter() + patience_s
        while not self._seen:
            QCoreApplication.processEvents()
            if time.perf_counter() > until:
                raise TimeoutError("nothing was painted")


def settle() -> None:
    """Let everything be done that is still to do."""
    for _ in range(5):
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents()


@contextmanager
def open_window(project: Path, article: str) -> Iterator[MainWindow]:
    """Open the window as the program does."""
    application = QApplication.instance() or QApplication(["annotator"])
    assert isinstance(application, QApplication)
    gc.disable()
    desktop = Desktop(application, Settings(project.with_suffix(".ini")))
    desktop.start(str(project), ANNOTATOR, article, may_ask=False)
    window = desktop.window
    assert window is not None
    window.activateWindow()
    settle()
    collect_garbage()
    try:
        yield window
    finally:
        window.close()
        window.session.project.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@contextmanager
def bare_view(like: QPlainTextEdit, text: str = "") -> Iterator[QPlainTextEdit]:
    """Show a text in a ``QPlainTextEdit`` of the size, font and line width of ``like``."""
    window = QWidget()
    view = QPlainTextEdit(window)
    view.setReadOnly(True)
    view.setFont(like.font())
    view.setPlainText(text)
    view.resize(like.size())
    window.resize(like.size())
    window.show()
    settle()
    try:
        yield view
    finally:
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
