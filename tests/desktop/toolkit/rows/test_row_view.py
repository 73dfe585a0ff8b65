"""The list view of equal rows: where rows are, and where keys lead."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QStringListModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate

from annotator.desktop.toolkit.rows.row_list import RowList
from annotator.desktop.toolkit.theme import Themes

ROWS = 100_000


@pytest.fixture
def rows(qtbot, themes: Themes) -> RowList:
    view = RowList(themes)
    qtbot.addWidget(view)
    view.setModel(QStringListModel([f"row {number}" for number in range(ROWS)], view))
    view.setItemDelegate(QStyledItemDelegate(view))
    view.connect_selection()
    view.resize(200, 300)
    view.show()
    qtbot.waitExposed(view)
    view.setFocus()
    return view


def visible(view: RowList, row: int) -> bool:
    return view.viewport().rect().contains(view.visualRect(view.model().index(row, 0)))


def test_every_row_is_where_it_says(rows: RowList) -> None:
    """Row and place are each other's inverse, anywhere in the list."""
    for row in (0, 1, 77, ROWS // 2, ROWS - 1):
        index = rows.model().index(row, 0)
        rows.scrollTo(index)
        assert visible(rows, row)
        assert rows.indexAt(rows.visualRect(index).center()) == index
    assert not rows.indexAt(QPoint(5, 10**6)).isValid()


def test_scrolling_goes_no_further_than_needed(rows: RowList) -> None:
    """What is in view already does not move."""
    rows.scrollTo(rows.model().index(500, 0), QAbstractItemView.ScrollHint.PositionAtCenter)
    before = rows.verticalOffset()
    rows.scrollTo(rows.model().index(501, 0))
    assert rows.verticalOffset() == before
    rows.scrollTo(rows.model().index(400, 0), QAbstractItemView.ScrollHint.PositionAtTop)
    assert rows.visualRect(rows.model().index(400, 0)).top() == 0
    rows.scrollTo(rows.model().index(300, 0), QAbstractItemView.ScrollHint.PositionAtBottom)
    assert rows.visualRect(rows.model().index(300, 0)).bottom() == rows.viewport().height() - 1


def test_keys_lead_through_the_list(qtbot, rows: RowList) -> None:
    """The ends hold, and what a key reaches is in view."""
    chosen: list[int] = []
    rows.chosen.connect(chosen.append)
    page = rows.viewport().height() // rows.row_height - 1
    for key in (
        Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_Down, Qt.Key.Key_PageUp,
        Qt.Key.Key_End, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Up, Qt.Key.Key_Home,
    ):  # fmt: skip
        qtbot.keyClick(rows, key)
        assert visible(rows, chosen[-1])
    assert chosen == [0, page, page + 1, 1, ROWS - 1, ROWS - 2, 0]


def test_end_without_a_selection(qtbot, rows: RowList) -> None:
    """End goes to the last row even when none is selected."""
    qtbot.keyClick(rows, Qt.Key.Key_End)
    assert rows.selected_row == ROWS - 1


def test_rows_that_come_and_go(rows: RowList) -> None:
    """The scroll bar knows how many rows there are, and the selection stays with its row."""
    rows.select_row(50)
    rows.model().removeRows(0, 10)
    assert rows.selected_row == 40
    chosen: list[int] = []
    rows.chosen.connect(chosen.append)
    with rows.following():
        rows.model().removeRows(5, rows.model().rowCount() - 5)
    rows.executeDelayedItemsLayout()
    assert rows.verticalScrollBar().maximum() == 0
    assert chosen == []
    rows.model().setStringList([])
    rows.set_hint("Nothing")
    empty = rows.grab().toImage()
    rows.set_hint("")
    assert rows.grab().toImage() != empty


def test_a_click_below_the_last_row_chooses_nothing(qtbot, rows: RowList) -> None:
    """Empty space is no row."""
    rows.model().setStringList(["only"])
    chosen: list[int] = []
    rows.chosen.connect(chosen.append)
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 250))
    assert chosen == []
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 5))
    assert chosen == [0]


def test_a_larger_font_makes_higher_rows(rows: RowList) -> None:
    """The height follows the font."""
    before = rows.row_height
    font = rows.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    rows.setFont(font)
    assert rows.row_height > before
