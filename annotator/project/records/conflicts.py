"""Conflicts that merging found, and what it remembers beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import orjson
from sqlalchemy import Connection, Row, select, update

from annotator.annotation.changes import Step
from annotator.annotation.records import Conflict
from annotator.errors import RuleError
from annotator.project.storage import schema
from annotator.project.storage.clock import now
from annotator.project.storage.rows import chunks

UNITED = "labels united"
"""The kind of conflict that says that two labels of one name became one."""

WAITING = "link without an end"
"""The kind of what is remembered of links whose end is gone; nobody has to settle it."""

FOREIGN = "label of another project"
"""The kind of what is remembered of another project's labels: which of ours each of them is."""


def waiting(connection: Connection, *, settled: bool = False) -> list[Conflict]:
    """Return the conflicts that wait to be settled, or with ``settled`` all of them."""
    table = schema.conflicts
    statement = select(table).where(table.c.kind.not_in((WAITING, FOREIGN))).order_by(table.c.key)
    if not settled:
        statement = statement.where(table.c.settled_at.is_(None))
    return [_conflict(row) for row in connection.execute(statement)]


def _conflict(row: Row[Any]) -> Conflict:
    return Conflict(
        id=row.id,
        kind=row.kind,
        record=row.record,
        other=row.other,
        detail=orjson.loads(row.detail),
        at=row.at,
        settled_at=row.settled_at,
    )


def conflicts_by_id(connection: Connection, ids: Iterable[str]) -> dict[str, Conflict]:
    """Return the conflicts that exist among ``ids``."""
    table = schema.conflicts
    found: dict[str, Conflict] = {}
    for some in chunks(ids):
        rows = connection.execute(select(table).where(table.c.id.in_(some)))
        found.update((row.id, _conflict(row)) for row in rows)
    return found


def write_conflicts(connection: Connection, steps: Iterable[Step[Conflict]]) -> None:
    """Carry out what a delta does to conflicts: they are settled, or wait again."""
    table = schema.conflicts
    for step in steps:
        connection.execute(
            update(table)
            .where(table.c.id == step.record.id)
            .values(settled_at=step.record.settled_at)
        )


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
