"""What is decided of suggestions, as it is stored."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, select, true

from annotator.annotation.choices import Choice, Chosen, fits
from annotator.errors import DamagedError
from annotator.project.storage import schema
from annotator.project.storage.rows import chunks
from annotator.words import Message, say

_table = schema.suggestion_choices
_CHOSEN = msgspec.json.Decoder(Chosen)


def to_json(choice: Choice) -> str:
    """Return what was decided as it is stored."""
    return msgspec.json.encode(choice.chosen).decode()


def choices(connection: Connection, ids: Collection[str] | None = None) -> dict[str, Choice]:
    """Return all choices, or those of some ids, in the order in which they were made.

    Raises:
        DamagedError: one is none.

    """
    if ids is None:
        return {one.id: one for one in _where(connection, true())}
    found = (one for some in chunks(ids) for one in _where(connection, _table.c.id.in_(some)))
    return {one.id: one for one in found}


def _where(connection: Connection, condition: ColumnElement[bool]) -> Iterator[Choice]:
    statement = select(_table.c.id, _table.c.chosen).where(condition).order_by(_table.c.key)
    for row in connection.execute(statement):
        yield _choice(row)


def _choice(row: Any) -> Choice:
    try:
        choice = Choice(id=row.id, chosen=_CHOSEN.decode(row.chosen))
    except msgspec.DecodeError as error:
        raise _damaged(row.id, str(error)) from error
    if not fits(choice):
        raise _damaged(row.id, "id, length")
    return choice


def _damaged(choice: str, why: str) -> DamagedError:
    return DamagedError(
        say("what was decided of suggestions ({id}) cannot be read ({why})", id=choice, why=why)
    )


def check(connection: Connection) -> Iterator[tuple[str, Message]]:
    """Yield ``(where, what)`` of choices that are none."""
    for row in connection.execute(select(_table.c.id, _table.c.chosen).order_by(_table.c.key)):
        try:
            _choice(row)
        except DamagedError as error:
            yield "suggestions", error.reason
