"""Rows of tables packed into bytes: what is needed to bring back what an operation took out.

The bytes are lines of JSON, compressed by zlib. The first line is a header; each further one holds
some rows: ``[table, [column …], [[value …] …]]``. References are by id or name, never by key, as a
key may be another row's by the time they come back.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Row

from annotator.errors import DamagedError
from annotator.words import say

_LEVEL = 2  # three times as fast as the usual one, and a tenth larger
_AT_ONCE = 1 << 18  # bytes
_MOST_AT_ONCE = 1 << 22

Piece = tuple[str, list[str], list[list[Any]]]
"""Some rows of a table: its name, columns, values."""


def pack(header: Any, pieces: Iterable[Piece] = ()) -> bytes:
    """Return a header and rows as bytes."""
    packer = zlib.compressobj(_LEVEL)
    packed = [packer.compress(msgspec.json.encode(header) + b"\n")]
    for table, columns, rows in pieces:
        plain = [_plain(table), [_plain(one) for one in columns], rows]
        packed.append(packer.compress(msgspec.json.encode(plain) + b"\n"))
    packed.append(packer.flush())
    return b"".join(packed)


def _plain(name: str) -> str:
    """Return a name as a string and nothing else: SQLAlchemy has its own kind of them."""
    return "".join(name)


def header(row: Row[Any]) -> Any:
    """Return the header of a stored change's images; raises DamagedError without a sound one."""
    return _decode(row.number, next(_lines(row.number, row.images), b""))


def pieces(row: Row[Any]) -> Iterator[Piece]:
    """Yield the rows of a stored change's images; raises DamagedError where they cannot be read."""
    lines = _lines(row.number, row.images)
    next(lines, None)
    for line in lines:
        table, columns, rows = _decode(row.number, line)
        yield table, columns, rows


def check(number: int, packed: bytes) -> None:
    """Check that images can be read in full; raises DamagedError."""
    for line in _lines(number, packed):
        _decode(number, line)


def _decode(number: int, line: bytes) -> Any:
    try:
        return msgspec.json.decode(line)
    except msgspec.DecodeError as error:
        raise _unreadable(number, str(error)) from error


def _lines(number: int, packed: bytes | None) -> Iterator[bytes]:
    """Yield the lines, a bounded part of them in memory at a time."""
    unpacker = zlib.decompressobj()
    left = b""
    data = packed or b""
    try:
        for start in range(0, len(data), _AT_ONCE):
            fed = data[start : start + _AT_ONCE]
            while fed:
                left += unpacker.decompress(fed, _MOST_AT_ONCE)
                fed = unpacker.unconsumed_tail
                *whole, left = left.split(b"\n")
                yield from whole
        left += unpacker.flush()
    except zlib.error as error:
        raise _unreadable(number, str(error)) from error
    *whole, left = left.split(b"\n")
    yield from whole
    if left or not unpacker.eof:
        raise _unreadable(number, "it ends too early")


def _unreadable(number: int, why: str) -> DamagedError:
    return DamagedError(
        say("what change {number} took out cannot be read ({why})", number=number, why=why)
    )
