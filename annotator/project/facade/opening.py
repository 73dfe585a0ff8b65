"""Opening projects, whatever lies beside them, and making new ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from sqlalchemy import insert, select

from annotator.annotation.records import Label
from annotator.errors import NotSavedError, ProjectError
from annotator.paths import usable
from annotator.project import backups, checking
from annotator.project.backups import LogKeeper, lines
from annotator.project.door import beside, files
from annotator.project.door.database import Database
from annotator.project.door.locations import absolute
from annotator.project.door.server import is_url, shown
from annotator.project.door.snapshots import Snapshot
from annotator.project.facade.opened import Opened
from annotator.project.importing.abandoned import abandoned_imports, sweep_abandoned
from annotator.project.new_tables import create_schema
from annotator.project.storage import marks, rows, schema
from annotator.project.storage.clock import new_id, now
from annotator.project.writing.new_labels import insert_labels
from annotator.unfinished import SWEPT_AT_ONCE, remove_database, sweep, unfinished_path
from annotator.words import Message, say

P = TypeVar("P", bound=Opened)


def open_project(make: type[P], location: str | Path, busy_timeout_s: float) -> P:
    """Open an existing project; an older one is backed up and migrated first.

    One on a server is migrated in one transaction and not backed up. One that can only be
    read (``read_only`` says why) is copied first, and shown as it was then.

    Args:
        make: what is made of it.
        location: path of a project file, or a database URL.
        busy_timeout_s: how long an edit waits for another program's transaction.

    Raises:
        NotAProjectError: the file is something else.
        NewerProjectError: it was made by a newer version; it is left untouched.
        OtherFileError: it was written over while another program has it open.
        ProjectError: it does not exist or cannot be read.

    """
    if is_url(location):
        database = Database(str(location), busy_timeout_s=busy_timeout_s)
        project = make(shown(location), database)
    else:
        place = usable(location, ProjectError, beside=files.LONGEST_SIDE)
        project = _opened(make, place, busy_timeout_s)
    try:
        _look_inside(project)
    except BaseException:
        project.close()
        raise
    return project


def _opened(make: type[P], path: Path, busy_timeout_s: float) -> P:
    """Open a file, after a look at it and at what lies beside it."""
    sweep(path.parent, SWEPT_AT_ONCE)
    backups.sweep_left(path)
    revision = files.read_revision(path)
    with files.held(path) as held:
        reason = beside.why_read_only(path)
        if reason is not None:
            return _copied(make, path, Snapshot(path, held), revision, reason)
        beside.heal_permissions(path, held)
        notice = beside.put_stray_log_aside(path, held, lines)
        _migrate(path, revision)
        return _at(make, path, busy_timeout_s, [notice] if notice is not None else [])


def _copied(make: type[P], path: Path, snapshot: Snapshot, revision: int, reason: Message) -> P:
    """Open the copy of a project that can only be read."""
    try:
        with files.held(snapshot.path) as held:
            beside.put_stray_log_aside(snapshot.path, held, lines)
        _migrate(snapshot.path, revision)
        database = Database(snapshot.path, read_only=reason)
    except BaseException:
        snapshot.close()
        raise
    notice = say("{why}: it is shown as it is now, and nothing can be changed.", why=reason)
    return make(str(path), database, [notice], snapshot)


def _look_inside(project: Opened) -> None:
    with project.database.reading() as connection:
        revision = checking.check_revision(connection)
    if revision < schema.REVISION:  # on a server; a file has been looked at before
        migrate_tables(project.database)
        project.notices += (
            say(
                "The project was brought from format {before} to {now}: everybody who works in"
                " it needs this version of Annotator now.",
                before=revision,
                now=schema.REVISION,
            ),
        )
    with project.database.reading() as connection:
        abandoned = abandoned_imports(connection)
    if abandoned:
        # Where it cannot be written now, the next one who opens it takes them back.
        with suppress(NotSavedError), project.database.writing() as connection:
            sweep_abandoned(connection)


def create_project(make: type[P], location: str | Path, labels: Sequence[Label]) -> P:
    """Make a new project with ``labels`` and open it.

    Raises:
        NotSavedError: something is already there, or the place cannot be written.

    """
    if is_url(location):
        project = make(shown(location), Database(str(location)))
        try:
            with project.database.reading() as connection:
                checking.check_empty(connection)
            build(project.database, labels)
        except BaseException:
            project.close()
            raise
        return project
    path = Path(location)
    make_file(path, lambda database: build(database, labels))
    return _at(make, path, 2.0)


def _at(make: type[P], path: Path, busy_timeout_s: float, notices: Sequence[Message] = ()) -> P:
    notices = [*notices]
    if files.on_network_drive(path):
        notices.append(
            say(
                "This project lies on a network drive. It is safe for one person at a time;"
                " for several, use packs or a database server."
            )
        )
    keeper = LogKeeper(path.absolute())
    project = make(absolute(path), _database_at(path, busy_timeout_s, keeper), notices)
    project.keeper = keeper
    return project


def make_file(path: Path, fill: Callable[[Database], None]) -> None:
    """Build a file under another name first, so that no half-made project is ever seen."""
    path = usable(path, NotSavedError, beside=files.LONGEST_SIDE)
    if path.exists():
        raise NotSavedError(say("{path}: there is already something of that name", path=path))
    if not path.parent.is_dir():
        raise NotSavedError(
            say("{path}: the folder {parent} does not exist", path=path, parent=path.parent)
        )
    sweep(path.parent, SWEPT_AT_ONCE)
    unfinished = unfinished_path(path)
    # Without a log beside it, the file has everything when it gets its name.
    database = Database(unfinished, write_ahead_log=False)
    try:
        fill(database)
        database.close()
        _name(unfinished, path)
    except OSError as error:
        raise NotSavedError(
            say("{path}: cannot be written ({why})", path=path, why=error.strerror or str(error))
        ) from error
    finally:
        database.close()
        remove_database(unfinished)


def _name(unfinished: Path, path: Path) -> None:
    """Give a file its name, unless another program has made one of that name meanwhile."""
    try:
        path.hardlink_to(unfinished)
    except FileExistsError:
        raise NotSavedError(
            say("{path}: there is already something of that name", path=path)
        ) from None
    except OSError:  # the drive knows no such links
        unfinished.replace(path)


def migrate_tables(database: Database) -> None:
    """Bring the tables of a database to the newest revision; Alembic is read only where needed."""
    from annotator.project.migrating import migrate

    migrate(database)


def _migrate(path: Path, revision: int) -> None:
    """Bring a file to the newest revision, after a backup, where it is an older one."""
    if revision < schema.REVISION:
        from annotator.project.migrating import back_up_and_migrate

        back_up_and_migrate(path, revision)


def build(database: Database, labels: Sequence[Label]) -> None:
    """Make the tables of a new project and write what it begins with."""
    create_schema(database)
    with database.writing() as connection:
        if connection.execute(select(schema.info)).first() is not None:
            raise NotSavedError(say("there is already a project in this database"))
        connection.execute(
            insert(schema.info),
            [
                {"name": "id", "value": new_id()},
                {"name": "created_at", "value": now()},
                {"name": marks.NAME, "value": marks.first()},
            ],
        )
        insert_labels(connection, rows.Names(connection), labels)


def _database_at(path: Path, busy_timeout_s: float, keeper: LogKeeper) -> Database:
    return Database(
        path,
        busy_timeout_s=busy_timeout_s,
        write_ahead_log=not files.on_network_drive(path),
        keeper=keeper,
        kept=lines,
    )
