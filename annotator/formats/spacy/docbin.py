"""spaCy's own binary files, which ``spacy train`` takes, through the library."""

from __future__ import annotations

import re
import warnings
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

import orjson

from annotator.annotation.records import Annotated, shorten
from annotator.errors import InputError
from annotator.extras import how_to_get
from annotator.formats.common.base import Format, ReadOptions, Sourced, WriteOptions
from annotator.formats.common.json_faults import check_storable
from annotator.formats.common.losses import Losses
from annotator.formats.common.sources import any_json, read_bytes
from annotator.formats.spacy.records import (
    KEY,
    Seen,
    entities,
    gather,
    keep,
    kept,
    restore,
    visible,
)
from annotator.words import say

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

_MOST_BYTES = 1_000_000_000
_LANGUAGE = "en"
_ANY_LANGUAGE = "xx"
_CODE = re.compile(r"([a-z]{2,3})(?![a-z])")


class SpacyDocBin(Format):
    """``.spacy`` files; see ``docs/formats.md``."""

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield a record for each document of the file."""
        data = read_bytes(path, options)
        if data is None:
            return
        documents = enumerate(_documents(data))
        while True:
            try:
                number, doc = next(documents, (0, None))
            except InputError as error:
                options.refuse(error.at(options.file, None))
                return
            if doc is None:
                return
            try:
                record = _record(doc, options)
            except InputError as error:
                options.refuse(
                    error.inside(say("document {number}", number=number + 1)).at(options.file, None)
                )
            else:
                yield Sourced(record, options.file, None, len(data))

    def write(
        self, records: Iterable[Annotated], file: BinaryIO, options: WriteOptions | None = None
    ) -> None:
        """Write a document for each record: spans under ``annotator``, and the entities."""
        _need_spacy()
        from spacy.tokens import DocBin

        losses = options.losses if options else Losses()
        docs = DocBin(store_user_data=True)
        for record in records:
            docs.add(_doc(record, losses))
        file.write(docs.to_bytes())


def _need_spacy() -> None:
    try:
        import spacy  # noqa: F401 – an extra
    except ImportError:
        raise InputError(say("this format needs spaCy; {how}", how=how_to_get("spacy"))) from None


def _documents(data: bytes) -> Iterator[_Plain]:
    _need_spacy()
    _check_size(data)
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            docs = DocBin().from_bytes(data).get_docs(Vocab())
            found = [_plain(doc) for doc in docs]
        except Exception as error:  # noqa: BLE001 – the library raises whatever went wrong inside
            reason = shorten(str(error) or type(error).__name__, 120)
            raise InputError(
                say("this is no DocBin of spaCy that can be read: {why}", why=reason)
            ) from None
    yield from found


def _check_size(data: bytes) -> None:
    """Refuse a small file that would fill the memory."""
    unpacking = zlib.decompressobj()
    size = 0
    rest = data
    try:
        while rest and size <= _MOST_BYTES:
            size += len(unpacking.decompress(rest, 1 << 20))
            rest = unpacking.unconsumed_tail
    except zlib.error:
        raise InputError(
            say("this is no DocBin of spaCy; expected what DocBin.to_disk writes")
        ) from None
    if size > _MOST_BYTES:
        raise InputError(say("the file unpacks to more than 1 GB; expected smaller files"))


class _Plain(NamedTuple):
    """What is read of a document: spans as start, end, label and the id of what they name."""

    text: str
    entities: list[tuple[int, int, str, str]]
    groups: dict[str, list[tuple[int, int, str, str]]]
    details: Any
    meta: dict[str, Any]


def _plain(doc: Doc) -> _Plain:
    said = dict[Any, Any](doc.user_data)
    meta: dict[str, Any] = {
        key: value
        for key, value in said.items()
        if isinstance(key, str) and key != KEY and isinstance(value, str | int | bool)
    }
    if doc.cats:
        meta["cats"] = {str(key): float(value) for key, value in doc.cats.items()}
    groups = {str(key): [_place(span) for span in group] for key, group in doc.spans.items()}
    entities_ = [_place(entity) for entity in doc.ents]
    return _Plain(doc.text, entities_, groups, said.get(KEY), meta)


def _place(span: Span) -> tuple[int, int, str, str]:
    return span.start_char, span.end_char, span.label_, span.kb_id_


def _record(doc: _Plain, options: ReadOptions) -> Annotated:
    if isinstance(doc.details, str):
        written = [one[:3] for one in doc.groups.get(KEY, ())]
        about = kept(any_json(doc.details.encode("utf-8")), doc.text, written)
        if about is not None:
            return restore(doc.text, about, options)
    seen = [_seen(*one, "entity") for one in doc.entities]
    seen += [_seen(*one, key) for key, group in doc.groups.items() for one in group]
    check_storable(doc.meta, "meta")
    return gather(doc.text, seen, options, doc.meta)


def _seen(start: int, end: int, label: str, kb_id: str, otherwise: str) -> Seen:
    return Seen(start, end, label or otherwise, {"kb_id": kb_id} if kb_id else {})


def _language(record: Annotated) -> Language:
    """Return the blank pipeline of an article's language, English where it names none."""
    named = record.article.meta.get("language")
    found = _CODE.match(named.lower()) if isinstance(named, str) else None
    return _blank(found[1] if found else _LANGUAGE)


@lru_cache(maxsize=4)
def _blank(code: str) -> Language:
    import spacy

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return spacy.blank(code)
        except (ImportError, ValueError, OSError):  # unknown, or with a tokenizer to install
            return spacy.blank(_ANY_LANGUAGE)


def _doc(record: Annotated, losses: Losses) -> Doc:
    from spacy.tokens import Doc, Span

    text = record.article.text
    spans = visible(text, [(span.label, span.ranges) for span in record.spans])
    flat = entities(record, losses)
    language = _language(record)
    tokens = [(token.idx, token.idx + len(token), bool(token.whitespace_)) for token in
              language.tokenizer(text)]  # fmt: skip
    edges = {edge for span in spans for edge in span[:2]}
    cuts = sorted(edges - {edge for token in tokens for edge in token[:2]})
    inside = sum(not {span.start, span.end}.isdisjoint(cuts) for span in spans)
    example = say("article {article}", article=record.article.id)
    losses.add(
        say("spans that begin or end inside a token"),
        say("the token is split there"),
        inside,
        example,
    )
    parts = _split(tokens, cuts)
    words = [text[start:end] for start, end, _ in parts]
    doc = Doc(language.vocab, words=words, spaces=[space for *_, space in parts])
    if record.annotator is not None:
        starts = [start for start, *_ in parts]
        ends = [end for _, end, _ in parts]

        def span(start: int, end: int, label: str) -> Span:
            return Span(doc, bisect_left(starts, start), bisect_left(ends, end) + 1, label=label)

        doc.spans[KEY] = [span(*one) for one in spans]
        doc.ents = tuple([span(*one) for one in flat])
    doc.user_data[KEY] = orjson.dumps(keep(record)).decode("utf-8")
    return doc


def _split(tokens: list[tuple[int, int, bool]], cuts: list[int]) -> list[tuple[int, int, bool]]:
    if not cuts:
        return tokens
    parts = []
    for start, end, space in tokens:
        own = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
        parts += [
            (left, right, space and right == end) for left, right in pairwise([start, *own, end])
        ]
    return parts
