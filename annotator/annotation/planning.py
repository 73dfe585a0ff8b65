"""What every planner of an edit works with: the records as they are, who edits, and the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

import msgspec

from annotator.annotation.changes import Delta, Step
from annotator.annotation.choices import Choice
from annotator.annotation.facts.articles import ArticleFacts
from annotator.annotation.facts.people import Person
from annotator.annotation.facts.rounds import Round
from annotator.annotation.records import (
    Answer,
    Article,
    ArticleStatus,
    ArticleValue,
    Conflict,
    Decision,
    Label,
    Link,
    Span,
    Status,
    Suggestion,
)
from annotator.words import Message

Ranges = tuple[tuple[int, int], ...]
"""Fragments as ``(start, end)`` in code points."""


class State(Protocol):
    """What ``plan`` may ask about the records as they are now, within one transaction."""

    def text(self, article: str) -> str:
        """Return the article's text; raises RuleError when there is no such article."""
        ...

    def spans(self, ids: Sequence[str]) -> list[Span]:
        """Return the annotator's spans in the order of ``ids``; raises RuleError for others."""
        ...

    def anyones_spans(self, ids: Sequence[str]) -> Mapping[str, Span]:
        """Return those of some spans that are there, by id, whose ever they are."""
        ...

    def links_at(self, spans: Sequence[str]) -> list[Link]:
        """Return the links that begin or end at any of ``spans``."""
        ...

    def links(self, ids: Sequence[str]) -> list[Link]:
        """Return links by id; raises RuleError when one is not there."""
        ...

    def status(self, article: str) -> ArticleStatus | None:
        """Return the annotator's status row of an article, None when there is none yet."""
        ...

    def anyones_statuses(self, wanted: Sequence[ArticleStatus]) -> Mapping[str, ArticleStatus]:
        """Return those of some status rows that are there, by what identifies them.

        Raises:
            RuleError: an article is not there.

        """
        ...

    def label(self, label_id: str) -> Label:
        """Return a label; raises RuleError when there is none."""
        ...

    def labels(self) -> list[Label]:
        """Return all labels."""
        ...

    def who_changed_label(self, label_id: str, field: str) -> str:
        """Return who gave a field of a label its value, "" where that is not known."""
        ...

    def spans_of_label(self, label_id: str) -> list[Span]:
        """Return the spans of a label, of all annotators."""
        ...

    def value(self, article: str, label_id: str) -> ArticleValue | None:
        """Return what the annotator says of an article with a label, None for nothing yet."""
        ...

    def values_in(self, article: str) -> list[ArticleValue]:
        """Return what is said of an article, by all annotators and gold."""
        ...

    def values_of_label(self, label_id: str) -> list[ArticleValue]:
        """Return what is said with an article label, by all annotators and gold."""
        ...

    def gold(self) -> str:
        """Return the name of the gold annotator, also where there is none yet."""
        ...

    def annotators(self) -> list[str]:
        """Return the names of all annotators but gold."""
        ...

    def spans_in(self, article: str) -> list[Span]:
        """Return the spans in an article, of all annotators and gold."""
        ...

    def statuses_in(self, article: str) -> dict[str, ArticleStatus]:
        """Return the status rows of an article by annotator, gold's among them."""
        ...

    def decisions_in(self, article: str) -> list[Decision]:
        """Return the decisions on an article, the oldest first."""
        ...

    def decisions(self, ids: Sequence[str]) -> list[Decision]:
        """Return decisions by id; raises RuleError when one is not there."""
        ...

    def suggestions(self, ids: Sequence[str]) -> list[Suggestion]:
        """Return suggestions by id; raises RuleError when one is not there."""
        ...

    def known_suggestions(self, ids: Sequence[str]) -> list[Suggestion]:
        """Return those of some suggestions (ids) that are stored."""
        ...

    def suggestions_of_label(self, label_id: str) -> list[Suggestion]:
        """Return the suggestions of a label."""
        ...

    def answers(self, suggestions: Sequence[str]) -> list[Answer]:
        """Return what all annotators have answered to suggestions."""
        ...

    def assigned(self, articles: Iterable[str]) -> Mapping[str, Sequence[str]]:
        """Return the annotators that each of ``articles`` is assigned to; raises RuleError."""
        ...

    def unaided(self, articles: Iterable[str]) -> Mapping[str, Sequence[str]]:
        """Return who of those that each of ``articles`` is assigned to gets no suggestions."""
        ...

    def choices(self) -> Mapping[str, Choice]:
        """Return what is decided of suggestions, by id."""
        ...

    def people(self, names: Sequence[str]) -> Mapping[str, Person]:
        """Return what is said of some annotators, by name."""
        ...

    def article_facts(self, articles: Sequence[str]) -> Mapping[str, ArticleFacts]:
        """Return what is said of some articles since they were imported; raises RuleError."""
        ...

    def rounds(self) -> Mapping[str, Round]:
        """Return all rounds, by name."""
        ...

    def described(self, article: str) -> Article:
        """Return an article as it is called by now, without its text; raises RuleError."""
        ...

    def conflict(self, conflict_id: str) -> Conflict:
        """Return a conflict that merging left; raises RuleError when there is none."""
        ...


class Context(msgspec.Struct, frozen=True):
    """Who edits, when, and where new ids come from."""

    annotator: str
    now: str
    new_id: Callable[[], str]


class Plan(msgspec.Struct, frozen=True):
    """The delta of an edit, what the menu calls it, and the article it shows."""

    delta: Delta
    text: Message
    article: str | None


def begun(article: str, state: State, context: Context) -> tuple[Step[ArticleStatus], ...]:
    """The first span takes a new article in progress."""
    before = state.status(article)
    if before is not None and before.status is not Status.NEW:
        return ()
    after = changed_status(before, article, context, status=Status.IN_PROGRESS)
    return (Step(before, after),)


def changed_status(
    before: ArticleStatus | None, article: str, context: Context, **fields: Any
) -> ArticleStatus:
    """Return an article's status row with other fields, or a first one."""
    if before is None:
        before = ArticleStatus(article=article, annotator=context.annotator)
    return msgspec.structs.replace(before, updated_at=context.now, **fields)


def default_attributes(label: Label) -> dict[str, Any]:
    """Return what a new span of a label begins with."""
    return {one.name: one.default for one in label.attributes if one.default is not None}


def each_once(ids: Iterable[str]) -> list[str]:
    """Return ids in their order, each once."""
    return list(dict.fromkeys(ids))


def only_one(articles: Iterable[str]) -> str | None:
    """Return the article that all are, None where there are several or none."""
    found = set(articles)
    return found.pop() if len(found) == 1 else None
