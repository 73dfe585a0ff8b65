"""Answering what a program proposes: suggestions accepted as spans, or rejected."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec

from annotator.annotation.changes import Delta, Step
from annotator.annotation.origins import origin_of, suggested_by
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
    Label,
    Link,
    Partner,
    Span,
    Suggestion,
    make_fragments,
)
from annotator.annotation.wording import suggestions_described
from annotator.errors import RuleError
from annotator.words import say

SPEAKER, CUE = "speaker", "cue"
CUE_COLOUR = "#7a7a7a"


class AcceptSuggestions(msgspec.Struct, frozen=True, kw_only=True):
    """Make spans of suggestions (ids); those that the annotator has answered are left out.

    Attributes:
        suggestions: ids.
        proposed: suggestions with ids that may not be stored yet; they are, with the answer.
        without: types of the links that are not made, and whose words get no span.
        changed: what is made of some of them (by id) instead of what was suggested: another label,
            other edges, fewer fragments, partners or attributes. What is answered is the
            suggestion as it was.

    """

    suggestions: tuple[str, ...] = ()
    proposed: tuple[Suggestion, ...] = ()
    without: tuple[str, ...] = ()
    changed: tuple[Suggestion, ...] = ()


class RejectSuggestions(msgspec.Struct, frozen=True, kw_only=True):
    """Put suggestions (ids) away; those that the annotator has answered are left out.

    Attributes:
        suggestions: ids.
        proposed: suggestions with ids that may not be stored yet; they are, with the answer.

    """

    suggestions: tuple[str, ...] = ()
    proposed: tuple[Suggestion, ...] = ()


def suggestion_id(suggestion: Suggestion) -> str:
    """Return the id of a suggestion with its label's name: 32 hexadecimal digits.

    It follows from article, label and fragments, so that none comes twice, and none that was
    rejected comes again from another program.
    """
    told = msgspec.json.encode([suggestion.article, suggestion.label, suggestion.ranges])
    return hashlib.sha256(told).hexdigest()[:32]


def accept(edit: AcceptSuggestions, state: State, context: Context) -> Plan:
    """Plan the spans of suggestions; where the annotator has that span, only the answer."""
    wanted, new = _unanswered(edit, state, context)
    changed = _changed(edit, wanted, state)
    making = _Making(state, context, edit.without)
    statuses: list[Step[ArticleStatus]] = []
    for article in each_once(one.article for one in wanted):
        making.begin(article)
        here = [changed.get(one.id, one) for one in wanted if one.article == article]
        made = [making.make(one) for one in here]
        if any(made):
            statuses += begun(article, state, context)
    delta = Delta(
        labels=tuple(Step(None, one) for one in making.labels),
        spans=tuple(Step(None, one) for one in making.spans),
        links=tuple(Step(None, one) for one in making.links),
        statuses=tuple(statuses),
        suggestions=new,
        answers=_answers(wanted, "accepted", context),
    )
    return Plan(
        delta,
        say("Accept {what}", what=suggestions_described(wanted)),
        only_one(one.article for one in wanted),
    )


def _changed(
    edit: AcceptSuggestions, wanted: list[Suggestion], state: State
) -> dict[str, Suggestion]:
    """Return what is made of suggestions that the annotator has changed, by id.

    Raises:
        RuleError: one lies in another article, or its label is none of spans.

    """
    there = {one.id: one.article for one in wanted}
    found = {one.id: one for one in edit.changed if one.id in there}
    for one in found.values():
        if one.article != there[one.id]:
            raise RuleError(say("the suggestion is not what its id says"))
        label = state.label(one.label)
        if label.of_article:
            raise RuleError(say("{label} is a label of articles, not of spans", label=label.name))
    return found


class _Making:
    """Makes spans of suggestions, with those that they are linked to.

    Attributes:
        labels: that are made: the one for cues, when the first one is linked.
        spans: that are made.
        links: that are made.

    """

    def __init__(self, state: State, context: Context, without: tuple[str, ...]) -> None:
        self._state = state
        self._context = context
        self._without = without
        self._there: dict[tuple[str, tuple[tuple[int, int], ...]], str] = {}
        self.labels: list[Label] = []
        self.spans: list[Span] = []
        self.links: list[Link] = []

    def begin(self, article: str) -> None:
        """Know what the annotator has in an article."""
        mine = self._state.spans_in(article)
        self._there = {
            (span.label, span.ranges): span.id
            for span in mine
            if span.annotator == self._context.annotator
        }

    def make(self, one: Suggestion) -> bool:
        """Make the span of a suggestion; tell whether it was not there."""
        if (one.label, one.ranges) in self._there:
            return False
        label = self._state.label(one.label)
        span = self._span(one, label, one.ranges, one.attributes)
        for partner in one.partners:
            if partner.type in label.links and partner.type not in self._without:
                self._link(one, span, partner)
        return True

    def _link(self, one: Suggestion, span: str, partner: Partner) -> None:
        label = self._label_for(partner.type)
        if label is None:
            return
        target = self._there.get((label.id, partner.ranges))
        if target is None:
            target = self._span(one, label, partner.ranges, {})
        if target != span:
            link = Link(id=self._context.new_id(), type=partner.type, source=span, target=target)
            self.links.append(link)

    def _span(
        self,
        one: Suggestion,
        label: Label,
        ranges: tuple[tuple[int, int], ...],
        attributes: dict[str, Any],
    ) -> str:
        told = suggested_by(one.origin)
        span = Span(
            id=self._context.new_id(),
            article=one.article,
            annotator=self._context.annotator,
            label=label.id,
            fragments=make_fragments(self._state.text(one.article), ranges),
            attributes=default_attributes(label) | attributes,
            origin=one.origin if told is None else origin_of(*told),
            created_at=self._context.now,
            updated_at=self._context.now,
        )
        self.spans.append(span)
        self._there[label.id, span.ranges] = span.id
        return span.id

    def _label_for(self, link_type: str) -> Label | None:
        """Return the label of what a link goes to; the one for cues is made where none is."""
        labels = [*self._state.labels(), *self.labels]
        if link_type == SPEAKER:
            return next((one for one in labels if one.unit == "name"), None)
        if link_type != CUE:
            return None
        there = next((one for one in labels if one.name.casefold() == CUE), None)
        if there is None:
            taken = any(one.id == CUE for one in labels)
            there = Label(
                id=self._context.new_id() if taken else CUE,
                name=CUE,
                letter="›",
                colour=CUE_COLOUR,
                line="dotted",
                description="The words that introduce a quote: said, according to.",
                position=1 + max((one.position for one in labels), default=-1),
            )
            self.labels.append(there)
        return there


def reject(edit: RejectSuggestions, state: State, context: Context) -> Plan:
    """Plan the answers that put suggestions away."""
    wanted, new = _unanswered(edit, state, context)
    delta = Delta(suggestions=new, answers=_answers(wanted, "rejected", context))
    return Plan(
        delta,
        say("Reject {what}", what=suggestions_described(wanted)),
        only_one(one.article for one in wanted),
    )


def _unanswered(
    edit: AcceptSuggestions | RejectSuggestions, state: State, context: Context
) -> tuple[list[Suggestion], tuple[Step[Suggestion], ...]]:
    """Return what is to be answered, and what of it is stored with the answer.

    Raises:
        RuleError: one is neither stored nor brought along, or has an id that is not its own.

    """
    brought = {one.id: one for one in edit.proposed}
    for one in brought.values():
        named = msgspec.structs.replace(one, label=state.label(one.label).name)
        if one.id != suggestion_id(named):
            raise RuleError(say("the suggestion is not what its id says"))
    stored = {one.id: one for one in state.known_suggestions(list(brought))}
    stored |= {one.id: one for one in state.suggestions(each_once(edit.suggestions))}
    found = {name: stored.get(name) or brought[name] for name in (*edit.suggestions, *brought)}
    answers = state.answers(list(stored))
    answered = {one.suggestion for one in answers if one.annotator == context.annotator}
    wanted = [one for name, one in found.items() if name not in answered]
    new = tuple(Step(None, one) for one in wanted if one.id not in stored)
    return wanted, new


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
