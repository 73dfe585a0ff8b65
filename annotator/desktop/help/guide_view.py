"""A page of the guide to read: headings to go to, code, tables, words that were found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import (
    QBrush,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.widgets.markdown_view import MarkdownView

_CODE_MARGIN = 14.0
_ABOVE_HEADING = 10
_MOST_MARKED = 500


class GuideView(MarkdownView):
    """Shows a page, and marks words in it."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self._words: Sequence[str] = ()
        self.setObjectName("guide_page")
        self.document().setDocumentMargin(22)

    def go_to(self, number: int) -> None:
        """Put a heading at the top, by its number on the page; the first one is the page's top."""
        heads = [block for block in self._blocks() if block.blockFormat().headingLevel()]
        if number <= 0 or number >= len(heads):
            self.moveCursor(QTextCursor.MoveOperation.Start)
            self.verticalScrollBar().setValue(0)
            return
        self.setTextCursor(QTextCursor(heads[number]))
        place = self.document().documentLayout().blockBoundingRect(heads[number]).top()
        self.verticalScrollBar().setValue(round(place) - _ABOVE_HEADING)

    def mark(self, words: Sequence[str]) -> None:
        """Mark words wherever they stand, in any case; none: mark nothing."""
        self._words = words
        look = QTextCharFormat()
        look.setBackground(self._themes.theme.strong_tint(self._themes.theme.accent.name()))
        marked: list[QTextEdit.ExtraSelection] = []
        for word in words:
            cursor = self.document().find(word, 0)
            while not cursor.isNull() and len(marked) < _MOST_MARKED:
                one = QTextEdit.ExtraSelection()
                one.cursor, one.format = cursor, look
                marked.append(one)
                cursor = self.document().find(word, cursor)
        self.setExtraSelections(marked)

    def _blocks(self) -> list[QTextBlock]:
        found, block = [], self.document().begin()
        while block.isValid():
            found.append(block)
            block = block.next()
        return found

    def _render(self) -> None:
        """Show the page; where one was reading one goes on when the theme changes."""
        place = self.verticalScrollBar().value()
        super()._render()
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                self._set_table(frame)
        self.mark(self._words)
        self.verticalScrollBar().setValue(place)

    def _set_table(self, table: QTextTable) -> None:
        style = table.format()
        style.setBorderCollapse(True)
        style.setBorder(1)
        style.setBorderBrush(QBrush(self._themes.theme.line))
        style.setCellPadding(5)
        style.setCellSpacing(0)
        style.setBottomMargin(self.font().pointSizeF())
        style.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        table.setFormat(style)

    def _set_block(self, block: QTextBlock, *, first: bool) -> None:
        """Set code as one piece, on a ground of its own."""
        super()._set_block(block, first=first)
        cursor = QTextCursor(block)
        if cursor.currentTable() is not None:
            style = QTextBlockFormat()
            style.setTopMargin(0)
            style.setBottomMargin(0)
            cursor.mergeBlockFormat(style)
            return
        size = self.font().pointSizeF()
        style = QTextBlockFormat()
        if block.textList() is not None and block.next().textList() is None:
            style.setBottomMargin(size * 0.8)  # a list ends
            cursor.mergeBlockFormat(style)
        if not _is_code(block):
            return
        single = QTextBlockFormat.LineHeightTypes.SingleHeight
        style.setLineHeight(0, single.value)  # else its ground has stripes
        style.setBackground(self._themes.theme.chrome)
        style.setLeftMargin(_CODE_MARGIN)
        style.setRightMargin(_CODE_MARGIN)
        style.setTopMargin(0)
        style.setBottomMargin(0 if _is_code(block.next()) else size)
        style.setNonBreakableLines(False)
        cursor.mergeBlockFormat(style)


def _is_code(block: QTextBlock) -> bool:
    fence = QTextFormat.Property.BlockCodeFence
    return block.isValid() and block.blockFormat().hasProperty(fence)
