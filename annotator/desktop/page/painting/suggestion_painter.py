"""Drawing suggestions: hatched, dotted and with a question mark, never as a span is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

from annotator.annotation.records import Label, Suggestion
from annotator.desktop.page.painting.geometry import VisibleLine, rect_of
from annotator.desktop.toolkit.theme import Theme
from annotator.desktop.toolkit.widgets.marks import letter_of
from annotator.workbench.display import Display

_HATCH, _CURRENT_HATCH = 44, 92
"""How much of the label's colour the hatching has, of 255."""

_BRACKET = 9.0
"""How far to the left of the column the bracket of a longer suggestion stands."""

_TICK = 4.0


class Mark(NamedTuple):
    """The question mark of a suggestion, and where it is drawn."""

    suggestion: Suggestion
    text: str
    box: QRectF


class DrawnPart(NamedTuple):
    """A part of the suggestion that is looked at.

    Attributes:
        ranges: where it stands, in code points.
        is_out: whether it is left out: it is struck through.
        is_meant: whether keys are about it: it has a frame.

    """

    ranges: tuple[tuple[int, int], ...]
    is_out: bool
    is_meant: bool


class SuggestionPainter:
    """Draws the suggestions of an article on the lines that are visible.

    One on a single line gets a dotted box, a longer one a dotted bracket in the margin. Each
    begins with a question mark and its label's letter: colour is never the only cue.

    Attributes:
        suggestions: in the order of the text.
        current: id of the one that is looked at, "" for none.
        parts: of that one: what it would be linked to is underlined with dots.

    """

    def __init__(self) -> None:
        self.suggestions: Sequence[Suggestion] = ()
        self.current = ""
        self.parts: Sequence[DrawnPart] = ()

    def between(self, start: int, end: int) -> list[Suggestion]:
        """Return the suggestions that touch a code point range."""
        return [
            one
            for one in self.suggestions
            if one.start < end and any(low < end and high > start for low, high in one.ranges)
        ]

    def at(self, position: int) -> Suggestion | None:
        """Return the shortest suggestion over a character."""
        here = self.between(position, position + 1)
        return min(here, key=lambda one: one.end - one.start, default=None)

    def marks(
        self,
        lines: Sequence[VisibleLine],
        display: Display,
        labels: Mapping[str, Label],
        font: QFont,
        room: float,
        taken: Sequence[QRectF],
    ) -> list[Mark]:
        """Return where suggestions begin on the lines, and the marks that say so.

        Args:
            lines: that are visible.
            display: code points to Qt positions.
            labels: by id.
            font: of the letters under the lines.
            room: under each line.
            taken: where letters of spans are.

        """
        found: list[Mark] = []
        for one in self._visible(lines, display):
            start = display.qt(one.start)
            for line in lines:
                if line.qt_start <= start < line.qt_end:
                    text = f"?{letter_of(labels[one.label])}"
                    boxes = [*taken, *(mark.box for mark in found)]
                    box = box_under(line, start, text, font, room, boxes)
                    if box is not None:
                        found.append(Mark(one, text, box))
        return found

    def _visible(self, lines: Sequence[VisibleLine], display: Display) -> list[Suggestion]:
        if not lines or not self.suggestions:
            return []
        start, end = display.code_point(lines[0].qt_start), display.code_point(lines[-1].qt_end)
        return self.between(start, max(end, start + 1))

    def paint_hatching(
        self,
        painter: QPainter,
        lines: Sequence[VisibleLine],
        display: Display,
        labels: Mapping[str, Label],
        theme: Theme,
    ) -> None:
        """Draw what lies under the text."""
        for one in self._visible(lines, display):
            colour = QColor(theme.mark(labels[one.label].colour))
            colour.setAlpha(_CURRENT_HATCH if one.id == self.current else _HATCH)
            brush = QBrush(colour, Qt.BrushStyle.BDiagPattern)
            for low, high in one.ranges:
                start, end = display.qt(low), display.qt(high)
                for line in lines:
                    for left, right in line.edges(start, end):
                        painter.fillRect(rect_of(line, left, right), brush)

    def paint_edges(
        self,
        painter: QPainter,
        lines: Sequence[VisibleLine],
        display: Display,
        labels: Mapping[str, Label],
        theme: Theme,
        room: float,
        column: float,
    ) -> None:
        """Draw boxes and brackets, over the text.

        Args:
            painter: on the viewport.
            lines: that are drawn.
            display: code points to Qt positions.
            labels: by id.
            theme: the colours.
            room: under each line.
            column: left edge of the text.

        """
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for one in self._visible(lines, display):
            pen = QPen(theme.mark(labels[one.label].colour), 1.2)
            pen.setDashPattern([1.0, 2.0])
            if one.id == self.current:
                pen.setWidthF(1.8)
            painter.setPen(pen)
            for low, high in one.ranges:
                start, end = display.qt(low), display.qt(high)
                touched = [line for line in lines if line.edges(start, end)]
                if len(touched) == 1 and touched[0].qt_start <= start and end <= touched[0].qt_end:
                    for left, right in touched[0].edges(start, end):
                        box = rect_of(touched[0], left, right)
                        painter.drawRect(box.adjusted(-1, 0.5, 1, -0.5))
                elif touched:
                    _paint_bracket(painter, touched, start, end, room, column - _BRACKET)
                    _paint_ends(painter, touched, start, end)
            if one.id == self.current:
                self._paint_parts(painter, lines, display, theme.mark(labels[one.label].colour))

    def _paint_parts(
        self,
        painter: QPainter,
        lines: Sequence[VisibleLine],
        display: Display,
        colour: QColor,
    ) -> None:
        """Draw what belongs to the suggestion that is looked at, and what of it is left out."""
        for part in self.parts:
            style = Qt.PenStyle.SolidLine if part.is_meant else Qt.PenStyle.DotLine
            painter.setPen(QPen(colour, 1.6, style))
            for low, high in part.ranges:
                start, end = display.qt(low), display.qt(high)
                for line in lines:
                    for left, right in line.edges(start, end):
                        box = rect_of(line, left, right)
                        if part.is_meant:
                            painter.drawRect(box.adjusted(-2, 0, 2, 0))
                        else:
                            painter.drawLine(QLineF(left, box.bottom(), right, box.bottom()))
                        if part.is_out:
                            middle = box.center().y()
                            painter.drawLine(QLineF(left, middle, right, middle))

    def paint_marks(
        self,
        painter: QPainter,
        marks: Sequence[Mark],
        labels: Mapping[str, Label],
        theme: Theme,
        font: QFont,
    ) -> None:
        """Draw the question marks."""
        painter.setFont(font)
        for one in marks:
            painter.fillRect(one.box, theme.paper)
            is_current = one.suggestion.id == self.current
            ink = theme.letter(labels[one.suggestion.label].colour)
            painter.setPen(theme.text if is_current else ink)
            painter.drawText(QPointF(one.box.left() + 1.0, one.box.bottom() - 1.5), one.text)


def _paint_bracket(
    painter: QPainter,
    lines: Sequence[VisibleLine],
    start: int,
    end: int,
    room: float,
    x: float,
) -> None:
    """Draw the bracket beside the lines; its ends are open where it goes on out of sight."""
    begins, ends = lines[0].qt_start <= start, end <= lines[-1].qt_end
    top = lines[0].top + 1.0 if begins else lines[0].top - room
    bottom = lines[-1].bottom - 1.0 if ends else lines[-1].bottom + room
    painter.drawLine(QLineF(x, top, x, bottom))
    if begins:
        painter.drawLine(QLineF(x, top, x + _TICK, top))
    if ends:
        painter.drawLine(QLineF(x, bottom, x + _TICK, bottom))


def _paint_ends(painter: QPainter, lines: Sequence[VisibleLine], start: int, end: int) -> None:
    """Draw where a suggestion begins and ends inside its lines."""
    for line in lines:
        places = []
        if line.qt_start <= start < line.qt_end:
            places.append(line.edge(start, at_end=False))
        if line.qt_start < end <= line.qt_end:
            places.append(line.edge(end - 1, at_end=True))
        for x in places:
            if x is not None:
                painter.drawLine(QLineF(x, line.top + 1.0, x, line.bottom - 1.0))


def box_under(
    line: VisibleLine,
    start: int,
    text: str,
    font: QFont,
    room: float,
    taken: Sequence[QRectF],
) -> QRectF | None:
    """Return the room of a mark under the line, beside the letters that are there."""
    x = line.edge(start, at_end=False)
    if x is None:
        return None
    metrics = QFontMetricsF(font)
    width, height = metrics.horizontalAdvance(text) + 3.0, metrics.capHeight() + 3.0
    leftwards = line.runs_left(start)
    left = x - width if leftwards else x
    box = QRectF(left, line.bottom + (room - height) / 2 + 0.5, width, height)
    for other in sorted(taken, key=lambda one: one.left(), reverse=leftwards):
        if other.intersects(box):
            box.moveLeft(other.left() - 1.0 - width if leftwards else other.right() + 1.0)
    return box
