"""Native JSON lines, schema ``annotator/1``: one line for each article and annotator."""

from __future__ import annotations

import codecs
import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import jsonlines
import msgspec
import orjson

from annotator.annotation.origins import SUGGESTION, origin_of, suggested_by
from annotator.annotation.records import (
    MANUAL,
    Annotated,
    Article,
    Link,
    Span,
    Status,
    Value,
    shorten,
)
from annotator.errors import InputError
from annotator.formats.common.base import Format, ReadOptions, Sourced, WriteOptions
from annotator.formats.common.drafts import derived_id, read_document
from annotator.formats.common.json_faults import check_storable, not_json, unknown_key, wrong_value
from annotator.formats.common.names import check_name
from annotator.formats.common.ranges import CODEPOINT, UNITS, Incoming, counting
from annotator.formats.common.sources import read_lines
from annotator.text import split_title
from annotator.words import say

SCHEMA = "annotator/1"

_STATUSES = {status.value: status for status in Status}


class _Suggested(msgspec.Struct, forbid_unknown_fields=True):
    sources: list[str]
    score: float


class _SpanLine(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    label: str
    id: str | int | None = None
    start: int | None = None
    end: int | None = None
    text: str | None = None
    fragments: list[tuple[int, int]] | None = None
    attributes: dict[str, Any] | None = None
    note: str | None = None
    flagged: bool | None = None
    created_at: str | None = None
    updated_at: str | None = None
    origin: str | None = None
    suggested: _Suggested | None = None


class _LinkLine(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    type: str
    source: str | int = msgspec.field(name="from")
    target: str | int = msgspec.field(name="to")
    id: str | int | None = None


class _Line(msgspec.Struct, forbid_unknown_fields=True):
    text: str
    schema: str | None = None
    id: str | int | None = None
    title: str | None = None
    source: str | None = None
    date: str | None = None
    meta: dict[str, Any] | None = None
    text_sha256: str | None = None
    offset_unit: str | None = None
    annotator: str | None = None
    status: str | None = None
    flagged: bool | None = None
    gold: bool | None = None
    program: bool | None = None
    spans: list[_SpanLine] | None = None
    links: list[_LinkLine] | None = None
    document: Any = None


_decoder = msgspec.json.Decoder(_Line)
_LINE_KEYS = frozenset(_Line.__struct_encode_fields__)
_SPAN_KEYS = frozenset(_SpanLine.__struct_encode_fields__)
_WORK_KEYS = frozenset((
    "annotator", "status", "flagged", "gold", "program", "spans", "links", "document",
))  # fmt: skip


class Jsonl(Format):
    """The native format; see ``docs/formats.md``."""

    def sniff(self, head: bytes) -> bool:
        """Tell JSON lines by an object that names a ``text``."""
        start = head.removeprefix(codecs.BOM_UTF8).lstrip()
        return start.startswith(b"{") and (b'"text"' in head or SCHEMA.encode() in head)

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        r"""Yield the records line by line; only ``\n`` ends a line, and blank ones are skipped."""
        yield from read_lines(path, options, lambda line: _read_line(line, options))

    def write(
        self, records: Iterable[Annotated], file: BinaryIO, options: WriteOptions | None = None
    ) -> None:
        r"""Write one line for each record: UTF-8, ``\n``, keys in the order of the contract."""
        unit = (options.offset_unit if options else "") or CODEPOINT
        with jsonlines.Writer(file, dumps=orjson.dumps) as writer:
            for record in records:
                writer.write(_as_json(record, unit))


def _read_line(line: bytes, options: ReadOptions) -> Annotated:
    try:
        decoded, others = _decode(line)
        record = _record(decoded, options)
        # msgspec has refused NUL bytes and lone surrogates, so only an escape can bring a NUL.
        if b"\\u0000" in line:
            _refuse_nul(record)
    except InputError as error:
        error.bare = _bare(line)
        raise
    if decoded.schema is None and (others or decoded.meta):
        options.look_for_spans(others or {"meta": decoded.meta}, decoded.text)
    return record


def _bare(line: bytes) -> Annotated | None:
    """Return the article of a line whose work is refused; None where that is at fault."""
    try:
        value = msgspec.json.decode(line, type=dict[str, Any])
        _move(value, _LINE_KEYS, "meta", "")
        value = {key: one for key, one in value.items() if key not in _WORK_KEYS}
        record = _record(msgspec.convert(value, _Line), ReadOptions(file="", source=""))
        _refuse_nul(record)
        return record
    except (InputError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def _decode(line: bytes) -> tuple[_Line, dict[str, Any]]:
    """Return a line, and what in it has names that the format does not know."""
    try:
        return _decoder.decode(line), {}
    except msgspec.ValidationError as error:
        if not unknown_key(error):
            raise InputError(wrong_value(error)) from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise InputError(not_json(line)[0]) from None
    except RecursionError:
        raise InputError(say("the JSON is nested too deep")) from None
    return _decode_with_other_keys(line)


def _decode_with_other_keys(line: bytes) -> tuple[_Line, dict[str, Any]]:
    """Decode a line of another program: keys that we do not name go into meta and attributes."""
    try:
        value = msgspec.json.decode(line)
        others = {key: one for key, one in value.items() if key not in _LINE_KEYS}
        _move(value, _LINE_KEYS, "meta", "")
        spans = value.get("spans")
        for number, span in enumerate(spans if isinstance(spans, list) else ()):
            if isinstance(span, dict):
                _move(span, _SPAN_KEYS, "attributes", f"spans[{number}].")
        return msgspec.convert(value, _Line), others
    except msgspec.ValidationError as error:
        raise InputError(wrong_value(error)) from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise InputError(not_json(line)[0]) from None
    except RecursionError:
        raise InputError(say("the JSON is nested too deep")) from None


def _move(value: dict[str, Any], known: frozenset[str], into: str, where: str) -> None:
    """Move the keys of ``value`` that are not ``known`` into the object ``value[into]``."""
    others = [key for key in value if key not in known]
    target = value.get(into)
    if not others or not (target is None or isinstance(target, dict)):
        return
    moved = {key: value.pop(key) for key in others}
    for key in moved.keys() & (target or {}).keys():
        if target is not None and target[key] != moved[key]:
            raise InputError(
                say(
                    "“{where}{key}” stands beside “{where}{into}” and inside it, with different"
                    " values; expected one",
                    where=where,
                    key=shorten(key),
                    into=into,
                )
            )
    value[into] = {**(target or {}), **moved}


def _record(line: _Line, options: ReadOptions) -> Annotated:
    if line.schema is not None and line.schema != SCHEMA:
        raise InputError(
            say(
                "the schema is “{schema}”; this version reads “{known}”",
                schema=shorten(line.schema),
                known=SCHEMA,
            )
        )
    incoming = _incoming(line, options.repair)
    document = _document(line)
    annotator = line.annotator if line.annotator is not None else options.annotator
    if annotator is not None:
        annotator = check_name(annotator, "annotator")
    status = _status(line.status, annotator)
    check_storable(line.meta, "meta")
    article = Article(
        id=_sha256(incoming.text)[:16] if line.id is None else str(line.id),
        text=incoming.text,
        title=split_title(incoming.text) if line.title is None else line.title,
        source=line.source or "",
        date=line.date or "",
        meta=line.meta or {},
    )
    if not article.id.strip():
        raise InputError(say("“id” is empty; expected a name for the article, or no “id”"))
    if line.flagged and annotator is None:
        raise InputError(say("there is a flag but no “annotator”; expected one, or --annotator"))
    if line.spans and annotator is None:
        raise InputError(say("there are spans but no “annotator”; expected one, or --annotator"))
    if document and annotator is None:
        raise InputError(
            say("there is a “document” but no “annotator”; expected one, or --annotator")
        )
    spans = _spans(line.spans, article.id, annotator or "", incoming) if line.spans else ()
    return Annotated(
        article=article,
        annotator=annotator,
        status=status,
        flagged=bool(line.flagged),
        gold=bool(line.gold) and annotator is not None,
        program=bool(line.program) and annotator is not None,
        spans=spans,
        links=_links(line.links) if line.links else (),
        document=document,
    )


def _document(line: _Line) -> dict[str, Value | None]:
    """Return what is said of the article; what other programs mean by the key goes into meta."""
    if line.document is None or isinstance(line.document, dict):
        return read_document(line.document or {}, "document")
    if line.schema is not None:
        raise InputError(say("“document” is no object; expected values by the label’s name"))
    line.meta = {**(line.meta or {}), "document": line.document}
    return {}


def _incoming(line: _Line, repair: Collection[str]) -> Incoming:
    """Return the line's text. A digest that fits proves that a leading U+FEFF belongs to it."""
    actual = "" if line.text_sha256 is None else _sha256(line.text)
    unit = CODEPOINT if line.offset_unit is None else line.offset_unit
    if unit not in UNITS:
        raise InputError(
            say(
                "“offset_unit” is “{unit}”; expected one of: {known}",
                unit=shorten(unit),
                known=", ".join(UNITS),
            )
        )
    given = None if line.text_sha256 is None else line.text_sha256.lower()
    try:
        incoming = Incoming(line.text, unit, drop_bom=given != actual, repair=repair)
    except InputError as error:
        raise error.inside("“text”") from None
    if given is not None and given != actual and given != _sha256(incoming.text):
        raise InputError(
            say(
                "“text_sha256” begins with {given} but the text’s with {actual}: the text"
                " was changed",
                given=repr(given[:12]),
                actual=repr(actual[:12]),
            )
        )
    return incoming


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _status(given: str | None, annotator: str | None) -> Status:
    if given is None:
        return Status.NEW
    status = _STATUSES.get(given)
    if status is None:
        expected = ", ".join(_STATUSES)
        raise InputError(
            say(
                "“status” is “{name}”; expected one of: {expected}",
                name=shorten(given),
                expected=expected,
            )
        )
    if status is not Status.NEW and annotator is None:
        raise InputError(
            say(
                "the status is “{given}” but there is no “annotator”; expected one, or --annotator",
                given=given,
            )
        )
    return status


def _spans(
    lines: list[_SpanLine], article: str, annotator: str, incoming: Incoming
) -> tuple[Span, ...]:
    spans = []
    copies: Counter[tuple[str, tuple[tuple[int, int], ...]]] = Counter()
    labels: dict[str, str] = {}
    for number, line in enumerate(lines):
        if line.label not in labels:
            labels[line.label] = check_name(line.label, f"spans[{number}].label")
        label = labels[line.label]
        if line.attributes:
            check_storable(line.attributes, f"spans[{number}].attributes")
        try:
            fragments = incoming.fragments(_ranges(line), line.text)
        except InputError as error:
            raise error.inside(f"spans[{number}]") from None
        span_id = None if line.id is None else str(line.id)
        if span_id is None:
            ranges = tuple((fragment.start, fragment.end) for fragment in fragments)
            same = label, ranges
            span_id = derived_id("span", article, annotator, *same, copies[same])
            copies[same] += 1
        elif not span_id:
            raise InputError(
                say("“spans[{number}].id” is empty; expected a name, or no “id”", number=number)
            )
        spans.append(
            Span(
                id=span_id,
                article=article,
                annotator=annotator,
                label=label,
                fragments=fragments,
                attributes=line.attributes or {},
                note=line.note or None,
                flagged=bool(line.flagged),
                origin=_origin(line),
                created_at=line.created_at or "",
                updated_at=line.updated_at or "",
            )
        )
    return tuple(spans)


def _ranges(line: _SpanLine) -> list[tuple[int, int]]:
    start, end, ranges = line.start, line.end, line.fragments
    if ranges is None:
        if start is None or end is None:
            raise InputError(say("expected “start” and “end”, or “fragments”"))
        return [(start, end)]
    if not ranges:
        raise InputError(say("“fragments” is empty; expected at least one [start, end]"))
    if start is not None and start != ranges[0][0]:
        raise InputError(
            say(
                "“start” is {start} but the first fragment starts at {first}",
                start=start,
                first=ranges[0][0],
            )
        )
    if end is not None and end != ranges[-1][1]:
        raise InputError(
            say(
                "“end” is {end} but the last fragment ends at {last}",
                end=end,
                last=ranges[-1][1],
            )
        )
    return ranges


def _links(lines: list[_LinkLine]) -> tuple[Link, ...]:
    links = []
    for number, line in enumerate(lines):
        for key, value in (("type", line.type), ("from", line.source), ("to", line.target)):
            if value == "":
                raise InputError(
                    say("“links[{number}].{key}” is empty; expected text", number=number, key=key)
                )
        source, target = str(line.source), str(line.target)
        if source == target:
            raise InputError(say("{where} links a span to itself", where=f"links[{number}]"))
        if line.id == "":
            raise InputError(
                say("“links[{number}].id” is empty; expected a name, or no “id”", number=number)
            )
        ends = line.type, source, target
        link_id = derived_id("link", *ends) if line.id is None else str(line.id)
        links.append(Link(id=link_id, type=line.type, source=source, target=target))
    return tuple(links)


def _refuse_nul(record: Annotated) -> None:
    article = record.article
    named = {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "date": article.date,
        "annotator": record.annotator or "",
    }
    for number, span in enumerate(record.spans):
        for key in ("id", "label", "note", "origin", "created_at", "updated_at"):
            named[f"spans[{number}].{key}"] = getattr(span, key) or ""
    for number, link in enumerate(record.links):
        named[f"links[{number}].id"] = link.id
        named[f"links[{number}].type"] = link.type
    for where, value in named.items():
        if "\0" in value:
            raise InputError(say("“{where}” has a NUL (U+0000), which cannot be kept", where=where))


def _as_json(record: Annotated, unit: str) -> dict[str, Any]:
    article = record.article
    counted = counting(article.text, unit) if unit != CODEPOINT and record.spans else None
    line: dict[str, Any] = {
        "schema": SCHEMA,
        "id": article.id,
        "title": article.title,
        "source": article.source,
    }
    if article.date:
        line["date"] = article.date
    line |= {
        "meta": article.meta,
        "text": article.text,
        "text_sha256": _sha256(article.text),
        "offset_unit": unit,
        "annotator": record.annotator,
        "status": record.status.value,
    }
    if record.flagged:
        line["flagged"] = True
    if record.gold:
        line["gold"] = True
    if record.program:
        line["program"] = True
    line |= {
        "spans": [_span_as_json(span, counted) for span in record.spans],
        "links": [
            {"id": link.id, "type": link.type, "from": link.source, "to": link.target}
            for link in record.links
        ],
    }
    if record.document:
        line["document"] = record.document
    return line


def _origin(line: _SpanLine) -> str:
    """Return where a span came from: of a suggestion, by which sources and how sure they were."""
    if line.suggested is not None and line.origin in (None, SUGGESTION):
        made = origin_of(tuple(line.suggested.sources), line.suggested.score)
        if suggested_by(made) is None:
            raise InputError(
                say("“suggested” is {given}; expected sources and a score from 0 to 1", given=made)
            )
        return made
    return line.origin or MANUAL


def _span_as_json(span: Span, counted: Callable[[int], int] | None) -> dict[str, Any]:
    ranges = span.ranges
    if counted is not None:
        ranges = tuple((counted(start), counted(end)) for start, end in ranges)
    line: dict[str, Any] = {
        "id": span.id,
        "label": span.label,
        "start": ranges[0][0],
        "end": ranges[-1][1],
        "text": span.text,
        "fragments": ranges,
        "attributes": span.attributes,
        "note": span.note,
        "created_at": span.created_at,
        "updated_at": span.updated_at,
        "origin": span.origin,
    }
    suggested = suggested_by(span.origin)
    if suggested is not None:
        sources, score = suggested
        line |= {"origin": SUGGESTION, "suggested": {"sources": sources, "score": score}}
    if span.flagged:
        line["flagged"] = True
    return line
