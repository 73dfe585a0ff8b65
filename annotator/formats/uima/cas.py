"""UIMA CAS as XMI and as JSON, through dkpro-cassis: a file for each article and annotator."""

from __future__ import annotations

import io
import math
import re
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.annotation.records import MANUAL, Annotated, Status, shorten
from annotator.errors import InputError
from annotator.extras import how_to_get
from annotator.formats.common.base import Format, ReadOptions, Sourced, WriteOptions
from annotator.formats.common.drafts import (
    Draft,
    empty_annotation,
    relation_to_itself,
    relation_to_nothing,
    status_named,
)
from annotator.formats.common.losses import Losses
from annotator.formats.common.sources import any_json, read_bytes, without_mark
from annotator.formats.common.uima_layers import LINK, SPAN, FileNames, is_apart, labelled, short
from annotator.formats.recognising.by_user import Owner, owner_of
from annotator.formats.recognising.uima_types import add_missing_types
from annotator.formats.recognising.xml_input import check_xml
from annotator.formats.uima.writing import ARTICLE, make_cas, make_types
from annotator.words import say

if TYPE_CHECKING:
    from cassis import Cas

_METADATA = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
_PROJECT = "de.tudarmstadt.ukp.clarin.webanno.api.type.CASMetadata"
_STRING = "uima.cas.String"
_TYPES = "TypeSystem.xml"
_UNMAPPED = re.compile(r"Not mapping external offset \[(-?\d+)\]")
_OWN = ("begin", "end", "sofa", "Governor", "Dependent", "referenceRelation")


class CasXmi(Format):
    """A folder of ``.xmi`` files with ``TypeSystem.xml``; see ``docs/formats.md``."""

    def sniff(self, head: bytes) -> bool:
        """Tell it by its outermost element."""
        return b"<xmi:XMI" in head

    def beside(self, path: Path) -> tuple[Path, ...]:
        """Return where the type system may be: in the file's folder, or named as the file."""
        names = (f"{path.stem}.{_TYPES}", f"{path.stem}.typesystem.xml", _TYPES, "typesystem.xml")
        return tuple(path.with_name(name) for name in names)

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield a record for each view of the file that has a text."""
        data = read_bytes(path, options)
        if data is None:
            return
        owner = owner_of(path, options.source, options.project)
        yield from _read(data, options, lambda: _load_xmi(data, self.beside(path), options), owner)

    def write_folder(
        self, records: Iterable[Annotated], folder: Path, options: WriteOptions | None = None
    ) -> None:
        """Write a file for each record, and the type system of them all."""
        losses = options.losses if options else Losses()
        types = make_types()
        names = FileNames()
        (folder / _TYPES).write_bytes(_bytes(types.to_xml()))
        for record in records:
            cas = make_cas(record, types, losses, xml=True)
            (folder / names.name(record, ".xmi")).write_bytes(_bytes(cas.to_xmi()))


class CasJson(Format):
    """A folder of ``.json`` files with their types; see ``docs/formats.md``."""

    def sniff(self, head: bytes) -> bool:
        """Tell it by keys that no other format has."""
        return b'"%FEATURE_STRUCTURES"' in head or b'"%TYPES"' in head

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield a record for each view of the file that has a text."""
        data = read_bytes(path, options)
        if data is None:
            return
        owner = owner_of(path, options.source, options.project)
        yield from _read(data, options, lambda: _load_json(data), owner)

    def write_folder(
        self, records: Iterable[Annotated], folder: Path, options: WriteOptions | None = None
    ) -> None:
        """Write a file for each record."""
        losses = options.losses if options else Losses()
        types = make_types()
        names = FileNames()
        for record in records:
            cas = make_cas(record, types, losses, xml=False)
            (folder / names.name(record, ".json")).write_bytes(_bytes(cas.to_json()))


def _bytes(written: str | None) -> bytes:
    assert written is not None
    return written.encode("utf-8")


def _read(
    data: bytes, options: ReadOptions, load: Callable[[], Cas], owner: Owner | None
) -> Iterator[Sourced]:
    try:
        records = list(_records(_checked(load), options, owner))
        if not records:
            raise InputError(say("there is no text in any view of the CAS; expected “sofaString”"))
    except InputError as error:
        options.refuse(error.at(options.file, error.line))
        return
    for record in records:
        yield Sourced(record, options.file, None, len(data))


def _checked(load: Callable[[], Cas]) -> Cas:
    """Return a CAS; what the library takes as it is although it does not fit is refused."""
    try:
        import cassis  # noqa: F401 – an extra
    except ImportError:
        raise InputError(say("UIMA CAS needs dkpro-cassis; {how}", how=how_to_get("cas"))) from None
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            cas = load()
        except InputError:
            raise
        except Exception as error:  # noqa: BLE001 – the library raises whatever went wrong inside
            reason = shorten(str(error) or type(error).__name__, 160)
            raise InputError(say("this is no CAS that can be read: {why}", why=reason)) from None
    for warning in caught:
        if unmapped := _UNMAPPED.match(str(warning.message)):
            raise InputError(
                say(
                    "offset {offset} is outside the text or inside a character; expected"
                    " offsets that count UTF-16 units",
                    offset=unmapped[1],
                )
            )
    return cas


def _load_xmi(data: bytes, beside: tuple[Path, ...], options: ReadOptions) -> Cas:
    from cassis import TypeSystem, load_cas_from_xmi, load_typesystem

    check_xml(data, say("the file"))
    path = next((path for path in beside if path.is_file()), None)
    types = TypeSystem()
    if path is not None:
        described = read_bytes(path, options) or b""
        check_xml(described, path.name)
        types = load_typesystem(io.BytesIO(described))
    add_missing_types(data, types, options)
    return load_cas_from_xmi(io.BytesIO(data), typesystem=types, lenient=True)


def _load_json(data: bytes) -> Cas:
    from cassis import load_cas_from_json

    value = any_json(data)
    for key in ("%TYPES", "%FEATURE_STRUCTURES", "%VIEWS"):
        if not isinstance(value, dict) or not isinstance(value.get(key), dict | list):
            raise InputError(
                say("“{key}” is missing; expected UIMA CAS JSON 0.4 with its types", key=key)
            )
    return load_cas_from_json(without_mark(data).decode("utf-8"))


def _records(cas: Cas, options: ReadOptions, owner: Owner | None) -> Iterator[Annotated]:
    for view in cas.views:
        named = cas.get_view(view.sofa.sofaID)
        text = named.sofa_string
        if isinstance(text, str) and text:
            yield _View(named, text, options, owner).record()


class _View:
    """Reads a view: its annotations become spans, its relations and references links."""

    def __init__(
        self, view: Cas, text: str, options: ReadOptions, owner: Owner | None = None
    ) -> None:
        self._all = sorted(view.select_all_fs(), key=_order)
        self._about = self._first(ARTICLE)
        annotator = self._about.get("annotator")
        article = self._about.get("article_id")
        if article is not None and not str(article).strip():
            raise InputError(say("“article_id” is empty; expected a name"))
        if annotator is None and not self._about:
            annotator = owner.annotator if owner else self._first(_PROJECT).get("username")
        self._draft = Draft(
            text,
            options,
            article_id=None if article is None else str(article),
            annotator=None if annotator is None else str(annotator),
        )
        self._ids: dict[int, str] = {}
        self._empty: set[int] = set()
        self._owner = None if self._about else owner
        self._options = options

    def _first(self, type_name: str) -> dict[str, Any]:
        found = next((fs for fs in self._all if fs.type.name == type_name), None)
        return {} if found is None else _features(found)

    def record(self) -> Annotated:
        """Return the view's record."""
        if self._owner is not None and self._owner.annotator is None:
            self._options.leave_out(say("document as it was before anybody annotated it"))
            return self._draft.bare()
        relations = []
        ours: dict[str, list[Any]] = defaultdict(list)
        others = []
        for fs in self._all:
            if not _is_annotation(fs) or fs.type.name == ARTICLE or _is_document(fs):
                continue
            if is_apart(fs.type.name):
                continue
            features = {feature.name for feature in fs.type.all_features}
            if {"Governor", "Dependent"} <= features:
                relations.append(fs)
            elif fs.type.name == SPAN and isinstance(span := _value(fs, "spanId"), str) and span:
                ours[span].append(fs)
            else:
                others.append(fs)
        for name, parts in ours.items():
            self._add_ours(name, parts)
        for fs in others:
            if not self._is_empty(fs):
                self._span(fs)
        for fs in sorted(relations, key=lambda fs: fs.xmiID):
            kind, _ = labelled(fs.type.name, _features(fs))
            ends = [_value(fs, end) for end in ("Governor", "Dependent")]
            if not all(_is_annotation(end) for end in ends):
                where = say("annotation {id}", id=fs.xmiID)
                self._options.leave_out(relation_to_nothing(short(fs.type.name)), where)
                continue
            link_id = _value(fs, "linkId") if fs.type.name == LINK else None
            self._link(kind, ends[0], ends[1], link_id)
        for fs in others:
            if fs.xmiID not in self._empty:
                self._references(fs)
        return self._finished()

    def _finished(self) -> Annotated:
        about = self._about
        if not about:
            known = self._first(_METADATA)
            title = known.get("documentTitle")
            name = known.get("documentId")
            return self._draft.record(
                title=title if isinstance(title, str) and title else None,
                source=self._owner.document if self._owner else None,
                status=self._owner.status if self._owner else Status.NEW,
                gold=self._owner is not None and self._owner.gold,
                meta={"document_id": name} if isinstance(name, str) and name else None,
            )
        return self._draft.record(
            title=_text(about, "title"),
            source=_text(about, "source"),
            date=_text(about, "date") or "",
            meta=_object(about.get("meta"), "meta"),
            status=status_named(_text(about, "status")),
            flagged=about.get("flagged") is True,
            gold=about.get("gold") is True,
            document=_object(about.get("document") or "{}", "document"),
        )

    def _add_ours(self, name: str, parts: list[Any]) -> None:
        features = _features(parts[0])
        where = f"span {shorten(name)}"
        span = self._draft.add_span(
            where,
            _text(features, "label") or "",
            [_place(part) for part in parts],
            id=name,
            attributes=_object(features.get("attributes"), f"{where}.attributes"),
            note=_text(features, "note"),
            flagged=features.get("flagged") is True,
            origin=_text(features, "origin") or MANUAL,
            created_at=_text(features, "createdAt") or "",
            updated_at=_text(features, "updatedAt") or "",
        )
        for part in parts:
            self._ids[part.xmiID] = span.id

    def _is_empty(self, fs: Any) -> bool:
        """Tell whether an annotation covers nothing; it is counted the first time."""
        start, end = _place(fs)
        if start != end:
            return False
        if fs.xmiID not in self._empty:
            self._empty.add(fs.xmiID)
            where = say("annotation {id}", id=fs.xmiID)
            self._options.leave_out(empty_annotation(short(fs.type.name)), where)
        return True

    def _span(self, fs: Any) -> str:
        """Add an annotation as a span, once, and return the span's id."""
        if fs.xmiID not in self._ids:
            texts = sum(one.rangeType.name == _STRING for one in fs.type.all_features)
            label, attributes = labelled(fs.type.name, _features(fs), texts)
            if self._owner is not None:
                self._owner.declare(fs.type.name, label, self._options)
            where = f"annotation {fs.xmiID}"
            span = self._draft.add_span(where, label, [_place(fs)], attributes=attributes)
            self._ids[fs.xmiID] = span.id
        return self._ids[fs.xmiID]

    def _references(self, fs: Any) -> None:
        """Add links for features that refer to annotations: slots, chains and others."""
        for feature in fs.type.all_features:
            if feature.name in _OWN:
                continue
            value = _value(fs, feature.name)
            for one in _elements(value):
                target, role = one, feature.name
                if not _is_annotation(one) and hasattr(one, "type"):
                    target = _value(one, "target")
                    said = _value(one, "role")
                    role = said if isinstance(said, str) and said else feature.name
                elif _is_annotation(one) and is_apart(one.type.name):
                    continue
                if feature.name == "next":
                    said = _value(fs, "referenceRelation")
                    role = said if isinstance(said, str) and said else role
                if _is_annotation(target) and not _is_document(target):
                    self._link(role, fs, target)

    def _link(self, kind: str, source: Any, target: Any, link_id: Any = None) -> None:
        where = say("annotation {id}", id=source.xmiID)
        if self._is_empty(source) or self._is_empty(target):
            self._options.leave_out(relation_to_nothing(kind), where)
            return
        ends = self._span(source), self._span(target)
        if ends[0] == ends[1]:
            self._options.leave_out(relation_to_itself(kind), where)
            return
        named = link_id if isinstance(link_id, str) else None
        self._draft.add_link(f"relation {shorten(kind)}", kind, *ends, named)


def _order(fs: Any) -> tuple[bool, int, int, int]:
    if not _is_annotation(fs):
        return True, 0, 0, fs.xmiID
    return False, *_place(fs), fs.xmiID


def _place(fs: Any) -> tuple[int, int]:
    begin, end = fs.begin, fs.end
    if type(begin) is not int or type(end) is not int:
        raise InputError(
            say("annotation {id}: expected whole numbers as “begin” and “end”", id=fs.xmiID)
        )
    return begin, end


def _is_annotation(fs: Any) -> bool:
    from cassis.typesystem import is_annotation

    return hasattr(fs, "type") and hasattr(fs, "xmiID") and is_annotation(fs)


def _is_document(fs: Any) -> bool:
    kind = fs.type
    while kind is not None:
        if kind.name == "uima.tcas.DocumentAnnotation":
            return True
        kind = kind.supertype
    return False


def _value(fs: Any, feature: str) -> Any:
    return getattr(fs, feature, None)


def _elements(value: Any) -> list[Any]:
    """Return what a feature refers to: one thing, or those in a list or an array."""
    inside = getattr(value, "elements", value)
    if isinstance(inside, list):
        return inside
    return [] if value is None else [value]


def _features(fs: Any) -> dict[str, Any]:
    """Return what is said of a feature structure, without references."""
    found: dict[str, Any] = {}
    for feature in fs.type.all_features:
        name = feature.name
        value = _value(fs, name)
        if name in _OWN or value is None:
            continue
        inside = getattr(value, "elements", value)
        if isinstance(inside, list) and inside and all(_is_plain(one) for one in inside):
            found[name.rstrip("_")] = inside
        elif _is_plain(value):
            found[name.rstrip("_")] = value
    return found


def _is_plain(value: Any) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, str | int | bool)


def _text(features: dict[str, Any], name: str) -> str | None:
    value = features.get(name)
    if value is None or isinstance(value, str):
        return value
    raise InputError(say("“{name}” is no text; expected text", name=name))


def _object(value: Any, where: str) -> dict[str, Any] | None:
    if value is None:
        return None
    try:
        found = any_json(value.encode("utf-8")) if isinstance(value, str) else None
    except InputError as error:
        raise InputError(say("{where}: {reason}", where=where, reason=error.reason)) from None
    if not isinstance(found, dict):
        raise InputError(say("{where} is no JSON object; expected one", where=where))
    return found
