"""Files that are dropped on the window, and text that is pasted into the queue."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QDropEvent, QGuiApplication, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QWidget

_DRAGS = frozenset((QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop))


class Dropping(QObject):
    """Takes files and folders wherever on a window they are dropped.

    They are caught at the window of the screen, before its search line or a note would take their
    names for text.

    Signals:
        files: paths that were dropped or pasted.
        text: that was pasted.
    """

    files = Signal(object)
    text = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window: QWindow | None = None

    def watch(self, window: QWindow | None) -> None:
        """Watch what is dropped on a window."""
        if self._window is not None:
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)

    def paste_into(self, widget: QWidget) -> None:
        """Let the usual key for pasting work in a widget that takes no text itself."""
        keys = QShortcut(QKeySequence.StandardKey.Paste, widget)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self.paste)

    def paste(self) -> None:
        """Take files or text from the clipboard; ``text`` is told even where there is none."""
        mime: QMimeData | None = QGuiApplication.clipboard().mimeData()
        paths = dropped_paths(mime)
        if paths:
            self.files.emit(paths)
        else:
            self.text.emit(mime.text() if mime is not None and mime.hasText() else "")

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take drags of files; leave everything else to the widgets."""
        if event.type() not in _DRAGS or not isinstance(event, QDropEvent):
            return False
        paths = dropped_paths(event.mimeData())
        if not paths:
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if event.type() is QEvent.Type.Drop:
            # Where the files come from waits for the end of the drop.
            QTimer.singleShot(0, self, lambda: self.files.emit(paths))
        return True


def dropped_paths(mime: QMimeData | None) -> list[Path]:
    """Return the files and folders that are dragged or on the clipboard.

    Qt gives None for a drag that is over by the time it is asked.
    """
    if mime is None or not mime.hasUrls():
        return []
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
