"""The guard of one open project file: looks at it around each transaction, acts when it is lost.

``watching`` finds out, ``rescuing`` brings what was acknowledged to where it belongs; here is when
that happens, once, whichever thread comes first.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from annotator.errors import OtherFileError, ProjectError
from annotator.openfiles import Held, identity_of
from annotator.project.door import rescuing
from annotator.project.door.watching import Finding, Marked, Watch
from annotator.words import Message


class SqliteConnection(sqlite3.Connection):
    """A connection that tells when SQLite has closed the file.

    Attributes:
        mark: what the transaction that is being committed has marked its log with.
        on_close: called once, after the file was closed.

    """

    mark: Marked | None = None
    on_close: Callable[[], None] | None = None

    def close(self) -> None:
        """Close the file, then say so."""
        super().close()
        told, self.on_close = self.on_close, None
        if told is not None:
            told()


class LogToKeep(NamedTuple):
    """A log that is about to be folded into its project's file.

    Attributes:
        path: of the log.
        frames: how many pages are in it.
        salt: another one each time that the log begins anew.
        project: the project's id.
        project_bytes: the project's size.

    """

    path: Path
    frames: int
    salt: str
    project: str
    project_bytes: int


class OtherFileFound(Exception):  # noqa: N818 - ends a transaction; nobody above sees it
    """The file is another one, or its log has gone.

    Attributes:
        finding: which.
        is_stored: whether the transaction was committed before that was found.

    """

    def __init__(self, finding: Finding, *, is_stored: bool = False) -> None:
        super().__init__(finding)
        self.finding = finding
        self.is_stored = is_stored


def raw_of(connection: Connection) -> SqliteConnection:
    """Return SQLite's own connection."""
    raw: Any = connection.connection.driver_connection
    assert isinstance(raw, SqliteConnection)
    return raw


class Guard:
    """Guards one file for one ``Database``.

    Args:
        path: as it was opened, absolute.
        held: the file.
        engine: gives connections to it.
        marks_logs: False while tables are rebuilt.
        kept: knows what is kept of the project elsewhere; None where nothing is.

    """

    def __init__(
        self,
        path: Path,
        held: Held,
        engine: Engine,
        *,
        marks_logs: bool,
        kept: rescuing.Kept | None = None,
    ) -> None:
        self.held = held
        self._kept = kept
        self._marks_logs = marks_logs
        self._path = path
        self._engine = engine
        self._watch = Watch(path, held)
        self._settling = threading.RLock()
        self._counting = threading.Lock()
        self._open = 0
        self._lost: Message | None = None
        self._told: Message | None = None

    @property
    def log(self) -> Path:
        """Where the log lies."""
        return self._watch.log

    # -- connections ---------------------------------------------------------------------------

    def before_connecting(self) -> None:
        """Refuse to open a file of the same name that is another one, or none.

        SQLite would make an empty file where there is none.
        """
        if self._lost is not None:
            raise OtherFileError(self._lost)
        if identity_of(self._path) != self.held.identity:
            raise OtherFileError(self._told or rescuing.gone(self._path))

    def connected(self, raw: SqliteConnection) -> None:
        """Count a connection; the first one has opened the log."""
        self.held.keep()
        raw.on_close = self._closed_one
        with self._counting:
            self._open += 1
            if self._open == 1:
                self._watch.begin(raw)

    def _closed_one(self) -> None:
        with self._counting:
            self._open -= 1
        self.held.let_go()

    # -- transactions --------------------------------------------------------------------------

    def check_reading(self, raw: SqliteConnection) -> None:
        """Refuse to read what another program has written over the project."""
        if self._lost is not None:
            raise OtherFileError(self._lost)
        if self._watch.look(raw) is Finding.OVERWRITTEN:
            raise OtherFileFound(Finding.OVERWRITTEN)

    @contextmanager
    def transaction(self, raw: SqliteConnection) -> Iterator[None]:
        """Look before a transaction writes; mark the log when it is the first one in it."""
        if self._lost is not None:
            raise OtherFileError(self._lost)
        finding = self._watch.look(raw)
        if finding not in (None, Finding.LOG_GONE):  # a log without a name is folded afterwards
            raise OtherFileFound(finding)
        self._watch.follow(raw)
        raw.mark = None
        before = raw.total_changes
        yield
        if self._marks_logs and raw.total_changes != before:
            raw.mark = self._watch.mark(raw)

    def committed(self, raw: SqliteConnection) -> None:
        """Look again after a transaction was committed, before anybody hears of it."""
        self._watch.committed(raw.mark)
        finding = self._watch.look(raw)
        if finding is not None:
            raise OtherFileFound(finding, is_stored=True)

    def is_long(self, frames: int) -> bool:
        """Tell whether the log has so many frames, and a good part of them is to be folded."""
        index = self._watch.index_seen
        return (
            index is not None
            and index.frames >= frames
            and index.frames - index.folded >= frames // 4
        )

    def is_behind(self, frames: int) -> bool:
        """Tell whether the log still has so many frames, and not all of them could be folded."""
        index = self._watch.state()
        return index is not None and index.frames >= frames and not index.is_folded

    def fold(
        self, raw: SqliteConnection, pin: SqliteConnection, keep: Callable[[LogToKeep], None]
    ) -> None:
        """Bring what is in the log into the file, as far as readers allow; waits for nobody.

        Nothing is folded that was not kept before: what the pin reads is as far as SQLite folds,
        and as long as it reads, the log does not begin anew.

        Args:
            raw: folds.
            pin: another connection, which reads meanwhile.
            keep: called before.

        """
        index = self._watch.state()
        if index is None or index.is_folded or self._watch.look(raw) is not None:
            return
        with suppress(sqlite3.Error), self._pinned(pin) as log:  # else the next one tries again
            if log is not None:
                keep(log)
            if self._lost or self._watch.look(raw) is not None:
                return
            raw.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        self._watch.look(raw)

    def keep_at_end(self, pin: SqliteConnection, keep: Callable[[LogToKeep], None]) -> None:
        """Keep what is in the log before the last one who closes the file folds it."""
        with suppress(sqlite3.Error), self._pinned(pin) as log:
            if log is not None:
                keep(log)

    @contextmanager
    def _pinned(self, pin: SqliteConnection) -> Iterator[LogToKeep | None]:
        """Let the log be as it is, but for what is added to it, and yield what it is."""
        pin.execute("BEGIN")
        try:
            pin.execute("SELECT count(*) FROM sqlite_master").fetchall()  # it reads from here on
            index, project = self._watch.state(), self._watch.project
            log = None
            if index is not None and index.frames and project and self._watch.has_own_log():
                size = pin.execute("PRAGMA page_size").fetchone()[0]
                log = LogToKeep(
                    self._watch.log, index.frames, index.salt.hex(), project, index.pages * size
                )
            yield log
        finally:
            if pin.in_transaction:
                pin.execute("ROLLBACK")

    # -- when it is lost -----------------------------------------------------------------------

    def settle(self, finding: Finding, *, closing: bool = False) -> OtherFileError | None:
        """Bring what was acknowledged to where it belongs; see ``rescuing``.

        Not to be called inside a transaction of the same thread.
        """
        with self._settling:
            if self._lost is not None:
                return OtherFileError(self._lost)
            try:
                connection = self._engine.connect()
            except ProjectError as error:
                return OtherFileError(error.message)
            with connection:
                raw = raw_of(connection)
                if self._watch.look(raw) is None:  # put back, or another thread was here
                    return None
                if finding is Finding.MOVED and not closing and identity_of(self._path) is None:
                    problem = rescuing.fold_where_it_is(self._watch, raw)
                    self._told = problem.message
                    return problem
                connection.detach()
                others = self._engine.dispose
                settled = rescuing.settle(finding, self._watch, raw, others, self._kept)
            if settled is not None:
                self._told = settled.message
                if finding in (Finding.OVERWRITTEN, Finding.LOG_GONE, Finding.LOG_CUT):
                    self._lost = self._told
            return settled

    def look(self, *, closing: bool = False) -> Message | None:
        """Look at the file outside of any transaction, and act.

        Returns:
            what to tell the person; None when the file is ours.

        """
        if self._lost is not None:
            return self._lost
        try:
            with self._engine.connect() as connection:
                finding = self._watch.look(raw_of(connection))
        except ProjectError as error:
            return error.message
        except DBAPIError:
            return None
        problem = self.settle(finding, closing=closing) if finding is not None else None
        return None if problem is None else problem.message
