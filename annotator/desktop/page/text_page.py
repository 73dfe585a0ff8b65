"""A page of text: its caret, what is selected and what is at the top, in code points."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from annotator.desktop.page.painting.geometry import line_of
from annotator.desktop.page.text_column import TextColumn
from annotator.text import grapheme_range, trim
from annotator.workbench.positions import Place
from annotator.workbench.text_units import Snap, snapped

_CONTEXT_LINES = 3


class TextPage(TextColumn):
    """Moves the caret, selects and scrolls; knows nothing of spans.

    Attributes:
        trim_spaces: whether a selection leaves out the spaces at its ends.
        snap: to what a selection grows when the mouse lets go of it.

    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.trim_spaces = True
        self.snap = Snap.CHARACTER

    # -- caret ---------------------------------------------------------------------------------

    def caret(self) -> int:
        """Return the caret's offset in code points."""
        return self._display.code_point(self.textCursor().position())

    def place_caret(self, position: int) -> None:
        """Put the caret at a code point offset without scrolling."""
        cursor, wanted = self.textCursor(), self._display.qt(position)
        if cursor.position() == wanted and not cursor.hasSelection():
            return
        with self.same_scroll():
            cursor.setPosition(wanted)
            self.setTextCursor(cursor)

    def move_caret(self, position: int, *, select: bool) -> None:
        """Move the caret to a code point offset as a key does: the page follows it.

        Some lines before and after the caret stay in sight, to be read.

        Args:
            position: where to.
            select: extend the selection from where it began.

        """
        mode = QTextCursor.MoveMode.KeepAnchor if select else QTextCursor.MoveMode.MoveAnchor
        cursor = self.textCursor()
        cursor.setPosition(self._display.qt(position), mode)
        self.setTextCursor(cursor)
        self._keep_context()

    def _keep_context(self) -> None:
        """Scroll by as few lines as leave some around the caret's."""
        caret, height = self.cursorRect(), self.viewport().height()
        pitch = caret.height() + self._under
        context = min(_CONTEXT_LINES, int(height / pitch / 4)) * pitch
        below = caret.bottom() + context - height
        above = context - caret.top()
        if below > 0 or above > 0:
            lines = math.ceil(below / pitch) if below > 0 else -math.ceil(above / pitch)
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + lines)

    # -- selection -----------------------------------------------------------------------------

    def raw_selection(self) -> tuple[int, int]:
        """Return anchor and caret in code points, as they are."""
        cursor = self.textCursor()
        return self._display.code_point(cursor.anchor()), self._display.code_point(
            cursor.position()
        )

    def selection(self) -> tuple[int, int] | None:
        """Return the selected range in code points, whole characters, or None when it is empty.

        Grapheme clusters are never cut, and spaces at the ends are left out when ``trim_spaces``
        is set.
        """
        cursor = self.textCursor()
        start = self._display.code_point(cursor.selectionStart())
        end = self._display.code_point(cursor.selectionEnd())
        if start == end:
            return None
        start, end = grapheme_range(self._display.text, start, end)
        if not self.trim_spaces:
            return start, end
        return trim(self._display.text, start, end)

    def trimmed(self, ranges: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        """Return the ranges that hold something, without spaces at their ends if so wished."""
        kept = [pair for pair in ranges if pair[0] < pair[1]]
        if self.trim_spaces:
            shorter = (trim(self._display.text, *pair) for pair in kept)
            kept = [pair for pair in shorter if pair is not None]
        return tuple(kept)

    def select(self, start: int, end: int) -> None:
        """Select from one code point offset to another, where the caret will be; no scrolling."""
        with self.same_scroll():
            cursor = self.textCursor()
            cursor.setPosition(self._display.qt(start))
            cursor.setPosition(self._display.qt(end), QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)

    def clear_selection(self) -> None:
        """Leave the caret at the end of what was selected; nothing scrolls."""
        selected = self.selection()
        cursor = self.textCursor()
        if selected is not None:
            self.place_caret(selected[1])
        elif cursor.hasSelection():
            self.place_caret(self._display.code_point(cursor.selectionEnd()))

    def snap_selection(self) -> None:
        """Let what was selected grow to whole units; the caret stays at its end of it."""
        selected = self.selection()
        if self.snap is Snap.CHARACTER or selected is None:
            return
        start, end = snapped(self._display.text, *selected, self.snap)
        anchor, caret = self.raw_selection()
        self.select(*((start, end) if anchor <= caret else (end, start)))

    # -- scrolling -----------------------------------------------------------------------------

    def look_at(self, start: int, end: int | None = None) -> None:
        """Put the caret at the start of a code point range; scroll only if it is out of sight.

        Where any of the range is in sight nothing scrolls, and the caret goes nowhere that is not
        seen: to the start, else the end, else it stays.

        Args:
            start: of the range.
            end: of the range; None: only the start is meant.

        """
        self.unfold(start, start + 1)
        ends = [start] if end is None else [start, end]
        seen = next((one for one in ends if self.in_sight(one)), None)
        if seen is not None:
            self.place_caret(seen)
        elif end is None or not self.shows(start, end):
            self.reveal(start)

    def reveal(self, position: int) -> None:
        """Put the caret at a code point offset, and scroll so that it is a third down the page."""
        self.unfold(position, position + 1)
        self.place_caret(position)
        self.scroll_to(position)

    def unfold(self, start: int, end: int) -> None:
        """Show what is folded of a code point range; here nothing ever is."""

    def scroll_to(self, position: int, below_top: int | None = None) -> None:
        """Scroll to a code point offset; the caret stays.

        Args:
            position: what to show.
            below_top: how far down the page its line shall stand, in pixels; None: a third.

        """
        qt_position = self._display.qt(position)
        block = self.document().findBlock(qt_position)
        self.blockBoundingRect(block)  # lays it out
        above = line_of(block, qt_position)
        pitch = block.layout().lineAt(0).height() + self._under
        wanted = round(self.viewport().height() / pitch / 3)
        if below_top is not None:
            wanted = max(0, round((below_top - self._under) / pitch))
        while above < wanted and block.previous().isValid():
            block = block.previous()
            self.blockBoundingRect(block)
            above += block.lineCount()
        self.verticalScrollBar().setValue(block.firstLineNumber() + max(0, above - wanted))

    def place(self) -> Place:
        """Return where the caret is, and what is at the top."""
        return Place(self.caret(), self.visible_range()[0])

    def go_to(self, place: Place) -> None:
        """Put the caret, and what was at the top, back where they were."""
        self.place_caret(place.caret)
        qt_top = self._display.qt(place.top)
        block = self.document().findBlock(qt_top)
        self.blockBoundingRect(block)  # lays it out
        self.verticalScrollBar().setValue(block.firstLineNumber() + line_of(block, qt_top))

    @contextmanager
    def same_scroll(self) -> Iterator[None]:
        """Keep the scroll position, whatever Qt does to show the caret."""
        bar = self.verticalScrollBar()
        value = bar.value()
        yield
        bar.setValue(value)
