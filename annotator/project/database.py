"""Connections and units of work: explicit transactions, and database errors in plain words."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError

from annotator.errors import (
    DamagedError,
    NotSavedError,
    ProjectBusyError,
    ProjectError,
    UncertainError,
)
from annotator.project import holders, server
from annotator.project.limits import Limits

_PAGES = 1_000
_CACHE_KB = 8_192  # of the file, for each connection: what is opened one after the other fills it
_CACHE_IN_BULK_KB = 32_768
_PAGES_IN_BULK = 10_000
"""How many pages of 4 kB the log holds when it is folded into the file."""


class Database:
    """The engine of one project, handing out read and write units of work.

    A connection lives inside one unit of work and never crosses a thread.

    Args:
        place: path of an SQLite file, or the URL of a PostgreSQL database.
        busy_timeout_s: how long to wait for another program's transaction.
        write_ahead_log: False where the drive does not support it.
        foreign_keys: False while tables are rebuilt, which would empty those that refer to them.

    """

    def __init__(
        self,
        place: Path | str,
        *,
        busy_timeout_s: float = 2.0,
        write_ahead_log: bool = True,
        foreign_keys: bool = True,
    ) -> None:
        self.is_sqlite = isinstance(place, Path)
        self.limits = Limits()
        self._path = place.absolute() if isinstance(place, Path) else None
        self._busy_timeout_ms = round(busy_timeout_s * 1000)
        self._write_ahead_log = write_ahead_log
        if isinstance(place, Path):
            self.engine = _sqlite_engine(place, busy_timeout_s, write_ahead_log, foreign_keys)
        else:
            self.engine = server.server_engine(place, self.limits)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One read transaction: everything in it sees the same moment.

        Raises:
            ProjectError: the database cannot be read.

        """
        try:
            with self.engine.connect() as connection:
                if not self.is_sqlite:
                    connection = server.as_reader(connection)
                with connection.begin() as transaction:
                    yield connection
                    # There is nothing to commit, and after a damaged page SQLite would refuse.
                    transaction.rollback()
        except DBAPIError as error:
            raise self._in_plain_words(error, writing=False) from error
        except UnicodeDecodeError as error:  # in what SQLite says of damaged SQL
            raise DamagedError("the project file is damaged") from error
        except DamagedError as error:
            self._advise(error)
            raise

    @contextmanager
    def writing(self, *, lightly: bool = False, in_bulk: bool = False) -> Iterator[Connection]:
        """One write transaction: committed at its end, or nothing has changed.

        Args:
            lightly: for what may be lost: another program is not waited for, and neither is the
                disk. A power cut may then undo the transaction; it never damages the file.
            in_bulk: for one of many large transactions: SQLite's log may grow before it is folded
                into the file, so that pages that many of them change are written fewer times.

        Raises:
            ProjectBusyError: another program is writing and did not end in time.
            UncertainError: the connection was lost during COMMIT: it may be stored, or not.
            NotSavedError: the disk is full, the file is read-only, or the like.

        """
        ending = False
        try:
            with self.engine.connect() as connection:
                writer = connection.execution_options(annotator_writes=True)
                self._check_still_there(writer)
                if not self.is_sqlite:
                    writer = server.as_writer(writer)
                how = self._lightly if lightly else self._in_bulk if in_bulk else nullcontext
                with how(writer), writer.begin():
                    if not self.is_sqlite:  # one writer at a time, as in SQLite
                        server.take_turn(writer, self._busy_timeout_ms, lightly=lightly)
                    yield writer
                    ending = True
        except DBAPIError as error:
            if ending and _may_be_stored(error):
                raise UncertainError(
                    "the connection was lost while saving; whether it was saved is not known"
                ) from error
            told = self._in_plain_words(error, writing=True)
            if isinstance(told, ProjectBusyError) and not lightly:
                told = self._busy()
            raise told from error
        except UnicodeDecodeError as error:
            raise DamagedError("the project file is damaged") from error
        except DamagedError as error:
            self._advise(error)
            raise

    def _busy(self) -> ProjectBusyError:
        """Return that somebody else is writing, with their name where it can be known."""
        who = holders.SOMEBODY
        with suppress(ProjectError), self.reading() as connection:
            if self._path is not None:
                who = holders.on_file(connection, self._path)
            else:
                who = holders.on_server(connection)
        return ProjectBusyError(f"{who} is writing to the project")

    @contextmanager
    def bare(self) -> Iterator[sqlite3.Connection]:
        """SQLite's own connection in no transaction, for copying a project as a whole.

        Raises:
            ProjectError: the database cannot be opened.

        """
        try:
            with self.engine.connect() as connection:
                raw = connection.connection.driver_connection
                assert isinstance(raw, sqlite3.Connection)
                yield raw
        except DBAPIError as error:
            raise self._in_plain_words(error, writing=False) from error

    @contextmanager
    def _lightly(self, connection: Connection) -> Iterator[None]:
        """Let the next transaction wait for nothing; without a log the disk is waited for."""
        raw = connection.connection.driver_connection
        if not self.is_sqlite or raw is None:
            yield
            return
        try:
            raw.execute("PRAGMA busy_timeout=0")
            if self._write_ahead_log:
                raw.execute("PRAGMA synchronous=NORMAL")
            yield
        finally:
            raw.execute(f"PRAGMA busy_timeout={self._busy_timeout_ms}")
            raw.execute("PRAGMA synchronous=FULL")

    @contextmanager
    def _in_bulk(self, connection: Connection) -> Iterator[None]:
        """Let the log grow to about 40 MB during the next transaction."""
        raw = connection.connection.driver_connection
        if not self.is_sqlite or raw is None:
            yield
            return
        try:
            raw.execute(f"PRAGMA wal_autocheckpoint={_PAGES_IN_BULK}")
            raw.execute(f"PRAGMA cache_size=-{_CACHE_IN_BULK_KB}")
            yield
        finally:
            raw.execute(f"PRAGMA cache_size=-{_CACHE_KB}")
            raw.execute(f"PRAGMA wal_autocheckpoint={_PAGES}")

    def _check_still_there(self, connection: Connection) -> None:
        """Refuse to write into a file that nobody will find again: SQLite would not notice."""
        opened = connection.info.get("file")
        if opened is not None and opened != _identity(connection.info["path"]):
            raise _gone(connection.info["path"])

    def _in_plain_words(self, error: DBAPIError, *, writing: bool) -> ProjectError:
        tell = _in_plain_words if self.is_sqlite else server.in_plain_words
        return tell(error, writing=writing)

    def looks_changed(self) -> bool:
        """Tell whether somebody else may have written; of a server that is not known: True.

        SQLite tells it of each connection: what is written through the same one does not count.
        Nothing of the tables is read.
        """
        if not self.is_sqlite:
            return True
        connection = self.engine.raw_connection()
        try:
            assert connection.driver_connection is not None
            version = connection.driver_connection.execute("PRAGMA data_version").fetchone()[0]
            before = connection.info.get("data_version")
            connection.info["data_version"] = version
            return bool(version != before)
        except sqlite3.Error:
            return False  # whatever it is, whoever reads or writes next is told
        finally:
            connection.close()

    @property
    def waits_to_be_asked(self) -> bool:
        """Whether ``looks_changed`` may wait for others: without a log, and on a server."""
        return not (self.is_sqlite and self._write_ahead_log)

    def _advise(self, error: DamagedError) -> None:
        """Say of a database on a server what can be done there: there is no file to recover."""
        if not self.is_sqlite and error.advice == DamagedError.ADVICE:
            error.advice = server.ADVICE

    def close(self) -> None:
        """Close all connections; SQLite then folds its log into the file."""
        if self._path is not None and self._write_ahead_log and _identity(self._path) is None:
            self._fold_log_of_moved()
        self.engine.dispose()

    def _fold_log_of_moved(self) -> None:
        """Fold the log into a file that was moved while it was open: SQLite would leave it behind.

        Leaving the log mode does it, under a lock that nobody gets who shares the file with
        another program, wherever that has opened it. The mode itself stays: SQLite sees that the
        file has moved, and says so.
        """
        with suppress(DBAPIError, ProjectError), self.engine.connect() as connection:
            self.engine.dispose()  # all others; they would hold the lock
            raw = connection.connection.driver_connection
            opened = connection.info.get("file")
            connection.detach()
            if raw is not None and opened is not None and not _has_other_log(opened):
                with suppress(sqlite3.Error):
                    raw.execute("PRAGMA journal_mode=DELETE")


def _sqlite_engine(
    path: Path, busy_timeout_s: float, write_ahead_log: bool, foreign_keys: bool
) -> Engine:
    path = path.absolute()
    engine = create_engine(
        URL.create("sqlite", database=str(path)),  # quotes nothing, whatever is in the path
        connect_args={"timeout": busy_timeout_s},
        max_overflow=-1,  # threads wait for the file, not for a connection
        pool_use_lifo=True,  # who works alone has the same connection each time
    )

    first: list[tuple[int, int] | None] = []

    @event.listens_for(engine, "do_connect")
    def on_do_connect(*_: Any) -> None:
        # SQLite would make an empty file where there is none, and take any other that is there.
        if first and first[0] != _identity(path):
            raise _gone(path)

    @event.listens_for(engine, "connect")
    def on_connect(connection: sqlite3.Connection, record: Any) -> None:
        record.info["path"] = path
        if write_ahead_log:  # on network drives a file has no number to rely on
            record.info["file"] = _identity(path)
            first.append(record.info["file"])
        connection.isolation_level = None  # BEGIN is ours to say
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA journal_mode={'WAL' if write_ahead_log else 'DELETE'}")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
        cursor.execute(f"PRAGMA cache_size=-{_CACHE_KB}")
        cursor.close()

    @event.listens_for(engine, "handle_error")
    def on_error(context: ExceptionContext) -> None:
        # After Ctrl-C the connection is as good as before. SQLAlchemy would close it, but SQLite
        # holds its locks as long as statements are about, and nobody could write.
        if not isinstance(context.original_exception, Exception):
            context.is_disconnect = False

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("annotator_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _may_be_stored(error: DBAPIError) -> bool:
    """Tell whether a COMMIT that failed may have been carried out all the same."""
    name = getattr(error.orig, "sqlite_errorname", "") or ""
    if name:
        return name.startswith("SQLITE_IOERR")
    code = getattr(error.orig, "sqlstate", None) or ""
    return error.connection_invalidated or code.startswith(("57P", "08")) or not code


def _has_other_log(file: tuple[int, int]) -> bool:
    """Tell whether a file that is open here has another program's log where it lies by now.

    Its log and ours would overwrite each other. True where that cannot be known.
    """
    opened: dict[tuple[int, int], Path] = {}
    try:
        for one in Path("/proc/self/fd").iterdir():
            with suppress(OSError):
                found = os.fstat(int(one.name))
                opened[found.st_dev, found.st_ino] = one.readlink()
    except OSError:
        return True
    if file not in opened:
        return True
    log = Path(f"{opened[file]}-wal")
    with suppress(OSError):
        # A folder that was moved takes our own log along.
        return log.stat().st_size > 0 and _identity(log) not in opened
    return False


def _gone(path: Path) -> NotSavedError:
    return NotSavedError(
        f"{path}: the project has been moved or deleted while it was open; put it back, or close"
        " it and open it where it is now"
    )


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another one that took its name, None when it is gone."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _is_no_text(error: DBAPIError) -> bool:
    """Tell whether a text was read that is none; the driver has no name for that."""
    return str(error.orig).startswith("Could not decode to UTF-8")


def is_damage(error: DBAPIError) -> bool:
    """Tell whether a page of the file could not be read, or is not what it should be."""
    name = getattr(error.orig, "sqlite_errorname", "") or ""
    damaged = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR")
    return name.startswith(damaged) or _is_no_text(error)


def _in_plain_words(error: DBAPIError, *, writing: bool) -> ProjectError:
    """Return what happened as a sentence for the person at the screen."""
    name = getattr(error.orig, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return ProjectBusyError("another program is writing to the project")
    if name.startswith("SQLITE_FULL"):
        return NotSavedError("the disk is full")
    if name.startswith("SQLITE_READONLY"):
        if not writing:  # the log and its index lie beside the file
            return ProjectError(
                "the folder of the project cannot be written, which even reading needs; copy the"
                " project to another folder"
            )
        return NotSavedError("the project file is read-only")
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or _is_no_text(error):
        return DamagedError("the project file is damaged")
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_PERM")):
        reason = f"the project file cannot be {'written' if writing else 'read'} ({error.orig})"
        return NotSavedError(reason) if writing else ProjectError(reason)
    if name.startswith("SQLITE_CONSTRAINT"):
        reason = f"the project refused a record that breaks its rules ({error.orig})"
        return DamagedError(reason, advice="")
    if isinstance(error, OperationalError):
        return NotSavedError(str(error.orig)) if writing else ProjectError(str(error.orig))
    return DamagedError(f"the database reported: {error.orig}")
