"""Writing folders that brat opens."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from annotator.annotation.records import Annotated, Label, Link, Span, Status
from annotator.formats.brat.beside import SCHEMA, SUFFIX, Beside, KeptLink, KeptSpan
from annotator.formats.brat.lines import BREAKS, EVENT, split_at_breaks
from annotator.formats.common.base import WriteOptions
from annotator.formats.common.drafts import derived_id
from annotator.formats.common.losses import Losses
from annotator.words import say

KEPT = say("kept in the {suffix} beside the text, which brat does not read", suffix=SUFFIX)
ACROSS = say("spans across line breaks or tabs")
ACROSS_DONE = say("written as fragments around them; the whole is {kept}", kept=KEPT)
TOUCHING = say("spans whose fragments touch")
TOUCHING_DONE = say("written as one fragment; they are {kept}", kept=KEPT)
BLANK = say("spans of white space only")
ATTRIBUTES = say("attributes that are neither a line of text nor yes")
NOTES = say("notes of several lines")
NAMES = say("names with other characters than a to z, digits, - and _")
NAMES_DONE = say("written with others; they are {kept}", kept=KEPT)
OUTSIDE = say("links to other articles or to spans that cannot be written")
REFERENCE = "Reference"
"""The type of brat's normalisations."""

_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")
_ENTRY = re.compile(r"([^\s:]+:\S+)(?: (.+))?")
_VALUE = re.compile(r"[^\s,|:<>]+")
_RESERVED = re.compile(r"(?i:con|prn|aux|nul|com\d|lpt\d)")
_EVENT_ID = re.compile(r"E[1-9]\d*")
_ROLE = re.compile(r"[A-Za-z_-]+")
_LONGEST = 80
_MOST_VALUES = 200


def write_folder(records: Iterable[Annotated], folder: Path, options: WriteOptions) -> None:
    """Write each annotator's articles into a folder of its own, and brat's configuration.

    Articles without any work stand in ``folder`` itself.
    """
    writer = _Writer(folder, options)
    for record in records:
        writer.add(record)
    writer.finish()


class _Names:
    """Gives names that brat can write, each its own."""

    def __init__(self, names: Iterable[str], losses: Losses) -> None:
        self._losses = losses
        self.safe: dict[str, str] = {}
        self._taken: set[str] = set()
        for name in names:
            self.of(name)

    def of(self, name: str) -> str:
        """Return what to write for a name."""
        if name in self.safe:
            return self.safe[name]
        base = _ascii(name)
        if not any(one.isalnum() for one in base):
            base = f"type{base}"
        safe, number = base, 1
        while safe in self._taken:
            number += 1
            safe = f"{base}-{number}"
        self._losses.add(NAMES, NAMES_DONE, safe != name, say("“{name}”", name=name))
        self._taken.add(safe)
        self.safe[name] = safe
        return safe


def _ascii(name: str) -> str:
    return _UNSAFE.sub("_", unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode())


class _Files:
    """Gives names of files and folders that every system takes, by what they stand for."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()

    def of(self, name: str) -> str:
        """Return the name for an article or annotator."""
        if name not in self._names:
            base = _ascii(name)[:_LONGEST]
            digest = hashlib.sha256(name.encode("utf-8")).hexdigest()
            plain = base == name and _RESERVED.fullmatch(base) is None
            length = 8
            file = base if plain else f"{base}-{digest[:length]}"
            while file.casefold() in self._taken:
                length += 8
                file = f"{base}-{digest[:length]}"
            self._taken.add(file.casefold())
            self._names[name] = file
        return self._names[name]


class _Writer:
    def __init__(self, folder: Path, options: WriteOptions) -> None:
        self._folder = folder
        self._losses = options.losses
        self._label_set = options.labels
        named = [attribute.name for label in options.labels for attribute in label.attributes]
        links = [type_ for label in options.labels for type_ in label.links]
        self._labels = _Names([label.name for label in options.labels], self._losses)
        self._attributes = _Names(named, self._losses)
        self._types = _Names(links, self._losses)
        self._values: dict[str, dict[str, None]] = {}
        for label in options.labels:
            for attribute in label.attributes:
                for value in attribute.values:
                    self._see_value(attribute.name, value)
        self._articles = _Files()
        self._annotators = _Files()
        self._written: set[Path] = set()

    def add(self, record: Annotated) -> None:
        """Write the files of one record."""
        folder = self._folder
        if record.annotator is not None:
            folder /= self._annotators.of(record.annotator)
            folder.mkdir(exist_ok=True)
        name = self._articles.of(record.article.id)
        path = folder / f"{name}.txt"
        number = 1
        while path in self._written:  # the same article and annotator once more
            number += 1
            path = folder / f"{name}.{number}.txt"
        self._written.add(path)
        lines, beside = _Document(
            record, self._labels, self._attributes, self._types, self._see_value, self._losses
        ).made()
        path.write_bytes(record.article.text.encode("utf-8"))
        path.with_suffix(".ann").write_bytes("".join(lines).encode("utf-8"))
        path.with_suffix(SUFFIX).write_bytes(msgspec.json.encode(beside) + b"\n")

    def _see_value(self, name: str, value: str) -> None:
        values = self._values.setdefault(name, {})
        if len(values) < _MOST_VALUES and _VALUE.fullmatch(value):
            values[value] = None

    def finish(self) -> None:
        """Write the configuration, without which brat shows nothing."""
        lines = ["[entities]", *self._labels.safe.values(), "", "[relations]"]
        lines += [f"{type_}\tArg1:<ENTITY>, Arg2:<ENTITY>" for type_ in self._types.safe.values()]
        lines += ["", "[events]", "", "[attributes]"]
        for name, safe in self._attributes.safe.items():
            values = "|".join(self._values.get(name, ()))
            lines.append(f"{safe}\tArg:<ENTITY>" + (f", Value:{values}" if values else ""))
        _write_lines(self._folder / "annotation.conf", lines)
        lines = ["[labels]"]
        for names in (self._labels, self._attributes, self._types):
            lines += [f"{safe} | {_shown(name)}" for name, safe in names.safe.items()]
        lines += ["", "[drawing]", *_DRAWING]
        lines += [self._drawn(label) for label in self._label_set]
        _write_lines(self._folder / "visual.conf", lines)

    def _drawn(self, label: Label) -> str:
        return f"{self._labels.of(label.name)}\tbgColor:{label.colour}"


_DRAWING = (
    "SPAN_DEFAULT\tfgColor:black, bgColor:lightgreen, borderColor:darken",
    "ARC_DEFAULT\tcolor:black, dashArray:-, arrowHead:triangle-5",
)


def _shown(name: str) -> str:
    return " ".join(name.replace("|", "/").split()) or "?"


def _write_lines(path: Path, lines: list[str]) -> None:
    path.write_bytes("".join(f"{line}\n" for line in lines).encode("utf-8"))


class _Event(NamedTuple):
    """An E line while it is put together: its type and trigger, and what takes part."""

    id: str
    head: str
    arguments: list[tuple[str, str]]

    def line(self) -> str:
        """Return the line; the second of a role is numbered."""
        seen: Counter[str] = Counter()
        parts = [self.head]
        for role, target in self.arguments:
            seen[role] += 1
            parts.append(f"{role}{seen[role] if seen[role] > 1 else ''}:{target}")
        return f"{self.id}\t{' '.join(parts)}\n"


def _is_role(link: Link) -> bool:
    """Tell whether a link can be an argument of an event and is the same when it is read again."""
    plain = _ROLE.fullmatch(link.type) is not None
    return plain and link.id == derived_id("link", link.type, link.source, link.target)


class _Document:
    """Makes the lines of one record."""

    def __init__(
        self,
        record: Annotated,
        labels: _Names,
        attributes: _Names,
        types: _Names,
        see_value: Callable[[str, str], None],
        losses: Losses,
    ) -> None:
        self._record = record
        self._labels, self._attributes, self._types = labels, attributes, types
        self._see_value = see_value
        self._losses = losses
        self._lines: list[str] = []
        self._numbers = dict.fromkeys("TANR#X", 0)
        self._triggers: dict[str, str] = {}
        self._events: dict[str, _Event] = {}
        article = record.article
        self._beside = Beside(
            schema=SCHEMA,
            id=article.id,
            title=article.title,
            source=article.source,
            date=article.date,
            meta=article.meta,
            text_sha256=hashlib.sha256(article.text.encode("utf-8")).hexdigest(),
            annotator=record.annotator,
            status=record.status.value,
            flagged=record.flagged,
            gold=record.gold,
            document=record.document,
        )

    def made(self) -> tuple[list[str], Beside]:
        """Return the lines, and what they cannot hold."""
        example = say("article {article}", article=self._record.article.id)
        self._losses.add(say("flags of articles"), KEPT, self._record.flagged, example)
        self._losses.add(say("article labels"), KEPT, len(self._record.document), example)
        self._losses.add(say("statuses"), KEPT, self._record.status is not Status.NEW, example)
        names: dict[str, str] = {}
        for span in self._record.spans:
            line = self._add_span(span)
            if line:
                names[span.id] = line
        for link in self._record.links:
            event = self._events.get(names.get(link.source, ""))
            if event is not None and link.target in names and _is_role(link):
                event.arguments.append((link.type, names[link.target]))
            elif link.source in names and link.target in names:
                type_ = self._named(self._types, self._beside.types, link.type)
                ends = names[link.source], names[link.target]
                name = self._add("R", f"{type_} Arg1:{ends[0]} Arg2:{ends[1]}", "")
                written = f"{type_} {ends[0]} {ends[1]}"
                self._beside.links[name] = KeptLink(written=written, id=link.id)
            else:
                kept = KeptLink(id=link.id, type=link.type, source=link.source, target=link.target)
                self._beside.links[self._next("X")] = kept
                self._losses.add(OUTSIDE, KEPT, 1, example)
        self._lines += [event.line() for event in self._events.values()]
        return self._lines, self._beside

    def _next(self, kind: str) -> str:
        self._numbers[kind] += 1
        return f"{kind}{self._numbers[kind]}"

    def _add(self, kind: str, data: str, tail: str | None = None) -> str:
        name = self._next(kind)
        self._lines.append(f"{name}\t{data}\n" if tail is None else f"{name}\t{data}\t{tail}\n")
        return name

    @staticmethod
    def _named(names: _Names, known: dict[str, str], name: str) -> str:
        safe = names.of(name)
        if safe != name:
            known[safe] = name
        return safe

    def _add_span(self, span: Span) -> str:
        """Write a span with all that is said of it; return its id, "" where it has no line."""
        example = say(
            "article {article}, {start} to {end}",
            article=span.article,
            start=span.start,
            end=span.end,
        )
        text = self._record.article.text
        kept = KeptSpan(
            id=span.id,
            flagged=span.flagged,
            origin=span.origin,
            created_at=span.created_at,
            updated_at=span.updated_at,
        )
        self._losses.add(say("flags of spans"), KEPT, span.flagged, example)
        places = split_at_breaks(text, span.ranges)
        if not any(text[start:end].strip() for start, end in places):
            places = []  # brat takes a line whose text is white space for one without its text
        if places != list(span.ranges):
            kept.fragments = list(span.ranges)
        if not places:
            kept.label, kept.attributes, kept.note = span.label, span.attributes, span.note
            self._beside.spans[self._next("X")] = kept
            self._losses.add(BLANK, KEPT, 1, example)
            return ""
        if kept.fragments is not None:
            broken = any(BREAKS.search(fragment.text) for fragment in span.fragments)
            what = (ACROSS, ACROSS_DONE) if broken else (TOUCHING, TOUCHING_DONE)
            self._losses.add(*what, 1, example)
        label = self._named(self._labels, self._beside.labels, span.label)
        kept.written = f"{label} " + ";".join(f"{start} {end}" for start, end in places)
        quote = " ".join(text[start:end] for start, end in places)
        event = self._event_of(span)
        if event and kept.written in self._triggers:
            line = trigger = self._triggers[kept.written]
        else:
            line = trigger = self._add("T", kept.written, quote)
        if event:
            if kept.written in self._triggers:
                line = event
            self._triggers[kept.written] = trigger
            self._events[event] = _Event(event, f"{label}:{trigger}", [])
            kept.attributes = {EVENT: event}
        for name, value in span.attributes.items():
            if event and name == EVENT:
                continue
            values = value if isinstance(value, list) and len(value) > 1 else [value]
            if name and all(_holds(one) for one in values):
                self._add_attribute(event or line, name, values)
            else:
                kept.attributes = {**kept.attributes, name: value}
                self._losses.add(ATTRIBUTES, KEPT, 1, example)
        if span.note:
            note = BREAKS.sub(" ", span.note)
            if note.strip():
                self._add("#", f"AnnotatorNotes {event or line}", note)
            if note != span.note or not note.strip():
                kept.note = span.note
                self._losses.add(NOTES, KEPT, 1, example)
        self._beside.spans[line] = kept
        return event or line

    def _event_of(self, span: Span) -> str:
        """Return the id of the event that a span stands for, "" for none."""
        name = span.attributes.get(EVENT)
        known = isinstance(name, str) and _EVENT_ID.fullmatch(name) is not None
        return str(name) if known and name not in self._events else ""

    def _add_attribute(self, line: str, name: str, values: list[Any]) -> None:
        for value in values:
            entry = _ENTRY.fullmatch(value) if name == REFERENCE and value is not True else None
            if entry is not None and (entry[2] is None or entry[2].strip()):
                self._add("N", f"{name} {line} {entry[1]}", entry[2] or "")
                continue
            safe = self._named(self._attributes, self._beside.attributes, name)
            self._add("A", f"{safe} {line}" if value is True else f"{safe} {line} {value}")
            if value is not True:
                self._see_value(name, value)


def _holds(value: Any) -> bool:
    """Tell whether a line of brat can hold an attribute's value."""
    if isinstance(value, str):
        return value != "" and value == value.strip() and BREAKS.search(value) is None
    return value is True
