"""Drawing what a label's key would take: a faint outline with the label's letter, before it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from annotator.annotation.records import Label
from annotator.desktop.page.painting.geometry import VisibleLine, rect_of
from annotator.desktop.page.painting.suggestion_painter import box_under
from annotator.desktop.toolkit.theme import Theme
from annotator.desktop.toolkit.widgets.marks import letter_of
from annotator.workbench.display import Display

_ALPHA = 175
"""How much of the label's colour the outline has, of 255: less than a span, enough to be seen."""


class GuessPainter:
    """Draws one guess on the lines that are visible.

    Attributes:
        ranges: in code points; empty for no guess.
        label: whose key it is (id).

    """

    def __init__(self) -> None:
        self.ranges: tuple[tuple[int, int], ...] = ()
        self.label = ""

    def paint(
        self,
        painter: QPainter,
        lines: Sequence[VisibleLine],
        display: Display,
        labels: Mapping[str, Label],
        theme: Theme,
        room: float,
        font: QFont,
        taken: Sequence[QRectF],
    ) -> None:
        """Draw the outline over the text, and the letter below its beginning.

        Args:
            painter: on the viewport.
            lines: that are drawn.
            display: code points to Qt positions.
            labels: by id.
            theme: the colours.
            room: under each line, in device-independent pixels.
            font: of the letters there.
            taken: where letters are already.

        """
        colour = QColor(theme.mark(labels[self.label].colour))
        colour.setAlpha(_ALPHA)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 1.0))
        for line in lines:
            for start, end in self.ranges:
                for left, right in line.edges(display.qt(start), display.qt(end)):
                    rect = rect_of(line, left, right).adjusted(-0.5, 1.5, 0.5, -0.5)
                    painter.drawRoundedRect(rect, 2.5, 2.5)
        start = display.qt(self.ranges[0][0])
        for line in lines:
            if line.qt_start <= start < line.qt_end:
                text = letter_of(labels[self.label])
                box = box_under(line, start, text, font, room, taken)
                if box is not None:
                    painter.setFont(font)
                    painter.setPen(colour)
                    painter.drawText(QPointF(box.left() + 1.0, box.bottom() - 1.5), text)
