"""The command palette, with real keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.annotation.edits import AddLabel
from annotator.annotation.records import Label
from annotator.desktop.shell.commands import commands
from annotator.desktop.shell.commands.command_rows import ENTRY_ROLE
from annotator.desktop.shell.commands.palette import Palette
from tests.desktop.desk import CTRL, LEFT, NO, SHIFT, Desk

TEXT = "Ada Vell spoke of the quay. Then she left.\n\nThe ferry is late."
HOSTILE = "<img src=x> & <b>bold</b> " + "long name " * 27


def open_palette(desk: Desk) -> Palette:
    desk.key("p", CTRL | SHIFT)
    palette = showing(desk)
    assert palette is not None
    return palette


def showing(desk: Desk) -> Palette | None:
    shown = [one for one in desk.window.findChildren(Palette) if one.isVisible()]
    assert len(shown) < 2
    return shown[0] if shown else None


def texts(palette: Palette) -> list[str]:
    return [entry.text for entry in palette.list.entries.entries]


def type_in(desk: Desk, typed: str) -> None:
    for letter in typed:
        desk.key(letter)


def test_every_command_is_there_with_its_key(open_desk):
    """The palette has each command of the menus and each label, with the key that it answers to."""
    desk = open_desk([TEXT])
    palette = open_palette(desk)
    shown = {entry.text: entry for entry in palette.list.entries.entries}
    for command in commands.COMMANDS:
        entry = shown[command.text]
        assert entry.name == command.name
        assert entry.menu == commands.path(command.menu)
        assert len(entry.keys) == len(command.keys)
    assert shown["Undo"].keys == ["Ctrl+Z"]
    assert shown["Tag as “quote”"].keys == ["2"]
    assert len(shown) == len(commands.COMMANDS) + len(desk.session.labels)


def test_typing_finds_and_return_runs(open_desk):
    """A few letters and Return do what the key would have done; the focus is in the article."""
    desk = open_desk([TEXT])
    desk.view.select(0, 8)
    palette = open_palette(desk)
    assert palette.line.hasFocus()
    type_in(desk, "tag enti")
    assert texts(palette)[0] == "Tag as “entity”"
    desk.key(Qt.Key.Key_Return)
    assert desk.shown() == [("entity", ((0, 8),))]
    assert showing(desk) is None
    assert desk.view.hasFocus()


def test_letters_go_into_the_line_and_nowhere_else(open_desk):
    """No shortcut of the window fires while the palette is open, not even with Ctrl."""
    desk = open_desk([TEXT])
    desk.view.select(0, 8)
    palette = open_palette(desk)
    type_in(desk, "123 dwu")
    desk.key(Qt.Key.Key_Return, CTRL | SHIFT)
    desk.key("d", CTRL)
    desk.key(Qt.Key.Key_Tab)
    assert palette.line.text() == "123 dwu"
    assert desk.shown() == []
    assert desk.session.status.value == "new"
    assert desk.view.raw_selection() == (0, 8)


def test_the_arrow_keys_move_while_typing(open_desk):
    """Down and Up move in the list; the line keeps the focus and its text."""
    desk = open_desk([TEXT])
    palette = open_palette(desk)
    type_in(desk, "theme")
    assert texts(palette)[:3] == ["Theme of the system", "Light theme", "Dark theme"]
    desk.key(Qt.Key.Key_Down, times=3)
    desk.key(Qt.Key.Key_Up)
    row = palette.list.selected_row
    assert row == min(2, len(texts(palette)) - 2)
    assert palette.line.text() == "theme"
    assert palette.line.accessibleDescription().startswith(texts(palette)[row])
    desk.key(Qt.Key.Key_Up, times=9)
    assert palette.list.selected_row == 0


def test_escape_changes_nothing_and_goes_back(open_desk):
    """Escape closes; the focus is where it was, and the selection too."""
    desk = open_desk([TEXT])
    desk.view.select(0, 8)
    for widget in (desk.view, desk.window.queue.search):
        desk.focus(widget)
        open_palette(desk)
        type_in(desk, "quit")
        desk.key(Qt.Key.Key_Escape)
        assert showing(desk) is None
        assert widget.hasFocus()
    assert desk.window.isVisible()
    assert desk.view.raw_selection() == (0, 8)


def test_a_disabled_command_is_not_run(open_desk):
    """What cannot be done now is found, is said to be so, and Return leaves everything as it is."""
    desk = open_desk([TEXT])
    palette = open_palette(desk)
    type_in(desk, "undo")
    assert texts(palette)[0] == "Undo"
    index = palette.list.entries.index(0, 0)
    assert "not possible" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    desk.key(Qt.Key.Key_Return)
    assert showing(desk) is palette
    assert palette.line.text() == "undo"


def test_a_click_on_a_row_runs_it_and_one_beside_ends_it(open_desk):
    """The mouse works as well."""
    desk = open_desk([TEXT])
    palette = open_palette(desk)
    type_in(desk, "larger")
    size = desk.desktop.settings.text_size
    where = palette.list.visualRect(palette.list.entries.index(0, 0)).center()
    QTest.mouseClick(palette.list.viewport(), LEFT, NO, where)
    assert desk.desktop.settings.text_size == size + 1
    assert showing(desk) is None
    palette = open_palette(desk)
    QTest.mouseClick(palette, LEFT, NO, QPoint(4, palette.height() - 4))
    assert showing(desk) is None
    assert desk.view.hasFocus()


def test_what_was_used_last_comes_first(open_desk):
    """With nothing typed the last commands lead, after a restart too; unknown names are skipped."""
    desk = open_desk([TEXT])
    for typed in ("usual text", "tag quote"):
        open_palette(desk)
        type_in(desk, typed)
        desk.key(Qt.Key.Key_Return)
    desk.desktop.settings.remember_command("no such command")
    desk.close()
    desk = open_desk()
    assert texts(open_palette(desk))[:3] == ["Tag as “quote”", "Usual text size", "New project …"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("next art", "Next article"),
        ("art next", "Next article"),
        ("dark", "Dark theme"),
        ("VIEW size", "Usual text size"),
        ("done", "Done, next article"),
        ("word right end", "End one word right"),
    ],
)
def test_the_best_match_is_first(open_desk, typed, first):
    """Words in any order; the beginning of a word counts more than its inside."""
    desk = open_desk([TEXT])
    palette = open_palette(desk)
    type_in(desk, typed)
    assert texts(palette)[0] == first


def test_words_inside_words_come_after(open_desk):
    """“art” finds “Start” too, but after “Articles”, and what has no such word not at all."""
    desk = open_desk([TEXT])
    palette = open_palette(desk)
    type_in(desk, "art")
    found = texts(palette)
    assert found.index("Articles") < found.index("Start one character left")
    assert "Undo" not in found
    type_in(desk, " zzz")
    assert texts(palette) == []
    desk.key(Qt.Key.Key_Return)
    assert showing(desk) is palette


def test_hostile_label_names(open_desk):
    """A label of 300 characters with markup in it is found, shown as text, and tags."""
    desk = open_desk([TEXT])
    desk.session.apply(AddLabel(label=Label(id="hostile", name=HOSTILE, position=9)))
    desk.view.select(0, 8)
    palette = open_palette(desk)
    width = palette.width()
    type_in(desk, "<img src=x>")
    assert texts(palette) == [f"Tag as “{HOSTILE.strip()}”"]
    index = palette.list.entries.index(0, 0)
    assert "<img" not in index.data(Qt.ItemDataRole.ToolTipRole)
    assert index.data(ENTRY_ROLE).label.id == "hostile"
    assert not palette.grab().isNull()
    assert palette.width() == width <= desk.window.width()
    desk.key(Qt.Key.Key_Return)
    assert desk.shown() == [("hostile", ((0, 8),))]


def test_the_focus_returns_to_the_article(open_desk):
    """Wherever the palette was opened, the article has the focus after a command."""
    desk = open_desk([TEXT])
    desk.focus(desk.window.queue.search)
    open_palette(desk)
    type_in(desk, "larger")
    desk.key(Qt.Key.Key_Return)
    assert desk.view.hasFocus()


def test_a_command_that_moves_the_focus_keeps_it(open_desk):
    """“Filter articles” from the palette ends in the search line, as its key does."""
    desk = open_desk([TEXT])
    open_palette(desk)
    type_in(desk, "filter")
    desk.key(Qt.Key.Key_Return)
    assert desk.window.queue.search.hasFocus()


def test_it_stays_in_the_window(open_desk):
    """However small the window becomes, the sheet is inside, and its list can be read."""
    desk = open_desk([TEXT])
    palette = open_palette(desk)
    desk.window.resize(700, 420)
    QApplication.processEvents()
    assert palette.size() == desk.window.size()
    line = palette.line.mapTo(desk.window, palette.line.rect().center())
    assert abs(line.x() - desk.window.width() // 2) < 40
    bottom = palette.list.mapTo(desk.window, palette.list.rect().bottomLeft())
    assert 0 < bottom.y() < desk.window.height()
    assert palette.list.height() >= 2 * palette.list.row_height
