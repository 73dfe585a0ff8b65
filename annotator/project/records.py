"""What the project's queries return beside the records of ``annotation``."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from annotator.annotation.records import Article, Link, Span, Status


class ArticleRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the queue, for one annotator.

    Attributes:
        key: of the row, as the index lists it.
        length: of the text, in code points.
        spans: how many spans the annotator has in it.

    """

    key: int
    id: str
    title: str
    source: str
    date: str
    length: int
    status: Status
    spans: int
    flagged: bool = False


class OpenedArticle(msgspec.Struct, frozen=True, kw_only=True):
    """An article with the work of one annotator, checked: every fragment covers what it says.

    Attributes:
        links: those that begin or end here.
        damaged: what does not agree with the text, in words; those spans are not in ``spans``.

    """

    key: int
    article: Article
    annotator: str
    status: Status
    flagged: bool = False
    spans: tuple[Span, ...]
    links: tuple[Link, ...]
    damaged: tuple[str, ...] = ()


class ArticleFilter(msgspec.Struct, frozen=True, kw_only=True):
    """What the queue shows: words that title or text contain, and a status (None: all)."""

    words: str = ""
    status: Status | None = None


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How many articles one annotator has in each status."""

    total: int
    in_progress: int
    done: int
    skipped: int


class ChangeState(StrEnum):
    """Whether a stored change holds now, was taken back, or can be neither undone nor redone."""

    DONE = "done"
    UNDONE = "undone"
    PASSED = "passed"


class HistoryEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the audit trail: what happened to a change, when, and whose it is."""

    number: int
    annotator: str
    article: str | None
    text: str
    event: str
    at: str


class UndoState(msgspec.Struct, frozen=True, kw_only=True):
    """What Undo and Redo would do now, in words; None where there is nothing."""

    undo: str | None
    redo: str | None


class Statistics(msgspec.Struct, frozen=True, kw_only=True):
    """Counts of a project: spans by label name, and per annotator spans and articles by status."""

    articles: int
    spans: int
    labels: dict[str, int]
    annotators: dict[str, dict[str, int]]


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Something that ``check`` found wrong."""

    where: str
    what: str
