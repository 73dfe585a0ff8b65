"""The mouse on the page: what a press, a drag, a click and a double click do."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from annotator.annotation.records import Span, make_fragments
from annotator.desktop.page.painting.drawing import Drawing
from annotator.desktop.page.painting.span_painter import Edge
from annotator.desktop.page.text_page import TextPage
from annotator.text import grapheme_range, word_at


class Mouse(QObject):
    """Drags the handles of the current span, selects, and tells of clicks.

    Each call is handed the page: it owns this object, which therefore does not hold it. What is
    Qt's to do is done by ``QPlainTextEdit``, whatever the page makes of its events.

    Args:
        drawing: what is drawn on the page.
        parent: the page.

    Signals:
        clicked: the ids of the spans under a click, innermost first (maybe none).
        click_selected: the click that was just told has become a selection, by a second one.
        resized: a span as it was when its handle was taken, and its new ranges, after the drag.
        mark_clicked: the id of a span whose mark of a link to another article was clicked.
        suggestion_clicked: the id of a suggestion that was clicked where no span is.
        word_taken: start and end of a word that was double-clicked.
    """

    clicked = Signal(list)
    click_selected = Signal()
    resized = Signal(object, object)
    mark_clicked = Signal(str)
    suggestion_clicked = Signal(str)
    word_taken = Signal(int, int)

    def __init__(self, drawing: Drawing, parent: QObject) -> None:
        super().__init__(parent)
        self._drawing = drawing
        self._drag: _Drag | None = None
        self._is_pressed = False
        self._is_told = False

    @property
    def dragged(self) -> Span | None:
        """The current span as it would become, while one of its handles is dragged."""
        return self._drag.preview if self._drag is not None else None

    def give_up(self) -> bool:
        """Let go of a handle without a change; return whether one was held."""
        held, self._drag = self._drag is not None, None
        return held

    # -- events --------------------------------------------------------------------------------

    def press(self, page: TextPage, event: QMouseEvent) -> None:
        """Take hold of a handle, or begin to select."""
        if event.button() != Qt.MouseButton.LeftButton:
            QPlainTextEdit.mousePressEvent(page, _on_text(page, event))
            return
        span, edge = self._drawing.current_span, self._edge_at(page, event.position())
        if span is not None and edge is not None:
            self._drag = _Drag(span, edge)
            return
        self._is_pressed, self._is_told = True, False
        _begin_selection(page, _on_text(page, event))

    def move(self, page: TextPage, event: QMouseEvent) -> None:
        """Drag a handle, or go on selecting."""
        if self._drag is not None:
            self._drag.move_to(page.boundary_at(event.position()), page.text)
            page.viewport().update()
            return
        if not event.buttons():
            self._hover(page, event.position())
        QPlainTextEdit.mouseMoveEvent(page, _on_text(page, event))

    def _hover(self, page: TextPage, point: QPointF) -> None:
        """Show by the cursor and a tooltip what a press would do here."""
        on_edge = self._edge_at(page, point) is not None
        on_mark = not on_edge and bool(self._mark_at(page, point))
        shape = Qt.CursorShape.SizeHorCursor if on_edge else Qt.CursorShape.IBeamCursor
        page.viewport().setCursor(Qt.CursorShape.PointingHandCursor if on_mark else shape)
        page.viewport().setToolTip(
            _tr("Linked to another article; click to open it there.") if on_mark else ""
        )

    def release(self, page: TextPage, event: QMouseEvent) -> None:
        """Let go of a handle, end a selection, or tell of a click."""
        if self._drag is not None:
            drag, self._drag = self._drag, None
            page.viewport().update()
            if drag.preview.ranges != drag.span.ranges:
                self.resized.emit(drag.span, drag.preview.ranges)
            return
        QPlainTextEdit.mouseReleaseEvent(page, _on_text(page, event))
        if event.button() != Qt.MouseButton.LeftButton or not self._is_pressed:
            return
        self._is_pressed = False
        held = event.modifiers()
        if page.textCursor().hasSelection():
            if not held & Qt.KeyboardModifier.AltModifier:
                page.snap_selection()
        elif not held & Qt.KeyboardModifier.ShiftModifier:  # which selects, if only nothing
            self._tell_click(page, event.position())

    def double_click(self, page: TextPage, event: QMouseEvent) -> None:
        """Select the word under the mouse, which also ends where scraped text lost a space.

        What is selected by two clicks is meant as what is selected by a drag: the first of them
        was no click on a span.
        """
        position = page.character_at(event.position())
        word = None
        if position is not None and event.button() == Qt.MouseButton.LeftButton:
            word = word_at(page.text, position, glued=True)
        QPlainTextEdit.mouseDoubleClickEvent(page, _on_text(page, event))
        if word is not None:
            page.select(*word)
            self.word_taken.emit(*word)
        self._is_pressed = False
        if self._is_told and page.textCursor().hasSelection():
            self._is_told = False
            self.click_selected.emit()

    # -- what is under the mouse ---------------------------------------------------------------

    def _tell_click(self, page: TextPage, point: QPointF) -> None:
        if mark := self._mark_at(page, point):
            self.mark_clicked.emit(mark)
            return
        drawing, position = self._drawing, page.character_at(point)
        if suggested := drawing.suggestion_at(list(page.visible_lines()), point, position):
            self.suggestion_clicked.emit(suggested)
            return
        spans = drawing.spans_at(position) if position is not None else []
        self._is_told = True
        self.clicked.emit([span.id for span in spans])

    # The lines are looked at only where something may be there: the mouse moves often.

    def _edge_at(self, page: TextPage, point: QPointF) -> Edge | None:
        if self._drawing.current_span is None:
            return None
        return self._drawing.edge_at(list(page.visible_lines()), point)

    def _mark_at(self, page: TextPage, point: QPointF) -> str:
        return self._drawing.mark_at(page.line_at(point), point) if self._drawing.away else ""


def _begin_selection(page: TextPage, event: QMouseEvent) -> None:
    """Begin to select where the mouse is pressed; with Shift, go on from where it began.

    Qt would drag what is selected away, and with Shift go on from the word that was last
    double-clicked, be it in another article.
    """
    cursor = page.textCursor()
    anchor = cursor.anchor()
    with page.same_scroll():
        cursor.clearSelection()
        page.setTextCursor(cursor)
    held = event.modifiers()
    plain = held & ~Qt.KeyboardModifier.ShiftModifier
    QPlainTextEdit.mousePressEvent(page, _like(event, event.position(), plain))
    if held & Qt.KeyboardModifier.ShiftModifier:
        cursor = page.textCursor()
        caret = cursor.position()
        cursor.setPosition(anchor)
        cursor.setPosition(caret, QTextCursor.MoveMode.KeepAnchor)
        page.setTextCursor(cursor)


def _on_text(page: TextPage, event: QMouseEvent) -> QMouseEvent:
    """Return the event moved up from the room under a line onto the line itself.

    Qt takes a point between two lines for the end of the upper one, and on some lines it looks
    beside the point.
    """
    line = page.line_at(event.position())
    if line is None or (event.position().y() < line.bottom - 1.0 and not line.hang):
        return event
    return _like(event, line.on_text(event.position()), event.modifiers())


def _like(event: QMouseEvent, position: QPointF, held: Qt.KeyboardModifier) -> QMouseEvent:
    """Return the same event at another place or with other keys held."""
    return QMouseEvent(
        event.type(),
        position,
        event.globalPosition(),
        event.button(),
        event.buttons(),
        held,
        event.pointingDevice(),
    )


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


def _tr(text: str) -> str:
    return QCoreApplication.translate("ArticleView", text)
