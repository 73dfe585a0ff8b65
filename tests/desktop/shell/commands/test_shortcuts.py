"""Keys that the user changed, with real keys, in the real window and its dialog."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from annotator.annotation.records import Label
from annotator.desktop.shell.commands import commands
from annotator.desktop.shell.commands.shortcut_settings import ShortcutSettings
from annotator.desktop.shell.commands.shortcuts import Shortcuts
from annotator.desktop.toolkit.pressed import pressed_key
from annotator.desktop.toolkit.settings import Settings
from tests.desktop.desk import ALT, CTRL, NO, SHIFT, Desk
from tests.desktop.transfer.test_files import in_dialog

TEXT = "Ada Vell spoke of the quay. Then she left."


@pytest.fixture
def in_keys(qtbot) -> Callable[..., None]:
    """Do something in the dialog, opened from the menu."""

    def open_it(desk: Desk, handler: Callable[[ShortcutSettings], None]) -> None:
        def do(dialog: ShortcutSettings) -> None:
            dialog.activateWindow()
            qtbot.waitUntil(dialog.isActiveWindow, timeout=5000)
            handler(dialog)
            dialog.accept()

        trouble = in_dialog(ShortcutSettings, do)
        desk.window.actions_by_name["change_keys"].trigger()
        if trouble:
            raise trouble[0]
        desk.window.activateWindow()
        qtbot.waitUntil(desk.window.isActiveWindow, timeout=5000)

    return open_it


def press(
    dialog: ShortcutSettings,
    name: str,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier = NO,
    button: str = "change_button",
) -> str:
    """Ask for another key for a command, press it, and return what the dialog says."""
    dialog.select(name)
    QTest.mouseClick(getattr(dialog, button), Qt.MouseButton.LeftButton)
    assert dialog.field.hasFocus()
    QTest.keyClick(dialog.field, key, modifiers)
    return dialog.says


def keys_of(desk: Desk, name: str) -> list[str]:
    return [key.toString() for key in desk.window.actions_by_name[name].shortcuts()]


def assert_nothing_is_ambiguous(desk: Desk) -> None:
    taken = [(key, action) for action in desk.window.actions() for key in action.shortcuts()]
    none = QKeySequence.SequenceMatch.NoMatch
    for number, (key, action) in enumerate(taken):
        for other, another in taken[number + 1 :]:
            assert key.matches(other) == other.matches(key) == none, (action, another)


@pytest.fixture
def make_shortcuts(qapp, tmp_path: Path) -> Callable[..., Shortcuts]:
    def make(content: str = "", labels: tuple[Label, ...] = ()) -> Shortcuts:
        path = tmp_path / "keys.ini"
        path.write_text(content, encoding="utf-8")
        return Shortcuts(Settings(path), lambda: labels)

    return make


def test_a_changed_key_works_at_once_and_after_a_restart(open_desk, in_keys):
    """The new key does it, the old one does nothing any more."""
    desk = open_desk([TEXT, "Second."])

    def handler(dialog: ShortcutSettings) -> None:
        said = press(dialog, "done", Qt.Key.Key_F8, CTRL)
        assert said == "Ctrl+F8 is “Mark done” now."

    in_keys(desk, handler)
    for start in range(2):
        if start:
            desk.close()
            desk = open_desk()
        desk.key("d")
        assert desk.session.status.value != "done"
        desk.key(Qt.Key.Key_F8, CTRL)
        assert desk.session.status.value == "done"
        desk.key("d", SHIFT)
        assert keys_of(desk, "done") == ["Ctrl+F8"]
        assert_nothing_is_ambiguous(desk)


def test_a_clash_is_refused_by_name(open_desk, in_keys):
    """A key that another command has stays there; the sentence says whose it is."""
    desk = open_desk([TEXT])

    def handler(dialog: ShortcutSettings) -> None:
        assert press(dialog, "widen", Qt.Key.Key_D) == "D is “Mark done” already."
        assert dialog.field.hasFocus()
        QTest.keyClick(dialog.field, Qt.Key.Key_I, CTRL)
        assert dialog.says == "Ctrl+I is “Import articles” already."
        assert press(dialog, "widen", Qt.Key.Key_2) == "2 is the label “quote” already."
        QTest.keyClick(dialog.field, Qt.Key.Key_F, ALT)
        assert dialog.says == "Alt+F opens the menu “File” already."

    in_keys(desk, handler)
    assert keys_of(desk, "widen") == ["W"]
    assert keys_of(desk, "done") == ["D"]
    desk.key("d")
    assert desk.session.status.value == "done"


@pytest.mark.parametrize(
    "key",
    [
        "Left", "Shift+Right", "Home", "PgDown", "Return", "Enter", "Space", "Shift+Space", "Tab",
        "Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+Right", "Ctrl+Shift+Left", "Ctrl+Home",
        "Esc", "Backspace", "1", "9", "Shift+5", "Num+7", "Shift", "rubbish", "",
        "Alt+L", "Ctrl+A, B", "3, B",
    ],
)  # fmt: skip
def test_what_is_needed_elsewhere_is_refused(make_shortcuts, key):
    """Keys of the caret, of typing, of labels and of menus are no command's."""
    shortcuts = make_shortcuts()
    assert shortcuts.change("widen", [QKeySequence(key)]).endswith(".")
    assert shortcuts.keys("widen") == (QKeySequence("W"),)


@pytest.mark.parametrize(
    "key", ["Ctrl+F8", "Ñ", "Shift+F8", "F6", "Ctrl+Alt+Shift+Up", "0", "?", "Д", "Ctrl+K, Ctrl+S"]
)
def test_other_keys_are_free(make_shortcuts, key):
    """What nothing else needs can be had, with a letter alone, a function key, a chord."""
    shortcuts = make_shortcuts()
    assert shortcuts.change("widen", [QKeySequence(key)]) == ""
    assert shortcuts.keys("widen") == (QKeySequence(key),)


def test_a_key_that_begins_a_chord_is_refused(make_shortcuts):
    """Neither the beginning of another command's chord nor a chord that begins with its key."""
    shortcuts = make_shortcuts('[shortcuts]\nwiden="Ctrl+K, B"\n')
    refused = shortcuts.change("narrow", [QKeySequence("Ctrl+K")])
    assert refused == "Ctrl+K and Ctrl+K, B, which is “Widen the selection”, begin alike."
    assert "“Mark done”" in shortcuts.change("narrow", [QKeySequence("D, B")])
    assert shortcuts.change("narrow", [QKeySequence("Ctrl+K, C")]) == ""


def test_a_command_may_have_its_own_keys_again(make_shortcuts):
    """Del is kept from the others, but “Delete” can give it up and take it back."""
    shortcuts = make_shortcuts()
    assert shortcuts.change("delete", [QKeySequence("Ctrl+F8")]) == ""
    assert "kept" in shortcuts.change("widen", [QKeySequence("Del")])
    assert shortcuts.change("delete", [QKeySequence("Del")]) == ""
    assert shortcuts.keys("delete") == (QKeySequence("Del"),)


def test_a_further_key_none_and_reset(open_desk, in_keys):
    """Keys are added, taken away and reset; a reset that clashes is refused by name."""
    desk = open_desk([TEXT])

    def handler(dialog: ShortcutSettings) -> None:
        press(dialog, "widen", Qt.Key.Key_F8, CTRL, "add_button")
        assert keys_of(desk, "widen") == ["W", "Ctrl+F8"]
        dialog.remove_button.click()
        assert keys_of(desk, "widen") == []
        assert not dialog.remove_button.isEnabled()
        press(dialog, "narrow", Qt.Key.Key_W)
        assert keys_of(desk, "narrow") == ["W"]
        dialog.select("widen")
        dialog.reset_button.click()
        assert dialog.says == "W is “Narrow it again” already."
        assert keys_of(desk, "widen") == []
        dialog.select("narrow")
        dialog.reset_button.click()
        dialog.select("widen")
        dialog.reset_button.click()
        assert keys_of(desk, "widen") == ["W"]
        assert not dialog.reset_all_button.isEnabled()

    in_keys(desk, handler)


def test_a_key_that_desktops_keep_is_given_with_a_word(open_desk, in_keys):
    """It may work here; that it may not elsewhere is said."""
    desk = open_desk([TEXT])

    def handler(dialog: ShortcutSettings) -> None:
        said = press(dialog, "widen", Qt.Key.Key_Left, CTRL | ALT)
        assert said.startswith("Ctrl+Alt+Left is “Widen the selection” now. It may never arrive:")
        assert "GNOME" in said

    in_keys(desk, handler)
    assert keys_of(desk, "widen") == ["Ctrl+Alt+Left"]


def test_reset_all(open_desk, in_keys):
    """Everything is as it came, now and after a restart."""
    desk = open_desk([TEXT])
    usual = {name: keys_of(desk, name) for name in desk.window.actions_by_name}

    def handler(dialog: ShortcutSettings) -> None:
        press(dialog, "done", Qt.Key.Key_F8, CTRL)
        dialog.select("next")
        dialog.remove_button.click()
        dialog.reset_all_button.click()

    in_keys(desk, handler)
    assert {name: keys_of(desk, name) for name in usual} == usual
    desk.close()
    desk = open_desk()
    assert {name: keys_of(desk, name) for name in usual} == usual


def test_no_key_at_all_is_remembered(open_desk):
    """A command without a key has none after a restart either."""
    desk = open_desk([TEXT])
    assert desk.window.shortcuts.change("next", ()) == ""
    desk.close()
    desk = open_desk()
    assert keys_of(desk, "next") == []


@pytest.mark.parametrize(
    "value",
    ["rubbish", "Ctrl+", "Left", "1", "Alt+F", "Ctrl+D, X, Y", "@Invalid()", '"\\x0\\x1"', "Num+3",
     "@ByteArray(\\xff)", "x" * 3000, "Shift"],
)  # fmt: skip
def test_settings_that_make_no_sense_are_ignored(make_shortcuts, value):
    """What is no key, or no key that can be had, leaves a command with those it came with."""
    shortcuts = make_shortcuts(f"[shortcuts]\ndone={value}\nno_such_command=Ctrl+F8\n=\n")
    assert shortcuts.keys("done") == (QKeySequence("D"),)
    assert not shortcuts.is_changed("done")


def test_remembered_keys_never_clash(open_desk, tmp_path):
    """Two commands remembered with one key, and one with another's: each key has one meaning."""
    (tmp_path / "settings.ini").write_text(
        '[shortcuts]\ndone=Ctrl+F8\nreopen=Ctrl+F8\nabout=G\nwiden=J\nnarrow="Ctrl+Z, F8"\n'
    )
    desk = open_desk([TEXT])
    assert_nothing_is_ambiguous(desk)
    assert keys_of(desk, "done") == ["Ctrl+F8"]
    assert keys_of(desk, "reopen") == []
    assert keys_of(desk, "widen") == ["J"]
    assert keys_of(desk, "next") == ["Ctrl+PgDown"]
    assert (keys_of(desk, "about"), keys_of(desk, "guidelines")) == (["G"], [])
    desk.key("j")
    assert desk.view.selection() == (0, 3)


def test_all_usual_keys_are_possible(make_shortcuts):
    """No command comes with a key that would be refused or lost."""
    shortcuts = make_shortcuts()
    for command in commands.COMMANDS:
        assert shortcuts.keys(command.name) == tuple(QKeySequence(key) for key in command.keys)
        assert shortcuts.reset(command.name) == ""


def test_a_command_has_four_keys_at_most(make_shortcuts):
    """A fifth key is refused."""
    shortcuts = make_shortcuts()
    keys = [QKeySequence(f"Ctrl+F{number}") for number in range(2, 7)]
    assert shortcuts.change("widen", keys[:4]) == ""
    assert "4 keys" in shortcuts.change("widen", keys)


@pytest.mark.parametrize(
    ("key", "modifiers", "wanted"),
    [
        (Qt.Key.Key_D, SHIFT, "Shift+D"),
        (Qt.Key.Key_Question, SHIFT, "?"),
        (Qt.Key.Key_1, SHIFT, "1"),
        (Qt.Key.Key_3, Qt.KeyboardModifier.KeypadModifier, "3"),
        (Qt.Key.Key_F5, SHIFT | CTRL, "Ctrl+Shift+F5"),
        (0x0414, CTRL, "Ctrl+Д"),
        (Qt.Key.Key_Shift, SHIFT, None),
        (Qt.Key.Key_Dead_Acute, NO, None),
    ],
)
def test_keys_as_they_are_pressed(qapp, key, modifiers, wanted):
    """Shift counts only where it does not choose the character; alone, it is no key."""
    pressed = pressed_key(int(key), modifiers)
    assert (None if pressed is None else pressed.toString()) == wanted


def test_the_dialog_by_keyboard(open_desk, in_keys):
    """Find, Return, press, and Escape gives up; the dialog stays open and says what happened."""
    desk = open_desk([TEXT])

    def handler(dialog: ShortcutSettings) -> None:
        assert dialog.search.hasFocus()
        QTest.keyClicks(dialog.search, "mark d")
        assert dialog.list.selected.name == "done"
        QTest.keyClick(dialog.search, Qt.Key.Key_Return)
        assert dialog.field.hasFocus()
        assert "“Mark done”" in dialog.says
        QTest.keyClick(dialog.field, Qt.Key.Key_Control, CTRL)
        QTest.keyClick(dialog.field, Qt.Key.Key_Escape)
        assert dialog.isVisible()
        assert keys_of(desk, "done") == ["D"]
        assert dialog.field.text() == "D"
        QTest.keyClick(dialog.list, Qt.Key.Key_Return)
        QTest.keyClick(dialog.field, Qt.Key.Key_F8)
        assert dialog.list.hasFocus()
        assert dialog.list.selected.keys == ["F8"]
        assert dialog.field.text() == "F8"
        QTest.keyClick(dialog.list, Qt.Key.Key_Return)
        QTest.keyClick(dialog.field, Qt.Key.Key_Tab)
        assert not dialog.field.hasFocus()

    in_keys(desk, handler)
    assert keys_of(desk, "done") == ["F8"]


def test_the_dialog_lists_every_command_by_menu(open_desk, in_keys):
    """All commands in the order of the menus, found by text or by key; a changed one says so."""
    desk = open_desk([TEXT])

    def handler(dialog: ShortcutSettings) -> None:
        entries = dialog.list.entries.entries
        assert {entry.name for entry in entries} == {one.name for one in commands.COMMANDS}
        menus = list(dict.fromkeys(entry.menu for entry in entries))
        tops = list(dict.fromkeys(menu.split(" ▸ ")[0] for menu in menus))
        assert tops == [menu.replace("&", "") for menu in commands.MENUS]
        assert menus.index("Span") < menus.index("Span ▸ Edges") < menus.index("Article")
        assert [entry.menu for entry in entries] == sorted(
            (entry.menu for entry in entries), key=menus.index
        )
        press(dialog, "done", Qt.Key.Key_F8)
        dialog.search.setText("f8")
        (entry,) = dialog.list.entries.entries
        assert entry.changed
        index = dialog.list.entries.index(0, 0)
        said = index.data(Qt.ItemDataRole.AccessibleTextRole)
        assert said == "Mark done, Article ▸ Mark as, F8, changed"
        assert not dialog.grab().isNull()

    in_keys(desk, handler)


def test_the_dialog_has_names(open_desk, in_keys):
    """Screen readers and outside tools find each widget by name."""
    desk = open_desk([TEXT])

    def handler(dialog: ShortcutSettings) -> None:
        for widget in dialog.findChildren(QWidget):
            if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible():
                assert widget.objectName(), widget
                reader = QAccessible.queryAccessibleInterface(widget)
                assert reader.text(QAccessible.Text.Name), widget.objectName()

    in_keys(desk, handler)


def test_the_overview_and_the_palette_show_changed_keys(open_desk):
    """F1 and Ctrl+Shift+P show the keys as they are now."""
    desk = open_desk([TEXT])
    desk.window.shortcuts.change("done", [QKeySequence("F8")])
    rows = commands.key_rows(desk.window.menu_actions())
    assert ("Article ▸ Mark as", "Mark done", "F8") in rows
    desk.key("p", CTRL | SHIFT)
    line = desk.window.focusWidget()
    QTest.keyClicks(line, "mark done")
    assert line.accessibleDescription() == "Mark done, Article ▸ Mark as, F8, changed"
