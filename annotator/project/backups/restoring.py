"""The way back: a backup is written into the project's file, under its locks, in one transaction.

The file stays the one that every window and program has open: they see the restored state with
their next transaction, and a row among the changes tells them that everything is to be read again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from annotator.errors import (
    DamagedError,
    NewerProjectError,
    NotAProjectError,
    NotSavedError,
    ProjectBusyError,
    ProjectError,
)
from annotator.project.backups.copying import copied, give_name, in_plain_words, reader, untouched
from annotator.project.backups.facts import Facts, is_project, read_facts
from annotator.project.backups.listing import backup_at, id_of
from annotator.project.backups.making import back_up_open, put_aside
from annotator.project.door.database import Database
from annotator.project.door.failures import finding
from annotator.project.storage import marks
from annotator.project.storage.clock import now
from annotator.project.storage.schema import REVISION
from annotator.unfinished import SIDES
from annotator.words import Message, say, stored

KIND = "restore"
"""Of the row of ``changes`` that a restore writes."""

_PAGES = 1_024
_ATTEMPTS = 5
_WAITS = 20
_NOTHING = say("nothing was restored")


class Restored(msgspec.Struct, frozen=True, kw_only=True):
    """What restoring has done.

    Attributes:
        facts: what the project holds now.
        before: where the state before lies, None where there was no project.
        was_damaged: whether that state is damaged, and kept as it was.

    """

    facts: Facts
    before: Path | None = None
    was_damaged: bool = False


def check_backup(copy: Path, project: str | None = None) -> Facts:
    """Check that a file can be restored, and return what it holds.

    Args:
        copy: any project file.
        project: the id of the project that it is to be; None: any.

    Raises:
        NotAProjectError: it is something else.
        NewerProjectError: it was made by a newer version.
        DamagedError: it is damaged.
        ProjectError: there is no such file, or it is of another project.

    """
    if not copy.is_file():
        raise ProjectError(say("{copy}: there is no such backup", copy=copy))
    try:
        with closing(reader(copy)) as connection:
            if not is_project(connection):
                raise NotAProjectError(say("{path}: this is not an Annotator project", path=copy))
            facts = read_facts(connection)
            if facts.format > REVISION:
                raise NewerProjectError(
                    say(
                        "{copy}: made by a newer version of Annotator (format {revision}, this"
                        " version knows {known})",
                        copy=copy,
                        revision=facts.format,
                        known=REVISION,
                    )
                )
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_NOTADB":
            raise NotAProjectError(
                say("{path}: this is not an Annotator project", path=copy)
            ) from error
        raise DamagedError(
            say("{copy}: this backup is damaged ({found})", copy=copy, found=str(error))
        ) from error
    if found != "ok":
        raise DamagedError(
            say("{copy}: this backup is damaged ({found})", copy=copy, found=finding(found))
        )
    if project is not None and facts.project != project:
        raise ProjectError(
            say("{copy}: this is no backup of this project, but another project", copy=copy)
        )
    return facts


def is_other_database(path: Path) -> bool:
    """Tell whether a file is a database that can be read and is of another program."""
    try:
        with closing(untouched(path)) as connection:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            return pages > 0 and not is_project(connection)
    except (ProjectError, sqlite3.Error):
        return False


def restore(
    database: Database, path: Path, copy: Path, migrate: Callable[[Database], None]
) -> Restored:
    """Bring a project that is open back to a backup; the present state is backed up first.

    Whatever is written by others until the moment of restoring is in that backup. It is one
    transaction: killed or failed, the project is as it was.

    Args:
        database: of the project.
        path: its file.
        copy: the backup, which stays as it is.
        migrate: brings a copy of an older format to this version's.

    Raises:
        ProjectError: the backup cannot be used; see ``check_backup``.
        NotSavedError: there is no room, the project is read-only, or others never stop writing.

    """
    with database.bare() as connection, in_plain_words(None, _NOTHING):
        project = _id(connection)
    if copy.exists() and path.exists() and copy.samefile(path):
        raise ProjectError(say("{copy}: this is the project itself; expected a backup", copy=copy))
    facts = check_backup(copy, project)
    with database.writing():  # refused here where nothing can be written
        pass
    for _ in range(_ATTEMPTS):
        with database.bare() as guard:
            moment = _Moment(guard)
            before, was_damaged = _keep_present(database, path)
            moment.is_kept(None if was_damaged else backup_at(before).facts)
            made = _prepared(copy, before, guard, facts, migrate)
            with made as ready, closing(_plain(ready)) as source:
                try:
                    with in_plain_words(path.parent, _NOTHING):
                        if _has_log(guard):
                            with database.bare() as target:
                                _write_over(source, target, moment)
                        else:
                            _write_over_alone(source, guard, moment)
                except _ChangedMeanwhileError:
                    continue
                restored = read_facts(source)
        with database.writing():  # it is still the file that was opened
            pass
        database.fold(in_bulk=True)  # if nobody reads; else it happens later
        return Restored(facts=restored, before=before, was_damaged=was_damaged)
    raise ProjectBusyError(say("others are writing to the project all the time; close them first"))


def restore_file(path: Path, copy: Path) -> Restored:
    """Put a backup where a project is gone, or where the file cannot be opened any more.

    What is there is renamed, with what lies beside it, and never removed.

    Raises:
        ProjectError: the backup cannot be used; see ``check_backup``.
        NotSavedError: it cannot be written.

    """
    check_backup(copy, id_of(path) or None)
    if not path.parent.is_dir():
        raise NotSavedError(
            say("{path}: the folder {parent} does not exist", path=path, parent=path.parent)
        )
    aside = None
    with closing(reader(copy)) as source, copied(source, path) as (ready, facts):
        try:
            with suppress(OSError):
                ready.chmod((copy.stat().st_mode & 0o666) | 0o600)
            aside = _move_aside(path)
            give_name(ready, path)
        except FileExistsError:
            raise NotSavedError(
                say("{path}: there is already something of that name", path=path)
            ) from None
        except OSError as error:
            reason = error.strerror or str(error)
            raise NotSavedError(
                say("{path}: cannot be written ({why})", path=path, why=reason)
            ) from error
    return Restored(facts=facts, before=aside, was_damaged=aside is not None)


def _move_aside(path: Path) -> Path | None:
    """Rename a file that is no project any more; its log goes first, so that none is left."""
    if not any(path.with_name(path.name + end).exists() for end in SIDES):
        return None
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ")
    names = (
        path.with_name(f"{path.stem}.damaged-{stamp}{'' if n == 1 else f'-{n}'}{path.suffix}")
        for n in range(1, 1_000)
    )
    aside = next(one for one in names if not one.exists())
    for end in (*SIDES[1:], SIDES[0]):
        with suppress(FileNotFoundError):
            path.with_name(path.name + end).rename(aside.with_name(aside.name + end))
    return aside


class _ChangedMeanwhileError(Exception):
    """Somebody has written between the backup of the present state and the restore."""


class _Moment:
    """Tells whether anything was done in a project since the present state was kept."""

    def __init__(self, guard: sqlite3.Connection) -> None:
        self._guard = guard
        guard.execute("SELECT count(*) FROM info").fetchone()  # what it has never read is no change
        self._version = self._read_version()
        self._sign: str | None = None

    def is_kept(self, facts: Facts | None) -> None:
        """Remember what the backup of the present state holds; None where that is damaged."""
        self._sign = facts.sign if facts is not None else None

    def has_passed(self) -> bool:
        """Tell whether work was done since; where somebody reads is none."""
        if self._read_version() == self._version:
            return False
        return self._sign is None or read_facts(self._guard).sign != self._sign

    def _read_version(self) -> int:
        return int(self._guard.execute("PRAGMA data_version").fetchone()[0])


def _plain(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


def _id(connection: sqlite3.Connection) -> str:
    found = connection.execute("SELECT value FROM info WHERE name = 'id'").fetchone()
    return str(found[0]) if found else ""


def _keep_present(database: Database, path: Path) -> tuple[Path, bool]:
    """Back up the present state, damaged or not; tell whether it is."""
    try:
        return back_up_open(database, path, KIND), False
    except DamagedError:
        with database.bare() as source:
            return put_aside(source, path), True


@contextmanager
def _prepared(
    copy: Path,
    beside: Path,
    present: sqlite3.Connection,
    facts: Facts,
    migrate: Callable[[Database], None],
) -> Iterator[Path]:
    """Yield a copy of a backup that can be written over the project: of its format and pages."""
    with closing(reader(copy)) as source, copied(source, beside) as (ready, _):
        if facts.format < REVISION:
            older = Database(ready, write_ahead_log=False, foreign_keys=False)
            try:
                migrate(older)
            finally:
                older.close()
        with in_plain_words(beside.parent, _NOTHING), closing(_plain(ready)) as connection:
            size = present.execute("PRAGMA page_size").fetchone()[0]
            if connection.execute("PRAGMA page_size").fetchone()[0] != size:
                connection.execute(f"PRAGMA page_size={size}")
                connection.execute("VACUUM")
            connection.execute("BEGIN")
            _sign(connection, present, _told(copy))
            connection.execute("COMMIT")
        yield ready


def _told(copy: Path) -> Message:
    at = f"{backup_at(copy).at:%Y-%m-%d %H:%M}"
    return say("Backup of {at} UTC restored", at=at)


def _sign(ready: sqlite3.Connection, present: sqlite3.Connection, text: Message) -> None:
    """Write what tells others that the project was restored, above every number ever given.

    Who has the project open stays in it, as a window and as an annotator.
    """
    numbers, events, windows = [0], [0], []
    for connection in (ready, present):
        with suppress(sqlite3.Error):  # the present one may be damaged
            sql = "SELECT seq FROM sqlite_sequence WHERE name = 'changes'"
            numbers += [row[0] for row in connection.execute(sql)]
            numbers.append(connection.execute("SELECT max(number) FROM changes").fetchone()[0] or 0)
            sql = 'SELECT max("key") FROM change_events'
            events.append(connection.execute(sql).fetchone()[0] or 0)
    with suppress(sqlite3.Error):
        windows = present.execute("SELECT * FROM windows").fetchall()
    number = max(numbers) + 1
    ready.execute(
        "INSERT INTO changes (number, text, before, after, state, kind) VALUES (?,?,?,?,?,?)",
        (number, stored.written(text), "{}", "{}", "done", KIND),
    )
    ready.execute(
        'INSERT INTO change_events ("key", change, event, at) VALUES (?,?,?,?)',
        (max(events) + 1, number, "done", now()),
    )
    ready.execute("DELETE FROM windows")
    for window in windows:
        places = ",".join("?" * len(window))
        ready.execute(f"INSERT INTO windows VALUES ({places})", window)
    last = None
    with suppress(sqlite3.Error):
        last = marks.stored(present)
    marks.renew(ready, last, begins=True)  # the log goes with the file as it is until then
    with suppress(sqlite3.Error):
        names = present.execute("SELECT DISTINCT annotator FROM windows").fetchall()
        ready.executemany("INSERT OR IGNORE INTO annotators (name) VALUES (?)", names)


def _has_log(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal")


def _write_over_alone(
    source: sqlite3.Connection, target: sqlite3.Connection, moment: _Moment
) -> None:
    """As ``_write_over`` where there is no log, and so nobody reads while somebody writes.

    Args:
        source: the prepared copy.
        target: the connection that ``moment`` asks.
        moment: of the backup of the present state.

    """
    target.execute("PRAGMA locking_mode=EXCLUSIVE")
    try:
        target.execute("BEGIN EXCLUSIVE")
        target.execute("COMMIT")  # and the lock stays
        if moment.has_passed():
            raise _ChangedMeanwhileError
        source.backup(target, pages=_PAGES)
    finally:
        target.execute("PRAGMA locking_mode=NORMAL")
        target.execute("SELECT count(*) FROM info").fetchone()  # only now it is let go of


def _write_over(source: sqlite3.Connection, target: sqlite3.Connection, moment: _Moment) -> None:
    """Write a prepared copy over the project in one transaction, unless somebody was quicker.

    Raises:
        _ChangedMeanwhileError: there is work that is not in the backup of the present state.

    """
    waits, began = 0, False

    def on_piece(status: int, left: int, total: int) -> None:
        nonlocal waits, began
        del left, total
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            waits += 1
            if waits > _WAITS:
                raise ProjectBusyError(say("another program is writing to the project"))
        elif not began:  # from here on nobody else can write
            began = True
            if moment.has_passed():
                raise _ChangedMeanwhileError

    # Never all at once: the first piece takes the lock, the last one commits.
    pages = source.execute("PRAGMA page_count").fetchone()[0]
    source.backup(target, pages=max(1, min(_PAGES, (pages - 1) // 2)), progress=on_piece)
