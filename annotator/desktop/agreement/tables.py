"""Tables of figures: small ones that hold their cells, and long ones that are asked row by row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
)

from annotator.desktop.agreement.cells import DRAWN
from annotator.desktop.toolkit.widgets.marks import tip

Index = QModelIndex | QPersistentModelIndex

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MAX_ROWS = 14
_WIDEST = 260
_GAP = 16


def _prepare(table: QTableView, name: str, accessible: str) -> None:
    table.setObjectName(name)
    table.setAccessibleName(accessible)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)


class FigureTable(QTableWidget):
    """A table of text, the first column at the left, some of its columns drawn.

    It is as high as its rows, up to some; the page that it stands on scrolls.
    """

    def __init__(self, name: str, accessible: str) -> None:
        super().__init__()
        _prepare(self, name, accessible)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self._drawn: int | None = None

    def draw(self, column: int, cell: QStyledItemDelegate, header: QHeaderView | None) -> None:
        """Let a column be drawn; it takes the room that the others leave."""
        self._drawn = column
        self.setItemDelegateForColumn(column, cell)
        if header is not None:
            header.setHighlightSections(False)
            self.setHorizontalHeader(header)

    def fill(
        self,
        head: Sequence[str],
        rows: Sequence[Sequence[str]],
        drawn: Sequence[object] = (),
        tips: Sequence[str] = (),
    ) -> None:
        """Show rows of text.

        Args:
            head: titles of the columns.
            rows: texts of the cells.
            drawn: what the drawn column's cells show, by row.
            tips: what is said of a row under the mouse; "" for nothing.

        """
        self.clear()
        self.setColumnCount(len(head))
        self.setRowCount(len(rows))
        for column, text in enumerate(head):
            title = QTableWidgetItem("" if column == self._drawn else text)
            title.setData(Qt.ItemDataRole.AccessibleTextRole, text)
            title.setTextAlignment(_RIGHT if column else _LEFT)
            self.setHorizontalHeaderItem(column, title)
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setTextAlignment(_RIGHT if column and column != self._drawn else _LEFT)
                if column == self._drawn and drawn:
                    item.setData(DRAWN, drawn[row])
                if row < len(tips) and tips[row]:
                    item.setToolTip(tip(tips[row]))
                    item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, tips[row])
                self.setItem(row, column, item)
        self._fit()

    def _fit(self) -> None:
        header = self.horizontalHeader()
        header.setMinimumSectionSize(44)
        self.resizeColumnsToContents()
        for column in range(self.columnCount()):
            if column != self._drawn:
                self.setColumnWidth(column, min(_WIDEST, self.columnWidth(column) + _GAP))
            stretches = column == self._drawn
            mode = header.ResizeMode.Stretch if stretches else header.ResizeMode.Interactive
            header.setSectionResizeMode(column, mode)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        _fit_height(self)
        if self._drawn is None:
            self.setMaximumWidth(header.length() + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make room for a scroll bar where one is needed."""
        super().resizeEvent(event)
        _fit_height(self)


class GridTable(QTableWidget):
    """Names at the top and at the left, and a figure for each two of them."""

    def __init__(self, name: str, accessible: str, cell: QStyledItemDelegate) -> None:
        super().__init__()
        _prepare(self, name, accessible)
        self.setItemDelegate(cell)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setHighlightSections(False)
        self.setCornerButtonEnabled(False)

    def fill(
        self,
        rows: Sequence[str],
        columns: Sequence[str],
        cells: Sequence[Sequence[tuple[str, float, str]]],
    ) -> None:
        """Show texts, each with how strong its ground is (0 to 1) and what it says in words."""
        self.clear()
        self.setRowCount(len(rows))
        self.setColumnCount(len(columns))
        self.setVerticalHeaderLabels(list(rows))
        self.setHorizontalHeaderLabels(list(columns))
        lines = 1
        for row, line in enumerate(cells):
            for column, (text, share, words) in enumerate(line):
                item = QTableWidgetItem(text)
                item.setData(DRAWN, share)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
                item.setToolTip(tip(words))
                self.setItem(row, column, item)
                lines = max(lines, text.count("\n") + 1)
        metrics = self.fontMetrics()
        high = metrics.height() * lines + 14
        self.resizeColumnsToContents()
        for column in range(len(columns)):
            self.setColumnWidth(column, max(90, min(200, self.columnWidth(column) + 16)))
        self.verticalHeader().setDefaultSectionSize(high)
        self.verticalHeader().setMaximumWidth(_WIDEST)
        _fit_height(self)
        side = self.verticalHeader().sizeHint().width()
        self.setMaximumWidth(min(side, _WIDEST) + self.horizontalHeader().length() + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make room for a scroll bar where one is needed."""
        super().resizeEvent(event)
        _fit_height(self)


def _fit_height(table: QTableWidget) -> None:
    """Make a table as high as its rows, up to some."""
    header = table.horizontalHeader()
    high = table.verticalHeader().defaultSectionSize() * min(table.rowCount(), _MAX_ROWS)
    high += header.sizeHint().height() + 2 * table.frameWidth()
    stretches = header.stretchSectionCount() > 0
    if not stretches and header.length() > table.viewport().width():
        high += table.horizontalScrollBar().sizeHint().height()
    if table.height() != high or table.minimumHeight() != high:
        table.setFixedHeight(high)


class RowsModel(QAbstractTableModel):
    """Rows whose cells are made when they are looked at; sorted by a column's key.

    Args:
        head: titles of the columns.
        cell: the text of a row's cell.
        key: what a row is sorted by in a column.
        numbers: columns of figures, which stand at the right.
        words: what is said of a row under the mouse.

    """

    def __init__(
        self,
        head: Sequence[str],
        cell: Callable[[Any, int], str],
        key: Callable[[Any, int], Any],
        numbers: Sequence[int],
        words: Callable[[Any], str],
    ) -> None:
        super().__init__()
        self.rows: list[Any] = []
        self._head = head
        self._cell = cell
        self._key = key
        self._numbers = frozenset(numbers)
        self._words = words

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows, in this order."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._head)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's text, where it stands, and what is said of it."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(self.rows[index.row()], index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() in self._numbers else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self._words(self.rows[index.row()]))
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self._words(self.rows[index.row()])
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's title."""
        if orientation is Qt.Orientation.Horizontal and section < len(self._head):
            if role == Qt.ItemDataRole.DisplayRole:
                return self._head[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if section in self._numbers else _LEFT
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; rows alike stay in their order."""
        if column < 0:
            return
        self.layoutAboutToBeChanged.emit()
        backwards = order == Qt.SortOrder.DescendingOrder
        self.rows.sort(key=lambda row: self._key(row, column), reverse=backwards)
        self.layoutChanged.emit()

    def tell(self, rows: range) -> None:
        """Tell that these rows' cells say something else now."""
        if rows:
            last = self.index(rows[-1], len(self._head) - 1)
            self.dataChanged.emit(self.index(rows[0], 0), last)


class RowsTable(QTableView):
    """A long table, whose rows can be opened with Enter or the mouse.

    Args:
        name: the object's name.
        accessible: its accessible name.
        model: its rows.
        stretched: the column that takes the room that the others leave.
        widths: of the other columns, in letters.
        one_click: whether one click opens a row, and not only two.

    Signals:
        opened: a row.
    """

    opened = Signal(int)

    def __init__(
        self,
        name: str,
        accessible: str,
        model: RowsModel,
        *,
        stretched: int,
        widths: Sequence[int],
        one_click: bool,
    ) -> None:
        super().__init__()
        _prepare(self, name, accessible)
        self._one_click = one_click
        self.rows = model
        model.setParent(self)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side = self.verticalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(self.fontMetrics().height() + 12)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(40)
        letter = self.fontMetrics().horizontalAdvance("n")
        for column, letters in enumerate(widths):
            self.setColumnWidth(column, letters * letter + 14)
        header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
        if one_click:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Ask for some rows; the page gives more."""
        return QSize(400, 200)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current row with Enter."""
        if event.key() in _ENTER and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the row that was clicked, where one click is enough."""
        super().mouseReleaseEvent(event)
        at = self.indexAt(event.position().toPoint())
        if self._one_click and event.button() == Qt.MouseButton.LeftButton and at.isValid():
            self.opened.emit(at.row())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the row that was clicked twice."""
        super().mouseDoubleClickEvent(event)
        at = self.indexAt(event.position().toPoint())
        if not self._one_click and at.isValid():
            self.opened.emit(at.row())

    def keyboardSearch(self, _search: str) -> None:
        """Search nothing: it would read every row."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Make the first row current when none is, so that keys begin somewhere."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows.rows:
            self.setCurrentIndex(self.rows.index(0, 0))

    def visible_rows(self) -> range:
        """Return the rows that are on the screen now."""
        count = len(self.rows.rows)
        first = max(0, self.rowAt(0))
        last = self.rowAt(self.viewport().height() - 1)
        return range(min(first, count), count if last < 0 else last + 1)
