"""Ticks of hits by Space and by the mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.desktop.desk import LEFT, NO, SHIFT
from tests.desktop.tagging.searches import open_search

pytestmark = pytest.mark.qt_log_ignore(r"does not support raise\(\)", extend=True)


def ticked(dialog) -> list[int]:
    model = dialog.model
    return [row for row in range(model.rowCount()) if model.is_ticked(row)]


def click_box(dialog, row: int, modifiers=NO) -> None:
    place = dialog.list.visualRect(dialog.model.index(row))
    point = QPoint(18, place.center().y())
    QTest.mouseClick(dialog.list.viewport(), LEFT, modifiers, point)


def test_space_ticks_and_opens_nothing(desk, qtbot):
    dialog = open_search(desk, qtbot, "ferry")
    dialog.list.setFocus()
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    assert ticked(dialog) == [0]
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    QTest.keyClick(dialog.list, Qt.Key.Key_Space, SHIFT)
    assert ticked(dialog) == [0, 1, 2]
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    assert ticked(dialog) == [0, 1]
    assert desk.view.selection() is None


def test_a_click_on_the_box_ticks_and_with_shift_all_between(desk, qtbot):
    dialog = open_search(desk, qtbot, "ferry")
    click_box(dialog, 1)
    assert ticked(dialog) == [1]
    click_box(dialog, 3, SHIFT)
    assert ticked(dialog) == [1, 2, 3]
    click_box(dialog, 2)
    assert ticked(dialog) == [1, 3]
    assert desk.view.selection() is None
    assert dialog.tick_all.checkState() == Qt.CheckState.PartiallyChecked


def test_all_are_ticked_and_none(desk, qtbot):
    dialog = open_search(desk, qtbot, "ferry")
    dialog.tick_all.click()
    assert ticked(dialog) == [0, 1, 2, 3]
    assert dialog.tick_all.checkState() == Qt.CheckState.Checked
    dialog.tick_all.click()
    assert ticked(dialog) == []
    assert not dialog.change.isEnabled()


def test_other_words_have_no_ticks(desk, qtbot):
    dialog = open_search(desk, qtbot, "ferry")
    dialog.tick_all.click()
    dialog.line.setText("train")
    qtbot.waitUntil(lambda: dialog._task is None and not dialog._pause.isActive())
    assert dialog.model.rowCount() == 1
    assert ticked(dialog) == []
