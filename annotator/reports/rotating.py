"""A file of the log that rotates and that several processes write."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TextIO

_MOST_BYTES = 1_000_000
_OLDER = 2


class SharedLog(RotatingFileHandler):
    """A log that rotates at 1 MB and that several processes write.

    Who rotates holds a lock; who finds that the file has been rotated by another opens it anew.
    Nothing that goes wrong here is ever raised: the log is not worth an edit.
    """

    def __init__(self, file: Path, most_bytes: int = _MOST_BYTES) -> None:
        super().__init__(
            file,
            maxBytes=most_bytes,
            backupCount=_OLDER,
            encoding="utf-8",
            errors="backslashreplace",
            delay=True,
        )

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record into the file that has the log's name now."""
        if self._was_rotated():
            self._let_go()
        super().emit(record)

    def _was_rotated(self) -> bool:
        stream: TextIO | None = self.stream
        if stream is None:
            return False
        try:
            ours, there = os.fstat(stream.fileno()), Path(self.baseFilename).stat()
        except (OSError, ValueError):
            return True
        return (ours.st_dev, ours.st_ino) != (there.st_dev, there.st_ino)

    def _let_go(self) -> None:
        stream: TextIO | None = self.stream
        self.stream = None  # as logging itself does
        if stream is not None:
            try:
                stream.close()
            except (OSError, ValueError):
                return

    def doRollover(self) -> None:  # noqa: N802 - named by logging
        """Rotate, unless another process does or has just done so; else go on in this file."""
        try:
            with _locked(Path(f"{self.baseFilename}.lock")) as held:
                if held and not self._was_rotated():
                    super().doRollover()
        except OSError:
            self._let_go()
        if self.stream is None:
            self.stream = self._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - named by logging
        """Go on: there may be no terminal to complain on, and no disk."""
        del record


@contextmanager
def _locked(file: Path) -> Iterator[bool]:
    """Hold a lock in the block; False where another holds it. Nobody ever waits."""
    with file.open("ab") as opened:
        try:
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(opened.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(opened.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True
