"""How the rows of each table look: what tells whose a record is when nothing else does."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from typing import Any

from sqlalchemy import Float, Integer, LargeBinary, Table

from annotator.annotation.records import LINES, Answered, Settled, Status
from annotator.project.records.kinds.table import VERSIONED
from annotator.project.recovery.cells import BadText, Row
from annotator.project.storage import schema

SKIPPED = ("windows",)
"""Tables that hold nothing to be kept: who has the project open."""

FIRST_COLUMNS = {
    "imports": 5,
    "articles": 9,
    "labels": 13,
    "statuses": 6,
    "spans": 12,
    "links": 5,
    "changes": 7,
    "change_events": 4,
    "suggestion_answers": 4,
    "suggestions": 10,
    "decisions": 11,
    "versions": 5,
    "assignments": 2,
}
"""How many columns a table had at first; later ones are at its end."""

_Check = Callable[[Any], bool]


def _matching(pattern: str) -> _Check:
    compiled = re.compile(pattern)
    return lambda value: isinstance(value, str) and compiled.fullmatch(value) is not None


def _among(values: Sequence[Any]) -> _Check:
    allowed = frozenset(values)
    return lambda value: value in allowed


def _beginning(letter: str) -> _Check:
    return lambda value: isinstance(value, str) and value.startswith(letter)


_CHECKS: dict[tuple[str, str], _Check] = {
    ("articles", "sha256"): _matching("[0-9a-f]{64}"),
    ("articles", "length"): lambda value: value > 0,
    ("articles", "meta"): _beginning("{"),
    ("labels", "colour"): _matching("#[0-9A-Fa-f]{6}"),
    ("labels", "line"): _among(LINES),
    ("labels", "attributes"): _beginning("["),
    ("labels", "links"): _beginning("["),
    ("labels", "required_links"): _beginning("["),
    ("statuses", "status"): _among([one.value for one in Status]),
    ("statuses", "flagged"): _among([0, 1]),
    ("article_values", "value"): _matching(r'null|true|false|".*"|\[.*\]'),
    ("article_values", "updated_at"): _matching(r"\d{4}-\d\d-\d\dT.*"),
    ("people", "retired"): _among([0, 1]),
    ("people", "updated_at"): _matching(r"\d{4}-\d\d-\d\dT.*"),
    ("article_facts", "archived"): _among([0, 1]),
    ("article_facts", "imported"): _beginning("{"),
    ("rounds", "articles"): _beginning("["),
    ("erased", "kind"): _among(["text", "article", "name"]),
    ("erased", "hash"): _matching("[0-9a-f]{64}"),
    ("spans", "attributes"): _beginning("{"),
    ("spans", "flagged"): _among([0, 1]),
    ("changes", "before"): _beginning("{"),
    ("changes", "after"): _beginning("{"),
    ("changes", "state"): _among(["done", "undone", "passed"]),
    ("change_events", "event"): _among(["done", "undone", "redone", "passed"]),
    ("decisions", "verdict"): _among([one.value for one in Settled]),
    ("decisions", "accepted"): _beginning("["),
    ("decisions", "gold"): _beginning("["),
    ("suggestions", "fragments"): _beginning("["),
    ("suggestions", "attributes"): _beginning("{"),
    ("suggestions", "partners"): _beginning("["),
    ("suggestion_choices", "chosen"): _beginning("{"),
    ("suggestion_answers", "answer"): _among([one.value for one in Answered]),
    ("versions", "kind"): _among(list(VERSIONED)),
    ("versions", "stamp"): _matching("[0-9a-f]{28}"),
    ("versions", "current"): _among([0, 1]),
    ("versions", "gone"): _among([0, 1]),
    ("assignments", "unaided"): _among([0, 1]),
    ("info", "name"): _matching("[a-z_]{2,40}"),
    ("imports", "started_at"): _matching(r"\d{4}-\d\d-\d\dT.*"),
    ("readings", "updated_at"): _matching(r"\d{4}-\d\d-\d\dT.*"),
    ("stories", "story"): lambda value: isinstance(value, str) and len(value) < 500,
    ("annotators", "name"): lambda value: isinstance(value, str) and value.isprintable(),
}


class Layout:
    """One table of this version of the program, and how its records lie in the file.

    Attributes:
        name: of the table.
        with_rowid: whether rows have a number beside their values.
        alias: the column that the number of a row stands for; "" for none.
        columns: in the order in which the file has them.

    """

    def __init__(self, table: Table, columns: Sequence[str] | None = None) -> None:
        self.name = table.name
        self.with_rowid = table.dialect_options["sqlite"]["with_rowid"] is not False
        keys = list(table.primary_key.columns)
        number = len(keys) == 1 and isinstance(keys[0].type, Integer)
        self.alias = keys[0].name if number and self.with_rowid else ""
        self.columns = list(columns if columns is not None else table.columns.keys())
        self.known = [name for name in self.columns if name in table.columns]
        self._fewest = min(FIRST_COLUMNS.get(self.name, 999), len(self.columns))
        self._fewest = min(self._fewest, len(table.columns))
        self._types = [self._type(table, name) for name in self.columns]

    def _type(self, table: Table, name: str) -> tuple[tuple[type, ...], _Check | None]:
        column = table.columns.get(name)
        if column is None:
            return (object,), None
        if name == self.alias:
            return (type(None),), None
        if isinstance(column.type, Float):
            kinds: tuple[type, ...] = (float, int)
        elif isinstance(column.type, LargeBinary):
            kinds = (bytes,)
        elif isinstance(column.type, Integer) or column.foreign_keys:
            kinds = (int,)
        else:
            kinds = (str, BadText)
        nullable = (*kinds, type(None)) if column.nullable else kinds
        return nullable, _CHECKS.get((self.name, name))

    def fits(self, row: Row, *, strictly: bool = False) -> bool:
        """Tell whether a record may be one of this table's; ``strictly``: by its values too."""
        if not self._fewest <= len(row) <= len(self._types):
            return False
        for value, (kinds, check) in zip(row, self._types, strict=False):
            if not isinstance(value, kinds):
                return False
            if isinstance(value, BadText) and str in kinds:
                continue
            if isinstance(value, bytes) and bytes not in kinds and object not in kinds:
                return False
            if strictly and check is not None and value is not None and not check(value):
                return False
        return True

    def values(self, rowid: int | None, row: Row) -> dict[str, Any]:
        """Return a record as values by column; those that it does not have are left out."""
        values = dict(zip(self.columns, row, strict=False))
        if self.alias:
            values[self.alias] = rowid
        return {name: values[name] for name in self.known if name in values}


def layouts(created: Mapping[str, str]) -> dict[str, Layout]:
    """Return the tables to be kept by name; ``created``: the SQL that made them, where known."""
    found = {}
    for name, table in schema.metadata.tables.items():
        if name not in SKIPPED:
            found[name] = Layout(table, _columns(name, created.get(name, "")))
    return found


def _columns(table: str, sql: str) -> list[str] | None:
    """Return the columns in the order of the SQL that made a table; None where that is damaged."""
    if not sql:
        return None
    try:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.execute(sql)
            names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    except sqlite3.Error:
        return None
    known = schema.metadata.tables[table].columns.keys()
    # A byte that changed in a name makes another one: all of the first ones must be there.
    first = known[: FIRST_COLUMNS.get(table, len(known))]
    return names if names[: len(first)] == first else None
