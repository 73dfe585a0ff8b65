"""What is boilerplate."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.annotation.records import Label, Span, make_fragments
from annotator.workbench.tagging.boilerplate import boilerplate, without

ranges = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=6).map(
    lambda some: [(start, start + length) for start, length in some]
)


def test_boilerplate_is_what_tags_blocks():
    """By the unit of the label; tagging with that label it is no boilerplate."""
    labels = [Label(id="b", name="furniture", unit="block"), Label(id="e", name="entity")]
    spans = [
        Span(
            id=one,
            article="a",
            annotator="x",
            label=one,
            fragments=make_fragments("abc", ((0, 2),)),
        )
        for one in "be"
    ]
    assert boilerplate(spans, labels) == [(0, 2)]
    assert boilerplate(spans, labels, but="b") == []


@given(ranges, ranges)
def test_what_is_cut_out_is_gone_and_nothing_else(given_ranges, cut):
    """Sign by sign, for ranges in any order, also where those to be cut out overlap."""
    kept = {at for start, end in given_ranges for at in range(start, end)}
    for start, end in cut:
        kept -= set(range(start, end))
    left = without(given_ranges, cut)
    assert {at for start, end in left for at in range(start, end)} == kept
    assert all(start < end for start, end in left)


def test_what_is_left_stays_in_pieces():
    """A piece on either side of each cut; what is not touched is as it was."""
    assert without([(0, 20)], [(5, 8), (12, 15)]) == ((0, 5), (8, 12), (15, 20))
    assert without([(0, 4), (6, 9)], [(4, 6)]) == ((0, 4), (6, 9))
    assert without([(0, 4)], [(0, 9)]) == ()
