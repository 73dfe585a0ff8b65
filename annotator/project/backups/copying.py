"""One complete, verified copy of a project, made while it is in use."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from annotator.errors import (
    CancelledError,
    DamagedError,
    NotSavedError,
    ProjectBusyError,
    ProjectError,
)
from annotator.openfiles import to_disk
from annotator.project.backups.facts import Facts, read_facts
from annotator.project.door.failures import NO_ROOM, finding
from annotator.project.storage.schema import APPLICATION_ID
from annotator.unfinished import remove_database, sweep, unfinished_path
from annotator.words import Message, say

_PAGES = 256
"""So many pages are copied at once: 1 MB."""

_SYNC_EVERY = 8
"""After so many times the disk is waited for, so that no key waits for all at the end."""

_LONGEST_PAUSE_S = 0.05
_RESTARTS = 50
_ROOM = 1_000_000
_ASKED_EVERY = 200_000
_NO_BACKUP = say("no backup was made")

Stop = Callable[[], bool]
"""Tells whether the work is to stop."""


def never() -> bool:
    """Tell that the work is to go on."""
    return False


@contextmanager
def copied(
    source: sqlite3.Connection,
    target: Path,
    *,
    gentle: bool = False,
    stop: Stop = never,
) -> Iterator[tuple[Path, Facts]]:
    """Copy a project under a hidden name beside ``target``, verify it, and yield that.

    The copy is removed at the end of the block, unless it was renamed. What is in the log of the
    project is in it. With a log, the source is read in one transaction, which keeps nobody from
    writing; without one, a gentle copy begins again when somebody writes meanwhile.

    Args:
        source: a connection that is in no transaction.
        target: what the copy is going to be called; its folder is there.
        gentle: pause between the pieces, for what runs beside somebody's work.
        stop: asked often.

    Yields:
        the copy's path, and what it holds.

    Raises:
        NotSavedError: it cannot be written, or there is no room.
        DamagedError: the project is damaged.
        ProjectError: it cannot be read.
        CancelledError: it was asked to stop.

    """
    sweep(target.parent)
    unfinished = unfinished_path(target)
    try:
        with in_plain_words(target.parent):
            facts = _copy(source, unfinished, gentle=gentle, stop=stop)
        yield unfinished, facts
    finally:
        remove_database(unfinished)


@contextmanager
def copied_as_it_is(source: sqlite3.Connection, target: Path) -> Iterator[Path]:
    """Copy a damaged project page by page, unverified; else as ``copied``.

    Raises:
        NotSavedError: it cannot be written, or there is no room.
        DamagedError: not even its pages can be read.

    """
    sweep(target.parent)
    unfinished = unfinished_path(target)
    try:
        with in_plain_words(target.parent):
            _check_room(source, unfinished.parent)
            with closing(sqlite3.connect(unfinished, isolation_level=None)) as copy:
                source.backup(copy, pages=_PAGES, progress=_Pace(-1, gentle=False, stop=never))
        yield unfinished
    finally:
        remove_database(unfinished)


def _copy(source: sqlite3.Connection, unfinished: Path, *, gentle: bool, stop: Stop) -> Facts:
    has_log = source.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    pinned = has_log or not gentle  # without a log, who reads keeps others from writing
    if pinned:
        source.execute("BEGIN")
    try:
        expected = read_facts(source) if pinned else None
        _check_room(source, unfinished.parent)
        handle = os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with closing(sqlite3.connect(unfinished, isolation_level=None)) as copy:
                copy.execute("PRAGMA journal_mode=OFF")
                copy.execute("PRAGMA synchronous=OFF")
                source.backup(copy, pages=_PAGES, progress=_Pace(handle, gentle=gentle, stop=stop))
                # A file of its own, with nothing beside it that belongs to it.
                copy.execute("PRAGMA journal_mode=DELETE")
                facts = _verify(copy, expected, stop)
            to_disk(handle)
        finally:
            os.close(handle)
    finally:
        if pinned and source.in_transaction:
            source.execute("ROLLBACK")
    return facts


class _Pace:
    """Called after each piece: pauses as long as the piece took, and waits for the disk."""

    def __init__(self, handle: int, *, gentle: bool, stop: Stop) -> None:
        self._handle, self._gentle, self._stop = handle, gentle, stop
        self._pieces = self._restarts = 0
        self._left: int | None = None
        self._since = time.monotonic()

    def __call__(self, status: int, left: int, total: int) -> None:
        del total
        if self._stop():
            raise CancelledError(say("the backup was stopped"))
        if status == sqlite3.SQLITE_BUSY or (self._left is not None and left > self._left):
            self._restarts += 1
            if self._restarts > _RESTARTS:
                raise ProjectBusyError(say("another program is writing to the project"))
        self._left = left
        self._pieces += 1
        if self._gentle:
            if self._pieces % _SYNC_EVERY == 0:
                to_disk(self._handle)
            time.sleep(min(_LONGEST_PAUSE_S, time.monotonic() - self._since))
        self._since = time.monotonic()


def _check_room(source: sqlite3.Connection, folder: Path) -> None:
    pages = source.execute("PRAGMA page_count").fetchone()[0]
    size = pages * source.execute("PRAGMA page_size").fetchone()[0]
    free = shutil.disk_usage(folder).free
    if free < size + _ROOM:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _verify(copy: sqlite3.Connection, expected: Facts | None, stop: Stop) -> Facts:
    """Check a copy as a whole and against what it should hold; return what it holds."""
    copy.set_progress_handler(stop, _ASKED_EVERY)
    try:
        found = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise sqlite3.DatabaseError(finding(found))
        facts = read_facts(copy)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            raise CancelledError(say("the backup was stopped")) from None
        raise
    finally:
        copy.set_progress_handler(None, 0)
    if expected is not None and facts != expected:
        raise NotSavedError(say("the backup is not equal to the project, and was not kept"))
    return facts


@contextmanager
def in_plain_words(folder: Path | None, what: Message = _NO_BACKUP) -> Iterator[None]:
    """Say in a sentence why something could not be done.

    Args:
        folder: in which it was to be made; None: nothing was written yet.
        what: the beginning of the sentence.

    Raises:
        ProjectError: for any error of the database, and those of the disk where it is written.

    """
    try:
        yield
    except OSError as error:
        if folder is None:
            raise
        raise cannot_write(folder, error, what) from error
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", None) or ""
        if name.startswith(NO_ROOM):
            raise cannot_write(folder or Path(), OSError(errno.ENOSPC, ""), what) from error
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise ProjectBusyError(say("another program is writing to the project")) from error
        if name.startswith(("SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_PERM", "SQLITE_READONLY")):
            raise NotSavedError(say("{what} ({error})", what=what, error=str(error))) from error
        raise DamagedError(
            say("{what}, because the project is damaged ({why})", what=what, why=str(error))
        ) from error


def cannot_write(folder: Path, error: OSError, what: Message = _NO_BACKUP) -> NotSavedError:
    """Return why nothing can be written in a folder."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return NotSavedError(say("{what}: there is no room in {folder}", what=what, folder=folder))
    return NotSavedError(
        say(
            "{what}: {folder} cannot be written ({why})",
            what=what,
            folder=folder,
            why=error.strerror or str(error),
        )
    )


def give_name(unfinished: Path, target: Path) -> None:
    """Give a finished file its name, taking nobody's, so that it survives a power cut.

    Raises:
        FileExistsError: there is something of that name.
        OSError: it cannot be done.

    """
    try:
        target.hardlink_to(unfinished)
        unfinished.unlink()
    except FileExistsError:
        raise
    except OSError:  # the drive knows no such links
        if target.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        unfinished.rename(target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make new names in a folder survive a power cut, where the system can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            to_disk(handle)
        finally:
            os.close(handle)


def reader(path: Path) -> sqlite3.Connection:
    """Open a project file to read it, whatever its format, leaving nothing beside it.

    What is no project is opened so that nothing is done with what lies beside it: SQLite would
    throw the log of a damaged file away.

    Raises:
        ProjectError: there is no such file, or it cannot be opened.

    """
    if not path.is_file():
        raise ProjectError(say("{path}: there is no such project", path=path))
    as_it_lies = untouched(path)
    try:
        ours = as_it_lies.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    except sqlite3.Error:
        return as_it_lies
    log = path.with_name(f"{path.name}-wal")
    if not ours:
        return as_it_lies
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        how = "mode=rw"  # what SQLite makes beside it to read, it then removes
    elif log.exists() and log.stat().st_size:
        how = "mode=ro"
    else:
        return as_it_lies
    as_it_lies.close()
    return _connect(path, how)


def untouched(path: Path) -> sqlite3.Connection:
    """Open a file as it lies, without its log, locking and changing nothing.

    It is safe for a file that this process has open: SQLite closes no descriptor of a file on which
    it has locks, for that would drop them.

    Raises:
        ProjectError: it cannot be opened.

    """
    return _connect(path, "mode=ro&immutable=1")


def _connect(path: Path, how: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?{how}"
    try:
        connection = sqlite3.connect(uri, uri=True, isolation_level=None)
        connection.execute("PRAGMA query_only=ON")
    except sqlite3.Error as error:
        raise ProjectError(
            say("{path}: cannot be read ({why})", path=path, why=str(error))
        ) from error
    return connection
