"""A list view whose rows all have one height, so that nothing in it costs by the row.

``QListView`` lays out every row anew when one is inserted: 30 ms at 20,000 rows, and more where
the model is Python. Here the place of a row is a multiplication.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QCursor, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()

_Cursor = QAbstractItemView.CursorAction
_Hint = QAbstractItemView.ScrollHint


class RowView(QListView):
    """Rows of the height that the delegate says, one of them selected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height = 0
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)

    # -- geometry ------------------------------------------------------------------------------

    @property
    def row_height(self) -> int:
        """Height of a row in device-independent pixels."""
        if not self._height:
            option = QStyleOptionViewItem()
            self.initViewItemOption(option)
            self._height = max(1, self.itemDelegate().sizeHint(option, NO_INDEX).height())
        return self._height

    def setItemDelegate(self, delegate: QAbstractItemDelegate) -> None:
        """Another delegate makes other rows."""
        self._height = 0
        super().setItemDelegate(delegate)

    def changeEvent(self, event: QEvent) -> None:
        """Another font makes other rows."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._height = 0
            self.scheduleDelayedItemsLayout()
        super().changeEvent(event)

    def _count(self) -> int:
        model = self.model()
        return model.rowCount() if model is not None else 0  # type: ignore[redundant-expr]

    def horizontalOffset(self) -> int:
        """Never scroll sideways."""
        return 0

    def verticalOffset(self) -> int:
        """Return how far down the list is scrolled, in pixels."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, _index: Index) -> bool:
        """Hide nothing."""
        return False

    def visualRect(self, index: Index) -> QRect:
        """Return the place of a row in the viewport."""
        if not index.isValid():
            return QRect()
        top = index.row() * self.row_height - self.verticalOffset()
        return QRect(0, top, self.viewport().width(), self.row_height)

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Return the row at a place in the viewport."""
        row = (point.y() + self.verticalOffset()) // self.row_height
        return self.model().index(row, 0) if 0 <= row < self._count() else QModelIndex()

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Return where the selected rows are."""
        region, seen = QRegion(), self.viewport().rect()
        for some in selection:  # type: ignore[attr-defined]
            top = some.top() * self.row_height - self.verticalOffset()
            high = (some.bottom() + 1 - some.top()) * self.row_height
            region += QRect(0, top, self.viewport().width(), high) & seen
        return region

    def doItemsLayout(self) -> None:
        """Lay out nothing; only the scroll bar has to know how many rows there are."""
        QAbstractItemView.doItemsLayout(self)

    def updateGeometries(self) -> None:
        """Tell the scroll bar how much there is."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self._count() * self.row_height - height))
        bar.setPageStep(max(self.row_height, height - self.row_height))
        bar.setSingleStep(max(8, self.row_height // 2))
        QAbstractItemView.updateGeometries(self)

    # -- moving --------------------------------------------------------------------------------

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Draw what is visible now."""
        self.viewport().update()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = _Hint.EnsureVisible
    ) -> None:
        """Bring a row into view, no further than is needed."""
        if not index.isValid():
            return
        self.executeDelayedItemsLayout()
        bar, room = self.verticalScrollBar(), self.viewport().height()
        top = index.row() * self.row_height
        highest = top + self.row_height - room
        if hint is _Hint.PositionAtCenter:
            bar.setValue((top + highest) // 2)
        elif hint is _Hint.PositionAtTop:
            bar.setValue(top)
        elif hint is _Hint.PositionAtBottom:
            bar.setValue(highest)
        else:
            bar.setValue(min(top, max(highest, bar.value())))

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Return the row to which a key leads."""
        count, current = self._count(), self.currentIndex()
        if not count:
            return QModelIndex()
        page = max(1, self.viewport().height() // self.row_height - 1)
        steps = {
            _Cursor.MoveUp: -1,
            _Cursor.MovePrevious: -1,
            _Cursor.MoveDown: 1,
            _Cursor.MoveNext: 1,
            _Cursor.MovePageUp: -page,
            _Cursor.MovePageDown: page,
            _Cursor.MoveHome: -count,
            _Cursor.MoveEnd: count,
        }
        if current.isValid():
            row = current.row() + steps.get(action, 0)
        else:
            row = count - 1 if action is _Cursor.MoveEnd else 0
        return self.model().index(min(max(row, 0), count - 1), 0)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select the row under the mouse."""
        index = self.indexAt(rect.topLeft())
        if index.isValid():
            self.selectionModel().select(index, command)

    # -- drawing -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows that are visible."""
        painter = QPainter(self.viewport())
        offset, height, count = self.verticalOffset(), self.row_height, self._count()
        first = max(0, (event.rect().top() + offset) // height)
        last = min(count - 1, (event.rect().bottom() + offset) // height)
        hovered = self._hovered_row()
        current = self.currentIndex().row()
        focused = self.hasFocus()
        flags = QStyle.StateFlag
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        usual = option.state & ~(flags.State_HasFocus | flags.State_MouseOver)
        width = self.viewport().width()
        model, selected, delegate = self.model(), self.selectionModel(), self.itemDelegate()
        for row in range(first, last + 1):
            index = model.index(row, 0)
            option.rect = QRect(0, row * height - offset, width, height)
            option.state = usual
            if selected.isSelected(index):
                option.state |= flags.State_Selected
            if focused and row == current:
                option.state |= flags.State_HasFocus
            if row == hovered:
                option.state |= flags.State_MouseOver
            delegate.paint(painter, option, index)

    def _hovered_row(self) -> int:
        viewport = self.viewport()
        if not viewport.underMouse():
            return -1
        return self.indexAt(viewport.mapFromGlobal(QCursor.pos())).row()
