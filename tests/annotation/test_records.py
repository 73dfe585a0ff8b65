"""Fragments: made from ranges, and checked against the text that they claim to cover."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.annotation.records import (
    Fragment,
    Span,
    check_fragments,
    make_fragments,
    shorten,
)
from annotator.errors import OffsetError, RuleError
from tests.strategies import messy_text, ranges_in

TEXT = "0123456789"


def span_of(*fragments: Fragment) -> Span:
    return Span(id="s", article="a", annotator="x", label="claim", fragments=fragments)


# Allen's thirteen relations of two ranges, and whether they become one fragment.
RELATIONS = [
    ("before", (0, 2), (4, 6), ((0, 2), (4, 6))),
    ("meets", (0, 2), (2, 6), ((0, 6),)),
    ("overlaps", (0, 4), (2, 6), ((0, 6),)),
    ("starts", (0, 3), (0, 6), ((0, 6),)),
    ("during", (2, 4), (0, 6), ((0, 6),)),
    ("finishes", (3, 6), (0, 6), ((0, 6),)),
    ("equals", (1, 5), (1, 5), ((1, 5),)),
    ("one apart", (0, 2), (3, 6), ((0, 2), (3, 6))),
]


@pytest.mark.parametrize(("one", "other", "expected"), [row[1:] for row in RELATIONS])
def test_two_ranges(one, other, expected):
    """Ranges that overlap or touch become one fragment, in whichever order they come."""
    for ranges in ((one, other), (other, one)):
        made = make_fragments(TEXT, ranges)
        assert tuple((f.start, f.end) for f in made) == expected
        assert all(f.text == TEXT[f.start : f.end] for f in made)


@pytest.mark.parametrize(
    "wrong", [(-1, 2), (3, 3), (4, 2), (0, 11), (10, 11), (10, 10), (-3, -1), (11, 12)]
)
def test_a_range_must_lie_inside(wrong):
    """An empty, reversed or outside range is refused, also beside a good one."""
    for ranges in ((wrong,), ((0, 1), wrong), (wrong, (8, 10))):
        with pytest.raises(OffsetError):
            make_fragments(TEXT, ranges)


def test_a_span_needs_a_range():
    """No range, no span."""
    with pytest.raises(RuleError, match="at least one"):
        make_fragments(TEXT, ())


@given(st.data())
def test_fragments_are_the_union_of_the_ranges(data):
    """Fragments cover exactly the characters that any range covers, apart and in order."""
    text = data.draw(messy_text().filter(bool))
    ranges = tuple(data.draw(st.lists(ranges_in(text), min_size=1, max_size=6)))
    made = make_fragments(text, ranges)
    covered = [any(start <= i < end for start, end in ranges) for i in range(len(text))]
    assert [any(f.start <= i < f.end for f in made) for i in range(len(text))] == covered
    assert all(one.end < other.start for one, other in pairwise(made))
    check_fragments(span_of(*made), text)


@pytest.mark.parametrize(
    ("fragments", "words"),
    [
        ((), "no fragment"),
        ((Fragment(-1, 2, "01"),), "not inside"),
        ((Fragment(8, 11, "89"),), "not inside"),
        ((Fragment(3, 3, ""),), "not inside"),
        ((Fragment(5, 4, ""),), "not inside"),
        ((Fragment(0, 2, "12"),), "the span says"),
        ((Fragment(0, 2, "01 "),), "the span says"),
        ((Fragment(0, 2, ""),), "the span says"),
        ((Fragment(4, 6, "45"), Fragment(0, 2, "01")), "out of order"),
        ((Fragment(0, 4, "0123"), Fragment(3, 6, "345")), "overlap"),
        ((Fragment(0, 2, "01"), Fragment(0, 2, "01")), "overlap"),
    ],
)
def test_wrong_fragments_are_found(fragments, words):
    """Whatever is wrong with a fragment is said."""
    with pytest.raises(OffsetError, match=words):
        check_fragments(span_of(*fragments), TEXT)


@given(st.data())
def test_a_shifted_fragment_is_found(data):
    """A fragment whose text is not the one at its place is refused, and only then."""
    text = data.draw(messy_text().filter(bool))
    start, end = data.draw(ranges_in(text))
    other_start, other_end = data.draw(ranges_in(text))
    moved = span_of(Fragment(other_start, other_end, text[start:end]))
    if text[other_start:other_end] == text[start:end]:
        check_fragments(moved, text)
    else:
        with pytest.raises(OffsetError):
            check_fragments(moved, text)


def test_span_properties():
    """A span tells its extent, its text and what it covers; gaps are not covered."""
    span = span_of(Fragment(1, 3, "12"), Fragment(6, 8, "67"))
    assert (span.start, span.end, span.text, span.ranges) == (1, 8, "12 67", ((1, 3), (6, 8)))
    assert [i for i in range(10) if span.covers(i)] == [1, 2, 6, 7]


@given(messy_text(max_size=200), st.integers(2, 60))
def test_shorten(text, limit):
    """A shortened text is one line, within the limit, and marked where it was cut."""
    short = shorten(text, limit)
    assert len(short) <= limit
    assert len(short.splitlines()) <= 1
    whole = " ".join(text.split())
    assert short == whole or (short.endswith("…") and whole.startswith(short[:-1].rstrip()))
