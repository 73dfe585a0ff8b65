"""Project files that are open in this process: each is held by one descriptor, and by no other.

The locks of POSIX belong to the process and the file, not to the descriptor: whoever opens and
closes a file drops all locks that SQLite has on it, and the next program that closes the project
deletes the log under this one. So the first who opens a project holds it here: one descriptor,
opened before SQLite's and closed after the last of them. Header, size and change time are read
through it. Everybody else asks ``is_open`` first. Should a library have opened the file all the
same, ``Held.take_locks`` takes back what was dropped.

Nothing here is about what is in a project.
"""

from __future__ import annotations

import errno
import os
import struct
import sys
import threading
from contextlib import suppress
from pathlib import Path

Identity = tuple[int, int]
"""What tells a file from another one that took its name: device and number."""

INDEX = "-shm"
"""What SQLite calls the index of its log; it has locks on that, too."""

_SHARED_FIRST, _SHARED_SIZE = 0x40000002, 510
_INDEX_IN_USE = 128
"""The bytes of a file, and of the index, that SQLite has a shared lock on while they are open."""
_LOCK = struct.Struct("hhqqi4x")

_LONGEST_PATH = 1024
"""What macOS needs to be given room for."""

_lock = threading.RLock()
_held: dict[Identity, Held] = {}


class Held:
    """One project file that is open in this process. Get it from ``hold``.

    Attributes:
        identity: of the file.
        path: under which it was opened first.
        descriptor: open to read; never to be closed by others.

    """

    def __init__(self, path: Path, descriptor: int, identity: Identity) -> None:
        self.path = path
        self.identity = identity
        self.descriptor = descriptor
        self._users = 0
        self._index: int | None = None
        self._to_close: list[int] = [descriptor]

    def keep(self) -> None:
        """Count one more who has the file open."""
        with _lock:
            self._users += 1

    def let_go(self) -> None:
        """Count one less; the last one's SQLite must have closed the file already."""
        with _lock:
            self._users -= 1
            if self._users == 0:
                _held.pop(self.identity, None)
                for descriptor in self._to_close:
                    with suppress(OSError):
                        os.close(descriptor)
                self._to_close = []

    def status(self) -> os.stat_result:
        """Return size, times and number of names of the file, wherever it lies by now."""
        return os.fstat(self.descriptor)

    def read(self, size: int, offset: int) -> bytes:
        """Return some bytes of the file as they are on the disk, fewer at its end.

        Raises:
            OSError: it cannot be read.

        """
        return _read_at(self.descriptor, size, offset)

    def hold_index(self, path: Path) -> None:
        """Hold the index of the log as well; to be called while SQLite has it open.

        Args:
            path: of the project file, links resolved.

        """
        name = Path(f"{path}{INDEX}")
        with _lock, suppress(OSError):
            found = name.stat()
            if self._index is not None and os.fstat(self._index)[1:3] == found[1:3]:
                return
            self._index = _open(name)
            self._to_close.append(self._index)

    def index_identity(self) -> Identity | None:
        """Return which file the index is; None when none is held."""
        if self._index is None:
            return None
        found = os.fstat(self._index)
        return found.st_dev, found.st_ino

    def read_index(self, size: int) -> bytes:
        """Return the first bytes of the log's index; empty when it is not held."""
        return b"" if self._index is None else _read_at(self._index, size, 0)

    def take_locks(self) -> None:
        """Take the locks again that SQLite has on the file; nothing changes where they are there.

        To be called while a connection of SQLite in log mode is open, so that no other lock can
        be meant: locks are the process's, whichever descriptor they were taken through.
        """
        if sys.platform == "win32":
            return
        with suppress(OSError):  # another program is closing it just now
            _lock_shared(self.descriptor, _SHARED_FIRST, _SHARED_SIZE)
            if self._index is not None:
                _lock_shared(self._index, _INDEX_IN_USE, 1)

    def place(self) -> Path | None:
        """Return where the file lies by now; None when that cannot be known."""
        try:
            found = _place_of(self.descriptor)
        except OSError:
            return None
        return found if identity_of(found) == self.identity else None


def _place_of(descriptor: int) -> Path:
    """Return where an open file lies.

    Raises:
        OSError: it cannot be known here, or the file has no name any more.

    """
    if sys.platform == "darwin":
        import fcntl

        told = fcntl.fcntl(descriptor, fcntl.F_GETPATH, bytes(_LONGEST_PATH))
        return Path(os.fsdecode(told.rstrip(b"\0")))
    return Path(f"/proc/self/fd/{descriptor}").readlink()


def to_disk(descriptor: int) -> None:
    """Wait until what was written to a file is on the disk, and not only in what stands before it.

    ``fsync`` of macOS returns when the drive has been given the data; it has another call that
    waits until the drive has written it, where it can.

    Raises:
        OSError: it cannot be written.

    """
    if sys.platform == "darwin":
        import fcntl

        with suppress(OSError):  # a network drive, say, does not know it
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def hold(path: Path) -> Held:
    """Open a project file, or count one more user of it when it is open already.

    To be called before SQLite opens it. ``Held.let_go`` ends it.

    Raises:
        OSError: it cannot be opened to read.

    """
    with _lock:
        found = os.stat(path)  # noqa: PTH116 - says why it cannot be
        held = _held.get((found.st_dev, found.st_ino))
        if held is None:
            descriptor = _open(path)
            opened = os.fstat(descriptor)
            identity = (opened.st_dev, opened.st_ino)
            held = _held.get(identity)
            if held is None:
                held = _held[identity] = Held(path.absolute(), descriptor, identity)
            else:  # it came here between the two looks: closing it would drop the locks
                held._to_close.append(descriptor)
        held.keep()
        return held


def is_open(path: str | os.PathLike[str]) -> bool:
    """Tell whether a file is a project that is open in this process, or the index of its log."""
    if not _held:
        return False
    if identity_of(path) in _held:
        return True
    name = os.fspath(path)
    return name.endswith(INDEX) and identity_of(name.removesuffix(INDEX)) in _held


def check_not_open(path: str | os.PathLike[str]) -> None:
    """Refuse to read a file that is open as a project: closing it would drop its locks.

    Raises:
        OSError: it is.

    """
    if is_open(path):
        raise OSError(errno.EBUSY, "it is a project that is open in this program", os.fspath(path))


def identity_of(path: str | os.PathLike[str]) -> Identity | None:
    """Return what tells a file from others, None when it is gone."""
    try:
        found = os.stat(path)  # noqa: PTH116 - for each key: no object of its own
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


def is_locked_elsewhere(held: Held) -> bool:
    """Tell whether another process has a project open; False where that cannot be known.

    SQLite keeps a lock on a file in log mode for as long as it is open.
    """
    if not sys.platform.startswith("linux"):
        return False
    import fcntl

    asked = _LOCK.pack(fcntl.F_WRLCK, os.SEEK_SET, _SHARED_FIRST, _SHARED_SIZE, 0)
    try:
        answer = fcntl.fcntl(held.descriptor, fcntl.F_GETLK, asked)
    except OSError:
        return False
    return bool(_LOCK.unpack(answer)[0] != fcntl.F_UNLCK)


def _lock_shared(descriptor: int, first: int, size: int) -> None:
    if sys.platform != "win32":
        import fcntl

        fcntl.lockf(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB, size, first)


def _open(path: Path) -> int:
    return os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))


def _read_at(descriptor: int, size: int, offset: int) -> bytes:
    if hasattr(os, "pread"):
        return os.pread(descriptor, size, offset)
    with _lock:
        os.lseek(descriptor, offset, os.SEEK_SET)
        return os.read(descriptor, size)
