"""A line of plain text that never asks for more room than there is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.desktop.toolkit.widgets.marks import explain, one_line


class ElidedLabel(QWidget):
    """One line of text, elided at its end; the whole of it is in the tooltip.

    A path is better elided in its middle, so that the name of the file is seen.
    """

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__(parent)
        self._text = ""
        self._mode = mode
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

    @property
    def shown(self) -> str:
        """As much of the text as fits."""
        return self.fontMetrics().elidedText(self._text, self._mode, self.width())

    def sizeHint(self) -> QSize:
        """Return the height of one line; the width is what the layout gives."""
        return QSize(60, self.fontMetrics().height() + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much as fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, self.shown)
