"""Answering what a program proposes: suggestions accepted as spans, or rejected."""

from __future__ import annotations

import hashlib

import msgspec

from annotator.annotation.changes import Delta, Step
from annotator.annotation.planning import (
    Context,
    Plan,
    State,
    begun,
    default_attributes,
    each_once,
    only_one,
)
from annotator.annotation.records import (
    Answer,
    Answered,
    ArticleStatus,
    Span,
    Suggestion,
    make_fragments,
)
from annotator.annotation.wording import suggestions_described
from annotator.words import say


class AcceptSuggestions(msgspec.Struct, frozen=True, kw_only=True):
    """Make spans of suggestions (ids); those that the annotator has answered are left out."""

    suggestions: tuple[str, ...]


class RejectSuggestions(msgspec.Struct, frozen=True, kw_only=True):
    """Put suggestions (ids) away; those that the annotator has answered are left out."""

    suggestions: tuple[str, ...]


def suggestion_id(suggestion: Suggestion) -> str:
    """Return the id of a suggestion with its label's name: 32 hexadecimal digits.

    It follows from article, range, label and origin, so that none comes twice.
    """
    parts = (suggestion.article, suggestion.start, suggestion.end, suggestion.label)
    told = msgspec.json.encode([*parts, suggestion.origin])
    return hashlib.sha256(told).hexdigest()[:32]


def accept(edit: AcceptSuggestions, state: State, context: Context) -> Plan:
    """Plan the spans of suggestions; where the annotator has that span, only the answer."""
    wanted = _unanswered(edit.suggestions, state, context)
    spans: list[Step[Span]] = []
    statuses: list[Step[ArticleStatus]] = []
    for article in each_once(one.article for one in wanted):
        mine = [span for span in state.spans_in(article) if span.annotator == context.annotator]
        there = {(span.label, span.ranges) for span in mine}
        made = []
        for one in wanted:
            key = one.label, ((one.start, one.end),)
            if one.article == article and key not in there:
                there.add(key)
                made.append(_span(one, state, context))
        spans += [Step(None, span) for span in made]
        if made:
            statuses += begun(article, state, context)
    delta = Delta(
        spans=tuple(spans), statuses=tuple(statuses), answers=_answers(wanted, "accepted", context)
    )
    return Plan(
        delta,
        say("Accept {what}", what=suggestions_described(wanted)),
        only_one(one.article for one in wanted),
    )


def _span(suggestion: Suggestion, state: State, context: Context) -> Span:
    return Span(
        id=context.new_id(),
        article=suggestion.article,
        annotator=context.annotator,
        label=suggestion.label,
        fragments=make_fragments(
            state.text(suggestion.article), ((suggestion.start, suggestion.end),)
        ),
        attributes=default_attributes(state.label(suggestion.label)),
        origin=suggestion.origin,
        created_at=context.now,
        updated_at=context.now,
    )


def reject(edit: RejectSuggestions, state: State, context: Context) -> Plan:
    """Plan the answers that put suggestions away."""
    wanted = _unanswered(edit.suggestions, state, context)
    delta = Delta(answers=_answers(wanted, "rejected", context))
    return Plan(
        delta,
        say("Reject {what}", what=suggestions_described(wanted)),
        only_one(one.article for one in wanted),
    )


def _unanswered(ids: tuple[str, ...], state: State, context: Context) -> list[Suggestion]:
    suggestions = state.suggestions(each_once(ids))
    answers = state.answers([one.id for one in suggestions])
    answered = {one.suggestion for one in answers if one.annotator == context.annotator}
    return [one for one in suggestions if one.id not in answered]


def _answers(
    suggestions: list[Suggestion], answer: str, context: Context
) -> tuple[Step[Answer], ...]:
    return tuple(
        Step(
            None,
            Answer(
                suggestion=one.id,
                annotator=context.annotator,
                answer=Answered(answer),
                at=context.now,
            ),
        )
        for one in suggestions
    )
