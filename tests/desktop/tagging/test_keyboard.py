"""Annotating by keyboard alone, with real keys."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.desktop.desk import ALT, CTRL, SHIFT

TEXT = (
    "Ferry stays in port\n"
    "\n"
    "Gen. Ada VellAda VellHarbour wins prize MORE, the chief, said the quay holds 😀 9,000 people. "
    "“We wait,” she said. “Not on Jan. 6,” she added.\n"
    "\n"
    "Ada Vell spoke again. Ada Vell left."
)


def at(piece: str, number: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(number + 1):
        start = TEXT.index(piece, start + 1)
    return start, start + len(piece)


def caret_to(desk, piece: str, number: int = 0) -> None:
    desk.view.place_caret(at(piece, number)[0])


@pytest.mark.parametrize(
    ("piece", "key", "wanted"),
    [
        ("Vell", "3", "Ada Vell"),
        ("wait", "2", "“We wait,”"),
        ("quay", "1", None),
        ("prize", "4", "Ada VellHarbour wins prize MORE"),
    ],
)
def test_a_label_key_alone_tags_what_suits_the_label(open_desk, piece, key, wanted):
    """An entity takes the name, a quote the passage, a claim the sentence, boilerplate a block."""
    desk = open_desk([TEXT])
    caret_to(desk, piece)
    desk.key(key)
    (span,) = desk.session.spans.values()
    if wanted is None:
        assert span.text.startswith("Gen. Ada VellAda")
        assert span.text.endswith("9,000 people.")
    else:
        assert span.text == wanted


def test_reading_on_and_tagging_the_next_word(open_desk):
    """After a tag the caret goes on by words; the next key tags there and relabels nothing."""
    desk = open_desk([TEXT])
    caret_to(desk, "Ferry")
    desk.key("3")
    desk.key(Qt.Key.Key_Right, CTRL, times=2)
    desk.key("4")
    assert sorted(span.text for span in desk.session.spans.values()) == [
        "Ferry",
        "Ferry stays in port",
    ]


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


def test_repeat_after_a_start_takes_the_label_of_the_current_span(open_desk):
    """Nothing has been tagged in this run: the span that is current says which label."""
    desk = open_desk([TEXT])
    first, second = TEXT.split()[:2]
    desk.drag(0, len(first))
    desk.key("3")
    desk.close()
    desk = open_desk()
    desk.click(1)
    assert desk.session.current_span is not None
    start = len(first) + 1
    desk.drag(start, start + len(second))
    desk.key("r")
    assert desk.shown() == [
        ("entity", ((0, len(first)),)),
        ("entity", ((start, start + len(second)),)),
    ]


def test_repeat_and_tag_every_same_text(open_desk):
    """R uses the last label again; T tags every same text as one step of undo."""
    desk = open_desk([TEXT])
    desk.view.select(*at("Ada Vell", 2))
    desk.key("3")
    desk.key("t")
    texts = [span.text for span in desk.session.spans.values()]
    assert texts == ["Ada Vell"] * 4
    desk.key("z", CTRL)
    assert len(desk.session.spans) == 1
    desk.view.select(*at("quay"))
    desk.key("r")
    assert desk.session.current_span.label == "entity"


def test_tagging_every_same_text_leaves_the_page_where_it_is(open_desk):
    """T, Undo and Redo touch many places; the one that is read stays, and is the current span."""
    text = "Ada Vell spoke.\n\n" * 80
    desk = open_desk([text])
    start = text.index("Ada Vell", len(text) // 2)
    desk.view.reveal(start)
    desk.window.gestures.last_label = "entity"
    desk.view.select(start, start + 8)
    top = desk.view.visible_range()
    desk.key("t")
    assert len(desk.session.spans) == 80
    assert desk.session.current_span.start == start
    assert desk.view.visible_range() == top
    desk.key("z", CTRL)
    assert not desk.session.spans
    assert desk.view.visible_range() == top
    desk.key("z", CTRL | SHIFT)
    assert len(desk.session.spans) == 80
    assert desk.view.visible_range() == top


def test_split_and_join(open_desk):
    """X splits at the caret, M joins with the next of the label; each is one step."""
    desk = open_desk([TEXT])
    start, end = at("Ada Vell spoke again")
    desk.view.select(start, end)
    desk.key("1")
    desk.view.place_caret(start + 9)
    desk.key("x")
    assert [s.text for s in sorted(desk.session.spans.values(), key=lambda s: s.start)] == [
        "Ada Vell",
        "spoke again",
    ]
    desk.session.set_current(min(desk.session.spans.values(), key=lambda s: s.start).id)
    desk.key("m")
    (span,) = desk.session.spans.values()
    assert span.ranges == ((start, start + 8), (start + 9, end))
    desk.key("z", CTRL)
    assert len(desk.session.spans) == 2
    desk.key("z", CTRL)
    assert [span.ranges for span in desk.session.spans.values()] == [((start, end),)]
    assert not desk.project().check()


def test_names_inside_a_claim_just_tagged_leave_it_a_claim(open_desk):
    """The caret has gone on inside the current span: the next key tags there."""
    desk = open_desk([TEXT])
    caret_to(desk, "spoke")
    desk.key("1")
    desk.key(Qt.Key.Key_Left, CTRL, times=2)
    desk.key("3")
    assert [(s.label, s.text) for s in desk.session.spans.values()] == [
        ("claim", "Ada Vell spoke again."),
        ("entity", "Ada Vell"),
    ]


def test_a_wrong_key_is_put_right_by_the_right_one(open_desk):
    """As long as the caret has not moved, another label's key means the span just tagged."""
    desk = open_desk([TEXT])
    caret_to(desk, "spoke")
    desk.key("1")
    desk.key("2")
    assert [span.label for span in desk.session.spans.values()] == ["quote"]
    desk.key("z", CTRL)
    desk.key("4")
    assert [span.label for span in desk.session.spans.values()] == ["boilerplate"]
    desk.key("s", SHIFT)
    desk.click(at("Ada Vell", 2)[0] + 2)
    desk.key("1")
    assert [span.label for span in desk.session.spans.values()] == ["claim"]


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


def test_a_block_of_furniture_is_passed_over(open_desk):
    """The glued part is tagged without going to its end; the caret goes on behind it."""
    desk = open_desk([TEXT])
    caret_to(desk, "Ada Vell", 1)
    desk.key("4")
    start, end = at("Ada VellHarbour wins prize MORE")
    assert desk.shown() == [("boilerplate", ((start, end),))]
    assert desk.view.caret() == end
    desk.key("3")
    assert desk.shown() == [("entity", ((start, end),))]


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


def test_a_quote_of_two_passages_in_reading_order(open_desk):
    """Shift+M joins with the one before: it stays, and is current; F alone takes the passage."""
    desk = open_desk([TEXT])
    caret_to(desk, "“We")
    desk.key("2")
    first = desk.session.current
    desk.key("q", times=2)
    desk.key("2")
    desk.key("m", SHIFT)
    whole = [("quote", (at("“We wait,”"), at("“Not on Jan. 6,”")))]
    assert desk.shown() == whole
    assert desk.session.current == first
    desk.key("m", SHIFT)
    assert "no further span" in desk.status()
    desk.key("z", CTRL, times=2)
    desk.session.set_current(first)
    caret_to(desk, "“We")
    desk.key("q", times=2)
    desk.key("f")
    assert desk.shown() == whole
    desk.key("f")
    assert "select more text" in desk.status()
    assert desk.shown() == whole
    assert not desk.project().check()


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
