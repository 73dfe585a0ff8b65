"""The one way in which a file that somebody names is opened for reading.

Only ordinary files are read. A pipe, a socket or a device may never end, or wait for ever before
its first byte; a file that grows while it is read may never end either. Each is refused in one
sentence, and nothing here waits for anybody.
"""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from typing import Any, BinaryIO, cast

from annotator.errors import InputError
from annotator.openfiles import is_open
from annotator.words import Message, say

_BLOCK = 1 << 16
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)  # a pipe that took the file's place must not wait for a writer
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_KINDS: tuple[tuple[Callable[[int], bool], Message], ...] = (
    (stat.S_ISFIFO, say("a pipe")),
    (stat.S_ISSOCK, say("a socket")),
    (stat.S_ISCHR, say("a device")),
    (stat.S_ISBLK, say("a device")),
)
GROWS = say(
    "it grows while it is read; expected a file that is complete: save a copy and take that"
)


def fault_of(path: str | os.PathLike[str]) -> Message | None:
    """Return why what lies at ``path`` is no file to read, None where it is one.

    Nothing is opened. Links are followed.

    Raises:
        OSError: there is nothing, or it cannot be looked at.

    """
    try:
        return _fault(os.stat(path).st_mode)  # noqa: PTH116
    except ValueError as error:  # a NUL in the name
        raise FileNotFoundError(str(error)) from None


def _fault(mode: int) -> Message | None:
    if stat.S_ISREG(mode):
        return None
    kind = next((name for fits, name in _KINDS if fits(mode)), say("something else"))
    if stat.S_ISDIR(mode):
        return say("this is a folder, not a file; expected an ordinary file")
    return say(
        "this is {kind}, not a file; expected an ordinary file: save what comes from it to a file"
        " first",
        kind=kind,
    )


def is_there(path: str | os.PathLike[str]) -> bool:
    """Tell whether anything lies at ``path``; a name that nothing can have is not there."""
    try:
        os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):
        return False
    return True


def open_input(path: str | os.PathLike[str], file: str | None = None) -> BinaryIO:
    """Open an ordinary file for reading.

    Its size is taken now; reading beyond it raises InputError, for the file grows.

    Args:
        path: the file.
        file: its name for messages; None: the path.

    Raises:
        InputError: it is a pipe, a socket, a device or a folder; it was not read.
        OSError: it is not there, or cannot be opened.

    """
    shown = os.fspath(path) if file is None else file
    if fault := fault_of(path):
        raise InputError(fault, file=shown)
    if is_open(path):  # closing it would drop the locks of the project that it is
        raise InputError(
            say("it is a project that is open in this program; expected another file"), file=shown
        )
    descriptor = os.open(path, _FLAGS)
    try:
        status = os.fstat(descriptor)  # it may be another one than a moment ago
        if fault := _fault(status.st_mode):
            raise InputError(fault, file=shown)
        return cast(
            "BinaryIO", io.BufferedReader(_Sized(descriptor, status.st_size, shown), _BLOCK)
        )
    except BaseException:
        with suppress(OSError):
            os.close(descriptor)
        raise


def read_input(
    path: str | os.PathLike[str], file: str | None = None, most: int | None = None
) -> bytes:
    """Return the bytes of an ordinary file.

    Args:
        path: the file.
        file: its name for messages; None: the path.
        most: how many bytes it may have; None: any number.

    Raises:
        InputError: it is no ordinary file, it is larger than ``most``, or it grows meanwhile.
        OSError: it cannot be read.

    """
    with open_input(path, file) as opened:
        size = os.fstat(opened.fileno()).st_size
        if most is not None and size > most:
            shown = os.fspath(path) if file is None else file
            raise InputError(
                say(
                    "the file has {size:,} {size:byte|bytes}; expected at most {most:,}",
                    size=size,
                    most=most,
                ),
                file=shown,
            )
        return opened.read()


class _Sized(io.FileIO):
    """A file that may be read up to the size that it had when it was opened."""

    def __init__(self, descriptor: int, size: int, file: str) -> None:
        super().__init__(descriptor, "rb")
        self._size = size
        self._file = file

    def readinto(self, buffer: Any, /) -> int:
        number = super().readinto(buffer)
        self._check()
        return number or 0

    def readall(self) -> bytes:
        left = max(0, self._size - self.tell())
        parts = []
        while left >= 0 and (part := self.read(left + 1)):  # one more than there can be
            parts.append(part)
            left -= len(part)
        self._check()
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def _check(self) -> None:
        if self.tell() > self._size:
            raise InputError(GROWS, file=self._file)
