"""Drawing links in the room under the lines: the current span's, and what a link may go to.

Where both ends are on one line, a thin arrow joins them; else the same number stands at both. The
inspector has these numbers, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from annotator.annotation.records import Span
from annotator.annotation.sweep import SpanIndex
from annotator.desktop.page.painting.geometry import VisibleLine
from annotator.desktop.toolkit import colour
from annotator.desktop.toolkit.theme import Theme
from annotator.workbench.display import Display
from annotator.workbench.span_links import Tie


class _Page(NamedTuple):
    """What is drawn on."""

    painter: QPainter
    lines: Sequence[VisibleLine]
    display: Display
    theme: Theme
    room: float


class LinkPainter:
    """Draws links and candidates.

    Attributes:
        ties: of the current span.
        candidates: ranges that one key may choose now, in the order of their digits.
        chosen: number of the one that Return would take.

    """

    def __init__(self) -> None:
        self.ties: Sequence[Tie] = ()
        self.candidates: Sequence[tuple[int, int]] = ()
        self.chosen = -1

    def paint(
        self,
        painter: QPainter,
        lines: Sequence[VisibleLine],
        display: Display,
        theme: Theme,
        room: float,
        index: SpanIndex,
        current: str,
    ) -> None:
        """Draw over marks."""
        if not (self.ties or self.candidates):
            return
        page = _Page(painter, lines, display, theme, room)
        font = QFont(painter.font())
        font.setFamilies(["Noto Sans", "DejaVu Sans", "Arial"])
        font.setBold(True)
        font.setPixelSize(max(8, round(room * 0.95)))
        painter.setFont(font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        span = index.get(current)
        if span is not None and not self.candidates:
            self._paint_ties(page, span, index)
        for number, (start, _) in enumerate(self.candidates):
            self._paint_candidate(page, number, start)

    def _paint_ties(self, page: _Page, span: Span, index: SpanIndex) -> None:
        taken: dict[tuple[float, float], float] = {}
        joints = 0
        for tie in self.ties:
            other = index.get(tie.other)
            joined = other is not None and self._paint_joint(
                page, span, other, outgoing=tie.outgoing, height=0.85 - 0.25 * (joints % 3)
            )
            if joined:
                joints += 1
                continue
            if other is not None:
                self._paint_number(page, other.end, tie.number, taken)
            self._paint_number(page, span.end, tie.number, taken)

    def _paint_joint(
        self, page: _Page, span: Span, other: Span, *, outgoing: bool, height: float
    ) -> bool:
        """Draw an arrow between the nearest edges when they are on one line of text.

        ``height`` is where in the room, so that several keep apart.
        """
        gaps = []
        for a, b in span.ranges:
            for c, d in other.ranges:
                if b <= c:
                    gaps.append((c - b, b, c, True))
                elif d <= a:
                    gaps.append((a - d, d, a, False))
        if not gaps:
            return False
        _, low, high, forward = min(gaps)
        qt_low, qt_high = page.display.qt(low), page.display.qt(high)
        for line in page.lines:
            if not (line.qt_start < qt_low <= line.qt_end and line.qt_start <= qt_high):
                continue
            if qt_high >= line.qt_end:
                return False
            left = line.edge(qt_low - 1, at_end=True)
            right = line.edge(qt_high, at_end=False)
            if left is None or right is None or left > right:
                return False
            y = line.bottom + page.room * height
            _draw_arrow(page, left, right, y, to_right=forward == outgoing)
            return True
        return False

    def _paint_number(
        self,
        page: _Page,
        end: int,
        number: int,
        taken: dict[tuple[float, float], float],
    ) -> None:
        """Draw a number under the end of a span; several stand side by side."""
        at = page.display.qt(end)
        for line in page.lines:
            if line.qt_start < at <= line.qt_end:
                x = line.edge(at - 1, at_end=True)
                if x is None:
                    return
                width = self._width(page, str(number))
                back = 1.0 if line.runs_left(at - 1) else -1.0  # into the span
                near = taken.get((x, line.top), x)
                taken[x, line.top] = near + back * (width + 1.0)
                box = self._box(page, line, min(near, near + back * width), width)
                page.painter.setBrush(page.theme.paper)
                page.painter.setPen(QPen(_ink(page.theme), 1.0))
                page.painter.drawRoundedRect(box, 3, 3)
                page.painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))
                page.painter.setBrush(Qt.BrushStyle.NoBrush)
                return

    def _paint_candidate(self, page: _Page, number: int, start: int) -> None:
        at = page.display.qt(start)
        for line in page.lines:
            if line.qt_start <= at < line.qt_end:
                x = line.edge(at, at_end=False)
                if x is None:
                    return
                width = self._width(page, str(number + 1)) + 2.0
                left = x - width if line.runs_left(at) else x
                box = self._box(page, line, left, width)
                fill = page.theme.accent
                page.painter.setPen(
                    QPen(page.theme.text, 1.2) if number == self.chosen else Qt.PenStyle.NoPen
                )
                page.painter.setBrush(fill)
                page.painter.drawRoundedRect(box, 3, 3)
                page.painter.setPen(colour.on(fill))
                page.painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number + 1))
                page.painter.setBrush(Qt.BrushStyle.NoBrush)
                return

    @staticmethod
    def _width(page: _Page, text: str) -> float:
        return max(QFontMetricsF(page.painter.font()).horizontalAdvance(text) + 5.0, page.room)

    @staticmethod
    def _box(page: _Page, line: VisibleLine, left: float, width: float) -> QRectF:
        return QRectF(left, line.bottom + 0.5, width, page.room + 1.0)


def _ink(theme: Theme) -> QColor:
    return colour.mix(theme.text, theme.paper, 0.75)


def _draw_arrow(page: _Page, left: float, right: float, y: float, *, to_right: bool) -> None:
    painter, ink = page.painter, _ink(page.theme)
    head = max(2.2, page.room * 0.24)
    left -= 3.0 * head  # under the end of the first span, where no letter stands
    painter.setPen(QPen(ink, 1.1))
    painter.drawLine(QPointF(left, y), QPointF(right, y))
    tip, back = (right, -1.6 * head) if to_right else (left, 1.6 * head)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    wings = [QPointF(tip + back, y - head * 0.8), QPointF(tip + back, y + head * 0.8)]
    painter.drawPolygon(QPolygonF([QPointF(tip, y), *wings]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
