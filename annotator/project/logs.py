"""SQLite's logs as files: how far their transactions reach, with which marks they begin and end.

A log has a header and then frames of one page each; the last frame of a transaction says so. Each
time that a log begins anew it has another salt, and its old frames lie behind the new ones. Check
sums are SQLite's to look at: it takes in no frame in which one is wrong, nor any after that.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from annotator.openfiles import check_not_open, to_disk
from annotator.project.storage import marks, pages

KEPT = ".annotator-log"
"""The suffix of a log that is kept by itself, without the file that it belongs to."""

HEADER, FRAME = 32, 24
_MAGIC = (0x377F0682, 0x377F0683)


def is_log(path: Path) -> bool:
    """Tell whether a path is one of a log that was kept, by its name."""
    return path.name.endswith(KEPT)


class Line(NamedTuple):
    """A backup, and the logs that continue it, in their order."""

    backup: Path
    logs: tuple[Path, ...]


class Header(NamedTuple):
    """What the first bytes of a log say of it; the size in bytes."""

    page_size: int
    salt: bytes

    @property
    def step(self) -> int:
        """How many bytes a frame takes."""
        return FRAME + self.page_size


def header_of(data: bytes) -> Header | None:
    """Return what the first bytes of a log say; None when it is none."""
    if len(data) < HEADER or int.from_bytes(data[:4], "big") not in _MAGIC:
        return None
    size = int.from_bytes(data[8:12], "big")
    return Header(size, data[16:24]) if size >= 512 else None


def committed_frames(log: Path) -> int:
    """Return up to which frame a log holds whole transactions.

    Raises:
        OSError: it cannot be read.

    """
    with log.open("rb") as file:
        header = header_of(file.read(HEADER))
        return 0 if header is None else _committed(file, header)


def marks_around(log: Path) -> tuple[str, str]:
    """Return the mark that a file has before a log, and the one after it; "" where none is known.

    Raises:
        OSError: it cannot be read.

    """
    with log.open("rb") as file:
        header = header_of(file.read(HEADER))
        if header is None:
            return "", ""
        frames = _committed(file, header)
        first = next(_noted(file, header, range(1, frames + 1)), None)
        last = next(_noted(file, header, range(frames, 0, -1)), None)
    return first.base if first else "", last.now if last else ""


def _committed(file: BinaryIO, header: Header) -> int:
    """Return the number of the last frame that ends a transaction."""
    last, number = 0, 1
    file.seek(HEADER)
    while len(head := file.read(FRAME)) == FRAME and head[8:16] == header.salt:
        if head[4:8] != b"\0\0\0\0":
            last = number
        number += 1
        file.seek(header.page_size, os.SEEK_CUR)
    whole = (file.seek(0, os.SEEK_END) - HEADER) // header.step
    return min(last, whole)


def _noted(file: BinaryIO, header: Header, frames: range) -> Iterator[marks.Marks]:
    for number in frames:
        file.seek(HEADER + (number - 1) * header.step + FRAME)
        found = marks.noted_on(file.read(header.page_size))
        if found is not None:
            yield found[1]


def extend_copy(log: Path, copy: Path, frames: int) -> None:
    """Bring the copy of a log up to one of its frames, with what it lacks, and wait for the disk.

    Two programs may do so at once: they write the same bytes at the same places. What of it was
    not finished is no transaction, for SQLite as for ``marks_around``.

    Args:
        log: whose first frames do not change meanwhile.
        copy: it is made where there is none.
        frames: up to which, the last of a transaction.

    Raises:
        OSError: it cannot be written, or the log is shorter.

    """
    with log.open("rb") as source:
        header = header_of(source.read(HEADER))
        if header is None:
            raise OSError(f"{log}: this is no log")
        end = HEADER + frames * header.step
        handle = os.open(copy, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "r+b") as target:
            start = _common(source, target, header, frames)
            source.seek(start)
            target.seek(start)
            while start < end:
                data = source.read(min(1 << 20, end - start))
                if not data:
                    raise OSError(f"{log}: it is shorter than it was")
                target.write(data)
                start += len(data)
            target.flush()
            to_disk(target.fileno())


def _common(source: BinaryIO, target: BinaryIO, header: Header, frames: int) -> int:
    """Return up to where a copy is known to be equal: the check sums of frames are sums of all."""
    whole = min(frames, (target.seek(0, os.SEEK_END) - HEADER) // header.step)
    if whole < 1:
        return 0
    heads = []
    for file in (source, target):
        file.seek(HEADER + (whole - 1) * header.step)
        heads.append(file.read(FRAME))
    return HEADER + whole * header.step if heads[0] == heads[1] else 0


def mark_in(project: Path) -> str:
    """Return the mark in a project file itself; "" where it has none, is open, or unreadable."""
    try:
        check_not_open(project)
        with project.open("rb") as file:
            header = pages.header_of(file.read(pages.HEADER))
            if header is None:
                return ""
            size = header.page_size

            def read(number: int) -> bytes:
                file.seek((number - 1) * size)
                return file.read(size)

            return real(marks.mark_of(pages.info_of(read)))
    except OSError:
        return ""


def real(mark: str) -> str:
    """Return a mark, "" for what files have that have none: it tells no file from others."""
    return "" if mark == "-" else mark
