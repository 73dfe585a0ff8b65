"""The list of links with real keys, and all links drawn on the page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.annotation.edits import AddLink, AddSpan
from tests.desktop.desk import CTRL, LEFT, NO, SHIFT, Desk

TEXT = (
    "“No,” said Ada. “Yes,” said Bo.\n\n" + "The ferry waits at the quay. " * 300 + "“So,” said Cy."
)
FAR = len(TEXT) - 14


@pytest.fixture
def desk(open_desk):
    return open_desk([TEXT, "Ada again."])


def tag(desk: Desk, start: int, end: int, label: str, article: str = "a0") -> str:
    changes = desk.session.apply(AddSpan(article=article, label=label, ranges=((start, end),)))
    return changes.delta.spans[0].record.id


@pytest.fixture
def linked(desk):
    """Two quotes with their speakers, one far down, and a claim linked to another article."""
    session = desk.session
    ids = {
        "no": tag(desk, 0, 5, "quote"),
        "ada": tag(desk, 11, 14, "entity"),
        "yes": tag(desk, 16, 22, "quote"),
        "bo": tag(desk, 28, 30, "entity"),
        "so": tag(desk, FAR, FAR + 5, "quote"),
        "cy": tag(desk, FAR + 11, FAR + 13, "entity"),
        "claim": tag(desk, 0, 14, "claim"),
        "there": tag(desk, 0, 3, "claim", "a1"),
    }
    for source, kind, target in (
        ("no", "speaker", "ada"),
        ("yes", "speaker", "bo"),
        ("yes", "cue", "ada"),
        ("so", "speaker", "cy"),
        ("so", "cue", "ada"),
        ("claim", "same", "there"),
    ):
        edit = AddLink(type=kind, source=ids[source], target=ids[target])
        assert session.apply(edit, follow=False)
    session.set_current("")
    desk.key(Qt.Key.Key_Home, CTRL)
    desk.ids = ids
    return desk


def opened_list(desk: Desk):
    """Go to the list of links by its key."""
    desk.focus(desk.view)
    desk.key(Qt.Key.Key_L, CTRL | SHIFT)
    panel = desk.window.relations
    assert panel.list.hasFocus()
    return panel


def rows(panel) -> list[str]:
    return [panel.model.index(row).data() for row in range(panel.model.rowCount())]


def test_all_links_are_listed_with_both_ends(linked):
    panel = opened_list(linked)
    assert rows(panel) == [
        "“No,” said Ada → same: Ada (Title 1), another article",
        "“No,” → speaker: Ada",
        "“Yes,” → cue: Ada",
        "“Yes,” → speaker: Bo",
        "“So,” → cue: Ada",
        "“So,” → speaker: Cy",
    ]


def test_return_goes_to_the_source_and_again_to_the_target(linked):
    """The list keeps the keyboard; another row begins with its source."""
    panel = opened_list(linked)
    session, ids = linked.session, linked.ids
    linked.key(Qt.Key.Key_End)
    assert session.current == ""
    linked.key(Qt.Key.Key_Return)
    assert session.current == ids["so"]
    assert linked.view.in_sight(FAR)
    linked.key(Qt.Key.Key_Return)
    assert session.current == ids["cy"]
    linked.key(Qt.Key.Key_Return)
    assert session.current == ids["so"]
    linked.key(Qt.Key.Key_Up)
    linked.key(Qt.Key.Key_Return)
    assert session.current == ids["so"]
    linked.key(Qt.Key.Key_Return)
    assert session.current == ids["ada"]
    assert panel.list.hasFocus()


def test_a_link_leads_to_another_article_and_back(linked):
    panel = opened_list(linked)
    session, ids = linked.session, linked.ids
    linked.key(Qt.Key.Key_Home)
    linked.key(Qt.Key.Key_Return, times=2)
    assert session.opened.article.id == "a1"
    assert session.current == ids["there"]
    assert rows(panel) == ["“No,” said Ada (Title 0) → same: Ada, another article"]
    linked.key(Qt.Key.Key_Return)
    assert session.opened.article.id == "a0"
    assert session.current == ids["claim"]


def test_a_click_goes_to_the_source_and_again_to_the_target(linked):
    panel = opened_list(linked)
    place = panel.list.visualRect(panel.model.index(3)).center()
    QTest.mouseClick(panel.list.viewport(), LEFT, NO, place)
    assert linked.session.current == linked.ids["yes"]
    QTest.mouseClick(panel.list.viewport(), LEFT, NO, place)
    assert linked.session.current == linked.ids["bo"]


def test_delete_removes_the_selected_links_as_one_step(linked):
    panel = opened_list(linked)
    linked.key(Qt.Key.Key_Home)
    linked.key(Qt.Key.Key_Down)
    linked.key(Qt.Key.Key_Down, SHIFT)
    linked.key(Qt.Key.Key_Delete)
    assert len(rows(panel)) == 4
    assert linked.status() == "2 links removed."
    assert panel.list.selected_row == 1
    linked.key(Qt.Key.Key_Z, CTRL)
    assert len(rows(panel)) == 6
    assert len(linked.session.spans) == 7


def test_filters_by_type_and_by_the_label_of_either_end(linked):
    panel = opened_list(linked)
    assert panel.kind.itemText(0) == "All links  ·  6"
    panel.kind.setCurrentIndex(panel.kind.findData("type cue"))
    assert rows(panel) == ["“Yes,” → cue: Ada", "“So,” → cue: Ada"]
    panel.kind.setCurrentIndex(panel.kind.findData("away"))
    assert len(rows(panel)) == 1
    panel.kind.setCurrentIndex(panel.kind.findData("broken"))
    assert rows(panel) == []
    assert panel.list.accessibleDescription() == "No link is like this."
    panel.kind.setCurrentIndex(0)
    panel.label.setCurrentIndex(panel.label.findData("claim"))
    assert len(rows(panel)) == 1
    linked.session.undo()
    assert rows(panel) == []
    linked.session.redo()
    assert len(rows(panel)) == 1


def test_it_follows_edits_while_it_is_shown_and_after_it_was_hidden(linked):
    """Nothing is worked out while nobody sees it, and it is right when it is seen again."""
    panel = opened_list(linked)
    linked.session.set_current(linked.ids["bo"])
    linked.focus(linked.view)
    linked.key(Qt.Key.Key_Delete)
    assert len(rows(panel)) == 5
    linked.key(Qt.Key.Key_G)
    assert not panel.isVisible()
    linked.session.undo()
    assert len(rows(panel)) == 5
    opened_list(linked)
    assert len(rows(panel)) == 6


def test_all_links_are_drawn_by_a_toggle_and_only_where_they_are_seen(linked):
    """Those to the far end of the text have a short line here; what is wholly there has none."""
    arcs = linked.view._drawing.arcs
    linked.view.grab()
    assert arcs.drawn == 0
    linked.key(Qt.Key.Key_U, CTRL)
    before = linked.view.grab().toImage()
    assert arcs.drawn == 4
    linked.key(Qt.Key.Key_End, CTRL)
    linked.view.grab()
    assert arcs.drawn == 2
    linked.key(Qt.Key.Key_Home, CTRL)
    linked.key(Qt.Key.Key_U, CTRL)
    assert linked.view.grab().toImage() != before
    assert arcs.drawn == 0


def test_kinds_of_links_can_be_left_out_and_are_remembered(linked):
    links = linked.window.links_on_page
    arcs = linked.view._drawing.arcs
    linked.key(Qt.Key.Key_U, CTRL)
    links.choose("cue", shown=False)
    linked.view.grab()
    assert arcs.drawn == 2
    assert linked.desktop.settings.hidden_links == ["cue"]
    assert linked.desktop.settings.links_on_page
    menu = linked.window.menus.links_menu
    menu.aboutToShow.emit()
    shown = {action.text(): action.isChecked() for action in menu.actions()}
    assert shown["speaker"]
    assert not shown["cue"]
    next(one for one in menu.actions() if one.text() == "cue").trigger()
    linked.view.grab()
    assert arcs.drawn == 4


def test_a_link_that_is_made_or_removed_is_drawn_anew_at_once(linked):
    arcs = linked.view._drawing.arcs
    linked.key(Qt.Key.Key_U, CTRL)
    linked.session.undo()
    linked.session.undo()
    linked.view.grab()
    assert arcs.drawn == 3
