"""Gold that was finished goes back in progress as soon as something new is undecided."""

from __future__ import annotations

import pytest

from annotator.annotation.adjudication.decisions import (
    SetGoldStatus,
    Settle,
    SettleUnanimous,
    Unsettle,
)
from annotator.annotation.edits import (
    RelabelSpans,
    RemoveLabel,
    RemoveSpans,
    SetRanges,
    SetStatus,
)
from annotator.annotation.records import Status
from annotator.project import ArticleFilter
from tests.project.making import FIRST, SECOND, article, tag, work
from tests.project.making import span as span_record
from tests.project.merging.test_merging import Bench


@pytest.fixture
def bench(template):
    bench = Bench(template)
    yield bench
    bench.close()


def done(project, *who, of=FIRST):
    for name in who:
        project.apply(SetStatus(articles=(of,), status=Status.DONE), name)


def gold_of(project, of=FIRST):
    seen = project.comparison(of).gold
    return seen.status if seen is not None else Status.NEW


@pytest.fixture
def settled(bench):
    """A project in which x and y have one span alike, and one that the lead has decided on."""
    project = bench.at(bench.base)
    alike = [tag(project, who=who) for who in "xy"]
    other = tag(project, 5, 8)
    done(project, "x", "y")
    project.apply(SettleUnanimous(articles=(FIRST,)), "lead")
    project.apply(Settle(article=FIRST, start=5, end=8, accept=(other,)), "lead")
    assert gold_of(project) is Status.DONE
    project.ids = (*alike, other)
    return project


def flagged(project):
    keys = project.index("lead", ArticleFilter(gold_again=True))
    return project.article_ids(keys)


def test_a_new_span_of_who_is_done(settled):
    """In the transaction of the edit; undo brings gold back, and redo takes it again."""
    tag(settled, 12, 14)
    assert gold_of(settled) is Status.IN_PROGRESS
    assert flagged(settled) == [FIRST]
    settled.undo("x")
    assert gold_of(settled) is Status.DONE
    assert flagged(settled) == []
    settled.redo("x")
    assert gold_of(settled) is Status.IN_PROGRESS


def test_exports_say_so(settled):
    told = {one.annotator: one.status for one in settled.export() if one.gold}
    assert set(told.values()) == {Status.DONE}
    tag(settled, 12, 14)
    told = {one.annotator: one.status for one in settled.export() if one.gold}
    assert set(told.values()) == {Status.IN_PROGRESS}


def test_settling_what_is_new_finishes_it_again(settled):
    span = tag(settled, 12, 14)
    settled.apply(Settle(article=FIRST, start=12, end=14, accept=(span,)), "lead")
    assert gold_of(settled) is Status.DONE
    assert flagged(settled) == []


def test_an_accepted_span_that_is_changed(settled):
    """What became gold is not what its annotator has now."""
    settled.apply(SetRanges(span=settled.ids[0], ranges=((20, 22),)), "x")
    assert gold_of(settled) is Status.IN_PROGRESS


def test_another_label(settled):
    settled.apply(RelabelSpans(spans=(settled.ids[1],), label="quote"), "y")
    assert gold_of(settled) is Status.IN_PROGRESS


def test_a_decision_that_is_undone(settled):
    (decision, *_) = [one for one in settled.comparison(FIRST).decisions if one.end == 8]
    settled.apply(Unsettle(decisions=(decision.id,)), "lead")
    assert gold_of(settled) is Status.IN_PROGRESS


def test_whoever_is_done_later_and_differs(settled):
    """Who is in progress has no say; once done, a span of theirs that nobody decided on has."""
    tag(settled, 12, 14, who="z")
    assert gold_of(settled) is Status.DONE
    done(settled, "z")
    assert gold_of(settled) is Status.IN_PROGRESS


def test_whoever_agrees_with_gold_changes_nothing(settled):
    for start, end in ((0, 3), (5, 8)):
        tag(settled, start, end, who="z")
    done(settled, "z")
    assert gold_of(settled) is Status.DONE


def test_reopened_changed_and_done_again(settled):
    settled.apply(SetStatus(articles=(FIRST,), status=Status.IN_PROGRESS), "x")
    assert gold_of(settled) is Status.DONE
    tag(settled, 12, 14)
    assert gold_of(settled) is Status.DONE
    done(settled, "x")
    assert gold_of(settled) is Status.IN_PROGRESS


def test_what_was_open_when_it_was_marked_done_stays_so(settled):
    """Who settles may leave a place open on purpose."""
    tag(settled, 12, 14)
    settled.apply(SetGoldStatus(articles=(FIRST,), status=Status.DONE), "lead")
    assert settled.gold_left_open() == {FIRST: 1}
    settled.apply(RemoveSpans(spans=(tag(settled, 0, 3, of=SECOND),)), "x")
    tag(settled, 12, 14, who="y")
    assert gold_of(settled) is Status.DONE
    tag(settled, 17, 19, who="y")
    assert gold_of(settled) is Status.IN_PROGRESS


def test_undo_does_not_hide_what_is_still_open(settled):
    """x takes back their span; that of y is still there."""
    tag(settled, 12, 14)
    tag(settled, 17, 19, who="y")
    settled.undo("x")
    assert gold_of(settled) is Status.IN_PROGRESS
    settled.undo("y")
    assert gold_of(settled) is Status.IN_PROGRESS
    settled.apply(Settle(article=FIRST, start=5, end=8, accept=(settled.ids[2],)), "lead")
    assert gold_of(settled) is Status.DONE


def test_gold_is_no_reason_not_to_undo(settled):
    """Who settles has gone on meanwhile; the annotator's undo is their own."""
    span = tag(settled, 12, 14)
    settled.apply(SetGoldStatus(articles=(FIRST,), status=Status.DONE), "lead")
    assert settled.undo("x").delta.spans[0].before.id == span
    assert gold_of(settled) is Status.DONE


def test_a_label_that_goes_with_its_spans_or_without(settled):
    settled.apply(RemoveLabel(label="claim", move_to="quote"), "lead")
    assert gold_of(settled) is Status.DONE


# -- merges and imports --------------------------------------------------------------------------


def test_a_merge_that_brings_new_spans(bench, settled):
    """It names the articles; taken back, gold is done again."""
    pack = bench.pack()
    tag(bench.at(pack), 12, 14)
    merged = settled.merge(bench.at(pack), by="lead")
    assert merged.reopened == (FIRST,)
    assert gold_of(settled) is Status.IN_PROGRESS
    settled.undo("lead")
    assert gold_of(settled) is Status.DONE
    assert settled.merge(bench.at(pack), by="lead").reopened == (FIRST,)


def test_a_merge_that_makes_no_difference(bench, settled):
    pack = bench.pack(who="z")
    there = bench.at(pack)
    for start, end in ((0, 3), (5, 8)):
        tag(there, start, end, who="z")
    done(there, "z")
    assert settled.merge(there).reopened == ()
    assert gold_of(settled) is Status.DONE


@pytest.mark.parametrize("there_first", [False, True])
def test_settled_in_a_copy_while_work_went_on_here(bench, there_first):
    """Neither copy takes for finished what the other one's spans make a dispute."""
    project = bench.at(bench.base)
    for who in "xy":
        tag(project, who=who)
    done(project, "x", "y")
    copy = bench.copy()
    bench.at(copy).apply(SettleUnanimous(articles=(FIRST,)), "lead")
    assert gold_of(bench.at(copy)) is Status.DONE
    project = bench.at(bench.base)
    tag(project, 12, 14)
    order = [(bench.at(copy), project), (project, bench.at(copy))]
    for into, other in order if there_first else reversed(order):
        into.merge(other)
    for one in (project, bench.at(copy)):
        assert gold_of(one) is Status.IN_PROGRESS
    project.merge(bench.at(copy))
    assert gold_of(project) is Status.IN_PROGRESS


def bring_in(project, *spans, who="x", **fields):
    with project.begin_import("test") as incoming:
        incoming.add([work(FIRST, who, *spans, **fields)])
    return incoming.tally


def test_an_import_that_brings_new_spans(settled):
    tally = bring_in(settled, span_record("s1", FIRST, 12, 14))
    assert gold_of(settled) is Status.IN_PROGRESS
    assert tally.reopened == [FIRST]


def test_an_import_that_is_stopped_gives_gold_back(settled):
    incoming = settled.begin_import("test")
    incoming.add([work(FIRST, "x", span_record("s1", FIRST, 12, 14))])
    assert gold_of(settled) is Status.IN_PROGRESS
    incoming.cancel()
    assert gold_of(settled) is Status.DONE


def test_an_import_that_is_taken_back_gives_gold_back(settled):
    with settled.begin_import("test", "lead") as incoming:
        incoming.add([work(FIRST, "x", span_record("s1", FIRST, 12, 14)), article("n", "New")])
    assert gold_of(settled) is Status.IN_PROGRESS
    settled.undo("lead")
    assert gold_of(settled) is Status.DONE
    settled.redo("lead")
    assert gold_of(settled) is Status.IN_PROGRESS


def test_somebody_elses_finished_work_that_comes_in(settled):
    bring_in(settled, span_record("s1", FIRST, 12, 14), who="z")
    assert gold_of(settled) is Status.DONE
    bring_in(settled, span_record("s2", FIRST, 12, 14), who="w", status=Status.DONE)
    assert gold_of(settled) is Status.IN_PROGRESS
