"""The list of hits: Space or a click on its box ticks one, with Shift all from the last one on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent

from annotator.desktop.session.session import Session
from annotator.desktop.tagging.hits.model import HitModel
from annotator.desktop.tagging.hits.row import TICK_WIDTH, HitRow
from annotator.desktop.toolkit.overrides import keep_key
from annotator.desktop.toolkit.rows.row_list import RowList
from annotator.desktop.toolkit.theme import Themes


class HitList(RowList):
    """Shows a ``HitModel``."""

    def __init__(self, session: Session, themes: Themes, model: HitModel) -> None:
        super().__init__(themes)
        self._hits = model
        self._last = 0
        self.setModel(model)
        self.setItemDelegate(HitRow(lambda name: session.labels.get(name), themes, self))
        self.connect_selection()

    def turn(self, row: int, *, extend: bool) -> None:
        """Tick the hit in a row or take its tick away; or do so with all from the last one on."""
        on = not self._hits.is_ticked(row)
        first = self._last if extend and self._last < self._hits.rowCount() else row
        self._hits.tick(range(min(first, row), max(first, row) + 1), on=on)
        self._last = row

    def event(self, event: QEvent) -> bool:
        """Keep Space for the ticks, whatever shortcuts the window has."""
        return keep_key(event, _is_space) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Space, or move and choose."""
        if _is_space(event):
            row = self.selected_row
            if row is not None:
                extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.turn(row, extend=extend)
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tick by a click on the box; that chooses nothing."""
        index = self.indexAt(event.position().toPoint())
        if self._is_tick(event) and index.isValid():
            extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.turn(index.row(), extend=extend)
            self.select_row(index.row(), scroll=False)
            return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let a click on a box be over, which is no click on its row."""
        if not self._is_tick(event):
            super().mouseReleaseEvent(event)

    @staticmethod
    def _is_tick(event: QMouseEvent) -> bool:
        return event.button() == Qt.MouseButton.LeftButton and event.position().x() < TICK_WIDTH


def _is_space(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Space and not event.modifiers() & (
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    )
