"""Drawing several annotators' spans on one page: a lane for each in the room under the lines.

What all have alike, or what was settled, is drawn thinly, gold in a faint tint. Where annotators
differ the text is hatched and underlines are heavy; every span begins with its label's letter. A
frame shows which place is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

from annotator.annotation.records import Label, Span
from annotator.annotation.sweep import SpanIndex, disjoint_runs
from annotator.desktop.page.painting.geometry import Row, VisibleLine, rect_of
from annotator.desktop.page.painting.span_painter import draw_joint, draw_line
from annotator.desktop.toolkit import colour
from annotator.desktop.toolkit.theme import Theme
from annotator.desktop.toolkit.widgets.marks import letter_of
from annotator.workbench.display import Display

LANES_PAD = 8
"""Room above and below all lanes together, in device-independent pixels."""

_DEPTH = 3
"""How many of one annotator's overlapping spans have heights of their own in their lane."""


class Lane(NamedTuple):
    """What one annotator, or gold, has on the page.

    Attributes:
        name: what stands at the left of the lane.
        spans: theirs.

    """

    name: str
    spans: tuple[Span, ...]


class Mark(NamedTuple):
    """A place that is disputed or settled, in code points.

    Attributes:
        settled: whether it is.
        contested: the stretches in which annotators differ.

    """

    start: int
    end: int
    settled: bool
    contested: tuple[tuple[int, int], ...]


class LanePainter:
    """Draws lanes.

    Args:
        lanes: from the top.
        calm: ids of spans that are drawn thinly.
        tinted: ids of spans whose text is tinted.
        display: code points to Qt positions.
        labels: by id.
        theme: the colours.
        font: of the article's text.
        room: under each line, in device-independent pixels.

    """

    def __init__(
        self,
        lanes: Sequence[Lane],
        calm: frozenset[str],
        tinted: frozenset[str],
        display: Display,
        labels: Mapping[str, Label],
        theme: Theme,
        font: QFont,
        room: float,
    ) -> None:
        self._lanes = lanes
        self._calm = calm
        self._tinted = tinted
        self._display = display
        self._labels = labels
        self._theme = theme
        self._room = room
        self._indices = [SpanIndex(lane.spans) for lane in lanes]
        self._pitch = (room - LANES_PAD) / max(1, len(lanes))
        self._font = small_font(font, self._pitch)
        self._metrics = QFontMetricsF(self._font)
        self._names_font = QFont(self._font)
        self._names_font.setBold(False)

    def spans_on(self, lines: Sequence[VisibleLine]) -> list[list[Span]]:
        """Return for each lane the spans whose extent touches any of the lines."""
        if not lines:
            return [[] for _ in self._lanes]
        start = self._display.code_point(lines[0].qt_start)
        end = self._display.code_point(lines[-1].qt_end)
        return [index.between(start, max(end, start + 1)) for index in self._indices]

    # -- under the text ------------------------------------------------------------------------

    def paint_tints(
        self,
        painter: QPainter,
        lines: Sequence[VisibleLine],
        shown: Sequence[Sequence[Span]],
        marks: Sequence[Mark],
    ) -> None:
        """Tint what is agreed on and hatch what is not; to be called before the text is drawn."""
        qt = self._display.qt
        tinted = [
            (qt(one.start), qt(one.end), span)
            for spans in shown
            for span in spans
            if span.id in self._tinted
            for one in span.fragments
        ]
        for line in lines:
            here = [
                (max(start, line.qt_start), min(end, line.qt_end), span)
                for start, end, span in tinted
                if start < line.qt_end and end > line.qt_start
            ]
            for run in disjoint_runs(here):
                tint = self._theme.tint(self._labels[run.active[-1].label].colour)
                for left, right in line.edges(run.start, run.end):
                    fill = colour.mix(tint, self._theme.paper, 0.5)
                    painter.fillRect(rect_of(line, left, right), fill)
            for mark in marks:
                if mark.settled:
                    continue
                for start, end in mark.contested:
                    for left, right in line.edges(qt(start), qt(end)):
                        self._hatch(painter, rect_of(line, left, right))

    def _hatch(self, painter: QPainter, rect: QRectF) -> None:
        ink = QColor(self._theme.accent)
        ink.setAlpha(95 if self._theme.dark else 80)
        painter.setBrushOrigin(QPointF(0, 0))
        painter.fillRect(rect, QBrush(ink, Qt.BrushStyle.BDiagPattern))

    # -- over the text -------------------------------------------------------------------------

    def paint_lanes(
        self,
        painter: QPainter,
        lines: Sequence[VisibleLine],
        shown: Sequence[Sequence[Span]],
        marks: Sequence[Mark],
        current: tuple[int, int] | None,
        left: float,
    ) -> None:
        """Draw the lanes with their names at the left, and the frame of the current place.

        Args:
            painter: of the page.
            lines: that are visible.
            shown: what ``spans_on`` returned for them.
            marks: the places on them.
            current: the place that is looked at.
            left: where the column begins.

        """
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        qt = self._display.qt
        for line in lines:
            here = [
                [s for s in spans if qt(s.start) < line.qt_end and qt(s.end) > line.qt_start]
                for spans in shown
            ]
            places = [
                one for one in marks if qt(one.start) < line.qt_end and qt(one.end) > line.qt_start
            ]
            if any(here) or places:
                self._paint_names(painter, line, left)
            for number, spans in enumerate(here):
                for span in spans:
                    self._paint_span(painter, line, number, span)
                self._paint_letters(painter, line, number, spans)
            for place in places:
                if place.settled:
                    self._paint_settled(painter, line, place)
            if current is not None:
                self._paint_frame(painter, line, current)

    def _top(self, line: VisibleLine, number: int) -> float:
        return line.bottom + 2.0 + number * self._pitch

    def _paint_names(self, painter: QPainter, line: VisibleLine, left: float) -> None:
        painter.setFont(self._names_font)
        metrics = QFontMetricsF(self._names_font)
        room = left - 8.0
        for number, lane in enumerate(self._lanes):
            box = QRectF(4.0, self._top(line, number), room - 4.0, self._pitch)
            name = metrics.elidedText(lane.name, Qt.TextElideMode.ElideRight, box.width())
            painter.setPen(self._theme.faint)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, name)

    def _height(self, line: VisibleLine, number: int, span: Span) -> float:
        """Return where a span's underline is: what lies inside another one's is drawn lower."""
        depth = min(self._indices[number].lane(span.id), _DEPTH - 1)
        step = self._pitch / (_DEPTH + 1)
        return self._top(line, number) + step * (depth + 1)

    def _paint_span(self, painter: QPainter, line: VisibleLine, number: int, span: Span) -> None:
        label = self._labels[span.label]
        ink = self._theme.mark(label.colour)
        heavy = span.id not in self._calm
        y = self._height(line, number, span)
        previous = None
        for fragment in span.fragments:
            start, end = self._display.qt(fragment.start), self._display.qt(fragment.end)
            for left, right in line.edges(start, end):
                if heavy:
                    band = QRectF(left, self._top(line, number), right - left, self._pitch - 1.0)
                    painter.fillRect(band, self._theme.tint(label.colour))
                weight = max(1.6, self._pitch / 6.0) if heavy else 1.0
                draw_line(painter, label.line, ink, weight, left, right, y)
            if previous is not None:
                for left, right in line.edges(previous, start):
                    draw_joint(painter, ink, left, right, y)
            previous = end

    def _paint_letters(
        self, painter: QPainter, line: VisibleLine, number: int, spans: Iterable[Span]
    ) -> None:
        """Draw each label's letter where its span begins, and its end where it ends."""
        painter.setFont(self._font)
        row = Row(line)
        top = self._top(line, number)
        for span in spans:
            label = self._labels[span.label]
            start, end = self._display.qt(span.start), self._display.qt(span.end)
            if line.qt_start < end <= line.qt_end and span.id not in self._calm:
                x = line.edge(end - 1, at_end=True)
                if x is not None:
                    painter.setPen(QPen(self._theme.mark(label.colour), 1.6))
                    painter.drawLine(QPointF(x, top), QPointF(x, top + self._pitch - 1.0))
            if not line.qt_start <= start < line.qt_end:
                continue
            letter = letter_of(label)
            width = self._metrics.horizontalAdvance(letter) + 3.0
            at = row.place(start, width)
            if at is None:
                continue
            box = QRectF(at, top, width, self._pitch - 1.0)
            painter.fillRect(box, self._theme.paper)
            painter.setPen(self._theme.letter(label.colour))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)

    def _paint_settled(self, painter: QPainter, line: VisibleLine, place: Mark) -> None:
        """Draw a tick over the end of a place that is settled, and a thin line over its text."""
        end = self._display.qt(place.end)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(self._theme.faint, 1.0, Qt.PenStyle.DotLine)
        painter.setPen(pen)
        for left, right in line.edges(self._display.qt(place.start), end):
            painter.drawLine(QPointF(left, line.top + 0.5), QPointF(right, line.top + 0.5))
        if line.qt_start < end <= line.qt_end:
            x = line.edge(end - 1, at_end=True)
            if x is not None:
                size = self._pitch * 0.75
                points = [(-size, 0.45), (-size * 0.62, 0.85), (0.0, 0.0)]
                painter.setPen(QPen(self._theme.text, 1.5))
                painter.drawPolyline([QPointF(x + a, line.top - 2.0 + b * size) for a, b in points])

    def _paint_frame(self, painter: QPainter, line: VisibleLine, current: tuple[int, int]) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.accent, 1.8))
        for left, right in line.edges(self._display.qt(current[0]), self._display.qt(current[1])):
            height = line.bottom - line.top + self._room - 1.0
            painter.drawRoundedRect(QRectF(left - 2.0, line.top, right - left + 4.0, height), 3, 3)


def small_font(font: QFont, pitch: float) -> QFont:
    """Return the font of letters and names in lanes that lie so many pixels apart."""
    result = QFont(font)
    result.setFamilies(["Noto Sans", "DejaVu Sans", "Arial"])
    result.setBold(True)
    result.setPixelSize(max(8, round(pitch * 0.86)))
    return result
