"""Ends that nothing can catch, as a fault in C code: noted as they happen, told at the next start.

While the program runs, a file in the folder of the log takes what Python can still write when the
process is about to end, and is locked. A file that nobody locks and that holds such a note tells
of an unexpected end.
"""

from __future__ import annotations

import faulthandler
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from annotator.reports.fault import versions
from annotator.reports.folder import write_text

_RUNNING = "running-{0}.txt"
_ANY_RUNNING = "running-*.txt"
_MARK = b"\n--\n"


class Ending:
    """The note of this process; ``close`` it when the program ends as it should."""

    def __init__(self, file: Path, opened: BinaryIO) -> None:
        self.file = file
        self._opened = opened

    def close(self) -> None:
        """Say that this end was expected."""
        faulthandler.disable()
        with suppress(OSError):
            self.file.unlink(missing_ok=True)
        with suppress(OSError):
            self._opened.close()


def note_hard_end(folder: Path | None) -> Ending | None:
    """Note an unexpected end of this process in the folder; None where that cannot be done."""
    if folder is None:
        return None
    file = folder / _RUNNING.format(os.getpid())
    try:
        opened = file.open("wb", buffering=0)
        _lock(opened)
        opened.write(versions().encode() + _MARK)
        faulthandler.enable(opened, all_threads=True)
    except (OSError, RuntimeError, ValueError):
        return None
    return Ending(file, opened)


def unexpected_ends(folder: Path | None) -> list[Path]:
    """Return reports of processes that ended unexpectedly since the last look, oldest first.

    A process that was killed, or a computer that was switched off, leaves no note and is not
    told of.
    """
    if folder is None:
        return []
    found = []
    with suppress(OSError):
        left = sorted(folder.glob(_ANY_RUNNING), key=lambda file: file.stat().st_mtime)
        for file in left:
            with suppress(OSError):
                report = _take(file, folder)
                if report is not None:
                    found.append(report)
    return found


def _take(file: Path, folder: Path) -> Path | None:
    """Make a report of a note that nobody writes any more; None where there is nothing in it."""
    with file.open("r+b") as opened:
        try:
            _lock(opened)
        except OSError:
            return None  # its process is running
        head, _, note = opened.read(1_000_000).partition(_MARK)
    report = None
    if note.strip():
        text = f"{head.decode('utf-8', 'replace')}\nended unexpectedly\n\n"
        report = write_text(text + note.decode("utf-8", "replace"), folder)
        if report is None:
            return None  # it stays, for the next start
    file.unlink()
    return report


def _lock(opened: BinaryIO) -> None:
    """Lock a file until it is closed; raises OSError where another process has."""
    if sys.platform == "win32":
        import msvcrt

        opened.seek(1 << 30)
        msvcrt.locking(opened.fileno(), msvcrt.LK_NBLCK, 1)
        opened.seek(0)
    else:
        import fcntl

        fcntl.flock(opened.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
