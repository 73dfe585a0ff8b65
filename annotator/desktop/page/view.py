"""The article on its page: shows text and spans, and says what the annotator wants done."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from annotator.annotation.changes import Changes
from annotator.annotation.records import Label, Link, Span, Suggestion
from annotator.desktop.page.aids import Aids
from annotator.desktop.page.folding import Folding
from annotator.desktop.page.mouse import Mouse
from annotator.desktop.page.painting.drawing import Drawing
from annotator.desktop.page.painting.suggestion_painter import DrawnPart
from annotator.desktop.page.text_column import CURSOR_WIDTH
from annotator.desktop.page.text_page import TextPage
from annotator.desktop.toolkit.theme import Theme
from annotator.project import OpenedArticle
from annotator.workbench.span_links import Tie
from annotator.workbench.tagging.boilerplate import Look, boilerplate
from annotator.workbench.text_units import word_stops

_HINT_FLAGS = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter) | int(
    Qt.TextFlag.TextWordWrap
)
_WORD_STEPS = (
    (QKeySequence.StandardKey.MoveToNextWord, True, False),
    (QKeySequence.StandardKey.MoveToPreviousWord, False, False),
    (QKeySequence.StandardKey.SelectNextWord, True, True),
    (QKeySequence.StandardKey.SelectPreviousWord, False, True),
)
_LINE_STEPS = (
    QKeySequence.StandardKey.MoveToNextLine,
    QKeySequence.StandardKey.MoveToPreviousLine,
    QKeySequence.StandardKey.SelectNextLine,
    QKeySequence.StandardKey.SelectPreviousLine,
)


class ArticleView(TextPage):
    """The page. It holds no records of its own beyond what it draws.

    Signals:
        clicked: the ids of the spans under a click, innermost first (maybe none).
        click_selected: the click that was just told has become a selection, by a second one.
        resized: a span as it was when its handle was taken, and its new ranges, after the drag.
        size_wanted: +1 or -1, when the wheel turns with Ctrl held.
        mark_clicked: the id of a span whose mark of a link to another article was clicked.
        suggestion_clicked: the id of a suggestion that was clicked where no span is.
        word_taken: start and end of a word that was double-clicked.

    Attributes:
        shows_suggestions: whether those of the article are drawn.
        aids: help to keep the place.
        leaves_out_boilerplate: whether a new span that lies across boilerplate leaves it out.

    """

    clicked = Signal(list)
    click_selected = Signal()
    resized = Signal(object, object)
    size_wanted = Signal(int)
    mark_clicked = Signal(str)
    suggestion_clicked = Signal(str)
    word_taken = Signal(int, int)
    shows_suggestions = False
    leaves_out_boilerplate = False
    _hint = ""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("article_view")
        self.setAccessibleName(self.tr("Article"))
        self.viewport().setMouseTracking(True)
        self._drawing = Drawing()
        self._mouse = Mouse(self._drawing, self)
        self._folding = Folding(self)
        self.aids = Aids(self)
        self.cursorPositionChanged.connect(self.aids.follow_caret)
        self._look = Look.SHOWN
        self._is_passing = False
        self.cursorPositionChanged.connect(self._on_caret_moved)
        self._mouse.clicked.connect(self.clicked)
        self._mouse.click_selected.connect(self.click_selected)
        self._mouse.resized.connect(self.resized)
        self._mouse.mark_clicked.connect(self.mark_clicked)
        self._mouse.suggestion_clicked.connect(self.suggestion_clicked)
        self._mouse.word_taken.connect(self.word_taken)
        self._renew_painter()

    # -- what is shown -------------------------------------------------------------------------

    def show_article(self, opened: OpenedArticle | None, labels: Mapping[str, Label]) -> None:
        """Show an article from its beginning, or an empty page for None."""
        self._mouse.give_up()
        self._drawing.show(opened, labels)
        if opened is not None and self.shows_suggestions:
            hidden = self._drawing.hidden
            self._drawing.hints.suggestions = [
                one for one in opened.suggestions if one.label not in hidden
            ]
        self._show_text(opened.article.text if opened is not None else "")
        self._folding.forget()
        self._fold()
        self.setCursorWidth(CURSOR_WIDTH if opened is not None else 0)
        self.set_hint("")
        self._draw_anew()

    def set_hint(self, hint: str) -> None:
        """Say on an empty page what can be done."""
        self._hint = hint
        self.setAccessibleDescription(hint)
        self.viewport().update()

    def update_spans(self, changes: Changes, article: str) -> None:
        """Draw what an edit changed; neither text nor scroll position moves."""
        touched = self._drawing.update(changes, article)
        self._update_around(touched)
        if touched and not self._folding.is_empty:
            self._folding.keep(self._boilerplate())

    def set_labels(self, labels: Mapping[str, Label]) -> None:
        """Draw with other colours, letters and line styles."""
        self._drawing.labels = labels
        self._draw_anew()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        super().set_theme(theme)
        self._draw_anew()

    def set_text_size(self, points: int) -> None:
        """Set the size of the text; the column keeps its number of characters."""
        super().set_text_size(points)
        self._renew_painter()

    def set_current(self, span_id: str, *, reveal: bool) -> None:
        """Outline a span ("" for none); with ``reveal``, scroll to it if it is out of sight."""
        drawing = self._drawing
        before = drawing.current_span
        drawing.current = span_id if span_id in drawing.index else ""
        span = drawing.current_span
        for start, end in span.ranges if span is not None and reveal else ():
            self.unfold(start, end)
        if span is not None and reveal and not self.in_sight(span.start):
            self.reveal(span.start)
            self.viewport().update()
            return
        self._update_around([one for one in (before, span) if one is not None])

    def set_several(self, spans: Collection[str]) -> None:
        """Outline several spans (ids) together; none: no longer."""
        if spans or self._drawing.several:
            self._drawing.several = frozenset(spans)
            self.viewport().update()

    def set_hits(self, hits: Sequence[tuple[int, int]], current: int) -> None:
        """Draw what a search found: ranges in order, and which is looked at (-1: none)."""
        self._drawing.hits.hits = hits
        self._drawing.hits.current = current
        if current >= 0:
            self.unfold(*hits[current])
        self.viewport().update()

    def set_ties(self, ties: Sequence[Tie]) -> None:
        """Draw the links of the current span."""
        if self._drawing.links.ties or ties:
            self._drawing.links.ties = ties
            self.viewport().update()

    def set_links(self, links: Iterable[tuple[Link, int]]) -> None:
        """Draw links beside those of the current span, each with the number of its type."""
        arcs, had = self._drawing.arcs, bool(self._drawing.arcs)
        arcs.set_links(links)
        if arcs or had:
            self.viewport().update()

    def set_linked_away(self, spans: Collection[str]) -> None:
        """Mark these spans (ids) as linked to other articles."""
        if spans or self._drawing.away:
            self._drawing.away = frozenset(spans)
            self._draw_anew()

    def set_suggestions(
        self,
        suggestions: Sequence[Suggestion],
        current: str = "",
        parts: Sequence[DrawnPart] = (),
    ) -> None:
        """Draw what is suggested, in the order of the text, and which is looked at (id).

        Args:
            suggestions: in the order of the text.
            current: the one that is looked at (id).
            parts: of that one, which may be left out.

        """
        hints = self._drawing.hints
        hints.suggestions, hints.current, hints.parts = suggestions, current, parts
        self.viewport().update()

    def set_candidates(self, places: Sequence[tuple[int, int]], chosen: int = -1) -> None:
        """Draw the digits of what a link may go to: code point ranges, and which is chosen."""
        self._drawing.links.candidates = places
        self._drawing.links.chosen = chosen
        self.viewport().update()

    @property
    def hidden(self) -> Collection[str]:
        """The labels (ids) whose spans are not shown; the current span always is."""
        return self._drawing.hidden

    def set_hidden(self, labels: Collection[str]) -> None:
        """Show no spans of these labels (ids)."""
        self._drawing.hidden = frozenset(labels)
        self.viewport().update()

    def set_boilerplate(self, look: Look) -> None:
        """Show boilerplate as it is, dimmed, or whole paragraphs of it folded to a mark each."""
        self._look = look
        self._drawing.dims = look is not Look.SHOWN
        self._fold()
        self.viewport().update()

    def _boilerplate(self) -> list[tuple[int, int]]:
        spans = self._drawing.index.between(0, len(self._display.text))
        return boilerplate(spans, self._drawing.labels.values())

    def _fold(self) -> None:
        self._folding.fold(self._boilerplate() if self._look is Look.FOLDED else ())

    def unfold(self, start: int, end: int) -> None:
        """Show the text of the folded paragraphs that a code point range touches."""
        if not self._folding.is_empty:
            self._folding.unfold(start, end)

    def set_guess(self, ranges: tuple[tuple[int, int], ...], label: str = "") -> None:
        """Outline what a label's (id) key would take: code point ranges, none for nothing."""
        guess = self._drawing.guess
        if ranges == guess.ranges and label == guess.label:
            return
        touched = [*guess.ranges, *ranges]
        guess.ranges, guess.label = ranges, label
        self._update_lines(touched)

    # -- what is asked -------------------------------------------------------------------------

    def spans_at(self, position: int) -> list[Span]:
        """Return the spans that are shown over a character, innermost first."""
        return self._drawing.spans_at(position)

    def span_after(self, place: tuple[int] | tuple[int, int, str]) -> Span | None:
        """Return the first span that is shown after a place, see ``SpanIndex.after``."""
        return self._drawing.index.after(place, self._drawing.shows)

    def span_before(self, place: tuple[int] | tuple[int, int, str]) -> Span | None:
        """Return the last span that is shown before a place, see ``SpanIndex.before``."""
        return self._drawing.index.before(place, self._drawing.shows)

    def spans_near_caret(self) -> list[Span]:
        """Return the spans over the character after the caret, else over the one before it."""
        caret = self.caret()
        return self.spans_at(caret) or (self.spans_at(caret - 1) if caret else [])

    def suggestion_at(self, position: int) -> Suggestion | None:
        """Return the shortest suggestion over a character, else over the one before it."""
        hints = self._drawing.hints
        return hints.at(position) or (hints.at(position - 1) if position else None)

    # -- painting ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw tints, then the text, then marks."""
        drawing = self._drawing
        self.aids.paint_under(*self._place())
        if drawing.is_empty:
            super().paintEvent(event)
            self._paint_hint()
            self.aids.paint_over()
            return
        lines = self.visible_lines(QRectF(event.rect()))
        spans = drawing.spans_on(lines, self._mouse.dragged)
        painter = QPainter(self.viewport())
        cursor = self.textCursor()
        selected = cursor.selectionStart(), cursor.selectionEnd()
        drawing.paint_under(painter, lines, spans, selected)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        drawing.paint_over(painter, lines, spans, self._place()[0])
        if not self._folding.is_empty:
            self._folding.paint(painter, lines, self._place()[0])
        if drawing.arcs:
            drawing.paint_arcs(painter, self.visible_lines(), self._mouse.dragged)
        painter.end()
        self.aids.paint_over()

    def hint_area(self) -> QRectF:
        """Return where on the viewport the sentence of an empty page stands."""
        metrics = QFontMetricsF(self.viewport().font())
        return metrics.boundingRect(self._hint_room(), _HINT_FLAGS, self._hint)

    def _hint_room(self) -> QRectF:
        left, width = self._place()
        height = self.viewport().height()
        return QRectF(left, height / 4, width, height / 2)

    def _paint_hint(self) -> None:
        if not self._hint:
            return
        painter = QPainter(self.viewport())
        painter.setPen(self._theme.faint)
        painter.setFont(self.viewport().font())
        painter.drawText(self._hint_room(), _HINT_FLAGS, self._hint)
        painter.end()

    def _update_around(self, spans: Sequence[Span]) -> None:
        """Have the lines drawn again that spans lie on."""
        self._update_lines([(span.start, span.end) for span in spans])

    def _update_lines(self, ranges: Sequence[tuple[int, int]]) -> None:
        """Have the lines of ranges drawn again, with what hangs over above and below."""
        lines = self.visible_lines()
        if not lines:
            return
        first, last = lines[0].qt_start, lines[-1].qt_end
        extents = ((self._display.qt(start), self._display.qt(end)) for start, end in ranges)
        # Of many that were tagged at once, few are on the page.
        here = [(start, end) for start, end in extents if start <= last and end >= first]
        over = round(self._under)
        for line in lines if here else ():
            if any(start <= line.qt_end and end >= line.qt_start for start, end in here):
                top = round(line.top) - over
                height = round(line.bottom - line.top) + 3 * over
                self.viewport().update(0, top, self.viewport().width(), height)

    def _draw_anew(self) -> None:
        self._renew_painter()
        self.viewport().update()

    def _renew_painter(self) -> None:
        """Let what is drawn follow what the page looks like now."""
        self._drawing.set_looks(self._display, self._theme, self._text_font, self._room)

    # -- mouse and keys ------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a handle, or begin to select."""
        self._mouse.press(self, event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag a handle, or go on selecting."""
        self._mouse.move(self, event)
        self.aids.follow_mouse(event.position().y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of a handle, end a selection, or tell of a click."""
        self._mouse.release(self, event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the word under the mouse."""
        self._mouse.double_click(self, event)

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
        if event.key() == Qt.Key.Key_Escape and self._mouse.give_up():
            self.viewport().update()
            return
        for step, right, select in _WORD_STEPS:
            if event.matches(step):
                self._step_by_word(right=right, select=select)
                return
        if not self._folding.is_empty and any(event.matches(one) for one in _LINE_STEPS):
            self._step_by_line(event)
            return
        super().keyPressEvent(event)

    def _step_by_line(self, event: QKeyEvent) -> None:
        """Pass over folded paragraphs: only a caret that is meant for them unfolds them."""
        self._is_passing = True
        before = -1
        while self.caret() != before:
            before = self.caret()
            super().keyPressEvent(event)
            if self._folding.folded_at(self.caret()) is None:
                break
        self._is_passing = False
        self._on_caret_moved()

    def _on_caret_moved(self) -> None:
        inside = self._folding.folded_at(self.caret())
        if inside is not None and not self._is_passing:
            self._folding.unfold(*inside)

    def _step_by_word(self, *, right: bool, select: bool) -> None:
        """Qt's words end inside "6:40" and "a.m.", and not where scraped text lost a space."""
        left_to_right = self.textCursor().block().textDirection() != Qt.LayoutDirection.RightToLeft
        before, after = word_stops(self._display.text, self.caret())
        self.move_caret(after if right == left_to_right else before, select=select)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or ask for another text size with Ctrl held."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            delta = event.angleDelta().y()
            if delta:
                self.size_wanted.emit(1 if delta > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)
