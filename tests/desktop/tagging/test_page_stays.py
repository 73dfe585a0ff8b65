"""Tagging never scrolls: what changes a span that is on the page leaves the page where it is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.desktop.desk import ALT, CTRL, LEFT, NO, SHIFT

LINE = "Ada Vell said the quay holds. "
TEXT = "\n\n".join(f"{number}. {LINE * 7}" for number in range(60))


@pytest.fixture
def desk(open_desk):
    """A desk in the middle of a long article, a span longer than the window being selected."""
    desk = open_desk([TEXT])
    desk.focus(desk.view)
    desk.view.reveal(len(TEXT) // 2)
    top, bottom = desk.view.visible_range()
    desk.view.select(top - 900, bottom + 900)
    return desk


def top(desk):
    return desk.view.verticalScrollBar().value(), desk.view.visible_range()


@pytest.mark.parametrize("backwards", [False, True])
def test_tagging_a_selection_longer_than_the_window(desk, backwards):
    """Neither its start nor its end is on the page."""
    anchor, caret = desk.view.raw_selection()
    if backwards:
        desk.view.select(caret, anchor)
    before = top(desk)
    desk.key("1")
    assert len(desk.session.spans) == 1
    assert top(desk) == before


def test_all_that_is_done_with_a_span_longer_than_the_window(desk):
    """Another label, a flag, R, F, T, split, join, an edge, delete, undo and redo."""
    before = top(desk)
    desk.key("1")
    steps = [
        lambda: desk.key("2"),
        lambda: desk.key("y"),
        lambda: desk.key("z", CTRL),
        lambda: desk.key("z", CTRL | SHIFT),
        lambda: desk.key("z", CTRL, 2),
        lambda: desk.key("z", CTRL | SHIFT, 2),
        lambda: desk.key(Qt.Key.Key_Right, ALT | SHIFT),
        lambda: desk.key("t"),
        lambda: desk.window.label_bar.button("claim").click(),
        lambda: desk.key(Qt.Key.Key_Delete),
        lambda: desk.key("z", CTRL),
        lambda: desk.key("z", CTRL | SHIFT),
        lambda: desk.key("z", CTRL),
    ]
    for number, step in enumerate(steps):
        step()
        assert top(desk) == before, number
    assert len(desk.session.spans) == 1


def test_what_is_tagged_so_already_is_not_gone_to(desk):
    """Its span becomes current; the page stays."""
    desk.key("1")
    (span,) = desk.session.spans.values()
    desk.session.set_current("")
    desk.view.select(span.start, span.end)
    before = top(desk)
    desk.key("1")
    assert desk.session.current == span.id
    assert "tagged so already" in desk.status()
    assert top(desk) == before


def test_split_join_and_fragments(desk):
    """X at a caret on the page, M, a fragment far longer than the page, and each undone."""
    desk.key("1")
    (first,) = desk.session.spans.values()
    desk.view.place_caret(sum(desk.view.visible_range()) // 2)
    before = top(desk)
    desk.key("x")
    assert len(desk.session.spans) == 2
    assert top(desk) == before
    desk.session.set_current(first.id, stay=True)
    desk.key("m")
    assert len(desk.session.spans) == 1
    assert top(desk) == before
    desk.view.select(10, desk.view.visible_range()[1] + 2000)
    desk.key("f")
    assert top(desk) == before
    desk.key("z", CTRL, 3)
    assert [span.ranges for span in desk.session.spans.values()] == [first.ranges]
    assert top(desk) == before


def test_a_click_and_c_on_a_span_that_begins_above_the_page(desk):
    """What is under the mouse is seen: choosing it is no reason to leave."""
    desk.key("1")
    middle = TEXT.index("quay", sum(desk.view.visible_range()) // 2)
    desk.session.set_current("")
    before = top(desk)
    desk.click(middle)
    assert desk.session.current_span is not None
    assert top(desk) == before
    desk.session.set_current("")
    desk.view.place_caret(middle)
    desk.key("c")
    assert desk.session.current_span is not None
    assert top(desk) == before


def test_going_to_a_span_still_shows_where_it_begins(desk):
    """S and the list of spans go somewhere: they scroll."""
    desk.key("1")
    (span,) = desk.session.spans.values()
    for go in (
        lambda: desk.key("s", SHIFT),
        lambda: QTest.mouseClick(
            desk.window.span_list.list.viewport(),
            LEFT,
            NO,
            desk.window.span_list.list.visualRect(desk.window.span_list.model.index(0, 0)).center(),
        ),
    ):
        desk.session.set_current("")
        desk.window.span_list.list.select_row(None)
        desk.view.reveal(span.end)
        assert not desk.view.in_sight(span.start)
        desk.focus(desk.view)
        go()
        assert desk.session.current == span.id
        assert desk.view.in_sight(span.start)


def test_undo_of_what_is_out_of_sight_still_shows_it(desk):
    """Nothing of the span is on the page: undo goes there."""
    desk.key("1")
    (span,) = desk.session.spans.values()
    bar = desk.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    desk.key("z", CTRL)
    assert desk.view.in_sight(span.start)
