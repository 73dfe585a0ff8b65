"""A list in which several rows can be selected without choosing any of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from annotator.desktop.toolkit.rows.row_list import RowList
from annotator.desktop.toolkit.theme import Themes

_EXTENDS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


class ManyRowList(RowList):
    """Rows of one size, any number of them selected.

    A plain click or key chooses one row. With Shift or Ctrl it only changes what is selected,
    as the right button does.

    Signals:
        many_changed: a gesture that chooses nothing has changed what is selected.
    """

    many_changed = Signal()

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    @property
    def selected_rows(self) -> list[range]:
        """What is selected, as ranges of rows, from top to bottom."""
        ranges = self.selectionModel().selection()
        found = (range(one.top(), one.bottom() + 1) for one in ranges)  # type: ignore[attr-defined]
        return sorted(found, key=lambda rows: rows.start)

    @property
    def selected_count(self) -> int:
        """How many rows are selected."""
        return sum(map(len, self.selected_rows))

    @property
    def selected_row(self) -> int | None:
        """The one selected row; with several, the current one."""
        rows = self.selected_rows
        if not rows:
            return None
        current = self.currentIndex().row()
        return current if any(current in some for some in rows) else rows[0].start

    def select_row(self, row: int | None, *, scroll: bool = True) -> None:
        """Select one row and no other (None: none) and bring it into view, telling nobody."""
        if row is not None and self.selected_count > 1:
            with self.following():
                self.selectionModel().clear()
        super().select_row(row, scroll=scroll)

    @contextmanager
    def _selecting(self) -> Iterator[None]:
        """While this lasts nothing is chosen; then tell whether other rows are selected."""
        before = self.selected_rows
        with self.following():
            yield
        if self.selected_rows != before:
            self.many_changed.emit()

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select the rows from where a gesture began to where it is now."""
        count = self._count()
        ends = [(y + self.verticalOffset()) // self.row_height for y in (rect.top(), rect.bottom())]
        first, last = max(0, min(ends)), min(count - 1, max(ends))
        if first <= last:
            model = self.model()
            rows = QItemSelection(model.index(first, 0), model.index(last, 0))
            self.selectionModel().select(rows, command)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a row, or with a modifier or the right button select only."""
        if event.modifiers() & _EXTENDS or event.button() != Qt.MouseButton.LeftButton:
            with self._selecting():
                super().mousePressEvent(event)
        else:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Finish a click; after one that only selects, nothing is chosen."""
        if event.modifiers() & _EXTENDS or event.button() != Qt.MouseButton.LeftButton:
            with self._selecting():
                super().mouseReleaseEvent(event)
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and choose, or with a modifier select only."""
        if event.modifiers() & _EXTENDS:
            with self._selecting():
                super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)
