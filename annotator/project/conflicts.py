"""Conflicts that merging found, and what it remembers beside them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import orjson
from sqlalchemy import Connection, select, update

from annotator.errors import RuleError
from annotator.project import schema
from annotator.project.clock import now

UNITED = "labels united"
"""The kind of conflict that says that two labels of one name became one."""

WAITING = "link without an end"
"""The kind of what is remembered of links whose end is gone; nobody has to settle it."""


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """Where a record was changed in two copies, side by side.

    Attributes:
        id: of the conflict.
        kind: "span", "link", "status", "label"; "labels united" where two labels of one name
            became one.
        record: id of the record that kept its id.
        other: id of the span that holds the other version; "" where there is none.
        detail: ``removed`` is true where one copy removed what the other changed; ``other`` is
            the version that gave way.
        at: when the merge found it.
        settled_at: None while it waits.

    """

    id: str
    kind: str
    record: str
    other: str
    detail: dict[str, Any]
    at: str
    settled_at: str | None = None


def waiting(connection: Connection, *, settled: bool = False) -> list[Conflict]:
    """Return the conflicts that wait to be settled, or with ``settled`` all of them."""
    table = schema.conflicts
    statement = select(table).where(table.c.kind != WAITING).order_by(table.c.key)
    if not settled:
        statement = statement.where(table.c.settled_at.is_(None))
    return [
        Conflict(
            id=row.id,
            kind=row.kind,
            record=row.record,
            other=row.other,
            detail=orjson.loads(row.detail),
            at=row.at,
            settled_at=row.settled_at,
        )
        for row in connection.execute(statement)
    ]


def settle(connection: Connection, conflict: str) -> None:
    """Mark a conflict as settled; raises RuleError when there is none of this id."""
    table = schema.conflicts
    result = connection.execute(
        update(table)
        .where(table.c.id == conflict, table.c.settled_at.is_(None))
        .values(settled_at=now())
    )
    there = select(table.c.key).where(table.c.id == conflict)
    if not result.rowcount and connection.scalar(there) is None:
        raise RuleError(f"there is no conflict {conflict}")


def check(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield ``(where, what)`` of conflicts that cannot be read: no merge could go on."""
    table = schema.conflicts
    for row in connection.execute(select(table.c.id, table.c.detail)):
        try:
            readable = isinstance(orjson.loads(row.detail), dict)
        except orjson.JSONDecodeError:
            readable = False
        if not readable:
            yield "conflicts", f"conflict {row.id} cannot be read"
