"""One name in place of another in all that is stored as JSON: changes, images, conflicts.

Records are stored with their annotators' names. An identity that begins with a name has it in its
first line. Texts that people wrote are left as they are.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from typing import Any

import orjson
from sqlalchemy import Connection, bindparam, select, update

from annotator.project.storage import checksums, schema

_WHOSE = ("annotator", "by")
_LISTS = ("annotators", "gold", "programs")
_LEVEL = 2
_AT_ONCE = 500


class Rewriting:
    """Puts a name in place of another.

    Args:
        old: the name that goes.
        new: the one that comes.

    """

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        self._needle = orjson.dumps(old).decode()[1:-1]

    def identity(self, identity: str) -> str:
        """Return what identifies a record, with the new name where it begins with the old one."""
        whose, line, rest = identity.partition("\n")
        return f"{self.new}\n{rest}" if line and whose == self.old else identity

    def conflict(self, name: str) -> str:
        """Return the id of a conflict, which has a kind before the identity."""
        kind, colon, rest = name.partition(":")
        return f"{kind}:{self.identity(rest)}" if colon else name

    def json(self, text: str) -> str:
        """Return JSON with the new name; the very same text where it does not have the old one."""
        if self._needle not in text:
            return text
        return orjson.dumps(self.value(orjson.loads(text))).decode()

    def value(self, value: Any, field: str = "") -> Any:
        """Return a JSON value with the new name."""
        if isinstance(value, dict):
            return {name: self.value(one, name) for name, one in value.items()}
        if isinstance(value, list):
            if _is_piece(value):
                return self._piece(value)
            if field in _LISTS:
                return list(dict.fromkeys(self.new if one == self.old else one for one in value))
            return [self.value(one) for one in value]
        if isinstance(value, str):
            if value == self.old:
                return self.new if field in _WHOSE else value
            if field == "id":
                return self.conflict(value)
            return self.identity(value) if field == "record" else value
        return value

    def _piece(self, piece: list[Any]) -> list[Any]:
        """Return rows of a table with the new name; a checksum that does not fit any more goes."""
        table, columns, rows = piece
        people = [place for place, name in enumerate(columns) if name in _WHOSE]
        if table == "annotators":
            people = [columns.index("name")]
        ids = [place for place, name in enumerate(columns) if name in ("id", "record")]
        crc = columns.index("crc") if "crc" in columns else None
        known: set[Any] = set()
        kept = []
        for row in rows:
            before = list(row)
            for place in people:
                row[place] = self.new if row[place] == self.old else row[place]
            for place in ids:
                if isinstance(row[place], str) and table in ("versions", "conflicts"):
                    turn = (
                        self.conflict if table == "conflicts" and columns[place] == "id" else None
                    )
                    row[place] = (turn or self.identity)(row[place])
            if table == "conflicts":
                place = columns.index("detail")
                row[place] = self.json(row[place])
            if row != before and crc is not None:
                row[crc] = None
            key = _key_of(table, columns, row)
            if key is None or key not in known:
                known.add(key)
                kept.append(row)
        return [table, columns, kept]

    def packed(self, images: bytes) -> bytes:
        """Return images with the new name; the very same bytes where they do not have the old."""
        plain = zlib.decompress(images)
        if self._needle.encode() not in plain:
            return images
        lines = [
            orjson.dumps(self.value(orjson.loads(line))) for line in plain.split(b"\n") if line
        ]
        return zlib.compress(b"\n".join(lines) + b"\n", _LEVEL)


def _is_piece(value: list[Any]) -> bool:
    """Tell whether a list is some rows of a table: its name, its columns, the rows."""
    return (
        len(value) == 3
        and isinstance(value[0], str)
        and value[0] in schema.metadata.tables
        and isinstance(value[1], list)
        and isinstance(value[2], list)
    )


def _key_of(table: str, columns: list[str], row: list[Any]) -> tuple[Any, ...] | None:
    """Return what there may be only one of; None where rows have ids of their own."""
    known = schema.metadata.tables[table]
    names = ["name"] if table == "annotators" else [one.name for one in known.primary_key.columns]
    if "key" in names or "number" in names or not set(names) <= set(columns):
        return None
    return tuple(row[columns.index(name)] for name in names)


def rewrite_changes(
    connection: Connection,
    turn: Callable[[str], str],
    packed: Callable[[bytes], bytes],
    seen: Callable[[int, str, str, bytes | None], None] | None = None,
) -> None:
    """Rewrite both sides and the images of all changes.

    Args:
        connection: inside a write transaction.
        turn: returns the JSON of a side, the very same text where nothing is to be done.
        packed: the same for images.
        seen: is told of each change that becomes another, as it was.

    """
    table = schema.changes
    columns = (table.c.number, table.c.text, table.c.before, table.c.after, table.c.images)
    last = 0
    while True:
        rows = connection.execute(
            select(*columns).where(table.c.number > last).order_by(table.c.number).limit(_AT_ONCE)
        ).all()
        if not rows:
            return
        last = rows[-1].number
        changed = []
        for row in rows:
            before, after = turn(row.before), turn(row.after)
            images = None if row.images is None else packed(row.images)
            if (before, after, images) == (row.before, row.after, row.images):
                continue
            if seen is not None:
                seen(row.number, row.before, row.after, row.images)
            values = {"text": row.text, "before": before, "after": after}
            checksum = checksums.of_values(values, checksums.CHANGE)
            changed.append(
                {"at": row.number, "to_before": before, "to_after": after, "to_images": images,
                 "to_crc": checksum}
            )  # fmt: skip
        write_changes(connection, changed)


def write_changes(connection: Connection, changed: Iterable[dict[str, Any]]) -> None:
    """Write both sides, images and checksums of changes, each by its number ``at``."""
    table = schema.changes
    rows = list(changed)
    if rows:
        connection.execute(
            update(table)
            .where(table.c.number == bindparam("at"))
            .values(
                before=bindparam("to_before"),
                after=bindparam("to_after"),
                images=bindparam("to_images"),
                crc=bindparam("to_crc"),
            ),
            rows,
        )
