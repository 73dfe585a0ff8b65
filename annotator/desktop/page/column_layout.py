"""The layout of the page: one column of a readable width, with room under each line.

``QPlainTextEdit`` knows neither a column narrower than itself nor a line height. Its layout asks
``blockBoundingRect`` before anything is painted, hit or measured, and lays out only what has no
lines yet: so the blocks are laid out there, as Qt would do it but for width and spacing. The
room is there whether or not a span is drawn in it: tagging never moves the text.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QTextBlock, QTextDocument, QTextLayout
from PySide6.QtWidgets import QPlainTextDocumentLayout

FOLDED = 1
"""State of a block that is folded: all of it is one line, of which the page draws only a mark."""

_FOLDED_WIDTH = 1e7

EDGE = 20
"""Empty space above the first line and below the last one, in device-independent pixels."""


class Page(QTextDocument):
    """A document laid out in a column.

    It holds its layout from Python as long as it lives itself: PySide6 6.11 lets go of the Python
    half of a layout that only Qt holds, and Qt then calls into nothing.

    Args:
        parent: deletes it, unless ``deleteLater`` comes first.
        font: of the text.
        left: where the column begins, in device-independent pixels.
        width: of the column.
        room: under each line.

    """

    def __init__(
        self, parent: QObject, font: QFont, left: float, width: float, room: float
    ) -> None:
        super().__init__(parent)
        self.setUndoRedoEnabled(False)
        self.setDefaultFont(font)
        self.column = ColumnLayout(self, left, width, room)
        self.setDocumentLayout(self.column)


class ColumnLayout(QPlainTextDocumentLayout):
    """Lays text out in a column.

    Attributes:
        left: where the column begins, in device-independent pixels.
        width: of the column.
        room: under each line.
        version: another number whenever lines were laid out anew.

    """

    def __init__(self, document: QTextDocument, left: float, width: float, room: float) -> None:
        super().__init__(document)
        document.setDocumentMargin(EDGE)
        # Not asked for with ``document()``: after that PySide6 takes the layout for the owner of
        # the document that owns it, and both are collected as garbage while Qt still has them.
        self._document = document
        self.version = 0
        self.left = left
        self.width = width
        self.room = room

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """Return the block's rectangle; its lines are laid out first, if they are not yet."""
        if not block.isValid():
            return super().blockBoundingRect(block)
        layout = block.layout()
        count = layout.lineCount()
        if not count or not self._is_ours(layout, self._width_of(block)):
            self._lay_out(block, layout)
            count = layout.lineCount()
        rect = super().blockBoundingRect(block)
        rect.setHeight(rect.height() + self.room)
        return rect

    def _width_of(self, block: QTextBlock) -> float:
        return _FOLDED_WIDTH if block.userState() == FOLDED else self.width

    def _is_ours(self, layout: QTextLayout, width: float) -> bool:
        """Tell whether a block was laid out here: Qt itself does a document of one block."""
        line = layout.lineAt(0)
        return abs(line.x() - self.left) < 0.5 and abs(line.width() - width) < 0.5

    def _lay_out(self, block: QTextBlock, layout: QTextLayout) -> None:
        self.version += 1
        document = self._document
        option = document.defaultTextOption()
        option.setTextDirection(block.textDirection())
        width = self._width_of(block)
        if block.userState() == FOLDED:
            option.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        elif block.textDirection() == Qt.LayoutDirection.RightToLeft:
            option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        layout.setTextOption(option)
        before = document.lineCount()
        layout.beginLayout()
        y = 0.0
        while True:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLeadingIncluded(True)
            line.setLineWidth(width)
            line.setPosition(QPointF(self.left, y))
            y += line.height() + self.room
        layout.endLayout()
        block.setLineCount(layout.lineCount())
        if document.lineCount() != before:
            self.documentSizeChanged.emit(self.documentSize())
