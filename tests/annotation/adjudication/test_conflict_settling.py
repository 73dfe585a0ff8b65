"""How what a merge left is settled: which version holds, and what becomes of the other."""

from __future__ import annotations

import itertools

import msgspec
import pytest

from annotator.annotation import edits
from annotator.annotation.adjudication.conflict_settling import Keep, SettleConflict, choices
from annotator.annotation.records import (
    Answer,
    Answered,
    ArticleStatus,
    Conflict,
    Label,
    Status,
)
from annotator.errors import RuleError
from tests.annotation.edits.test_edits import NOW, Records

BOTH, TWO, ONE = (Keep.THIS, Keep.OTHER, Keep.BOTH), (Keep.THIS, Keep.OTHER), (Keep.THIS,)


class Merged(Records):
    """A state in memory with one conflict."""

    def __init__(self, kind: str, record: str, other: str = "", **detail: object) -> None:
        super().__init__()
        self.clash = Conflict(
            id="c", kind=kind, record=record, other=other, detail=detail, at="then"
        )

    def conflict(self, conflict_id):
        assert conflict_id == self.clash.id
        return self.clash

    def anyones_spans(self, ids):
        return {one: self.all_spans[one] for one in ids if one in self.all_spans}

    def settle(self, keep):
        numbers = itertools.count(1)
        context = edits.Context("lead", NOW, lambda: f"new{next(numbers)}")
        return edits.plan(SettleConflict(conflict="c", keep=keep), self, context)


@pytest.mark.parametrize(
    ("kind", "detail", "ways"),
    [
        ("span", {}, BOTH),
        ("span", {"removed": True}, TWO),
        ("status", {}, TWO),
        ("answer", {"removed": True}, TWO),
        ("link", {"removed": True}, TWO),
        ("link", {}, ONE),
        ("label", {}, TWO),
        ("labels united", {}, TWO),
        ("label", {"removed": True}, ONE),
        ("something of a later version", {}, ONE),
    ],
)
def test_in_which_ways(kind, detail, ways):
    state = Merged(kind, "r", **detail)
    assert choices(state.clash) == ways
    for keep in Keep:
        if keep not in ways:
            with pytest.raises(RuleError, match="only the version that is shown"):
                state.settle(keep)


def test_settled_is_settled():
    """Whoever comes second changes nothing, whatever they choose."""
    state = Merged("span", "s", "t")
    state.give("s")
    state.clash = msgspec.structs.replace(state.clash, settled_at="before")
    assert not state.settle(Keep.OTHER).delta


@pytest.mark.parametrize(
    ("keep", "left"), [(Keep.THIS, {"s": 3}), (Keep.OTHER, {"s": 5}), (Keep.BOTH, {"s": 3, "t": 5})]
)
def test_two_versions_of_a_span(keep, left):
    """It keeps its id whichever holds; and what was settled says when."""
    state = Merged("span", "s", "t")
    state.give("s", annotator="y")
    state.give("t", ranges=((0, 5),), annotator="y")
    made = state.settle(keep)
    state.take(made.delta)
    assert {name: span.end for name, span in state.all_spans.items()} == left
    (step,) = made.delta.conflicts
    assert (step.before, step.after.settled_at) == (state.clash, NOW)
    assert made.article == "a"


def test_links_of_the_other_version_go_over_once():
    """Not to itself, and not where the version that is shown has the same link."""
    state = Merged("span", "s", "t")
    for name in "stuv":
        state.give(name, annotator="y")
    state.tie("between", "s", "t")
    state.tie("same", "s", "u")
    state.tie("theirs", "t", "u")
    state.tie("back", "v", "t")
    state.take(state.settle(Keep.OTHER).delta)
    assert {(one.type, one.source, one.target) for one in state.all_links.values()} == {
        ("cue", "s", "u"),
        ("cue", "v", "s"),
    }


def test_a_span_that_one_side_removed():
    state = Merged("span", "s", removed=True)
    state.give("s", annotator="y")
    state.give("t", annotator="y")
    state.tie("k", "s", "t")
    assert not state.settle(Keep.THIS).delta.spans
    state.take(state.settle(Keep.OTHER).delta)
    assert (set(state.all_spans), state.all_links) == ({"t"}, {})


def test_versions_that_have_gone_since():
    """Both: nothing is left to do; the other alone: that is said."""
    gone = Merged("span", "s", "t")
    assert not gone.settle(Keep.OTHER).delta.spans
    gone.give("s")
    with pytest.raises(RuleError, match="no longer there"):
        gone.settle(Keep.OTHER)


def test_a_status():
    """The other one holds from now on; where it was removed there is none any more."""
    mine = ArticleStatus(article="a", annotator="y", status=Status.DONE)
    other = {"article": "a", "annotator": "y", "status": "skipped", "flagged": True}
    state = Merged("status", "y\na")
    state.clash = msgspec.structs.replace(state.clash, detail={"other": other})
    state.all_statuses["y", "a"] = mine
    assert not state.settle(Keep.THIS).delta.statuses
    (step,) = state.settle(Keep.OTHER).delta.statuses
    assert step.before == mine
    assert (step.after.status, step.after.flagged, step.after.updated_at) == (
        Status.SKIPPED,
        True,
        NOW,
    )
    state.clash = msgspec.structs.replace(state.clash, detail={"removed": True})
    (step,) = state.settle(Keep.OTHER).delta.statuses
    assert step.after is None
    state.clash = msgspec.structs.replace(state.clash, detail={"other": {"status": 3}})
    with pytest.raises(RuleError, match="no longer there"):
        state.settle(Keep.OTHER)


def test_a_label_takes_no_name_and_key_that_another_has_now():
    state = Merged("label", "claim")
    other = Label(id="old", name="Quote", key="5", guidelines="Theirs.")
    state.labels_by_id["quote"] = Label(id="quote", name="Quote", key="5")
    state.clash = msgspec.structs.replace(state.clash, detail={"other": msgspec.to_builtins(other)})
    kept = state.settle(Keep.THIS)
    assert (kept.delta.labels, kept.text) == ((), "Keep the version shown of the label Claim")
    (step,) = state.settle(Keep.OTHER).delta.labels
    assert (step.after.id, step.after.name, step.after.key) == ("claim", "Claim", "")
    assert step.after.guidelines == "Theirs."
    state.labels_by_id["quote"] = Label(id="quote", name="Quotation", key="6")
    (step,) = state.settle(Keep.OTHER).delta.labels
    assert (step.after.name, step.after.key) == ("Quote", "5")


def test_an_answer():
    """As a status: the other one holds, or none where it was removed; it is said whose it is."""
    mine = Answer(suggestion="p", annotator="y", answer=Answered.ACCEPTED)
    theirs = Answer(suggestion="p", annotator="x", answer=Answered.ACCEPTED)
    state = Merged("answer", "y\np")
    other = {"suggestion": "p", "annotator": "y", "answer": "rejected", "at": "then"}
    state.clash = msgspec.structs.replace(state.clash, detail={"other": other})
    state.all_answers = [theirs, mine]
    kept = state.settle(Keep.THIS)
    assert not kept.delta.answers
    assert kept.text == "Keep the version shown of an answer of y"
    made = state.settle(Keep.OTHER)
    (step,) = made.delta.answers
    assert step.before == mine
    assert (step.after.answer, step.after.at) == (Answered.REJECTED, NOW)
    assert made.text == "Keep the other version of an answer of y"
    state.clash = msgspec.structs.replace(state.clash, detail={"removed": True})
    (step,) = state.settle(Keep.OTHER).delta.answers
    assert (step.before, step.after) == (mine, None)
    state.all_answers = [theirs]
    assert state.settle(Keep.OTHER).delta.answers == ()


def test_a_link_that_one_side_removed():
    """It goes, or stays; where it has gone since there is nothing left to do."""
    state = Merged("link", "k", removed=True)
    link = state.tie("k", "s", "t")
    assert not state.settle(Keep.THIS).delta.links
    (step,) = state.settle(Keep.OTHER).delta.links
    assert (step.before, step.after) == (link, None)
    state.all_links.clear()
    made = state.settle(Keep.OTHER)
    assert (made.delta.links, made.text) == ((), "Keep the other version of a link")
    assert made.delta.conflicts


def test_ways_are_called_as_projects_hold_them():
    assert [str(keep) for keep in Keep] == ["this", "other", "both"]
