"""What an edit did: pairs of before and after, which turn round to undo it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Generic, TypeVar

import msgspec

from annotator.annotation.choices import Choice
from annotator.annotation.facts.articles import ArticleFacts
from annotator.annotation.facts.people import Person
from annotator.annotation.facts.rounds import Round
from annotator.annotation.records import (
    Answer,
    ArticleStatus,
    ArticleValue,
    Assignment,
    Conflict,
    Decision,
    Label,
    Link,
    Span,
    Suggestion,
)
from annotator.words import Message

T = TypeVar("T")


class Step(msgspec.Struct, Generic[T], frozen=True):
    """One record before and after: added when ``before`` is None, removed when ``after`` is."""

    before: T | None
    after: T | None

    def inverted(self) -> Step[T]:
        """Return the step that takes this one back."""
        return Step(self.after, self.before)

    @property
    def record(self) -> T:
        """The record after, or before where it was removed."""
        record = self.after if self.after is not None else self.before
        assert record is not None
        return record


class Delta(msgspec.Struct, frozen=True, kw_only=True):
    """All that one gesture adds, changes and removes."""

    spans: tuple[Step[Span], ...] = ()
    links: tuple[Step[Link], ...] = ()
    statuses: tuple[Step[ArticleStatus], ...] = ()
    labels: tuple[Step[Label], ...] = ()
    decisions: tuple[Step[Decision], ...] = ()
    suggestions: tuple[Step[Suggestion], ...] = ()
    answers: tuple[Step[Answer], ...] = ()
    assignments: tuple[Step[Assignment], ...] = ()
    conflicts: tuple[Step[Conflict], ...] = ()
    article_values: tuple[Step[ArticleValue], ...] = ()
    choices: tuple[Step[Choice], ...] = ()
    people: tuple[Step[Person], ...] = ()
    article_facts: tuple[Step[ArticleFacts], ...] = ()
    rounds: tuple[Step[Round], ...] = ()

    def inverted(self) -> Delta:
        """Return the delta that takes this one back."""
        inverted: dict[str, tuple[Step[Any], ...]] = {
            kind: tuple(step.inverted() for step in reversed(getattr(self, kind)))
            for kind in self.__struct_fields__
        }
        return Delta(**inverted)

    @classmethod
    def together(cls, deltas: Iterable[Delta]) -> Delta:
        """Return as one what several deltas do, to different records."""
        there = list(deltas)
        whole: dict[str, Any] = {
            kind: tuple(step for delta in there for step in getattr(delta, kind))
            for kind in cls.__struct_fields__
        }
        return cls(**whole)

    def __bool__(self) -> bool:
        return any(getattr(self, kind) for kind in self.__struct_fields__)


def identify(record: Any) -> str:
    """Return what tells a record from others of its kind, whatever else of it changes."""
    if isinstance(record, ArticleValue):
        return f"{record.annotator}\n{record.article}\n{record.label}"
    if isinstance(record, ArticleStatus | Assignment):
        return f"{record.annotator}\n{record.article}"
    if isinstance(record, Answer):
        return f"{record.annotator}\n{record.suggestion}"
    if isinstance(record, Person | Round):
        return record.name
    if isinstance(record, ArticleFacts):
        return record.article
    identity: str = record.id
    return identity


class Direction(StrEnum):
    """Whether a change was made, taken back, or made again."""

    DONE = "done"
    UNDONE = "undone"
    REDONE = "redone"


class UndoState(msgspec.Struct, frozen=True, kw_only=True):
    """What Undo and Redo would do now, in words; None where there is nothing.

    Attributes:
        held: why there is nothing to undo: the sentence that names the annotator's other window.

    """

    undo: Message | None
    redo: Message | None
    held: Message | None = None


class SpanElsewhere(msgspec.Struct, frozen=True, kw_only=True):
    """A span as it is offered from another article.

    Attributes:
        article: id of its article.
        title: of that article.
        ranges: of its fragments, in code points of that article.
        text: the fragments' texts joined by one space.

    """

    id: str
    article: str
    title: str
    ranges: tuple[tuple[int, int], ...]
    text: str


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What the project tells the screen after an edit, an undo or a redo was committed.

    Attributes:
        number: of the stored change, rising.
        direction: made, taken back or made again.
        annotator: whose change it is.
        article: id of the article to show, None where the edit is about no single one.
        text: what was done, for the menu: "Tag quote “We will …”".
        delta: the steps as they now took effect (already inverted for an undo).
        event: its line in the audit trail, rising over all windows; 0 where it has none.
        elsewhere: it came from another window, and nothing here was done by it.
        reloads: more has changed than ``delta`` says, as with an import that was taken back:
            everything is to be read again.
        whole: the delta with what is others' and gold's, where ``delta`` was narrowed to what one
            annotator is shown; None where it was not.
        linked: the spans at both ends of its links, as they are then.
        answered: the suggestions that its answers are about, as they are then.
        gold: the gold annotator's name; None as long as nothing was settled.
        following: what Undo and Redo would do next; None where it was not asked for.

    """

    number: int
    direction: Direction
    annotator: str
    article: str | None
    text: Message
    delta: Delta
    event: int = 0
    elsewhere: bool = False
    reloads: bool = False
    whole: Delta | None = None
    linked: tuple[SpanElsewhere, ...] = ()
    answered: tuple[Suggestion, ...] = ()
    gold: str | None = None
    following: UndoState | None = None
