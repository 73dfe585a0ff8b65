"""The second page with its list and buttons, by mouse and by keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.desktop.crosslinking.claims import (
    COST,
    COST_THERE,
    FEWER,
    SIT_THERE,
    THERE,
    links,
    look,
    offered,
)
from tests.desktop.desk import LEFT, NO


def test_by_mouse(compared, qtbot):
    """A click chooses a row, a button links, another one removes, the cross closes."""
    desk = compared()
    look(desk, qtbot)
    panel = desk.window.comparison
    row = offered(desk).index(FEWER)
    middle = panel.list.visualRect(desk.window.claim_linking.model.index(row)).center()
    QTest.mouseClick(panel.list.viewport(), LEFT, NO, middle)
    assert panel.title.text == "Title 2"
    QTest.mouseClick(panel.type_buttons[1], LEFT)
    assert links(desk) == {("contradicts", COST, FEWER)}
    QTest.mouseClick(panel.remove, LEFT)
    assert links(desk) == set()
    QTest.mouseClick(panel.findChild(QWidget, "close_comparison"), LEFT)
    assert not panel.isVisible()
    assert desk.view.hasFocus()


def test_a_click_on_a_claim_of_the_second_page_chooses_it(compared, qtbot):
    """What is seen at the right can be taken there."""
    desk = compared()
    look(desk, qtbot)
    page = desk.window.comparison.page
    start = THERE.index(SIT_THERE)
    QTest.mouseClick(page.viewport(), LEFT, NO, page.area_of(start, start + 3).center())
    assert desk.window.claim_linking.model.rows[desk.window.comparison.list.selected_row].text == (
        SIT_THERE
    )
    desk.key("1")
    assert links(desk) == {("same", COST, SIT_THERE)}


def test_labels_keys_mean_nothing_on_the_second_page(compared, qtbot):
    """On the second page digits link, and letters do not reach the article at the left."""
    desk = compared()
    look(desk, qtbot)
    desk.focus(desk.window.comparison.page)
    for key in ("r", "4", "y", "x"):
        desk.key(key)
    assert len(desk.stored()) == 4
    desk.key("2")
    assert links(desk) == {("contradicts", COST, COST_THERE)}
    desk.key(Qt.Key.Key_Escape)
    assert desk.view.hasFocus()


def test_all_that_takes_the_focus_has_names(compared, qtbot):
    """A screen reader can say every part of the second page, and each row with its link."""
    desk = compared()
    look(desk, qtbot)
    desk.key("1")
    names = set()
    for widget in desk.window.comparison.findChildren(QWidget):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible():
            assert widget.objectName(), widget
            reader = QAccessible.queryAccessibleInterface(widget)
            assert reader.text(QAccessible.Text.Name), widget.objectName()
            names.add(widget.objectName())
    assert {"counterparts", "other_article_view", "link_as_1", "link_as_2", "link_as_3"} <= names
    assert {"remove_counterpart", "open_counterpart", "close_comparison"} <= names
    model = desk.window.claim_linking.model
    words = model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert words.startswith(COST_THERE)
    assert "Title 1" in words
    assert words.endswith("linked: same")
