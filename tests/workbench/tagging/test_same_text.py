"""Where a text stands, and which places are left out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.text import is_grapheme_boundary
from annotator.workbench.tagging.same_text import (
    Edge,
    Place,
    Wanted,
    Why,
    edge_at,
    left_out,
    places,
    wanted_at,
)
from tests.strategies import messy_text


def found(text, wanted, tagged=(), blocks=()):
    return [(one.start, one.end, one.why) for one in places(text, wanted, tagged, blocks)]


def test_places_are_whole_words():
    """Parts of longer words are none; where a space seems lost they are left out."""
    text = "Ann saw Anna and AnnTold Ann."
    assert found(text, Wanted("Ann")) == [
        (0, 3, None),
        (17, 20, Why.LONGER_WORD),
        (25, 28, None),
    ]
    assert found("aaaa", Wanted("aa")) == []
    assert found("…", Wanted("…")) == [(0, 1, None)]
    assert found("text", Wanted("")) == []


def test_a_selection_that_cuts_a_word_finds_what_is_cut_so():
    """Only the side that was cut may be cut elsewhere; a seam asks for a seam at least."""
    text = "unhappy happy happier, unhappily MilleyMark Mark Marks"
    cut = wanted_at(text, 2, 7)  # un|happy
    assert (cut.start, cut.end) == (Edge.WORD_PART, Edge.WORD)
    assert found(text, cut) == [(2, 7, None), (8, 13, None)]
    mark = text.index("Mark ")
    seam = wanted_at(text, mark, mark + 4)
    assert (seam.start, seam.end) == (Edge.SEAM, Edge.WORD)
    assert found(text, seam) == [(mark, mark + 4, None), (mark + 5, mark + 9, None)]


def test_a_possessive_is_no_part_of_the_word():
    """A name before ’s is that name, with either apostrophe."""
    text = "Ada’s plan, Ada's plan, Adas plan, Ada’so, Ada-led"
    assert found(text, Wanted("Ada")) == [(0, 3, None), (12, 15, None)]


def test_no_character_is_cut():
    """Combining marks and emoji of several signs stay whole, whatever was selected."""
    assert found("Zoe Zoe\u0301 👩 👩\u200d🚀", Wanted("Zoe")) == [(0, 3, None)]
    assert found("👩 👩\u200d🚀", Wanted("👩")) == [(0, 1, None)]
    assert edge_at("e\u0301a", 1) is Edge.CHARACTER


def test_what_is_tagged_is_left_out_by_its_reason():
    """The very span, inside one of the label, over its edge, in boilerplate."""
    text = "Vell Ada Vell Vell Vell Vell."
    tagged = [((0, 4),), ((5, 13),), ((16, 18), (24, 28))]
    assert found(text, Wanted("Vell"), tagged, [(18, 24)]) == [
        (0, 4, Why.TAGGED),
        (9, 13, Why.INSIDE),
        (14, 18, Why.CROSSING),
        (19, 23, Why.BOILERPLATE),
        (24, 28, Why.INSIDE),
    ]
    assert left_out([Place(0, 1), Place(2, 3, Why.INSIDE)]) == {Why.INSIDE: 1}


ranges = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=6).map(
    lambda some: [(start, start + length) for start, length in some]
)


@given(messy_text(), st.data(), ranges, ranges)
def test_each_place_is_the_text_and_its_reason_is_true(text, data, tagged, blocks):
    """Compared with looking at every range, one by one."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    wanted = wanted_at(text, start, end)
    after = 0
    for one in places(text, wanted, [(pair,) for pair in tagged], blocks):
        assert text[one.start : one.end] == wanted.text
        assert one.start >= after
        after = one.end
        over = [(a, b) for a, b in tagged if a < one.end and b > one.start]
        if (one.start, one.end) in tagged:
            assert one.why is Why.TAGGED
        elif any(a <= one.start and b >= one.end for a, b in over):
            assert one.why is Why.INSIDE
        elif over:
            assert one.why is Why.CROSSING
        elif any(a < one.end and b > one.start for a, b in blocks):
            assert one.why is Why.BOILERPLATE
        else:
            assert one.why in (None, Why.LONGER_WORD)
        if Edge.CHARACTER not in (wanted.start, wanted.end):
            assert is_grapheme_boundary(text, one.start)
            assert is_grapheme_boundary(text, one.end)
