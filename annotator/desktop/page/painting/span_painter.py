"""Drawing spans on the page: tints under the text, lanes and letters in the room below it.

Nothing here touches the layout, so an edit costs what is visible and no more.

An overlap shows the tint of the innermost span only; what lies under it is told by the lanes, so
that colours never mix to mud. Each label has its own line style, and each span begins with its
label's letter: colour is never the only cue.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPaintEngine,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPixmapCache,
    QStaticText,
    QTransform,
)

from annotator.annotation.records import Label, Span
from annotator.annotation.sweep import SpanIndex, covered, disjoint_runs
from annotator.desktop.page.painting.geometry import Row, VisibleLine, rect_of
from annotator.desktop.toolkit.theme import Theme
from annotator.desktop.toolkit.widgets.marks import letter_of
from annotator.workbench.display import Display

LANES = 4
"""How many lanes have a height of their own; what lies deeper shares the last one."""


class Edge(NamedTuple):
    """One end of a fragment of the current span, as a handle on the page.

    Attributes:
        fragment: its number in the span.
        is_start: whether it is the fragment's start.
        x: where it is, in viewport coordinates.
        line: on which line.

    """

    fragment: int
    is_start: bool
    x: float
    line: VisibleLine


class _Letter(NamedTuple):
    """Where a span's letter is drawn, with the signs beside it.

    Attributes:
        letter: room for it.
        flag: where the flag begins, None without one.
        away: room for the mark of a link to another article, empty without one.

    """

    span: Span
    box: QRectF
    text: str
    flag: float | None
    away: QRectF


class SpanPainter:
    """Draws the spans of one article.

    Args:
        index: the spans by place.
        display: code points to Qt positions.
        labels: by id.
        theme: the colours.
        font: of the article's text.
        room: under each line, in device-independent pixels.
        away: ids of the spans that are linked to other articles.

    """

    def __init__(
        self,
        index: SpanIndex,
        display: Display,
        labels: Mapping[str, Label],
        theme: Theme,
        font: QFont,
        room: float,
        away: Collection[str] = (),
    ) -> None:
        self._away = away
        self._index = index
        self._display = display
        self._labels = labels
        self._theme = theme
        self._room = room
        self._letter_font = QFont(font)
        self._letter_font.setFamilies(["Noto Sans", "DejaVu Sans", "Arial"])
        self._letter_font.setBold(True)
        self._letter_font.setPixelSize(max(8, round(room * 1.0)))
        self._letters = QFontMetricsF(self._letter_font)
        self._statics: dict[str, QStaticText] = {}
        self._pitch = (room - 2.0) / LANES
        self._weight = max(1.4, min(room / 7.0, 3.0))

    def spans_on(self, lines: Sequence[VisibleLine]) -> list[Span]:
        """Return the spans whose extent touches any of the lines."""
        if not lines:
            return []
        start = self._display.code_point(lines[0].qt_start)
        end = self._display.code_point(lines[-1].qt_end)
        return self._index.between(start, max(end, start + 1))

    def paint_tints(
        self,
        painter: QPainter,
        lines: Sequence[VisibleLine],
        spans: Sequence[Span],
        current: str,
        selected: tuple[int, int],
    ) -> None:
        """Draw the backgrounds; to be called before the text is drawn.

        What is selected (Qt positions) is left bare, so that the selection looks the same
        everywhere.
        """
        pieces = [
            (self._display.qt(fragment.start), self._display.qt(fragment.end), span)
            for span in spans
            for fragment in span.fragments
        ]
        for line in lines:
            here = [
                (max(start, line.qt_start), min(end, line.qt_end), span)
                for start, end, span in pieces
                if start < line.qt_end and end > line.qt_start
            ]
            for run in disjoint_runs(here):
                colour = self._tint(run.active, current)
                for left, right in line.edges(run.start, run.end):
                    painter.fillRect(rect_of(line, left, right), colour)
            for left, right in line.edges(*selected):
                painter.fillRect(rect_of(line, left, right), self._theme.paper)

    def _tint(self, active: Sequence[Span], current: str) -> QColor:
        innermost = min(reversed(active), key=covered)
        if innermost.id == current:
            return self._theme.strong_tint(self._labels[innermost.label].colour)
        return self._theme.tint(self._labels[innermost.label].colour)

    def paint_marks(
        self,
        painter: QPainter,
        lines: Sequence[VisibleLine],
        spans: Sequence[Span],
        current: str,
        several: Collection[str] = (),
    ) -> None:
        """Draw lanes, letters, joints and outlines of the current span or of several (ids)."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        extents = [(self._display.qt(span.start), self._display.qt(span.end)) for span in spans]
        for line in lines:
            here = [
                span
                for span, (start, end) in zip(spans, extents, strict=True)
                if start < line.qt_end and end > line.qt_start
            ]
            if not here:
                continue
            for span in here:
                self._paint_lane(painter, line, span)
            self._paint_letters(painter, line, here)
        for span in spans:
            if span.id == current:
                self._paint_outline(painter, lines, span)
                for edge in self.edges(lines, span):
                    self._paint_handle(painter, edge, self._ink(span))
            elif span.id in several:
                self._paint_outline(painter, lines, span)

    def _height(self, line: VisibleLine, span: Span) -> float:
        lane = min(self._index.lane(span.id), LANES - 1)
        return line.bottom + 1.0 + (lane + 0.5) * self._pitch

    def _paint_lane(self, painter: QPainter, line: VisibleLine, span: Span) -> None:
        label = self._labels[span.label]
        colour = self._theme.mark(label.colour)
        y = self._height(line, span)
        previous = None
        for fragment in span.fragments:
            start, end = self._display.qt(fragment.start), self._display.qt(fragment.end)
            for left, right in line.edges(start, end):
                draw_line(painter, label.line, colour, self._weight, left, right, y)
            if previous is not None:
                for left, right in line.edges(previous, start):
                    draw_joint(painter, colour, left, right, y)
            previous = end

    def _letters_on(self, line: VisibleLine, spans: Iterable[Span]) -> Iterator[_Letter]:
        """Yield each letter where its span begins; where several begin together, side by side."""
        cap = self._letters.capHeight()
        height = cap + 3.0
        row = Row(line)
        for span in spans:
            start = self._display.qt(span.start)
            if not line.qt_start <= start < line.qt_end:
                continue
            letter = letter_of(self._labels[span.label])
            width = self._letters.horizontalAdvance(letter) + 3.0
            flag = cap * 0.85 if span.flagged else 0.0
            away = cap * 1.45 + 2.0 if span.id in self._away else 0.0
            whole = width + flag + away
            left = row.place(start, whole)
            if left is None:
                continue
            box = QRectF(left, line.bottom + (self._room - height) / 2 + 0.5, whole, height)
            yield _Letter(
                span,
                box,
                letter,
                left + width - 0.5 if flag else None,
                QRectF(left + width + flag, box.top(), away, height),
            )

    def _paint_letters(self, painter: QPainter, line: VisibleLine, spans: Iterable[Span]) -> None:
        """Draw letters, flags and marks of links to other articles."""
        painter.setFont(self._letter_font)
        for one in self._letters_on(line, spans):
            painter.fillRect(one.box, self._theme.paper)
            painter.setPen(self._theme.letter(self._labels[one.span.label].colour))
            top = one.box.bottom() - 1.5 - self._letters.ascent()
            painter.drawStaticText(QPointF(one.box.left() + 1.0, top), self._static(one.text))
            if one.flag is not None:
                cap = self._letters.capHeight()
                self._paint_flag(painter, one.flag, one.box.bottom() - 1.5, cap)
            if not one.away.isEmpty():
                paint_away(painter, one.away.adjusted(0.5, 1.5, -1.5, -1.5), self._theme.text)

    def _static(self, letter: str) -> QStaticText:
        """Return a letter that is shaped once and drawn some hundred times."""
        static = self._statics.get(letter)
        if static is None:
            static = QStaticText(letter)
            static.setTextFormat(Qt.TextFormat.PlainText)
            static.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
            static.prepare(QTransform(), self._letter_font)
            self._statics[letter] = static
        return static

    def letter_boxes(self, line: VisibleLine, spans: Iterable[Span]) -> list[QRectF]:
        """Return where letters are drawn under a line."""
        return [one.box for one in self._letters_on(line, spans)]

    @property
    def letter_font(self) -> QFont:
        """What letters under the lines are drawn with."""
        return self._letter_font

    def away_at(self, line: VisibleLine, spans: Iterable[Span], point: QPointF) -> str:
        """Return the span whose mark of a link to another article is under a point, or ""."""
        for one in self._letters_on(line, spans):
            if not one.away.isEmpty() and one.away.adjusted(-2, -2, 2, 2).contains(point):
                return one.span.id
        return ""

    def _paint_flag(self, painter: QPainter, left: float, bottom: float, height: float) -> None:
        """Draw the flag of a span that the annotator is unsure of, beside its letter."""
        painter.setPen(QPen(self._theme.text, max(1.0, height / 8)))
        top = bottom - height
        painter.drawLine(QPointF(left, bottom), QPointF(left, top))
        cloth = [(left, top), (left + height * 0.7, top + height * 0.3), (left, top + height * 0.6)]
        painter.setBrush(self._theme.text)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon([QPointF(x, y) for x, y in cloth])
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _ink(self, span: Span) -> QColor:
        return self._theme.mark(self._labels[span.label].colour)

    def _paint_outline(self, painter: QPainter, lines: Sequence[VisibleLine], span: Span) -> None:
        colour = self._ink(span)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for line in lines:
            for fragment in span.fragments:
                start, end = self._display.qt(fragment.start), self._display.qt(fragment.end)
                for left, right in line.edges(start, end):
                    rect = rect_of(line, left, right).adjusted(-1.0, 0.0, 1.0, 0.0)
                    painter.setPen(QPen(colour, 1.6))
                    painter.drawRoundedRect(rect, 2.5, 2.5)

    def _paint_handle(self, painter: QPainter, edge: Edge, colour: QColor) -> None:
        """Draw the knob by which an end can be dragged: above a start, below an end."""
        radius = max(3.2, self._room / 3.2)
        y = edge.line.top if edge.is_start else edge.line.bottom
        painter.setPen(QPen(self._theme.paper, 1.0))
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(edge.x, y), radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def edges(self, lines: Sequence[VisibleLine], span: Span) -> list[Edge]:
        """Return the visible ends of a span's fragments."""
        found = []
        for number, fragment in enumerate(span.fragments):
            start, end = self._display.qt(fragment.start), self._display.qt(fragment.end)
            for line in lines:
                if line.qt_start <= start < line.qt_end:
                    x = line.edge(start, at_end=False)
                    if x is not None:
                        found.append(Edge(number, True, x, line))
                if line.qt_start < end <= line.qt_end:
                    x = line.edge(end - 1, at_end=True)
                    if x is not None:
                        found.append(Edge(number, False, x, line))
        return found


def paint_away(painter: QPainter, room: QRectF, ink: QColor) -> None:
    """Draw the mark of a link to another article: two arrows, one each way."""
    pen = QPen(ink, max(1.0, room.height() / 7.0))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    head = room.height() * 0.26
    for y, tip, tail in (
        (room.top() + head, room.right(), room.left()),
        (room.bottom() - head, room.left(), room.right()),
    ):
        back = tip - head if tip > tail else tip + head
        painter.drawLine(QPointF(tail, y), QPointF(tip, y))
        for wing in (-head, head):
            painter.drawLine(QPointF(back, y + wing), QPointF(tip, y))


def draw_line(
    painter: QPainter,
    style: str,
    colour: QColor,
    weight: float,
    left: float,
    right: float,
    y: float,
) -> None:
    """Draw an underline in a label's style: solid, dashed, dotted, double or wavy."""
    if style == "wavy":
        _draw_wave(painter, colour, weight, left, right, y)
        return
    painter.setPen(_pen(style, colour.rgba(), weight))
    if style == "double":
        for shift in (-weight * 0.55, weight * 0.55):
            painter.drawLine(QPointF(left, y + shift), QPointF(right, y + shift))
    else:
        painter.drawLine(QPointF(left, y), QPointF(right, y))


@lru_cache(maxsize=256)
def _pen(style: str, rgba: int, weight: float) -> QPen:
    """Return what an underline is drawn with; some hundred of a few kinds are on each page."""
    pen = QPen(QColor.fromRgba(rgba), weight)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if style == "double":
        pen.setWidthF(max(1.0, weight * 0.55))
    elif style == "dashed":
        pen.setDashPattern([4.0, 2.0])
    elif style == "dotted":
        pen.setDashPattern([1.2, 1.2])
    elif style == "wavy":
        pen.setWidthF(weight * 0.75)
    elif style == "joint":
        pen.setDashPattern([1.0, 4.0])
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen


def _draw_wave(
    painter: QPainter, colour: QColor, weight: float, left: float, right: float, y: float
) -> None:
    """Draw a wave from tiles of one period: a smooth path as long as a line is slow to fill.

    Not on paper, where pixels would be seen.
    """
    if painter.paintEngine().type() != QPaintEngine.Type.Raster:
        _draw_smooth_wave(painter, colour, weight, left, right, y)
        return
    scale = painter.device().devicePixelRatioF()
    tile = _wave_tile(colour, weight, scale)
    # On whole pixels of the device, else the tiles are blurred.
    top = round((y - tile.height() / scale / 2) * scale) / scale
    start = round(left * scale) / scale
    painter.drawTiledPixmap(QRectF(start, top, right - start, tile.height() / scale), tile)


def _draw_smooth_wave(
    painter: QPainter, colour: QColor, weight: float, left: float, right: float, y: float
) -> None:
    half = weight * 2.0
    path = QPainterPath(QPointF(left, y))
    x, up = left, -weight
    while x < right:
        end = min(x + half, right)
        path.quadTo(QPointF((x + end) / 2, y + up), QPointF(end, y))
        x, up = end, -up
    painter.setPen(_pen("wavy", colour.rgba(), weight))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


def _wave_tile(colour: QColor, weight: float, scale: float) -> QPixmap:
    """Return one period of a wave, as many pixels wide as the device has for it."""
    name = f"annotator wave {colour.rgba()} {weight:.3f} {scale:.3f}"
    tile = QPixmap()
    if QPixmapCache.find(name, tile):
        return tile
    wide, high = max(2, round(weight * 4.0 * scale)), max(3, math.ceil(weight * 2.0 * scale) + 2)
    tile = QPixmap(wide, high)
    tile.fill(Qt.GlobalColor.transparent)
    half, middle, up = wide / 2, high / 2, weight * scale
    path = QPainterPath(QPointF(-half, middle))
    for number in range(4):
        x, peak = (number - 1) * half, middle + (up if number % 2 == 0 else -up)
        path.quadTo(QPointF(x + half / 2, peak), QPointF(x + half, middle))
    pen = QPen(_pen("wavy", colour.rgba(), weight))
    pen.setWidthF(pen.widthF() * scale)
    drawer = QPainter(tile)
    drawer.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawer.setPen(pen)
    drawer.drawPath(path)
    drawer.end()
    tile.setDevicePixelRatio(scale)
    QPixmapCache.insert(name, tile)
    return tile


def draw_joint(painter: QPainter, colour: QColor, left: float, right: float, y: float) -> None:
    """Draw the thin line that joins two fragments of one span."""
    painter.setPen(_pen("joint", colour.rgba(), 1.0))
    painter.drawLine(QPointF(left, y), QPointF(right, y))
