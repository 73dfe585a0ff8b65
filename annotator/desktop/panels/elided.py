"""A line of plain text that never asks for more room than there is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.desktop.panels.marks import explain, one_line


class ElidedLabel(QWidget):
    """One line of text, elided at its end; the whole of it is in the tooltip."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.show_text(text)

    @property
    def text(self) -> str:
        """The whole text, on one line."""
        return self._text

    def show_text(self, text: str) -> None:
        """Show another text."""
        self._text = one_line(text)
        self.setAccessibleName(self._text)
        explain(self, text)
        if not text:
            self.setToolTip("")
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of one line; the width is what the layout gives."""
        return QSize(60, self.fontMetrics().height() + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much as fits."""
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, shown)
