"""Migrating the tables with Alembic, after a backup."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config

from annotator.errors import DamagedError, NotSavedError, ProjectError
from annotator.project import backups
from annotator.project.door.database import Database
from annotator.project.door.guarding import raw_of
from annotator.project.reading import search
from annotator.project.storage import checksums, marks
from annotator.project.storage.clock import now_in_names
from annotator.project.storage.schema import APPLICATION_ID, REVISION
from annotator.words import say


def config() -> Config:
    """Return Alembic's configuration for the migrations in the package."""
    configuration = Config()
    configuration.set_main_option(
        "script_location", str(Path(__file__).parent / "migrations").replace("%", "%%")
    )
    return configuration


def migrate(database: Database) -> None:
    """Bring a database to the newest revision, in one transaction."""
    configuration = config()
    with database.writing() as connection:
        if database.is_sqlite:
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        search.remove(connection)  # it refers to tables that may be built anew
        configuration.attributes["connection"] = connection
        command.upgrade(configuration, "head")
        checksums.fill(connection)  # from here on, what changes on the disk is found
        if database.is_sqlite:
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise DamagedError(say("the project has records that refer to missing ones"))
            _mark(raw_of(connection))
            connection.exec_driver_sql(f"PRAGMA user_version={REVISION}")


def _mark(raw: sqlite3.Connection) -> None:
    """Mark what was migrated: no log of the older format may be replayed into it."""
    last = marks.stored(raw)
    if last is not None:
        marks.renew(raw, last, begins=False)


def back_up_and_migrate(path: Path, revision: int) -> Path:
    """Make a backup of a project, then migrate it.

    Where the folder of backups cannot be written, the copy is made beside the project.

    Args:
        path: of the project.
        revision: its format.

    Returns:
        the copy's path.

    Raises:
        NotSavedError: no copy could be made; the project was left untouched.
        DamagedError: records would be lost; the project was left untouched.

    """
    try:
        try:
            copy = backups.back_up_file(path, "migration")
        except NotSavedError:
            beside = f"{path.stem}.format-{revision}-{now_in_names()}{path.suffix}"
            copy, _ = backups.write_copy(path, path.with_name(beside))
    except ProjectError as error:
        error.reason = say(
            "{path}: it cannot be brought to this version: {why}", path=path, why=error.reason
        )
        raise
    kept = backups.lines
    database = Database(path, busy_timeout_s=30.0, foreign_keys=False, kept=kept)
    try:
        migrate(database)
    finally:
        database.close()
    return copy
