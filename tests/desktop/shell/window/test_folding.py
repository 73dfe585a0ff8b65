"""Columns that fold away to their edges in a narrow window, and come back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.desktop.shell.window.folding import NARROW
from annotator.desktop.toolkit import screen
from annotator.desktop.toolkit.widgets.folded_edge import FoldedEdge
from tests.desktop.desk import CTRL, LEFT, Desk

TEXT = "The mayor said the bridge will reopen in May, whatever the gulls think of it. " * 60
PANELS = ("queue_panel", "side_panel")


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def make_wide(desk: Desk, width: int, height: int = 700) -> None:
    desk.window.resize(width, height)
    settle()


def seen(desk: Desk) -> list[str]:
    """The panels that are shown; the menu says the same, and what is folded has its edge."""
    window = desk.window
    shown = []
    for name in PANELS:
        panel = window.window_layout.panels[name]
        assert window.actions_by_name[name].isChecked() == panel.isVisible()
        if panel.isVisible():
            shown.append(name)
        assert edge(desk, name).isVisible() == (window.width() < NARROW and not panel.isVisible())
    return shown


def edge(desk: Desk, name: str) -> FoldedEdge:
    found = desk.window.findChild(FoldedEdge, f"{name}_edge")
    assert found is not None
    return found


def characters(desk: Desk) -> int:
    """How many characters a line of the page holds."""
    line = desk.view.visible_lines()[1]
    return line.qt_end - line.qt_start


def test_a_narrow_window_is_the_text(open_desk):
    """The columns are there in a wide one, and a line is as long in both."""
    desk = open_desk([TEXT])
    make_wide(desk, 1280)
    assert seen(desk) == list(PANELS)
    make_wide(desk, 900)
    assert seen(desk) == []
    assert characters(desk) >= 70
    assert len({button.y() for button in desk.window.label_bar._buttons.values()}) == 1
    make_wide(desk, 1280)
    assert seen(desk) == list(PANELS)


@pytest.mark.parametrize("width", [900, 1024, NARROW - 1])
def test_one_column_comes_back_beside_the_text(open_desk, width):
    """By its key; it folds the other one away and leaves a whole line."""
    desk = open_desk([TEXT])
    make_wide(desk, width)
    desk.key(Qt.Key.Key_F9)
    settle()
    assert seen(desk) == ["queue_panel"]
    assert characters(desk) >= 58
    desk.key(Qt.Key.Key_F10)
    settle()
    assert seen(desk) == ["side_panel"]
    desk.key(Qt.Key.Key_F10)
    settle()
    assert seen(desk) == []


def test_a_click_on_the_edge_brings_it_back(open_desk):
    desk = open_desk([TEXT])
    make_wide(desk, 1000)
    QTest.mouseClick(edge(desk, "side_panel"), LEFT)
    settle()
    assert seen(desk) == ["side_panel"]
    assert desk.window.window_layout.side.width() >= 200


def test_the_edge_is_reached_by_tab_and_says_its_key(open_desk):
    """For hands and for ears."""
    desk = open_desk([TEXT])
    make_wide(desk, 1000)
    one = edge(desk, "queue_panel")
    assert "F9" in one.toolTip()
    assert one.accessibleName() == "Articles"
    one.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(one, Qt.Key.Key_Space)
    settle()
    assert seen(desk) == ["queue_panel"]


@pytest.mark.parametrize(
    ("key", "modifiers", "panel"),
    [("l", CTRL, "queue_panel"), ("r", CTRL, "side_panel"), ("g", CTRL, None)],
)
def test_whatever_leads_into_a_column_brings_it(open_desk, key, modifiers, panel):
    """The filter, the list of spans; what needs none leaves them folded."""
    desk = open_desk([TEXT])
    make_wide(desk, 1000)
    desk.key(key, modifiers)
    settle()
    if panel is not None:
        assert seen(desk) == [panel]
        assert desk.window.window_layout.panels[panel].isAncestorOf(desk.window.focusWidget())


def test_a_column_that_goes_gives_the_focus_back(open_desk):
    """Keys are the page's again, and what was typed is stored."""
    desk = open_desk([TEXT])
    make_wide(desk, 1000)
    desk.key("l", CTRL)
    settle()
    desk.key(Qt.Key.Key_F9)
    settle()
    assert desk.window.focusWidget() is desk.view


def test_each_width_has_its_own_columns_also_after_a_restart(open_desk):
    desk = open_desk([TEXT])
    make_wide(desk, 1300)
    desk.key(Qt.Key.Key_F9)  # the queue goes from wide windows
    make_wide(desk, 1000)
    desk.key(Qt.Key.Key_F10)  # the spans come in narrow ones
    settle()
    assert seen(desk) == ["side_panel"]
    desk.close()
    desk = open_desk()
    make_wide(desk, 1300)
    assert seen(desk) == ["side_panel"]
    desk.key(Qt.Key.Key_F10)
    desk.key(Qt.Key.Key_F9)
    settle()
    assert seen(desk) == ["queue_panel"]
    make_wide(desk, 1000)
    assert seen(desk) == ["side_panel"]
    make_wide(desk, 1300)
    assert seen(desk) == ["queue_panel"]


def test_folding_leaves_text_caret_and_tags(open_desk):
    """Nothing of the work changes; what is at the top stays there."""
    desk = open_desk([TEXT + "\n\n" + TEXT])
    make_wide(desk, 1280)
    desk.drag(4, 9)
    desk.key("1")
    bar = desk.view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    desk.view.place_caret(desk.view.visible_range()[0])
    top, caret, current = desk.view.visible_range()[0], desk.view.caret(), desk.session.current
    make_wide(desk, 1000)
    assert abs(desk.view.visible_range()[0] - top) <= 90  # within the line that it stands on
    assert (desk.view.caret(), desk.session.current) == (caret, current)


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_window_fits_the_smallest_screen(open_desk, language):
    """Whatever stands in it: with the find bar open, a long title, a comparison."""
    from annotator.desktop.toolkit.language import Language

    desk = open_desk([TEXT, TEXT])
    desk.desktop.choose_language(Language(language))
    room = screen.SMALLEST - screen.FRAME
    make_wide(desk, room.width(), room.height())
    for command in ("find", "side_panel", "queue_panel"):
        desk.window.actions_by_name[command].trigger()
        settle()
        least = desk.window.minimumSizeHint()
        assert least.width() <= room.width(), command
        assert least.height() <= room.height(), command
    desk.window.actions_by_name["settle"].trigger()
    settle()
    least = desk.window.minimumSizeHint()
    assert (least.width() <= room.width(), least.height() <= room.height()) == (True, True)
    desk.desktop.choose_language(Language.ENGLISH)


def test_the_first_window_is_as_large_as_the_screen_allows(open_desk, monkeypatch):
    """And the next one as large as this was, unless the screen is smaller."""
    room = QRect(4, 36, 1016, 560)
    monkeypatch.setattr(screen, "room_on", lambda _screen: room)
    desk = open_desk([TEXT])
    assert (desk.window.width(), desk.window.height()) == (1016, 560)
    assert seen(desk) == []
