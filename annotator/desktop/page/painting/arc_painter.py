"""Drawing all links of the page at once: thin lines from span to span, over the text, calmly.

What costs is what is visible: of the links only those are looked at that a visible span has.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from annotator.annotation.records import Link, Span
from annotator.annotation.sweep import SpanIndex
from annotator.desktop.page.painting.geometry import VisibleLine
from annotator.desktop.toolkit.theme import Theme
from annotator.workbench.display import Display

_PATTERNS: tuple[tuple[float, ...], ...] = ((), (5.0, 3.0), (1.5, 2.5), (6.0, 2.5, 1.5, 2.5))
"""How the first types of links are drawn, so that colour need not tell them apart."""

_MOST = 400
"""More lines than this on one page would be a tangle that says nothing."""

_STUB = 14.0
_HEAD = 3.6


class _Edge(NamedTuple):
    """One edge of a fragment: its code point offset, and whether it is the end."""

    position: int
    at_end: bool


class ArcPainter:
    """Draws links between spans of the open article.

    Attributes:
        drawn: how many lines the last page had.

    """

    def __init__(self) -> None:
        self._links: dict[str, list[tuple[Link, int]]] = {}
        self.drawn = 0

    def __bool__(self) -> bool:
        return bool(self._links)

    def set_links(self, links: Iterable[tuple[Link, int]]) -> None:
        """Draw these links from now on, each with the number of its type, which says how."""
        self._links, self.drawn = {}, 0
        for one in links:
            for end in (one[0].source, one[0].target):
                self._links.setdefault(end, []).append(one)

    def paint(
        self,
        painter: QPainter,
        lines: Sequence[VisibleLine],
        spans: Sequence[Span],
        display: Display,
        theme: Theme,
        room: float,
        index: SpanIndex,
        left_out: Collection[str] = (),
    ) -> None:
        """Draw over text and marks.

        Args:
            painter: on the viewport.
            lines: all that are visible, whichever are drawn anew.
            spans: those on them.
            display: code points to Qt positions.
            theme: the colours.
            room: under each line, in device-independent pixels.
            index: all spans of the article.
            left_out: ids of links that are drawn otherwise.

        """
        self.drawn = 0
        page = _Page(painter, lines, display, theme, room)
        done = set(left_out)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for span in spans:
            for link, kind in self._links.get(span.id, ()):
                if link.id in done:
                    continue
                done.add(link.id)
                source, target = index.get(link.source), index.get(link.target)
                if source is None or target is None:
                    continue
                if self.drawn >= _MOST:
                    return
                self.drawn += page.draw(source, target, kind)


class _Page:
    """What is drawn on, and where spans are on it."""

    def __init__(
        self,
        painter: QPainter,
        lines: Sequence[VisibleLine],
        display: Display,
        theme: Theme,
        room: float,
    ) -> None:
        self._painter = painter
        self._lines = lines
        self._display = display
        self._theme = theme
        self._room = room

    def draw(self, source: Span, target: Span, kind: int) -> bool:
        """Draw one link, or as much of it as is visible; False where nothing is."""
        at, to = _nearest(source, target)
        start, end = self._edge(at), self._edge(to)
        if start is None and end is None:
            return False
        down = _STUB if at[0] <= to[0] else -_STUB  # towards the end that is out of sight
        path = QPainterPath()
        if start is None:
            assert end is not None
            path.moveTo(end - QPointF(0, down))
            path.lineTo(end)
        elif end is None:
            path.moveTo(start)
            path.lineTo(start + QPointF(0, down))
        else:
            path = _arc(start, end, self._room)
        self._painter.setPen(arrow_pen(self._theme, kind))
        self._painter.drawPath(path)
        if end is not None:
            self._draw_head(path)
        return True

    def _edge(self, edge: _Edge) -> QPointF | None:
        """Return the place under an edge of a fragment; None where it is not seen."""
        position, at_end = edge
        at = self._display.qt(position) - at_end
        for line in self._lines:
            if line.qt_start <= at < line.qt_end:
                x = line.edge(at, at_end=at_end)
                return QPointF(x, line.bottom + self._room * 0.5) if x is not None else None
        return None

    def _draw_head(self, path: QPainterPath) -> None:
        """Draw the point of an arrow in the direction in which its line ends."""
        tip, before = path.pointAtPercent(1.0), path.pointAtPercent(0.9)
        way = before - tip
        length = math.hypot(way.x(), way.y()) or 1.0
        x, y = way.x() / length * _HEAD, way.y() / length * _HEAD
        self._painter.setPen(arrow_pen(self._theme, 0))
        for side in (-0.6, 0.6):
            self._painter.drawLine(tip, tip + QPointF(x - side * y, y + side * x))


def _nearest(source: Span, target: Span) -> tuple[_Edge, _Edge]:
    """Return the edges of two spans' fragments that are nearest to each other in the text."""
    gaps = []
    for a, b in source.ranges:
        for c, d in target.ranges:
            if b <= c:
                gaps.append((c - b, _Edge(b, True), _Edge(c, False)))
            elif d <= a:
                gaps.append((a - d, _Edge(a, False), _Edge(d, True)))
    if not gaps:  # one lies over the other
        return _Edge(source.start, False), _Edge(target.end, True)
    return min(gaps)[1:]


def _arc(start: QPointF, end: QPointF, room: float) -> QPainterPath:
    """Return the line of a link: on one line of text a shallow bow in the room below it."""
    path = QPainterPath(start)
    if abs(start.y() - end.y()) < 1.0:
        path.quadTo((start + end) / 2 + QPointF(0, room * 0.9), end)
    else:
        bend = QPointF(0, (end.y() - start.y()) / 2)
        path.cubicTo(start + bend, end - bend, end)
    return path


def arrow_pen(theme: Theme, kind: int) -> QPen:
    """Return with what links of a type (its number) are drawn, on the page and in the list."""
    ink = QColor(theme.text)
    ink.setAlphaF(0.62)
    pen = QPen(ink, 1.2)
    pattern = _PATTERNS[kind % len(_PATTERNS)]
    if pattern:
        pen.setDashPattern(list(pattern))
    return pen
