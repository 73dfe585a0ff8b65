"""Finding in the project, and tagging what was found, with real keys in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.desktop.tagging import occurrences
from tests.desktop.desk import CTRL, SHIFT

pytestmark = pytest.mark.qt_log_ignore(r"does not support raise\(\)", extend=True)

TEXTS = [
    "🚢 The ferry waits. The ferry is late.",
    "A train came. No ferry, no ferryman; Ferry.",
    "Nothing here but <b>bold</b> words.",
]


@pytest.fixture
def desk(open_desk):
    return open_desk(TEXTS)


def open_search(desk, qtbot, words):
    desk.focus(desk.view)
    desk.key(Qt.Key.Key_F, CTRL | SHIFT)
    dialog = desk.window.searching.dialog
    qtbot.waitUntil(lambda: dialog._indexing is None and dialog._task is None)
    QTest.keyClicks(dialog.line, words)
    idle(dialog, qtbot)
    return dialog


def idle(dialog, qtbot):
    qtbot.waitUntil(lambda: dialog._task is None and not dialog._pause.isActive())


def titles(dialog):
    return [dialog.model.index(row).data() for row in range(dialog.model.rowCount())]


def preview(desk, qtbot):
    from annotator.desktop.tagging.tag_everywhere import TagEverywhereDialog

    dialog = (desk.window.findChildren(TagEverywhereDialog) or [None])[-1]
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog._task is None)
    return dialog


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


def test_new_articles_are_found_after_the_dialog_is_opened_again(desk, qtbot):
    """What came in meanwhile is indexed when one searches."""
    from annotator.annotation.records import Annotated, Article

    dialog = open_search(desk, qtbot, "zebra")
    assert titles(dialog) == []
    with desk.project().begin_import("test") as incoming:
        incoming.add([Annotated(article=Article(id="z", text="A zebra.", title="Z"))])
    desk.session.reload()
    qtbot.waitUntil(lambda: titles(dialog) == ["Z"])


def test_tag_all_hits_is_one_change(desk, qtbot):
    """Whole words, letter by letter, are tagged everywhere; one undo takes all back."""
    dialog = open_search(desk, qtbot, "ferry")
    dialog.tag_all.click()
    tagging = preview(desk, qtbot)
    assert not tagging.ok.isEnabled()
    tagging.label.setCurrentIndex(tagging.label.findData("entity"))
    tagging = preview(desk, qtbot)
    assert tagging.state.text() == "3 places in 2 articles."
    tagging.ok.click()
    stored = desk.stored()
    assert sorted((article, pieces) for article, _, pieces in stored) == [
        ("a0", ((6, 11, "ferry"),)),
        ("a0", ((23, 28, "ferry"),)),
        ("a1", ((17, 22, "ferry"),)),
    ]
    assert desk.session.progress.in_progress == 2
    desk.session.undo()
    assert desk.stored() == []
    assert not desk.project().check()


def test_what_is_tagged_so_already_is_left_out(desk, qtbot):
    """Shift+T begins with the selection, and asks before anything happens."""
    start = TEXTS[0].index("ferry")
    desk.view.select(start, start + 5)
    desk.key("3")
    desk.focus(desk.view)
    desk.key(Qt.Key.Key_T, SHIFT)
    tagging = preview(desk, qtbot)
    assert tagging.label.currentData() == "entity"
    assert tagging.state.text() == ("2 places in 2 articles. 1 are tagged so already and left out.")
    assert len(desk.stored()) == 1
    tagging.ok.click()
    assert len(desk.stored()) == 3
    assert len(desk.session.spans) == 2


def test_too_many_places_are_cut_with_a_sentence(desk, qtbot, monkeypatch):
    """One change has a limit; the next one takes the rest."""
    monkeypatch.setattr(occurrences, "LIMIT", 2)
    desk.view.select(6, 11)
    desk.window.gestures.last_label = "entity"
    desk.window.searching.tag_same()
    tagging = preview(desk, qtbot)
    assert tagging.state.text().startswith("2 places in 1 article. There are more")
    tagging.ok.click()
    desk.view.select(6, 11)
    desk.window.searching.tag_same()
    tagging = preview(desk, qtbot)
    assert tagging.state.text() == "1 place in 1 article. 2 are tagged so already and left out."
    tagging.reject()


def test_nothing_selected_says_what_to_do(desk):
    """The command never does something by surprise."""
    desk.window.searching.tag_same()
    assert "Select a text" in desk.status()
