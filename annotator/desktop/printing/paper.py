"""An annotated article laid out on sheets of paper: text, spans, legend, page numbers.

Laid out as the page of the window is, and drawn by the same hands, so that the two look alike;
here it is measured in pixels of 96 to an inch, whatever the paper's own resolution.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from annotator.annotation.records import Label, Span
from annotator.annotation.sweep import SpanIndex
from annotator.desktop.page.column_layout import Page
from annotator.desktop.page.painting.geometry import VisibleLine, lines_of_block
from annotator.desktop.page.painting.span_painter import SpanPainter
from annotator.desktop.printing.head import Head, Legend
from annotator.desktop.printing.remarks import Remark, RemarkLine, RemarkList
from annotator.desktop.toolkit.theme import Theme
from annotator.workbench.display import Display

PIXELS_PER_INCH = 96.0
INK = Theme(
    dark=False,
    paper="#ffffff",
    text="#16181b",
    chrome="#ffffff",
    faint="#555a60",
    line="#c9c6be",
    accent="#2f6fb3",
    share=0.28,
)
"""Dark on white, on whatever screen."""

_ROOM_SHARE = 0.46
_FOOT = 26.0
_FAR = 1e9


class Sheet(NamedTuple):
    """What of the text stands on one sheet.

    Attributes:
        lines: from the top, where they are in the whole text.
        top: of the sheet's text, likewise.
        left_out: what stands above the text on this sheet, in pixels.
        remarks: lines of the list after the text, each with where it is on the sheet.

    """

    lines: Sequence[VisibleLine]
    top: float
    left_out: float
    remarks: tuple[tuple[float, RemarkLine], ...] = ()


class Paper(QObject):
    """One article with its spans, laid out for a size of paper.

    Args:
        text: of the article.
        spans: of one annotator; nobody else's are printed.
        labels: by id.
        head: title, metadata and legend.
        font: of the text, with its size in pixels.
        size: of the paper without its margins, in pixels.
        remarks: what is said of spans, for the list after the text.

    Attributes:
        sheets: the text, sheet by sheet; at least one.

    """

    def __init__(
        self,
        text: str,
        spans: Sequence[Span],
        labels: Mapping[str, Label],
        head: Head,
        font: QFont,
        size: QSizeF,
        remarks: Sequence[Remark] = (),
    ) -> None:
        super().__init__()
        self._size = size
        self._head = head
        self._display = Display(text)
        self._room = round(QFontMetricsF(font).height() * _ROOM_SHARE)
        index = SpanIndex(spans)
        self._spans = SpanPainter(index, self._display, labels, INK, font, self._room)
        self._remarks = RemarkList(remarks, font, head.small_font)
        used = [one for one in labels.values() if _is_used(one, spans)]
        self._legend = Legend(used, spans, font, numbered=bool(self._remarks))
        self._head_height = head.height(size.width()) + self._legend.height(size.width())
        self._page = Page(self, font, 0.0, size.width(), self._room)
        self._page.setUseDesignMetrics(True)
        self._page.setPlainText(self._display.shown)
        if self._page.characterCount() - 1 != self._display.qt_length:
            raise AssertionError("the paper does not hold the article's text as it is stored")
        self.sheets = self._divide()

    def _divide(self) -> list[Sheet]:
        """Return what stands on which sheet: no line is cut, and none left out."""
        bottom = self._size.height() - _FOOT
        sheets: list[Sheet] = []
        lines: list[VisibleLine] = []
        top = 0.0
        above = self._head_height
        for line in self._lines():
            if not lines:
                top = line.top
            if lines and above + line.bottom + self._room - top > bottom:
                sheets.append(Sheet(lines, top, above))
                lines, top, above = [], line.top, 0.0
            lines.append(line)
        sheets.append(Sheet(lines, top, above))
        end = above + (lines[-1].bottom + self._room - top if lines else 0.0)
        self._put_remarks(sheets, end, bottom)
        return sheets

    def _put_remarks(self, sheets: list[Sheet], y: float, bottom: float) -> None:
        """Let the list of remarks follow the text, from a height on; no line of it is cut."""
        here: list[tuple[float, RemarkLine]] = []
        for line in self._remarks.lines(self._size.width()):
            if y + line.height > bottom and (here or sheets[-1].lines):
                sheets[-1] = sheets[-1]._replace(remarks=tuple(here))
                sheets.append(Sheet((), 0.0, 0.0))
                here, y = [], 0.0
            here.append((y, line))
            y += line.height
        sheets[-1] = sheets[-1]._replace(remarks=tuple(here))

    def _lines(self) -> list[VisibleLine]:
        found: list[VisibleLine] = []
        block, y = self._page.begin(), 0.0
        while block.isValid():
            height = self._page.column.blockBoundingRect(block).height()
            found += lines_of_block(block, QPointF(0.0, y), -_FAR, _FAR)
            y += height
            block = block.next()
        return found

    def draw(self, painter: QPainter, number: int) -> None:
        """Draw a sheet (from 0), its corner at the painter's origin."""
        sheet = self.sheets[number]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if number == 0:
            self._head.draw(painter, self._size.width(), INK)
            painter.save()
            painter.translate(QPointF(0.0, self._head.height(self._size.width())))
            self._legend.draw(painter, self._size.width(), INK)
            painter.restore()
        painter.save()
        painter.translate(QPointF(0.0, sheet.left_out - sheet.top))
        self._draw_text(painter, sheet.lines)
        painter.restore()
        painter.setPen(INK.text)
        for y, remark in sheet.remarks:
            remark.line.draw(painter, remark.at + QPointF(0.0, y))
        self._draw_foot(painter, number)
        painter.restore()

    def _draw_text(self, painter: QPainter, lines: Sequence[VisibleLine]) -> None:
        spans = self._spans.spans_on(lines)
        self._spans.paint_tints(painter, lines, spans, "", (0, 0))
        painter.setPen(INK.text)
        for line in lines:
            line.line.draw(painter, line.origin)
        self._spans.paint_marks(painter, lines, spans, "")
        if self._remarks:
            taken = [box for line in lines for box in self._spans.letter_boxes(line, spans)]
            self._remarks.draw_numbers(painter, lines, spans, self._display, INK, self._room, taken)

    def _draw_foot(self, painter: QPainter, number: int) -> None:
        font = self._head.small_font
        painter.setFont(font)
        painter.setPen(INK.faint)
        metrics = QFontMetricsF(font)
        page = self._head.page_words(number + 1, len(self.sheets))
        width = self._size.width()
        room = QRectF(0.0, self._size.height() - metrics.height(), width, metrics.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignRight, page)
        left = room.adjusted(0.0, 0.0, -metrics.horizontalAdvance(page) - 20.0, 0.0)
        title = metrics.elidedText(self._head.title, Qt.TextElideMode.ElideRight, left.width())
        painter.drawText(left, Qt.AlignmentFlag.AlignLeft, title)


def _is_used(label: Label, spans: Sequence[Span]) -> bool:
    return any(span.label == label.id for span in spans)
