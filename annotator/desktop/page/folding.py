"""Paragraphs that are folded to one line each: a mark stands for their text.

A folded paragraph keeps all of its characters at their offsets: it is laid out as one long line
of which only the mark is drawn. What is not folded at first is not folded by an edit: tagging
never moves the text. What is to be read is unfolded: where the caret goes, the current span, a hit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication, QObject, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from annotator.desktop.page.column_layout import FOLDED
from annotator.desktop.page.painting.geometry import VisibleLine
from annotator.desktop.page.text_page import TextPage
from annotator.desktop.toolkit import colour
from annotator.desktop.toolkit.words import in_words
from annotator.words import counts

_LONGEST = 20_000
"""Characters of the longest paragraph that is folded: Qt has no room for longer lines."""

_LINE_SEPARATOR = "\u2028"


class Folding(QObject):
    """Folds and unfolds the paragraphs of one page."""

    def __init__(self, page: TextPage) -> None:
        super().__init__(page)
        self._page = page
        self._folded: dict[int, tuple[int, int]] = {}
        """Of folded blocks the number, and the code points from start to end."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is folded."""
        return not self._folded

    def forget(self) -> None:
        """Know of no folded paragraph: another text is shown."""
        self._folded = {}

    def fold(self, ranges: Iterable[tuple[int, int]]) -> None:
        """Fold the paragraphs that are wholly in one of these code point ranges; no others are."""
        wanted: dict[int, tuple[int, int]] = {}
        for start, end in ranges:
            wanted.update(self._paragraphs(start, end))
        self._set(wanted)

    def keep(self, ranges: Iterable[tuple[int, int]]) -> None:
        """Unfold the paragraphs that are not wholly in one of these ranges any more."""
        pairs = list(ranges)
        self._set(
            {
                number: (low, high)
                for number, (low, high) in self._folded.items()
                if any(start <= low and high <= end for start, end in pairs)
            }
        )

    def unfold(self, start: int, end: int) -> None:
        """Unfold the paragraphs that a code point range touches."""
        left = {
            number: (low, high)
            for number, (low, high) in self._folded.items()
            if high < start or low > max(end - 1, start)
        }
        self._set(left)

    def folded_at(self, position: int) -> tuple[int, int] | None:
        """Return the range of the folded paragraph that a code point offset is in, at no end."""
        for low, high in self._folded.values():
            if low < position <= high:
                return low, high
        return None

    def paint(self, painter: QPainter, lines: Sequence[VisibleLine], left: float) -> None:
        """Draw a mark over each folded line, and nothing else of it.

        Args:
            painter: on the viewport.
            lines: that are drawn.
            left: where the text column begins.

        """
        page, theme = self._page, self._page.theme
        document, cursor = page.document(), page.textCursor()
        small = QFont(document.defaultFont())
        small.setPointSizeF(small.pointSizeF() * 0.85)
        metrics = QFontMetricsF(small)
        painter.setFont(small)
        for line in lines:
            block = document.findBlock(line.block_start)
            place = self._folded.get(block.blockNumber())
            if place is None:
                continue
            top, below = line.top - 1.0, line.bottom + page.room
            painter.fillRect(QRectF(left - 2.0, top, page.width(), below - top), theme.paper)
            if cursor.position() == line.qt_start and page.hasFocus():
                painter.fillRect(QRectF(left, line.top, 2.0, line.bottom - line.top), theme.text)
            text = _tr("Boilerplate, {0}").format(in_words(counts.characters(place[1] - place[0])))
            box = QRectF(left + 4.0, line.top + 1.0, 0.0, line.bottom - line.top - 2.0)
            box.setWidth(metrics.horizontalAdvance(f"▸  {text}") + 16.0)
            if cursor.selectionStart() < line.qt_end and cursor.selectionEnd() > line.qt_start:
                painter.fillRect(box, theme.selection())
            painter.setPen(QPen(colour.mix(theme.text, theme.paper, 0.35), 1.0))
            painter.drawRoundedRect(box, 4.0, 4.0)
            painter.setPen(theme.faint)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"▸  {text}")

    def _paragraphs(self, start: int, end: int) -> Iterable[tuple[int, tuple[int, int]]]:
        display = self._page.display
        block = self._page.document().findBlock(display.qt(start))
        while block.isValid() and block.position() <= display.qt(end):
            low = display.code_point(block.position())
            high = display.code_point(block.position() + block.length() - 1)
            text = block.text()
            if (
                start <= low
                and high <= end
                and text.strip()
                and len(text) <= _LONGEST
                and _LINE_SEPARATOR not in text
            ):
                yield block.blockNumber(), (low, high)
            block = block.next()

    def _set(self, wanted: dict[int, tuple[int, int]]) -> None:
        changed = wanted.keys() ^ self._folded.keys()
        if not changed:
            return
        document = self._page.document()
        with self._page.same_place():
            for number in changed:
                block = document.findBlockByNumber(number)
                block.setUserState(FOLDED if number in wanted else -1)
                block.layout().clearLayout()
                self._page.blockBoundingRect(block)  # lays it out
            self._folded = wanted
        self._page.viewport().update()


def _tr(text: str) -> str:
    return QCoreApplication.translate("ArticleView", text)
