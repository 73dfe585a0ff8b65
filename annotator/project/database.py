"""Connections and units of work: explicit transactions, and database errors in plain words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError

from annotator.errors import DamagedError, NotSavedError, ProjectBusyError, ProjectError


class Database:
    """The engine of one project, handing out read and write units of work.

    A connection lives inside one unit of work and never crosses a thread.

    Args:
        url: an SQLAlchemy database URL.
        busy_timeout_s: how long to wait for another program's transaction.
        write_ahead_log: False where the drive does not support it.

    """

    def __init__(
        self, url: str, *, busy_timeout_s: float = 2.0, write_ahead_log: bool = True
    ) -> None:
        self.is_sqlite = url.startswith("sqlite")
        if self.is_sqlite:
            self.engine = _sqlite_engine(url, busy_timeout_s, write_ahead_log)
        else:
            self.engine = create_engine(url)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One read transaction: everything in it sees the same moment.

        Raises:
            ProjectError: the database cannot be read.

        """
        try:
            with self.engine.connect() as connection, connection.begin():
                yield connection
        except DBAPIError as error:
            raise _in_plain_words(error, writing=False) from error

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One write transaction: committed at its end, or nothing has changed.

        Raises:
            ProjectBusyError: another program is writing and did not end in time.
            NotSavedError: the disk is full, the file is read-only, or the like.

        """
        try:
            with self.engine.connect() as connection:
                writer = connection.execution_options(annotator_writes=True)
                with writer.begin():
                    yield writer
        except DBAPIError as error:
            raise _in_plain_words(error, writing=True) from error

    def close(self) -> None:
        """Close all connections; SQLite then folds its log into the file."""
        self.engine.dispose()


def _sqlite_engine(url: str, busy_timeout_s: float, write_ahead_log: bool) -> Engine:
    engine = create_engine(url, connect_args={"timeout": busy_timeout_s})

    @event.listens_for(engine, "connect")
    def on_connect(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # BEGIN is ours to say
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA journal_mode={'WAL' if write_ahead_log else 'DELETE'}")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA cache_size=-32768")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("annotator_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _in_plain_words(error: DBAPIError, *, writing: bool) -> ProjectError:
    """Return what happened as a sentence for the person at the screen."""
    name = getattr(error.orig, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return ProjectBusyError("another program is writing to the project")
    if name.startswith("SQLITE_FULL"):
        return NotSavedError("the disk is full")
    if name.startswith("SQLITE_READONLY"):
        return NotSavedError("the project file is read-only")
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return DamagedError("the project file is damaged; run “annotator check” on it")
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_PERM")):
        reason = f"the project file cannot be {'written' if writing else 'read'} ({error.orig})"
        return NotSavedError(reason) if writing else ProjectError(reason)
    if name.startswith("SQLITE_CONSTRAINT"):
        return DamagedError(f"the project refused a record that breaks its rules ({error.orig})")
    if isinstance(error, OperationalError):
        return NotSavedError(str(error.orig)) if writing else ProjectError(str(error.orig))
    return DamagedError(f"the database reported: {error.orig}")
