"""brat's standoff: a text in ``.txt`` and what is said of it in ``.ann`` beside it."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from annotator.annotation.records import Annotated
from annotator.errors import InputError
from annotator.formats.brat.beside import SUFFIX, KeptSpan, read_beside
from annotator.formats.brat.folder import write_folder
from annotator.formats.brat.lines import (
    BREAKS,
    Attribute,
    Bound,
    Event,
    Line,
    Note,
    Relation,
    covers,
    parse,
)
from annotator.formats.common.base import Format, ReadOptions, Sourced, WriteOptions, cannot_read
from annotator.formats.common.drafts import Draft, status_named
from annotator.formats.common.files import printable
from annotator.inputs import read_input
from annotator.text import decode, normalise
from annotator.words import say

_PARTS = (".a2", ".rel", ".co")
_NUMBERED = re.compile(r"(.*\D)([2-9]|[1-9]\d+)")


class Brat(Format):
    """brat standoff; see ``docs/formats.md``."""

    def beside(self, path: Path) -> tuple[Path, ...]:
        """Return the text that the annotations are about, and the other parts."""
        text, _ = _find_text(path)
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
            options.refuse(error.at(file, error.line))
        else:
            yield Sourced(record, options.file, None, size)

    def write_folder(
        self, records: Iterable[Annotated], folder: Path, options: WriteOptions | None = None
    ) -> None:
        """Write a folder for each annotator, which brat opens as a collection."""
        write_folder(records, folder, options or WriteOptions())


def _find_text(path: Path) -> tuple[Path | None, str | None]:
    """Return the text that an ``.ann`` file is about, and the annotator that its place names."""
    same = path.with_suffix(".txt")
    if same.is_file():
        return same, None
    base, dot, name = path.stem.rpartition(".")
    if dot and base and path.with_name(f"{base}.txt").is_file():
        return path.with_name(f"{base}.txt"), name
    above = path.parent.parent / same.name
    if path.parent.name and above.is_file():
        return above, path.parent.name
    return None, None


def _folder_as_annotator(path: Path, source: str) -> str | None:
    """Return the folder's name where a folder beside it has the same document."""
    if "/" not in source:  # the folder was not given whole: what is beside it is not meant
        return None
    folder = path.parent
    try:
        beside = _folders_in(folder.parent, folder.parent.stat().st_mtime_ns)
    except OSError:
        return None
    others = (one for one in beside if one != folder)
    return folder.name if any((one / path.name).is_file() for one in others) else None


@lru_cache(maxsize=8)
def _folders_in(folder: Path, stamp: int) -> tuple[Path, ...]:
    """Return the folders in a folder; ``stamp`` says when something was last put into it.

    Hidden ones are nobody's work: a program may just be writing one.
    """
    del stamp
    return tuple(one for one in folder.iterdir() if one.is_dir() and not one.name.startswith("."))


class _Document:
    """Reads one ``.ann`` file with its text."""

    def __init__(self, path: Path, options: ReadOptions) -> None:
        self._options = options
        text_path, self._annotator = _find_text(path)
        if text_path is None:
            wanted = path.with_suffix(".txt").name
            raise InputError(
                say("there is no text beside it; expected {name}", name=printable(wanted))
            )
        self._beside = read_beside(path.with_suffix(SUFFIX))
        nobody = self._annotator is None and self._beside.schema == ""
        if nobody and options.annotator is None:
            self._annotator = _folder_as_annotator(path, options.source)
        self._stem = text_path.stem
        folder = PurePosixPath(options.source).parent
        folder = folder if text_path.parent == path.parent else folder.parent
        self._source = str(folder / printable(text_path.name))
        self._lines = parse(read_input(path, options.file), options.file)
        if path.suffix.lower() == ".a1":
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
        attributes, notes = self._said(by_id)
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
        for line in self._lines:
            if isinstance(line.item, Event):
                if line.item.trigger not in names:
                    raise line.fault(
                        say(
                            "there is no trigger {trigger}; expected a T line",
                            trigger=line.item.trigger,
                        )
                    )
                names[line.id] = names[line.item.trigger]
        return names

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
        self, by_id: dict[str, Line]
    ) -> tuple[dict[str, dict[str, Any]], dict[str, list[str]]]:
        """Return attributes and notes by the ids of T lines; others are left as they stand."""
        attributes: dict[str, dict[str, Any]] = {}
        notes: dict[str, list[str]] = {}
        for line in self._lines:
            item = line.item
            if isinstance(item, Attribute):
                target = self._bound_of(item.target, by_id, line)
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
                target = self._bound_of(item.target, by_id, line) if item.type else None
                if target is None or not item.text.strip():
                    self._unplaced.append(line.text)
                else:
                    notes.setdefault(target, []).append(item.text)
        return attributes, notes

    @staticmethod
    def _bound_of(name: str, by_id: dict[str, Line], line: Line) -> str | None:
        """Return the id of the T line that a line is about, None where it is about no span."""
        if name not in by_id:
            if isinstance(line.item, Note):
                return None
            raise line.fault(say("it is about {name}, which is not in the file", name=name))
        item = by_id[name].item
        if isinstance(item, Bound):
            return name
        return item.trigger if isinstance(item, Event) else None

    def _add_links(self, draft: Draft, spans: dict[str, str]) -> None:
        done: set[tuple[str, str, str]] = set()

        def add(line: Line, type_: str, source: str, target: str, name: str | None) -> None:
            for end in (source, target):
                if end not in spans:
                    raise line.fault(
                        say("it links {end}, which is no T or E line of the file", end=end)
                    )
            ends = type_, spans[source], spans[target]
            if name is None:
                if ends in done:
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
                    plain = numbered is not None and numbered[1] in roles
                    add(line, numbered[1] if plain and numbered else role, line.id, target, None)
