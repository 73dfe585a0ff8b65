"""doccano's JSON lines, in the spellings of its versions and projects."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import msgspec
import orjson

from annotator.annotation.records import Annotated
from annotator.errors import InputError
from annotator.formats.common.base import Format, ReadOptions, Sourced, WriteOptions
from annotator.formats.common.drafts import (
    Draft,
    article_id,
    as_categories,
    count_bare,
    describe,
    empty_annotation,
    is_foreign,
    links_inside,
    read_document,
    relation_to_itself,
    relation_to_nothing,
    status_named,
)
from annotator.formats.common.json_faults import wrong_value
from annotator.formats.common.losses import Losses
from annotator.formats.common.sources import any_json, read_lines
from annotator.formats.common.tokens import FRAGMENTS, FRAGMENTS_DONE
from annotator.formats.recognising.peek import as_lines
from annotator.words import say

_SIGNS = re.compile(
    rb'(?<!\\)"labels?"\s*:\s*\[\s*\[\s*-?\d+\s*,\s*-?\d+\s*,\s*(?:"|\d)'
    rb'|(?<!\\)"entities"\s*:\s*\[\s*\{[^{}]*?"(?:start|end)_offset"\s*:'
    rb'|(?<!\\)"annotations"\s*:\s*\[\s*\{[^{}]*?"(?:start|end)_offset"\s*:'
    rb'|(?<!\\)"Comments"\s*:\s*\['
)
_NO_ENTITIES = re.compile(rb'(?<!\\)"entities"\s*:\s*\[\s*\]')
_RELATIONS = re.compile(rb'(?<!\\)"relations"\s*:\s*\[')


class _Entity(msgspec.Struct):
    start_offset: int
    end_offset: int
    label: str | int
    id: int | str | None = None
    user: int | str | None = None


class _Relation(msgspec.Struct):
    from_id: int | str
    to_id: int | str
    type: str
    id: int | str | None = None


class _Line(msgspec.Struct):
    text: str | None = None
    data: str | None = None
    id: Any = None
    label: Any = None
    labels: Any = None
    entities: list[Any] | None = None
    relations: list[_Relation] | None = None
    annotations: list[Any] | None = None
    comments: list[Any] | None = msgspec.field(name="Comments", default=None)
    meta: dict[str, Any] | None = None
    article_id: str | None = None
    annotator: str | None = None
    title: str | None = None
    source: str | None = None
    date: str | None = None
    status: str | None = None
    flagged: bool | None = None
    gold: bool | None = None
    document: dict[str, Any] | None = None
    cats: Any = None


class _Found(NamedTuple):
    where: str
    start: int
    end: int
    label: str
    id: int | str | None = None
    user: int | str | None = None
    attributes: dict[str, Any] | None = None


_SPAN_KEYS = ("label", "labels", "entities", "annotations", "spans")
_SPELLINGS = {
    "start": "start_offset",
    "end": "end_offset",
    "startOffset": "start_offset",
    "endOffset": "end_offset",
    "type": "label",
    "label_name": "label",
}
_KEYS = frozenset(_Line.__struct_encode_fields__)
_ENTITY_KEYS = frozenset(_Entity.__struct_encode_fields__)


class Doccano(Format):
    """Lines of doccano's sequence labelling projects; see ``docs/formats.md``."""

    def sniff(self, head: bytes) -> bool:
        """Tell doccano's lines by how they hold labels."""
        return is_foreign(head) and (
            _SIGNS.search(head) is not None
            or (_NO_ENTITIES.search(head) is not None and _RELATIONS.search(head) is not None)
        )

    def recognises(self, records: Sequence[Any]) -> bool:
        """Tell records by a text and spans in one of doccano's spellings."""
        objects = [one for one in records if isinstance(one, dict)]
        if any(_holds_spans(one) for one in objects):
            return True
        return bool(objects) and self.sniff(as_lines(objects))

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield a record for each line, or one for each user where the line names users."""
        yield from read_lines(path, options, lambda line: _read(line, options))

    def write(
        self, records: Iterable[Annotated], file: BinaryIO, options: WriteOptions | None = None
    ) -> None:
        """Write a line with entities and relations for each record."""
        losses = options.losses if options else Losses()
        numbers = _Numbers()
        for record in records:
            line = _line(record, numbers, losses)
            file.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))


def _holds_spans(value: dict[str, Any]) -> bool:
    """Tell whether a record has a text and a list of [start, end, label], or of such objects."""
    if not isinstance(value.get("text", value.get("data")), str):
        return False
    for key in _SPAN_KEYS:
        given = value.get(key)
        if not isinstance(given, list) or not given:
            continue
        if all(_is_triple(one) for one in given):
            return True
        if all(isinstance(one, dict) and "start_offset" in one for one in given):
            return True
        if key != "spans" and all(_is_object(one) for one in given):
            return True
    return False


def _is_object(value: Any) -> bool:
    """Tell whether a value is a span in other words: an object with start, end and a label."""
    if not isinstance(value, dict):
        return False
    said = _spelled(value)
    places = said.get("start_offset"), said.get("end_offset")
    return all(type(one) is int for one in places) and isinstance(said.get("label"), str)


def _is_triple(value: Any) -> bool:
    if not isinstance(value, list) or len(value) != 3:
        return False
    start, end, label = value
    return type(start) is int and type(end) is int and isinstance(label, str | int)


def _read(data: bytes, options: ReadOptions) -> list[Annotated]:
    value = any_json(data)
    if isinstance(value, dict) and "relations" not in value and "relation" in value:
        value = {"relations" if key == "relation" else key: one for key, one in value.items()}
    try:
        line = msgspec.convert(value, _Line)
    except msgspec.ValidationError as error:
        raise InputError(wrong_value(error)) from None
    text = line.data if line.text is None else line.text
    if text is None:
        raise InputError(say("“text” is missing"))
    others = {key: value[key] for key in value if key not in _KEYS}
    options.look_for_spans(others, text)
    meta = {**(line.meta or {}), **others}
    if line.text is not None and line.data is not None:
        meta.setdefault("data", line.data)
    if line.id is not None and line.article_id is None and article_id(None, line.id) is None:
        meta.setdefault("id", line.id)
    if line.comments:
        meta.setdefault("comments", line.comments)
    found = _found(line, value, meta)
    users = list(dict.fromkeys(one.user for one in found)) or [None]
    records = []
    for user in users:
        draft = Draft(
            text,
            options,
            article_id=article_id(line.article_id, line.id),
            annotator=line.annotator if user is None else _user(user),
        )
        ids: dict[int | str, str] = {}
        for one in found:
            if one.user == user and one.start == one.end and 0 <= one.start <= len(text):
                options.leave_out(empty_annotation(one.label), one.where)
            elif one.user == user:
                span = draft.add_span(
                    one.where, one.label, [(one.start, one.end)], attributes=one.attributes
                )
                if one.id is not None:
                    if one.id in ids:
                        raise InputError(
                            say(
                                "{where}: the id {id} stands twice in this line",
                                where=one.where,
                                id=one.id,
                            )
                        )
                    ids[one.id] = span.id
        for number, relation in enumerate(line.relations or ()):
            where = f"relations[{number}]"
            if not ids.keys() >= {relation.from_id, relation.to_id}:
                everywhere = {one.id for one in found}
                if user is None or not everywhere >= {relation.from_id, relation.to_id}:
                    options.leave_out(relation_to_nothing(relation.type), where)
                continue
            if ids[relation.from_id] == ids[relation.to_id]:
                options.leave_out(relation_to_itself(relation.type), where)
                continue
            draft.add_link(where, relation.type, ids[relation.from_id], ids[relation.to_id])
        records.append(
            draft.record(
                title=line.title,
                source=line.source,
                date=line.date or "",
                meta=meta,
                status=status_named(line.status),
                flagged=bool(line.flagged),
                gold=bool(line.gold),
                document=_document(line, meta),
            )
        )
    return records


def _document(line: _Line, meta: dict[str, Any]) -> dict[str, Any]:
    """Return what is said of the whole text; what are no categories goes into ``meta``.

    Those that we wrote are what ``document`` says; where somebody has changed them they count.
    """
    said = dict(line.document or {})
    if line.cats in (None, []) or line.cats == as_categories(read_document(said, "document")):
        return said
    if not isinstance(line.cats, list) or not all(isinstance(one, str) for one in line.cats):
        meta.setdefault("cats", line.cats)
        return said
    return {**said, "cats": line.cats}


def _user(user: int | str) -> str:
    return f"user {user}" if isinstance(user, int) else user


def _found(line: _Line, value: dict[str, Any], meta: dict[str, Any]) -> list[_Found]:
    """Return the spans of a line; labels of the whole text go into ``meta``."""
    found = []
    for key in ("label", "labels"):
        given = getattr(line, key)
        if isinstance(given, list) and any(isinstance(one, list | dict) for one in given):
            found += [_one(one, f"{key}[{number}]") for number, one in enumerate(given)]
        elif given not in (None, [], ""):
            meta.setdefault(key, given)
    for number, entity in enumerate(line.entities or ()):
        found.append(_one(entity, f"entities[{number}]"))
    for key in ("spans",):
        given = value.get(key)
        if isinstance(given, list) and given and all(_is_span(one) for one in given):
            found += [_one(one, f"{key}[{number}]") for number, one in enumerate(given)]
            meta.pop(key, None)
    texts = []
    for number, one in enumerate(line.annotations or ()):
        offsets = isinstance(one, dict) and ("start_offset" in one or "end_offset" in one)
        offsets = offsets or _is_object(one)
        if offsets or _is_triple(one):
            found.append(_one(one, f"annotations[{number}]"))
        else:
            texts.append(one)
    if texts:
        meta.setdefault("annotations", texts)
    return found


def _is_span(value: Any) -> bool:
    return _is_triple(value) or (isinstance(value, dict) and "start_offset" in value)


def _one(given: Any, where: str) -> _Found:
    try:
        if isinstance(given, dict):
            return _from_entity(msgspec.convert(_spelled(given), _Entity), given, where)
        start, end, label = msgspec.convert(given, tuple[int, int, str | int])
    except msgspec.ValidationError as error:
        reason = wrong_value(error, None)
        raise InputError(
            say(
                "{where}: {reason}; expected [start, end, “label”] or start_offset,"
                " end_offset, label",
                where=where,
                reason=reason,
            )
        ) from None
    return _Found(where, start, end, str(label))


def _spelled(given: dict[str, Any]) -> dict[str, Any]:
    """Return an object with doccano's own names for start, end and label."""
    return {_SPELLINGS.get(key, key): value for key, value in given.items()}


def _from_entity(entity: _Entity, given: dict[str, Any], where: str) -> _Found:
    others = {
        key: one for key, one in given.items() if _SPELLINGS.get(key, key) not in _ENTITY_KEYS
    }
    place = entity.start_offset, entity.end_offset
    return _Found(where, *place, str(entity.label), entity.id, entity.user, others)


class _Numbers:
    """Numbers for entities and relations, unique in the file."""

    def __init__(self) -> None:
        self.entity = 0
        self.relation = 0


def _line(record: Annotated, numbers: _Numbers, losses: Losses) -> dict[str, Any]:
    about = describe(record)
    entities: list[dict[str, Any]] = []
    ids: dict[str, int] = {}
    for span in record.spans:
        if len(span.fragments) > 1:
            example = say(
                "article {article}, {start} to {end}",
                article=record.article.id,
                start=span.start,
                end=span.end,
            )
            losses.add(FRAGMENTS, FRAGMENTS_DONE, 1, example)
        for start, end in span.ranges:
            numbers.entity += 1
            ids.setdefault(span.id, numbers.entity)
            place = {"start_offset": start, "end_offset": end}
            entities.append({"id": numbers.entity, "label": span.label, **place})
    count_bare(record, losses)
    relations = []
    links = links_inside(record, losses)
    for link in links:
        numbers.relation += 1
        ends = {"from_id": ids[link.source], "to_id": ids[link.target]}
        relations.append({"id": numbers.relation, **ends, "type": link.type})
    example = say("article {article}", article=record.article.id)
    losses.add(say("ids of links"), say("left out, import makes new ones"), len(links), example)
    # First what tells the format: a long text could push it out of sight.
    line = {"entities": entities, "relations": relations, "text": record.article.text}
    # The same keys in every line: doccano fills a missing one with NaN, which no database takes.
    said = {"document": record.document, "cats": as_categories(record.document)}
    return line | about | {"flagged": record.flagged, "gold": record.gold} | said
