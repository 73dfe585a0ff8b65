"""Connections and units of work: explicit transactions, and database errors in plain words."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.exc import DBAPIError

from annotator.errors import (
    DamagedError,
    NotSavedError,
    OtherFileError,
    ProjectBusyError,
    ProjectError,
    UncertainError,
)
from annotator.openfiles import Held, hold
from annotator.project.door import holders, server
from annotator.project.door.failures import in_plain_words, may_be_stored
from annotator.project.door.guarding import (
    Guard,
    LogToKeep,
    OtherFileFound,
    SqliteConnection,
    raw_of,
)
from annotator.project.door.rescuing import Kept
from annotator.project.storage import marks
from annotator.project.storage.limits import Limits
from annotator.words import Message, say

_CACHE_KB = 8_192  # of the file, for each connection: what is opened one after the other fills it
_CACHE_IN_BULK_KB = 32_768
_PAGES, _PAGES_IN_BULK = 1_000, 10_000
"""How many pages of 4 kB the log holds when it is folded into the file while work goes on."""


class Keeper(Protocol):
    """Keeps logs elsewhere before they are folded; nothing is raised."""

    def keep(self, database: Database, log: LogToKeep, *, in_bulk: bool = False) -> None:
        """Keep a log that is folded next; its frames stay as they are meanwhile."""

    def keep_at_end(self, log: LogToKeep) -> None:
        """Keep a log before the project is closed, which may fold it."""

    def stop(self) -> None:
        """Come to an end soon: the project is being closed."""


class Database:
    """The engine of one project, handing out read and write units of work.

    A connection lives inside one unit of work and never crosses a thread. A project file is held
    (``openfiles``) from before SQLite opens it until SQLite has closed it, and is guarded
    (``guarding``) where it has a log.

    Args:
        place: path of an SQLite file, or the URL of a PostgreSQL database.
        busy_timeout_s: how long to wait for another program's transaction.
        write_ahead_log: False where the drive does not support it.
        foreign_keys: False while tables are rebuilt, which would empty those that refer to them.
        read_only: why nothing may be written into it; None where it may.
        keeper: keeps what is folded into the file.
        kept: knows what is kept of the project, should the file be written over.

    """

    def __init__(
        self,
        place: Path | str,
        *,
        busy_timeout_s: float = 2.0,
        write_ahead_log: bool = True,
        foreign_keys: bool = True,
        read_only: Message | None = None,
        keeper: Keeper | None = None,
        kept: Kept | None = None,
    ) -> None:
        self.is_sqlite = isinstance(place, Path)
        self.limits = Limits()
        self.read_only = read_only
        self.path = place.absolute() if isinstance(place, Path) else None
        self._busy_timeout_ms = round(busy_timeout_s * 1000)
        self._write_ahead_log = write_ahead_log
        self._foreign_keys = foreign_keys
        self._held: Held | None = None
        self._guard: Guard | None = None
        self._is_closed = False
        self._keeper = keeper
        self._kept = kept
        self._folding = threading.Lock()
        self._folder: threading.Thread | None = None
        self._wait_at = _PAGES_IN_BULK
        if self.path is not None:
            with suppress(OSError):  # there is none yet
                self._held = hold(self.path)
            self.engine = self._sqlite_engine(self.path, busy_timeout_s)
            self._begin_guard()
        else:
            self.engine = server.server_engine(str(place), self.limits)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One read transaction: everything in it sees the same moment.

        Raises:
            OtherFileError: another program has written over the file.
            ProjectError: the database cannot be read.

        """
        try:
            with self._connection() as connection:
                if not self.is_sqlite:
                    connection = server.as_reader(connection)
                with connection.begin() as transaction:
                    if self._guard is not None:
                        self._guard.check_reading(raw_of(connection))
                    yield connection
                    # There is nothing to commit, and after a damaged page SQLite would refuse.
                    transaction.rollback()
        except DBAPIError as error:
            raise self._in_plain_words(error, writing=False) from error
        except OtherFileFound as found:
            raise self._settled(found) or _changed_meanwhile() from None
        except UnicodeDecodeError as error:  # in what SQLite says of damaged SQL
            raise DamagedError(say("the project file is damaged")) from error
        except DamagedError as error:
            self._advise(error)
            raise

    @contextmanager
    def writing(
        self, *, lightly: bool = False, in_bulk: bool = False, privately: bool = False
    ) -> Iterator[Connection]:
        """One write transaction: committed at its end, or nothing has changed.

        Args:
            lightly: for what may be lost: another program is not waited for, and neither is the
                disk. A power cut may then undo the transaction; it never damages the file.
            in_bulk: for one of many large transactions: SQLite's log may grow before it is folded
                into the file, so that pages that many of them change are written fewer times.
            privately: also where nothing may be written: for the copy that is read instead.

        Raises:
            ProjectBusyError: another program is writing and did not end in time.
            UncertainError: the connection was lost during COMMIT: it may be stored, or not.
            OtherFileError: the file is another one by now; it says where what was saved is.
            NotSavedError: the disk is full, the project is read-only, or the like.

        """
        if self.read_only is not None and not privately:
            raise NotSavedError(self.read_only)
        ending = False
        try:
            with self._connection() as connection:
                writer = connection.execution_options(annotator_writes=True)
                if not self.is_sqlite:
                    writer = server.as_writer(writer)
                how = self._lightly if lightly else self._in_bulk if in_bulk else nullcontext
                with how(writer):
                    with writer.begin():
                        if not self.is_sqlite:  # one writer at a time, as in SQLite
                            server.take_turn(writer, self._busy_timeout_ms, lightly=lightly)
                        with self._guarded(writer):
                            yield writer
                        ending = True
                    ending = False
                    if self._guard is not None:
                        self._guard.committed(raw_of(writer))
            self._fold_what_is_long(in_bulk=in_bulk)
        except DBAPIError as error:
            if ending and may_be_stored(error):
                raise UncertainError(self._why_uncertain(error)) from error
            told = self._in_plain_words(error, writing=True)
            if isinstance(told, ProjectBusyError) and not lightly:
                told = self._busy()
            raise told from error
        except OtherFileFound as found:
            problem = self._settled(found)
            if problem is not None or not found.is_stored:
                raise problem or _changed_meanwhile() from None
        except UnicodeDecodeError as error:
            raise DamagedError(say("the project file is damaged")) from error
        except DamagedError as error:
            self._advise(error)
            raise

    def _why_uncertain(self, error: DBAPIError) -> Message:
        if not self.is_sqlite:
            return say("the connection was lost while saving; whether it was saved is not known")
        return say(
            "the project file cannot be written ({why}); whether it was saved is not known",
            why=str(error.orig),
        )

    def _busy(self) -> ProjectBusyError:
        """Return that somebody else is writing, with their name where it can be known."""
        who = holders.SOMEBODY
        with suppress(ProjectError), self.reading() as connection:
            if self.path is not None:
                who = holders.on_file(connection, self.path)
            else:
                who = holders.on_server(connection)
        return ProjectBusyError(say("{who} is writing to the project", who=who))

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        with self.engine.connect() as connection:
            try:
                yield connection
            finally:
                if self._is_closed:  # meanwhile: nobody would close it later
                    connection.detach()

    @contextmanager
    def _guarded(self, connection: Connection) -> Iterator[None]:
        if self._guard is None:
            yield
        else:
            with self._guard.transaction(raw_of(connection)):
                yield

    def _settled(self, found: OtherFileFound) -> OtherFileError | None:
        assert self._guard is not None
        return self._guard.settle(found.finding)

    @contextmanager
    def bare(self) -> Iterator[sqlite3.Connection]:
        """SQLite's own connection in no transaction, for copying a project as a whole.

        Raises:
            ProjectError: the database cannot be opened.

        """
        try:
            with self._connection() as connection:
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
        """Let the next transaction have more of the file in memory."""
        raw = connection.connection.driver_connection
        if not self.is_sqlite or raw is None:
            yield
            return
        try:
            raw.execute(f"PRAGMA cache_size=-{_CACHE_IN_BULK_KB}")
            yield
        finally:
            raw.execute(f"PRAGMA cache_size=-{_CACHE_KB}")

    def _in_plain_words(self, error: DBAPIError, *, writing: bool) -> ProjectError:
        tell = in_plain_words if self.is_sqlite else server.in_plain_words
        return tell(error, writing=writing)

    def looks_changed(self) -> bool:
        """Tell whether somebody else may have written; of a server that is not known: True.

        SQLite tells it of each connection: what is written through the same one does not count.
        Nothing of the tables is read.
        """
        if not self.is_sqlite:
            return True
        try:
            connection = self.engine.raw_connection()
        except (DBAPIError, ProjectError):
            return False  # whatever it is, whoever reads or writes next is told
        try:
            assert connection.driver_connection is not None
            version = connection.driver_connection.execute("PRAGMA data_version").fetchone()[0]
            before = connection.info.get("data_version")
            connection.info["data_version"] = version
            return bool(version != before)
        except sqlite3.Error:
            return False  # as above
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

    # -- the file ------------------------------------------------------------------------------

    @property
    def has_log(self) -> bool:
        """Whether what is written goes into a log first."""
        return self._guard is not None

    def mark(self) -> str:
        """Return the mark of the last transaction, "" where there is none."""
        with self.bare() as connection:
            found = marks.stored(connection)
        return found.now if found is not None else ""

    @property
    def log_path(self) -> Path:
        """Where the log of a project that has one lies."""
        assert self._guard is not None
        return self._guard.log

    def look(self) -> Message | None:
        """Look whether the file is still ours, and act if not; return what to tell, if anything."""
        return self._guard.look() if self._guard is not None else None

    def fold(self, *, in_bulk: bool = False) -> None:
        """Keep what is in the log, then bring it into the file; waits for no other program."""
        if self._guard is None or self._guard.look() is not None:
            return
        with (
            suppress(DBAPIError, ProjectError),
            self._folding,
            self._connection() as connection,
            self._connection() as pin,
        ):
            self._guard.fold(raw_of(connection), raw_of(pin), partial(self._keep, in_bulk=in_bulk))

    def _keep(self, log: LogToKeep, *, in_bulk: bool) -> None:
        if self._keeper is not None:
            self._keeper.keep(self, log, in_bulk=in_bulk)

    def _fold_what_is_long(self, *, in_bulk: bool) -> None:
        """Fold a log that has become long, beside the work.

        Imports wait for it, and so does who writes faster than it can be folded beside: else the
        log would never begin anew. Where somebody reads all the time, that is tried ever rarer.
        """
        if self._guard is None:
            return
        if self._guard.is_long(self._wait_at):
            self.fold(in_bulk=True)
            behind = self._guard.is_behind(self._wait_at)
            self._wait_at = 2 * self._wait_at if behind else _PAGES_IN_BULK
            return
        if in_bulk or not self._guard.is_long(_PAGES):
            return
        if self._folder is None or not self._folder.is_alive():
            self._folder = threading.Thread(target=self.fold, name="fold")
            self._folder.start()

    def close(self) -> None:
        """Close all connections; SQLite then folds its log into the file."""
        if self._guard is not None and not self._is_closed:
            if self._keeper is not None:
                self._keeper.stop()
            if self._folder is not None:
                self._folder.join()
            if not self._guard.look(closing=True) and self._keeper is not None:
                with suppress(DBAPIError, ProjectError), self._connection() as pin:
                    self._guard.keep_at_end(raw_of(pin), self._keeper.keep_at_end)
        self._is_closed = True
        self.engine.dispose()
        held, self._held = self._held, None
        if held is not None:
            held.let_go()

    def _begin_guard(self) -> None:
        # On network drives a file has no number to rely on.
        if self._held is not None and self.path is not None and self._write_ahead_log:
            self._guard = Guard(
                self.path,
                self._held,
                self.engine,
                marks_logs=self._foreign_keys,
                kept=self._kept,
            )

    def _on_connect(self, raw: SqliteConnection, _: Any) -> None:
        assert self.path is not None
        raw.isolation_level = None  # BEGIN is ours to say
        raw.execute(f"PRAGMA journal_mode={'WAL' if self._write_ahead_log else 'DELETE'}")
        raw.execute("PRAGMA wal_autocheckpoint=0")  # when to fold is ours to say, too
        raw.execute("PRAGMA synchronous=FULL")
        raw.execute("PRAGMA fullfsync=ON")  # on macOS only that waits for the disk; else nothing
        raw.execute("PRAGMA checkpoint_fullfsync=ON")
        raw.execute(f"PRAGMA foreign_keys={'ON' if self._foreign_keys else 'OFF'}")
        raw.execute(f"PRAGMA cache_size=-{_CACHE_KB}")
        if self._held is None and not self._is_closed:  # SQLite has just made the file
            self._held = hold(self.path)
            self._begin_guard()
        if self._guard is not None:
            self._guard.connected(raw)
        else:
            raw.on_close = hold(self.path).let_go

    def _sqlite_engine(self, path: Path, busy_timeout_s: float) -> Engine:
        engine = create_engine(
            URL.create("sqlite", database=str(path)),  # quotes nothing, whatever is in the path
            connect_args={"timeout": busy_timeout_s, "factory": SqliteConnection},
            max_overflow=-1,  # threads wait for the file, not for a connection
            pool_use_lifo=True,  # who works alone has the same connection each time
        )

        @event.listens_for(engine, "do_connect")
        def on_do_connect(*_: Any) -> None:
            if self._guard is not None:
                self._guard.before_connecting()

        event.listen(engine, "connect", self._on_connect)
        event.listen(engine, "handle_error", _on_error)
        event.listen(engine, "begin", _on_begin)
        return engine


def _on_error(context: ExceptionContext) -> None:
    # After Ctrl-C the connection is as good as before. SQLAlchemy would close it, but SQLite
    # holds its locks as long as statements are about, and nobody could write.
    if not isinstance(context.original_exception, Exception):
        context.is_disconnect = False


def _on_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("annotator_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _changed_meanwhile() -> ProjectBusyError:
    return ProjectBusyError(say("the project file was changed meanwhile; try again"))
