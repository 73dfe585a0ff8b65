"""The same claim told in two articles: two pages side by side, links, marks, and following them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.annotation.edits import AddLink, RemoveLinks
from tests.desktop.crosslinking.claims import (
    COST,
    COST_THERE,
    HERE,
    SIT_THERE,
    THERE,
    links,
    look,
    offered,
    tag,
)
from tests.desktop.desk import CTRL, LEFT, NO, SHIFT

TYPES = ("same", "contradicts", "updates")


def spoken(desk) -> list[str]:
    model = desk.window.span_list.model
    role = Qt.ItemDataRole.AccessibleTextRole
    return [model.data(model.index(row), role) for row in range(model.rowCount())]


def picture(widget) -> bytes:
    return bytes(widget.grab().toImage().constBits())


@pytest.mark.parametrize("number", [1, 2, 3])
def test_two_keys_link_and_undo_takes_it_back(compared, qtbot, number):
    """L and a digit link, as one change; undo and redo; the second page stays."""
    desk = compared()
    look(desk, qtbot)
    desk.key(str(number))
    wanted = {(TYPES[number - 1], COST, COST_THERE)}
    assert links(desk) == wanted
    assert desk.session.current == "cost"
    assert [button.isChecked() for button in desk.window.comparison.type_buttons] == [
        name == TYPES[number - 1] for name in TYPES
    ]
    desk.key("z", CTRL)
    assert links(desk) == set()
    assert desk.window.claim_linking.is_open
    assert not any(button.isChecked() for button in desk.window.comparison.type_buttons)
    desk.key("z", CTRL | SHIFT)
    assert links(desk) == wanted
    assert desk.session.opened.article.id == "a0"
    assert len(desk.stored()) == 4
    assert desk.project().check() == []


def test_another_type_takes_the_place_of_the_first_in_one_step(compared, qtbot):
    """Two claims are the same or contradict each other, not both."""
    desk = compared()
    look(desk, qtbot)
    desk.key("1")
    desk.key("2")
    assert links(desk) == {("contradicts", COST, COST_THERE)}
    desk.key("2")
    assert "already" in desk.status()
    desk.key("z", CTRL)
    assert links(desk) == {("same", COST, COST_THERE)}


def test_delete_removes_the_link_and_never_a_span(compared, qtbot):
    """Delete means the link; without one it says so."""
    desk = compared()
    look(desk, qtbot)
    desk.key("1")
    desk.key(Qt.Key.Key_Delete)
    assert links(desk) == set()
    desk.key(Qt.Key.Key_Delete)
    assert "no link" in desk.status()
    assert len(desk.stored()) == 4
    desk.key("z", CTRL)
    assert links(desk) == {("same", COST, COST_THERE)}


def test_a_sentence_without_a_span_is_tagged_and_linked_at_once(open_desk, qtbot):
    """Where the other claim is not tagged yet, one key does both, and one undo takes both back."""
    desk = open_desk([HERE, THERE])
    tag(desk, "a0", COST, span="cost")
    desk.session.open_article("a0")
    desk.session.set_current("cost")
    desk.focus(desk.view)
    look(desk, qtbot)
    sentence = "The board put the cost at 340 000 crowns"
    assert offered(desk)[0] == sentence
    desk.key("1")
    qtbot.waitUntil(lambda: not desk.window.claim_linking.is_looking)
    assert links(desk) == {("same", COST, sentence)}
    assert [row[:2] for row in desk.stored()] == [("a0", "claim"), ("a1", "claim")]
    chosen = desk.window.claim_linking.model.rows[desk.window.comparison.list.selected_row]
    assert (chosen.text, bool(chosen.span)) == (sentence, True)
    assert len(desk.window.comparison.page._drawing.index) == 1
    desk.key("z", CTRL)
    qtbot.waitUntil(lambda: not desk.window.claim_linking.is_looking)
    assert links(desk) == set()
    assert [row[:2] for row in desk.stored()] == [("a0", "claim")]
    assert desk.session.opened.article.id == "a0"
    assert len(desk.window.comparison.page._drawing.index) == 0
    assert desk.project().check() == []


def test_following_there_and_back(compared, qtbot):
    """Shift+L opens the other article at the place, and from there leads back."""
    desk = compared()
    look(desk, qtbot)
    desk.key("1")
    desk.key(Qt.Key.Key_Escape)
    desk.key("l", SHIFT)
    assert (desk.session.opened.article.id, desk.session.current) == ("a1", "cost-there")
    assert desk.view.hasFocus()
    assert desk.view.in_sight(desk.session.current_span.start)
    desk.key("l", SHIFT)
    assert (desk.session.opened.article.id, desk.session.current) == ("a0", "cost")


def test_a_click_on_the_mark_follows_it(compared):
    """The mark stands beside the letter; it moves no text, and a click on it opens the article."""
    desk = compared()
    before, place = picture(desk.view), desk.point(60)
    desk.session.apply(AddLink(type="same", source="cost", target="cost-there"), follow=False)
    desk.session.set_current("")
    assert picture(desk.view) != before
    assert desk.point(60) == place
    line = next(line for line in desk.view.visible_lines() if line.qt_start == HERE.index(COST))
    (letter,) = desk.view._drawing.painter._letters_on(line, [desk.session.spans["cost"]])
    centre = letter.away.center().toPoint()
    viewport = desk.view.viewport()
    QTest.mouseMove(viewport, centre)
    assert viewport.cursor().shape() == Qt.CursorShape.PointingHandCursor
    assert "another article" in viewport.toolTip()
    QTest.mouseClick(viewport, LEFT, NO, centre)
    assert (desk.session.opened.article.id, desk.session.current) == ("a1", "cost-there")


def test_marks_are_said_and_go_with_the_link(compared):
    """The list says type and title, from both ends; it is silent again when the link is gone."""
    desk = compared()
    assert not any("Title 1" in text for text in spoken(desk))
    changes = desk.session.apply(
        AddLink(type="updates", source="cost", target="cost-there"), follow=False
    )
    assert any("updates: “Title 1”" in text for text in spoken(desk))
    desk.session.open_article("a1")
    assert [text for text in spoken(desk) if "updates, from “Title 0”" in text] == [
        next(text for text in spoken(desk) if COST_THERE in text)
    ]
    link = changes.delta.links[0].after.id
    desk.session.apply(RemoveLinks(links=(link,)), follow=False)
    assert desk.session.links == {}
    assert not any("Title 0" in text for text in spoken(desk))
    assert not desk.view._drawing.away
    desk.key("z", CTRL)
    assert desk.session.opened.article.id == "a1"
    assert set(desk.session.links) == {link}
    assert desk.view._drawing.away == {"cost-there"}


def test_links_from_the_other_side_are_shown(compared, qtbot):
    """What was linked there is seen here; "same" needs no second link the other way."""
    desk = compared()
    desk.project().apply(AddLink(type="same", source="cost-there", target="cost"), "ana")
    desk.session.open_article("a0")
    desk.session.set_current("cost")
    desk.focus(desk.view)
    look(desk, qtbot)
    desk.key("1")
    assert links(desk) == {("same", COST_THERE, COST)}
    desk.key("3")
    assert links(desk) == {("updates", COST, COST_THERE)}


def test_a_quote_and_no_span_at_all_say_why_not(compared):
    """Speakers stand near their quote: nothing opens for a quote."""
    desk = compared()
    tag(desk, "a0", "“We wait,”", label="quote", span="quote")
    desk.session.open_article("a0")
    desk.focus(desk.view)
    desk.key("l")
    assert "no current span" in desk.status()
    desk.session.set_current("quote")
    desk.key("l")
    assert "no links to other articles" in desk.status()
    desk.key("l", SHIFT)
    assert "no link to another article" in desk.status()
    assert not desk.window.comparison.isVisible()


def test_another_claim_here_is_compared_next(compared, qtbot):
    """A click on the next claim of the first page offers what is like that one."""
    desk = compared()
    tag(desk, "a0", "Gulls sit for about 28 days", span="sit")
    desk.session.open_article("a0")
    desk.session.set_current("cost")
    desk.focus(desk.view)
    look(desk, qtbot)
    desk.click(HERE.index("Gulls sit") + 2)
    qtbot.waitUntil(lambda: not desk.window.claim_linking.is_looking)
    assert offered(desk)[0] == SIT_THERE
    desk.key("l")
    desk.key("1")
    assert links(desk) == {("same", "Gulls sit for about 28 days", SIT_THERE)}


def test_open_there(compared, qtbot):
    """O opens the other article at what is chosen; the panels come back."""
    desk = compared()
    look(desk, qtbot)
    desk.key("o")
    assert (desk.session.opened.article.id, desk.session.current) == ("a1", "cost-there")
    assert not desk.window.comparison.isVisible()
    assert desk.view.hasFocus()
    assert desk.window.queue.isVisible()


GLUE = (
    "Tom OrrGulls nest on every roof of the old harbour, mayor saysHerring for dinner, and how to"
    " cook it for guests who come lateFive ways to mend a net before the winter stormsWhy the"
    " lighthouse keeper never sleeps on Sundays MORE"
)


def test_the_same_claim_comes_first_though_boilerplate_is_glued_into_it(open_desk, qtbot):
    """Once that is tagged as boilerplate, whose unit is a block."""
    claim = "Tom Orr told the board that the closure costs 340,000 crowns"
    glued = claim.replace("Tom Orr", f"Tom Orr{GLUE}")
    alike = "Tom Orr told the board that closure costs nobody a crown"
    desk = open_desk([f"Here\n\n{claim}.", f"There\n\n{glued}.", f"Elsewhere\n\n{alike}."])
    tag(desk, "a1", glued)
    tag(desk, "a2", alike)
    here = tag(desk, "a0", claim)
    desk.session.open_article("a0")
    desk.session.set_current(here)
    desk.focus(desk.view)
    look(desk, qtbot)
    assert offered(desk)[:2] == [alike, glued]
    desk.key(Qt.Key.Key_Escape)
    tag(desk, "a1", GLUE, "boilerplate")
    desk.session.set_current(here)
    look(desk, qtbot)
    assert offered(desk)[:2] == [glued, alike]
