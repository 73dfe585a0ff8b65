"""What is decided of suggestions, as a kind of record."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, insert

from annotator.annotation.choices import Choice
from annotator.project.records.choices import choices, to_json
from annotator.project.records.kinds.kind import Kind
from annotator.project.storage import checksums, schema
from annotator.project.storage.rows import Names

_table = schema.suggestion_choices


class Choices(Kind[Choice]):
    """Choices: the lead's, so packs carry them, and merging leaves those that are here."""

    field, record, table = "choices", Choice, _table
    is_work = False
    is_replaced = True

    def read(
        self, connection: Connection, names: Names, wanted: Collection[Choice]
    ) -> dict[str, Choice]:
        """Return those of some choices that are there, by id."""
        del names
        return choices(connection, {one.id for one in wanted})

    def in_pack(self, target: Connection, annotator: str) -> Collection[str]:
        """Return none: merging does not know them."""
        del target, annotator
        return ()

    def insert(
        self,
        connection: Connection,
        names: Names,
        records: Sequence[Choice],
        import_key: int | None = None,
    ) -> None:
        """Insert choices; no import brings any."""
        del names, import_key
        values = [
            {"id": one.id, "chosen": chosen, "crc": checksums.of((one.id, chosen))}
            for one, chosen in ((one, to_json(one)) for one in records)
        ]
        connection.execute(insert(_table), values)
