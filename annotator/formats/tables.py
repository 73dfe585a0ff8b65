"""CSV and TSV: articles in rows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from annotator.errors import InputError
from annotator.formats.common.base import Format, ReadOptions, Sourced, cannot_read
from annotator.formats.common.columns import article_of, guess_columns
from annotator.formats.common.delimited import Table
from annotator.formats.common.sources import read_bytes
from annotator.formats.recognising.magic import check_text
from annotator.inputs import open_input
from annotator.text import decode
from annotator.words import say

_HEAD_BYTES = 1_000_000


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
            check_text(data)
            decoded = decode(data, options.encoding)
            options.say_replaced(decoded.replaced)
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
