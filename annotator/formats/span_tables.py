"""Spans in rows: written for spreadsheets and scripts, read where the texts are known."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from annotator.annotation.records import MANUAL, Annotated, shorten
from annotator.errors import InputError
from annotator.formats.common.base import Format, ReadOptions, Sourced, WriteOptions
from annotator.formats.common.delimited import Table
from annotator.formats.common.drafts import Draft, empty_annotation
from annotator.formats.common.ranges import CODEPOINT, counting
from annotator.formats.common.sources import any_json, read_bytes
from annotator.inputs import read_input
from annotator.text import decode, normalise
from annotator.words import say

_SPAN_COLUMNS = (
    "article_id", "annotator", "label", "start", "end", "text", "fragment", "span_id",
    "attributes", "note",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NO_LETTERS = re.compile(r"[\W_]+")
_NAMES: dict[str, tuple[str, ...]] = {
    "article": (
        "articleid", "docid", "documentid", "textid", "fileid", "document", "article", "doc",
        "file", "filename", "id",
    ),
    "start": ("start", "begin", "startoffset", "startchar", "spanstart", "offsetstart", "from"),
    "end": ("end", "endoffset", "endchar", "spanend", "stop", "offsetend", "to"),
    "label": ("label", "tag", "type", "class", "category", "entitytype", "entity", "labelname"),
    "annotator": ("annotator", "user", "coder", "annotatorid", "username", "worker"),
    "text": ("text", "quote", "span", "covered", "coveredtext", "mention", "spantext", "surface"),
    "span": ("spanid",),
    "fragment": ("fragment",),
    "attributes": ("attributes",),
    "note": ("note", "comment"),
}  # fmt: skip
_NEEDED = ("article", "start", "end", "label")


def span_columns(names: Iterable[str]) -> dict[str, str] | None:
    """Return which columns of a table of spans hold what; None where it is none."""
    plain: dict[str, str] = {}
    for name in names:
        plain.setdefault(_NO_LETTERS.sub("", name).casefold(), name)
    found: dict[str, str] = {}
    for role, known in _NAMES.items():
        there = [plain[one] for one in known if one in plain]
        if there and there[0] not in found.values():
            found[role] = there[0]
    return found if all(role in found for role in _NEEDED) else None


def is_span_table(names: Iterable[str]) -> bool:
    """Tell whether a table is one of spans: it has an article, a start, an end and a label."""
    return span_columns(names) is not None


class CsvSpans(Format):
    """A row for each fragment of each span; see ``docs/formats.md``."""

    def sniff(self, head: bytes) -> bool:
        """Tell a table of spans by the names of its columns."""
        first = decode(head[:4096]).text.lstrip().split("\n", 1)[0]
        names = re.split("[,;\t|]", first.replace('"', ""))
        return is_span_table(names)

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield a record for each annotator of each article whose text is known.

        Texts come from the project, by the article's id, or from ``ID.txt`` beside the table.
        """
        data = read_bytes(path, options)
        if data is None:
            return
        try:
            table = Table(decode(data, options.encoding).text, is_span_table)
            roles = span_columns(table.header)
            if roles is None:
                raise InputError(
                    say("no table of spans; expected columns for article, start, end and label")
                )
        except InputError as error:
            options.refuse(error.at(options.file, error.line or 1))
            return
        groups: dict[tuple[str, str], list[tuple[int, dict[str, str]]]] = {}

        def refuse(error: InputError) -> None:
            options.refuse(error.at(options.file, error.line))

        for cells, line in table.rows(refuse):
            row = dict(zip(table.header, cells, strict=True))
            said = {role: _unquoted(row[name]) for role, name in roles.items()}
            groups.setdefault((said["article"], said.get("annotator", "")), []).append((line, said))
        for (article, annotator), rows in groups.items():
            first = rows[0][0]
            try:
                record = _record(article, annotator, rows, path, options)
            except InputError as error:
                options.refuse(error.at(options.file, error.line or first))
            else:
                position = len(data) * rows[-1][0] // table.lines
                yield Sourced(record, options.file, first, position)

    def beside(self, path: Path) -> tuple[Path, ...]:
        """Return the texts that lie beside the table."""
        try:
            table = Table(decode(read_input(path)).text, is_span_table)
            column = (span_columns(table.header) or {}).get("article")
            if column is None:
                return ()
            at = table.header.index(column)
            names = {_file_of(row.cells[at]) for row in table.rows(lambda _: None)}
        except (OSError, InputError):
            return ()
        found = (path.with_name(name) for name in sorted(names) if name)
        return tuple(one for one in found if one.is_file())

    def write(
        self, records: Iterable[Annotated], file: BinaryIO, options: WriteOptions | None = None
    ) -> None:
        """Write a row for each fragment, in the order of the records, spans and fragments."""
        options = options or WriteOptions()
        file.write(codecs.BOM_UTF8)
        _write_row(file, _SPAN_COLUMNS)
        article = text = None
        count = counting("", CODEPOINT)
        for record in records:
            if record.article.id != article:
                article, text = record.article.id, record.article.text
                count = counting(text, options.offset_unit or CODEPOINT)
                options.losses.add(
                    say("texts of articles"),
                    say("left out"),
                    1,
                    say("article {article}", article=article),
                )
            _count_losses(record, options)
            for span in record.spans:
                attributes = span.attributes
                for number, fragment in enumerate(span.fragments, 1):
                    _write_row(
                        file,
                        (
                            record.article.id,
                            record.annotator or "",
                            span.label,
                            str(count(fragment.start)),
                            str(count(fragment.end)),
                            fragment.text,
                            str(number),
                            span.id,
                            orjson.dumps(attributes).decode() if attributes else "",
                            span.note or "",
                        ),
                    )


def _write_row(file: BinaryIO, cells: Iterable[str]) -> None:
    row = io.StringIO(newline="")
    csv.writer(row, lineterminator="\r\n").writerow([formula_safe(cell) for cell in cells])
    file.write(row.getvalue().encode("utf-8"))


def formula_safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    One that begins with ``= + - @``, a tab or a line break, behind apostrophes or not, gets one
    more apostrophe in front: a reader that takes away one undoes it.
    """
    return f"'{cell}" if cell.lstrip("'").startswith(_FORMULA) else cell


def _count_losses(record: Annotated, options: WriteOptions) -> None:
    example = say("article {article}", article=record.article.id)
    article = record.article
    add = options.losses.add
    more = bool(article.title or article.source or article.date or article.meta)
    add(say("titles, sources, dates and metadata"), say("left out"), int(more), example)
    add(say("links"), say("left out"), len(record.links), example)
    spans = record.spans
    add(say("flags of spans"), say("left out"), sum(span.flagged for span in spans), example)
    add(
        say("origins of spans"),
        say("left out"),
        sum(span.origin != MANUAL for span in spans),
        example,
    )
    timed = sum(bool(span.created_at or span.updated_at) for span in spans)
    add(say("times of spans"), say("left out"), timed, example)
    add(say("flags of articles"), say("left out"), int(record.flagged), example)
    add(say("article labels"), say("left out"), len(record.document), example)
    add(say("statuses"), say("left out"), int(record.annotator is not None), example)
    add(say("marks that work is gold"), say("left out"), int(record.gold), example)
    add(say("articles without spans"), say("left out"), int(not spans), example)


def _record(
    article: str,
    annotator: str,
    rows: list[tuple[int, dict[str, str]]],
    path: Path,
    options: ReadOptions,
) -> Annotated:
    text = options.text_of(article)
    if text is None:
        text = _beside(article, path, options)
    draft = Draft(text, options, article_id=article, annotator=annotator or None)
    spans: dict[str, list[tuple[int, dict[str, str], tuple[int, int]]]] = {}
    for line, said in rows:
        place = _number(said["start"], "start", line), _number(said["end"], "end", line)
        if place[0] == place[1]:
            options.leave_out(empty_annotation(said["label"]), say("line {line}", line=line))
            continue
        spans.setdefault(said.get("span") or f" {line}", []).append((line, said, place))
    for name, parts in spans.items():
        line, said, _ = parts[0]
        quotes = [one.get("text") or None for _, one, _ in parts]
        try:
            draft.add_span(
                say("the span"),
                said["label"],
                sorted(place for _, _, place in parts),
                quote=None if None in quotes else " ".join(str(quote) for quote in quotes),
                id=None if name.startswith(" ") else name,
                attributes=_attributes(said.get("attributes", "")),
                note=said.get("note") or None,
            )
        except InputError as error:
            raise error.at(options.file, line) from None
    return draft.record()


def _file_of(article: str) -> str:
    """Return the name of the text that may lie beside the table; "" where none can be called so."""
    name = article if article.lower().endswith(".txt") else f"{article}.txt"
    return "" if name[0] == "." or not set(name).isdisjoint("/\\:\0") else name


def _beside(article: str, path: Path, options: ReadOptions) -> str:
    name = _file_of(article)
    if not name or not path.with_name(name).is_file():
        raise InputError(
            say(
                "the text of article “{article}” is neither in the project nor beside the table as"
                " {name}; import it first",
                article=shorten(article),
                name=shorten(name or f"{article}.txt"),
            )
        )
    data = read_input(path.with_name(name), name)
    return normalise(decode(data, options.encoding).text).text


def _number(cell: str, name: str, line: int) -> int:
    plain = cell.strip().removesuffix(".0")
    if not plain.isdecimal() or len(plain) > 12:
        reason = say("“{name}” is “{cell}”; expected a number", name=name, cell=shorten(cell))
        raise InputError(reason, line=line)
    return int(plain)


def _attributes(cell: str) -> dict[str, Any]:
    if not cell:
        return {}
    value = any_json(cell.encode("utf-8"))
    if not isinstance(value, dict):
        raise InputError(say("“attributes” is no JSON object; expected one"))
    return value


def _unquoted(cell: str) -> str:
    """Return a cell without the apostrophe that keeps spreadsheets from taking it for a formula."""
    return cell[1:] if cell[:1] == "'" and cell.lstrip("'").startswith(_FORMULA) else cell
