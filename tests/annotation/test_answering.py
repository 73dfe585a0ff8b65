"""Suggestions accepted and rejected, planned against records in memory."""

from __future__ import annotations

import msgspec
import pytest

from annotator.annotation.answering import suggestion_id
from annotator.annotation.edits import AcceptSuggestions, Batch, RejectSuggestions, RemoveLabel
from annotator.annotation.records import (
    Answer,
    Answered,
    ArticleStatus,
    Attribute,
    Label,
    Status,
    Suggestion,
    check_suggestion,
)
from annotator.errors import OffsetError, RuleError
from annotator.words import say
from tests.annotation.edits.test_edits import TEXT, Records, plan


@pytest.fixture
def state():
    records = Records()
    records.labels_by_id["claim"] = Label(
        id="claim", name="claim", attributes=(Attribute(name="tone", default="flat"),)
    )
    for name, start, end in (("one", 0, 3), ("two", 5, 9)):
        records.all_suggestions[name] = Suggestion(
            id=name,
            article="a",
            label="claim",
            start=start,
            end=end,
            text=TEXT[start:end],
            score=0.5,
            origin="trafilatura",
        )
    return records


def test_accepting_makes_a_span(state):
    made = plan(AcceptSuggestions(suggestions=("one", "two", "one")), state)
    first, second = (step.after for step in made.delta.spans)
    assert (first.ranges, second.ranges) == (((0, 3),), ((5, 9),))
    assert (first.label, first.annotator, first.origin) == ("claim", "x", "trafilatura")
    assert first.attributes == {"tone": "flat"}
    assert [(s.after.suggestion, s.after.answer) for s in made.delta.answers] == [
        ("one", Answered.ACCEPTED),
        ("two", Answered.ACCEPTED),
    ]
    assert [s.after.status for s in made.delta.statuses] == [Status.IN_PROGRESS]
    assert (made.text, made.article) == ("Accept 2 suggestions", "a")


def test_a_span_that_is_there_is_not_made_twice(state):
    state.give("mine")
    state.give("theirs", ranges=((5, 9),), annotator="y")
    state.statuses["a"] = ArticleStatus(article="a", annotator="x", status=Status.DONE)
    made = plan(AcceptSuggestions(suggestions=("one", "two")), state)
    assert [step.after.ranges for step in made.delta.spans] == [((5, 9),)]
    assert len(made.delta.answers) == 2
    assert made.delta.statuses == ()


def test_rejecting_only_answers(state):
    made = plan(RejectSuggestions(suggestions=("one",)), state)
    assert [step.after.answer for step in made.delta.answers] == [Answered.REJECTED]
    assert (made.delta.spans, made.delta.statuses) == ((), ())
    assert made.text == "Reject suggestion “‘So”"


def test_what_was_answered_is_left_out(state):
    for who in ("x", "y"):
        answer = Answer(suggestion="one", annotator=who, answer=Answered.REJECTED)
        state.all_answers.append(answer)
    assert not plan(AcceptSuggestions(suggestions=("one",)), state).delta
    assert plan(RejectSuggestions(suggestions=("two",)), state).delta
    state.all_answers[0] = msgspec.structs.replace(answer, annotator="z")
    assert plan(AcceptSuggestions(suggestions=("one",)), state).delta


def test_a_suggestion_must_be_there(state):
    with pytest.raises(RuleError):
        plan(AcceptSuggestions(suggestions=("none",)), state)


def test_in_a_batch(state):
    parts = (AcceptSuggestions(suggestions=("one",)), RejectSuggestions(suggestions=("two",)))
    made = plan(Batch(edits=parts, text=say("both")), state)
    assert len(made.delta.answers) == 2
    with pytest.raises(RuleError, match="only once"):
        plan(
            Batch(edits=(parts[0], RejectSuggestions(suggestions=("one",))), text=say("both")),
            state,
        )


def test_suggestions_go_with_their_label(state):
    state.all_answers.append(Answer(suggestion="one", annotator="y", answer=Answered.REJECTED))
    delta = plan(RemoveLabel(label="claim"), state).delta
    assert [(s.before.id, s.after) for s in delta.suggestions] == [("one", None), ("two", None)]
    assert [step.after for step in delta.answers] == [None]
    delta = plan(RemoveLabel(label="claim", move_to="quote"), state).delta
    assert [step.after.label for step in delta.suggestions] == ["quote", "quote"]
    assert delta.answers == ()


def test_the_id_follows_from_the_rest(state):
    one = state.all_suggestions["one"]
    assert suggestion_id(one) == suggestion_id(msgspec.structs.replace(one, id="", score=1.0))
    fields = {"article": "b", "start": 1, "end": 4, "label": "quote", "origin": "other"}
    others = {
        suggestion_id(msgspec.structs.replace(one, **{key: value})) for key, value in fields.items()
    }
    assert len(others | {suggestion_id(one)}) == 6


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"end": 99}, OffsetError),
        ({"start": 3}, OffsetError),
        ({"start": -1}, OffsetError),
        ({"text": "“Si"}, OffsetError),
        ({"score": 1.01}, RuleError),
        ({"score": float("nan")}, RuleError),
    ],
)
def test_a_suggestion_says_what_it_covers(state, fields, error):
    one = state.all_suggestions["one"]
    check_suggestion(one, TEXT)
    with pytest.raises(error):
        check_suggestion(msgspec.structs.replace(one, **fields), TEXT)
