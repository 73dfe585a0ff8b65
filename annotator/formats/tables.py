"""CSV and TSV: articles in rows; and spans in rows, to be read by spreadsheets and scripts."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

import orjson

from annotator.annotation.records import MANUAL, Annotated
from annotator.errors import InputError
from annotator.formats.common.base import Format, ReadOptions, Sourced, WriteOptions, cannot_read
from annotator.formats.common.columns import article_of, guess_columns
from annotator.formats.common.delimited import Table
from annotator.formats.common.ranges import CODEPOINT, counting
from annotator.formats.common.sources import read_bytes
from annotator.inputs import open_input
from annotator.text import decode
from annotator.words import say

_SPAN_COLUMNS = (
    "article_id", "annotator", "label", "start", "end", "text", "fragment", "span_id",
    "attributes", "note",
)  # fmt: skip
_HEAD_BYTES = 1_000_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class Csv(Format):
    """Tables of articles; see ``docs/formats.md``."""

    def columns(self, path: Path, options: ReadOptions) -> tuple[str, ...]:
        """Return the names in the first row."""
        try:
            with open_input(path, options.file) as file:
                data = file.read(_HEAD_BYTES)
        except OSError as error:
            raise cannot_read(error, options.file) from None
        if len(data) == _HEAD_BYTES and b"\0" not in data:
            data = data[: data.rfind(b"\n") + 1] or data  # no character is cut in two
        if not data.strip():
            return ()
        table = Table(decode(data, options.encoding).text, partial(_fits, options))
        return tuple(table.header)

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield an article for each row."""
        data = read_bytes(path, options)
        if data is None:
            return
        try:
            if not data.strip():
                raise InputError(
                    say("the file is empty; expected a first row with names of columns")
                )
            decoded = decode(data, options.encoding)
            table = Table(decoded.text, partial(_fits, options))
            if {"article_id", "label", "start", "end"} <= set(table.header):
                raise InputError(say("this is a table of spans; expected one of articles"))
            roles = guess_columns(table.header, options.columns)
        except InputError as error:
            options.refuse(error.at(options.file, error.line or 1))
            return
        refuse = partial(_refuse_at, options)
        for cells, line in table.rows(refuse):
            try:
                record = article_of(dict(zip(table.header, cells, strict=True)), roles, options)
            except InputError as error:
                options.refuse(error.at(options.file, line))
            else:
                yield Sourced(
                    record,
                    options.file,
                    line,
                    len(data) * line // table.lines,
                    decoded.encoding,
                    decoded.guessed,
                )


def _refuse_at(options: ReadOptions, error: InputError) -> None:
    options.refuse(error.at(options.file, error.line))


def _fits(options: ReadOptions, names: list[str]) -> bool:
    try:
        guess_columns(names, options.columns)
    except InputError:
        return False
    return True


class CsvSpans(Format):
    """A row for each fragment of each span; see ``docs/formats.md``."""

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
    add(say("statuses"), say("left out"), int(record.annotator is not None), example)
    add(say("marks that work is gold"), say("left out"), int(record.gold), example)
    add(say("articles without spans"), say("left out"), int(not spans), example)
