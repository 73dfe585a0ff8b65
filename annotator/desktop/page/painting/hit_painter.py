"""Drawing what was found: light boxes with a dashed edge, in no label's colour."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from annotator.desktop.page.painting.geometry import VisibleLine, rect_of
from annotator.desktop.toolkit import colour
from annotator.desktop.toolkit.theme import Theme
from annotator.workbench.display import Display

_FILL, _CURRENT_FILL = 16, 48
"""How much of the text's colour lies under a hit, of 255."""


class HitPainter:
    """Draws the hits of a search on the lines that are visible.

    Attributes:
        hits: ``(start, end)`` in code points, in order, without overlaps.
        current: number of the one that is looked at, -1 for none.

    """

    def __init__(self) -> None:
        self.hits: Sequence[tuple[int, int]] = ()
        self.current = -1

    def paint_boxes(
        self, painter: QPainter, lines: Sequence[VisibleLine], display: Display, theme: Theme
    ) -> None:
        """Draw what lies under the text."""
        fill, strong = QColor(theme.text), QColor(theme.text)
        fill.setAlpha(_FILL)
        strong.setAlpha(_CURRENT_FILL)
        for rect, is_current in self._rects(lines, display):
            painter.fillRect(rect, strong if is_current else fill)

    def paint_edges(
        self, painter: QPainter, lines: Sequence[VisibleLine], display: Display, theme: Theme
    ) -> None:
        """Draw what lies over the text."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        usual = QPen(colour.mix(theme.text, theme.paper, 0.6), 1.0)
        strong = QPen(theme.text, 1.6)
        usual.setDashPattern([3.0, 2.0])
        strong.setDashPattern([3.0, 1.6])
        for rect, is_current in self._rects(lines, display):
            painter.setPen(strong if is_current else usual)
            painter.drawRect(rect.adjusted(-0.5, 0.5, 0.5, -0.5))

    def _rects(self, lines: Sequence[VisibleLine], display: Display) -> list[tuple[QRectF, bool]]:
        """Return the boxes on the lines, and whether each is the current hit's."""
        found = []
        for line in lines:
            start, end = display.code_point(line.qt_start), display.code_point(line.qt_end)
            first = bisect_right(self.hits, start, key=lambda hit: hit[1])
            last = bisect_left(self.hits, end, key=lambda hit: hit[0])
            for number in range(first, last):
                low, high = self.hits[number]
                for left, right in line.edges(display.qt(low), display.qt(high)):
                    found.append((rect_of(line, left, right), number == self.current))
        return found
