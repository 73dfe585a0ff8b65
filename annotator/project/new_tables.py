"""The tables of a new project file, as all migrations together leave them.

Migrations are for projects that exist. A new one gets the tables that they would build from one
list of statements, which takes a tenth of the time; ``.ci/tables.py`` writes the list from the
migrations, and a test compares.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from annotator.project.door.database import Database
from annotator.project.storage.schema import APPLICATION_ID, REVISION

LIST = Path(__file__).parent / "migrations" / "newest.sql"
_BETWEEN = ";\n\n"


def create_schema(database: Database) -> None:
    """Build the tables in an empty database."""
    if not database.is_sqlite:
        from annotator.project.migrating import migrate  # a server has types of its own

        migrate(database)
        return
    with database.writing() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        for statement in LIST.read_text(encoding="utf-8").rstrip(";\n").split(_BETWEEN):
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql(f"PRAGMA user_version={REVISION}")


def statements_of(connection: Connection) -> str:
    """Return the statements that build what a migrated and empty file has; for ``LIST``."""
    built = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite!_%'"
        " ESCAPE '!' ORDER BY type != 'table', name"
    )
    version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
    statements = [*built.scalars(), f"INSERT INTO alembic_version VALUES ('{version}')"]
    return _BETWEEN.join(statements) + ";\n"
