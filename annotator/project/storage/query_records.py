"""What the project's queries return beside the records of ``annotation``."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

import msgspec

from annotator.annotation.assigning import SetAssignments
from annotator.annotation.changes import SpanElsewhere
from annotator.annotation.records import (
    Article,
    ArticleValue,
    Decision,
    Label,
    Link,
    Span,
    Status,
    Suggestion,
)
from annotator.words import Message


class ArticleRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the queue, for one annotator.

    Attributes:
        key: of the row, as the index lists it.
        length: of the text, in code points.
        spans: how many spans the annotator has in it.
        assigned: names of those who are to do it.
        story: that it tells, "" for one of its own.

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
    assigned: tuple[str, ...] = ()
    story: str = ""


class OpenedArticle(msgspec.Struct, frozen=True, kw_only=True):
    """An article with the work of one annotator, checked: every fragment covers what it says.

    Attributes:
        links: those that begin or end here.
        damaged: what does not agree with the text, in words; those spans are not in ``spans``.
        suggestions: those that the annotator has not answered yet, in the order of the text.
        labels: of the project, as they were when it was read.
        progress: of the annotator, likewise; None where it was not asked for.
        event: the last line of the audit trail at that moment.
        linked: the spans of other articles at the far ends of ``links``.
        values: what the annotator says of the article with article labels.
        unaided: whether they annotate it without suggestions.

    """

    key: int
    article: Article
    annotator: str
    status: Status
    flagged: bool = False
    spans: tuple[Span, ...]
    links: tuple[Link, ...]
    damaged: tuple[Message, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    labels: tuple[Label, ...] = ()
    progress: Progress | None = None
    event: int = 0
    linked: tuple[SpanElsewhere, ...] = ()
    values: tuple[ArticleValue, ...] = ()
    unaided: bool = False


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """What one annotator has made of one article; the links are those that begin or end here.

    ``values`` is what they say of it with article labels.
    """

    annotator: str
    status: Status
    flagged: bool
    spans: tuple[Span, ...]
    links: tuple[Link, ...]
    values: tuple[ArticleValue, ...] = ()


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """One article with the work of all who have begun it.

    Attributes:
        annotators: their work, in the order in which they joined, without gold.
        gold: what was settled; None where nothing was, or where it is hidden.
        decisions: by which it was settled, the oldest first.
        hidden: names of those whose work is not shown, because they or who looks are not done.
        damaged: what does not agree with the text, in words; those spans are left out.
        labels: of the project, as they were when it was read.
        gold_name: of the gold annotator, None as long as nothing was settled in the project.
        event: the last line of the audit trail when it was read.

    """

    key: int
    article: Article
    annotators: tuple[Work, ...]
    gold: Work | None = None
    decisions: tuple[Decision, ...] = ()
    hidden: tuple[str, ...] = ()
    damaged: tuple[Message, ...] = ()
    labels: tuple[Label, ...] = ()
    gold_name: str | None = None
    event: int = 0


class SharedOut(msgspec.Struct, frozen=True, kw_only=True):
    """How articles would be shared out.

    Attributes:
        edit: what carries it out; it names only articles that change hands.
        articles: how many each annotator has then.
        characters: how much text that is, in code points.
        shared: how many articles all of them do.
        total: articles of the project.
        new: those who are not in the project yet.
        unaided: how many articles somebody annotates without suggestions then.
        short: articles that fewer do than was asked for, as all are at their limits.

    """

    edit: SetAssignments
    articles: dict[str, int]
    characters: dict[str, int]
    shared: int
    total: int
    new: tuple[str, ...] = ()
    unaided: int = 0
    short: int = 0


class ArticleElsewhere(msgspec.Struct, frozen=True, kw_only=True):
    """An article by id and title."""

    id: str
    title: str


class Order(StrEnum):
    """What the queue is sorted by."""

    IMPORTED = "imported"
    TITLE = "title"
    DATE = "date"
    STATUS = "status"
    FLAGGED = "flagged"
    SPANS = "spans"


class ArticleFilter(msgspec.Struct, frozen=True, kw_only=True):
    """What the queue shows, and in which order.

    Attributes:
        words: what title or text contain, each of them.
        status: of the articles, None for all.
        flagged_only: only those that the annotator has flagged.
        assigned_only: only those that the annotator is to do.
        story: only those that tell this story, "" for all.
        gold_again: only those whose gold was finished and is to be looked at again.
        archived: only those that are set aside, which else are left out.
        order: flagged articles, low dates and few spans come first; articles without a date
            come last, whatever the direction.
        descending: the other way round.

    """

    words: str = ""
    status: Status | None = None
    flagged_only: bool = False
    assigned_only: bool = False
    story: str = ""
    gold_again: bool = False
    archived: bool = False
    order: Order = Order.IMPORTED
    descending: bool = False

    @property
    def is_partial(self) -> bool:
        """Whether it may leave articles out."""
        narrowed = self.flagged_only or self.assigned_only or bool(self.story)
        narrowed = narrowed or self.gold_again or self.archived
        return bool(self.words.split()) or self.status is not None or narrowed


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
    """One line of the audit trail: what happened to a change, when, and whose it is.

    Attributes:
        key: of the line; it rises.
        number: of the change.
        annotator: who made it; None: the command line.
        article: id of the one that it is about, None where it is about several, or that is gone.
        title: of that article.
        text: what was done.
        kind: of the change, as ``annotation.kinds`` and ``project.operations`` name them.
        event: "done", "undone", "redone" or "passed" over.
        state: of the change now, as ``ChangeState``.

    """

    key: int
    number: int
    annotator: str | None
    article: str | None
    title: str
    text: Message
    kind: str
    event: str
    state: str
    at: str


class HistoryFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which lines of the audit trail are wanted.

    Attributes:
        article: id of the one that the changes are about, None for all.
        annotator: who made them, None for all; "" for the command line.
        kinds: of the changes, none for all.
        viewer: who looks: what others did in articles that this one still annotates is left out.

    """

    article: str | None = None
    annotator: str | None = None
    kinds: tuple[str, ...] = ()
    viewer: str | None = None


class NextStep(msgspec.Struct, frozen=True, kw_only=True):
    """An import, a merge or a removal that Undo would take back, or Redo make again."""

    number: int
    kind: str
    text: Message


class Attempt(NamedTuple):
    """From where an edit comes, and whether it was tried before.

    Attributes:
        window: id of the window, "" for none.
        edit: the edit's own id, by which it is found when it is tried again; None for none.
        again: it was tried before, and it is not known whether it was stored.
        seen_event: up to which line of the audit trail the window knows all; below 0: not asked.
        own_event: the last line that it has made itself, or ``seen_event``.
        since: number of the last change before the window was opened.

    """

    window: str = ""
    edit: str | None = None
    again: bool = False
    seen_event: int = -1
    own_event: int = -1
    since: int = 0


NOBODYS = Attempt()
"""An edit that comes from no window."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """Where an annotator left an article, and for how long they have worked on it.

    Attributes:
        caret: in code points.
        top: a code point of the first visible line.
        active_ms: time with the article, pauses left out.

    """

    caret: int
    top: int
    active_ms: int


class Statistics(msgspec.Struct, frozen=True, kw_only=True):
    """Counts of a project: spans by label name, and per annotator spans and articles by status.

    ``article_labels`` has, by label name, of how many articles which value is said, by people; of
    texts, under "", of how many any is.

    Gold spans are counted like others; the gold annotator's own counts are in ``gold``, under
    its name, which is empty as long as nothing was settled; those of programs in ``programs``.
    """

    articles: int
    spans: int
    labels: dict[str, int]
    annotators: dict[str, dict[str, int]]
    gold: dict[str, dict[str, int]] = msgspec.field(default_factory=dict)
    programs: dict[str, dict[str, int]] = msgspec.field(default_factory=dict)
    article_labels: dict[str, dict[str, int]] = msgspec.field(default_factory=dict)


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """How one annotator's work goes.

    Attributes:
        new: articles that they have not begun, like the other counts of articles.
        labels: their spans, whatever their origin, by label name.
        days: articles that they finished by hand, by ISO date where they sit, days with none
            left out.
        read: articles that they have spent time with.
        active_ms: that time, pauses left out.
        spans_per_hour: of time between changes, breaks left out; None where there is too little.
        median_span_s: seconds from the change before to a new span, None where there is none.

    """

    annotator: str
    new: int
    in_progress: int
    done: int
    skipped: int
    labels: dict[str, int]
    days: dict[str, int]
    read: int
    active_ms: int
    spans_per_hour: float | None
    median_span_s: float | None

    @property
    def spans(self) -> int:
        """How many spans there are of theirs."""
        return sum(self.labels.values())

    @property
    def seconds_per_article(self) -> float | None:
        """Active time with an article, on average."""
        return self.active_ms / 1000 / self.read if self.read else None


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Something that ``check`` found wrong."""

    where: str
    what: Message


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """Something that could not be read, and was left out of what was asked for.

    Attributes:
        article: the id of the article that it belongs to.
        what: a clause about it.

    """

    article: str
    what: Message
