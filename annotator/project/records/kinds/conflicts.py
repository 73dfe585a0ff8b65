"""What merging found made side by side, as a kind of record."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, update

from annotator.annotation.changes import Step
from annotator.annotation.records import Conflict
from annotator.project.records.conflicts import conflicts_by_id
from annotator.project.records.kinds.kind import Kind
from annotator.project.storage import schema
from annotator.project.storage.rows import Names

_table = schema.conflicts


class Conflicts(Kind[Conflict]):
    """Conflicts: a merge brings them, an edit settles them or lets them wait again."""

    field, record, table = "conflicts", Conflict, _table

    def read(
        self, connection: Connection, names: Names, wanted: Collection[Conflict]
    ) -> dict[str, Conflict]:
        """Return those of some conflicts that are there, by id."""
        del names
        return conflicts_by_id(connection, [one.id for one in wanted])

    def insert(
        self,
        connection: Connection,
        names: Names,
        records: Sequence[Conflict],
        import_key: int | None = None,
    ) -> None:
        """No edit brings one: merging writes its own rows."""
        raise NotImplementedError

    def update(self, connection: Connection, names: Names, steps: Sequence[Step[Conflict]]) -> None:
        """Settle conflicts, or let them wait again."""
        del names
        for step in steps:
            connection.execute(
                update(_table)
                .where(_table.c.id == step.record.id)
                .values(settled_at=step.record.settled_at)
            )
