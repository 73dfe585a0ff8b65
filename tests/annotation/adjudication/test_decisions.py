"""Settling planned against records in memory, and how spans differ from gold."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.annotation import edits
from annotator.annotation.adjudication.decisions import Kind, differences
from annotator.annotation.adjudication.disputes import key_of
from annotator.annotation.edits import SetGoldStatus, Settle, SettleUnanimous, Unsettle
from annotator.annotation.records import (
    UNANIMOUS,
    ArticleStatus,
    Settled,
    Span,
    Status,
    make_fragments,
)
from annotator.errors import OffsetError, RuleError
from tests.annotation.edits.test_edits import NOW, TEXT, Records


class Article(Records):
    """A state in memory with two annotators who are done with article a."""

    def __init__(self):
        super().__init__()
        self.numbers = itertools.count(1)
        for who in ("x", "y"):
            self.finish(who)

    def finish(self, who, status=Status.DONE):
        row = ArticleStatus(article="a", annotator=who, status=status)
        self.all_statuses[who, "a"] = row

    def do(self, edit, who="lead"):
        context = edits.Context(who, NOW, lambda: f"new{next(self.numbers)}")
        made = edits.plan(edit, self, context)
        self.take(made.delta)
        return made

    def settle(self, start, end, *accept, draw=(), reason=""):
        edit = Settle(article="a", start=start, end=end, accept=accept, draw=draw, reason=reason)
        return self.do(edit)

    @property
    def gold_spans(self):
        return [span for span in self.all_spans.values() if span.annotator == "gold"]

    @property
    def keys(self):
        return sorted(key_of(span) for span in self.gold_spans)

    @property
    def gold_links(self):
        ids = {span.id: key_of(span) for span in self.gold_spans}
        return [
            (link.type, ids[link.source], ids[link.target])
            for link in self.all_links.values()
            if link.source in ids
        ]

    @property
    def status_of_gold(self):
        row = self.all_statuses.get(("gold", "a"))
        return None if row is None else row.status


@pytest.fixture
def article():
    return Article()


def test_accepting_copies_a_span(article):
    ranges = ((1, 3), (6, 9))
    theirs = article.give("s", ranges=ranges, attributes={"sure": True}, note="mine", flagged=True)
    made = article.settle(0, 10, "s", reason="clear")
    (gold,) = article.gold_spans
    assert (gold.annotator, gold.origin, gold.note, gold.flagged) == ("gold", "gold", None, False)
    assert (gold.label, gold.fragments) == (theirs.label, theirs.fragments)
    assert gold.attributes == {"sure": True}
    assert gold.attributes is not theirs.attributes
    (decision,) = article.all_decisions.values()
    assert (decision.by, decision.verdict, decision.reason) == ("lead", Settled.ACCEPTED, "clear")
    assert (decision.accepted, decision.gold, decision.at) == (("s",), (gold.id,), NOW)
    assert article.all_spans["s"] is theirs
    assert (made.text, made.article) == ("Settle", "a")


def test_nothing_and_drawn(article):
    made = article.settle(0, 4)
    assert made.text == "Settle: nothing here"
    assert article.gold_spans == []
    article.settle(5, 9, draw=(("quote", ((5, 6), (8, 9))),))
    assert article.keys == [("quote", ((5, 6), (8, 9)))]
    verdicts = [one.verdict for one in article.all_decisions.values()]
    assert verdicts == [Settled.NOTHING, Settled.DRAWN]


def test_what_two_accepted_spans_share_is_one_gold_span(article):
    article.give("s")
    article.give("t", annotator="y")
    article.give("u", annotator="y", label="quote")
    article.settle(0, 3, "s", "t", "u")
    assert article.keys == [("claim", ((0, 3),)), ("quote", ((0, 3),))]
    (decision,) = article.all_decisions.values()
    assert len(decision.gold) == 2
    assert decision.accepted == ("s", "t", "u")


def test_a_second_decision_on_the_place_replaces_the_first(article):
    article.give("s")
    article.give("t", ranges=((1, 5),), annotator="y")
    article.settle(0, 5, "s")
    first = article.gold_spans[0].id
    made = article.settle(0, 5, "t")
    assert article.keys == [("claim", ((1, 5),))]
    assert [one.accepted for one in article.all_decisions.values()] == [("t",)]
    assert first in {step.record.id for step in made.delta.spans if step.after is None}
    article.settle(0, 4)  # another place: nothing is replaced
    assert article.keys == [("claim", ((1, 5),))]
    assert len(article.all_decisions) == 2


def test_a_gold_span_stays_while_a_decision_stands_for_it(article):
    article.give("s")
    article.settle(0, 3, "s")
    article.settle(0, 5, "s")
    assert len(article.gold_spans) == 1
    first, second = article.all_decisions
    article.do(Unsettle(decisions=(first,)))
    assert article.keys == [("claim", ((0, 3),))]
    article.do(Unsettle(decisions=(second,)))
    assert article.gold_spans == []
    assert article.all_decisions == {}


def test_links_between_accepted_spans(article):
    article.give("q", label="quote")
    article.give("s", ranges=((5, 9),))
    article.give("t", ranges=((11, 13),))
    article.tie("k", "q", "s", "speaker")
    article.tie("m", "q", "t", "cue")
    article.settle(0, 9, "q", "s")
    quote, speaker = ("quote", ((0, 3),)), ("claim", ((5, 9),))
    assert article.gold_links == [("speaker", quote, speaker)]
    article.settle(11, 13, "t")  # the other end was accepted before
    cue = ("claim", ((11, 13),))
    assert sorted(article.gold_links) == [("cue", quote, cue), ("speaker", quote, speaker)]
    article.settle(0, 9, "q", "s")
    assert sorted(article.gold_links) == [("cue", quote, cue), ("speaker", quote, speaker)]
    article.settle(11, 13)
    assert article.gold_links == [("speaker", quote, speaker)]


def test_a_link_of_another_annotator_is_not_drawn_twice(article):
    for who in ("x", "y"):
        article.give(f"q{who}", label="quote", annotator=who)
        article.give(f"s{who}", ranges=((5, 9),), annotator=who)
        article.tie(f"k{who}", f"q{who}", f"s{who}", "speaker")
    article.settle(0, 9, "qx", "sx", "qy", "sy")
    assert len(article.gold_links) == 1
    assert len(article.gold_spans) == 2


@pytest.mark.parametrize(
    ("fields", "error", "match"),
    [
        ({"start": 3, "end": 3}, OffsetError, "place"),
        ({"start": 0, "end": len(TEXT) + 1}, OffsetError, "place"),
        ({"start": -1, "end": 3}, OffsetError, "place"),
        ({"accept": ("nobody",)}, RuleError, "annotators’ spans"),
        ({"accept": ("other",)}, RuleError, "annotators’ spans"),
        ({"accept": ("golden",)}, RuleError, "annotators’ spans"),
        ({"accept": ("far",)}, RuleError, "not in the place"),
        ({"draw": (("nothing", ((0, 1),)),)}, RuleError, "no label"),
        ({"draw": (("claim", ()),)}, RuleError, "fragment"),
        ({"article": "none"}, RuleError, "no article"),
        ({"reason": "\0"}, RuleError, "character"),
    ],
)
def test_what_cannot_be_settled(article, fields, error, match):
    article.give("other", article="b")
    article.give("golden", annotator="gold")
    article.give("far", ranges=((5, 6),))
    with pytest.raises(error, match=match):
        article.do(Settle(**{"article": "a", "start": 0, "end": 5, **fields}))


def test_unanimous_spans_are_accepted_in_one_step(article):
    article.give("s1", attributes={"sure": True, "n": 1, "only": 1})
    article.give("s2", annotator="y", attributes={"sure": True, "n": True})
    article.give("t1", ranges=((5, 9),))
    article.give("t2", ranges=((5, 9),), annotator="y")
    article.give("u1", ranges=((11, 13),))
    article.give("u2", ranges=((11, 14),), annotator="y")
    article.give("v1", ranges=((15, 16),))
    article.give("v2", ranges=((15, 16),), annotator="y", label="quote")
    for end in "12":
        article.tie(f"k{end}", f"t{end}", f"s{end}")
    article.tie("one", "s1", "t1")
    made = article.do(SettleUnanimous(articles=("a", "b", "a")))
    assert made.text == "Accept 2 unanimous spans"
    assert article.keys == [("claim", ((0, 3),)), ("claim", ((5, 9),))]
    assert [span.attributes for span in article.gold_spans] == [{"sure": True}, {}]
    assert article.gold_links == [("cue", ("claim", ((5, 9),)), ("claim", ((0, 3),)))]
    decisions = list(article.all_decisions.values())
    assert [(one.start, one.end, one.reason) for one in decisions] == [
        (0, 3, UNANIMOUS),
        (5, 9, UNANIMOUS),
    ]
    assert sorted(decisions[0].accepted) == ["s1", "s2"]
    assert article.status_of_gold is Status.IN_PROGRESS
    assert not article.do(SettleUnanimous(articles=("a",))).delta


def test_who_is_not_done_has_no_say(article):
    article.give("s1")
    article.give("s2", annotator="y")
    article.give("t", annotator="z", ranges=((5, 6),))
    article.finish("z", Status.IN_PROGRESS)
    article.do(SettleUnanimous(articles=("a",)))
    assert len(article.gold_spans) == 1
    assert article.status_of_gold is Status.DONE


def test_one_alone_is_not_unanimous(article):
    article.give("s1")
    article.finish("y", Status.IN_PROGRESS)
    assert not article.do(SettleUnanimous(articles=("a",))).delta


def test_what_was_decided_by_hand_is_not_accepted_after_all(article):
    article.give("s1")
    article.give("s2", annotator="y")
    article.settle(0, 5)
    assert not article.do(SettleUnanimous(articles=("a",))).delta


def test_gold_is_done_when_all_spans_are_decided(article):
    assert article.status_of_gold is None
    article.give("s1")
    article.give("s2", annotator="y")
    article.give("t1", ranges=((5, 9),))
    article.give("t2", ranges=((5, 12),), annotator="y")
    article.give("u1", ranges=((13, 15),))
    article.do(SettleUnanimous(articles=("a",)))
    assert article.status_of_gold is Status.IN_PROGRESS
    article.settle(5, 9, "t1")  # settles what overlaps it with its label as well
    assert article.status_of_gold is Status.IN_PROGRESS
    article.settle(13, 15)
    assert article.status_of_gold is Status.DONE
    (last,) = (one.id for one in article.all_decisions.values() if one.start == 13)
    article.do(Unsettle(decisions=(last,)))
    assert article.status_of_gold is Status.IN_PROGRESS
    article.do(Unsettle(decisions=tuple(article.all_decisions)))
    assert article.status_of_gold is Status.NEW


def test_where_all_found_nothing_gold_is_done(article):
    article.do(SettleUnanimous(articles=("a",)))
    assert article.status_of_gold is Status.DONE
    assert article.gold_spans == []


def test_gold_status_by_hand(article):
    made = article.do(SetGoldStatus(articles=("a", "b"), status=Status.DONE))
    assert {step.record.annotator for step in made.delta.statuses} == {"gold"}
    assert article.status_of_gold is Status.DONE
    assert not article.do(SetGoldStatus(articles=("a",), status=Status.DONE)).delta


def test_a_decision_that_is_not_there_cannot_be_taken_back(article):
    with pytest.raises(RuleError):
        article.do(Unsettle(decisions=("none",)))


def test_settling_is_taken_back_by_its_inverse(article):
    article.give("q", label="quote")
    article.give("s", ranges=((5, 9),))
    article.tie("k", "q", "s", "speaker")
    tables = ("all_spans", "all_links", "all_decisions", "all_statuses")

    def now():
        return [dict(getattr(article, name)) for name in tables]

    states, deltas = [now()], []
    for edit in (
        Settle(article="a", start=0, end=9, accept=("q", "s")),
        Settle(article="a", start=0, end=9, draw=(("claim", ((0, 2),)),)),
        SetGoldStatus(articles=("a",), status=Status.SKIPPED),
    ):
        deltas.append(article.do(edit).delta)
        states.append(now())
    for delta, state in zip(reversed(deltas), reversed(states[:-1]), strict=True):
        article.take(delta.inverted())
        assert now() == state


# -- differences -------------------------------------------------------------------------------

LONG = "abcdefghij" * 4


def span(name, *ranges, label="claim"):
    fragments = make_fragments(LONG, ranges)
    return Span(id=name, article="a", annotator="x", label=label, fragments=fragments)


def told(theirs, gold):
    return [
        (one.kind, one.span and one.span.id, one.gold and one.gold.id)
        for one in differences(theirs, gold)
    ]


def test_differences_of_each_kind():
    theirs = [
        span("same", (0, 3)),
        span("longer", (5, 10)),
        span("other", (12, 16), label="quote"),
        span("extra", (30, 32)),
    ]
    gold = [span("A", (0, 3)), span("B", (5, 8)), span("C", (12, 16)), span("D", (20, 22))]
    assert told(theirs, gold) == [
        (Kind.SAME, "same", "A"),
        (Kind.BOUNDARY, "longer", "B"),
        (Kind.LABEL, "other", "C"),
        (Kind.MISSED, None, "D"),
        (Kind.EXTRA, "extra", None),
    ]


def test_the_closest_is_the_counterpart():
    theirs = [span("near", (0, 9)), span("far", (8, 12))]
    assert told(theirs, [span("A", (0, 10))]) == [
        (Kind.BOUNDARY, "near", "A"),
        (Kind.EXTRA, "far", None),
    ]
    # A quote within a long claim is no claim with another label.
    assert told([span("q", (2, 4), label="quote")], [span("A", (0, 20))]) == [
        (Kind.MISSED, None, "A"),
        (Kind.EXTRA, "q", None),
    ]
    # A fragment is not its extent.
    assert told([span("f", (0, 2), (8, 10))], [span("A", (3, 7))]) == [
        (Kind.EXTRA, "f", None),
        (Kind.MISSED, None, "A"),
    ]


SPANS = st.lists(
    st.tuples(st.integers(0, 12), st.integers(1, 6), st.sampled_from(["claim", "quote"])),
    max_size=6,
).map(lambda all_: [(start, start + size, label) for start, size, label in all_])


@given(SPANS, SPANS)
def test_each_span_is_told_of_once(left, right):
    theirs = [span(f"t{n}", (a, b), label=label) for n, (a, b, label) in enumerate(left)]
    gold = [span(f"g{n}", (a, b), label=label) for n, (a, b, label) in enumerate(right)]
    found = differences(theirs, gold)
    assert sorted(one.span.id for one in found if one.span) == sorted(s.id for s in theirs)
    assert sorted(one.gold.id for one in found if one.gold) == sorted(s.id for s in gold)
    for one in found:
        if one.kind is Kind.SAME:
            assert key_of(one.span) == key_of(one.gold)
        assert (one.span is None) is (one.kind is Kind.MISSED)
        assert (one.gold is None) is (one.kind is Kind.EXTRA)
    assert all(one.kind is Kind.SAME for one in differences(theirs, theirs))
