"""Text in a column of a readable width: how it looks, and where on the page its characters are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPalette, QResizeEvent, QTextBlock
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from annotator.desktop.page.column_layout import Page
from annotator.desktop.page.painting.geometry import (
    VisibleLine,
    line_at_height,
    line_of,
    lines_of_block,
)
from annotator.desktop.toolkit.theme import LIGHT, Theme
from annotator.desktop.toolkit.widgets.exact_text import exactly
from annotator.workbench.display import Display

COLUMN_CHARACTERS = 75
CURSOR_WIDTH = 2
"""Of the caret, in device-independent pixels."""

_SAMPLE = (
    "The council said on Tuesday that the bridge would open to traffic again by the end of May."
)
FAMILIES = ["Charter", "Source Serif 4", "Georgia", "Noto Serif", "DejaVu Serif", "serif"]
"""Of the article's text, the first that there is."""

_MINIMUM_MARGIN = 24.0


class TextColumn(QPlainTextEdit):
    """Shows one text in the middle of the page, and tells what of it is where.

    Positions are code points everywhere but in names that begin with ``qt_``; heights and widths
    are device-independent pixels of the viewport.

    Signals:
        column_moved: left edge and width of the text column, in pixels.
    """

    _page: Page | None = None
    _kept: tuple[object, list[VisibleLine]] = (None, [])
    """The visible lines, with what they depend on."""

    column_moved = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there: were it to come and go while a page is laid out, the column would move.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setCursorWidth(CURSOR_WIDTH)
        self.setTabChangesFocus(True)
        self._theme = LIGHT
        self._display = Display("")
        self._text_font = QFont()
        self._text_font.setFamilies(FAMILIES)
        self._text_font.setStyleHint(QFont.StyleHint.Serif)
        self._line_height = 100
        self._size_text(13)

    # -- what is shown -------------------------------------------------------------------------

    def _show_text(self, text: str) -> None:
        """Show a text from its beginning; the page before is let go of."""
        self._display = Display(text)
        left, width = self._place()
        page = Page(self, self._text_font, left, width, self._under)
        page.setPlainText(self._display.shown)
        if page.characterCount() - 1 != self._display.qt_length:
            raise AssertionError("the page does not hold the article's text as it is stored")
        before, self._page = self._page, page
        self._kept = (None, [])
        self.setDocument(page)
        if before is not None:
            before.deleteLater()

    @property
    def text(self) -> str:
        """What is shown, as it is stored."""
        return self._display.text

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy what is selected as it is stored: Qt changes spaces, and shows stand-ins."""
        cursor = self.textCursor()
        start = self._display.code_point(cursor.selectionStart())
        end = self._display.code_point(cursor.selectionEnd())
        return exactly(self._display.text[start:end])

    @property
    def room(self) -> int:
        """Room under each line."""
        return self._room

    @property
    def display(self) -> Display:
        """Where each code point is for Qt."""
        return self._display

    @property
    def theme(self) -> Theme:
        """The theme that the page is drawn in."""
        return self._theme

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self._colour_selection()
        self.viewport().update()

    def _colour_selection(self) -> None:
        """Make selected text see-through, so that it stays readable."""
        palette = QPalette(self._theme.palette())
        palette.setColor(QPalette.ColorRole.Highlight, self._theme.selection())
        palette.setColor(QPalette.ColorRole.HighlightedText, self._theme.text)
        self.setPalette(palette)

    def set_text_size(self, points: int) -> None:
        """Set the size of the text; the column keeps its number of characters."""
        self._size_text(points)

    def set_reading(self, family: str, points: int, line_height: int) -> None:
        """Set the look of the text.

        Args:
            family: its font, "" for the usual one.
            points: its size.
            line_height: in percent of what it is by itself.

        """
        self._text_font.setFamilies([family, *FAMILIES] if family else FAMILIES)
        self._line_height = line_height
        self.set_text_size(points)

    def _size_text(self, points: int) -> None:
        self._text_font.setPointSizeF(float(points))
        self.setFont(self._text_font)
        metrics = QFontMetricsF(self._text_font)
        self._column = metrics.horizontalAdvance(_SAMPLE) / len(_SAMPLE) * COLUMN_CHARACTERS
        self._room = self._room_below(metrics.height())
        self._under = self._room + round(metrics.height() * (self._line_height - 100) / 100)
        if self._page is not None:
            with self.same_place():
                self.document().setDefaultFont(self._text_font)
                self._page.column.room = self._under
                self._place_column()
        else:
            self._place_column()

    def _room_below(self, height: float) -> int:
        """Return the room under a line of text of some height, in device-independent pixels."""
        return round(height * 0.42)

    def event(self, event: QEvent) -> bool:
        """Keep the selection's own colours: style sheets take them away when a widget is new."""
        result = super().event(event)
        if event.type() == QEvent.Type.Polish and self._page is not None:
            self._colour_selection()
        return result

    def changeEvent(self, event: QEvent) -> None:
        """Keep the text's own font: style sheets give widgets back the font they had before."""
        if event.type() != QEvent.Type.FontChange or self._page is None:
            super().changeEvent(event)
            return
        with self.same_place():
            super().changeEvent(event)
            self.document().setDefaultFont(self._text_font)

    # -- the column ----------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in the middle."""
        self._place_column()
        super().resizeEvent(event)

    def _place(self) -> tuple[float, float]:
        """Return the column's left edge and width in the viewport."""
        page = self.viewport().width()
        width = min(self._column, page - 2 * _MINIMUM_MARGIN)
        return float((page - width) // 2), float(width)

    def _place_column(self) -> None:
        left, width = self._place()
        if self._page is not None:
            self._page.column.left = left
            self._page.column.width = width
        self.column_moved.emit(round(left), round(width))

    @contextmanager
    def same_place(self) -> Iterator[None]:
        """Keep the first visible character at the top while the layout changes."""
        top = self._display.qt(self.visible_range()[0])
        yield
        top = min(top, self.document().characterCount() - 1)
        block = self.document().findBlock(top)
        self.blockBoundingRect(block)  # lays it out
        self.verticalScrollBar().setValue(block.firstLineNumber() + line_of(block, top))

    # -- what is where -------------------------------------------------------------------------

    def _visible_blocks(self, bottom: float) -> Iterator[tuple[QTextBlock, float, float]]:
        """Yield the blocks down to a height, laid out, with their own top and height."""
        block = self.firstVisibleBlock()
        if not block.isValid():
            return
        y = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        while block.isValid() and y <= bottom:
            height = self.blockBoundingRect(block).height()
            yield block, y, height
            y += height
            block = block.next()

    def visible_lines(self, area: QRectF | None = None) -> list[VisibleLine]:
        """Return the lines in an area of the viewport, by default the whole of it."""
        lines = self._lines_in_view()
        if area is None:
            return lines
        top, bottom = area.top() - 2 * self._under, area.bottom()
        return [line for line in lines if line.top <= bottom and line.bottom >= top]

    def _lines_in_view(self) -> list[VisibleLine]:
        """Return the visible lines; found anew only when something has moved."""
        area = QRectF(self.viewport().rect())
        left = self.contentOffset().x()
        blocks = list(self._visible_blocks(area.bottom()))
        if not blocks or self._page is None:
            return []
        first, top, _ = blocks[0]
        # Going through the blocks has laid them out: what they were when this was kept is told by
        # the version, and Qt's lines are never asked for after they are gone.
        seen = (self._page, self._page.column.version, first.position(), top, left, area)
        if self._kept[0] != seen:
            lines = [
                line
                for block, y, height in blocks
                if y + height >= area.top() - self._under
                for line in lines_of_block(
                    block, QPointF(left, y), area.top() - self._under, area.bottom()
                )
            ]
            self._kept = seen, lines
        return self._kept[1]

    def visible_range(self) -> tuple[int, int]:
        """Return which code points are on the page, from the first visible line to the last."""
        bottom = self.viewport().height()
        qt_start: int | None = None
        qt_end = 0
        for block, y, _ in self._visible_blocks(bottom):
            if qt_start is None:
                # Qt puts the bottom of the line before at the top, with the room under it: that
                # is left out.
                qt_start = line_at_height(block, self._under + 1.0 - y)[0]
            qt_end = line_at_height(block, bottom - y)[1]
        return self._display.code_point(qt_start or 0), self._display.code_point(qt_end)

    def in_sight(self, position: int) -> bool:
        """Tell whether a code point offset is on a line that is wholly visible."""
        height = self.viewport().height()
        at = self._display.qt(position)
        return any(
            line.qt_start <= at <= line.qt_end
            for line in self.visible_lines()
            if line.top >= 0 and line.bottom <= height
        )

    def shows(self, start: int, end: int) -> bool:
        """Tell whether a line that is wholly visible has any of a code point range."""
        height = self.viewport().height()
        low, high = self._display.qt(start), self._display.qt(end)
        return any(
            line.qt_start < high and line.qt_end > low
            for line in self.visible_lines()
            if line.top >= 0 and line.bottom <= height
        )

    def area_of(self, start: int, end: int) -> QRect:
        """Return the area, in this widget, of what is visible of a code point range."""
        area = QRectF()
        qt_start, qt_end = self._display.qt(start), self._display.qt(end)
        for line in self.visible_lines():
            for left, right in line.edges(qt_start, qt_end):
                height = line.bottom - line.top + self._under
                area = area.united(QRectF(left, line.top, right - left, height))
        return area.toAlignedRect().translated(self.viewport().pos())

    def line_at(self, point: QPointF) -> VisibleLine | None:
        """Return the visible line at a height, its room included."""
        for line in self.visible_lines():
            if line.top <= point.y() < line.bottom + self._under:
                return line
        return None

    def boundary_at(self, point: QPointF) -> int:
        """Return the offset between two characters that is nearest to a point."""
        line = self.line_at(point)
        if line is not None:
            point = line.on_text(point)
        return self._display.code_point(self.cursorForPosition(point.toPoint()).position())

    def character_at(self, point: QPointF) -> int | None:
        """Return the offset of the character under a point, None beside the text."""
        line = self.line_at(point)
        if line is None:
            return None
        local = line.line.xToCursor(
            point.x() - line.origin.x() + line.hang, line.line.CursorPosition.CursorOnCharacter
        )
        qt_position = line.block_start + local
        edges = line.edges(qt_position, qt_position + 1)
        if not edges or not edges[0][0] - 2.0 <= point.x() <= edges[-1][1] + 2.0:
            return None
        return self._display.code_point(qt_position)
