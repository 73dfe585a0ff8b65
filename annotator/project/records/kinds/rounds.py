"""Rounds, as a kind of record."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from annotator.annotation.changes import Step
from annotator.annotation.facts.rounds import Round
from annotator.errors import DamagedError
from annotator.project.records.kinds.kind import Kind, Titled
from annotator.project.storage import checksums, schema
from annotator.project.storage.rows import Names, chunks
from annotator.words import Message, say

_table = schema.rounds


def all_rounds(connection: Connection) -> dict[str, Round]:
    """Return all rounds by name, the earliest first."""
    statement = select(_table).order_by(_table.c.date, _table.c.name)
    return {row.name: _round(row) for row in connection.execute(statement)}


class Rounds(Kind[Round]):
    """Rounds, which are known by their names in every copy."""

    field, record, table, version = "rounds", Round, _table, "round"
    is_work = False
    is_named_alike = True

    def read(
        self, connection: Connection, names: Names, wanted: Collection[Round]
    ) -> dict[str, Round]:
        """Return those of some rounds that are there, by name."""
        del names
        known = all_rounds(connection)
        return {one.name: known[one.name] for one in wanted if one.name in known}

    def everything(self, connection: Connection, names: Names) -> dict[str, Round]:
        """Return all rounds."""
        del names
        return all_rounds(connection)

    def in_pack(self, target: Connection, annotator: str) -> Collection[str]:
        """Return the names of the rounds that are in a pack."""
        del annotator
        return set(target.scalars(select(_table.c.name)))

    def insert(
        self,
        connection: Connection,
        names: Names,
        records: Sequence[Round],
        import_key: int | None = None,
    ) -> None:
        """Insert rounds; no import brings any."""
        del names, import_key
        connection.execute(insert(_table), [_values(one) for one in records])

    def update(self, connection: Connection, names: Names, steps: Sequence[Step[Round]]) -> None:
        """Change rounds."""
        del names
        columns = (*checksums.ROUND[1:], "crc")
        connection.execute(
            update(_table)
            .where(_table.c.name == bindparam("to_name"))
            .values({name: bindparam(f"to_{name}") for name in columns}),
            [{f"to_{n}": value for n, value in _values(step.record).items()} for step in steps],
        )

    def remove(self, connection: Connection, names: Names, records: Sequence[Round]) -> None:
        """Remove rounds."""
        del names
        for some in chunks(one.name for one in records):
            connection.execute(delete(_table).where(_table.c.name.in_(some)))

    def about(self, identity: str) -> str:
        """Return nothing: it is about many articles."""
        del identity
        return ""

    def content_of(self, record: Round) -> Any:
        """Return what a round says."""
        return (record.date, record.guidelines, record.articles)

    def same(self, now: Round | None, before: Round | None) -> bool:
        """Tell whether a round is as it was, whenever that was said."""
        if now is None or before is None:
            return now is before
        return bool(self.content_of(now) == self.content_of(before))

    def changed_since(self, record: Round, title: Titled) -> Message:
        """Return in words that a round is another by now."""
        del title
        return say("the round {name} has been changed since", name=record.name)


def _round(row: Any) -> Round:
    try:
        articles = msgspec.json.decode(row.articles, type=tuple[str, ...])
    except msgspec.DecodeError as error:
        raise DamagedError(
            say("round {name} cannot be read ({why})", name=row.name, why=str(error))
        ) from error
    return Round(
        name=row.name,
        date=row.date,
        guidelines=row.guidelines,
        articles=articles,
        updated_at=row.updated_at,
    )


def _values(one: Round) -> Mapping[str, Any]:
    values = {
        "name": one.name,
        "date": one.date,
        "guidelines": one.guidelines,
        "articles": msgspec.json.encode(one.articles).decode(),
        "updated_at": one.updated_at,
    }
    return {**values, "crc": checksums.of_values(values, checksums.ROUND)}
