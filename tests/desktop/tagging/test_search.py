"""Finding in the project, and tagging what was found, with real keys in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.desktop.tagging.searches import open_search, titles

pytestmark = pytest.mark.qt_log_ignore(r"does not support raise\(\)", extend=True)


def test_finds_while_one_types_and_selects_the_hit(desk, qtbot):
    """Return opens the article with the hit selected, so that a label's key tags it."""
    dialog = open_search(desk, qtbot, "train")
    assert titles(dialog) == ["Title 1"]
    assert dialog.state.text == "1 article"
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    assert desk.session.opened.article.id == "a1"
    assert desk.view.selection() == (2, 7)
    assert dialog.isVisible()
    assert dialog.list.hasFocus()
    QTest.keyClick(dialog.list, "3")
    assert desk.stored() == [("a1", "entity", ((2, 7, "train"),))]


def test_down_and_return_show_the_next_one(desk, qtbot):
    """The dialog stays, and goes on from result to result."""
    dialog = open_search(desk, qtbot, "ferry")
    assert sorted(titles(dialog)) == ["Title 0", "Title 1"]
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    first = desk.session.opened.article.id
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    assert desk.session.opened.article.id == first
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert {first, desk.session.opened.article.id} == {"a0", "a1"}
    start, end = desk.view.selection()
    assert desk.session.opened.article.text[start:end].lower() == "ferry"


def test_hits_are_marked_and_the_rest_is_plain_text(desk, qtbot):
    """Markup in a text is shown as it stands."""
    dialog = open_search(desk, qtbot, "bold")
    found = dialog.model.article(0)
    assert [piece.text for piece in found.snippet if piece.is_hit] == ["bold"]
    assert "<b>" in "".join(piece.text for piece in found.snippet)


def test_nothing_found_says_so_and_escape_closes(desk, qtbot):
    """An empty list says why it is empty."""
    dialog = open_search(desk, qtbot, '"no such <i>')
    assert titles(dialog) == []
    assert "Nothing matches" in dialog.list.accessibleDescription()
    assert not dialog.tag_all.isEnabled()
    QTest.keyClick(dialog.line, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
