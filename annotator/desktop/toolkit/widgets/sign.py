"""An icon that stands by itself, beside words."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from annotator.desktop.toolkit import icons


class Sign(QWidget):
    """One icon, in the colours of the theme that is on and sharp at every scale.

    Args:
        name: of the icon.
        size: of its sides, in device-independent pixels.
        parent: holds it.

    """

    def __init__(self, name: str, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icons.live_icon(name)
        self.setFixedSize(size, size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon."""
        self._icon.paint(QPainter(self), self.rect())
