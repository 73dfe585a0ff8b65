"""A list that stays calm: no search by typing, no selecting by dragging, a hint when empty."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from annotator.desktop.toolkit.overrides import is_deletion, keep_key
from annotator.desktop.toolkit.rows.row_view import RowView
from annotator.desktop.toolkit.theme import Themes

_ONLY = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class RowList(RowView):
    """Rows of one size, one of them selected.

    Signals:
        chosen: the user selected a row. Not emitted by ``select_row``.
        delete_pressed: Delete or Backspace was pressed in the list.
    """

    chosen = Signal(int)
    delete_pressed = Signal()

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._hint = ""
        self._following = False
        self._held_row: int | None = None
        self._key_held = False
        themes.changed.connect(self.viewport().update)

    def set_hint(self, hint: str) -> None:
        """Say why the list is empty."""
        if hint != self._hint:
            self._hint = hint
            self.setAccessibleDescription(hint)
            self.viewport().update()

    def connect_selection(self) -> None:
        """Begin to listen to the selection; to be called once, after ``setModel``."""
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)

    @property
    def selected_row(self) -> int | None:
        """The selected row, None when there is none."""
        rows = self.selectionModel().selectedIndexes()
        return rows[0].row() if rows else None

    def select_row(self, row: int | None, *, scroll: bool = True) -> None:
        """Select a row (None: none) and bring it into view, telling nobody."""
        with self.following():
            if row is None:
                self.selectionModel().clear()
            elif row != self.selected_row or self.currentIndex().row() != row:
                # Not the view's own: that one adds the row while Ctrl is held, as in Ctrl+Return.
                self.selectionModel().setCurrentIndex(self.model().index(row, 0), _ONLY)
            if row is not None and scroll:
                self.scrollTo(self.model().index(row, 0))

    @contextmanager
    def following(self) -> Iterator[None]:
        """While this lasts, a selection that changes is not the user's doing."""
        before, self._following = self._following, True
        try:
            yield
        finally:
            self._following = before

    def _on_selection_changed(self) -> None:
        row = self.selected_row
        if self._following or row is None:
            return
        if self._key_held:
            self._held_row = row
        else:
            self.chosen.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by keys; rows passed while a key is held down are not chosen on the way."""
        if is_deletion(event):
            self.delete_pressed.emit()
            return
        self._key_held = event.isAutoRepeat()
        super().keyPressEvent(event)
        self._key_held = False

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Choose the row on which a held key stopped."""
        super().keyReleaseEvent(event)
        if not event.isAutoRepeat():
            self._choose_held()

    def event(self, event: QEvent) -> bool:
        """Keep Delete and Backspace for the list, whatever shortcuts the window has."""
        return keep_key(event, is_deletion) or super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the focus without pointing at a row that is not selected."""
        super().focusInEvent(event)
        if self.selected_row is None:
            self.select_row(None)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leave no row unchosen behind."""
        self._choose_held()
        super().focusOutEvent(event)
        self.viewport().update()

    def _choose_held(self) -> None:
        row, self._held_row = self._held_row, None
        if row is not None and row == self.selected_row:
            self.chosen.emit(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what is under the mouse; dragging selects nothing."""
        if event.buttons() == Qt.MouseButton.NoButton:
            super().mouseMoveEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Search nothing: it would read every row."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, or the hint."""
        super().paintEvent(event)
        model = self.model()
        if not self._hint or model.rowCount():
            return
        painter = QPainter(self.viewport())
        painter.setPen(self._themes.theme.faint)
        room = self.viewport().rect().adjusted(20, 28, -20, -12)
        flags = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter
        painter.drawText(room, flags | Qt.TextFlag.TextWordWrap, self._hint)
