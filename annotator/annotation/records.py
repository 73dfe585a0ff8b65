"""The frozen records that everything else passes around.

Offsets are code points of the article's text, from 0, the end exclusive. Times are ISO 8601
in UTC with milliseconds and a trailing ``Z``. Identifiers are strings, stable and unique in a
project.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

import msgspec

from annotator.errors import OffsetError, RuleError
from annotator.words import say

MANUAL = "manual"
"""The origin of a span that a person drew."""

GOLD = "gold"
"""The origin of a span that was settled, and the name of the annotator it belongs to."""

UNANIMOUS = "unanimous"
"""The reason of a decision that nobody had to make."""

LINES = ("solid", "dashed", "dotted", "double", "wavy")
"""How a label's underline may be drawn."""

UNITS = ("word", "name", "quote", "sentence", "block")
"""What a label's key can tag when nothing is selected."""

ARTICLE = "article"
"""The unit of a label that says something of whole articles, and has no spans."""

KINDS = ("choice", "yes/no", "text")
"""What an attribute's value can be."""

CHOICES = "choices"
ARTICLE_KINDS = ("choice", CHOICES, "yes/no", "text")
"""What the value of an article label can be; "choices" are several of its values."""

VALUE = "value"
"""What the only attribute of an article label is called."""


class Status(StrEnum):
    """How far one annotator is with one article."""

    NEW = "new"
    IN_PROGRESS = "in progress"
    DONE = "done"
    SKIPPED = "skipped"


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One text to annotate. Its text never changes.

    Attributes:
        id: stable and unique in the project.
        title: shown in the queue; the text keeps its first line too.
        source: the file or address that it came from.
        date: when it was published, as the source wrote it.
        meta: what else is known: JSON values by name.
        text: the text after newline normalisation, and nothing else.

    """

    id: str
    text: str
    title: str = ""
    source: str = ""
    date: str = ""
    meta: dict[str, Any] = msgspec.field(default_factory=dict)


class Attribute(msgspec.Struct, frozen=True, kw_only=True):
    """Something that can be said of a label's spans.

    Attributes:
        name: what people and files call it; unique in its label.
        kind: "choice" of one of ``values``, "yes/no", or free "text".
        values: of a choice, in order.
        default: what a new span gets; None for nothing.
        required: whether it is asked for before an article is done.

    """

    name: str
    kind: str = "text"
    values: tuple[str, ...] = ()
    default: str | bool | None = None
    required: bool = False


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of span; or, where its unit is "article", what is said of whole articles.

    Attributes:
        id: never changes, so that renaming keeps all spans.
        name: what people and files call it; unique in the project.
        letter: one or two characters drawn at the start of a span, the cue that is not colour.
        key: the key that applies it, as "2", "F6" or "G, E" (see ``label_keys``), or "" for none.
        colour: ``#rrggbb``; tints for light and dark are derived from it.
        line: how its underline is drawn: solid, dashed, dotted, double or wavy.
        description: one line, for tooltips.
        guidelines: Markdown: when to use it and when not.
        position: its place in the label bar, from 0.
        unit: what its key tags when nothing is selected: word, name, quote or sentence; "article"
            makes it an article label.
        attributes: what can be said of its spans; of an article label the one that is its value.
        links: types of the links that its spans may begin, as "speaker".
        required_links: those of them that are asked for before an article is done.

    """

    id: str
    name: str
    letter: str = ""
    key: str = ""
    colour: str = "#777777"
    line: str = "solid"
    description: str = ""
    guidelines: str = ""
    position: int = 0
    unit: str = "word"
    attributes: tuple[Attribute, ...] = ()
    links: tuple[str, ...] = ()
    required_links: tuple[str, ...] = ()

    @property
    def of_article(self) -> bool:
        """Whether it is an article label, which has values and no spans."""
        return self.unit == ARTICLE

    @property
    def value(self) -> Attribute:
        """What an article label may say; a text where nothing is stated."""
        return self.attributes[0] if self.attributes else Attribute(name=VALUE)


Value = str | bool | tuple[str, ...]
"""What an article label says of an article: of several choices all, in the order of the label."""


class ArticleValue(msgspec.Struct, frozen=True, kw_only=True):
    """What an annotator says of a whole article with an article label (id).

    There is one at most for each annotator, article and label.

    Attributes:
        value: None, of gold only, where it was settled that nothing is said.

    """

    article: str
    annotator: str
    label: str
    value: Value | None
    updated_at: str = ""


class Fragment(msgspec.Struct, frozen=True, order=True, gc=False):
    """One contiguous range ``[start, end)`` in code points, and the text that it covers."""

    start: int
    end: int
    text: str


class Span(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One labelled annotation: one label on one or more fragments, by one annotator.

    A hundred thousand of them are made when a long article is opened: as they can be in no cycle,
    the garbage collector never looks at them.

    Attributes:
        label: the label's id.
        fragments: at least one, in order, not touching one another's characters.
        attributes: JSON values by name.
        origin: "manual", or the name of what made it.
        flagged: whether the annotator is unsure of it; the note may say why.

    """

    id: str
    article: str
    annotator: str
    label: str
    fragments: tuple[Fragment, ...]
    attributes: dict[str, Any] = msgspec.field(default_factory=dict)
    note: str | None = None
    flagged: bool = False
    origin: str = MANUAL
    created_at: str = ""
    updated_at: str = ""

    @property
    def start(self) -> int:
        """Start of the first fragment, in code points."""
        return self.fragments[0].start

    @property
    def end(self) -> int:
        """End of the last fragment, in code points, exclusive."""
        return self.fragments[-1].end

    @property
    def text(self) -> str:
        """The fragments' texts joined by one space."""
        if len(self.fragments) == 1:
            return self.fragments[0].text
        return " ".join(fragment.text for fragment in self.fragments)

    @property
    def ranges(self) -> tuple[tuple[int, int], ...]:
        """The fragments as ``(start, end)`` pairs."""
        return tuple((fragment.start, fragment.end) for fragment in self.fragments)

    def covers(self, position: int) -> bool:
        """Tell whether a fragment contains the character at ``position``."""
        return any(fragment.start <= position < fragment.end for fragment in self.fragments)


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A typed, directed relation from one span to another, by span id, also across articles."""

    id: str
    type: str
    source: str
    target: str


class ArticleStatus(msgspec.Struct, frozen=True, kw_only=True):
    """The status of one article for one annotator."""

    article: str
    annotator: str
    status: Status = Status.NEW
    flagged: bool = False
    updated_at: str = ""


class Settled(StrEnum):
    """What was decided on a place: spans accepted, nothing there, or spans drawn anew."""

    ACCEPTED = "accepted"
    NOTHING = "nothing"
    DRAWN = "drawn"


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """How one place ``[start, end)`` of an article was settled.

    Attributes:
        by: the annotator who decided.
        verdict: whether spans were accepted, drawn (others may be accepted beside them), or none.
        reason: why, in the words of who decided; ``UNANIMOUS`` where all agreed.
        accepted: ids of the annotators' spans that were accepted.
        gold: ids of the gold spans that stand for it.

    """

    id: str
    article: str
    start: int
    end: int
    by: str
    verdict: Settled
    reason: str = ""
    accepted: tuple[str, ...] = ()
    gold: tuple[str, ...] = ()
    at: str = ""


class Partner(msgspec.Struct, frozen=True):
    """What a suggested span would be linked to: a speaker, a cue.

    Attributes:
        type: of the link.
        ranges: the fragments of the words, in code points.

    """

    type: str
    ranges: tuple[tuple[int, int], ...]


FOR_ONE = "suggested:"
"""Begins the origin of what was worked out for one annotator, from their own finished articles."""


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """What a program proposes: no span until an annotator accepts it.

    Attributes:
        id: follows from article, label and place, so that it never comes twice, whoever proposes
            it; files may leave it empty.
        label: the label's id; in files its name.
        text: what stands from its first character to its last, ``[start, end)`` in code points.
        score: how sure the program is, from 0 to 1.
        origin: the name of the program, or of the sources, joined by ``+``.
        fragments: where it is more than one range: all of them, in order.
        attributes: that the span gets, JSON values by name.
        partners: what the span would be linked to.

    """

    id: str = ""
    article: str
    label: str
    start: int
    end: int
    text: str
    score: float
    origin: str
    fragments: tuple[tuple[int, int], ...] = ()
    attributes: dict[str, Any] = msgspec.field(default_factory=dict)
    partners: tuple[Partner, ...] = ()

    @property
    def ranges(self) -> tuple[tuple[int, int], ...]:
        """Its fragments as ``(start, end)`` pairs."""
        return self.fragments or ((self.start, self.end),)

    @property
    def place(self) -> tuple[str, str, tuple[tuple[int, int], ...]]:
        """Article, label and fragments: what an answer is about, whoever proposed it."""
        return self.article, self.label, self.ranges

    @property
    def is_for_one(self) -> bool:
        """Whether it was worked out for the annotator who answered it: others are not shown it."""
        return self.origin.startswith(FOR_ONE)


class Answered(StrEnum):
    """What an annotator did with a suggestion."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What one annotator did with one suggestion (id)."""

    suggestion: str
    annotator: str
    answer: Answered
    at: str = ""


class Assignment(msgspec.Struct, frozen=True, kw_only=True):
    """An article that an annotator is to do, ``unaided``: without suggestions."""

    article: str
    annotator: str
    unaided: bool = False


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """Where a record was changed in two copies, side by side.

    Attributes:
        id: of the conflict.
        kind: "span", "link", "status", "label"; "labels united" where two labels of one name
            became one.
        record: id of the record that kept its id.
        other: id of the span that holds the other version; "" where there is none.
        detail: ``removed`` is true where one copy removed what the other changed; ``other`` is
            the version that gave way.
        at: when the merge found it.
        settled_at: None while it waits.

    """

    id: str
    kind: str
    record: str
    other: str
    detail: dict[str, Any]
    at: str
    settled_at: str | None = None


def make_fragments(text: str, ranges: tuple[tuple[int, int], ...]) -> tuple[Fragment, ...]:
    """Return ``ranges`` as fragments of ``text``: sorted, overlapping and touching ones joined.

    Raises:
        RuleError: there is no range.
        OffsetError: a range is empty or reaches outside the text.

    """
    if not ranges:
        raise RuleError(say("a span needs at least one fragment"))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if not 0 <= start < end <= len(text):
            raise OffsetError(
                say(
                    "the range {start} to {end} is not inside the text of {length}"
                    " {length:character|characters}",
                    start=start,
                    end=end,
                    length=len(text),
                )
            )
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(Fragment(start, end, text[start:end]) for start, end in merged)


def _stands(fragment: Fragment, text: str) -> bool:
    """Tell whether a fragment is not empty and its text stands where it is said to."""
    start, end, piece = fragment.start, fragment.end, fragment.text
    return 0 <= start < end == start + len(piece) and text[start:end] == piece


def check_fragments(span: Span, text: str) -> None:
    """Check that every fragment of ``span`` covers in ``text`` exactly what it says.

    Raises:
        OffsetError: a fragment is empty, out of order, outside the text, or its text differs.

    """
    if not span.fragments:
        raise OffsetError(say("span {span} has no fragment", span=span.id))
    if len(span.fragments) == 1 and _stands(span.fragments[0], text):
        return  # as nearly all do; the rest is for saying what is wrong
    previous = -1
    for fragment in span.fragments:
        if not 0 <= fragment.start < fragment.end <= len(text):
            raise OffsetError(
                say(
                    "span {span}: {start} to {end} is not inside the text of {length}"
                    " {length:character|characters}",
                    span=span.id,
                    start=fragment.start,
                    end=fragment.end,
                    length=len(text),
                )
            )
        if fragment.start < previous:
            raise OffsetError(
                say("span {span}: its fragments overlap or are out of order", span=span.id)
            )
        covered = text[fragment.start : fragment.end]
        if covered != fragment.text:
            raise OffsetError(
                say(
                    "span {span}: the text at {start} to {end} is {covered}, the span says {said}",
                    span=span.id,
                    start=fragment.start,
                    end=fragment.end,
                    covered=repr(shorten(covered)),
                    said=repr(shorten(fragment.text)),
                )
            )
        previous = fragment.end


def shorten(text: str, limit: int = 40) -> str:
    """Return ``text`` on one line, at most ``limit`` characters, with … where it was cut."""
    line = " ".join(text[: limit * 4].split())
    return line if len(line) <= limit and len(text) <= limit * 4 else line[: limit - 1] + "…"


def of_spans(labels: Iterable[Label]) -> list[Label]:
    """Return those of some labels that are kinds of spans."""
    return [label for label in labels if not label.of_article]


def of_articles(labels: Iterable[Label]) -> list[Label]:
    """Return those of some labels that say something of whole articles."""
    return [label for label in labels if label.of_article]


class Annotated(msgspec.Struct, frozen=True, kw_only=True):
    """One article with the work of one annotator (None: nobody's), as files hold it.

    In ``spans``, ``suggestions`` and ``document`` the label is given by *name*: files know no
    label ids. ``document`` has the values of article labels, in the order of these. Suggestions
    are the article's, whoever's work this is; they come in and never go out.
    ``gold`` says that the annotator is nobody: the work is what was settled. ``program`` says that
    the annotator is one, whose work is compared with people's.
    """

    article: Article
    annotator: str | None = None
    status: Status = Status.NEW
    flagged: bool = False
    spans: tuple[Span, ...] = ()
    links: tuple[Link, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    document: dict[str, Value | None] = msgspec.field(default_factory=dict)
    gold: bool = False
    program: bool = False
