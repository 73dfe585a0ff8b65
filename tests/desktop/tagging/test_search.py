"""Finding in the project, and tagging what was found, with real keys in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.desktop.tagging.searches import idle, open_search, titles

pytestmark = pytest.mark.qt_log_ignore(r"does not support raise\(\)", extend=True)


def test_finds_while_one_types_and_selects_the_hit(desk, qtbot):
    """Return opens the article with the hit selected, so that a label's key tags it."""
    dialog = open_search(desk, qtbot, "train")
    assert titles(dialog) == ["Title 1"]
    assert dialog.state.text == "1 hit · 1 article"
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    assert desk.session.opened.article.id == "a1"
    assert desk.view.selection() == (2, 7)
    assert dialog.isVisible()
    assert dialog.list.hasFocus()
    QTest.keyClick(dialog.list, "3")
    assert desk.stored() == [("a1", "entity", ((2, 7, "train"),))]


def test_each_hit_has_a_row_of_its_own_and_return_goes_to_it(desk, qtbot):
    """The dialog stays, and goes on from hit to hit, to the code point."""
    dialog = open_search(desk, qtbot, "ferry")
    assert sorted(titles(dialog)) == ["Title 0", "Title 0", "Title 1", "Title 1"]
    assert dialog.state.text == "4 hits · 2 articles"
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    seen = []
    for row in range(4):
        hit = dialog.model.hit(row)
        assert desk.session.opened.article.id == hit.article
        assert desk.view.selection() == (hit.start, hit.end)
        assert desk.session.opened.article.text[hit.start : hit.end].lower() == "ferry"
        seen.append((hit.article, hit.start))
        QTest.keyClick(dialog.list, Qt.Key.Key_Down)
        QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert sorted(seen) == [("a0", 6), ("a0", 23), ("a1", 17), ("a1", 37)]


def test_a_hit_stands_between_the_words_around_it(desk, qtbot):
    """Markup in a text is shown as it stands."""
    dialog = open_search(desk, qtbot, "bold")
    hit = dialog.model.hit(0)
    assert (hit.before, hit.text, hit.after) == ("Nothing here but <b>", "bold", "</b> words.")


def test_spans_at_a_hit_are_shown_and_follow_edits(desk, qtbot):
    """What is tagged while the list is open is seen in it, and so is its undo."""
    dialog = open_search(desk, qtbot, "train")
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    QTest.keyClick(dialog.list, "3")
    assert [one.label for one in dialog.model.hit(0).spans] == ["entity"]
    words = dialog.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words == "A train came. No ferry, no ferryman; Ferry., Title 1, entity"
    desk.session.undo()
    assert dialog.model.hit(0).spans == ()


def test_hits_come_in_while_others_are_looked_for(open_desk, qtbot):
    """Of many articles the first are shown at once; newer words begin anew."""
    desk = open_desk([f"The ferry number {n} waits." for n in range(230)])
    dialog = open_search(desk, qtbot, "")
    rows = []
    dialog.model.rowsInserted.connect(lambda *_: rows.append(dialog.model.rowCount()))
    QTest.keyClicks(dialog.line, "ferry")
    idle(dialog, qtbot)
    assert len(rows) > 2
    assert rows[0] < 100
    assert dialog.state.text == "230 hits · 230 articles"
    assert dialog.list.selected_row == 0
    QTest.keyClicks(dialog.line, " 17")
    idle(dialog, qtbot)
    assert [hit.text for hit in map(dialog.model.hit, range(dialog.model.rowCount()))] == [
        "ferry",
        "17",
    ]


def test_more_hits_than_can_be_listed_are_said(desk, qtbot, monkeypatch):
    """Nothing is cut off in silence."""
    monkeypatch.setattr("annotator.desktop.tagging.search.HITS", 3)
    dialog = open_search(desk, qtbot, "ferry")
    assert dialog.model.rowCount() == 3
    assert dialog.state.text == "3 hits · 2 articles · there are more"


def test_nothing_found_says_so_and_escape_closes(desk, qtbot):
    """An empty list says why it is empty."""
    dialog = open_search(desk, qtbot, '"no such <i>')
    assert titles(dialog) == []
    assert "Nothing matches" in dialog.list.accessibleDescription()
    assert not dialog.tag_all.isEnabled()
    QTest.keyClick(dialog.line, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
