"""How one's spans differ from gold, one by one, in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.annotation.adjudication.decisions import Kind
from annotator.annotation.edits import SetGoldStatus, SetStatus, Settle, SettleUnanimous
from annotator.annotation.records import Status
from annotator.project import Project
from tests.desktop.desk import CTRL, LEFT, SHIFT
from tests.desktop.disputing import (
    FERRY,
    HOLT,
    MAYOR_HOLT,
    NOBODY,
    PIER,
    PIER_AT_NOON,
    make_disputed,
    press,
)


def settle(path, *, done=True):
    """Settle the article: unanimous ones, ben's entity and claim, a quote of nobody's own."""
    with Project.open(path) as project:
        project.apply(SettleUnanimous(articles=("a0",)), "lead")
        for place, accept in (
            (MAYOR_HOLT, ("ben-25-35",)),
            (PIER_AT_NOON, ("chloe-41-56",)),
            (NOBODY, ()),
        ):
            project.apply(Settle(article="a0", start=place[0], end=place[1], accept=accept), "lead")
        drawn = ("claim", ((17, 23),))
        project.apply(Settle(article="a0", start=17, end=23, draw=(drawn,)), "lead")
        if not done:
            project.apply(SetGoldStatus(articles=("a0",), status=Status.IN_PROGRESS), "lead")


@pytest.fixture
def open_differing(open_desk, tmp_path):
    """Return a function that opens the window of an annotator, gold beside their work."""

    def open_one(annotator="ana", *, done=("ana", "ben", "chloe"), settled=True):
        path = tmp_path / "project.annotator"
        make_disputed(path, done=("ana", "ben", "chloe"))
        settle(path, done=settled)
        desk = open_desk(annotator=annotator)
        assert desk.session.open_article("a0")
        if annotator not in done:
            desk.session.apply(SetStatus(articles=("a0",), status=Status.IN_PROGRESS))
        press(desk, "g", modifiers=CTRL | SHIFT)
        return desk

    return open_one


def told(desk):
    shown = desk.window.review_pages.differing.shown
    return [
        (one.kind, one.span and one.span.ranges[0], one.gold and one.gold.ranges[0])
        for one in shown
    ]


def test_every_kind_is_listed_and_stepped_through(open_differing):
    desk = open_differing()
    differing = desk.window.review_pages.differing
    assert differing.is_open
    wanted = [
        (Kind.MISSED, None, (17, 23)),
        (Kind.BOUNDARY, HOLT, MAYOR_HOLT),
        (Kind.LABEL, PIER, PIER),
        (Kind.EXTRA, NOBODY, None),
    ]
    assert told(desk) == wanted
    assert [lane.name for lane in differing.page.view._lanes] == ["ana", "Gold"]
    counts = differing.panel.counts.text().replace("\u00a0", " ")
    assert counts == "Same: 1  ·  Boundary: 1  ·  Label: 1  ·  Missed: 1  ·  Extra: 1"
    rows = differing.panel.list
    assert rows.currentRow() == 0
    assert desk.status().startswith("1 of 4: Missed")
    for key, row in (("n", 1), ("n", 2), ("n", 3), ("n", 0)):
        press(desk, key)
        assert rows.currentRow() == row
    press(desk, "n", modifiers=SHIFT)
    assert rows.currentRow() == 3
    assert differing.page.view._place_shown == NOBODY
    QTest.mouseClick(differing.page.next, LEFT)
    assert rows.currentRow() == 0
    press(desk, Qt.Key.Key_Escape)
    assert not differing.is_open
    assert desk.window.focusWidget() is desk.view


def test_what_is_the_same_can_be_listed(open_differing):
    desk = open_differing()
    panel = desk.window.review_pages.differing.panel
    panel.same.click()
    assert (Kind.SAME, FERRY, FERRY) in told(desk)
    assert len(told(desk)) == 5
    panel.same.click()
    assert len(told(desk)) == 4


def test_a_click_in_the_text_goes_to_the_difference(open_differing):
    desk = open_differing()
    view = desk.window.review_pages.differing.page.view
    at = view.area_of(70, 72).center() - view.viewport().pos()
    QTest.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at)
    assert desk.window.review_pages.differing.panel.list.currentRow() == 3


def test_others_are_not_shown(open_differing):
    desk = open_differing("ben")
    lanes = desk.window.review_pages.differing.page.view._lanes
    assert {span.annotator for lane in lanes for span in lane.spans} == {"ben", "gold"}


@pytest.mark.parametrize(
    "given", [{"done": ("ben",)}, {"settled": False}], ids=["not done", "not settled"]
)
def test_gold_is_not_shown_before_both_are_done(open_differing, given):
    desk = open_differing(**given)
    differing = desk.window.review_pages.differing
    assert differing.page.is_empty
    assert differing.page.empty.text().startswith("Nothing to compare yet")
    assert told(desk) == []
    assert differing.page.view._lanes == ()
    press(desk, "n")
    press(desk, Qt.Key.Key_Escape)
    assert not differing.is_open


def test_an_undo_hides_gold_again(open_differing):
    desk = open_differing()
    session = desk.session
    session.apply(SetStatus(articles=("a0",), status=Status.IN_PROGRESS))
    assert desk.window.review_pages.differing.page.is_empty
    press(desk, "z", modifiers=CTRL)
    assert not desk.window.review_pages.differing.page.is_empty
    assert len(told(desk)) == 4


def test_one_page_at_a_time(open_differing):
    desk = open_differing()
    review_pages = desk.window.review_pages
    press(desk, "g", modifiers=CTRL)
    assert review_pages.adjudication.is_open
    assert not review_pages.differing.is_open
    press(desk, "g", modifiers=CTRL | SHIFT)
    assert review_pages.differing.is_open
    assert not review_pages.adjudication.is_open
    press(desk, Qt.Key.Key_Escape)
    assert all(desk.window.actions_by_name[name].isEnabled() for name in ("delete", "done"))
