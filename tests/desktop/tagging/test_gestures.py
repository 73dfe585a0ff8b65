"""What keys mean: from selection and current span to edits."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.desktop.desk import ALT, CTRL, SHIFT
from tests.desktop.tagging.names import TEXT, at, caret_to


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


def test_repeat_uses_the_last_label_again(open_desk):
    """R tags with the label of the last key."""
    desk = open_desk([TEXT])
    desk.view.select(*at("Ada Vell", 2))
    desk.key("3")
    desk.view.select(*at("quay"))
    desk.key("r")
    assert desk.session.current_span.label == "entity"


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


def test_an_edge_stops_one_character_before_the_next_fragment(open_desk):
    """Fragments that met would be one: neither edge of the gap goes so far, by key or by word."""
    desk = open_desk(["abcdefghij klm"])
    desk.view.select(0, 3)
    desk.key("3")
    desk.view.select(5, 8)
    desk.key("f")
    desk.view.place_caret(6)
    desk.key(Qt.Key.Key_Left, ALT, times=3)
    assert desk.shown() == [("entity", ((0, 3), (4, 8)))]
    assert "cannot move further" in desk.status()
    desk.view.place_caret(1)
    desk.key(Qt.Key.Key_Right, ALT | SHIFT, times=2)
    assert desk.shown() == [("entity", ((0, 3), (4, 8)))]
    assert "cannot move further" in desk.status()


@pytest.mark.parametrize("key", ["1", Qt.Key.Key_Delete])
def test_a_current_span_out_of_sight_is_shown_before_it_is_changed(open_desk, key):
    """The first key shows it and changes nothing; the second one, when it is seen, does."""
    desk = open_desk(["Ada Vell spoke.\n\n" * 80])
    desk.focus(desk.view)
    desk.view.place_caret(2)
    desk.key("3")
    before = desk.shown()
    assert before == [("entity", ((0, 8),))]
    bar = desk.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert not desk.view.in_sight(0)
    desk.key(key)
    assert desk.shown() == before
    assert desk.view.in_sight(0)
    assert "Press again" in desk.status()
    desk.key(key)
    assert desk.shown() == ([("claim", ((0, 8),))] if key == "1" else [])


WORDS = (
    "They met Anna Berg on\u00a0Tuesday. “We were late,” said Karl OstrandKarl Ostrand."
    "\n\nLater on."
)
LEFT, RIGHT = Qt.Key.Key_Left, Qt.Key.Key_Right
PAGE_UP, PAGE_DOWN = Qt.Key.Key_PageUp, Qt.Key.Key_PageDown


@pytest.mark.parametrize(
    ("piece", "steps", "wanted"),
    [
        ("Anna Berg", [(RIGHT, ALT), (PAGE_UP, ALT)], "Anna Berg"),
        ("Anna Berg", [(PAGE_DOWN, ALT)], "Berg"),
        ("Anna Berg", [(PAGE_DOWN, ALT), (PAGE_UP, ALT)], "Anna Berg"),
        ("Anna Berg", [(PAGE_UP, ALT)], "met Anna Berg"),
        ("Anna Berg", [(PAGE_UP, ALT | SHIFT)], "Anna"),
        ("Anna Berg", [(PAGE_UP, ALT | SHIFT), (PAGE_DOWN, ALT | SHIFT)], "Anna Berg"),
        ("Anna Berg", [(PAGE_DOWN, ALT | SHIFT)] * 2, "Anna Berg on\u00a0Tuesday"),
        ("Anna Berg", [(LEFT, ALT | SHIFT), (PAGE_DOWN, ALT | SHIFT)], "Anna Berg"),
        ("Anna Berg", [(RIGHT, ALT | SHIFT), (LEFT, ALT | SHIFT)], "Anna Berg"),
        ("We were late", [(PAGE_DOWN, ALT | SHIFT)] * 2, "We were late,”"),
        ("We were late", [(PAGE_UP, ALT)], "“We were late"),
        ("Karl OstrandKarl", [(PAGE_UP, ALT | SHIFT)], "Karl Ostrand"),
        ("Ostrand.", [(PAGE_DOWN, ALT | SHIFT)], "Ostrand.\n\nLater"),
    ],
)
def test_edges_by_words_rest_on_words(open_desk, piece, steps, wanted):
    """Out and back is where it was, and no space is left at an end."""
    desk = open_desk([WORDS])
    start = WORDS.index(piece)
    desk.view.select(start, start + len(piece))
    desk.key("3")
    for key, held in steps:
        desk.key(key, held)
    assert desk.session.current_span.text == wanted
