"""Token classification as Hugging Face's ``datasets`` have it, and a folder that they open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Self

import msgspec
import orjson

from annotator.annotation.records import MANUAL, Annotated, shorten
from annotator.errors import InputError
from annotator.formats.common.base import Format, ReadOptions, Sourced, WriteOptions
from annotator.formats.common.drafts import (
    Draft,
    article_id,
    count_bare,
    describe,
    is_foreign,
    status_named,
)
from annotator.formats.common.json_faults import wrong_value
from annotator.formats.common.losses import Losses
from annotator.formats.common.sources import any_json, read_lines
from annotator.formats.common.tokens import (
    OUTSIDE,
    Range,
    align,
    edges,
    flatten,
    tag,
    tokenise,
    untag,
)
from annotator.formats.huggingface.card import CARD, TagNames, card
from annotator.formats.recognising.peek import as_lines
from annotator.words import say

TOKEN_KEYS = ("tokens", "words")
TAG_KEYS = ("ner_tags", "tags", "ner", "labels")
_SIGN_TOKENS = re.compile(rb'(?<!\\)"(?:tokens|words)"\s*:\s*\[\s*(?:"|\])')
_SIGN_TAGS = re.compile(rb'(?<!\\)"(?:ner_tags|tags|ner|labels)"\s*:\s*\[\s*(?:"|\d|\])')


class _Row(msgspec.Struct):
    text: str | None = None
    token_starts: list[int] | None = None
    token_ends: list[int] | None = None
    id: Any = None
    article_id: str | None = None
    annotator: str | None = None
    title: str | None = None
    source: str | None = None
    date: str | None = None
    meta: str | dict[str, Any] | None = None
    status: str | None = None
    flagged: bool | None = None
    gold: bool | None = None
    document: str | dict[str, Any] | None = None


class _Span(msgspec.Struct):
    label: str
    starts: list[int]
    ends: list[int]
    id: str | None = None
    text: str | None = None
    attributes: str = "{}"
    note: str | None = None
    flagged: bool = False
    origin: str = MANUAL
    created_at: str = ""
    updated_at: str = ""


class _Link(msgspec.Struct):
    type: str
    source: str = msgspec.field(name="from")
    target: str = msgspec.field(name="to")
    id: str | None = None


_OUR_KEYS = frozenset(_Row.__struct_encode_fields__)


class HfTokens(Format):
    """JSON lines with tokens and tags; see ``docs/formats.md``."""

    def sniff(self, head: bytes) -> bool:
        """Tell rows by a list of words and a list of tags."""
        return (
            is_foreign(head)
            and _SIGN_TOKENS.search(head) is not None
            and _SIGN_TAGS.search(head) is not None
        )

    def recognises(self, records: Sequence[Any]) -> bool:
        """Tell rows in a list or an object as those on lines."""
        objects = [one for one in records if isinstance(one, dict)]
        return bool(objects) and self.sniff(as_lines(objects))

    def beside(self, path: Path) -> tuple[Path, ...]:
        """Return the files that may name the tags: the dataset's card and description."""
        return named_beside(path)

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield a record for each row."""
        names = TagNames(self.beside(path))
        yield from read_lines(path, options, lambda line: read_row(line, names, options))

    def write(
        self, records: Iterable[Annotated], file: BinaryIO, options: WriteOptions | None = None
    ) -> None:
        """Write a row for each record, tags by name."""
        losses = options.losses if options else Losses()
        for record in records:
            row, _ = _row(record, losses)
            count_bare(record, losses)
            losses.add(
                say("links"),
                say("left out"),
                len(record.links),
                say("article {article}", article=record.article.id),
            )
            file.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))


class HfDataset(Format):
    """A folder that ``datasets.load_dataset`` opens; see ``docs/formats.md``."""

    def write_folder(
        self, records: Iterable[Annotated], folder: Path, options: WriteOptions | None = None
    ) -> None:
        """Write ``data/train.jsonl`` and a card that declares its columns."""
        self.write_splits([("train", records)], folder, options)

    def write_splits(
        self,
        splits: Iterable[tuple[str, Iterable[Annotated]]],
        folder: Path,
        options: WriteOptions | None = None,
    ) -> None:
        """Write ``data/NAME.jsonl`` for each split, and one card that declares them."""
        with CardBeside(folder, options or WriteOptions(), ".jsonl") as beside:
            for name, records in splits:
                with (folder / "data" / f"{name}.jsonl").open("wb") as file:
                    file.writelines(
                        orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)
                        for row in beside.rows(name, records)
                    )


class CardBeside:
    """Makes rows of records and writes the card that declares them when the block ends."""

    def __init__(self, folder: Path, options: WriteOptions, suffix: str) -> None:
        self._folder = folder
        self._options = options
        self._suffix = suffix
        self._used: set[str] = set()
        self._rows: dict[str, int] = {}
        self._spans = 0
        self._losses = Losses()

    def __enter__(self) -> Self:
        (self._folder / "data").mkdir(parents=True)
        return self

    def rows(self, split: str, records: Iterable[Annotated]) -> Iterator[dict[str, Any]]:
        """Yield a row for each record of a split."""
        self._rows[split] = 0
        for record in records:
            # The tags are a view of the spans, which are all there: nothing is lost.
            row, tagged = whole_row(record, self._losses, self._options.tag_columns)
            self._used |= tagged
            self._rows[split] += 1
            self._spans += len(record.spans)
            yield row

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            return
        order = [one.name for one in self._options.labels]
        names = [one for one in order if one in self._used] + sorted(self._used - set(order))
        text = card(
            names,
            self._rows,
            self._spans,
            columns=self._options.tag_columns,
            losses=self._losses,
            suffix=self._suffix,
        )
        (self._folder / CARD).write_text(text, "utf-8", newline="\n")


def whole_row(
    record: Annotated, losses: Losses, columns: Sequence[str]
) -> tuple[dict[str, Any], set[str]]:
    """Return a record as a row with all of its spans, and the labels of its tags.

    Args:
        record: the article and one annotator's work.
        losses: takes note of what the tags, not the spans, cannot hold.
        columns: labels that have tags of their own under ``tags``.

    """
    row, used = _row(record, losses, columns)
    row |= {
        "spans": [_span(span) for span in record.spans],
        "links": [
            {"id": link.id, "type": link.type, "from": link.source, "to": link.target}
            for link in record.links
        ],
    }
    return row, set(used)


def named_beside(path: Path) -> tuple[Path, ...]:
    """Return the files that may name the tags of a file: in its folder, or above a ``data``."""
    near = (path.parent, path.parent.parent) if path.parent.name == "data" else (path.parent,)
    names = (CARD, "dataset_info.json", "dataset_infos.json")
    return tuple(folder / name for folder in near for name in names)


def read_row(line: bytes, names: TagNames, options: ReadOptions) -> Annotated:
    """Return the record of a row with tokens and tags, given as JSON.

    Raises:
        InputError: it is none, or its tags have no names.

    """
    value = any_json(line)
    if not isinstance(value, dict):
        raise InputError(say("the line: expected an object"))
    token_key = next((key for key in TOKEN_KEYS if key in value), TOKEN_KEYS[0])
    tag_key = next((key for key in TAG_KEYS if key in value), TAG_KEYS[0])
    ours = "article_id" in value and "spans" in value
    known = _OUR_KEYS | {token_key, tag_key} | ({"spans", "links", "tags"} if ours else set())
    try:
        row = msgspec.convert(value, _Row)
        tokens = _list(value, token_key, list[str])
        given = _list(value, tag_key, list[str | int])
        spans = msgspec.convert(value["spans"], list[_Span]) if ours else []
        links = msgspec.convert(value.get("links") or [], list[_Link]) if ours else []
    except msgspec.ValidationError as error:
        raise InputError(wrong_value(error)) from None
    if len(tokens) != len(given):
        raise InputError(
            say(
                "there {tokens:is|are} {tokens} {tokens:token|tokens} but {tags}"
                " {tags:tag|tags}; expected as many",
                tokens=len(tokens),
                tags=len(given),
            )
        )
    text, places = _placed(row, tokens)
    draft = Draft(
        text,
        options,
        article_id=article_id(row.article_id, row.id),
        annotator=row.annotator or None,
    )
    others = {key: one for key, one in value.items() if key not in known}
    options.look_for_spans(others, text)
    meta = _meta(row.meta) | others
    if row.id is not None and article_id(None, row.id) is None:
        meta.setdefault("id", row.id)
    if ours:
        _add_spans(draft, spans, links)
    else:
        tags = _named(given, tag_key, names)
        for first, last, label in untag(tags):
            place = places[first][0], places[last][1]
            draft.add_span(f"{tag_key}[{first}]", label, [place])
    return draft.record(
        title=row.title,
        source=row.source,
        date=row.date or "",
        meta=meta,
        status=status_named(row.status or None),
        flagged=bool(row.flagged),
        gold=bool(row.gold),
        document=_meta(row.document) if ours else None,
    )


def _list(value: dict[str, Any], key: str, type: Any) -> Any:  # noqa: A002
    try:
        return msgspec.convert(value.get(key), type)
    except msgspec.ValidationError as error:
        raise InputError(wrong_value(error, key)) from None


def _placed(row: _Row, tokens: list[str]) -> tuple[str, list[Range]]:
    """Return the text and where its tokens stand."""
    if row.text is None:
        places = []
        start = 0
        for token in tokens:
            places.append((start, start + len(token)))
            start += len(token) + 1
        return " ".join(tokens), places
    if row.token_starts is None or row.token_ends is None:
        found = align(row.text, tokens)
        if isinstance(found, int):
            raise InputError(
                say(
                    "tokens[{number}], “{token}”, does not come next in “text”",
                    number=found,
                    token=shorten(tokens[found]),
                )
            )
        return row.text, found
    if not len(row.token_starts) == len(row.token_ends) == len(tokens):
        raise InputError(say("“token_starts” and “token_ends” are not as many as the tokens"))
    places = list(zip(row.token_starts, row.token_ends, strict=True))
    for number, (token, (start, end)) in enumerate(zip(tokens, places, strict=True)):
        if row.text[max(0, start) : max(0, end)] != token:
            raise InputError(
                say(
                    "tokens[{number}] is “{token}” but the text at {start} to {end} is “{text}”",
                    number=number,
                    token=shorten(token),
                    start=start,
                    end=end,
                    text=shorten(row.text[max(0, start) : max(0, end)]),
                )
            )
    return row.text, places


def _named(given: list[str | int], column: str, names: TagNames) -> list[str]:
    tags = []
    for number, one in enumerate(given):
        if isinstance(one, str):
            tags.append(one)
            continue
        known = names.of(column)
        if not known:
            raise InputError(
                say(
                    "“{column}” are numbers, and no {card} or dataset_info.json beside the file"
                    " names them; expected names, as B-PER",
                    column=column,
                    card=CARD,
                )
            )
        if one == -100:  # what training code puts where a token does not count
            tags.append(OUTSIDE)
        elif 0 <= one < len(known):
            tags.append(known[one])
        else:
            raise InputError(
                say(
                    "{column}[{number}] is {value}; expected 0 to {most}",
                    column=column,
                    number=number,
                    value=one,
                    most=len(known) - 1,
                )
            )
    return tags


def _meta(given: str | dict[str, Any] | None) -> dict[str, Any]:
    if not given:
        return {}
    if isinstance(given, dict):
        return given
    try:
        value = any_json(given.encode("utf-8"))
    except InputError:
        value = None
    return value if isinstance(value, dict) else {"meta": given}


def _add_spans(draft: Draft, spans: list[_Span], links: list[_Link]) -> None:
    for number, span in enumerate(spans):
        where = f"spans[{number}]"
        if not span.starts or len(span.starts) != len(span.ends):
            raise InputError(
                say("{where}: expected as many “starts” as “ends”, at least one", where=where)
            )
        attributes = _meta(span.attributes)
        draft.add_span(
            where,
            span.label,
            list(zip(span.starts, span.ends, strict=True)),
            quote=span.text,
            id=span.id,
            attributes=attributes,
            note=span.note or None,
            flagged=span.flagged,
            origin=span.origin or MANUAL,
            created_at=span.created_at,
            updated_at=span.updated_at,
        )
    for number, link in enumerate(links):
        draft.add_link(f"links[{number}]", link.type, link.source, link.target, link.id)


def _row(
    record: Annotated, losses: Losses, columns: Sequence[str] = ()
) -> tuple[dict[str, Any], list[str]]:
    """Return a record as a row without spans, and the labels of its tags.

    Every row has the same keys with values of the same types, as a table needs them: what may
    hold anything is JSON in a text, what is missing is an empty text.
    """
    text = record.article.text
    spans = flatten(record, Losses() if columns else losses)
    nested = {label: flatten(_only(record, label), losses) for label in columns}
    cuts = [edge for one in (spans, *nested.values()) for edge in edges(one)]
    tokens = tokenise(text, cuts)
    about = describe(record)
    row: dict[str, Any] = {
        "article_id": about["article_id"],
        "text": text,
        "tokens": [text[start:end] for start, end in tokens],
        "token_starts": [start for start, _ in tokens],
        "token_ends": [end for _, end in tokens],
        "ner_tags": tag(tokens, spans),
        "annotator": about["annotator"] or "",
        "status": about["status"],
        "flagged": record.flagged,
        "gold": record.gold,
        "title": about["title"],
        "source": about["source"],
        "date": about["date"],
        "meta": orjson.dumps(about["meta"]).decode("utf-8"),
        "document": orjson.dumps(record.document).decode("utf-8"),
    }
    if columns:
        row["tags"] = {
            label: [one[0] for one in tag(tokens, flat)] for label, flat in nested.items()
        }
    return row, [span.label for span in spans]


def _only(record: Annotated, label: str) -> Annotated:
    """Return a record with the spans of one label."""
    spans = tuple(span for span in record.spans if span.label == label)
    return msgspec.structs.replace(record, spans=spans)


def _span(span: Any) -> dict[str, Any]:
    return {
        "id": span.id,
        "label": span.label,
        "starts": [start for start, _ in span.ranges],
        "ends": [end for _, end in span.ranges],
        "text": span.text,
        "attributes": orjson.dumps(span.attributes).decode("utf-8"),
        "note": span.note or "",
        "flagged": span.flagged,
        "origin": span.origin,
        "created_at": span.created_at,
        "updated_at": span.updated_at,
    }
