"""What is said of annotators' names, as it is stored."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select, true

from annotator.annotation.facts.people import Person
from annotator.project.storage import schema

_table = schema.people


def all_people(connection: Connection) -> dict[str, Person]:
    """Return all that is said of names, by name."""
    return people_where(connection, true())


def people_where(connection: Connection, condition: Any) -> dict[str, Person]:
    """Return what is said of the names that fulfil an SQL condition, by name."""
    columns = (_table.c.name, _table.c.became, _table.c.retired, _table.c.updated_at)
    return {
        row.name: Person(
            name=row.name,
            became=row.became,
            retired=bool(row.retired),
            updated_at=row.updated_at,
        )
        for row in connection.execute(select(*columns).where(condition))
    }
