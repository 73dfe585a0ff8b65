"""What lies in a project file itself, read page by page without SQLite.

SQLite's own view is the file with its log over it. Where the question is whether the file is the
one that the log belongs to, that view answers nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

MAGIC = b"SQLite format 3\x00"
HEADER = 100

Reader = Callable[[int], bytes]
"""Returns a page by its number, from 1; fewer bytes where the file ends."""

_LEAF, _INTERIOR = 13, 5
_DEEPEST = 20
_SIZES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


class Header(NamedTuple):
    """What the first bytes of a file say of it; sizes in bytes."""

    page_size: int
    pages: int
    revision: int
    application: int


def header_of(data: bytes) -> Header | None:
    """Return what the first 100 bytes of an SQLite file say; None when it is no such file."""
    if len(data) < HEADER or not data.startswith(MAGIC):
        return None
    size = int.from_bytes(data[16:18], "big")
    size = 65536 if size == 1 else size
    if size < 512 or size & (size - 1):
        return None
    return Header(
        page_size=size,
        pages=int.from_bytes(data[28:32], "big"),
        revision=int.from_bytes(data[60:64], "big"),
        application=int.from_bytes(data[68:72], "big"),
    )


def info_of(read: Reader) -> dict[str, str]:
    """Return the rows of the table ``info`` by name; empty when it cannot be found."""
    try:
        for row in _rows(read, 1, 0):
            if row[:2] == ["table", "info"] and isinstance(row[3], int):
                return {str(one[0]): str(one[1]) for one in _rows(read, row[3], 0)}
    except (IndexError, ValueError, RecursionError):
        pass
    return {}


def info_on(page: bytes) -> dict[str, str]:
    """Return rows of ``info`` where a page is a leaf of it; what else it holds is wrong."""
    try:
        return {str(one[0]): str(one[1]) for one in _leaf_rows(page, 0) if len(one) == 2}
    except (IndexError, ValueError):
        return {}


def _rows(read: Reader, number: int, depth: int) -> Iterator[list[Any]]:
    """Yield the rows of a table; what is too large for its page is left out."""
    page = read(number)
    start = HEADER if number == 1 else 0
    if depth > _DEEPEST:
        raise ValueError("a circle of pages")
    if page[start] == _LEAF:
        yield from _leaf_rows(page, start)
    elif page[start] == _INTERIOR:
        count = int.from_bytes(page[start + 3 : start + 5], "big")
        for cell in range(count):
            at = start + 12 + 2 * cell
            place = int.from_bytes(page[at : at + 2], "big")
            yield from _rows(read, int.from_bytes(page[place : place + 4], "big"), depth + 1)
        last = int.from_bytes(page[start + 8 : start + 12], "big")
        yield from _rows(read, last, depth + 1)
    else:
        raise ValueError("no page of a table")


def _leaf_rows(page: bytes, start: int) -> Iterator[list[Any]]:
    if page[start] != _LEAF:
        raise ValueError("no leaf of a table")
    for cell in range(int.from_bytes(page[start + 3 : start + 5], "big")):
        at = start + 8 + 2 * cell
        place = int.from_bytes(page[at : at + 2], "big")
        size, place = _number(page, place)
        _, place = _number(page, place)  # the row's key
        if size <= len(page) - 35:  # else a part of it lies on other pages
            yield _values(page[place : place + size])


def _values(record: bytes) -> list[Any]:
    """Return the texts and whole numbers of a record; None for anything else."""
    size, at = _number(record, 0)
    kinds: list[int] = []
    while at < size:
        kind, at = _number(record, at)
        kinds.append(kind)
    values: list[Any] = []
    for kind in kinds:
        width = (kind - 12) // 2 if kind >= 12 else 8 if kind == 7 else _SIZES.get(kind, 0)
        data = record[at : at + width]
        at += width
        if kind >= 13 and kind % 2:
            values.append(data.decode("utf-8", "replace"))
        elif kind in _SIZES:
            values.append(int.from_bytes(data, "big", signed=True))
        else:
            values.append(kind - 8 if kind in (8, 9) else None)
    return values


def _number(data: bytes, at: int) -> tuple[int, int]:
    """Return a number of SQLite's variable length, and where what follows it begins."""
    value = 0
    for count in range(9):
        byte = data[at + count]
        if count == 8:
            return value << 8 | byte, at + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + count + 1
    raise ValueError("no number")
