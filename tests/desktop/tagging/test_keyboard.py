"""Annotating by keyboard alone, with real keys."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.desktop.desk import ALT, CTRL, NO, SHIFT
from tests.desktop.tagging.names import TEXT, at, caret_to


def test_glued_boilerplate_by_keyboard(open_desk):
    """From the second name to MORE, chosen by steps, exact to the character."""
    desk = open_desk([TEXT])
    desk.view.place_caret(at("VellAda")[0] + 4)
    length = len("Ada VellHarbour wins prize MORE")
    desk.key(Qt.Key.Key_Right, SHIFT, times=length)
    desk.key("4")
    (span,) = desk.session.spans.values()
    assert span.text == "Ada VellHarbour wins prize MORE"
    assert span.start == at("VellAda")[0] + 4


def test_widen_and_narrow(open_desk):
    """W goes from word to larger units, Shift+W back the same way."""
    desk = open_desk([TEXT])
    caret_to(desk, "wait")
    seen = []
    for _ in range(4):
        desk.key("w")
        start, end = sorted(desk.view.raw_selection())
        seen.append(TEXT[start:end])
    assert seen[0] == "wait"
    assert seen[1] == "“We wait,”"
    assert seen[2].startswith("“We wait,” she said")
    assert all(len(one) < len(other) for one, other in pairwise(seen))
    desk.key("w", SHIFT, times=2)
    start, end = sorted(desk.view.raw_selection())
    assert TEXT[start:end] == "“We wait,”"


def test_steps_by_sentence_paragraph_and_mark(open_desk):
    """The caret goes where a reader goes."""
    desk = open_desk([TEXT])
    desk.view.place_caret(0)
    desk.key(Qt.Key.Key_Down, CTRL)
    assert desk.view.caret() == at("Gen.")[0]
    desk.key("q")
    assert desk.view.caret() == at("“We")[0]
    desk.key("q", SHIFT)
    assert "further" in desk.status()
    desk.key(Qt.Key.Key_Down, ALT)
    assert desk.view.caret() == at("“Not")[0]
    desk.key(Qt.Key.Key_Up, ALT, times=2)
    assert desk.view.caret() == at("Gen.")[0]
    desk.key(Qt.Key.Key_Down, ALT | SHIFT)
    assert desk.view.selection()[1] <= at("“We")[0]


def test_the_next_untagged_sentence_by_key(open_desk):
    """U goes over what is tagged to the next sentence that is not."""
    desk = open_desk([TEXT])
    caret_to(desk, "spoke")
    desk.key("1")
    caret_to(desk, "“Not")
    desk.key("u")
    assert desk.view.caret() == at("Ada Vell left")[0]


def test_from_name_to_name_and_tagging_each(open_desk):
    """E goes to names without a span, also to one right where a claim has just been tagged."""
    desk = open_desk([TEXT])
    desk.view.place_caret(at("Gen.")[0])
    desk.key("e")
    assert desk.view.caret() == at("Ada Vell")[0]
    desk.key("3")
    desk.key("e")
    assert desk.view.caret() == at("Ada Vell", 1)[0]
    caret_to(desk, "Ada Vell", 2)
    desk.key("1")
    assert desk.session.current_span.label == "claim"
    desk.key("e")
    assert desk.view.caret() == at("Ada Vell", 2)[0]
    desk.key("3")
    assert desk.session.current_span.text == "Ada Vell"
    desk.key("e")
    assert desk.view.caret() == at("Ada Vell", 3)[0]
    desk.key("e")
    assert "no further name" in desk.status()
    desk.key("e", SHIFT, times=3)
    assert desk.view.caret() == at("Ada Vell", 1)[0]
    assert sorted(span.label for span in desk.session.spans.values()) == ["claim", *["entity"] * 2]


def test_clauses_by_keys(open_desk):
    """V and Shift+V go from clause to clause, A selects to the end without its comma or stop."""
    desk = open_desk([TEXT])
    desk.view.place_caret(at("Gen.")[0])
    desk.key("v")
    assert desk.view.caret() == at("the chief")[0]
    desk.key("v", times=2)
    desk.key("v", SHIFT)
    assert desk.view.caret() == at("said the quay")[0]
    desk.key("a")
    assert desk.view.selection() == at("said the quay holds 😀 9,000 people")
    desk.key("a")
    assert desk.view.selection() == (at("said the quay")[0], at("wait,”")[0] + 4)


def test_ctrl_with_arrows_stops_at_glue_and_keeps_a_time_whole(open_desk):
    """Shift extends."""
    desk = open_desk(["Ada VellAda met at 6:40 today."])
    desk.view.place_caret(4)
    desk.key(Qt.Key.Key_Right, CTRL)
    assert desk.view.caret() == 8
    desk.key(Qt.Key.Key_Right, CTRL, times=3)
    desk.key(Qt.Key.Key_Right, CTRL | SHIFT)
    assert desk.view.selection() == (19, 23)
    desk.key(Qt.Key.Key_Left, CTRL, times=2)
    assert desk.view.caret() == 16


def test_ctrl_with_arrows_in_text_that_runs_right_to_left(open_desk):
    """Left is forward there."""
    desk = open_desk(["שלום עולם טוב"])
    desk.view.place_caret(0)
    desk.key(Qt.Key.Key_Left, CTRL)
    assert desk.view.caret() == 5
    desk.key(Qt.Key.Key_Right, CTRL)
    assert desk.view.caret() == 0


def test_escape_in_a_note_keeps_it_and_goes_back_to_the_text(open_desk):
    """The next key is a command again; Undo takes the note back."""
    desk = open_desk([TEXT])
    caret_to(desk, "Ada Vell spoke")
    desk.key("3")
    desk.key("n")
    note = desk.window.inspector.note
    QTest.keyClicks(note, "which Ada")
    QTest.keyClick(note, Qt.Key.Key_Escape)
    assert desk.view.hasFocus()
    (span,) = desk.project().open_article(desk.session.annotator, "a0").spans
    assert span.note == "which Ada"
    desk.key("y")
    (span,) = desk.project().open_article(desk.session.annotator, "a0").spans
    assert (span.note, span.flagged) == ("which Ada", True)
    desk.key("z", CTRL)
    desk.key("z", CTRL)
    (span,) = desk.project().open_article(desk.session.annotator, "a0").spans
    assert (span.note, span.flagged) == (None, False)


def test_names_and_quotation_marks_in_furniture_are_passed_over(open_desk):
    """What is tagged as boilerplate is not read: E and Q go on behind it."""
    text = "Title\n\nMayor Ada VellAda VellHarbour wins 'big' MORE met Tom Orr, “who waits.”"
    desk = open_desk([text])
    desk.focus(desk.view)
    desk.view.place_caret(text.index("Harbour"))
    desk.key("4")
    desk.key(Qt.Key.Key_Home, CTRL)
    desk.key("q")
    assert desk.view.caret() == text.index("“")
    desk.key("q", SHIFT)
    assert desk.view.caret() == text.index("“")
    assert desk.status() == "There is no further quotation mark."
    desk.view.place_caret(text.index("VellAda"))
    desk.key("e")
    assert desk.view.caret() == text.index("Tom Orr")


def test_a_jump_leaves_lines_to_read_around_the_caret(open_desk):
    """The caret's line is neither the last nor the first one in sight."""
    text = "\n\n".join(f"Line {n} stays. A “word” more." for n in range(80))
    desk = open_desk([text])
    desk.focus(desk.view)
    desk.view.place_caret(0)
    desk.key("q", times=60)
    assert desk.view.verticalScrollBar().value() > 0
    rect, height = desk.view.cursorRect(), desk.view.viewport().height()
    assert rect.bottom() < height - 2 * rect.height()
    desk.key("q", SHIFT, times=24)
    assert desk.view.verticalScrollBar().value() > 0
    assert desk.view.cursorRect().top() > 2 * rect.height()


def test_larger_text_keeps_the_first_line_in_sight(open_desk):
    """In a long paragraph, too: what was at the top is in the line at the top."""
    text = "Title\n\n" + " ".join(f"Sentence {n} of a long paragraph." for n in range(300))
    desk = open_desk([text])
    desk.focus(desk.view)
    desk.view.verticalScrollBar().setValue(30)
    top, _ = desk.view.visible_range()
    assert top > 1000
    desk.key("+", CTRL)
    shown = desk.view.visible_range()
    assert shown[0] <= top < shown[0] + 100


def test_going_on_while_ctrl_is_held_selects_one_article(open_desk):
    """Ctrl adds rows to the selection by click only, not by Ctrl+PageDown or Ctrl+Return."""
    desk = open_desk([TEXT, TEXT, TEXT])
    rows = desk.window.queue.list
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Return):
        desk.focus(desk.view)
        desk.key(key, CTRL)
        assert rows.selected_count == 1
        assert rows.selected_row == (0 if key == Qt.Key.Key_PageUp else 1)


JUMPS = (
    "Ada Vell met the crew. The crew waits.\n\n“We wait,” she said.\n\n"
    "Tom Lund left; nobody saw it."
)


@pytest.mark.parametrize(
    ("key", "held", "place"),
    [
        ("e", NO, "nobody"),
        ("e", SHIFT, "Ada"),
        ("q", NO, "nobody"),
        ("q", SHIFT, "Ada"),
        ("v", NO, "nobody"),
        ("v", SHIFT, "Ada"),
        ("u", NO, "nobody"),
        ("h", NO, "nobody"),
        (Qt.Key.Key_F3, NO, "nobody"),
        (Qt.Key.Key_Up, ALT, "Ada"),
        (Qt.Key.Key_Up, CTRL, "Ada"),
    ],
)
def test_a_jump_that_finds_nothing_lets_go_of_the_span(open_desk, key, held, place):
    """A label's key then tags anew: what stood there before the jump keeps its label."""
    desk = open_desk([JUMPS])
    desk.view.place_caret(JUMPS.index(place))
    desk.key("1")
    span = desk.session.current_span
    desk.window.find_bar.box.setText("walrus")
    desk.key(key, held)
    assert desk.session.current == ""
    assert desk.status()
    desk.key("3")
    assert desk.session.spans[span.id] == span
    assert desk.session.current != span.id


def test_a_step_that_finds_no_span_leaves_the_current_one_alone(open_desk):
    """After S at the end a label's key says why it does nothing; pressed again, it does it."""
    desk = open_desk([JUMPS])
    desk.view.place_caret(JUMPS.index("nobody"))
    desk.key("1")
    for step in (NO, SHIFT):
        desk.key("s", step)
        assert "no further span" in desk.status()
        assert desk.session.current_span.label == "claim"
        desk.key("3")
        assert [span.label for span in desk.session.spans.values()] == ["claim"]
        assert "no further span" in desk.status()
    desk.key("s")
    desk.key("r")
    assert [span.label for span in desk.session.spans.values()] == ["claim"]
    desk.key("3")
    assert [span.label for span in desk.session.spans.values()] == ["entity"]


def test_what_begins_at_the_caret_is_the_next(open_desk):
    """E and S stop there first, unless it is current or E has just led there."""
    desk = open_desk([JUMPS])
    desk.view.place_caret(0)
    desk.key("e")
    assert desk.view.caret() == 0
    assert "Ada Vell" in desk.status()
    desk.key("e")
    assert desk.view.caret() == JUMPS.index("Tom")
    desk.key("3")
    desk.view.place_caret(0)
    desk.key("e")
    desk.key("3")
    assert desk.session.current_span.text == "Ada Vell"
    ada = desk.session.current
    desk.view.place_caret(JUMPS.index("Tom"))
    desk.key("s")
    assert desk.session.current_span.text == "Tom Lund"
    desk.view.place_caret(JUMPS.index("The crew"))
    desk.key("s", SHIFT)
    assert desk.session.current == ada
    desk.key(Qt.Key.Key_Escape)
    desk.key("s")
    assert desk.session.current == ada


def test_the_next_untagged_sentence_may_have_names(open_desk):
    """What is tagged as a word or a name does not count, unless that is chosen in the menu."""
    desk = open_desk([JUMPS])
    for name in ("Tom", "Ada"):
        desk.view.place_caret(JUMPS.index(name))
        desk.key("3")
    desk.view.place_caret(JUMPS.index("“We"))
    desk.key("2")
    desk.view.place_caret(JUMPS.index("The crew"))
    desk.key("u")
    assert desk.view.caret() == JUMPS.index("Tom")
    switch = desk.window.actions_by_name["any_span"]
    switch.trigger()
    desk.view.place_caret(JUMPS.index("The crew"))
    desk.key("u")
    assert desk.view.caret() == JUMPS.index("The crew")
    assert "no further sentence" in desk.status()
    desk.close()
    desk = open_desk()
    assert desk.window.actions_by_name["any_span"].isChecked()
    desk.view.place_caret(0)
    desk.key("u")
    assert desk.view.caret() == JUMPS.index("The crew")
    desk.key("u")
    assert "no further sentence" in desk.status()
    desk.window.actions_by_name["any_span"].trigger()
    desk.key("u")
    assert desk.view.caret() == JUMPS.index("Tom")
