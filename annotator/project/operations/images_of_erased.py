"""What is stored as JSON of an article or a name, taken out of it."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any

import orjson
from sqlalchemy import Connection, select

from annotator.project.storage import schema

_LEVEL = 2
_REFERS = ("source", "target", "span", "suggestion", "id", "record", "other")
_BY_ID = ("stories", "imports")
_OF_ARTICLES = ("articles", "added", "assigned")
_OF_IDS = ("accepted", "gold", "spans", "decisions", "conflicts_new")
_NAMES = ("annotator", "by", "name", "became", "old", "new")


class Doomed:
    """Ids that go: of an article, and of all that is in it.

    Attributes:
        ids: of its records.
        digests: of texts (SHA-256) that it had, as far as the history knows.
        is_known: whether anything in the history is about it.
        titles: that it has or had.

    """

    def __init__(self, article: str) -> None:
        self.article = article
        self.ids: set[str] = set()
        self.digests: set[str] = set()
        self.is_known = False
        self.titles: set[str] = set()
        self._needle = orjson.dumps(article).decode()[1:-1]

    def find(self, connection: Connection, key: int | None) -> None:
        """Find the ids of all records that the article ever had."""
        tables = (schema.suggestions, schema.decisions)
        for table in tables if key is not None else ():
            self.ids.update(connection.scalars(select(table.c.id).where(table.c.article == key)))
        changes = schema.changes
        rows = select(changes.c.before, changes.c.after, changes.c.images)
        for row in connection.execute(rows):
            for side in (row.before, row.after):
                if self._needle in side:
                    self._gather(orjson.loads(side))
            if row.images is not None:
                plain = zlib.decompress(row.images)
                if self._needle.encode() in plain:
                    for line in plain.split(b"\n"):
                        self._gather(orjson.loads(line) if line else None)

    def _gather(self, value: Any) -> None:
        if isinstance(value, dict):
            if value.get("article") == self.article and isinstance(value.get("id"), str):
                self.ids.add(value["id"])
                self.is_known = True
            for one in value.values():
                self._gather(one)
        elif isinstance(value, list):
            if _is_piece(value):
                self._gather_rows(*value)
            elif self.article in value[:1000]:
                self.is_known = True
            for one in value:
                self._gather(one)

    def _gather_rows(self, table: str, columns: list[str], rows: list[list[Any]]) -> None:
        places = {name: place for place, name in enumerate(columns)}
        for row in rows:
            if table == "articles" and row[places["id"]] == self.article:
                self.digests.add(row[places["sha256"]])
                self.titles.add(row[places["title"]])
                self.is_known = True
            elif "article" in places and "id" in places and row[places["article"]] == self.article:
                self.ids.add(row[places["id"]])

    # -- what goes -----------------------------------------------------------------------------

    def has(self, identity: object) -> bool:
        """Tell whether what identifies a record is of something that goes."""
        if not isinstance(identity, str) or not identity:
            return False
        if identity in self.ids or identity.rpartition(".")[0] in self.ids:  # or put beside it
            return True
        return any(
            one == self.article or one in self.ids or one.rpartition(":")[0] == self.article
            for one in identity.split("\n")[1:]
        )

    def is_in(self, text: str) -> bool:
        """Tell whether JSON speaks of something that goes."""
        return self.json(text) != text

    def json(self, text: str) -> str:
        """Return JSON without what goes; the very same text where nothing does."""
        value = orjson.loads(text)
        left = self._left(value)
        return text if left == value else orjson.dumps(left).decode()

    def packed(self, images: bytes) -> bytes:
        """Return images without what goes; the very same bytes where nothing does."""
        plain = zlib.decompress(images)
        lines = [orjson.loads(line) for line in plain.split(b"\n") if line]
        left = [self._left(line) for line in lines]
        if left == lines:
            return images
        return zlib.compress(b"\n".join(map(orjson.dumps, left)) + b"\n", _LEVEL)

    def _left(self, value: Any, field: str = "", around: str = "") -> Any:
        """Return a value without what goes; ``field`` has it, and ``around`` has that one."""
        if isinstance(value, dict):
            by_id = field in _BY_ID or around in _BY_ID
            return {
                name: self._left(one, name, field)
                for name, one in value.items()
                if not (by_id and (self.has(name) or name == self.article))
            }
        if isinstance(value, list):
            if _is_piece(value):
                table, columns, rows = value
                return [table, columns, [row for row in rows if not self._row(table, columns, row)]]
            return [self._left(one, field) for one in value if not self._goes(one, field)]
        return value

    def _row(self, table: str, columns: list[str], row: list[Any]) -> bool:
        """Tell whether a row of a table goes."""
        for name, value in zip(columns, row, strict=True):
            if name == "article" or (table == "articles" and name == "id"):
                if value == self.article:
                    return True
            elif name in _REFERS and self.has(value):
                return True
        return False

    def _goes(self, value: Any, field: str) -> bool:
        """Tell whether an element of a list goes."""
        if isinstance(value, dict):
            there = value.get("article") == self.article
            return there or any(self.has(value.get(name)) for name in _REFERS)
        if isinstance(value, list):
            return not _is_piece(value) and any(self.has(one) for one in value[:3])
        if field in _OF_ARTICLES and value == self.article:
            return True
        return field in _OF_IDS and self.has(value)


def _is_piece(value: list[Any]) -> bool:
    return (
        len(value) == 3
        and isinstance(value[0], str)
        and value[0] in schema.metadata.tables
        and isinstance(value[1], list)
        and isinstance(value[2], list)
    )


# -- names ---------------------------------------------------------------------------------------


def people_in(old: str, new: str) -> Callable[[str], str]:
    """Return what puts a name in place of another in a side of a change that speaks of people."""

    def turned(text: str) -> str:
        value = orjson.loads(text)
        if "people" not in value:
            return text
        left = [one for one in value["people"] if old not in (one.get("name"), one.get("became"))]
        if left == value["people"]:
            return text
        rest = {name: one for name, one in value.items() if name != "people"}
        return orjson.dumps({**rest, **({"people": left} if left else {})}).decode()

    del new
    return turned


def forget_name(packed: bytes, old: str, new: str) -> bytes:
    """Return images in which a name is nobody's any more; ``Rewriting`` sees to records."""
    plain = zlib.decompress(packed)
    if orjson.dumps(old)[1:-1] not in plain:
        return packed
    lines = [orjson.loads(line) for line in plain.split(b"\n") if line]
    turned = [_turned(line, old, new, "") for line in lines]
    return zlib.compress(b"\n".join(map(orjson.dumps, turned)) + b"\n", _LEVEL)


def _turned(value: Any, old: str, new: str, field: str) -> Any:
    if isinstance(value, dict):
        return {name: _turned(one, old, new, name) for name, one in value.items()}
    if isinstance(value, list):
        return [_turned(one, old, new, field) for one in value]
    if value == old and (field in _NAMES or field in ("renamed", "annotators", "people")):
        return new
    if isinstance(value, str) and field == "changes" and old in value:
        return "{}"
    return value
