"""Places in articles, each with a tick: those that are ticked are tagged."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QEvent, QObject, QRect, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionButton, QStyleOptionViewItem

from annotator.desktop.tagging.found_row import FoundRow
from annotator.desktop.tagging.occurrences import FoundPlace, reason
from annotator.desktop.toolkit.rows.row_view import NO_INDEX, Index
from annotator.desktop.toolkit.widgets.marks import one_line
from annotator.project import Piece

_BOX = 34
"""Width of the room in which a click ticks, in device-independent pixels."""


class PlaceModel(QAbstractListModel):
    """The places, all ticked at first.

    Signals:
        ticked_changed: a place was ticked or unticked.
    """

    ticked_changed = QtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._places: Sequence[FoundPlace] = ()
        self._unticked: set[int] = set()

    def show_places(self, places: Sequence[FoundPlace]) -> None:
        """Show other places, all ticked."""
        self.beginResetModel()
        self._places = places
        self._unticked = set()
        self.endResetModel()

    def ticked(self) -> list[FoundPlace]:
        """Return the places that are ticked."""
        return [one for row, one in enumerate(self._places) if row not in self._unticked]

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return how many places are shown."""
        return 0 if parent.isValid() else len(self._places)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let each row be ticked."""
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return a place as it is drawn, its article, its tick, or what a screen reader says."""
        if not 0 <= index.row() < len(self._places):
            return None
        one = self._places[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            why = reason(one.place.why)
            if not why:
                return one
            return one._replace(title=(*one.title, Piece(f"  ·  {why}", is_hit=False)))
        if role == Qt.ItemDataRole.CheckStateRole:
            is_on = index.row() not in self._unticked
            return Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked
        title = one_line("".join(piece.text for piece in one.title))
        if role == Qt.ItemDataRole.DisplayRole:
            return title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            around = "".join(piece.text for piece in one.snippet)
            return ", ".join(part for part in (around, title, reason(one.place.why)) if part)
        return None

    def setData(
        self, index: Index, value: object, role: int = int(Qt.ItemDataRole.EditRole)
    ) -> bool:
        """Tick or untick a place."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        if value in (Qt.CheckState.Checked, Qt.CheckState.Checked.value):
            self._unticked.discard(index.row())
        else:
            self._unticked.add(index.row())
        self.dataChanged.emit(index, index)
        self.ticked_changed.emit()
        return True


class PlaceRow(FoundRow):
    """Draws a tick, the article, and the text around the place; Space or a click ticks."""

    _indent = _BOX - 10

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        super().paint(painter, option, index)
        box = QStyleOptionButton()
        widget = option.widget
        style = widget.style()
        size = style.pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth, None, widget)
        rect = QRect(option.rect)
        box.rect = QRect(rect.left() + 10, rect.center().y() - size // 2, size, size)
        box.palette = option.palette
        is_on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        on = QStyle.StateFlag.State_On if is_on else QStyle.StateFlag.State_Off
        box.state = QStyle.StateFlag.State_Enabled | on
        style.drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorCheckBox, box, painter, widget)

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Turn the tick of a row by Space, or by a click on it."""
        if isinstance(event, QMouseEvent):
            turns = (
                event.type() == QEvent.Type.MouseButtonRelease
                and event.button() == Qt.MouseButton.LeftButton
                and event.position().x() - option.rect.left() < _BOX
            )
        else:
            turns = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        if not turns:
            return False
        is_on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        state = Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked
        return model.setData(index, state, int(Qt.ItemDataRole.CheckStateRole))
