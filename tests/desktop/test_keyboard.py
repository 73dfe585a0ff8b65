"""Annotating by keyboard alone, with real keys."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt

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
        ("prize", "4", "prize"),
    ],
)
def test_a_label_key_alone_tags_what_suits_the_label(open_desk, piece, key, wanted):
    """An entity takes the name, a quote the passage, a claim the sentence, others the word."""
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
    assert sorted(span.text for span in desk.session.spans.values()) == ["Ferry", "in"]


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
