"""The sweep against models that look at every single character."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotator.annotation.records import Fragment, Span
from annotator.annotation.sweep import (
    SpanIndex,
    assign_lanes,
    covered,
    disjoint_runs,
    reading_order,
)

INTERVALS = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 12), st.sampled_from("abc")), max_size=8
)


@given(INTERVALS)
def test_disjoint_runs_agree_with_every_character(intervals):
    """Each character is in one run with exactly its intervals; runs that touch differ."""
    runs = list(disjoint_runs(intervals))
    model = {
        position: active
        for position in range(12)
        if (active := tuple(item for start, end, item in intervals if start <= position < end))
    }
    assert {p: run.active for run in runs for p in range(run.start, run.end)} == model
    assert sum(run.end - run.start for run in runs) == len(model)
    for one, other in pairwise(runs):
        assert one.end <= other.start
        assert one.end < other.start or one.active != other.active


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=14))
def test_lanes(sizes):
    """What overlaps lies in different lanes, and no lane too many is opened."""
    extents = [(start, start + length) for start, length in sizes]
    lanes = assign_lanes(extents)
    for i, (start, end) in enumerate(extents):
        for j, (other_start, other_end) in enumerate(extents[:i]):
            assert lanes[i] != lanes[j] or end <= other_start or other_end <= start
            if start == other_start and end != other_end:
                assert (lanes[i] < lanes[j]) == (end > other_end)
    deepest = max((sum(s <= p < e for s, e in extents) for p in range(45)), default=0)
    assert len(set(lanes)) == deepest
    assert not lanes or max(lanes) == deepest - 1


# Positions around the edges of the stretches under which spans are filed.
PLACES = st.integers(0, 12) | st.integers(1018, 1030) | st.integers(2044, 2052)


@st.composite
def spans(draw):
    edges = sorted(draw(st.sets(PLACES, min_size=2, max_size=6)))
    pairs = list(zip(edges[::2], edges[1::2], strict=False))
    return Span(
        id=f"s{draw(st.integers(0, 9))}",
        article="a",
        annotator="x",
        label="claim",
        fragments=tuple(Fragment(start, end, "x" * (end - start)) for start, end in pairs),
        created_at=draw(st.sampled_from(["", "2026-01-01", "2026-01-02"])),
    )


@given(
    st.lists(spans(), max_size=4, unique_by=lambda span: span.id),
    st.lists(st.tuples(st.booleans(), spans()), max_size=12),
    st.lists(PLACES, min_size=4, max_size=4),
)
def test_the_index_agrees_with_a_list(given_spans, steps, places):
    """After any puts, replacements and removals the index answers as a plain list would."""
    index = SpanIndex(given_spans)
    model = {span.id: span for span in given_spans}
    for puts, span in steps:
        lanes = {one: index.lane(one) for one in model if one != span.id}
        if puts:
            index.put(span)
            model[span.id] = span
        else:
            assert index.remove(span.id) == model.pop(span.id, None)
        assert {one: index.lane(one) for one in lanes} == lanes, "another span has moved"
    assert len(index) == len(model)
    assert all(index.get(f"s{n}") == model.get(f"s{n}") for n in range(10))
    assert all((f"s{n}" in index) == (f"s{n}" in model) for n in range(10))
    for start, end in pairwise(places):
        low, high = min(start, end), max(start, end) + 1
        near = [span for span in model.values() if span.start < high and span.end > low]
        assert index.between(low, high) == sorted(near, key=reading_order)
        for one in near:
            for other in near:
                if one.id != other.id and one.start < other.end and other.start < one.end:
                    assert index.lane(one.id) != index.lane(other.id)
        here = [span for span in model.values() if span.covers(low)]
        found = index.at(low)
        assert sorted(found, key=reading_order) == sorted(here, key=reading_order)
        for one, other in pairwise(found):
            assert (covered(one), other.created_at, other.id) < (
                covered(other),
                one.created_at,
                one.id,
            ) or covered(one) < covered(other)


@given(st.lists(spans(), max_size=8, unique_by=lambda span: span.id), PLACES)
def test_the_next_and_the_previous_span(given_spans, position):
    """Going from a place, or from span to span, meets every span once, in reading order."""
    index = SpanIndex(given_spans)
    ordered = sorted(given_spans, key=reading_order)
    assert index.after((position,)) == next((s for s in ordered if s.start >= position), None)
    assert index.before((position,)) == next(
        (s for s in reversed(ordered) if s.start < position), None
    )
    met, place = [], index.after((0,))
    while place is not None:
        met.append(place)
        place = index.after(reading_order(place))
    assert met == ordered
    back, place = [], index.before((10_000,))
    while place is not None:
        back.append(place)
        place = index.before(reading_order(place))
    assert back == ordered[::-1]


def one_span(name, start, end, created="1"):
    fragment = Fragment(start, end, "x" * (end - start))
    return Span(
        id=name,
        article="a",
        annotator="x",
        label="l",
        fragments=(fragment,),
        created_at=created,
    )


def test_at_gives_the_innermost_first():
    """The span that covers the fewest characters comes first; of equals, the newest."""
    outer, inner = one_span("outer", 0, 20), one_span("inner", 5, 8)
    old, new = one_span("z-old", 4, 10, "1"), one_span("a-new", 2, 8, "2")
    index = SpanIndex([old, outer, new, inner])
    assert [span.id for span in index.at(6)] == ["inner", "a-new", "z-old", "outer"]
    assert index.at(20) == []


def test_a_resized_span_keeps_its_lane():
    """A span that is replaced stays in its lane while that is free, and leaves it if not."""
    index = SpanIndex([one_span("a", 0, 5), one_span("b", 3, 9)])
    index.put(one_span("b", 4, 9))
    assert index.lane("b") == 1
    index.remove("a")
    index.put(one_span("b", 2, 9))
    assert index.lane("b") == 1
    index.put(one_span("c", 0, 4))
    assert index.lane("c") == 0
    index.put(one_span("d", 20, 25))
    index.put(one_span("d", 0, 5))
    assert index.lane("d") == 2
