"""Places with a tick each."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.desktop.desk import LEFT, NO
from tests.desktop.tagging.searches import preview

pytestmark = pytest.mark.qt_log_ignore(r"does not support raise\(\)", extend=True)


@pytest.fixture
def tagging(desk, qtbot):
    desk.view.select(6, 11)
    desk.window.gestures.last_label = "entity"
    desk.window.searching.tag_same()
    return preview(desk, qtbot)


def test_single_places_are_unticked_by_mouse_and_by_space(desk, tagging):
    """The sentence and the button follow; what is not ticked is not tagged, and it says so."""
    rows = tagging.list
    assert tagging.state.text() == "3 places in 2 articles."
    box = rows.visualRect(tagging.model.index(1, 0)).topLeft() + QPoint(16, rows.row_height // 2)
    QTest.mouseClick(rows.viewport(), LEFT, NO, box)
    assert tagging.state.text() == "2 places in 2 articles. Left out: 1 unticked."
    assert tagging.ok.text() == "Tag 2 places"
    QTest.keyClick(rows, Qt.Key.Key_Down)
    QTest.keyClick(rows, Qt.Key.Key_Space)
    assert tagging.state.text() == "1 place in 1 article. Left out: 2 unticked."
    QTest.keyClick(rows, Qt.Key.Key_Space)
    QTest.keyClick(rows, Qt.Key.Key_Space)
    assert tagging.ok.text() == "Tag 1 place"
    tagging.ok.click()
    assert [(article, pieces) for article, _, pieces in desk.stored()] == [
        ("a0", ((6, 11, "ferry"),))
    ]
    assert desk.status() == "Tag 1 × entity “ferry”. Left out: 2 unticked."


def test_a_click_beside_the_tick_only_chooses_the_row(tagging):
    """Reading a row does not change it."""
    rows = tagging.list
    middle = rows.visualRect(tagging.model.index(2, 0)).center()
    QTest.mouseClick(rows.viewport(), LEFT, NO, middle)
    assert rows.selected_row == 2
    assert len(tagging.model.ticked()) == 3


def test_a_screen_reader_is_told_the_tick_and_the_place(tagging):
    """The state is that of a check box."""
    index = tagging.model.index(0, 0)
    assert index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    assert "ferry" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Title 0" in index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_nothing_ticked_cannot_be_tagged(tagging):
    """The button is off until something is ticked."""
    for row in range(3):
        index = tagging.model.index(row, 0)
        tagging.model.setData(index, Qt.CheckState.Unchecked, int(Qt.ItemDataRole.CheckStateRole))
    assert not tagging.ok.isEnabled()
    tagging.reject()
