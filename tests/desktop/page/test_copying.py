"""What is copied from the page is what is stored, sign by sign, whichever way it is copied."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest

from tests.desktop.desk import CTRL

TEXT = (
    "\ufeffThe harbour\u00a0council met.\u2028\u201cWe\u202fwere late,\u201d she said:\t12\u2009%."
    "\nA soft\u00adhyphen, a zero\u200bwidth\u2060space, \u200fa mark,\u2029 \ufdd0, \x0b \x7f, 😀."
)


@pytest.fixture
def desk(open_desk):
    return open_desk([TEXT])


def clipboard(mode: QClipboard.Mode = QClipboard.Mode.Clipboard) -> str:
    """What is there, as bytes say it: Qt leaves out a U+FEFF that begins a text."""
    return bytes(QGuiApplication.clipboard().mimeData(mode).data("text/plain").data()).decode()


def test_all_of_an_article_is_copied_as_it_is_stored(desk):
    """No-break spaces, separators, tabs, soft hyphens and what Qt shows stand-ins for."""
    desk.focus(desk.view)
    desk.key("a", CTRL)
    desk.key("c", CTRL)
    assert clipboard() == TEXT


@pytest.mark.parametrize(
    "piece", ["harbour\u00a0council", "late,\u201d she said:\t12\u2009%", "😀"]
)
def test_a_selection_is_copied_by_key_menu_and_command(desk, piece):
    """The keys, the entry of the menu and the one of the context menu do the same."""
    start = TEXT.index(piece)
    desk.focus(desk.view)
    desk.view.select(start, start + len(piece))
    for copy in (
        lambda: desk.key("c", CTRL),
        lambda: desk.key(Qt.Key.Key_Insert, CTRL),
        desk.window.actions_by_name["copy"].trigger,
    ):
        QGuiApplication.clipboard().setText("before")
        copy()
        assert clipboard() == piece


def test_what_is_dragged_away_or_pasted_by_the_middle_button_is_the_same(desk):
    """Qt asks one function for the clipboard, the selection of X11 and a drag."""
    desk.view.select(0, len(TEXT))
    data = desk.view.createMimeDataFromSelection()
    assert bytes(data.data("text/plain").data()).decode() == TEXT
    assert data.text() == TEXT.removeprefix("\ufeff")
    assert data.formats() == ["text/plain"]


def test_a_selection_that_is_looked_for_keeps_its_spaces(desk):
    """The box of the find bar begins with it, and gives it back."""
    piece = "harbour\u00a0council"
    start = TEXT.index(piece)
    desk.focus(desk.view)
    desk.view.select(start, start + len(piece))
    desk.key("f", CTRL)
    box = desk.window.find_bar.box
    assert box.text() == piece
    assert desk.window.find_bar.hits == [(start, start + len(piece))]
    QTest.keyClick(box, "c", CTRL)
    assert clipboard() == piece
