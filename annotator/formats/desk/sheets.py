"""Spreadsheets: an article in each row of each sheet, as in tables."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from annotator.annotation.records import Annotated
from annotator.errors import InputError
from annotator.extras import how_to_get
from annotator.formats.common.base import Format, ReadOptions, Sourced
from annotator.formats.common.columns import article_of, guess_columns
from annotator.formats.common.sources import read_bytes
from annotator.formats.desk.documents import Package
from annotator.words import say


class Sheets(Format):
    """Excel's ``.xlsx`` and OpenDocument's ``.ods``; see ``docs/formats.md``."""

    def columns(self, path: Path, options: ReadOptions) -> tuple[str, ...]:
        """Return the names in the first rows of the sheets."""
        data = read_bytes(path, options)
        if data is None:
            return ()
        found: dict[str, None] = {}
        for _, header, _ in _sheets(data):
            found.update(dict.fromkeys(header))
        return tuple(found)

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield an article for each row."""
        data = read_bytes(path, options)
        if data is None:
            return
        try:
            sheets = list(_sheets(data))
            if not sheets:
                raise InputError(say("the workbook is empty; expected a first row with names"))
        except InputError as error:
            options.refuse(error.at(options.file, error.line))
            return
        for number, (name, header, rows) in enumerate(sheets, 1):
            try:
                roles = guess_columns(header, options.columns)
            except InputError as error:
                if len(sheets) > 1 and not options.columns:
                    options.leave_out(say("sheet without a column for the text"), name)
                else:
                    options.refuse(error.inside(name).at(options.file, None))
                continue
            for line, row in enumerate(rows, 2):
                try:
                    record = _record(header, row, roles, options)
                except InputError as error:
                    where = say("sheet {name}, row {line:,}", name=name, line=line)
                    options.refuse(error.inside(where).at(options.file, None))
                    continue
                if record is not None:
                    yield Sourced(record, options.file, None, len(data) * number // len(sheets))


def _record(
    header: Sequence[str], row: Sequence[Any], roles: dict[str, str], options: ReadOptions
) -> Annotated | None:
    cells = [_plain(one) for one in row]
    if not any(one not in ("", None) for one in cells):
        return None
    said = dict(zip(header, cells, strict=False))
    text = said.get(roles["text"])
    if isinstance(text, int | float) and not isinstance(text, bool):
        said[roles["text"]] = str(text)
    return article_of(said, roles, options)


def _sheets(data: bytes) -> Iterator[tuple[str, list[str], list[list[Any]]]]:
    """Yield each sheet that is not empty: its name, its first row as names, and the others.

    Raises:
        InputError: it cannot be read, or the library is missing.

    """
    try:
        import python_calamine
    except ImportError:
        raise InputError(
            say("spreadsheets need python-calamine; {how}", how=how_to_get("files"))
        ) from None
    package = Package(data, say("workbook"))
    for name in package.names:  # what unpacks to far too much is refused before it is read
        package.read(name)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [(name, book.get_sheet_by_name(name).to_python()) for name in book.sheet_names]
    except Exception as error:  # noqa: BLE001 – the library raises whatever a damaged file causes
        raise InputError(say("this workbook cannot be read: {why}", why=str(error))) from None
    for name, rows in sheets:
        if not rows:
            continue
        header: dict[str, None] = {}
        for number, cell in enumerate(rows[0], 1):
            column = str(cell).strip() or f"column {number}"
            while column in header:
                column += f" ({number})"
            header[column] = None
        yield name, list(header), rows[1:]


def _plain(cell: Any) -> Any:
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell
