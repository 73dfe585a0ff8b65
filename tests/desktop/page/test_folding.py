"""Boilerplate dimmed, or whole paragraphs of it folded to a mark; nothing of the text is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tests.desktop.desk import CTRL, LEFT, NO, SHIFT, picture

BEFORE = "The council met on Friday. Nobody asked why the vote was late. " * 3
ADVERT = "Subscribe now for half the price, and cancel whenever you like. " * 8
AFTER = "The ferry stays in port. Its crew went home, and the quay was empty."
TEXT = f"{BEFORE}\n\n{ADVERT}\n\nGluedShare this article MORE text.\n\n{AFTER}"
START, END = TEXT.index(ADVERT), TEXT.index(ADVERT) + len(ADVERT.rstrip())
INSIDE = TEXT.index("Share"), TEXT.index(" text.")


@pytest.fixture
def desk(open_desk):
    """A paragraph of boilerplate, and some inside another."""
    desk = open_desk([TEXT, "Another."])
    desk.focus(desk.view)
    for place in ((START, START + len(ADVERT)), INSIDE):
        desk.view.trim_spaces = False
        desk.view.select(*place)
        desk.key("4")
    desk.session.set_current("")
    desk.view.place_caret(0)
    return desk


def fold(desk, look="folded") -> None:
    desk.window.actions_by_name[f"boilerplate_{look}"].trigger()


def top_of(desk, position: int) -> int:
    return desk.point(position).y()


def is_folded(desk) -> bool:
    return desk.view._folding.folded_at(START + 50) is not None


def test_dimmed_boilerplate_stays_where_it_is(desk):
    """Its text is fainter, the page is the same."""
    plain, place = picture(desk.view), top_of(desk, TEXT.index(AFTER))
    fold(desk, "dimmed")
    assert picture(desk.view) != plain
    assert top_of(desk, TEXT.index(AFTER)) == place
    fold(desk, "shown")
    assert picture(desk.view) == plain


def test_a_whole_paragraph_is_folded_to_one_line(desk):
    """What comes after it moves up; what is inside another paragraph is only dimmed."""
    place, line = top_of(desk, TEXT.index(AFTER)), desk.view.cursorRect().height()
    fold(desk)
    assert is_folded(desk)
    assert place - top_of(desk, TEXT.index(AFTER)) > 4 * line
    assert desk.view._folding.folded_at(INSIDE[0] + 3) is None
    assert desk.view.verticalScrollBar().maximum() == 0
    fold(desk, "shown")
    assert top_of(desk, TEXT.index(AFTER)) == place


def test_offsets_and_copies_are_the_same_while_folded(desk):
    """The text is all there: selected across, copied, tagged behind it."""
    fold(desk)
    desk.key("a", CTRL)
    desk.key("c", CTRL)
    assert QGuiApplication.clipboard().text() == TEXT
    start = TEXT.index("ferry")
    desk.drag(start, start + 5)
    assert desk.view.raw_selection() == (start, start + 5)
    desk.key("3")
    assert desk.shown()[-1] == ("entity", ((start, start + 5),))
    assert is_folded(desk)
    assert not desk.project().check()


@pytest.mark.parametrize("select", [False, True])
def test_the_arrows_pass_over_what_is_folded(desk, select):
    """Down and Up go on behind it; it stays folded."""
    fold(desk)
    desk.view.place_caret(12)
    for _ in range(12):
        desk.key(Qt.Key.Key_Down, SHIFT if select else NO)
    assert desk.view.caret() > END
    assert is_folded(desk)
    for _ in range(12):
        desk.key(Qt.Key.Key_Up, SHIFT if select else NO)
    assert desk.view.caret() < START
    assert is_folded(desk)


def test_a_click_on_the_mark_shows_the_text(desk):
    """And makes the span current, as a click on it does."""
    fold(desk)
    QTest.mouseClick(desk.view.viewport(), LEFT, NO, desk.point(START + 10))
    assert not is_folded(desk)
    assert desk.session.current_span.label == "boilerplate"


def test_what_is_looked_for_and_the_current_span_are_shown(desk):
    """A hit in it, S, and a step of the caret unfold it."""
    fold(desk)
    desk.key("f", CTRL)
    QTest.keyClicks(desk.window.find_bar.box, "whenever")
    assert not is_folded(desk)
    desk.window.find_bar.close_bar()
    desk.view.place_caret(0)
    fold(desk)
    assert is_folded(desk)
    desk.key("s")
    assert desk.session.current_span.start == START
    assert not is_folded(desk)
    desk.session.set_current("")
    desk.view.place_caret(0)
    fold(desk)
    desk.view.place_caret(START)
    assert is_folded(desk)
    desk.key(Qt.Key.Key_Right)
    assert not is_folded(desk)


def test_tagging_folds_nothing_and_what_is_no_boilerplate_any_more_is_seen(desk):
    """Only opening the article, or the command, folds; undo of the span shows its text at once."""
    fold(desk)
    first = TEXT.index(AFTER)
    place = top_of(desk, first + 30)
    desk.view.select(first, len(TEXT))
    desk.key("4")
    assert top_of(desk, first + 30) == place
    desk.view.place_caret(0)
    desk.session.open_article("a1")
    desk.session.open_article("a0")
    assert desk.view._folding.folded_at(first + 30) is not None
    assert is_folded(desk)
    span = next(one for one in desk.session.spans.values() if one.start == START)
    from annotator.annotation.edits import RemoveSpans

    desk.session.apply(RemoveSpans(spans=(span.id,)))
    assert not is_folded(desk)


def test_tagging_across_what_is_folded_leaves_it_folded(desk):
    """The text stays where it is, also by undo and redo."""
    fold(desk)
    place = top_of(desk, TEXT.index(AFTER))
    desk.view.select(10, TEXT.index(AFTER) + 5)
    for press in (
        lambda: desk.key("1"),
        lambda: desk.key("z", CTRL),
        lambda: desk.key("z", CTRL | SHIFT),
    ):
        press()
        assert is_folded(desk)
        assert top_of(desk, TEXT.index(AFTER)) == place


def test_the_choice_is_remembered(desk, open_desk):
    """Another window begins with it."""
    fold(desk)
    desk.close()
    desk = open_desk()
    assert desk.window.actions_by_name["boilerplate_folded"].isChecked()
    assert is_folded(desk)
