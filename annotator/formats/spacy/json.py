"""spaCy's JSON: documents of spaCy 3, training data of spaCy 2, and texts with their entities."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from annotator.annotation.records import Annotated
from annotator.errors import InputError
from annotator.formats.common.base import Format, ReadOptions, Sourced, WriteOptions
from annotator.formats.common.json_faults import check_storable
from annotator.formats.common.losses import Losses
from annotator.formats.common.sources import any_json, read_bytes, without_mark
from annotator.formats.common.tokens import align, tokenise_all, untag
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

_PAIRS = re.compile(
    rb'\s*(?:\[\s*\[\s*"|\{\s*"classes"\s*:|\[\s*"(?:[^"\\]|\\.)*+"\s*,\s*\{)', re.DOTALL
)
_ENTITIES = re.compile(rb'(?<!\\)"entities"\s*:\s*\[')
_ENTS = re.compile(rb'(?<!\\)"ents"\s*:\s*\[')
_ORTH = re.compile(rb'(?<!\\)"orth"\s*:\s*"')
_PARAGRAPHS = re.compile(rb'(?<!\\)"paragraphs"\s*:\s*\[')
_PARAGRAPH_BREAK = "\n\n"


class SpacyJson(Format):
    """``.json`` files of spaCy; see ``docs/formats.md``."""

    def sniff(self, head: bytes) -> bool:
        """Tell it by keys of documents or of training data, or by pairs of text and entities."""
        if _PARAGRAPHS.search(head):
            return _ORTH.search(head) is not None
        if _PAIRS.match(head.removeprefix(b"\xef\xbb\xbf")):
            return _ENTITIES.search(head) is not None
        return _ENTS.search(head) is not None

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield a record for each document."""
        data = read_bytes(path, options)
        if data is None:
            return
        try:
            documents = _on_lines(data) or _documents(any_json(data))
        except InputError as error:
            options.refuse(error.at(options.file, error.line))
            return
        for where, value in documents:
            try:
                record = _record(value, options)
            except InputError as error:
                inside = error.inside(where) if where else error
                options.refuse(inside.at(options.file, None))
            else:
                yield Sourced(record, options.file, None, len(data))

    def write(
        self, records: Iterable[Annotated], file: BinaryIO, options: WriteOptions | None = None
    ) -> None:
        """Write a list of documents, one on each line, as ``Doc.from_json`` takes them."""
        losses = options.losses if options else Losses()
        before = b"[\n"
        for record in records:
            file.write(before + orjson.dumps(_document(record, losses)))
            before = b",\n"
        file.write(b"\n]\n" if before == b",\n" else b"[]\n")


def _document(record: Annotated, losses: Losses) -> dict[str, Any]:
    text = record.article.text
    spans = visible(text, [(span.label, span.ranges) for span in record.spans])
    flat = entities(record, losses)
    tokens = tokenise_all(text, [(span.start, span.end) for span in spans])
    document: dict[str, Any] = {}
    if record.annotator is not None:
        document["ents"] = [
            {"start": start, "end": end, "label": label} for start, end, label in flat
        ]
        document["spans"] = {
            KEY: [
                {"start": start, "end": end, "label": label, "kb_id": ""}
                for start, end, label in spans
            ]
        }
    else:
        document["ents"] = []
    document["text"] = text
    document["tokens"] = [
        {"id": number, "start": token.start, "end": token.end}
        for number, token in enumerate(tokens)
    ]
    document[KEY] = keep(record)  # not under "_": spaCy takes there only what it was told of
    return document


def _on_lines(data: bytes) -> list[tuple[str, Any]]:
    """Return pairs of which each stands on a line of its own; none where the file is no such."""
    lines = [line for line in without_mark(data).split(b"\n") if line.strip()]
    if len(lines) < 2 or not all(line.lstrip().startswith(b"[") for line in lines):
        return []
    try:
        values = [any_json(line) for line in lines]
    except InputError:
        return []
    if not all(_is_pair(value) for value in values):
        return []
    return [(f"[{number}]", value) for number, value in enumerate(values)]


def _documents(value: Any) -> list[tuple[str, Any]]:
    """Return the documents of a file and where each stands."""
    where = ""
    if isinstance(value, dict) and isinstance(value.get("annotations"), list):
        where, value = "annotations", value["annotations"]
    if isinstance(value, dict) or _is_pair(value):
        return [("", value)]
    if not isinstance(value, list):
        raise InputError(say("expected a list of documents, or one document"))
    return [(f"{where}[{at}]", one) for at, one in enumerate(value) if one is not None]


def _is_pair(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and isinstance(value[0], str)
        and isinstance(value[1], dict)
    )


def _record(value: Any, options: ReadOptions) -> Annotated:
    if _is_pair(value):
        return _of_pair(value[0], value[1], options)
    if isinstance(value, dict) and isinstance(value.get("paragraphs"), list):
        return _of_paragraphs(value, options)
    if isinstance(value, dict) and isinstance(value.get("text"), str):
        return _of_document(value, options)
    raise InputError(
        say(
            "this is no document of spaCy; expected “text”, “paragraphs”, or a text and"
            " its entities"
        )
    )


def _of_document(value: dict[str, Any], options: ReadOptions) -> Annotated:
    text = value["text"]
    groups = _groups(value.get("spans"))
    if isinstance(value.get(KEY), dict):
        written = [(one.start, one.end, one.label) for one in groups.get(KEY, ())]
        about = kept(value[KEY], text, written)
        if about is not None:
            return restore(text, about, options)
    seen = _list(value.get("ents"), "ents", "entity")
    seen += _list(value.get("entities"), "entities", "entity")
    seen += [one for group in groups.values() for one in group]
    more = value.get("_")
    meta = dict(more) if isinstance(more, dict) else {}
    return gather(text, seen, options, _with_cats(value, meta))


def _of_pair(text: str, said: dict[str, Any], options: ReadOptions) -> Annotated:
    found = said.get("entities")
    if isinstance(found, list) and found and all(isinstance(one, str | None) for one in found):
        seen = _of_tags(text, said.get("words", said.get("orth", said.get("ORTH"))), found)
    else:
        seen = _list(found, "entities", "entity")
    seen += [one for group in _groups(said.get("spans")).values() for one in group]
    return gather(text, seen, options, _with_cats(said, {}))


def _with_cats(value: dict[str, Any], meta: dict[str, Any]) -> dict[str, Any]:
    if cats := value.get("cats"):
        meta["cats"] = cats
    check_storable(meta, "meta")
    return meta


def _groups(value: Any) -> dict[str, list[Seen]]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise InputError(say("“spans” is no object; expected lists of spans by name"))
    return {key: _list(group, f"spans.{key}", key) for key, group in value.items()}


def _list(value: Any, where: str, otherwise: str) -> list[Seen]:
    """Return spans given as objects or as ``[start, end, label]``."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise InputError(say("“{where}” is no list; expected a list of spans", where=where))
    return [_span(one, f"{where}[{at}]", otherwise) for at, one in enumerate(value)]


def _span(value: Any, where: str, otherwise: str) -> Seen:
    if isinstance(value, dict):
        parts = [value.get(key) for key in ("start", "end", "label", "kb_id")]
    elif isinstance(value, list) and len(value) in (3, 4):
        parts = [*value, None][:4]
    else:
        raise InputError(say("“{where}” is no span; expected start, end and label", where=where))
    start, end, label, kb_id = parts
    if type(start) is not int or type(end) is not int:
        raise InputError(say("“{where}”: expected whole numbers as start and end", where=where))
    if not isinstance(label, str | None):
        raise InputError(say("“{where}”: expected text as label", where=where))
    return Seen(start, end, label or otherwise, {"kb_id": kb_id} if kb_id else {})


def _of_tags(text: str, words: Any, tags: list[Any]) -> list[Seen]:
    if not _is_texts(words) or len(words) != len(tags):
        raise InputError(say("“entities” holds tags; expected as many “words”"))
    places = align(text, words)
    if isinstance(places, int):
        raise InputError(say("“words[{number}]” does not come next in the text", number=places))
    return _runs(places, tags)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value)


def _runs(places: list[tuple[int, int]], tags: list[Any]) -> list[Seen]:
    """Return spans of BILUO tags; "-" and null mean that nothing is known."""
    known = ["O" if tag in (None, "", "-") else tag for tag in tags]
    return [
        Seen(places[first][0], places[last][1], label, {}) for first, last, label in untag(known)
    ]


def _of_paragraphs(value: dict[str, Any], options: ReadOptions) -> Annotated:
    """Return the record of a document of spaCy 2: its paragraphs are one article."""
    text = ""
    seen: list[Seen] = []
    for at, paragraph in enumerate(value["paragraphs"]):
        where = f"paragraphs[{at}]"
        if not isinstance(paragraph, dict):
            raise InputError(
                say("“{where}” is no object; expected one with “sentences”", where=where)
            )
        part, found = _paragraph(paragraph, where)
        if at:
            text += _PARAGRAPH_BREAK
        seen += [
            one._replace(start=one.start + len(text), end=one.end + len(text)) for one in found
        ]
        text += part
    number = value.get("id")
    return gather(text, seen, options, {} if number is None else {"document": number})


def _paragraph(paragraph: dict[str, Any], where: str) -> tuple[str, list[Seen]]:
    tokens = _tokens(paragraph.get("sentences"), where)
    words = [word for token in tokens if isinstance(word := token.get("orth"), str) and word]
    raw = paragraph.get("raw")
    if len(words) < len(tokens):
        raise InputError(
            say("“{where}”: a token has no “orth”; expected the token’s text", where=where)
        )
    if not isinstance(raw, str):
        pieces = [(word, " " if token.get("space") is not False else "")
                  for word, token in zip(words, tokens, strict=True)]  # fmt: skip
        raw = "".join(word + space for word, space in pieces)
        if pieces and tokens[-1].get("space") is None:
            raw = raw[:-1]
    solid = [at for at, word in enumerate(words) if word.strip()]
    places = align(raw, [words[at] for at in solid])
    if isinstance(places, int):
        raise InputError(
            say(
                "“{where}”: token {number} does not come next in “raw”",
                where=where,
                number=solid[places] + 1,
            )
        )
    tags = [tokens[at].get("ner") for at in solid]
    if not all(isinstance(tag, str | None) for tag in tags):
        raise InputError(
            say("“{where}”: a token’s “ner” is no text; expected a tag, as B-PER", where=where)
        )
    if any(tags):
        return raw, _runs(places, tags)
    return raw, _list(paragraph.get("entities"), f"{where}.entities", "entity")


def _tokens(sentences: Any, where: str) -> list[dict[str, Any]]:
    found = []
    for sentence in sentences if isinstance(sentences, list) else [None]:
        tokens = sentence.get("tokens") if isinstance(sentence, dict) else None
        if not isinstance(tokens, list) or not all(isinstance(token, dict) for token in tokens):
            raise InputError(say("“{where}”: expected “sentences” with “tokens”", where=where))
        found += tokens
    return found
