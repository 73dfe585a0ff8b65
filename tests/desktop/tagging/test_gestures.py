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


@pytest.mark.parametrize(
    ("piece", "steps", "wanted"),
    [
        ("Anna Berg", [(RIGHT, ALT), (LEFT, CTRL | ALT)], "Anna Berg"),
        ("Anna Berg", [(RIGHT, CTRL | ALT)], "Berg"),
        ("Anna Berg", [(RIGHT, CTRL | ALT), (LEFT, CTRL | ALT)], "Anna Berg"),
        ("Anna Berg", [(LEFT, CTRL | ALT)], "met Anna Berg"),
        ("Anna Berg", [(LEFT, CTRL | ALT | SHIFT)], "Anna"),
        ("Anna Berg", [(LEFT, CTRL | ALT | SHIFT), (RIGHT, CTRL | ALT | SHIFT)], "Anna Berg"),
        ("Anna Berg", [(RIGHT, CTRL | ALT | SHIFT)] * 2, "Anna Berg on\u00a0Tuesday"),
        ("Anna Berg", [(LEFT, ALT | SHIFT), (RIGHT, CTRL | ALT | SHIFT)], "Anna Berg"),
        ("Anna Berg", [(RIGHT, ALT | SHIFT)], "Anna Berg o"),
        ("Anna Berg", [(RIGHT, ALT | SHIFT), (LEFT, ALT | SHIFT)], "Anna Berg"),
        ("We were late", [(RIGHT, CTRL | ALT | SHIFT)] * 2, "We were late,”"),
        ("We were late", [(LEFT, CTRL | ALT)], "“We were late"),
        ("Karl OstrandKarl", [(LEFT, CTRL | ALT | SHIFT)], "Karl Ostrand"),
        ("Ostrand.", [(RIGHT, CTRL | ALT | SHIFT)], "Ostrand.\n\nLater"),
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


GLUED = "The chief saidMore by Ada Vell MORE that it holds. The end."


def _glued(desk):
    """Tag the glued part as boilerplate; return its range."""
    start = GLUED.index("More")
    end = GLUED.index(" that")
    desk.view.select(start, end)
    desk.key("4")
    return start, end


def test_one_key_cuts_boilerplate_out_of_the_current_span(open_desk):
    """B leaves fragments on both sides, without the space at the cut; one step of undo."""
    desk = open_desk([GLUED])
    start, end = _glued(desk)
    sentence = GLUED.index(" The end")
    desk.view.select(0, sentence)
    desk.key("1")
    desk.key("b")
    assert desk.shown()[0] == ("claim", ((0, start), (end + 1, sentence)))
    assert desk.status().startswith("Cut boilerplate out of “The chief saidMore")
    desk.key("b")
    assert desk.status() == "There is no boilerplate in the current span."
    desk.key("z", CTRL)
    assert desk.shown()[0] == ("claim", ((0, sentence),))
    assert not desk.project().check()


def test_what_cannot_be_cut_says_why(open_desk):
    """No span; nothing but boilerplate in it; boilerplate itself."""
    desk = open_desk([GLUED])
    desk.key("b")
    assert desk.status() == "There is no current span to cut boilerplate out of."
    start, end = _glued(desk)
    desk.key("b")
    assert desk.status() == "There is no boilerplate in the current span."
    desk.view.select(start, start + 4)
    desk.key("3")
    desk.key("b")
    assert desk.status() == "The current span is nothing but boilerplate."
    assert desk.shown() == [("entity", ((start, start + 4),)), ("boilerplate", ((start, end),))]


def test_a_setting_leaves_boilerplate_out_of_new_spans(open_desk):
    """By selection, by the label's key alone and as a fragment; it is remembered."""
    desk = open_desk([GLUED])
    desk.window.actions_by_name["leave_out_boilerplate"].trigger()
    start, end = _glued(desk)
    sentence = GLUED.index(" The end")
    wanted = ("claim", ((0, start), (end + 1, sentence)))
    desk.view.select(0, sentence)
    desk.key("1")
    assert desk.shown()[0] == wanted
    assert desk.status() == "The boilerplate in it was left out."
    desk.key("z", CTRL)
    desk.view.place_caret(2)
    desk.key("1")
    assert desk.shown()[0] == wanted
    desk.key("1")
    assert len(desk.session.spans) == 2
    desk.key("z", CTRL)
    desk.view.select(len(GLUED) - 4, len(GLUED))
    desk.key("3")
    desk.view.select(0, sentence)
    desk.key("f")
    assert desk.shown()[0] == ("entity", (*wanted[1], (len(GLUED) - 4, len(GLUED))))
    desk.view.select(start, start + 4)
    desk.key("3")
    assert ("entity", ((start, start + 4),)) in desk.shown()
    desk.close()
    desk = open_desk()
    assert desk.view.leaves_out_boilerplate
    assert desk.window.actions_by_name["leave_out_boilerplate"].isChecked()


def test_without_the_setting_boilerplate_stays_inside(open_desk):
    """It is off at first: what was selected is what is tagged."""
    desk = open_desk([GLUED])
    _glued(desk)
    desk.view.select(0, GLUED.index(" The end"))
    desk.key("1")
    assert desk.shown()[0] == ("claim", ((0, GLUED.index(" The end")),))
