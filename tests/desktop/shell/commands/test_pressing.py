"""Keys as other keyboards send them, pairs of keys, and keys that do nothing, in the real window.

Events are made as the desktop sends them to the window, with the scan codes of X11.
"""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.annotation.edits import SetLabel
from annotator.desktop.toolkit import places
from tests.desktop.desk import ALT, CTRL, NO, SHIFT, Desk

TEXT = "Ada Vell spoke of the quay. Then she left.\n\nThe ferry is late."
_SCAN = {letter: code + 8 for code, letter in places._BY_SCAN_CODE.items()}
FRENCH = dict(zip("1234567890", "&é\"'(-è_çà", strict=True))
RUSSIAN = dict(zip("QWERTYUIOPASDFGHJKLZXCVBNM", "йцукенгшщзфывапролдячсмить", strict=True))
GREEK = {"Q": ";", "W": "ς", "E": "ε", "D": "δ"}
HEBREW = {"Q": "/", "W": "'", "E": "ק", "D": "ג"}
ARABIC = {"W": "ص", "D": "ي", "1": "١"}


def press(desk: Desk, place: str, writes: str, held: Qt.KeyboardModifier = NO) -> None:
    """Press the key at a place of the American keyboard on one that writes something else."""
    key = ord(writes.upper()) if len(writes.upper()) == 1 else ord(writes)
    text = "" if held & (CTRL | ALT) else writes
    window = desk.window.windowHandle()
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, held, _SCAN[place], 0, 0, text)
        event.ignore()
        QCoreApplication.sendEvent(window, event)


def give_key(desk: Desk, label_id: str, key: str) -> None:
    label = desk.session.labels[label_id]
    changed = msgspec.structs.replace(label, key=key)
    assert desk.session.apply(SetLabel(label=changed, base=label)) is not None


@pytest.fixture(autouse=True)
def other_keyboard(monkeypatch) -> None:
    """Nothing is known yet of the keyboard."""
    monkeypatch.setattr(places, "KEYBOARD", places.Layout())


@pytest.fixture
def desk(open_desk) -> Desk:
    """A window in which no command has B."""
    desk = open_desk([TEXT])
    for name, action in desk.window.actions_by_name.items():
        if QKeySequence("B") in action.shortcuts():
            assert desk.window.shortcuts.change(name, ()) == ""
    desk.focus(desk.view)
    return desk


@pytest.mark.parametrize("digit", "123")
def test_digits_need_no_shift_on_a_french_keyboard(desk, digit):
    desk.view.select(0, 8)
    press(desk, digit, FRENCH[digit])
    wanted = next(one for one in desk.session.labels.values() if one.key == digit)
    assert desk.shown() == [(wanted.id, ((0, 8),))]


def test_a_sign_that_is_a_key_itself_stays_what_it_is(desk):
    """The apostrophe of a French keyboard is a label's key: it is no 4 any more."""
    give_key(desk, "claim", "'")
    desk.view.select(0, 8)
    press(desk, "4", "'")
    assert [label for label, _ in desk.shown()] != ["boilerplate"]


def test_signs_above_digits_are_no_digits(desk):
    """On an American keyboard Shift with 1 is no 1."""
    desk.view.select(0, 8)
    press(desk, "1", "!", SHIFT)
    assert desk.shown() == []
    assert desk.status().startswith("! does nothing here.")


@pytest.mark.parametrize("letters", [RUSSIAN, GREEK, ARABIC, HEBREW])
def test_letters_work_by_their_place(desk, letters):
    """Where the keyboard has no Latin letters."""
    press(desk, "D", letters["D"])
    assert desk.session.status.value == "done"
    press(desk, "D", letters["D"], SHIFT)
    assert desk.session.status.value == "in progress"


def test_signs_in_the_place_of_letters_follow_the_script(desk):
    """Hebrew has an apostrophe at W: it is W once a Hebrew letter was seen, and not before."""
    press(desk, "W", "'")
    assert desk.view.selection() is None
    press(desk, "D", "ג")
    assert desk.session.status.value == "done"
    press(desk, "W", "'")
    assert desk.view.selection() is not None
    desk.key(Qt.Key.Key_Escape)
    press(desk, "D", "d")
    press(desk, "W", "'")
    assert desk.view.selection() is None


def test_shift_is_shift_where_it_makes_a_latin_letter(desk):
    """A Hebrew keyboard writes D with Shift: that is Shift+D, not D."""
    press(desk, "D", "ג")
    assert desk.session.status.value == "done"
    press(desk, "D", "D", SHIFT)
    assert desk.session.status.value == "in progress"
    press(desk, "N", "N", SHIFT)
    assert desk.status() == "Shift+N does nothing here. Ctrl+F1 lists the keys."


def test_ctrl_with_a_letter_works_by_its_place(desk):
    desk.view.select(0, 8)
    press(desk, "3", "3")
    desk.key("3")
    assert len(desk.shown()) == 1
    press(desk, "Z", "я", CTRL)
    assert desk.shown() == []


def test_a_latin_letter_is_itself_wherever_it_lies(desk):
    """On a French keyboard A is where an American one has Q; on Dvorak W is at the comma."""
    press(desk, "Q", "w")
    assert desk.view.selection() == (0, 3)


def test_fields_keep_what_is_typed(desk):
    """A filter in Russian is not turned into commands."""
    search = desk.window.queue.search
    desk.focus(search)
    for letter in "цд":
        place = next(one for one, written in RUSSIAN.items() if written == letter)
        press(desk, place, letter)
    assert search.text() == "цд"
    assert desk.session.status.value == "new"


# -- pairs ----------------------------------------------------------------------------------------


def test_a_pair_of_keys_tags(desk):
    """The first one waits and says what may follow, the second one tags."""
    give_key(desk, "claim", "B, 1")
    give_key(desk, "quote", "B, 2")
    desk.view.select(0, 8)
    press(desk, "B", "b")
    assert desk.shown() == []
    assert desk.status() == "B, and then: 1 claim, 2 quote"
    press(desk, "2", "2")
    assert desk.shown() == [("quote", ((0, 8),))]


def test_a_pair_works_in_qt_too(desk):
    """Where keys come without the desktop, as from a screen reader or a test."""
    give_key(desk, "claim", "B, 1")
    desk.view.select(0, 8)
    desk.key("b")
    desk.key("1")
    assert desk.shown() == [("claim", ((0, 8),))]


def test_a_pair_works_by_places(desk):
    give_key(desk, "claim", "B, 1")
    desk.view.select(0, 8)
    press(desk, "B", RUSSIAN["B"])
    press(desk, "1", "1")
    assert desk.shown() == [("claim", ((0, 8),))]
    desk.session.undo()
    give_key(desk, "claim", "0, 1")
    desk.view.select(0, 8)
    press(desk, "0", FRENCH["0"])
    press(desk, "1", FRENCH["1"])
    assert desk.shown() == [("claim", ((0, 8),))]


def test_what_ends_no_pair_says_so_and_does_nothing(desk):
    give_key(desk, "claim", "B, 1")
    press(desk, "B", "b")
    press(desk, "D", "d")
    assert desk.status() == "B, D is no key."
    assert desk.session.status.value == "new"
    press(desk, "D", "д")
    assert desk.session.status.value == "done"


# -- keys that do nothing --------------------------------------------------------------------------


def test_a_key_that_does_nothing_says_so_once(desk):
    desk.key(Qt.Key.Key_F12)
    assert desk.status() == "F12 does nothing here. Ctrl+F1 lists the keys."
    desk.window.statusBar().clearMessage()
    desk.key(Qt.Key.Key_F12)
    assert desk.status() == ""
    desk.key(Qt.Key.Key_F6)
    assert desk.status() == "F6 does nothing here. Ctrl+F1 lists the keys."
    desk.window.shortcuts.change("keys", [QKeySequence("F2")])
    desk.key(Qt.Key.Key_F8)
    assert desk.status() == "F8 does nothing here. F2 lists the keys."


def test_keys_that_do_something_say_nothing(desk):
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Space, Qt.Key.Key_Shift, Qt.Key.Key_Escape, "w"):
        desk.key(key)
        assert "does nothing" not in desk.status()


def test_a_command_that_is_off_says_why_once(open_desk):
    desk = open_desk([TEXT])
    desk.key("z", CTRL)
    assert desk.status() == "“Undo” is not possible: there is nothing to undo."
    desk.session.close_article()
    desk.key("e")
    assert desk.status() == "“Next name without a span” is not possible: no article is open."
    desk.key("1")
    assert desk.status() == "“claim” is not possible: no article is open."
    desk.window.statusBar().clearMessage()
    desk.key("1")
    assert desk.status() == ""


def test_a_foreign_letter_without_a_place_says_why_not(desk):
    """Some remote desktops send characters only."""
    QTest.sendKeyEvent(QTest.KeyAction.Click, desk.view, Qt.Key(0x0426), "ц", NO)
    assert desk.status().startswith("Ц is no Latin letter, and where it lies is not known here")


@pytest.mark.qt_log_ignore(r"raise\(\)|grabbing the (keyboard|mouse)", extend=True)
def test_alt_with_the_place_of_a_menus_letter_opens_it(desk):
    """On a Russian or Greek keyboard F is where it is on an American one."""
    bar = desk.window.menuBar()
    for place, writes, title in (("F", "а", "&File"), ("E", "ε", "&Edit")):
        press(desk, place, writes, ALT)
        menu = QApplication.activePopupWidget()
        assert menu is not None
        assert menu.title() == title
        assert menu.activeAction() is next(one for one in menu.actions() if one.isEnabled())
        QTest.keyClick(menu, Qt.Key.Key_Escape)
        assert QApplication.activePopupWidget() is None
        bar.setActiveAction(None)
    press(desk, "Q", "й", ALT)
    assert QApplication.activePopupWidget() is None


def test_keys_that_are_all_looked_at_before_they_are_pressed_are_all_done(desk):
    """So they come while a screen reader listens: the bus is asked about each press before."""
    window, pressed = desk.window.windowHandle(), []
    for place, writes in (("D", "в"), ("W", "ц")):
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            event = QKeyEvent(kind, ord(writes.upper()), NO, _SCAN[place], 0, 0, writes)
            event.ignore()
            if kind == QEvent.Type.KeyPress:
                pressed.append(event)
            else:
                QCoreApplication.sendEvent(window, event)
    for event in pressed:
        QCoreApplication.sendEvent(window, event)
    assert desk.view.selection() == (0, 3)
    assert desk.session.status.value == "done"
