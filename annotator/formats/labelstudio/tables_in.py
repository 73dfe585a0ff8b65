"""Label Studio's CSV: its short JSON, a row for each annotation, lists as JSON in cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from annotator.annotation.records import Annotated
from annotator.errors import InputError
from annotator.formats.common.base import ReadOptions, Sourced
from annotator.formats.common.delimited import Table
from annotator.formats.common.sources import any_json, read_bytes
from annotator.text import decode

_SIGN = "annotation_id"
_NUMBERS = ("annotator", "annotation_id", "id")


def is_table(head: bytes) -> bool:
    """Tell Label Studio's CSV by a column that it alone writes."""
    names = head.split(b"\n", 1)[0].decode("utf-8", "replace").replace("\t", ",").split(",")
    return _SIGN in [name.strip(' "\r') for name in names]


def read_table(
    path: Path, options: ReadOptions, read: Callable[[dict[str, Any]], list[Annotated]]
) -> Iterator[Sourced]:
    """Yield what ``read`` makes of each row, given as an object of the short JSON.

    Raises:
        InputError: through ``options.refuse``.

    """
    data = read_bytes(path, options)
    if data is None:
        return
    try:
        table = Table(decode(data, options.encoding).text, lambda names: _SIGN in names)
    except InputError as error:
        options.refuse(error.at(options.file, error.line or 1))
        return
    for cells, line in table.rows(lambda error: options.refuse(error.at(options.file, error.line))):
        options.notes.line = line
        try:
            row = {name: _value(name, cell) for name, cell in zip(table.header, cells, strict=True)}
            records = read({name: value for name, value in row.items() if value != ""})
        except InputError as error:
            options.refuse(error.at(options.file, line))
            continue
        for record in records:
            yield Sourced(record, options.file, line, len(data) * line // table.lines)


def _value(name: str, cell: str) -> Any:
    if name in _NUMBERS and cell.isdecimal() and len(cell) < 10:
        return int(cell)
    if cell[:1] in ("[", "{") and cell[-1:] in ("]", "}"):
        try:
            return any_json(cell.encode("utf-8", "replace"))
        except InputError:
            return cell
    return cell
