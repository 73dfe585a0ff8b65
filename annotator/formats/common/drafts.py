"""What files of other tools say of an article, checked and gathered into a record."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import orjson

from annotator.annotation.records import (
    MANUAL,
    Annotated,
    Article,
    Fragment,
    Link,
    Span,
    Status,
    Value,
    shorten,
)
from annotator.errors import InputError
from annotator.formats.common.base import ReadOptions
from annotator.formats.common.json_faults import check_storable
from annotator.formats.common.losses import Losses
from annotator.formats.common.names import check_name
from annotator.formats.common.ranges import CODEPOINT, Incoming
from annotator.text import split_title
from annotator.words import Message, say

_NATIVE = re.compile(rb'(?<!\\)"schema"\s*:\s*"annotator/')
_STATUSES = {status.value: status for status in Status}


class Draft:
    """Gathers one annotator's work on one article; ``record`` makes the record.

    Ids that the file does not name are made from what they stand for, so that reading the same
    file again gives the same ones.

    Args:
        text: as the file holds it; offsets refer to it.
        options: as the file is read.
        article_id: None: made from the text.
        annotator: None: the one of the options.
        unit: what offsets count.

    Attributes:
        text: as it is stored.
        raw: as the file holds it.

    Raises:
        InputError: the text or a name cannot be stored.

    """

    def __init__(
        self,
        text: str,
        options: ReadOptions,
        *,
        article_id: str | None = None,
        annotator: str | None = None,
        unit: str = CODEPOINT,
    ) -> None:
        try:
            self._incoming = Incoming(text, unit, drop_bom=False, repair=options.repair)
        except InputError as error:
            raise error.inside("“text”") from None
        self.text = self._incoming.text
        self.raw = text
        digest = hashlib.sha256(self.text.encode("utf-8")).hexdigest()
        self._article_id = digest[:16] if article_id is None else article_id
        self._annotator = options.annotator if annotator is None else annotator
        if self._annotator is not None:
            self._annotator = check_name(self._annotator, "annotator")
        self._source = options.source
        self._spans: list[Span] = []
        self._links: list[Link] = []
        self._labels: dict[str, str] = {}  # as files have them, and as they are stored
        self._numbers: dict[str, int] = {}  # of labels
        self._places: set[Any] = set()  # label and range of spans without an id
        self._copies: Counter[Any] = Counter()  # of those that stand there again
        options.notes.last_text = self.bare

    @property
    def spans(self) -> Sequence[Span]:
        """The spans so far."""
        return self._spans

    def make_span(
        self,
        where: Message | str,
        label: str,
        ranges: Sequence[tuple[int, int]],
        *,
        quote: str | None = None,
        id: str | None = None,  # noqa: A002
        attributes: dict[str, Any] | None = None,
        **rest: Any,
    ) -> Span:
        """Return a span without adding it.

        Args:
            where: its place in the file, for messages, as "spans[0]".
            label: the label's name.
            ranges: of the text in the file.
            quote: what the file says that they cover; None: nothing.
            id: None: made from what the span holds.
            attributes: JSON values by name.
            rest: other attributes of ``Span``.

        Raises:
            InputError: the ranges do not fit the text, or something cannot be stored.

        """
        if label not in self._labels:
            self._labels[label] = check_name(label, f"{where}.label")
        label = self._labels[label]
        if attributes:
            check_storable(attributes, f"{where}.attributes")
        fragments = self._fragments(where, ranges, quote)
        annotator = self._annotator or ""
        if not id:
            ranges = tuple([(fragment.start, fragment.end) for fragment in fragments])
            copy = self._copy(label, ranges)
            id = derived_id("span", self._article_id, annotator, label, ranges, copy)  # noqa: A001
        else:
            _check_plain(id, where)
        for value in rest.values():
            if isinstance(value, str) and "\0" in value:
                _check_plain(value, where)
        return Span(
            id=id,
            article=self._article_id,
            annotator=annotator,
            label=label,
            fragments=fragments,
            attributes=attributes or {},
            **rest,
        )

    def _copy(self, label: str, ranges: tuple[tuple[int, int], ...]) -> int:
        """Return how many spans of a label were in a place before, and count one more."""
        number = self._numbers.setdefault(label, len(self._numbers))
        same: Any = number, ranges
        if len(ranges) == 1:  # of hundreds of thousands a number takes a fifth of the room
            ((start, end),) = ranges
            same = (((number << 40) + start) << 40) + end
        if same not in self._places:
            self._places.add(same)
            return 0
        self._copies[same] += 1
        return self._copies[same]

    def _fragments(
        self, where: Message | str, ranges: Sequence[tuple[int, int]], quote: str | None
    ) -> tuple[Fragment, ...]:
        try:
            return self._incoming.fragments(ranges, quote)
        except InputError as error:
            raise error.inside(where) from None

    def bare(self) -> Annotated:
        """Return the article without any work on it: a text is not lost for its annotations."""
        article = Article(
            id=self._article_id,
            text=self.text,
            title=split_title(self.text),
            source=self._source,
        )
        return Annotated(article=article)

    def add_span(
        self, where: Message | str, label: str, ranges: Sequence[tuple[int, int]], **rest: Any
    ) -> Span:
        """Add a span and return it; as ``make_span``."""
        span = self.make_span(where, label, ranges, **rest)
        self._spans.append(span)
        return span

    def add_link(
        self,
        where: Message | str,
        type: str,  # noqa: A002
        source: str,
        target: str,
        id: str | None = None,  # noqa: A002
    ) -> None:
        """Add a link between two spans, by id.

        Raises:
            InputError: its type is empty or cannot be stored, or it links a span to itself.

        """
        if not type:
            raise InputError(say("{where}: its type is empty; expected text", where=where))
        if source == target:
            raise InputError(say("{where} links a span to itself", where=where))
        _check_plain(type, where)
        _check_plain(id, where)
        id = id or derived_id("link", type, source, target)  # noqa: A001
        self._links.append(Link(id=id, type=type, source=source, target=target))

    def record(
        self,
        *,
        title: str | None = None,
        source: str | None = None,
        date: str = "",
        meta: dict[str, Any] | None = None,
        status: Status = Status.NEW,
        flagged: bool = False,
        gold: bool = False,
        document: dict[str, Any] | None = None,
    ) -> Annotated:
        """Return what was gathered.

        Args:
            title: None: the text's first line, if it looks like one.
            source: None: the file.
            date: when it was published.
            meta: what else is known.
            status: how far the annotator is.
            flagged: whether the annotator is unsure of the article.
            gold: whether the work is what was settled.
            document: what is said of the article, by label name; None: nothing.

        Raises:
            InputError: there is work but no annotator, or something cannot be stored.

        """
        said = read_document(document or {}, "document")
        if self._annotator is None:
            if said:
                raise InputError(
                    say("there is a “document” but no “annotator”; expected one, or --annotator")
                )
            if self._spans:
                raise InputError(
                    say("there are spans but there is no annotator; expected --annotator")
                )
            if flagged:
                raise InputError(
                    say("there is a flag but there is no annotator; expected --annotator")
                )
            if status is not Status.NEW:
                raise InputError(
                    say(
                        "the status is “{status}” but there is no annotator; expected --annotator",
                        status=status.value,
                    )
                )
        named = {"id": self._article_id, "title": title, "source": source, "date": date}
        for where, value in named.items():
            _check_plain(value, f"“{where}”")
        check_storable(meta, "meta")
        article = Article(
            id=self._article_id,
            text=self.text,
            title=split_title(self.text) if title is None else title,
            source=self._source if source is None else source,
            date=date,
            meta=meta or {},
        )
        return Annotated(
            article=article,
            annotator=self._annotator,
            status=status,
            flagged=flagged,
            gold=gold and self._annotator is not None,
            spans=tuple(self._spans),
            links=tuple(self._links),
            document=said,
        )


def _check_plain(value: str | None, where: Message | str) -> None:
    if value and "\0" in value:
        raise InputError(say("{where} has a NUL (U+0000), which cannot be kept", where=where))


def derived_id(*what: Any) -> str:
    """Return an id that is the same whenever the same thing is read again."""
    return hashlib.sha256(orjson.dumps(what)).hexdigest()[:32]


def empty_annotation(label: str) -> Message:
    """Return what an annotation that covers nothing is called where it is left out."""
    return say("empty annotation of the type “{type}”", type=shorten(label))


def relation_to_nothing(type: str) -> Message:  # noqa: A002
    """Return what a relation without one of its ends is called where it is left out."""
    return say("relation “{type}” to nothing", type=shorten(type))


def relation_to_itself(type: str) -> Message:  # noqa: A002
    """Return what a relation of a span with itself is called where it is left out."""
    return say("relation “{type}” of a span with itself", type=shorten(type))


def article_id(ours: str | None, theirs: Any) -> str | None:
    """Return an article's id, None where the file gives no good one.

    Args:
        ours: what our own export wrote.
        theirs: the tool's: a number counts rows of one file and is no name of an article.

    """
    if ours is not None:
        if not ours.strip():
            raise InputError(say("“article_id” is empty; expected a name, or no “article_id”"))
        return ours
    good = isinstance(theirs, str) and theirs.strip() and not theirs.strip().isdecimal()
    return theirs if good else None


def is_foreign(head: bytes) -> bool:
    """Tell whether a file begins as JSON lines that are not the native ones."""
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    return start.startswith(b"{") and _NATIVE.search(head) is None


def status_named(name: str | None) -> Status:
    """Return the status of a name, new for None.

    Raises:
        InputError: there is none of this name.

    """
    if name is None:
        return Status.NEW
    if name not in _STATUSES:
        expected = ", ".join(_STATUSES)
        raise InputError(
            say(
                "“status” is “{name}”; expected one of: {expected}",
                name=shorten(name),
                expected=expected,
            )
        )
    return _STATUSES[name]


class Described(msgspec.Struct):
    """What ``describe`` says of a record, read again."""

    article_id: str
    title: str | None = None
    source: str | None = None
    date: str | None = None
    meta: dict[str, Any] | None = None
    annotator: str | None = None
    status: str | None = None
    flagged: bool = False
    gold: bool = False
    document: dict[str, Any] | None = None


def describe(record: Annotated) -> dict[str, Any]:
    """Return what a record says of its article and annotator, under the keys that we write."""
    article = record.article
    known: dict[str, Any] = {
        "article_id": article.id,
        "title": article.title,
        "source": article.source,
        "date": article.date,
        "meta": article.meta,
        "annotator": record.annotator,
        "status": record.status.value,
    }
    if record.flagged:
        known["flagged"] = True
    if record.gold:
        known["gold"] = True
    if record.document:
        known["document"] = record.document
    return known


def count_bare(record: Annotated, losses: Losses) -> None:
    """Count what is lost of spans where a format keeps nothing but their ranges and labels."""
    example = say("article {article}", article=record.article.id)
    spans = record.spans
    left_out = say("left out")
    lost = (
        (say("attributes of spans"), left_out, sum(len(span.attributes) for span in spans)),
        (say("notes of spans"), left_out, sum(bool(span.note) for span in spans)),
        (say("flags of spans"), left_out, sum(span.flagged for span in spans)),
        (say("origins of spans"), left_out, sum(span.origin != MANUAL for span in spans)),
        (say("times of spans"), left_out, sum(bool(s.created_at or s.updated_at) for s in spans)),
        (say("ids of spans"), say("left out, import makes new ones"), len(spans)),
    )
    for what, done, number in lost:
        losses.add(what, done, number, example)


def links_inside(record: Annotated, losses: Losses) -> list[Link]:
    """Return the links whose ends are both in the record; others are added to ``losses``."""
    there = {span.id for span in record.spans}
    inside = [link for link in record.links if {link.source, link.target} <= there]
    outside = len(record.links) - len(inside)
    losses.add(
        say("links to other articles"),
        say("left out"),
        outside,
        say("article {article}", article=record.article.id),
    )
    return inside


def read_document(given: Mapping[str, Any], where: str) -> dict[str, Value | None]:
    """Return an object of values by label name, as records have it.

    A text, true and false stay what they are; a number becomes the text that it is written as, a
    list of texts several choices. ``null``, "" and [] say nothing; ``null`` is kept for gold.

    Args:
        given: as it was decoded.
        where: what it is called in an error.

    Raises:
        InputError: a name cannot be one of a label, or a value is none of these.

    """
    check_storable(dict(given), where)
    found: dict[str, Value | None] = {}
    for name, value in given.items():
        said = _value(value, f"{where}.{shorten(name)}")
        if said == "" or said == ():
            continue
        label = check_name(name, where)
        if label in found:
            raise InputError(say("“{where}” has “{name}” twice", where=where, name=shorten(label)))
        found[label] = said
    return found


def _value(value: Any, where: str) -> Value | None:
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, int | float):
        return orjson.dumps(value).decode()
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(dict.fromkeys(one for one in value if one))
    raise InputError(
        say(
            "“{where}” is “{value}”; expected a text, true or false, or a list of texts",
            where=where,
            value=shorten(orjson.dumps(value).decode()),
        )
    )


def as_categories(document: Mapping[str, Value | None]) -> list[str]:
    """Return what is said of an article as categories of a text: “topic: economy”, “good: yes”.

    Of several choices each is one; texts are none.
    """
    found = []
    for label, value in document.items():
        if isinstance(value, tuple):
            found += [f"{label}: {one}" for one in value]
        elif value is not None:
            found.append(f"{label}: {value_as_text(value)}")
    return found


def value_as_text(value: Value | None) -> str:
    """Return a value where a format has nothing but text: “yes”, “no”, choices by “; ”."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return "; ".join(value)
    return value or ""
