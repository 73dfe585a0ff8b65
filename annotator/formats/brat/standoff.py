"""brat's standoff: a text in ``.txt`` and what is said of it in ``.ann`` beside it."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from annotator.annotation.records import Annotated
from annotator.errors import InputError
from annotator.formats.brat.beside import SUFFIX, Beside, KeptSpan, read_beside
from annotator.formats.brat.folder import write_folder
from annotator.formats.brat.lines import (
    BREAKS,
    EVENT,
    Attribute,
    Bound,
    Event,
    Line,
    Note,
    Relation,
    covers,
    parse,
)
from annotator.formats.brat.places import find_text, folder_as_annotator, source_of
from annotator.formats.common.base import Format, ReadOptions, Sourced, WriteOptions, cannot_read
from annotator.formats.common.drafts import (
    Draft,
    empty_annotation,
    relation_to_itself,
    relation_to_nothing,
    status_named,
)
from annotator.formats.common.files import printable
from annotator.inputs import read_input
from annotator.text import decode, normalise
from annotator.words import Message, say

_PARTS = (".a2", ".rel", ".co")
_NUMBERED = re.compile(r"(.*\D)([2-9]|[1-9]\d+)")


class Brat(Format):
    """brat standoff; see ``docs/formats.md``."""

    def beside(self, path: Path) -> tuple[Path, ...]:
        """Return the text that the annotations are about, and the other parts."""
        text = find_text(path).text
        others = [path.with_suffix(SUFFIX)]
        if path.suffix.lower() == ".a1":
            others += [path.with_suffix(suffix) for suffix in _PARTS]
        found = [] if text is None else [text]
        return (*found, *(one for one in others if one.is_file()))

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield the one record: one annotator's work on the text."""
        try:
            size = path.stat().st_size
            record = _Document(path, options).record()
        except OSError as error:
            options.refuse(cannot_read(error, options.file))
        except InputError as error:
            file = options.file if error.file is None else error.file
            if error.bare is None:
                error.bare = _bare(path, options)
            options.refuse(error.at(file, error.line))
        else:
            yield Sourced(record, options.file, None, size)

    def write_folder(
        self, records: Iterable[Annotated], folder: Path, options: WriteOptions | None = None
    ) -> None:
        """Write a folder for each annotator, which brat opens as a collection."""
        write_folder(records, folder, options or WriteOptions())


def _bare(path: Path, options: ReadOptions) -> Annotated | None:
    """Return the article of a file whose annotations cannot be read; None where it has none."""
    with suppress(InputError, OSError):
        return _Document(path, options, alone=True).record()
    return None


class _Document:
    """Reads one ``.ann`` file with its text."""

    def __init__(self, path: Path, options: ReadOptions, *, alone: bool = False) -> None:
        self._options = options
        found = find_text(path)
        text_path, self._annotator = found.text, found.annotator
        if text_path is None:
            wanted = path.with_suffix(".txt").name
            if found.several:
                raise InputError(
                    say(
                        "several folders beside it have a {name}, with different texts; expected"
                        " one text",
                        name=printable(wanted),
                    )
                )
            raise InputError(
                say("there is no text beside it; expected {name}", name=printable(wanted))
            )
        self._beside = read_beside(path.with_suffix(SUFFIX))
        nobody = self._annotator is None and self._beside.schema == ""
        if nobody and options.annotator is None:
            self._annotator = folder_as_annotator(path, options.source)
        if self._annotator is not None and self._beside.annotator is None:
            who, file = self._annotator, options.file
            options.notes.guess(say("{who} is who annotated {file}", who=who, file=file))
        self._stem = text_path.stem
        self._source = source_of(text_path, path, options.source)
        self._lines = [] if alone else parse(read_input(path, options.file), options.file)
        if alone:
            self._beside, self._annotator = Beside(), None
            self._options = msgspec.structs.replace(options, annotator=None)
        elif path.suffix.lower() == ".a1":
            for suffix in _PARTS:
                part = path.with_suffix(suffix)
                if part.is_file():
                    name = printable(part.name)
                    self._lines += parse(read_input(part, name), name)
        self._text, self._shift = self._read_text(text_path)
        self._unplaced: list[str] = []

    def _read_text(self, path: Path) -> tuple[str, int]:
        """Return the text in the file, and how many of brat's characters lie ahead of it."""
        name = printable(path.name)
        data = read_input(path, name)
        if not data:
            raise InputError(say("the file is empty; expected the text of an article"), file=name)
        try:
            text = decode(data, self._options.encoding).text
        except InputError as error:
            raise error.at(name, error.line) from None
        shift = 0
        if data.startswith(codecs.BOM_UTF8):  # brat counts it
            marked = "\ufeff" + text
            own = hashlib.sha256(marked.encode("utf-8")).hexdigest() == self._beside.text_sha256
            text, shift = (marked, 0) if own else (text, 1)
        if "\r" in text and not self._fits(text, shift):
            once = normalise(text, drop_bom=False).text
            if self._fits(once, shift):
                text = once
        return text, shift

    def _fits(self, text: str, shift: int) -> bool:
        """Tell whether all offsets fit; brat's versions differ in how they count ``\\r\\n``."""
        return all(
            line.item.quote is None
            or covers(text, [(a - shift, b - shift) for a, b in line.item.ranges], line.item.quote)
            for line in self._lines
            if isinstance(line.item, Bound)
        )

    def record(self) -> Annotated:
        """Return the article with the annotator's work."""
        beside = self._beside
        annotator = self._annotator if beside.annotator is None else beside.annotator
        digest = hashlib.sha256(normalise(self._text, drop_bom=False).text.encode()).hexdigest()
        name = f"{printable(self._stem)}-{digest[:12]}" if beside.id is None else beside.id
        draft = Draft(self._text, self._options, article_id=name, annotator=annotator)
        by_id = self._by_id()
        spans = self._add_spans(draft, by_id)
        self._add_links(draft, spans)
        meta = dict(beside.meta)
        if self._unplaced:
            meta.setdefault("brat", self._unplaced)
        record = draft.record(
            title=beside.title,
            source=self._source if beside.source is None else beside.source,
            date=beside.date,
            meta=meta,
            status=status_named(beside.status),
            flagged=beside.flagged,
            document=beside.document,
        )
        return msgspec.structs.replace(record, gold=beside.gold and annotator is not None)

    def _by_id(self) -> dict[str, Line]:
        by_id: dict[str, Line] = {}
        for line in self._lines:
            known = by_id.setdefault(line.id, line)
            if known is not line:
                raise line.fault(
                    say(
                        "the id {id} stands in line {number} already",
                        id=line.id,
                        number=known.number,
                    )
                )
        return by_id

    def _add_spans(self, draft: Draft, by_id: dict[str, Line]) -> dict[str, str]:
        """Add a span for each T line; return their ids by those of T and E lines."""
        shared = self._shared_triggers()
        attributes, notes = self._said(by_id, shared)
        for trigger, event in shared.items():
            attributes.setdefault(trigger, {})[EVENT] = event
        names: dict[str, str] = {}
        lines = {line.id: line for line in self._lines if isinstance(line.item, Bound)}
        for one in dict.fromkeys((*self._beside.spans, *lines)):
            line = lines.get(one)
            kept = self._beside.spans.get(one)
            if line is None:
                if kept is not None and kept.written == "":
                    names[one] = self._add_kept(draft, one, kept)
                continue
            assert isinstance(line.item, Bound)
            if kept is None or kept.written != line.item.written:
                kept = KeptSpan()
            said = {**attributes.get(one, {}), **kept.attributes}
            note = "\n".join(notes.get(one, ())) or None
            if kept.note is not None and BREAKS.sub(" ", kept.note).strip() == (note or "").strip():
                note = kept.note
            label = self._beside.labels.get(line.item.type, line.item.type)
            if all(start == end for start, end in line.item.ranges) and kept.fragments is None:
                self._leave_out(empty_annotation(label), line)
                continue
            ranges, quote = self._placed(line.item)
            try:
                span = draft.add_span(
                    one,
                    label,
                    ranges if kept.fragments is None else kept.fragments,
                    quote=quote if kept.fragments is None else None,
                    id=kept.id,
                    attributes=said,
                    note=note,
                    flagged=kept.flagged,
                    origin=kept.origin,
                    created_at=kept.created_at,
                    updated_at=kept.updated_at,
                )
            except InputError as error:
                raise error.at(line.file, line.number) from None
            names[one] = span.id
        self._add_events(draft, names, attributes, notes)
        return names

    def _shared_triggers(self) -> dict[str, str]:
        """Return the triggers of several events, each with the first one's id."""
        events: dict[str, list[str]] = {}
        for line in self._lines:
            if isinstance(line.item, Event):
                events.setdefault(line.item.trigger, []).append(line.id)
        return {trigger: ids[0] for trigger, ids in events.items() if len(ids) > 1}

    def _add_events(
        self,
        draft: Draft,
        names: dict[str, str],
        attributes: dict[str, dict[str, Any]],
        notes: dict[str, list[str]],
    ) -> None:
        """Give each event a span: that of its trigger, or one like it where events share it."""
        events = [line for line in self._lines if isinstance(line.item, Event)]
        taken: set[str] = set()
        triggers = {line.id: line for line in self._lines if isinstance(line.item, Bound)}
        for line in events:
            assert isinstance(line.item, Event)
            trigger = line.item.trigger
            if trigger not in names:
                raise line.fault(
                    say("there is no trigger {trigger}; expected a T line", trigger=trigger)
                )
            if trigger not in taken:
                taken.add(trigger)
                names[line.id] = names[trigger]
                continue
            bound = triggers[trigger].item
            assert isinstance(bound, Bound)
            kept = self._beside.spans.get(line.id, KeptSpan())
            span = draft.add_span(
                line.id,
                self._beside.labels.get(bound.type, bound.type),
                sorted((start - self._shift, end - self._shift) for start, end in bound.ranges),
                id=kept.id,
                attributes={**attributes.get(line.id, {}), **kept.attributes, EVENT: line.id},
                note="\n".join(notes.get(line.id, ())) or None,
                flagged=kept.flagged,
                origin=kept.origin,
                created_at=kept.created_at,
                updated_at=kept.updated_at,
            )
            names[line.id] = span.id

    def _add_kept(self, draft: Draft, name: str, kept: KeptSpan) -> str:
        """Add a span that has no line, because nothing of it can stand in one."""
        span = draft.add_span(
            name,
            kept.label,
            kept.fragments or [],
            id=kept.id,
            attributes=kept.attributes,
            note=kept.note,
            flagged=kept.flagged,
            origin=kept.origin,
            created_at=kept.created_at,
            updated_at=kept.updated_at,
        )
        return span.id

    def _placed(self, bound: Bound) -> tuple[list[tuple[int, int]], str | None]:
        """Return a T line's ranges in order, and what they should cover where they do not."""
        ranges = [(start - self._shift, end - self._shift) for start, end in bound.ranges]
        fits = bound.quote is None or covers(self._text, ranges, bound.quote)
        return sorted(ranges), None if fits else bound.quote

    def _said(
        self, by_id: dict[str, Line], shared: dict[str, str]
    ) -> tuple[dict[str, dict[str, Any]], dict[str, list[str]]]:
        """Return attributes and notes by the ids of T lines; others are left as they stand.

        What is said of the second event of a trigger stands by its own id.
        """
        attributes: dict[str, dict[str, Any]] = {}
        notes: dict[str, list[str]] = {}
        for line in self._lines:
            item = line.item
            if isinstance(item, Attribute):
                target = self._bound_of(item.target, by_id, line, shared)
                if target is None:
                    self._unplaced.append(line.text)
                    continue
                said = attributes.setdefault(target, {})
                own = {} if line.id.startswith("N") else self._beside.attributes
                name = own.get(item.name, item.name)
                if name not in said:
                    said[name] = item.value
                elif isinstance(said[name], list):
                    said[name].append(item.value)
                else:
                    said[name] = [said[name], item.value]
            elif isinstance(item, Note):
                target = self._bound_of(item.target, by_id, line, shared) if item.type else None
                if target is None or not item.text.strip():
                    self._unplaced.append(line.text)
                else:
                    notes.setdefault(target, []).append(item.text)
        return attributes, notes

    def _bound_of(
        self, name: str, by_id: dict[str, Line], line: Line, shared: dict[str, str]
    ) -> str | None:
        """Return the id of the T line that a line is about, None where it is about no span."""
        if name not in by_id:
            if isinstance(line.item, Note):
                return None
            self._leave_out(say("attribute of {name}, which is not in the file", name=name), line)
            return None
        item = by_id[name].item
        if isinstance(item, Bound):
            return name
        if not isinstance(item, Event):
            return None
        return item.trigger if shared.get(item.trigger, name) == name else name

    def _leave_out(self, what: Message, line: Line) -> None:
        where = say("line {line}", line=line.number)
        self._options.notes.leave_out(what, line.file, where)

    def _add_links(self, draft: Draft, spans: dict[str, str]) -> None:
        done: set[tuple[str, str, str]] = set()

        def add(line: Line, type_: str, source: str, target: str, name: str | None) -> None:
            for end in (source, target):
                if end not in spans:
                    self._leave_out(relation_to_nothing(type_), line)
                    return
            ends = type_, spans[source], spans[target]
            if ends[1] == ends[2]:
                self._leave_out(relation_to_itself(type_), line)
                return
            if name is None:
                if ends in done:
                    what = say("relation “{type}” that stands there already", type=type_)
                    self._leave_out(what, line)
                    return
                done.add(ends)
            try:
                draft.add_link(line.id.split("/")[0], *ends, name)
            except InputError as error:
                raise error.at(line.file, line.number) from None

        relations = {line.id: line for line in self._lines if isinstance(line.item, Relation)}
        for name in dict.fromkeys((*self._beside.links, *relations)):
            line, kept = relations.get(name), self._beside.links.get(name)
            if line is not None:
                item = line.item
                assert isinstance(item, Relation)
                own = kept is not None and kept.written == item.written
                type_ = self._beside.types.get(item.type, item.type)
                add(line, type_, item.source, item.target, kept.id if kept and own else None)
            elif kept is not None and kept.written == "":
                draft.add_link(name, kept.type, kept.source, kept.target, kept.id)
        for line in self._lines:
            if isinstance(line.item, Event):
                roles = {role for role, _ in line.item.arguments}
                for role, target in line.item.arguments:
                    numbered = _NUMBERED.fullmatch(role)
                    plain = numbered is not None and f"{numbered[1]}1" not in roles
                    add(line, numbered[1] if plain and numbered else role, line.id, target, None)
