"""Several edits as one step: what later ones see of earlier ones, and their plans as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from annotator.annotation.answering import AcceptSuggestions
from annotator.annotation.changes import Delta, Step, identify
from annotator.annotation.edits.article_values import SetArticleValue
from annotator.annotation.edits.spans import AddSpan
from annotator.annotation.facts.articles import ArticleFacts
from annotator.annotation.facts.people import Person
from annotator.annotation.facts.rounds import Round
from annotator.annotation.planning import Plan, State
from annotator.annotation.records import Article, ArticleStatus, Conflict, Label, Span
from annotator.errors import RuleError
from annotator.words import Message, say


def combine(edits: Sequence[Any], plans: Sequence[Plan], text: Message) -> Plan:
    """Return several plans as one step.

    Args:
        edits: that were planned.
        plans: of each.
        text: what the menu calls them together.

    Raises:
        RuleError: two of them touch the same record.

    """
    # What follows from a span gives way to what was asked for.
    parts = sorted(
        zip(edits, plans, strict=True),
        key=lambda one: not isinstance(one[0], AddSpan | AcceptSuggestions | SetArticleValue),
    )
    statuses: dict[str, Step[ArticleStatus]] = {}
    for _, planned in parts:
        for step in planned.delta.statuses:
            _put_status(statuses, step)
    steps: dict[str, tuple[Step[Any], ...]] = {
        kind: tuple(step for part in plans for step in getattr(part.delta, kind))
        for kind in Delta.__struct_fields__
    }
    steps["statuses"] = tuple(statuses.values())
    delta = Delta(**steps)
    for some in steps.values():
        ids = [identify(step.record) for step in some]
        if len(set(ids)) != len(ids):
            raise RuleError(say("one step may touch each record only once"))
    articles = {part.article for part in plans if part.article is not None}
    return Plan(delta, text, articles.pop() if len(articles) == 1 else None)


def _put_status(statuses: dict[str, Step[ArticleStatus]], step: Step[ArticleStatus]) -> None:
    """Put a step to those of a batch; it changes no more than it was to change."""
    name = identify(step.record)
    there = statuses.get(name)
    if there is None or there.after is None or step.after is None:
        statuses[name] = step
        return
    was = step.before or ArticleStatus(article="", annotator="")
    fields = {
        field: getattr(step.after, field)
        for field in ("status", "flagged")
        if getattr(step.after, field) != getattr(was, field)
    }
    after = msgspec.structs.replace(there.after, updated_at=step.after.updated_at, **fields)
    statuses[name] = Step(there.before, after)


class Ahead:
    """The records as they are, and the spans and labels that earlier edits of a batch add."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._spans: dict[str, Span] = {}
        self._labels: dict[str, Label] = {}
        self.text = state.text
        self.links_at = state.links_at
        self.links = state.links
        self.status = state.status
        self.spans_of_label = state.spans_of_label
        self.value = state.value
        self.values_in = state.values_in
        self.values_of_label = state.values_of_label
        self.gold = state.gold
        self.annotators = state.annotators
        self.spans_in = state.spans_in
        self.statuses_in = state.statuses_in
        self.decisions_in = state.decisions_in
        self.decisions = state.decisions
        self.suggestions = state.suggestions
        self.known_suggestions = state.known_suggestions
        self.suggestions_of_label = state.suggestions_of_label
        self.answers = state.answers
        self.assigned = state.assigned
        self.unaided = state.unaided
        self.choices = state.choices
        self.who_changed_label = state.who_changed_label

    def take(self, made: Plan) -> Plan:
        """Know what a plan adds, and return it."""
        for span in made.delta.spans:
            if span.before is None and span.after is not None:
                self._spans[span.after.id] = span.after
        for label in made.delta.labels:
            if label.before is None and label.after is not None:
                self._labels[label.after.id] = label.after
        return made

    def spans(self, ids: Sequence[str]) -> list[Span]:
        """Return spans, also those that are about to be added."""
        stored = self._state.spans([one for one in ids if one not in self._spans])
        found = self._spans | {span.id: span for span in stored}
        return [found[one] for one in ids]

    def anyones_spans(self, ids: Sequence[str]) -> Mapping[str, Span]:
        """Return spans of whomever as they are stored."""
        return self._state.anyones_spans(ids)

    def anyones_statuses(self, wanted: Sequence[ArticleStatus]) -> Mapping[str, ArticleStatus]:
        """Return status rows as they are stored."""
        return self._state.anyones_statuses(wanted)

    def people(self, names: Sequence[str]) -> Mapping[str, Person]:
        """Return what is said of annotators as it is stored."""
        return self._state.people(names)

    def article_facts(self, articles: Sequence[str]) -> Mapping[str, ArticleFacts]:
        """Return what is said of articles as it is stored."""
        return self._state.article_facts(articles)

    def rounds(self) -> Mapping[str, Round]:
        """Return rounds as they are stored."""
        return self._state.rounds()

    def described(self, article: str) -> Article:
        """Return an article as it is stored."""
        return self._state.described(article)

    def conflict(self, conflict_id: str) -> Conflict:
        """Return a conflict as it is stored."""
        return self._state.conflict(conflict_id)

    def label(self, label_id: str) -> Label:
        """Return a label, also one that is about to be added."""
        return self._labels.get(label_id) or self._state.label(label_id)

    def labels(self) -> list[Label]:
        """Return all labels, with those that are about to be added."""
        return [*self._state.labels(), *self._labels.values()]
