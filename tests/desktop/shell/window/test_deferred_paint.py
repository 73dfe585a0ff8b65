"""The page is painted before what stands beside it, and nothing waits but painting."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.desktop.desk import LEFT, NO, picture

TEXT = "The quay is shut, said Ada Vell.\n\nNobody knows why.\n"


class Watch(QObject):
    """Notes in which order widgets are painted."""

    def __init__(self, **widgets):
        super().__init__()
        self._names = {widget: name for name, widget in widgets.items()}
        self.painted = []
        for widget in self._names:
            widget.installEventFilter(self)

    def eventFilter(self, watched, event):  # noqa: N802
        if event.type() == QEvent.Type.Paint:
            self.painted.append(self._names[watched])
        return False


def tag(desk, piece: str, key: str) -> str:
    start = TEXT.index(piece)
    desk.focus(desk.view)
    desk.view.select(start, start + len(piece))
    desk.key(key)
    return desk.session.current


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


@pytest.mark.parametrize("keys", ["3", "3y"])
def test_the_page_comes_first(open_desk, keys):
    """One key: first the page, then list and inspector; whether another span is current or not."""
    desk = open_desk([TEXT])
    tag(desk, "Nobody knows why.", "1")
    settle()
    window = desk.window
    if len(keys) > 1:
        tag(desk, "Ada Vell", keys[0])
        settle()
    else:
        desk.view.select(TEXT.index("Ada Vell"), TEXT.index("Ada Vell") + 8)
    watch = Watch(
        page=desk.view.viewport(), list=window.span_list.list.viewport(), fields=window.inspector
    )
    desk.key(keys[-1])
    assert not window.window_layout.side.updatesEnabled()
    settle()
    assert watch.painted[0] == "page"
    assert sorted(set(watch.painted[1:]) - {"page"}) == ["fields", "list"]
    assert watch.painted.count("list") == 1


def test_the_panels_hold_what_is_true_at_once(open_desk):
    """A click into a panel that is not painted yet is a click on what it holds now."""
    desk = open_desk([TEXT])
    first = tag(desk, "quay", "1")
    second = tag(desk, "Nobody knows why.", "1")
    settle()
    rows = desk.window.span_list.list
    desk.session.set_current(first)
    assert not rows.updatesEnabled()
    assert rows.selected_row == 0
    third = tag(desk, "Ada Vell", "3")
    place = rows.visualRect(rows.model().index(1, 0)).center()
    QTest.mouseClick(rows.viewport(), LEFT, NO, place)
    assert desk.session.current == third
    desk.focus(rows)
    desk.key(Qt.Key.Key_Down)
    assert desk.session.current == second


def test_what_was_held_back_is_painted(open_desk):
    """After a key all is as it would be without it, however many keys came before."""
    desk = open_desk([TEXT])
    span = tag(desk, "Ada Vell", "3")
    side = desk.window.window_layout.side
    settle()
    before = picture(side)
    for _ in range(5):
        desk.session.set_current("")
        desk.session.set_current(span)
    assert not side.updatesEnabled()
    settle()
    assert side.updatesEnabled()
    assert picture(side) == before
