"""GATE's bdoc JSON: one document with an annotation set for each annotator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec
import orjson

from annotator.annotation.records import MANUAL, Annotated, Span, shorten
from annotator.errors import InputError
from annotator.formats.common.base import Format, ReadOptions, Sourced, WriteOptions
from annotator.formats.common.drafts import (
    Draft,
    article_id,
    describe,
    empty_annotation,
    links_inside,
    status_named,
)
from annotator.formats.common.json_faults import wrong_value
from annotator.formats.common.losses import Losses
from annotator.formats.common.ranges import CODEPOINT, UTF16, counting
from annotator.formats.common.sources import any_json, read_bytes
from annotator.formats.common.uima_layers import FileNames
from annotator.words import say

_OURS = "_annotator"
"""The feature that holds what GATE has no words for."""

_UNITS = {"p": CODEPOINT, "j": UTF16}


class _Annotation(msgspec.Struct):
    start: int
    end: int
    type: str
    id: int | None = None
    features: dict[str, Any] | None = None


class _Set(msgspec.Struct):
    annotations: list[_Annotation] = []


class _Document(msgspec.Struct):
    text: str
    offset_type: str = "p"
    name: str | None = None
    features: dict[str, Any] | None = None
    annotation_sets: dict[str, _Set] | None = None


class _About(msgspec.Struct):
    """What our own export says of one annotator's work."""

    annotator: str | None = None
    status: str | None = None
    flagged: bool = False
    gold: bool = False
    document: dict[str, Any] = {}
    links: list[tuple[str, str, str, str]] = []


class _Ours(msgspec.Struct):
    article_id: str
    title: str = ""
    source: str = ""
    date: str = ""
    meta: dict[str, Any] = {}
    sets: dict[str, _About] = {}


class _Kept(msgspec.Struct, omit_defaults=True):
    """What our own export says of a span that GATE has no words for."""

    id: str
    note: str | None = None
    flagged: bool = False
    origin: str = MANUAL
    created_at: str = ""
    updated_at: str = ""
    feature: Any = None


class Gate(Format):
    """Documents of GATE and of gatenlp; see ``docs/formats.md``."""

    def sniff(self, head: bytes) -> bool:
        """Tell it by two keys that stand in every document."""
        return b'"offset_type"' in head and b'"annotation_sets"' in head

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield a record for each annotation set, or one where the document has none."""
        data = read_bytes(path, options)
        if data is None:
            return
        try:
            records = list(_read(data, options))
        except InputError as error:
            options.refuse(error.at(options.file, error.line))
            return
        for record in records:
            yield Sourced(record, options.file, None, len(data))

    def write_folder(
        self, records: Iterable[Annotated], folder: Path, options: WriteOptions | None = None
    ) -> None:
        """Write a document for each article, a set for each annotator."""
        options = options or WriteOptions()
        names = FileNames()
        for _, group in groupby(records, key=lambda record: record.article.id):
            together = list(group)
            document = _document(together, options.offset_unit or CODEPOINT, options.losses)
            name = names.name(msgspec.structs.replace(together[0], annotator=None), ".bdocjs")
            (folder / name).write_bytes(orjson.dumps(document, option=orjson.OPT_APPEND_NEWLINE))


def _read(data: bytes, options: ReadOptions) -> Iterator[Annotated]:
    value = any_json(data)
    try:
        document = msgspec.convert(value, _Document)
        features = dict(document.features or {})
        ours = msgspec.convert(features.pop(_OURS, None), _Ours | None)
    except msgspec.ValidationError as error:
        raise InputError(wrong_value(error, say("the document"))) from None
    unit = _UNITS.get(document.offset_type)
    if unit is None:
        kind = shorten(document.offset_type)
        raise InputError(
            say("“offset_type” is “{kind}”; expected “p” (code points) or “j” (UTF-16)", kind=kind)
        )
    sets = {name: one for name, one in (document.annotation_sets or {}).items() if one.annotations}
    names = list(dict.fromkeys([*sets, *(ours.sets if ours else ())]))
    for name in names or [""]:
        about = ours.sets.get(name) if ours else None
        draft = Draft(
            document.text,
            options,
            article_id=ours.article_id if ours else article_id(None, document.name),
            annotator=about.annotator if about else name or None,
            unit=unit,
        )
        where = f"annotation_sets[“{shorten(name)}”]"
        _add_spans(draft, sets.get(name, _Set()).annotations, where, options)
        there = {span.id for span in draft.spans}
        for number, (link, kind, source, target) in enumerate(about.links if about else ()):
            at = f"features.{_OURS}.links[{number}]"
            if source not in there or target not in there:
                raise InputError(
                    say("{at}: it refers to a span that is not in the document", at=at)
                )
            draft.add_link(at, kind, source, target, link)
        yield draft.record(
            title=ours.title if ours else None,
            source=ours.source if ours else None,
            date=ours.date if ours else "",
            meta=ours.meta if ours else features,
            status=status_named(about.status if about else None),
            flagged=bool(about and about.flagged),
            gold=bool(about and about.gold),
            document=about.document if about else None,
        )


def _add_spans(
    draft: Draft, annotations: list[_Annotation], where: str, options: ReadOptions
) -> None:
    """Add a span for each annotation, one for all that our export made of the same span."""
    groups: dict[str, list[tuple[int, _Annotation, _Kept | None]]] = {}
    for number, one in enumerate(annotations):
        if one.start == one.end and one.start >= 0:
            options.leave_out(empty_annotation(one.type), f"{where}.annotations[{number}]")
            continue
        kept = None
        if one.features is not None and isinstance(one.features.get(_OURS), dict):
            try:
                kept = msgspec.convert(one.features[_OURS], _Kept)
            except msgspec.ValidationError as error:
                path = f"{where}.annotations[{number}].features.{_OURS}"
                raise InputError(wrong_value(error, path)) from None
        groups.setdefault(kept.id if kept else f" {number}", []).append((number, one, kept))
    for group in groups.values():
        number, first, kept = group[0]
        attributes = {k: v for k, v in (first.features or {}).items() if k != _OURS}
        if kept and kept.feature is not None:
            attributes[_OURS] = kept.feature
        rest: dict[str, Any] = {}
        if kept:
            rest = {name: getattr(kept, name) for name in _KEPT}
        draft.add_span(
            f"{where}.annotations[{number}]",
            first.type,
            sorted((one.start, one.end) for _, one, _ in group),
            id=kept.id if kept else None,
            attributes=attributes,
            **rest,
        )


_KEPT = ("note", "flagged", "origin", "created_at", "updated_at")


def _document(records: list[Annotated], unit: str, losses: Losses) -> dict[str, Any]:
    article = records[0].article
    counted = counting(article.text, unit)
    sets: dict[str, Any] = {}
    about: dict[str, Any] = {}
    for record in records:
        name = record.annotator or ""
        known = describe(record)
        about[name] = {key: known[key] for key in _ABOUT if known.get(key) is not None}
        links = links_inside(record, losses)
        about[name]["links"] = [[one.id, one.type, one.source, one.target] for one in links]
        example = say("article {article}", article=article.id)
        kept = say("kept in a feature, which GATE shows and does not follow")
        losses.add(say("links"), kept, len(links), example)
        annotations: list[dict[str, Any]] = []
        for span in record.spans:
            if len(span.fragments) > 1:
                done = say("an annotation each, joined again by import")
                losses.add(say("spans of several fragments"), done, 1, example)
            for start, end in span.ranges:
                annotations.append(
                    {
                        "start": counted(start),
                        "end": counted(end),
                        "type": span.label,
                        "id": len(annotations),
                        "features": {
                            **span.attributes,
                            _OURS: msgspec.to_builtins(_kept(span)),
                        },
                    }
                )
        if annotations:
            sets[name] = {
                "name": name,
                "annotations": annotations,
                "next_annid": len(annotations),
            }
    ours = {
        "article_id": article.id,
        "title": article.title,
        "source": article.source,
        "date": article.date,
        "meta": article.meta,
        "sets": about,
    }
    return {
        "offset_type": "j" if unit == UTF16 else "p",
        "annotation_sets": sets,
        "name": article.id,
        "features": {_OURS: ours},
        "text": article.text,
    }


_ABOUT = ("annotator", "status", "flagged", "gold", "document")


def _kept(span: Span) -> _Kept:
    return _Kept(
        id=span.id,
        note=span.note,
        flagged=span.flagged,
        origin=span.origin,
        created_at=span.created_at,
        updated_at=span.updated_at,
        feature=span.attributes.get(_OURS),
    )
