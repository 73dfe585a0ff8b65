"""Looking whether the file under a project's name is still the one that was opened.

SQLite does not notice when its file is replaced, or overwritten in place: pages that are in its
log come from there. So before each write, and again after it was committed, the file itself is
looked at: which one has the name, its size and change time, and which log lies beside it. That is
two calls of the system. Where something differs, another program of ours may have folded the log
into the file: then the file must have a mark that goes with the log (``marks``).

Nothing here opens or closes the file: it is read through the descriptor that ``openfiles`` holds.
"""

from __future__ import annotations

import enum
import os
import sqlite3
import threading
import time
from pathlib import Path
from typing import NamedTuple

from annotator.errors import NotSavedError
from annotator.openfiles import INDEX, Held, Identity, identity_of
from annotator.project.storage import marks, pages
from annotator.project.storage.marks import INDEX_SIZE, LOG, Index, Marks
from annotator.project.storage.schema import APPLICATION_ID
from annotator.words import say

_READS = 20
"""How often the log's index is read again at once, since whoever writes it is nearly through."""

_PATIENCE_S = 2.0
_PAUSE_S = 0.005
"""For how long, and after which pauses, a file is read again while its log is being folded."""

_HIDDEN = (".fuse_hidden", ".nfs")
"""What some drives call a file that was deleted while it was open."""


class Finding(enum.Enum):
    """What has become of the file."""

    MOVED = "it has another name by now"
    DELETED = "it has no name any more"
    OVERWRITTEN = "it has the content of another one"
    LOG_GONE = "its log has no name any more"
    LOG_CUT = "its log is shorter than what was written into it"


class _Stamp(NamedTuple):
    size: int
    changed_ns: int


class Marked(NamedTuple):
    """The mark that a transaction leaves, and how it stood with the log when it was stored."""

    marks: Marks
    before: Index | None


class Watch:
    """What is known of one project file that is open. Its methods may be called in any thread.

    Attributes:
        path: as it was opened, absolute.
        log: path of the log, beside the file itself where ``path`` is a link.
        index: path of the log's index.
        held: the file.

    """

    def __init__(self, path: Path, held: Held) -> None:
        self.path = path
        real = os.path.realpath(path)
        self.log = Path(f"{real}{LOG}")
        self.index = Path(f"{real}{INDEX}")
        self.held = held
        self._real = Path(real)
        self._lock = threading.RLock()
        self._stamp: _Stamp | None = None
        self._log: Identity | None = None
        self._index: Index | None = None
        self._marks: Marks | None = None
        self._project: str | None = None
        self._in_file = ""

    def begin(self, raw: sqlite3.Connection) -> None:
        """Note which log SQLite has opened; to be called with each first connection."""
        raw.execute("PRAGMA schema_version").fetchall()  # the log is opened by who reads
        with self._lock:
            self.held.hold_index(self._real)
            self._log = identity_of(self.log)
            if self._stamp is None:
                self._stamp = self._stamp_now()
                self._project = _project_id(raw)
                self.follow(raw)

    @property
    def index_seen(self) -> Index | None:
        """How it stood with the log after the last transaction that is known of."""
        return self._index

    @property
    def project(self) -> str | None:
        """The project's id."""
        return self._project

    @property
    def last_mark(self) -> str:
        """The mark of the last transaction that is known of; "" where there is none."""
        return self._marks.now if self._marks is not None else ""

    def state(self) -> Index | None:
        """Return how it stands with the log; None when that cannot be known."""
        for _ in range(_READS):
            index = marks.read_index(self.held.read_index(INDEX_SIZE))
            if index is not None:
                return index
        return None

    def has_own_log(self) -> bool:
        """Tell whether the log that lies there is the one that is written here."""
        return self.is_own_log(self.log)

    def is_own_log(self, log: Path) -> bool:
        """Tell whether a file is the log that is written here."""
        return self._log is not None and identity_of(log) == self._log

    def has_own_index(self) -> bool:
        """Tell whether the index that lies there is the one that is used here."""
        found = self.held.index_identity()
        return found is not None and identity_of(self.index) == found

    # -- looking -------------------------------------------------------------------------------

    def look(self, raw: sqlite3.Connection) -> Finding | None:
        """Return what has become of the file; None when it is ours.

        Args:
            raw: a connection of SQLite to it, best inside a transaction.

        Raises:
            NotSavedError: the drive does not answer.

        """
        self.held.take_locks()
        if self._is_as_it_was():
            if not raw.in_transaction:
                self.follow(raw)
            return None
        with self._lock:
            try:
                return self._look_closely(raw)
            except OSError as error:
                reason = error.strerror or str(error)
                raise NotSavedError(
                    say("the project file cannot be read ({why})", why=reason)
                ) from error

    def _look_closely(self, raw: sqlite3.Connection) -> Finding | None:
        if identity_of(self.path) != self.held.identity:
            return Finding.DELETED if self._is_deleted() else Finding.MOVED
        if not self._is_ours(raw):
            return Finding.OVERWRITTEN
        if identity_of(self.log) != self._log:
            return Finding.LOG_GONE
        return Finding.LOG_CUT if self._is_log_cut() else None

    def _is_as_it_was(self) -> bool:
        try:
            there = os.stat(self.path)  # noqa: PTH116 - before each key
            log = os.stat(self.log)  # noqa: PTH116
        except OSError:
            return False
        return (
            self._stamp == (there.st_size, there.st_mtime_ns)
            and self.held.identity == (there.st_dev, there.st_ino)
            and self._log == (log.st_dev, log.st_ino)
            and (self._index is None or log.st_size >= self._index.log_size)
        )

    def _is_log_cut(self) -> bool:
        """Tell whether the log lacks pages that SQLite would read from it."""
        index = self.state()
        return index is not None and self.log.stat().st_size < index.log_size

    def _is_deleted(self) -> bool:
        place = self.held.place()
        hidden = place is not None and place.name.startswith(_HIDDEN)
        return hidden or self.held.status().st_nlink == 0

    def _stamp_now(self) -> _Stamp:
        found = self.held.status()
        return _Stamp(found.st_size, found.st_mtime_ns)

    def _is_ours(self, raw: sqlite3.Connection) -> bool:
        """Tell whether the file has the project that was opened, and what was folded into it.

        While somebody folds the log, or is interrupted in writing its index, neither can be told.
        """
        end = time.monotonic() + _PATIENCE_S
        while True:
            stamp, index = self._stamp_now(), self.state()
            if self._has_our_mark(raw, stamp, index):
                self._stamp = stamp
                return True
            if index is not None and index == self.state() and index.folded == index.folding:
                return False  # nobody is folding just now: it is what it is
            if time.monotonic() > end:
                return False
            time.sleep(_PAUSE_S)

    def _has_our_mark(self, raw: sqlite3.Connection, stamp: _Stamp, index: Index | None) -> bool:
        try:
            header = pages.header_of(self.held.read(pages.HEADER, 0))
            if header is None or header.application != APPLICATION_ID:
                return False
            size = header.page_size
            info = pages.info_of(lambda number: self.held.read(size, (number - 1) * size))
        except OSError:
            return False
        # A project never shrinks, but what was begun and not committed may be cut off.
        known = self._stamp.size if self._stamp is not None else 0
        if index is not None and stamp.size < min(known, index.pages * size):
            return False
        if info.get("id") != self._project:
            return False
        expected = self._marks
        if index is None or self._index is None or _differ(index, self._index):
            expected = marks.stored(raw)  # somebody else has written
        if expected is None:
            return True
        found = marks.mark_of(info)
        if found not in self._allowed(expected, index):
            return False
        self._in_file = found
        return True

    def _allowed(self, expected: Marks, index: Index | None) -> set[str]:
        """Return the marks that the file may have, as far as its log has been folded into it."""
        if index is None:
            return set(expected)
        if index.is_folded:
            return {expected.now}
        noted = marks.in_log(self.log) if self.has_own_log() else []
        return marks.allowed(noted, self._in_file) if noted else set(expected)

    # -- around a write ------------------------------------------------------------------------

    def follow(self, raw: sqlite3.Connection) -> None:
        """Note what others have written; to be called in a write transaction, or outside of any.

        A transaction that reads may see less than the index tells.
        """
        index = self.state()
        if index is None or self._index is None or _differ(index, self._index):
            with self._lock:
                self._index, self._marks = index, marks.stored(raw)

    def mark(self, raw: sqlite3.Connection) -> Marked | None:
        """Store the mark of a transaction that has changed something, before its end."""
        index = self.state()  # as nobody else can change it before this transaction has ended
        begins = index is not None and index.is_folded
        new = marks.renew(raw, self._marks, begins=begins)
        return None if new is None else Marked(new, index)

    def committed(self, marked: Marked | None) -> None:
        """Note that our transaction was committed, which has left a mark.

        Nothing is noted when others have written since: what they left is read when it is needed.
        """
        index = self.state()
        if marked is None or marked.before is None or index is None:
            return
        if index.changes == (marked.before.changes + 1) % (1 << 32):
            with self._lock:
                self._index, self._marks = index, marked.marks


def _differ(index: Index, other: Index) -> bool:
    return (index.changes, index.salt) != (other.changes, other.salt)


def _project_id(raw: sqlite3.Connection) -> str | None:
    try:
        row = raw.execute("SELECT value FROM info WHERE name = 'id'").fetchone()
    except sqlite3.OperationalError:
        return None
    return str(row[0]) if row is not None else None
