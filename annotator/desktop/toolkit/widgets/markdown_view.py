"""Markdown to read: no HTML, nothing loaded, links that open nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QFont,
    QImage,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from annotator.desktop.toolkit.theme import Themes

_LINE_HEIGHT = 132.0
_HEADING_SIZES = {1: 1.3, 2: 1.18, 3: 1.0}


class MarkdownView(QTextBrowser):
    """Shows a text in Markdown, or a quiet hint."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._source = ""
        self._hint = ""
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.document().setDocumentMargin(14)
        self.document().setIndentWidth(20)
        themes.changed.connect(self._render)

    def show_markdown(self, source: str) -> None:
        """Show a text; the place that was read is kept when the text is the same."""
        if source != self._source:
            self._source, self._hint = source, ""
            self._render()

    def show_hint(self, hint: str) -> None:
        """Show a plain sentence in faint colour."""
        self._source, self._hint = "", hint
        self._render()

    def loadResource(self, _kind: int, _name: QUrl | str) -> QImage:
        """Load nothing, from nowhere: a picture is a dot that cannot be seen."""
        dot = QImage(1, 1, QImage.Format.Format_ARGB32)
        dot.fill(Qt.GlobalColor.transparent)
        return dot

    def _render(self) -> None:
        document = self.document()
        if self._hint:
            self.setPlainText(self._hint)
            cursor = QTextCursor(document)
            cursor.select(QTextCursor.SelectionType.Document)
            faint = QTextCharFormat()
            faint.setForeground(self._themes.theme.faint)
            cursor.mergeCharFormat(faint)
            return
        features = QTextDocument.MarkdownFeature
        document.setMarkdown(self._source, features.MarkdownDialectGitHub | features.MarkdownNoHTML)
        block = document.begin()
        while block.isValid():
            self._set_block(block, first=block.blockNumber() == 0)
            block = block.next()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _set_block(self, block: QTextBlock, *, first: bool) -> None:
        """Give a block the rhythm of a page."""
        level = block.blockFormat().headingLevel()
        in_list = block.textList() is not None
        size = self.font().pointSizeF()
        style = QTextBlockFormat()
        height_type = QTextBlockFormat.LineHeightTypes.ProportionalHeight
        style.setLineHeight(_LINE_HEIGHT, height_type.value)
        style.setTopMargin(0.0 if first else size * 1.1 if level else 0.0)
        style.setBottomMargin(size * (0.35 if level else 0.25 if in_list else 0.7))
        cursor = QTextCursor(block)
        cursor.mergeBlockFormat(style)
        if level:
            cursor.movePosition(
                QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
            )
            heading = QTextCharFormat()
            heading.setFontPointSize(size * _HEADING_SIZES.get(level, 1.0))
            heading.setFontWeight(QFont.Weight.DemiBold)
            if level >= 3:
                heading.setForeground(self._themes.theme.faint)
            cursor.mergeCharFormat(heading)
