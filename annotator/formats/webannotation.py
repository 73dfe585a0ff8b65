"""W3C Web Annotation: pages of JSON-LD beside the texts that they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote as percent_encoded

import msgspec
import orjson

from annotator.annotation.records import MANUAL, Annotated, Span, shorten
from annotator.errors import InputError
from annotator.formats.common.base import Format, ReadOptions, Sourced, WriteOptions
from annotator.formats.common.drafts import (
    Draft,
    describe,
    empty_annotation,
    links_inside,
    relation_to_itself,
    relation_to_nothing,
    status_named,
)
from annotator.formats.common.losses import Losses
from annotator.formats.common.sources import any_json, read_bytes
from annotator.formats.common.uima_layers import FileNames
from annotator.inputs import read_input
from annotator.words import say

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_OURS = "annotator:record"
_SPAN = "annotator:span"
_AROUND = 32


class WebAnnotation(Format):
    """Annotation pages, collections, lists and single annotations; see ``docs/formats.md``."""

    def sniff(self, head: bytes) -> bool:
        """Tell it by its context."""
        return b"www.w3.org/ns/anno" in head

    def beside(self, path: Path) -> tuple[Path, ...]:
        """Return the texts that the annotations are about."""
        try:
            ours, annotations = _annotations(any_json(read_input(path)))
        except (OSError, InputError):
            return ()
        sources = [_string(ours, "text_file"), *map(_source, annotations)]
        names = {_text_name(one) for one in sources}
        return tuple(path.with_name(name) for name in sorted(names) if name)

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield a record for each text and creator."""
        data = read_bytes(path, options)
        if data is None:
            return
        try:
            records = list(_read(data, path, options))
        except InputError as error:
            options.refuse(error.at(options.file, error.line))
            return
        for record in records:
            yield Sourced(record, options.file, None, len(data))

    def write_folder(
        self, records: Iterable[Annotated], folder: Path, options: WriteOptions | None = None
    ) -> None:
        """Write a text for each article and a page for each annotator of it."""
        losses = options.losses if options else Losses()
        names = FileNames()
        for _, group in groupby(records, key=lambda record: record.article.id):
            together = list(group)
            text = names.name(msgspec.structs.replace(together[0], annotator=None), ".txt")
            (folder / text).write_bytes(together[0].article.text.encode("utf-8"))
            for record in together:
                page = _page(record, text, losses)
                data = orjson.dumps(page, option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_INDENT_2)
                (folder / names.name(record, ".jsonld")).write_bytes(data)


# -- reading -----------------------------------------------------------------------------------


def _annotations(value: Any) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return what our own export says of the record, and the annotations of a file."""
    found: list[Any] = []
    ours: Any = {}
    if isinstance(value, list):
        found = value
    elif isinstance(value, dict):
        kinds = _list(value.get("type", value.get("@type")))
        if "Annotation" in kinds:
            found = [value]
        elif "AnnotationCollection" in kinds and isinstance(value.get("first"), dict):
            return _annotations(value["first"])
        elif "items" in value or "AnnotationPage" in kinds:
            found = _list(value.get("items"))
            ours = value.get(_OURS, {})
        else:
            raise InputError(say("expected an annotation, a list of them, or an AnnotationPage"))
    else:
        raise InputError(say("expected an annotation, a list of them, or an AnnotationPage"))
    for number, one in enumerate(found):
        if not isinstance(one, dict):
            raise InputError(
                say("items[{number}]: expected an annotation, an object", number=number)
            )
    return ours if isinstance(ours, dict) else {}, found


def _read(data: bytes, path: Path, options: ReadOptions) -> Iterator[Annotated]:
    ours, annotations = _annotations(any_json(data))
    known = _string(ours, "annotator") or None
    groups: dict[tuple[str, str | None], list[tuple[int, dict[str, Any]]]] = {}
    links = []
    for number, one in enumerate(annotations):
        if _is_link(one):
            links.append((number, one))
        else:
            groups.setdefault((_source(one), _creator(one) or known), []).append((number, one))
    if ours and not groups:
        groups[_string(ours, "text_file"), known] = []
    if not groups:
        raise InputError(say("there are no annotations of a text in it"))
    drafts = []
    places: dict[str, tuple[Draft, str]] = {}
    for (source, annotator), group in groups.items():
        draft = Draft(
            _text(source, path),
            options,
            article_id=_string(ours, "article_id") or _plain_id(source),
            annotator=annotator,
        )
        for number, one in group:
            _add_span(draft, f"items[{number}]", one, places, options)
        drafts.append((draft, source, annotator))
    for number, one in links:
        _add_link(f"items[{number}]", one, places, options)
    meta = ours.get("meta", {})
    for draft, source, annotator in drafts:
        work = ours if annotator == known else {}
        yield draft.record(
            title=_string(ours, "title") if ours else None,
            source=_string(ours, "source") if ours else source or None,
            date=_string(ours, "date"),
            meta=meta if isinstance(meta, dict) else {},
            status=status_named(_string(work, "status") or None),
            flagged=work.get("flagged") is True,
            gold=work.get("gold") is True,
            document=_document(work.get("document")),
        )


def _document(given: Any) -> dict[str, Any]:
    return given if isinstance(given, dict) else {}


def _text(source: str, path: Path) -> str:
    """Return the text that annotations are about: it lies beside them.

    Raises:
        InputError: it does not.

    """
    name = _text_name(source)
    if not name:
        raise InputError(
            say(
                "the text of “{source}” is not in the file, nor named beside it",
                source=shorten(source),
            )
        )
    try:
        return read_input(path.with_name(name), name).decode("utf-8")
    except FileNotFoundError:
        raise InputError(
            say("the text is missing; expected “{name}” beside the file", name=name)
        ) from None
    except UnicodeDecodeError:
        raise InputError(say("the text “{name}” is not UTF-8", name=name)) from None
    except OSError as error:
        raise InputError(
            say(
                "the text “{name}” cannot be read ({why})",
                name=name,
                why=error.strerror or str(error),
            )
        ) from None


def _text_name(source: str) -> str:
    """Return the name of a text that may lie beside the file; "" for an address."""
    name = source.removeprefix("./")
    plain = name and not any(sign in name for sign in ("/", "\\", ":", "\0")) and name[0] != "."
    return name if plain else ""


def _plain_id(source: str) -> str | None:
    return source.removeprefix("./").removesuffix(".txt") or None


def _source(annotation: dict[str, Any]) -> str:
    for target in _targets(annotation):
        if isinstance(target, str):
            return target
        source = target.get("source", target.get("id", ""))
        if isinstance(source, dict):
            source = source.get("id", "")
        return source if isinstance(source, str) else ""
    return ""


def _targets(annotation: dict[str, Any]) -> list[Any]:
    found = []
    for target in _list(annotation.get("target")):
        inside = isinstance(target, dict) and target.get("type") in ("Composite", "List")
        found += _list(target.get("items")) if inside else [target]
    return [one for one in found if isinstance(one, str | dict)]


def _creator(annotation: dict[str, Any]) -> str | None:
    for creator in _list(annotation.get("creator")):
        if isinstance(creator, str) and creator:
            return creator
        if isinstance(creator, dict):
            name = creator.get("name") or creator.get("nickname") or creator.get("id")
            if isinstance(name, list) and name:
                name = name[0]
            if isinstance(name, str) and name:
                return name
    return None


def _is_link(annotation: dict[str, Any]) -> bool:
    return "linking" in _list(annotation.get("motivation")) and not any(
        isinstance(target, dict) and "selector" in target for target in _targets(annotation)
    )


def _add_span(
    draft: Draft,
    where: str,
    one: dict[str, Any],
    places: dict[str, tuple[Draft, str]],
    options: ReadOptions,
) -> None:
    kept = one.get(_SPAN)
    kept = kept if isinstance(kept, dict) else {}
    ranges = []
    quotes = []
    for target in _targets(one):
        selectors = _list(target.get("selector")) if isinstance(target, dict) else []
        place, quote = _place(selectors, where)
        if place is None and quote is not None:
            place = _only_place(draft, quote, where)
        if place is None:
            raise InputError(
                say("{where}: expected a TextPositionSelector or a TextQuoteSelector", where=where)
            )
        ranges.append(place)
        quotes.append(None if quote is None else quote[1])
    exact = " ".join(quote for quote in quotes if quote is not None)
    note, label = _string(kept, "note") or None, ""
    for body in _list(one.get("body")):
        value = body if isinstance(body, str) else _string(body, "value")
        purpose = body.get("purpose") if isinstance(body, dict) else None
        if purpose == "commenting":
            note = note or value
        elif not label:
            label = value or _string(body, "source") or _string(body, "id")
    if ranges and all(start == end for start, end in ranges):
        options.leave_out(empty_annotation(label or "annotation"), where)
        return
    attributes = kept.get("attributes", {})
    try:
        span = draft.add_span(
            where,
            label or "annotation",
            sorted(ranges),
            quote=None if None in quotes or not quotes else exact,
            id=_string(kept, "id") or None,
            attributes=attributes if isinstance(attributes, dict) else {},
            note=note or None,
            flagged=kept.get("flagged") is True,
            origin=_string(kept, "origin") or MANUAL,
            created_at=_string(one, "created"),
            updated_at=_string(one, "modified"),
        )
    except InputError as error:
        raise error if str(error.reason).startswith(where) else error.inside(where) from None
    if isinstance(one.get("id"), str):
        places[one["id"]] = draft, span.id


Quote = tuple[str, str, str]


def _place(selectors: list[Any], where: str) -> tuple[tuple[int, int] | None, Quote | None]:
    """Return the range and the quote (prefix, exact, suffix) that selectors name."""
    place: tuple[int, int] | None = None
    quote: Quote | None = None
    for selector in selectors:
        if not isinstance(selector, dict):
            continue
        kind = selector.get("type", selector.get("@type"))
        if kind == "TextPositionSelector":
            start, end = selector.get("start"), selector.get("end")
            if type(start) is not int or type(end) is not int:
                raise InputError(
                    say("{where}: “start” and “end” of a selector are whole numbers", where=where)
                )
            place = start, end
        elif kind == "TextQuoteSelector":
            exact = _string(selector, "exact")
            if exact:
                quote = _string(selector, "prefix"), exact, _string(selector, "suffix")
        inner = selector.get("refinedBy")
        if inner is not None and place is None and quote is None:
            place, quote = _place(_list(inner), where)
    return place, quote


def _only_place(draft: Draft, quote: Quote, where: str) -> tuple[int, int]:
    prefix, exact, suffix = quote
    first = draft.raw.find(prefix + exact + suffix)
    if first < 0:
        raise InputError(
            say("{where}: “{exact}” is not in the text", where=where, exact=shorten(exact))
        )
    if draft.raw.find(prefix + exact + suffix, first + 1) >= 0:
        raise InputError(
            say(
                "{where}: “{exact}” stands several times in the text; expected a"
                " TextPositionSelector, or a longer prefix",
                where=where,
                exact=shorten(exact),
            )
        )
    return first + len(prefix), first + len(prefix) + len(exact)


def _add_link(
    where: str,
    one: dict[str, Any],
    places: dict[str, tuple[Draft, str]],
    options: ReadOptions,
) -> None:
    kind, target = "link", ""
    for body in _list(one.get("body")):
        if isinstance(body, str):
            target = target or body
        elif isinstance(body, dict):
            kind = _string(body, "value") or kind
            target = target or _string(body, "source") or _string(body, "id")
    (source, *_) = [*(target for target in _targets(one) if isinstance(target, str)), ""]
    if not places.keys() >= {source, target}:
        options.leave_out(relation_to_nothing(kind), where)
        return
    if source == target:
        options.leave_out(relation_to_itself(kind), where)
        return
    (draft, start), (other, end) = places[source], places[target]
    if draft is not other:
        raise InputError(say("{where}: it links annotations of two texts or creators", where=where))
    draft.add_link(where, kind, start, end, _string(one, "annotator:link") or None)


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _string(value: Any, key: str) -> str:
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, str) else ""


# -- writing -----------------------------------------------------------------------------------


def _page(record: Annotated, text: str, losses: Losses) -> dict[str, Any]:
    article = record.article
    example = say("article {article}", article=article.id)
    items = [_annotation(record, span, text) for span in record.spans]
    lost = (
        (say("attributes of spans"), sum(bool(span.attributes) for span in record.spans)),
        (say("flags of spans"), sum(span.flagged for span in record.spans)),
    )
    for what, number in lost:
        losses.add(what, say("kept in annotator:span, which other tools ignore"), number, example)
    items += [
        {
            "id": _iri("link", link.id),
            "type": "Annotation",
            "motivation": "linking",
            "body": [
                {"type": "TextualBody", "value": link.type, "purpose": "classifying"},
                {"type": "SpecificResource", "source": _name(link.target)},
            ],
            "target": _name(link.source),
            "annotator:link": link.id,
        }
        for link in links_inside(record, losses)
    ]
    known = describe(record)
    return {
        "@context": [CONTEXT, {"annotator": "urn:annotator:"}],
        "id": _iri("page", article.id, record.annotator or ""),
        "type": "AnnotationPage",
        _OURS: {"text_file": text, **{k: v for k, v in known.items() if v is not None}},
        "items": items,
    }


def _iri(*parts: str) -> str:
    """Return an address that JSON-LD takes: it drops nodes that have, say, a space in theirs."""
    return ":".join(["urn:annotator", *(percent_encoded(part, safe="") for part in parts)])


def _name(span: str) -> str:
    return _iri("span", span)


def _annotation(record: Annotated, span: Span, text: str) -> dict[str, Any]:
    whole = record.article.text
    targets = [
        {
            "source": text,
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {
                    "type": "TextQuoteSelector",
                    "exact": whole[start:end],
                    "prefix": whole[max(0, start - _AROUND) : start],
                    "suffix": whole[end : end + _AROUND],
                },
            ],
        }
        for start, end in span.ranges
    ]
    body: list[dict[str, Any]] = [
        {"type": "TextualBody", "value": span.label, "purpose": "classifying"}
    ]
    if span.note:
        body.append({"type": "TextualBody", "value": span.note, "purpose": "commenting"})
    made: dict[str, Any] = {
        "id": _name(span.id),
        "type": "Annotation",
        "motivation": "classifying",
        "creator": {"type": "Person", "name": record.annotator},
    }
    if span.created_at:
        made["created"] = span.created_at
    if span.updated_at:
        made["modified"] = span.updated_at
    made["body"] = body
    made["target"] = targets[0] if len(targets) == 1 else {"type": "Composite", "items": targets}
    made[_SPAN] = {
        "id": span.id,
        "attributes": span.attributes,
        "flagged": span.flagged,
        "origin": span.origin,
    }
    return made
