"""Building and migrating the tables with Alembic, after a backup."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config

from annotator.errors import DamagedError, NotSavedError
from annotator.project import search
from annotator.project.clock import new_id
from annotator.project.database import Database
from annotator.project.schema import APPLICATION_ID, REVISION


def config() -> Config:
    """Return Alembic's configuration for the migrations in the package."""
    configuration = Config()
    configuration.set_main_option(
        "script_location", str(Path(__file__).parent / "migrations").replace("%", "%%")
    )
    return configuration


def create_schema(database: Database) -> None:
    """Build the tables in an empty database."""
    migrate(database)


def migrate(database: Database) -> None:
    """Bring a database to the newest revision, in one transaction."""
    configuration = config()
    with database.writing() as connection:
        if database.is_sqlite:
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        search.remove(connection)  # it refers to tables that may be built anew
        configuration.attributes["connection"] = connection
        command.upgrade(configuration, "head")
        if database.is_sqlite:
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise DamagedError("the project has records that refer to missing ones")
            connection.exec_driver_sql(f"PRAGMA user_version={REVISION}")


def back_up_and_migrate(path: Path, revision: int) -> Path:
    """Copy a project beside itself, then migrate it.

    Returns:
        the copy's path.

    Raises:
        NotSavedError: the copy could not be made; the project was left untouched.
        DamagedError: records would be lost; the project was left untouched.

    """
    copy = back_up(path, f"format-{revision}")
    database = Database(path, busy_timeout_s=30.0, foreign_keys=False)
    try:
        migrate(database)
    finally:
        database.close()
    return copy


def back_up(path: Path, why: str) -> Path:
    """Copy a project beside itself as ``NAME.WHY-DATE.annotator``, consistent at any moment."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    # Under another name first: a copy that was broken off is none, and two programs make two.
    unfinished = path.with_name(f".{new_id()}{path.suffix}")
    try:
        with (
            closing(sqlite3.connect(path)) as source,
            closing(sqlite3.connect(unfinished)) as target,
        ):
            source.backup(target)
        copy = _free(path, f"{why}-{stamp}")
        unfinished.rename(copy)
    except (sqlite3.Error, OSError) as error:
        raise NotSavedError(
            f"{path}: no backup copy could be made before the upgrade ({error})"
        ) from error
    finally:
        for end in ("", "-journal", "-wal", "-shm"):
            unfinished.with_name(unfinished.name + end).unlink(missing_ok=True)
    return copy


def _free(path: Path, what: str) -> Path:
    """Return a name beside ``path`` that no file has."""
    copy, number = path.with_name(f"{path.stem}.{what}{path.suffix}"), 2
    while copy.exists():
        copy, number = path.with_name(f"{path.stem}.{what}-{number}{path.suffix}"), number + 1
    return copy
