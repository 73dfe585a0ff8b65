"""What is said of spans beside their labels, on paper: their links and notes, by number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextLine

from annotator.annotation.changes import SpanElsewhere
from annotator.annotation.records import Label, Link, Span
from annotator.annotation.sweep import reading_order
from annotator.desktop.page.painting.geometry import VisibleLine
from annotator.desktop.page.painting.suggestion_painter import box_under
from annotator.desktop.toolkit.theme import Theme
from annotator.desktop.toolkit.widgets.marks import in_quotes, one_line
from annotator.workbench.display import Display
from annotator.workbench.span_links import ties_of

_TEXT = 120
_NAME = 60
_INDENT = 26.0
_ABOVE = 18.0
_LEADING = 1.3


class Remark(NamedTuple):
    """What is said of one span.

    Attributes:
        number: that stands at the span, from 1.
        span: its id.
        head: what it is.
        lines: each of its links, and its note.

    """

    number: int
    span: str
    head: str
    lines: tuple[str, ...]


class RemarkLine(NamedTuple):
    """One laid out line of the list.

    Attributes:
        line: Qt's line, drawn at its own place plus ``at``.
        layout: that it is a line of, which has to live as long.
        at: what to add to the line's own place for its corner to be at the origin.
        height: how much room it needs.

    """

    line: QTextLine
    layout: QTextLayout
    at: QPointF
    height: float


def remarks(
    spans: Iterable[Span],
    links: Mapping[str, Link],
    elsewhere: Mapping[str, SpanElsewhere],
    labels: Mapping[str, Label],
) -> list[Remark]:
    """Return what is said of spans that have a note or a link, numbered in reading order.

    A link of which an end is neither among ``spans`` nor ``elsewhere`` is left out.

    Args:
        spans: that are printed.
        links: by id.
        elsewhere: spans of other articles at their ends, by id.
        labels: by id.

    """
    there = {span.id: span for span in sorted(spans, key=reading_order)}
    found: list[tuple[Span, list[tuple[str, str]]]] = []
    for span in there.values():
        ties = [
            (f"{'→' if tie.outgoing else '←'} {one_line(tie.link.type, _NAME)}", tie.other)
            for tie in ties_of(span.id, links, there)
            if tie.other in there or tie.other in elsewhere
        ]
        if ties or span.note:
            found.append((span, ties))
    numbers = {span.id: number for number, (span, _) in enumerate(found, 1)}
    return [
        Remark(
            number,
            span.id,
            f"{one_line(labels[span.label].name, _NAME)} {_quoted(span.text)}",
            (
                *(f"{what}: {_other(name, numbers, there, elsewhere)}" for what, name in ties),
                *([_tr("Note: {0}").format(span.note)] if span.note else []),
            ),
        )
        for number, (span, ties) in enumerate(found, 1)
    ]


def _other(
    name: str,
    numbers: Mapping[str, int],
    there: Mapping[str, Span],
    elsewhere: Mapping[str, SpanElsewhere],
) -> str:
    """Return what is said of the span at the other end of a link."""
    if name in there:
        return f"{numbers[name]} {_quoted(there[name].text)}"
    other = elsewhere[name]
    title = one_line(other.title or other.article, _NAME)
    return _tr("{0} in “{1}”").format(_quoted(other.text), title)


def _quoted(text: str) -> str:
    return in_quotes(one_line(text, _TEXT))


class RemarkList:
    """The list of remarks after the text, line by line, and their numbers in the text.

    Args:
        listed: what is said.
        font: of the article's text, with its size in pixels.
        small: of what stands around the text.

    """

    def __init__(self, listed: Sequence[Remark], font: QFont, small: QFont) -> None:
        self._listed = listed
        self._small = small
        self._bold = QFont(small)
        self._bold.setBold(True)
        self._numbers = {one.span: str(one.number) for one in listed}
        self._number_font = QFont(small)
        self._number_font.setPixelSize(max(8, round(font.pixelSize() * 0.62)))

    def __bool__(self) -> bool:
        return bool(self._listed)

    def lines(self, width: float) -> list[RemarkLine]:
        """Return the list laid out in a width, in pixels; its title comes first."""
        if not self._listed:
            return []
        found = self._laid_out(_tr("Links and notes"), self._bold, 0.0, width, above=_ABOVE)
        for one in self._listed:
            found += self._laid_out(f"{one.number}  {one.head}", self._small, 0.0, width, above=5.0)
            for line in one.lines:
                found += self._laid_out(line, self._small, _INDENT, width)
        return found

    @staticmethod
    def _laid_out(
        text: str, font: QFont, indent: float, width: float, *, above: float = 0.0
    ) -> list[RemarkLine]:
        pitch = QFontMetricsF(font).height() * _LEADING
        found = []
        for paragraph in text.split("\n"):
            layout = QTextLayout(paragraph, font)
            layout.beginLayout()
            while (line := layout.createLine()).isValid():
                line.setLineWidth(max(1.0, width - indent))
                line.setPosition(QPointF(0.0, 0.0))
                found.append(RemarkLine(line, layout, QPointF(indent, above), pitch + above))
                above = 0.0
            layout.endLayout()
        return found

    def draw_numbers(
        self,
        painter: QPainter,
        lines: Sequence[VisibleLine],
        spans: Sequence[Span],
        display: Display,
        ink: Theme,
        room: float,
        taken: Sequence[QRectF],
    ) -> None:
        """Draw the numbers of spans under the lines on which they begin, beside their letters."""
        painter.setFont(self._number_font)
        painter.setPen(ink.text)
        boxes = list(taken)
        for span in spans:
            number = self._numbers.get(span.id)
            if number is None:
                continue
            start = display.qt(span.start)
            for line in lines:
                if line.qt_start <= start < line.qt_end:
                    box = box_under(line, start, number, self._number_font, room, boxes)
                    if box is not None:
                        boxes.append(box)
                        painter.drawText(QPointF(box.left() + 1.0, box.bottom() - 1.5), number)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Printing", text)
