"""The menus of the real window: none longer than a screen is high, grouped alike everywhere."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu

from annotator.annotation.edits import AddLabel
from annotator.annotation.records import Label
from annotator.desktop.shell.commands import commands
from annotator.desktop.shell.commands.palette import Palette
from annotator.desktop.shell.commands.shortcut_overlay import ShortcutsDialog
from annotator.desktop.toolkit.widgets.long_menu import LIMIT
from tests.desktop.desk import CTRL, SHIFT, Desk
from tests.desktop.transfer.test_files import in_dialog

TEXT = "Ada Vell spoke of the quay. Then she left."


def with_submenus(menu: QMenu, title: str) -> Iterator[tuple[str, QMenu]]:
    yield title, menu
    for action in menu.actions():
        if action.menu() is not None:
            yield from with_submenus(action.menu(), f"{title} ▸ {action.text()}".replace("&", ""))


def menus_of(desk: Desk) -> dict[str, QMenu]:
    found = {}
    for top in desk.window.menuBar().actions():
        found.update(with_submenus(top.menu(), top.text().replace("&", "")))
    return found


def entries(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def add_labels(desk: Desk, count: int) -> None:
    for number in range(count):
        desk.session.apply(
            AddLabel(label=Label(id=f"own{number}", name=f"own {number}", position=9 + number))
        )


def test_no_menu_has_more_than_fifteen_entries(open_desk):
    """Menus, submenus, and those that open with the right button; however many labels there are."""
    desk = open_desk([TEXT])
    add_labels(desk, 40)
    found = menus_of(desk)
    assert len(found) >= len(commands.MENUS) + len(commands.SUBMENUS)
    for number in range(40):
        desk.session.project.add_annotator(f"somebody {number}")
    found.update(with_submenus(desk.window.menus.page_menu(), "of the page"))
    desk.window.queue.list.selectAll()
    queue = desk.window.marking.menu(desk.window.actions_by_name)
    found.update(with_submenus(queue, "of the queue"))
    for title, menu in found.items():
        assert 0 < len(entries(menu)) <= LIMIT or title == "File ▸ Open recent", title
    assert "of the queue ▸ Assign to ▸ More ▸ More" in found


def test_every_label_is_offered_once(open_desk):
    """Those that do not fit are further down, in their order; each tags."""
    desk = open_desk([TEXT])
    add_labels(desk, 40)
    offered = [
        text
        for title, menu in menus_of(desk).items()
        if title.startswith("Span ▸ Tag as")
        for text in entries(menu)
        if text != "More"
    ]
    assert offered == [label.name for label in desk.session.labels.values()]
    desk.view.select(0, 3)
    last = menus_of(desk)["Span ▸ Tag as ▸ More ▸ More ▸ More"]
    last.actions()[-1].trigger()
    assert desk.shown() == [("own39", ((0, 3),))]


def test_each_command_is_where_its_data_says(open_desk):
    """And palette and overlay of keys name the same place."""
    desk = open_desk([TEXT])
    menus = menus_of(desk)
    for command in commands.COMMANDS:
        action = desk.window.actions_by_name[command.name]
        assert action in menus[commands.path(command.menu)].actions(), command.name
    desk.key("p", CTRL | SHIFT)
    (palette,) = desk.window.findChildren(Palette)
    for entry in palette.list.entries.entries:
        assert entry.menu in menus, entry
    found = {entry.name: entry.menu for entry in palette.list.entries.entries}
    assert found["start_word_left"] == "Span ▸ Edges"
    assert found["statistics"] == found["agreement"] == "Team"
    QTest.keyClicks(palette.line, "edges")
    shown = [entry.name for entry in palette.list.entries.entries]
    assert set(shown[:8]) == {one.name for one in commands.COMMANDS if one.menu == commands.EDGES}
    desk.key(Qt.Key.Key_Escape)


def test_the_overlay_has_each_group_once(open_desk):
    """A heading for each menu and submenu, its keys under it, those of the work first."""
    desk = open_desk([TEXT])
    seen: list[str] = []

    def read(dialog: ShortcutsDialog) -> None:
        heads = [one for one in dialog.findChildren(QLabel) if one.font().bold()]
        seen.extend(one.text() for one in heads)
        QTest.keyClicks(dialog.search, "one word")
        assert len(dialog.shown) == 4
        assert [one.text() for one in heads if not one.isHidden()] == ["Span ▸ Edges"]
        dialog.accept()

    trouble = in_dialog(ShortcutsDialog, read)
    desk.key(Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier)
    if trouble:
        raise trouble[0]
    assert len(seen) == len(set(seen))
    assert seen[:2] == ["Span ▸ Tag as", "Span"]
    assert "Select ▸ Jump to" in seen


def test_a_key_works_from_a_submenu(open_desk):
    """Where a command stands changes nothing for its key."""
    desk = open_desk([TEXT])
    desk.view.select(0, 8)
    desk.key("3")
    desk.key(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert desk.shown() == [("entity", ((1, 8),))]
