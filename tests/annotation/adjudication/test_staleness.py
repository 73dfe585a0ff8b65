"""When gold that was finished is so no longer."""

from __future__ import annotations

from annotator.annotation.adjudication.staleness import (
    ArticleWork,
    Undecided,
    articles_of,
    by_article,
    open_places,
    reopened,
    touched,
    undecided,
)
from annotator.annotation.changes import Delta, Step
from annotator.annotation.records import (
    ArticleStatus,
    Decision,
    Settled,
    Span,
    Status,
    make_fragments,
)

TEXT = "abcdefghij" * 4


def span(name: str, start: int, end: int, who: str = "x", article: str = "a") -> Span:
    fragments = make_fragments(TEXT, ((start, end),))
    return Span(id=name, article=article, annotator=who, label="claim", fragments=fragments)


def status(who: str, value: Status = Status.DONE, article: str = "a") -> ArticleStatus:
    return ArticleStatus(article=article, annotator=who, status=value)


def decision(start: int, end: int, *accepted: str) -> Decision:
    return Decision(
        id=f"d{start}",
        article="a",
        start=start,
        end=end,
        by="lead",
        verdict=Settled.ACCEPTED,
        accepted=accepted,
    )


def work(*spans: Span, decisions: tuple[Decision, ...] = (), **statuses: Status) -> ArticleWork:
    rows = {who: status(who, value) for who, value in statuses.items()}
    return ArticleWork(
        spans={one.id: one for one in spans},
        statuses=rows,
        decisions={one.id: one for one in decisions},
    )


DONE, BEGUN = Status.DONE, Status.IN_PROGRESS
MINE, THEIRS = span("m", 0, 5), span("t", 0, 6, who="y")


def test_what_those_who_are_done_have_is_undecided():
    """Whoever is not done has no say, and gold is nobody's work."""
    both = work(MINE, THEIRS, x=DONE, y=DONE)
    assert undecided(both, "gold").ids == {"m", "t"}
    assert open_places(both, "gold") == 2
    assert undecided(work(MINE, THEIRS, x=DONE, y=BEGUN), "gold").ids <= {"m"}
    golden = span("g", 0, 5, who="gold")
    assert not undecided(work(golden, gold=DONE), "gold")


def test_a_decision_and_gold_that_says_the_same_settle_it():
    decided = work(MINE, THEIRS, decisions=(decision(0, 6, "m"),), x=DONE, y=DONE)
    assert not undecided(decided, "gold")
    assert open_places(decided, "gold") == 0
    came_with_a_file = work(MINE, THEIRS, span("g", 0, 5, who="gold"), x=DONE, y=DONE)
    assert undecided(came_with_a_file, "gold").ids == {"t"}


def test_more_is_what_is_new_both_by_id_and_by_what_it_says():
    one = Undecided(frozenset({"m"}), frozenset({("claim", ((0, 5),))}))
    again = Undecided(frozenset({"n"}), one.keys)
    other = Undecided(frozenset({"n"}), frozenset({("claim", ((1, 5),))}))
    moved = Undecided(frozenset({"m"}), other.keys)
    assert other.has_more_than([one])
    assert not again.has_more_than([one])
    assert not moved.has_more_than([one])
    assert not one.has_more_than([other, one])
    assert one.has_more_than([])
    assert one.has_more_than([Undecided()])
    assert not Undecided().has_more_than([])


def test_the_work_as_a_change_leaves_it():
    before = work(MINE, x=BEGUN)
    after = before.after(
        Delta(
            spans=(Step(MINE, None), Step(None, THEIRS)),
            statuses=(Step(status("x", BEGUN), status("x")), Step(None, status("y"))),
            decisions=(Step(None, decision(0, 6)),),
        )
    )
    assert set(after.spans) == {"t"}
    assert set(after.decisions) == {"d0"}
    assert [after.status_of(who) for who in "xyz"] == [DONE, DONE, Status.NEW]
    assert (set(before.spans), before.status_of("x")) == ({"m"}, BEGUN)


def test_reopened_gold_is_flagged():
    step = reopened(status("gold"), "now")
    assert step.before == status("gold")
    assert (step.after.status, step.after.flagged, step.after.updated_at) == (BEGUN, True, "now")


def test_a_change_by_its_articles():
    """Links and labels are in none; what says itself what becomes of gold is not touched."""
    delta = Delta(
        spans=(Step(None, span("b", 0, 2, article="b")), Step(None, MINE)),
        statuses=(Step(None, status("x")), Step(None, status("gold", article="c"))),
        decisions=(Step(decision(0, 5), None),),
    )
    assert articles_of(delta) == ["b", "a", "c"]
    assert touched(delta, "gold") == ["b", "a"]
    parts = by_article(delta, ["a", "c", "d"])
    assert list(parts) == ["a", "c", "d"]
    assert parts["a"] == Delta(
        spans=delta.spans[1:], statuses=delta.statuses[:1], decisions=delta.decisions
    )
    assert parts["c"] == Delta(statuses=delta.statuses[1:])
    assert parts["d"] == Delta()
