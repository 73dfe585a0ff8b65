"""Shift with a label's key always makes a new span, also where another one is current."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.annotation.edits import SetLabel
from tests.desktop.desk import LEFT, SHIFT
from tests.desktop.real_keyboard import keyboard_of, needs_x
from tests.desktop.tagging.names import TEXT, at, caret_to


@pytest.fixture
def desk(open_desk):
    """A claim just tagged: its caret stands where another label's key would relabel it."""
    desk = open_desk([TEXT])
    desk.focus(desk.view)
    caret_to(desk, "spoke")
    desk.key("1")
    return desk


def test_shift_with_a_digit_makes_a_span_of_its_own(desk):
    """The claim stays a claim; without Shift it would have got the label."""
    desk.key("2", SHIFT)
    claim = (at("Ada Vell spoke again."),)
    assert desk.shown() == [("claim", claim), ("quote", claim)]
    desk.key("3")
    assert desk.shown() == [("claim", claim), ("entity", claim)]


def test_shift_with_the_label_that_is_current_says_that_it_is_there(desk):
    """No second span of the very same kind and place."""
    desk.key("1", SHIFT)
    assert len(desk.session.spans) == 1
    assert desk.status() == "This is tagged so already."


def test_a_selection_is_tagged_with_shift_as_without(desk):
    """Shift changes nothing where text is selected."""
    desk.view.select(*at("quay"))
    desk.key("3", SHIFT)
    assert ("entity", (at("quay"),)) in desk.shown()


def test_shift_with_a_click_on_a_label(desk):
    """As with its key."""
    button = desk.window.label_bar.button("quote")
    QTest.keyPress(desk.window, Qt.Key.Key_Shift, SHIFT)
    QTest.mouseClick(button, LEFT, SHIFT, button.rect().center())
    QTest.keyRelease(desk.window, Qt.Key.Key_Shift)
    assert [label for label, _ in desk.shown()] == ["claim", "quote"]


@pytest.mark.parametrize(
    ("key", "presses"),
    [
        ("F6", [(Qt.Key.Key_F6, SHIFT)]),
        (";", [(Qt.Key.Key_Semicolon, SHIFT)]),
        ("0, 2", [("0", SHIFT), ("2", SHIFT)]),
        ("0, 2", [("0", SHIFT), ("2", Qt.KeyboardModifier.NoModifier)]),
    ],
)
def test_shift_with_any_other_key_of_a_label(desk, key, presses):
    """A function key, a sign, and two keys one after the other, Shift held for one or both."""
    quote = desk.session.labels["quote"]
    assert desk.session.apply(SetLabel(label=replace(quote, key=key), base=quote)) is not None
    for one, held in presses:
        desk.key(one, held)
    assert [label for label, _ in desk.shown()] == ["claim", "quote"]


def test_a_command_keeps_its_key(desk):
    """Shift with a letter that a command has is the command's."""
    desk.window.shortcuts.change("cut_boilerplate", [])
    quote = desk.session.labels["quote"]
    assert desk.session.apply(SetLabel(label=replace(quote, key="B"), base=quote)) is not None
    assert [one.shortcut().toString() for one in desk.window.menus.new_span_actions][1] == "Shift+B"
    from PySide6.QtGui import QKeySequence

    assert not desk.window.shortcuts.change("flag", [QKeySequence("Shift+B")])
    assert desk.window.menus.new_span_actions[1].shortcut().isEmpty()


@needs_x
def test_shift_with_a_digit_on_real_keyboards_that_write_a_sign_then(tmp_path: Path):
    """“!”, “\"” or, on a French one, the digit itself: it is the digit's key with Shift."""
    with keyboard_of(tmp_path, "us") as keyboard:
        keyboard.window.ask("tag", 0, 8, "3")
        sentence = [[0, 27]]
        wanted = [["entity", [[0, 8]]], ["claim", sentence], ["quote", sentence]]
        for layout in ("us", "de", "fr"):
            keyboard.use(layout)
            for place in ("1", "2"):
                keyboard.press(place, "shift+")
            keyboard.window.wait_for(wanted, "shown")
            keyboard.window.ask("undo")
            keyboard.window.ask("undo")
            keyboard.window.wait_for(wanted[:1], "shown")
