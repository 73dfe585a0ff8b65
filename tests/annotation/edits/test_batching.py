"""Edits of one batch that build on each other."""

from __future__ import annotations

import pytest

from annotator.annotation.edits import (
    AddLabel,
    AddLink,
    AddSpan,
    Batch,
    FlagArticles,
    FlagSpans,
    SetStatus,
)
from annotator.annotation.records import Label, Link, Status
from annotator.errors import RuleError
from annotator.words import say
from tests.annotation.edits.test_edits import Records, plan, status

QUOTE = AddSpan(id="q", article="a", label="quote", ranges=((0, 5),))


@pytest.fixture
def state():
    return Records()


def batch(*edits):
    return Batch(edits=edits, text=say("Both"))


def test_a_span_may_come_with_its_own_id(state):
    """Whoever needs to name a new span gives it an id; all else is as ever."""
    (step,) = plan(QUOTE, state).delta.spans
    assert (step.before, step.after.id) == (None, "q")


def test_a_link_to_a_span_of_the_same_batch(state):
    """A name is tagged and linked in one step, which brings the article in progress."""
    state.give("old")
    made = plan(batch(QUOTE, AddLink(type="speaker", source="old", target="q")), state)
    assert [one.record.id for one in made.delta.spans] == ["q"]
    (link,) = made.delta.links
    assert link.after == Link(id="new1", type="speaker", source="old", target="q")
    assert made.delta.statuses[0].after == status("a", Status.IN_PROGRESS)
    assert made.article == "a"


def test_a_span_of_a_label_of_the_same_batch(state):
    """A label that the project lacks comes with its first span; the article is still known."""
    cue = Label(id="cue", name="cue", letter="›")
    edit = AddSpan(id="c", article="a", label="cue", ranges=((6, 10),))
    made = plan(batch(AddLabel(label=cue), edit), state)
    assert made.delta.labels[0].after == cue
    assert made.delta.spans[0].after.label == "cue"
    assert made.article == "a"


@pytest.mark.parametrize(
    "edits",
    [
        (AddLink(type="speaker", source="old", target="q"), QUOTE),
        (QUOTE, AddLink(type="speaker", source="q", target="q")),
        (QUOTE, AddLink(type="speaker", source="theirs", target="q")),
        (QUOTE, FlagSpans(spans=("q",), flagged=True)),
        (QUOTE, QUOTE),
        (AddLabel(label=Label(id="n", name="n")), AddLabel(label=Label(id="n", name="m"))),
    ],
)
def test_what_a_batch_may_not_do(state, edits):
    """Name what comes later or is not the annotator's, or change what it has just added."""
    state.give("old")
    state.give("theirs", annotator="y")
    with pytest.raises(RuleError):
        plan(batch(*edits), state)


@pytest.mark.parametrize("turned", [False, True])
def test_status_and_flag_of_one_article(state, turned):
    """Neither takes the other back, in whatever order, and a first span gives way to both."""
    edits = [
        SetStatus(articles=("a",), status=Status.DONE),
        FlagArticles(articles=("a",), flagged=True),
        QUOTE,
    ]
    made = plan(batch(*(reversed(edits) if turned else edits)), state)
    (step,) = made.delta.statuses
    assert (step.before, step.after.status, step.after.flagged) == (None, Status.DONE, True)
    made = plan(batch(*edits[1:]), state)
    (step,) = made.delta.statuses
    assert (step.after.status, step.after.flagged) == (Status.IN_PROGRESS, True)
