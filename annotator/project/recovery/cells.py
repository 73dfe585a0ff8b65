"""What lies in the pages of an SQLite file: cells, their records, and the numbers within.

Nothing here trusts what it reads: what does not add up raises ``TornError``, and never anything
else. The format is told at https://www.sqlite.org/fileformat2.html.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

INTERIOR_INDEX, INTERIOR_TABLE, LEAF_INDEX, LEAF_TABLE = 2, 5, 10, 13
_KINDS = (INTERIOR_INDEX, INTERIOR_TABLE, LEAF_INDEX, LEAF_TABLE)
_FIRST_HEADER = 100  # bytes of page 1 before its own
_SIZES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}  # of integers, by serial type

Row = tuple[Any, ...]


class TornError(Exception):
    """Bytes that are no part of a whole page."""


class BadText(bytes):
    """A text whose bytes are no UTF-8."""


class Cell(NamedTuple):
    """One cell of a page.

    Attributes:
        child: the page to its left; 0 in leaves.
        rowid: None in indexes and tables that have none.
        length: of the payload, in bytes; 0 where there is none.
        local: the part of the payload that lies in the page.
        overflow: the page where the rest begins, 0 for none.
        size: of the cell in the page, in bytes.

    """

    child: int
    rowid: int | None
    length: int
    local: bytes
    overflow: int
    size: int


class Page(NamedTuple):
    """A page of a tree as far as it could be read.

    Attributes:
        cells: those that could be read, in order.
        right: the rightmost child of an interior page, else 0.
        torn: how many cells could not be read.
        sound: whether every byte is accounted for; else cells may be missing unseen.

    """

    number: int
    kind: int
    cells: list[Cell]
    right: int
    torn: int
    sound: bool

    @property
    def is_leaf(self) -> bool:
        """Whether no page lies below it."""
        return self.kind in (LEAF_INDEX, LEAF_TABLE)


def read_varint(data: bytes, at: int) -> tuple[int, int]:
    """Return a number of variable length, signed, and where it ends."""
    value = 0
    for index in range(at, at + 8):
        try:
            byte = data[index]
        except IndexError:
            raise TornError from None
        value = (value << 7) | (byte & 0x7F)
        if byte < 0x80:
            return value, index + 1
    if at + 8 >= len(data):
        raise TornError
    value = (value << 8) | data[at + 8]
    return (value - (1 << 64) if value >= 1 << 63 else value), at + 9


def read_record(payload: bytes) -> Row:
    """Return the values of a record; a text that is no UTF-8 as ``BadText``.

    Raises:
        TornError: its parts do not add up.

    """
    length, at = read_varint(payload, 0)
    if not at <= length <= len(payload):
        raise TornError
    values: list[Any] = []
    body = length
    while at < length:
        kind = payload[at]
        if kind < 0x80:
            at += 1
        else:
            kind, at = read_varint(payload, at)
        if kind >= 12:
            end = body + ((kind - 12) >> 1)
            piece = payload[body:end]
            if kind & 1:
                try:
                    values.append(piece.decode())
                except UnicodeDecodeError:
                    values.append(BadText(piece))
            else:
                values.append(piece)
        elif kind in _SIZES:
            end = body + _SIZES[kind]
            values.append(int.from_bytes(payload[body:end], "big", signed=True))
        elif kind in (0, 8, 9):
            end = body
            values.append(None if kind == 0 else kind - 8)
        elif kind == 7:
            end = body + 8
            if end > len(payload):
                raise TornError
            values.append(struct.unpack(">d", payload[body:end])[0])
        else:
            raise TornError
        if end > len(payload):
            raise TornError
        body = end
    if at != length or body != len(payload):
        raise TornError
    return tuple(values)


def _local_length(length: int, usable: int, *, in_table: bool) -> int:
    """Return how much of a payload lies in its page."""
    most = usable - 35 if in_table else (usable - 12) * 64 // 255 - 23
    if length <= most:
        return length
    least = (usable - 12) * 32 // 255 - 23
    fitting = least + (length - least) % (usable - 4)
    return fitting if fitting <= most else least


def _read_cell(data: bytes, at: int, kind: int) -> Cell:
    begin, child = at, 0
    if kind in (INTERIOR_INDEX, INTERIOR_TABLE):
        child = int.from_bytes(data[at : at + 4], "big")
        at += 4
        if kind == INTERIOR_TABLE:
            rowid, at = read_varint(data, at)
            return Cell(child, rowid, 0, b"", 0, at - begin)
    length, at = read_varint(data, at)
    row: int | None = None
    if kind == LEAF_TABLE:
        row, at = read_varint(data, at)
    if length < 0:
        raise TornError
    here = _local_length(length, len(data), in_table=kind == LEAF_TABLE)
    end = at + here
    overflow = 0
    if here < length:
        overflow = int.from_bytes(data[end : end + 4], "big")
        end += 4
        if not overflow:
            raise TornError
    if end > len(data):
        raise TornError
    return Cell(child, row, length, data[at : at + here], overflow, max(end - begin, 4))


def read_page(
    data: bytes,
    number: int,
    kind: int | None = None,
    fits: Callable[[Cell], bool] | None = None,
) -> Page:
    """Return the cells of a page.

    Args:
        data: its bytes.
        number: of the page; the first one begins with the file's header.
        kind: what it must be by its place; None: what it says.
        fits: tells whether a cell is one of those that are expected: where the count of cells
            is damaged, others that follow are taken as long as they fit.

    Raises:
        TornError: it is no page of a tree.

    """
    start = _FIRST_HEADER if number == 1 else 0
    said = data[start]
    if kind is None:
        if said not in _KINDS:
            raise TornError
        kind = said
    count = int.from_bytes(data[start + 3 : start + 5], "big")
    content = int.from_bytes(data[start + 5 : start + 7], "big") or 0x10000
    interior = kind in (INTERIOR_INDEX, INTERIOR_TABLE)
    array = start + (12 if interior else 8)
    right = int.from_bytes(data[start + 8 : start + 12], "big") if interior else 0
    cells: list[Cell] = []
    taken = torn = 0
    reach = min(count, (len(data) - array) // 2)
    for index in range(reach):
        at = int.from_bytes(data[array + 2 * index : array + 2 * index + 2], "big")
        try:
            if at < array + 2 * min(count, index + 1) or at >= len(data):
                raise TornError
            cell = _read_cell(data, at, kind)
        except TornError:
            torn += 1
            if torn > 8 and not cells:
                raise
            if torn > 8 + len(cells) // 4:  # the count is wrong
                break
            continue
        taken += cell.size
        cells.append(cell)
    free = data[start + 7] + _free_bytes(data, start, content)
    sound = said == kind and not torn and taken + free == len(data) - content
    if not sound and fits is not None:
        cells += _further_cells(data, array + 2 * reach, kind, fits)
    return Page(number, kind, cells, right, torn, sound)


def _free_bytes(data: bytes, start: int, content: int) -> int:
    """Return the bytes of the free blocks within a page; -1 when their chain is broken."""
    at = int.from_bytes(data[start + 1 : start + 3], "big")
    total, last = 0, content - 1
    while at:
        if at <= last or at + 4 > len(data):
            return -1
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        total += size
        last, at = at + size - 1, int.from_bytes(data[at : at + 2], "big")
    return total


def _further_cells(data: bytes, at: int, kind: int, fits: Callable[[Cell], bool]) -> Iterator[Cell]:
    """Yield the cells that follow those that are counted, as long as there are any."""
    while at + 2 <= len(data):
        place = int.from_bytes(data[at : at + 2], "big")
        if not at < place < len(data):
            return
        try:
            cell = _read_cell(data, place, kind)
        except TornError:
            return
        if not fits(cell):
            return
        yield cell
        at += 2
