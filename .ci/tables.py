"""Write the statements that build a new project's tables, from what the migrations build."""

from __future__ import annotations

import tempfile
from pathlib import Path

from annotator.project.door.database import Database
from annotator.project.migrating import migrate
from annotator.project.new_tables import LIST, statements_of


def newest() -> str:
    """Return the statements of an empty file that was brought to the newest revision."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder) / "empty.annotator", write_ahead_log=False)
        try:
            migrate(database)
            with database.reading() as connection:
                return statements_of(connection)
        finally:
            database.close()


def lines_of(statements: str) -> list[frozenset[str]]:
    """Return the lines of each statement in no order: rebuilt tables list constraints in any."""
    return [
        frozenset(line.strip().rstrip(",") for line in statement.splitlines())
        for statement in statements.split(";\n\n")
    ]


if __name__ == "__main__":
    wanted = newest()
    if lines_of(wanted) != lines_of(LIST.read_text(encoding="utf-8")):
        LIST.write_text(wanted, encoding="utf-8")
