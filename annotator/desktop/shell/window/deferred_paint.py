"""Painting the page first: what stands beside it follows in the next round of painting.

Qt paints all that has changed in one go, so a key would be answered on the page only when the
lists and fields beside it are painted, too. They hold what is true at once and take keys and
clicks as ever; only their painting waits until the page has been painted.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from annotator.desktop.session.session import Session


class DeferredPaint(QObject):
    """Holds back the painting of a widget while the session tells of something new.

    It has to hear of the session before the widget does: what was to be painted before it was
    held back is painted.

    Args:
        session: what is open.
        parent: owns this.

    """

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._widgets: tuple[QWidget, ...] = ()
        # Painting is asked for by posted events, which come before any timer.
        self._release = QTimer(self, singleShot=True, interval=0)
        self._release.timeout.connect(self._on_release)
        session.changed.connect(self._hold)
        session.current_changed.connect(self._hold)

    def watch(self, *widgets: QWidget) -> None:
        """Paint these widgets, with all that is in them, after the page."""
        self._widgets = widgets

    def _hold(self) -> None:
        if not self._release.isActive():
            for widget in self._widgets:
                widget.setUpdatesEnabled(False)
        self._release.start()

    def _on_release(self) -> None:
        for widget in self._widgets:
            widget.setUpdatesEnabled(True)
