"""Marks: which state of which file a log belongs to.

SQLite replays whatever log lies beside a file, also one of a file that had the name before. So
every transaction leaves a mark of its own in the project, and beside it the mark that the file had
when the log began. A log belongs to a file whose mark is that one (nothing of the log is in it
yet) or one of the log's own (some or all of it is). Another project has other marks, and so has
any copy of the same one from before that log, or with work of its own since.
"""

from __future__ import annotations

import secrets
import sqlite3
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from annotator.project.storage import pages

NAME = "log"
"""The name of the row in ``info``."""

LOG = "-wal"
"""What SQLite calls the log of a file."""

_HEADER, _FRAME, _LEAF = 32, 24, 13
_MAGIC = (0x377F0682, 0x377F0683)
_INDEX = struct.Struct("=IIIBBHIIII8s8s")
INDEX_SIZE = 136
_FOLDED, _FOLDING = 96, 128
_LARGEST = 65_536
"""The size of a page that does not fit in two bytes: SQLite writes 1."""


class Marks(NamedTuple):
    """The mark of the last transaction, and that of the file when its log began."""

    now: str
    base: str


class Index(NamedTuple):
    """How it stands with a log, by its index.

    Attributes:
        changes: counts transactions.
        frames: how many pages are in the log.
        pages: how many pages the project has.
        folded: how many of the frames are in the file.
        folding: how many may be, while they are being written.
        salt: another one each time that the log begins anew.
        page_size: in bytes.

    """

    changes: int
    frames: int
    pages: int
    folded: int
    folding: int
    salt: bytes
    page_size: int

    @property
    def log_size(self) -> int:
        """How many bytes the log has at least."""
        return _HEADER + self.frames * (_FRAME + self.page_size) if self.frames else 0

    @property
    def is_folded(self) -> bool:
        """Whether everything is in the file, so that the next transaction begins a log."""
        return self.frames == self.folded


def read_index(data: bytes) -> Index | None:
    """Return what the first bytes of an index say; None when they say nothing just now."""
    if len(data) < INDEX_SIZE or data[:48] != data[48:96]:
        return None
    _, _, changes, ready, _, size, frames, number, _, _, salt, _ = _INDEX.unpack_from(data)
    if not ready:
        return None
    (folded,) = struct.unpack_from("=I", data, _FOLDED)
    (folding,) = struct.unpack_from("=I", data, _FOLDING)
    return Index(changes, frames, number, folded, folding, salt, _LARGEST if size == 1 else size)


def first() -> str:
    """Return the row of a new project, which has no log yet."""
    return f"{secrets.token_hex(8)} -"


def parse(value: str | None) -> Marks | None:
    """Return the marks of a stored row; None when there is none."""
    parts = (value or "").split(" ")
    return Marks(*parts) if len(parts) == 2 else None


def stored(raw: sqlite3.Connection) -> Marks | None:
    """Return the marks in SQLite's view, which is that of the log where it has any."""
    try:
        row = raw.execute("SELECT value FROM info WHERE name = ?", (NAME,)).fetchone()
    except sqlite3.OperationalError:  # no tables yet
        return None
    return parse(row[0]) if row is not None else None


def renew(raw: sqlite3.Connection, last: Marks | None, *, begins: bool) -> Marks | None:
    """Store a new mark, inside a transaction; None where there is no table for it.

    Args:
        raw: a connection in a write transaction.
        last: the marks so far.
        begins: whether the transaction is the first one in its log.

    """
    known = last or Marks("-", "-")
    marks = Marks(secrets.token_hex(8), known.now if begins else known.base)
    try:
        raw.execute(
            "INSERT INTO info (name, value) VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (NAME, " ".join(marks)),
        )
    except sqlite3.OperationalError:
        return None
    return marks


class Noted(NamedTuple):
    """The row of ``info`` that a log has in one of its frames, from 1."""

    frame: int
    project: str
    marks: Marks


def in_log(log: Path) -> list[Noted]:
    """Return the marks in a log, of transactions that were committed, in their order.

    Raises:
        OSError: the log cannot be read.

    """
    found: list[Noted] = []
    pending: list[Noted] = []
    with log.open("rb") as file:
        header = file.read(_HEADER)
        if not _is_header(header):
            return []
        size = int.from_bytes(header[8:12], "big")
        salt = header[16:24]
        number = 0
        while len(frame := file.read(_FRAME)) == _FRAME and frame[8:16] == salt:
            page = file.read(size)
            if len(page) < size:
                break
            number += 1
            noted = noted_on(page)
            if noted is not None:
                pending.append(Noted(number, *noted))
            if frame[4:8] != b"\0\0\0\0":  # the last frame of a transaction
                found += pending
                pending = []
    return found


def noted_on(page: bytes) -> tuple[str, Marks] | None:
    """Return the project's id and its marks where a page has them; None for any other page."""
    if page[:1] != bytes((_LEAF,)) or NAME.encode() not in page:
        return None
    rows = pages.info_on(page)
    marks = parse(rows.get(NAME))
    return (rows["id"], marks) if "id" in rows and marks is not None else None


def is_log(log: Path) -> bool:
    """Tell whether a file begins as a log does: SQLite takes nothing from one that does not.

    Raises:
        OSError: it cannot be read.

    """
    with log.open("rb") as file:
        return _is_header(file.read(_HEADER))


def _is_header(data: bytes) -> bool:
    return len(data) == _HEADER and int.from_bytes(data[:4], "big") in _MAGIC


def belong_together(file: Mapping[str, str], log: Sequence[Noted]) -> bool:
    """Tell whether a log may be replayed into a file.

    Args:
        file: the rows of ``info`` in the file itself.
        log: the marks in the log. One without any, as other programs and former versions write
            it, says nothing: True.

    """
    if not log:
        return True
    return file.get("id") == log[0].project and mark_of(file) in _marks_from(log, 0)


def mark_of(info: Mapping[str, str]) -> str:
    """Return the mark in the rows of ``info``, "-" where there is none."""
    marks = parse(info.get(NAME))
    return marks.now if marks is not None else "-"


def allowed(log: Sequence[Noted], seen: str) -> set[str]:
    """Return the marks that a file may have of whose log not all is in it.

    How much of the log was folded tells nothing of the page with the mark: SQLite leaves a page
    out that was changed again meanwhile. But a file never becomes older than it was.

    Args:
        log: the marks in the log.
        seen: the mark that the file had when it was looked at before.

    """
    order = [noted.marks.now for noted in log]
    return _marks_from(log, order.index(seen) + 1 if seen in order else 0)


def _marks_from(log: Sequence[Noted], first: int) -> set[str]:
    """Return the mark from before one of a log's transactions, and all from there on."""
    before = log[first - 1].marks.now if first else log[0].marks.base if log else "-"
    return {before, *(noted.marks.now for noted in log[first:])}
