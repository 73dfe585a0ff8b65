"""Disagreements by place: grouped, ranked, filtered."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.figures import Disagreement
from annotator.desktop.agreement.places import KINDS, group


def disagreement(
    spans, pair=("ana", "ben"), kind="missed", start=0, end=5, labels=("claim", None), **other
):
    return Disagreement(
        article=other.get("article", "a"),
        start=start,
        end=end,
        kind=kind,
        spans=tuple(spans),
        pair=pair,
        labels=labels,
        characters=other.get("characters", end - start),
    )


def test_what_one_missed_is_one_place_however_many_pairs_differ():
    cases = [
        disagreement(["x"], ("ana", "cy")),
        disagreement(["y"], ("ben", "cy")),  # the same place, another span
    ]
    [place] = group(cases)
    assert place.cases == tuple(cases)
    assert place.says() == {"claim": ["ana", "ben"], "": ["cy"]}


def test_boundaries_of_three_are_one_place_as_wide_as_all():
    cases = [
        disagreement(["x", "y"], ("ana", "ben"), "boundary", 2, 8, ("claim", "claim")),
        disagreement(["x", "z"], ("ana", "cy"), "boundary", 1, 9, ("claim", "claim")),
        disagreement(["y", "z"], ("ben", "cy"), "boundary", 1, 8, ("claim", "claim")),
    ]
    [place] = group(cases)
    assert (place.start, place.end, place.characters) == (1, 9, 8)
    assert place.says() == {"claim": ["ana", "ben", "cy"]}


def test_places_of_other_articles_stay_apart_and_most_characters_come_first():
    cases = [
        disagreement(["x"], article="a"),
        disagreement(["y"], article="b", characters=40),
        disagreement(["z"], start=7, end=9),
    ]
    places = group(cases)
    assert [one.characters for one in places] == [40, 5, 2]


def test_filters_ask_for_one_case_that_has_all():
    """A place with a missed claim of one pair and a label case of another is no missed quote."""
    cases = [
        disagreement(["x"], ("ana", "ben"), "missed", labels=("claim", None)),
        disagreement(["x", "y"], ("ana", "cy"), "label", labels=("claim", "quote")),
    ]
    [place] = group(cases)
    assert place.kinds == ("label", "missed")
    assert place.fits(None, None, None)
    assert place.fits("claim", ("ana", "ben"), "missed")
    assert not place.fits("quote", None, "missed")
    assert not place.fits(None, ("ana", "cy"), "missed")
    assert not place.fits(None, ("ben", "cy"), None)
    assert not place.fits("entity", None, None)


@given(
    st.lists(
        st.tuples(
            st.lists(st.integers(0, 8), min_size=1, max_size=3),
            st.integers(0, 4),
            st.integers(1, 3),
        ),
        max_size=12,
    )
)
def test_every_case_is_in_exactly_one_place_and_places_share_no_span(drawn):
    cases = [
        disagreement([str(one) for one in spans], start=start, end=start + size, kind=KINDS[size])
        for spans, start, size in drawn
    ]
    places = group(cases)
    assert sorted(map(repr, cases)) == sorted(repr(c) for one in places for c in one.cases)
    spans = [{span for case in one.cases for span in case.spans} for one in places]
    assert sum(map(len, spans)) == len(set().union(*spans))
    assert [-one.characters for one in places] == sorted(-one.characters for one in places)
