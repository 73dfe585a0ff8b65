"""Rows of CSV and TSV files, whatever their delimiter, quotes and line breaks."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from annotator.errors import InputError
from annotator.words import Message, say

_DELIMITERS = ",;\t|"
_SAMPLE = 200_000
_SAMPLE_ROWS = 200
_LARGEST_CELL = 2**31 - 1
_NAMED_DELIMITER = re.compile(r"\"?sep=(.)\"?\r?\n", re.IGNORECASE)


class Row(NamedTuple):
    """One row.

    Attributes:
        cells: as many as the header has.
        line: on which line of the file it begins, from 1.

    """

    cells: list[str]
    line: int


class _Manner(NamedTuple):
    delimiter: str
    escape: str | None


class Table:
    """A table as text.

    Args:
        text: of the whole file, line breaks as they came.
        fits: tells whether names of columns are those that are looked for.

    Attributes:
        header: the names of the columns, each once.
        lines: how many there are in the file.

    Raises:
        InputError: there is no header.

    """

    def __init__(self, text: str, fits: Callable[[list[str]], bool]) -> None:
        csv.field_size_limit(_LARGEST_CELL)  # the whole file is in memory already
        named = _NAMED_DELIMITER.match(text)
        self._skipped = 1 if named else 0
        self.lines = max(text.count("\n"), text.count("\r")) + 1
        self._text = text[named.end() :] if named else text
        self._manner = _manner(self._text, named[1] if named else _DELIMITERS, fits)
        self._reader = _reader(self._text, self._manner)
        header = self._next_row()[0]
        if header is None:
            raise InputError(say("the table is empty; expected a first row with names of columns"))
        while header and not header[-1].strip():
            header.pop()
        self.header = _each_once(header)

    def rows(self, refuse: Callable[[InputError], None]) -> Iterator[Row]:
        """Yield the rows behind the header; blank ones are passed over.

        Args:
            refuse: called with each row that does not fit, the error with its line.

        """
        width = len(self.header)
        while True:
            try:
                cells, line = self._next_row()
            except InputError as error:
                refuse(error)
                continue
            if cells is None:
                return
            while len(cells) > width and not cells[-1]:
                cells.pop()
            if len(cells) == width:
                yield Row(cells, line)
            else:
                reason = say(
                    "this row has {n:,} cells, the header has {width:,}", n=len(cells), width=width
                )
                refuse(InputError(reason, line=line))

    def _next_row(self) -> tuple[list[str] | None, int]:
        """Return the next row that is not blank, or None at the end, and its first line."""
        while True:
            line = self._reader.line_num + 1 + self._skipped
            try:
                cells = next(self._reader, None)
            except csv.Error as error:
                raise InputError(_plainly(error), line=line) from None
            if cells is None or any(cell.strip() for cell in cells):
                return cells, line


def _plainly(error: csv.Error) -> Message:
    said = str(error)
    if "end of data" in said:
        return say("a quotation mark that opens in this row is never closed")
    if "expected after" in said:
        return say("a quotation mark inside a cell is not doubled")
    return say("this row cannot be read: {why}", why=said)


def _reader(text: str, manner: _Manner) -> Any:
    return csv.reader(
        io.StringIO(text, newline=""),
        delimiter=manner.delimiter,
        escapechar=manner.escape,
        strict=True,
    )


def _manner(text: str, delimiters: str, fits: Callable[[list[str]], bool]) -> _Manner:
    """Return how the table is written: where its names fit, else where its rows are alike."""
    sample = text[:_SAMPLE]
    whole = len(sample) == len(text)
    best, best_score = _Manner(delimiters[0], None), (False, False, 0.0, 0)
    for delimiter in delimiters:
        for escape in (None, "\\"):
            manner = _Manner(delimiter, escape)
            rows, sound = _try(sample, manner, whole=whole)
            if not rows:
                continue
            width = len(rows[0])
            alike = Counter(len(row) for row in rows)[width] / len(rows)
            names = [cell.strip() for cell in rows[0]]
            score = (fits(names), sound, alike if width > 1 else 0.0, width)
            if score > best_score:
                best, best_score = manner, score
    return best


def _try(sample: str, manner: _Manner, *, whole: bool) -> tuple[list[list[str]], bool]:
    rows: list[list[str]] = []
    reader = _reader(sample, manner)
    while len(rows) < _SAMPLE_ROWS:
        try:
            row = next(reader, None)
        except csv.Error as error:
            return rows, "end of data" in str(error) and not whole
        if row is None:
            break
        if any(cell.strip() for cell in row):
            rows.append(row)
    return rows, True


def _each_once(names: list[str]) -> list[str]:
    """Return names without white space around them, numbered where they are missing or repeated."""
    made: dict[str, None] = {}
    for number, name in enumerate(names, 1):
        name = name.strip() or f"column {number}"
        while name in made:
            name += f" ({number})"
        made[name] = None
    return list(made)
