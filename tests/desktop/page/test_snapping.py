"""Selections by mouse that grow to whole words or sentences."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.workbench.text_units import Snap
from tests.desktop.desk import ALT, CTRL, LEFT, NO, SHIFT

TEXT = (
    "Ferry 🚢 stays\n"
    "\n"
    "Gen. Ada VellAda VellHarbour would need 😀 more rope. The quay is shut. Nobody waits."
)
SECOND = TEXT.index("VellAda") + 4


def drag(desk, start: int, end: int, modifiers: Qt.KeyboardModifier = NO) -> None:
    viewport = desk.view.viewport()
    QTest.mousePress(viewport, LEFT, modifiers, desk.point(start))
    QTest.mouseMove(viewport, (desk.point(start) + desk.point(end)) / 2)
    QTest.mouseMove(viewport, desk.point(end))
    QTest.mouseRelease(viewport, LEFT, modifiers, desk.point(end))


def test_a_drag_inside_a_glued_name_begins_exactly_at_it(open_desk):
    """With words, a drag from inside the second “Ada” begins at its “A”, and ends with a word."""
    desk = open_desk([TEXT])
    desk.key("b", CTRL)
    end = TEXT.index("more") + 2
    drag(desk, SECOND + 1, end)
    wanted = SECOND, TEXT.index("more") + 4
    assert desk.view.selection() == wanted
    assert tuple(sorted(desk.view.raw_selection())) == wanted
    desk.key("4")
    assert desk.stored() == [("a0", "boilerplate", ((*wanted, TEXT[slice(*wanted)]),))]


def test_characters_are_what_is_selected_unless_wished_otherwise(open_desk):
    """The setting that the program comes with changes nothing about a selection."""
    desk = open_desk([TEXT])
    drag(desk, SECOND + 1, SECOND + 6)
    assert desk.view.selection() == (SECOND + 1, SECOND + 6)


def test_alt_selects_exactly(open_desk):
    """With Alt held a selection does not grow."""
    desk = open_desk([TEXT])
    desk.key("b", CTRL)
    drag(desk, SECOND + 1, SECOND + 6, ALT)
    assert desk.view.selection() == (SECOND + 1, SECOND + 6)


def test_sentences(open_desk):
    """With sentences, a drag over parts of two takes both, backwards as well."""
    desk = open_desk([TEXT])
    desk.key("b", CTRL, times=2)
    start, end = TEXT.index("The quay"), len(TEXT)
    drag(desk, TEXT.index("Nobody") + 3, start + 2)
    assert desk.view.selection() == (start, end)
    assert desk.view.caret() == start
    desk.key("1")
    assert desk.stored() == [("a0", "claim", ((start, end, TEXT[start:end]),))]


def test_the_keyboard_selects_exactly_in_every_mode(open_desk):
    """Shift and arrows are not snapped."""
    desk = open_desk([TEXT])
    desk.key("b", CTRL)
    desk.view.place_caret(SECOND)
    desk.key(Qt.Key.Key_Right, SHIFT, times=2)
    assert desk.view.selection() == (SECOND, SECOND + 2)


def test_a_click_and_a_double_click_are_as_ever(open_desk):
    """Snapping makes no selection of a click, and a double click takes one word."""
    desk = open_desk([TEXT])
    desk.key("b", CTRL, times=2)
    desk.click(SECOND + 1)
    assert desk.view.selection() is None
    desk.double_click(SECOND + 1)
    assert desk.view.selection() == (SECOND, SECOND + 3)


@pytest.mark.parametrize("unit", list(Snap))
def test_the_choice_is_shown_and_remembered(open_desk, unit):
    """Menu, key and status bar say the same, also after a restart."""
    desk = open_desk([TEXT])
    desk.window.actions_by_name[f"snap_{unit.value}"].trigger()
    desk.close()
    desk = open_desk()
    assert desk.view.snap is unit
    actions = desk.window.actions_by_name
    assert [one for one in Snap if actions[f"snap_{one.value}"].isChecked()] == [unit]
    button = desk.window.status_bar.snap
    assert unit.value in button.text()
    QTest.mouseClick(button, LEFT)
    after = list(Snap)[(list(Snap).index(unit) + 1) % 3]
    assert desk.view.snap is after
    assert after.value in button.text()
    assert actions[f"snap_{after.value}"].isChecked()
