"""Which spans are about the same thing, and which disputes a decision settles."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.annotation.adjudication.disputes import Disputed, Disputes, key_of
from annotator.annotation.records import (
    UNANIMOUS,
    Decision,
    Settled,
    Span,
    make_fragments,
)

TEXT = "abcdefghij" * 12


def span(name, *ranges, who="x", label="claim"):
    fragments = make_fragments(TEXT, ranges)
    return Span(id=name, article="a", annotator=who, label=label, fragments=fragments)


def decision(start, end, *accepted, gold=(), reason=""):
    return Decision(
        id=f"d{start}-{end}",
        article="a",
        start=start,
        end=end,
        by="lead",
        verdict=Settled.ACCEPTED,
        reason=reason,
        accepted=accepted,
        gold=gold,
    )


def told(disputes):
    return [(one.place, one.kind, [its.id for its in one.spans]) for one in disputes.all]


def test_each_kind():
    spans = [
        span("b1", (0, 10)),
        span("b2", (2, 10), who="y"),
        span("l1", (20, 30)),
        span("l2", (20, 28), who="y", label="quote"),
        span("m1", (40, 44)),
        span("s1", (50, 60)),
        span("s2", (50, 54), who="y"),
        span("s3", (56, 60), who="y"),
        span("u1", (70, 80)),
        span("u2", (70, 80), who="y"),
    ]
    disputes = Disputes(spans, ["x", "y"])
    assert told(disputes) == [
        ((0, 10), Disputed.BOUNDARY, ["b1", "b2"]),
        ((20, 30), Disputed.LABEL, ["l2", "l1"]),
        ((40, 44), Disputed.MISSED, ["m1"]),
        ((50, 60), Disputed.SPLIT, ["s2", "s1", "s3"]),
    ]
    assert [its.id for its in disputes.agreed] == ["u1", "u2"]


def test_what_lies_inside_is_a_dispute_of_its_own():
    spans = [
        span("c1", (0, 60)),
        span("c2", (0, 70), who="y"),
        span("e1", (10, 15), label="entity"),
        span("q1", (20, 30), label="quote"),
        span("q2", (20, 30), label="quote", who="y"),
    ]
    disputes = Disputes(spans, ["x", "y"])
    assert [one[0] for one in told(disputes)] == [(0, 70), (10, 15)]
    # Deciding on the claim says nothing of the entity and the quote within.
    settled = disputes.settled((), [decision(0, 70, "c1")], spans)
    assert settled == {"c1", "c2"}
    # A place that is nobody's in particular settles all that lies within.
    settled = disputes.settled((), [decision(0, 80)], spans)
    assert settled == {one.id for one in spans}


def test_what_all_have_on_a_disputed_place_is_decided_with_it():
    spans = [
        span("c1", (0, 9)),
        span("c2", (0, 9), who="y"),
        span("q1", (0, 9), label="quote"),
    ]
    disputes = Disputes(spans, ["x", "y"])
    assert told(disputes) == [((0, 9), Disputed.LABEL, ["c1", "c2", "q1"])]


def test_who_is_not_done_and_who_is_alone_dispute_nothing():
    spans = [span("a", (0, 9)), span("b", (0, 8), who="z")]
    assert not Disputes(spans, ["x"]).all
    assert told(Disputes(spans, ["x", "y"])) == [((0, 9), Disputed.MISSED, ["a"])]


def test_standings():
    spans = [span("a", (0, 9)), span("b", (0, 8), who="y"), span("c", (20, 30))]
    disputes = Disputes(spans, ["x", "y"])
    made = [decision(0, 9, "a"), decision(50, 55), decision(60, 70, reason=UNANIMOUS)]
    dispute_states = disputes.dispute_states(made, disputes.settled((), made, spans))
    assert [(one.place, one.kind, one.settled) for one in dispute_states] == [
        ((0, 9), Disputed.BOUNDARY, True),
        ((20, 30), Disputed.MISSED, False),
        ((50, 55), None, True),
    ]
    assert dispute_states[0].decision is made[0]


def test_gold_that_overlaps_settles_its_label_only():
    spans = [span("a", (0, 9)), span("b", (0, 9), who="y", label="quote"), span("c", (5, 20))]
    gold = [span("g", (30, 40), who="gold"), span("h", (8, 12), who="gold")]
    disputes = Disputes(spans, ["x", "y"])
    made = [decision(30, 40, gold=("g", "h"))]
    assert disputes.settled(gold, made, spans) == {"a", "c"}


@st.composite
def several(draw):
    spans = []
    for number in range(draw(st.integers(0, 12))):
        start = draw(st.integers(0, 60))
        end = start + draw(st.integers(1, 25))
        who = draw(st.sampled_from("xyz"))
        label = draw(st.sampled_from(["claim", "quote"]))
        spans.append(span(f"s{number:02}", (start, end), who=who, label=label))
    return spans


@given(several(), st.permutations("xyz"))
def test_every_span_is_agreed_or_in_one_dispute(spans, done):
    disputes = Disputes(spans, done)
    inside = [its.id for one in disputes.all for its in one.spans]
    assert len(inside) == len(set(inside))
    agreed = {its.id for its in disputes.agreed}
    assert agreed | set(inside) == {one.id for one in spans}
    for one in disputes.all:
        assert one.start == min(its.start for its in one.spans)
        assert one.end == max(its.end for its in one.spans)
        assert not {its.id for its in one.spans} <= agreed
    assert len(disputes.places) == len(disputes.all)
    by_key = {}
    for one in spans:
        by_key.setdefault(key_of(one), set()).add(one.annotator)
    assert agreed == {one.id for one in spans if len(by_key[key_of(one)]) == 3}
    # Order of spans and annotators means nothing.
    assert told(Disputes(spans[::-1], done[::-1])) == told(disputes)


@given(several())
def test_deciding_on_every_dispute_and_what_is_unanimous_settles_all(spans):
    disputes = Disputes(spans, "xyz")
    made = [decision(*one.place) for one in disputes.all]
    made.append(decision(0, 1, *(its.id for its in disputes.agreed), reason=UNANIMOUS))
    assert disputes.settled((), made, spans) == {one.id for one in spans}
    assert all(one.settled for one in disputes.dispute_states(made, {one.id for one in spans}))
