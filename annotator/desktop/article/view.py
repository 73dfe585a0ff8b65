"""The article on its page: shows text and spans, and says what the annotator wants done."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from annotator.annotation.changes import Changes
from annotator.annotation.records import Label, Span, Suggestion, make_fragments
from annotator.annotation.sweep import SpanIndex
from annotator.desktop.article.display import Display
from annotator.desktop.article.geometry import (
    VisibleLine,
    line_at_height,
    line_of,
    lines_of_block,
)
from annotator.desktop.article.hit_painter import HitPainter
from annotator.desktop.article.layout import Page
from annotator.desktop.article.link_painter import LinkPainter
from annotator.desktop.article.painter import Edge, SpanPainter
from annotator.desktop.article.suggestion_painter import Mark, SuggestionPainter
from annotator.desktop.links import Tie
from annotator.desktop.places import Place
from annotator.desktop.reading import Snap, snapped, word_stops
from annotator.desktop.theme import LIGHT, Theme
from annotator.project import OpenedArticle
from annotator.text import grapheme_range, trim, word_at

COLUMN_CHARACTERS = 75
_SAMPLE = (
    "The council said on Tuesday that the bridge would open to traffic again by the end of May."
)
_FAMILIES = ["Charter", "Source Serif 4", "Georgia", "Noto Serif", "DejaVu Serif", "serif"]
_GRIP = 6.0
_MINIMUM_MARGIN = 24.0
_WORD_STEPS = (
    (QKeySequence.StandardKey.MoveToNextWord, True, False),
    (QKeySequence.StandardKey.MoveToPreviousWord, False, False),
    (QKeySequence.StandardKey.SelectNextWord, True, True),
    (QKeySequence.StandardKey.SelectPreviousWord, False, True),
)


class ArticleView(QPlainTextEdit):
    """The page. It holds no records of its own beyond what it draws.

    Signals:
        clicked: the ids of the spans under a click, innermost first (maybe none).
        resized: a span's id and its new ranges, after a handle was dragged.
        column_moved: left edge and width of the text column, in pixels.
        size_wanted: +1 or -1, when the wheel turns with Ctrl held.
        mark_clicked: the id of a span whose mark of a link to another article was clicked.
        suggestion_clicked: the id of a suggestion that was clicked where no span is.

    Attributes:
        shows_suggestions: whether those of the article are drawn.

    """

    _page: Page | None = None

    clicked = Signal(list)
    resized = Signal(str, object)
    column_moved = Signal(int, int)
    size_wanted = Signal(int)
    mark_clicked = Signal(str)
    suggestion_clicked = Signal(str)
    shows_suggestions = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("article_view")
        self.setAccessibleName(self.tr("Article"))
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
        self.setCursorWidth(2)
        self.setTabChangesFocus(True)
        self.viewport().setMouseTracking(True)
        self.trim_spaces = True
        self.snap = Snap.CHARACTER
        self._theme = LIGHT
        self._labels: Mapping[str, Label] = {}
        self._display = Display("")
        self._index = SpanIndex()
        self._current = ""
        self._away: Collection[str] = frozenset()
        self._drag: _Drag | None = None
        self._press: QPointF | None = None
        self._painter: SpanPainter | None = None
        self._hits = HitPainter()
        self._links = LinkPainter()
        self._hints = SuggestionPainter()
        self._text_font = QFont()
        self._text_font.setFamilies(_FAMILIES)
        self._text_font.setStyleHint(QFont.StyleHint.Serif)
        self.set_text_size(13)

    # -- what is shown -------------------------------------------------------------------------

    def show_article(self, opened: OpenedArticle | None, labels: Mapping[str, Label]) -> None:
        """Show an article from its beginning, or an empty page for None."""
        self._labels = labels
        self._drag = None
        self._current = ""
        self._hits = HitPainter()
        self._links = LinkPainter()
        self._hints = SuggestionPainter()
        if opened is not None and self.shows_suggestions:
            self._hints.suggestions = opened.suggestions
        self._display = Display(opened.article.text if opened is not None else "")
        self._index = SpanIndex(opened.spans if opened is not None else ())
        left, width = self._place()
        page = Page(self, self._text_font, left, width, self._room)
        page.setPlainText(self._display.shown)
        if page.characterCount() - 1 != self._display.qt_length:
            raise AssertionError("the page does not hold the article's text as it is stored")
        before, self._page = self._page, page
        self.setDocument(page)
        if before is not None:
            before.deleteLater()
        self._renew_painter()
        self.viewport().update()

    def update_spans(self, changes: Changes, article: str) -> None:
        """Draw what an edit changed; neither text nor scroll position moves."""
        touched = []
        for step in changes.delta.spans:
            if step.record.article != article:
                continue
            touched += [span for span in (step.before, step.after) if span is not None]
            if step.after is not None:
                self._index.put(step.after)
            elif step.before is not None:
                self._index.remove(step.before.id)
        if self._current and self._current not in self._index:
            self._current = ""
        self._update_around(touched)

    def set_labels(self, labels: Mapping[str, Label]) -> None:
        """Draw with other colours, letters and line styles."""
        self._labels = labels
        self._renew_painter()
        self.viewport().update()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self._colour_selection()
        self._renew_painter()
        self.viewport().update()

    def _colour_selection(self) -> None:
        """Make selected text see-through, so that it stays readable."""
        palette = QPalette(self._theme.palette())
        palette.setColor(QPalette.ColorRole.Highlight, self._theme.selection())
        palette.setColor(QPalette.ColorRole.HighlightedText, self._theme.text)
        self.setPalette(palette)

    def set_text_size(self, points: int) -> None:
        """Set the size of the text; the column keeps its number of characters."""
        self._text_font.setPointSizeF(float(points))
        self.setFont(self._text_font)
        metrics = QFontMetricsF(self._text_font)
        self._column = metrics.horizontalAdvance(_SAMPLE) / len(_SAMPLE) * COLUMN_CHARACTERS
        self._room = self._room_below(metrics.height())
        if self._page is not None:
            with self._same_place():
                self.document().setDefaultFont(self._text_font)
                self._page.column.room = self._room
        self._place_column()
        self._renew_painter()

    def _room_below(self, height: float) -> int:
        """Return the room under a line of text of some height, in device-independent pixels."""
        return round(height * 0.42)

    def set_current(self, span_id: str, *, reveal: bool) -> None:
        """Outline a span ("" for none); with ``reveal``, scroll to it if it is out of sight."""
        before = self._index.get(self._current)
        self._current = span_id if span_id in self._index else ""
        span = self._index.get(self._current)
        if span is not None and reveal and not self.in_sight(span.start):
            self.reveal(span.start)
        self._update_around([one for one in (before, span) if one is not None])

    def set_hits(self, hits: Sequence[tuple[int, int]], current: int) -> None:
        """Draw what a search found: ranges in order, and which is looked at (-1: none)."""
        self._hits.hits = hits
        self._hits.current = current
        self.viewport().update()

    def set_ties(self, ties: Sequence[Tie]) -> None:
        """Draw the links of the current span."""
        if self._links.ties or ties:
            self._links.ties = ties
            self.viewport().update()

    def set_linked_away(self, spans: Collection[str]) -> None:
        """Mark these spans (ids) as linked to other articles."""
        if spans or self._away:
            self._away = frozenset(spans)
            self._renew_painter()
            self.viewport().update()

    def set_suggestions(self, suggestions: Sequence[Suggestion], current: str = "") -> None:
        """Draw what is suggested, in the order of the text, and which is looked at (id)."""
        self._hints.suggestions = suggestions
        self._hints.current = current
        self.viewport().update()

    def set_candidates(self, places: Sequence[tuple[int, int]], chosen: int = -1) -> None:
        """Draw the digits of what a link may go to: code point ranges, and which is chosen."""
        self._links.candidates = places
        self._links.chosen = chosen
        self.viewport().update()

    def look_at(self, position: int) -> None:
        """Put the caret at a code point offset, scrolling only if it is out of sight."""
        if self.in_sight(position):
            self.place_caret(position)
        else:
            self.reveal(position)

    def reveal(self, position: int) -> None:
        """Put the caret at a code point offset, and scroll so that it is a third down the page."""
        self.place_caret(position)
        self.scroll_to(position)

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
        pitch = block.layout().lineAt(0).height() + self._room
        wanted = round(self.viewport().height() / pitch / 3)
        if below_top is not None:
            wanted = max(0, round((below_top - self._room) / pitch))
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

    def place_caret(self, position: int) -> None:
        """Put the caret at a code point offset without scrolling."""
        with self._same_scroll():
            cursor = self.textCursor()
            cursor.setPosition(self._display.qt(position))
            self.setTextCursor(cursor)

    def move_caret(self, position: int, *, select: bool) -> None:
        """Move the caret to a code point offset as a key does: the page follows it.

        Args:
            position: where to.
            select: extend the selection from where it began.

        """
        mode = QTextCursor.MoveMode.KeepAnchor if select else QTextCursor.MoveMode.MoveAnchor
        cursor = self.textCursor()
        cursor.setPosition(self._display.qt(position), mode)
        self.setTextCursor(cursor)

    def select(self, start: int, end: int) -> None:
        """Select from one code point offset to another, where the caret will be; no scrolling."""
        with self._same_scroll():
            cursor = self.textCursor()
            cursor.setPosition(self._display.qt(start))
            cursor.setPosition(self._display.qt(end), QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)

    # -- what is asked -------------------------------------------------------------------------

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

    def raw_selection(self) -> tuple[int, int]:
        """Return anchor and caret in code points, as they are."""
        cursor = self.textCursor()
        return self._display.code_point(cursor.anchor()), self._display.code_point(
            cursor.position()
        )

    def clear_selection(self) -> None:
        """Leave the caret at the end of what was selected; nothing scrolls."""
        selected = self.selection()
        cursor = self.textCursor()
        if selected is not None:
            self.place_caret(selected[1])
        elif cursor.hasSelection():
            self.place_caret(self._display.code_point(cursor.selectionEnd()))

    def caret(self) -> int:
        """Return the caret's offset in code points."""
        return self._display.code_point(self.textCursor().position())

    def visible_range(self) -> tuple[int, int]:
        """Return which code points are on the page, from the first visible line to the last."""
        block = self.firstVisibleBlock()
        if not block.isValid():
            return 0, 0
        bottom = self.viewport().height()
        y = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        self.blockBoundingRect(block)  # lays it out
        # Qt puts the bottom of the line before at the top, with the room under it: leave that out.
        qt_start = line_at_height(block, self._room + 1.0 - y)[0]
        qt_end = qt_start
        while block.isValid() and y <= bottom:
            height = self.blockBoundingRect(block).height()
            qt_end = line_at_height(block, bottom - y)[1]
            y += height
            block = block.next()
        return self._display.code_point(qt_start), self._display.code_point(qt_end)

    def spans_at(self, position: int) -> list[Span]:
        """Return the spans over a character, innermost first."""
        return self._index.at(position)

    def spans_near_caret(self) -> list[Span]:
        """Return the spans over the character after the caret, else over the one before it."""
        caret = self.caret()
        return self._index.at(caret) or (self._index.at(caret - 1) if caret else [])

    def suggestion_at(self, position: int) -> Suggestion | None:
        """Return the shortest suggestion over a character, else over the one before it."""
        return self._hints.at(position) or (self._hints.at(position - 1) if position else None)

    # -- painting ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw tints, then the text, then marks."""
        marks, hits, hints = self._painter, self._hits, self._hints
        drawn = len(self._index) or hits.hits or self._links.candidates or hints.suggestions
        if marks is None or not drawn:
            super().paintEvent(event)
            return
        lines = list(self._visible_lines(QRectF(event.rect())))
        spans = marks.spans_on(lines)
        shown = [self._drag.preview if self._drag and s.id == self._current else s for s in spans]
        painter = QPainter(self.viewport())
        cursor = self.textCursor()
        selected = cursor.selectionStart(), cursor.selectionEnd()
        marks.paint_tints(painter, lines, shown, self._current, selected)
        hints.paint_hatching(painter, lines, self._display, self._labels, self._theme)
        hits.paint_boxes(painter, lines, self._display, self._theme)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        hits.paint_edges(painter, lines, self._display, self._theme)
        marks.paint_marks(painter, lines, shown, self._current)
        if hints.suggestions:
            left = self._place()[0]
            hints.paint_edges(
                painter, lines, self._display, self._labels, self._theme, self._room, left
            )
            questions = self._suggestion_marks(marks, lines, shown)
            hints.paint_marks(painter, questions, self._labels, self._theme, marks.letter_font)
        self._links.paint(
            painter, lines, self._display, self._theme, self._room, self._index, self._current
        )
        painter.end()

    def _suggestion_marks(
        self, marks: SpanPainter, lines: Sequence[VisibleLine], spans: Sequence[Span]
    ) -> list[Mark]:
        taken = [box for line in lines for box in marks.letter_boxes(line, spans)]
        return self._hints.marks(
            lines, self._display, self._labels, marks.letter_font, self._room, taken
        )

    @property
    def theme(self) -> Theme:
        """The theme that the page is drawn in."""
        return self._theme

    def area_of(self, start: int, end: int) -> QRect:
        """Return the area, in this widget, of what is visible of a code point range."""
        area = QRectF()
        qt_start, qt_end = self._display.qt(start), self._display.qt(end)
        for line in self._visible_lines():
            for left, right in line.edges(qt_start, qt_end):
                height = line.bottom - line.top + self._room
                area = area.united(QRectF(left, line.top, right - left, height))
        return area.toAlignedRect().translated(self.viewport().pos())

    def _visible_lines(self, area: QRectF | None = None) -> Iterator[VisibleLine]:
        if area is None:
            area = QRectF(self.viewport().rect())
        top, bottom = area.top() - self._room, area.bottom()
        block = self.firstVisibleBlock()
        origin = self.contentOffset()
        if not block.isValid():
            return
        rect = self.blockBoundingGeometry(block).translated(origin)
        y = rect.top()
        while block.isValid() and y <= bottom:
            height = self.blockBoundingRect(block).height()
            if y + height >= top:
                yield from lines_of_block(block, QPointF(origin.x(), y), top, bottom)
            y += height
            block = block.next()

    def _update_around(self, spans: Sequence[Span]) -> None:
        """Have the lines drawn again that spans lie on, with what hangs over above and below."""
        extents = [(self._display.qt(span.start), self._display.qt(span.end)) for span in spans]
        if not extents:
            return
        over = round(self._room)
        for line in self._visible_lines():
            if any(start <= line.qt_end and end >= line.qt_start for start, end in extents):
                top = round(line.top) - over
                height = round(line.bottom - line.top) + 3 * over
                self.viewport().update(0, top, self.viewport().width(), height)

    def _renew_painter(self) -> None:
        self._painter = SpanPainter(
            self._index,
            self._display,
            self._labels,
            self._theme,
            self._text_font,
            self._room,
            self._away,
        )

    # -- mouse ---------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a handle, or begin to select."""
        if event.button() == Qt.MouseButton.LeftButton:
            edge = self._edge_at(event.position())
            if edge is not None:
                self._drag = _Drag(self._current_span(), edge)
                return
            self._press = event.position()
            self._begin_selection(self._on_text(event))
            return
        super().mousePressEvent(self._on_text(event))

    def _begin_selection(self, event: QMouseEvent) -> None:
        """Begin to select where the mouse is pressed; with Shift, go on from where it began.

        Qt would drag what is selected away, and with Shift go on from the word that was last
        double-clicked, be it in another article.
        """
        cursor = self.textCursor()
        anchor = cursor.anchor()
        with self._same_scroll():
            cursor.clearSelection()
            self.setTextCursor(cursor)
        held = event.modifiers()
        goes_on = bool(held & Qt.KeyboardModifier.ShiftModifier)
        super().mousePressEvent(
            QMouseEvent(
                event.type(),
                event.position(),
                event.globalPosition(),
                event.button(),
                event.buttons(),
                held & ~Qt.KeyboardModifier.ShiftModifier,
                event.pointingDevice(),
            )
        )
        if goes_on:
            cursor = self.textCursor()
            caret = cursor.position()
            cursor.setPosition(anchor)
            cursor.setPosition(caret, QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag a handle, or go on selecting."""
        if self._drag is not None:
            self._drag.move_to(self._boundary_at(event.position()), self._display.text)
            self.viewport().update()
            return
        if not event.buttons():
            on_edge = self._edge_at(event.position()) is not None
            on_mark = not on_edge and bool(self._mark_at(event.position()))
            shape = Qt.CursorShape.SizeHorCursor if on_edge else Qt.CursorShape.IBeamCursor
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if on_mark else shape)
            self.viewport().setToolTip(
                self.tr("Linked to another article; click to open it there.") if on_mark else ""
            )
        super().mouseMoveEvent(self._on_text(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of a handle, end a selection, or tell of a click."""
        if self._drag is not None:
            drag, self._drag = self._drag, None
            self.viewport().update()
            if drag.preview.ranges != drag.span.ranges:
                self.resized.emit(drag.span.id, drag.preview.ranges)
            return
        super().mouseReleaseEvent(self._on_text(event))
        if event.button() == Qt.MouseButton.LeftButton and self._press is not None:
            self._press = None
            if self.textCursor().hasSelection():
                if not event.modifiers() & Qt.KeyboardModifier.AltModifier:
                    self._snap_selection()
            elif mark := self._mark_at(event.position()):
                self.mark_clicked.emit(mark)
            elif suggested := self._suggestion_under(event.position()):
                self.suggestion_clicked.emit(suggested)
            else:
                position = self._character_at(event.position())
                spans = self._index.at(position) if position is not None else []
                self.clicked.emit([span.id for span in spans])

    def _snap_selection(self) -> None:
        """Let what was selected grow to whole units; the caret stays at its end of it."""
        selected = self.selection()
        if self.snap is Snap.CHARACTER or selected is None:
            return
        start, end = snapped(self._display.text, *selected, self.snap)
        anchor, caret = self.raw_selection()
        self.select(*((start, end) if anchor <= caret else (end, start)))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the word under the mouse, which also ends where scraped text lost a space."""
        position = self._character_at(event.position())
        word = None
        if position is not None and event.button() == Qt.MouseButton.LeftButton:
            word = word_at(self._display.text, position, glued=True)
        super().mouseDoubleClickEvent(self._on_text(event))
        if word is not None:
            self.select(*word)
        self._press = None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Leave the menu to the window."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn the page with Space, go by words, give up a drag with Escape; the rest is Qt's."""
        if event.key() == Qt.Key.Key_Space:
            bar = self.verticalScrollBar()
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            bar.setValue(bar.value() + (1 - bar.pageStep() if back else bar.pageStep() - 1))
            return
        if event.key() == Qt.Key.Key_Escape and self._drag is not None:
            self._drag = None
            self.viewport().update()
            return
        for step, right, select in _WORD_STEPS:
            if event.matches(step):
                self._step_by_word(right=right, select=select)
                return
        super().keyPressEvent(event)

    def _step_by_word(self, *, right: bool, select: bool) -> None:
        """Qt's words end inside "6:40" and "a.m.", and not where scraped text lost a space."""
        left_to_right = self.textCursor().block().textDirection() != Qt.LayoutDirection.RightToLeft
        before, after = word_stops(self._display.text, self.caret())
        self.move_caret(after if right == left_to_right else before, select=select)

    def _on_text(self, event: QMouseEvent) -> QMouseEvent:
        """Return the event moved up from the room under a line onto the line itself.

        Qt takes a point between two lines for the end of the upper one, and on some lines it
        looks beside the point.
        """
        position = event.position()
        line = self._line_at(position)
        if line is None or (position.y() < line.bottom - 1.0 and not line.hang):
            return event
        return QMouseEvent(
            event.type(),
            QPointF(position.x() + line.hang, min(position.y(), line.bottom - 1.5)),
            event.globalPosition(),
            event.button(),
            event.buttons(),
            event.modifiers(),
            event.pointingDevice(),
        )

    def _line_at(self, point: QPointF) -> VisibleLine | None:
        """Return the visible line at a height, its room included."""
        for line in self._visible_lines():
            if line.top <= point.y() < line.bottom + self._room:
                return line
        return None

    def _boundary_at(self, point: QPointF) -> int:
        """Return the offset between two characters that is nearest to a point."""
        line = self._line_at(point)
        if line is not None:
            point = QPointF(point.x() + line.hang, min(point.y(), line.bottom - 1.5))
        return self._display.code_point(self.cursorForPosition(point.toPoint()).position())

    def _character_at(self, point: QPointF) -> int | None:
        """Return the offset of the character under a point, None beside the text."""
        line = self._line_at(point)
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

    def _edge_at(self, point: QPointF) -> Edge | None:
        """Return the handle of the current span under a point."""
        span = self._index.get(self._current)
        if span is None or self._painter is None:
            return None
        for edge in self._painter.edges(list(self._visible_lines()), span):
            grip = edge.line.top if edge.is_start else edge.line.bottom
            if abs(point.x() - edge.x) <= _GRIP and abs(point.y() - grip) <= _GRIP:
                return edge
        return None

    def _mark_at(self, point: QPointF) -> str:
        """Return the span whose mark of a link to another article is under a point, or ""."""
        line = self._line_at(point) if self._away and self._painter is not None else None
        if line is None or self._painter is None:
            return ""
        return self._painter.away_at(line, self._painter.spans_on([line]), point)

    def _suggestion_under(self, point: QPointF) -> str:
        """Return the suggestion under a point; where a span is, too, only by its mark."""
        if not self._hints.suggestions or self._painter is None:
            return ""
        lines = list(self._visible_lines())
        marks = self._suggestion_marks(self._painter, lines, self._painter.spans_on(lines))
        for mark in marks:
            if mark.box.adjusted(-2, -2, 2, 2).contains(point):
                return mark.suggestion.id
        position = self._character_at(point)
        if position is None or self._index.at(position):
            return ""
        one = self._hints.at(position)
        return one.id if one is not None else ""

    def _current_span(self) -> Span:
        span = self._index.get(self._current)
        assert span is not None
        return span

    def event(self, event: QEvent) -> bool:
        """Keep the selection's own colours: style sheets take them away when a widget is new."""
        result = super().event(event)
        if event.type() == QEvent.Type.Polish and self._page is not None:
            self._colour_selection()
        return result

    def changeEvent(self, event: QEvent) -> None:
        """Keep the text's own font: style sheets give widgets back the font they had before."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._page is not None:
            self.document().setDefaultFont(self._text_font)

    # -- place ---------------------------------------------------------------------------------

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

    def in_sight(self, position: int) -> bool:
        """Tell whether a code point offset is on a line that is wholly visible."""
        height = self.viewport().height()
        at = self._display.qt(position)
        return any(
            line.qt_start <= at <= line.qt_end
            for line in self._visible_lines()
            if line.top >= 0 and line.bottom <= height
        )

    @contextmanager
    def _same_scroll(self) -> Iterator[None]:
        """Keep the scroll position, whatever Qt does to show the caret."""
        bar = self.verticalScrollBar()
        value = bar.value()
        yield
        bar.setValue(value)

    @contextmanager
    def _same_place(self) -> Iterator[None]:
        """Keep the first visible character at the top while the layout changes."""
        top = self.cursorForPosition(self.viewport().rect().topLeft()).position()
        yield
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(top, self.document().characterCount() - 1))
        self.verticalScrollBar().setValue(cursor.block().firstLineNumber())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or ask for another text size with Ctrl held."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            delta = event.angleDelta().y()
            if delta:
                self.size_wanted.emit(1 if delta > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)


class _Drag:
    """A handle being dragged: the span as it is, and as it would become."""

    def __init__(self, span: Span, edge: Edge) -> None:
        self.span = span
        self.preview = span
        self._edge = edge

    def move_to(self, position: int, text: str) -> None:
        """Move the dragged end to an offset, between its neighbours, on whole characters."""
        ranges = [list(pair) for pair in self.span.ranges]
        number = self._edge.fragment
        start, end = ranges[number]
        low = ranges[number - 1][1] + 1 if number else 0
        high = ranges[number + 1][0] - 1 if number + 1 < len(ranges) else len(text)
        if self._edge.is_start:
            position = grapheme_range(text, min(max(position, low), end - 1), end)[0]
            ranges[number][0] = position
        else:
            position = grapheme_range(text, start, max(min(position, high), start + 1))[1]
            ranges[number][1] = position
        pairs = tuple((a, b) for a, b in ranges)
        self.preview = replace(self.span, fragments=make_fragments(text, pairs))
