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
    Partner,
    Status,
    Suggestion,
)
from annotator.errors import RuleError
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
    assert suggestion_id(one) == suggestion_id(msgspec.structs.replace(one, origin="other"))
    fields = {"article": "b", "start": 1, "end": 4, "label": "quote"}
    fields["fragments"] = ((0, 1), (2, 3))
    others = {
        suggestion_id(msgspec.structs.replace(one, **{key: value})) for key, value in fields.items()
    }
    assert len(others | {suggestion_id(one)}) == 6


SPLIT = Suggestion(
    article="a",
    label="quote",
    start=0,
    end=12,
    text=TEXT[0:12],
    score=0.9,
    origin="marks+tagger",
    fragments=((0, 5), (6, 12)),
    attributes={"tone": "sharp"},
    partners=(Partner("speaker", ((13, 16),)), Partner("cue", ((6, 10),))),
)


def named(state, one):
    """A suggestion with its id, as a program brings it."""
    name = state.labels_by_id[one.label].name
    return msgspec.structs.replace(one, id=suggestion_id(msgspec.structs.replace(one, label=name)))


@pytest.fixture
def quoting(state):
    quote = Label(id="quote", name="quote", links=("speaker", "cue"))
    state.labels_by_id["quote"] = quote
    state.labels_by_id["entity"] = Label(id="entity", name="entity", unit="name")
    return state


def test_a_split_quote_comes_with_its_speaker_and_cue_as_one_change(quoting):
    one = named(quoting, SPLIT)
    delta = plan(AcceptSuggestions(proposed=(one,)), quoting).delta
    quote, speaker, cue = (step.after for step in delta.spans)
    assert (quote.ranges, quote.attributes) == (((0, 5), (6, 12)), {"tone": "sharp"})
    assert (speaker.label, speaker.ranges) == ("entity", ((13, 16),))
    assert (cue.label, cue.ranges) == ("cue", ((6, 10),))
    assert [step.after.name for step in delta.labels] == ["cue"]
    assert [(s.after.type, s.after.source, s.after.target) for s in delta.links] == [
        ("speaker", quote.id, speaker.id),
        ("cue", quote.id, cue.id),
    ]
    assert [step.after for step in delta.suggestions] == [one]
    assert [step.after.suggestion for step in delta.answers] == [one.id]


def test_each_part_can_be_left_out(quoting):
    one = named(quoting, SPLIT)
    delta = plan(AcceptSuggestions(proposed=(one,), without=("cue",)), quoting).delta
    assert [step.after.label for step in delta.spans] == ["quote", "entity"]
    assert [step.after.type for step in delta.links] == ["speaker"]
    assert delta.labels == ()


def test_words_that_are_tagged_are_linked_and_not_tagged_again(quoting):
    quoting.give("zoe", ranges=((13, 16),), label="entity")
    quoting.labels_by_id["c"] = Label(id="c", name="Cue")
    delta = plan(AcceptSuggestions(proposed=(named(quoting, SPLIT),)), quoting).delta
    assert [step.after.label for step in delta.spans] == ["quote", "c"]
    assert delta.links[0].after.target == "zoe"
    assert delta.labels == ()


def test_a_label_that_begins_no_such_links_gets_none(quoting):
    quoting.labels_by_id["quote"] = Label(id="quote", name="quote")
    delta = plan(AcceptSuggestions(proposed=(named(quoting, SPLIT),)), quoting).delta
    assert (len(delta.spans), delta.links) == (1, ())


def test_what_is_brought_along_is_stored_once(quoting):
    one = named(quoting, SPLIT)
    quoting.all_suggestions[one.id] = one
    delta = plan(RejectSuggestions(proposed=(one,)), quoting).delta
    assert (delta.suggestions, len(delta.answers)) == ((), 1)
    both = RejectSuggestions(suggestions=(one.id,), proposed=(one,))
    assert len(plan(both, quoting).delta.answers) == 1


def test_an_id_that_is_not_its_own_is_refused(quoting):
    with pytest.raises(RuleError, match="not what its id says"):
        plan(AcceptSuggestions(proposed=(msgspec.structs.replace(SPLIT, id="x"),)), quoting)


def test_what_the_annotator_has_changed_of_it_becomes_the_span(state):
    """Other edges and another label: one change, and the answer is to what was suggested."""
    state.labels_by_id["other"] = Label(id="other", name="other")
    one = state.all_suggestions["one"]
    changed = msgspec.structs.replace(one, label="other", start=0, end=2, text=TEXT[:2])
    made = plan(AcceptSuggestions(suggestions=("one", "two"), changed=(changed,)), state)
    spans = [step.after for step in made.delta.spans]
    assert [(span.label, span.ranges) for span in spans] == [
        ("other", ((0, 2),)),
        ("claim", ((5, 9),)),
    ]
    assert [step.after.suggestion for step in made.delta.answers] == ["one", "two"]
    elsewhere = msgspec.structs.replace(changed, article="b")
    with pytest.raises(RuleError):
        plan(AcceptSuggestions(suggestions=("one",), changed=(elsewhere,)), state)
