"""Whom a name means that nobody has any more."""

from __future__ import annotations

from collections.abc import Container

from sqlalchemy import Connection, bindparam, select

from annotator.annotation.facts.people import Person, current_name
from annotator.project.storage import schema

_FORMER = select(schema.people.c.name, schema.people.c.became).where(schema.people.c.became != "")
_ERASED = select(schema.erased.c.became).where(
    schema.erased.c.kind == "name", schema.erased.c.hash == bindparam("hash")
)


def became(connection: Connection, name: str, digest: str, there: Container[str]) -> str:
    """Return the name that nobody's name has become; itself where nothing is known of it.

    Args:
        connection: to the project.
        name: that nobody has.
        digest: its SHA-256.
        there: names that somebody has.

    """
    erased: str | None = connection.scalar(_ERASED, {"hash": digest})
    if erased is not None and erased in there:
        return erased
    people = {
        row.name: Person(name=row.name, became=row.became) for row in connection.execute(_FORMER)
    }
    current = current_name(name, people)
    return current if current in there else name
