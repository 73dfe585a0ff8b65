"""What is said of annotators' names, as a kind of record."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, update

from annotator.annotation.changes import Step
from annotator.annotation.facts.people import Person, current_name
from annotator.project.records.kinds.kind import Kind, Titled
from annotator.project.records.people import all_people, people_where
from annotator.project.storage import checksums, schema
from annotator.project.storage.rows import Names, chunks
from annotator.words import Message, say

_table = schema.people


class People(Kind[Person]):
    """What is said of names: what each became, and who is retired."""

    field, record, table, version = "people", Person, _table, "annotator"
    is_work = False
    is_named_alike = True

    def read(
        self, connection: Connection, names: Names, wanted: Collection[Person]
    ) -> dict[str, Person]:
        """Return what is said of some names."""
        del names
        found: dict[str, Person] = {}
        for some in chunks({one.name for one in wanted}):
            found.update(people_where(connection, _table.c.name.in_(some)))
        return found

    def everything(self, connection: Connection, names: Names) -> dict[str, Person]:
        """Return all that is said of names."""
        del names
        return all_people(connection)

    def in_pack(self, target: Connection, annotator: str) -> Collection[str]:
        """Return the names that the annotator of a pack has, and had."""
        known = all_people(target)
        return {annotator, *(name for name in known if current_name(name, known) == annotator)}

    def insert(
        self,
        connection: Connection,
        names: Names,
        records: Sequence[Person],
        import_key: int | None = None,
    ) -> None:
        """Insert what is said of names; no import brings any."""
        del names, import_key
        connection.execute(insert(_table), [_values(one) for one in records])

    def update(self, connection: Connection, names: Names, steps: Sequence[Step[Person]]) -> None:
        """Change what is said of names."""
        del names
        columns = ("became", "retired", "updated_at", "crc")
        connection.execute(
            update(_table)
            .where(_table.c.name == bindparam("to_name"))
            .values({name: bindparam(f"to_{name}") for name in columns}),
            [
                {f"to_{name}": value for name, value in _values(step.record).items()}
                for step in steps
            ],
        )

    def remove(self, connection: Connection, names: Names, records: Sequence[Person]) -> None:
        """Remove what is said of names."""
        del names
        for some in chunks(one.name for one in records):
            connection.execute(delete(_table).where(_table.c.name.in_(some)))

    def about(self, identity: str) -> str:
        """Return nothing: it is about no article."""
        del identity
        return ""

    def content_of(self, record: Person) -> Any:
        """Return what is said."""
        return (record.became, record.retired)

    def same(self, now: Person | None, before: Person | None) -> bool:
        """Tell whether the same is said, whenever that was."""
        if now is None or before is None:
            return now is before
        return bool(self.content_of(now) == self.content_of(before))

    def changed_since(self, record: Person, title: Titled) -> Message:
        """Return in words that something else is said by now."""
        del title
        return say("what is said of {name} has been changed since", name=record.name)


def _values(one: Person) -> Mapping[str, Any]:
    values = {
        "name": one.name,
        "became": one.became,
        "retired": int(one.retired),
        "updated_at": one.updated_at,
    }
    return {**values, "crc": checksums.of_values(values, checksums.PERSON)}
