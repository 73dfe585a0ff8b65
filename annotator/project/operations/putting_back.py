"""Putting back what was taken out of the tables, as it was, among what has come since."""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from sqlalchemy import Connection, Row, Table, func, insert, select, update

from annotator.annotation import label_rules
from annotator.errors import RuleError
from annotator.progress import tell
from annotator.project.reading import search
from annotator.project.records import images, versions
from annotator.project.records.article_values import value_from_json
from annotator.project.records.versions import UNKNOWN, Versions
from annotator.project.storage import checksums, schema
from annotator.project.storage.query_records import ChangeState
from annotator.project.storage.rows import (
    Names,
    article_keys,
    chunks,
    from_json,
    insert_rows,
    next_key,
    span_keys,
    spans_by_id,
)
from annotator.words import say

_FIRST = ("annotators", "labels")
"""What all else refers to."""

_PARTS = ("article_texts", "fragments")
"""What comes back with an article or a span, which nobody can have made meanwhile."""

_MAY_BE_THERE = tuple(
    table.name
    for table in schema.metadata.sorted_tables
    if table.name in ("suggestions", "conflicts")
    or ("key" not in table.c and table.name not in _PARTS)
)
"""Where somebody has made the same meanwhile, theirs stays."""


def put_back(connection: Connection, row: Row[Any], upto: int) -> None:
    """Bring back all rows that the images of a stored change hold.

    Args:
        connection: inside a write transaction.
        row: the change.
        upto: the first number that no change had when they were taken out.

    Raises:
        RuleError: something is there again, or what it needs is gone.
        DamagedError: the images cannot be read.

    """
    for piece in images.pieces(row):
        if piece[0] in _FIRST:
            _put_names(connection, *piece)
    putting = _Putting(connection, upto)
    for table, columns, values in images.pieces(row):
        if table not in _FIRST:
            putting.put(table, columns, values)
    putting.finish()


def _put_names(
    connection: Connection, name: str, columns: Sequence[str], values: Iterable[list[Any]]
) -> None:
    """Bring back annotators or labels, unless those of their names are there."""
    table = schema.metadata.tables[name]
    for value in values:
        told = dict(zip(columns, value, strict=True))
        is_gold, is_program = told.pop("gold", False), told.pop("program", False)
        same = table.c.name == told["name"]
        if name == "labels":
            same |= table.c.id == told["id"]
            if told["shortcut"] and _is_there(connection, table, "shortcut", told["shortcut"]):
                told["shortcut"] = ""
                told["crc"] = checksums.of_label(told)
        if connection.scalar(select(table.c.key).where(same).limit(1)) is not None:
            continue
        if _is_there(connection, table, "key", told["key"]):
            told["key"] = next_key(connection, table)
        connection.execute(insert(table).values(told))
        if is_gold and connection.scalar(select(func.count()).select_from(schema.gold)) == 0:
            connection.execute(insert(schema.gold).values(annotator=told["key"]))
        if is_program:
            connection.execute(insert(schema.programs).values(annotator=told["key"]))


def _is_there(connection: Connection, table: Table, column: str, value: object) -> bool:
    statement = select(table.c.key).where(table.c[column] == value).limit(1)
    return connection.scalar(statement) is not None


class _Putting:
    """Puts rows back piece by piece, keys in place of ids.

    Args:
        connection: inside a write transaction.
        upto: see ``put_back``.

    """

    def __init__(self, connection: Connection, upto: int) -> None:
        self._connection = connection
        self._upto = upto
        self._done = 0
        self._names = Names(connection)
        self._imports = set(connection.scalars(select(schema.imports.c.key)))
        self._keys: dict[str, dict[str, int]] = defaultdict(dict)
        self._lowest: int | None = None
        self._label_of: dict[str, str] = {}
        self._stamps: dict[tuple[str, str], tuple[dict[str, bool], set[str]]] = {}

    def put(self, name: str, columns: list[str], values: list[list[Any]]) -> None:
        """Put some rows of a table back."""
        self._done += len(values)
        tell(self._done, 0)
        told = [dict(zip(columns, value, strict=True)) for value in values]
        if name == "changes":
            self._put_changes(told)
        elif name == "versions":
            self._keep_stamps(told)
        else:
            table = schema.metadata.tables[name]
            self._put_rows(table, told)

    def finish(self) -> None:
        """Put the stamps back, and let the search index take the articles in again."""
        there = versions.read(self._connection, self._stamps)
        rows = versions.Rows()
        for key, (known, current) in self._stamps.items():
            before = there.get(key)
            after = (before or UNKNOWN).joined(Versions(known, frozenset(current)))
            versions.store(self._connection, key, before, after, rows)
        rows.write(self._connection)
        if self._lowest is not None:
            search.forget_from(self._connection, self._lowest)

    # -- rows ----------------------------------------------------------------------------------

    def _put_rows(self, table: Table, told: list[dict[str, Any]]) -> None:
        if table.name in ("articles", "spans"):
            self._check_free(table, [row["id"] for row in told])
        self._find_keys(told)
        self._check_labels(table, told)
        rows = self._by_key(table, told)
        if table.name in _MAY_BE_THERE:
            rows = self._missing(table, rows)
        if rows and "key" in rows[0]:
            self._give_keys(table, rows)
        if rows and len(rows[0]) == len(table.columns):
            columns = table.columns.keys()
            insert_rows(
                self._connection, table, [tuple(row[one] for one in columns) for row in rows]
            )
        elif rows:
            self._connection.execute(insert(table), rows)

    def _check_free(self, table: Table, ids: list[str]) -> None:
        for some in chunks(ids):
            statement = select(table.c.id).where(table.c.id.in_(some)).limit(1)
            if (there := self._connection.scalar(statement)) is not None:
                raise RuleError(
                    say("article {article} is in the project again", article=there)
                    if table is schema.articles
                    else say("span {span} is in the project again", span=there)
                )

    def _check_labels(self, table: Table, told: list[dict[str, Any]]) -> None:
        """Refuse what a label, changed meanwhile, no longer allows."""
        labels = {label.id: label for label in self._names.labels.values()}
        if table is schema.spans:
            self._label_of.update((row["id"], row["label"]) for row in told)
            for row in told:
                label = labels.get(row["label"])
                if label is not None and label.attributes and row["attributes"] != "{}":
                    why = label_rules.unfit(from_json(row["attributes"]), label)
                    if why:
                        raise RuleError(
                            say("its label {label} was changed: {why}", label=label.name, why=why)
                        )
        elif table is schema.article_values:
            for row in told:
                label = labels.get(row["label"])
                value = value_from_json(row["value"], str(row["article"]))
                if label is not None and (why := label_rules.unfit_value(value, label)):
                    raise RuleError(
                        say("its label {label} was changed: {why}", label=label.name, why=why)
                    )
        elif table is schema.links:
            there = self._label_of.keys()
            others = {row["source"] for row in told if row["source"] not in there}
            found = spans_by_id(self._connection, self._names, others)
            self._label_of.update((name, span.label) for name, span in found.items())
            for row in told:
                label = labels.get(self._label_of.get(row["source"], ""))
                if label is not None and not label_rules.may_begin(label, row["type"]):
                    raise RuleError(
                        say(
                            "its label {label} was changed: its spans do not begin a link “{type}”"
                            " any more",
                            label=label.name,
                            type=row["type"],
                        )
                    )

    def _find_keys(self, told: list[dict[str, Any]]) -> None:
        """Look up the keys of what was there all the time."""
        for column, of, look_up in (
            ("article", "articles", article_keys),
            ("span", "spans", span_keys),
            ("source", "spans", span_keys),
            ("target", "spans", span_keys),
            ("suggestion", "suggestions", _suggestion_keys),
        ):
            if not told or column not in told[0]:
                continue
            known = self._keys[of]
            missing = {row[column] for row in told if row[column] not in known}
            if missing:
                known.update(look_up(self._connection, {one for one in missing if one}))

    def _by_key(self, table: Table, told: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return rows with keys in place of ids; raises RuleError where one is gone."""
        for column in told[0] if told else ():
            turned = self._turner(table, column)
            if turned is not None:
                for row in told:
                    row[column] = turned(row[column])
        return told

    def _turner(self, table: Table, column: str) -> Callable[[Any], Any] | None:
        """Return what makes a column's value of what was kept, None where it is the same."""
        names = self._names
        if column == "article":
            return partial(self._key, "articles")
        if column in ("annotator", "by"):
            return names.annotator_keys.__getitem__
        if column == "label":
            return self._label_key
        if column == "span" or (table is schema.links and column in ("source", "target")):
            return partial(self._key, "spans")
        if column == "suggestion":
            return partial(self._key, "suggestions")
        if column == "import":
            return lambda key: key if key in self._imports else None
        return base64.b64decode if column == "signature" else None

    def _label_key(self, label: str) -> int:
        if label not in self._names.label_keys:
            raise RuleError(say("its label {label} is no longer there", label=label))
        return self._names.label_keys[label]

    def _key(self, of: str, name: str) -> int:
        if name in self._keys[of]:
            return self._keys[of][name]
        if of == "articles":
            raise RuleError(say("article {article} is no longer there", article=name))
        if of == "spans":
            raise RuleError(say("span {span} is no longer there", span=name))
        raise RuleError(say("suggestion {suggestion} is no longer there", suggestion=name))

    def _missing(self, table: Table, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return those of the rows that nobody has made again."""
        if table.name in ("suggestions", "conflicts"):
            there = _ids_there(self._connection, table, [row["id"] for row in rows])
            if table is schema.suggestions:
                self._keys["suggestions"].update(there)
            return [row for row in rows if row["id"] not in there]
        columns = list(table.primary_key)
        names = [column.name for column in columns]
        found: set[tuple[Any, ...]] = set()
        first = columns[-1]
        for some in chunks({row[first.name] for row in rows}):
            statement = select(*columns).where(first.in_(some))
            found.update(tuple(one) for one in self._connection.execute(statement))
        return [row for row in rows if tuple(row[name] for name in names) not in found]

    def _give_keys(self, table: Table, rows: list[dict[str, Any]]) -> None:
        """Give rows their own keys back, or new ones where those were given away."""
        taken: set[int] = set()
        for some in chunks([row["key"] for row in rows]):
            statement = select(table.c.key).where(table.c.key.in_(some))
            taken.update(self._connection.scalars(statement))
        following = 0
        if taken:
            highest = max(row["key"] for row in rows)
            following = max(next_key(self._connection, table), highest + 1)
        for row in rows:
            if row["key"] in taken:
                row["key"], following = following, following + 1
            self._keys[table.name][row["id"]] = row["key"]
            if table is schema.articles:
                self._lowest = min(row["key"], self._lowest or row["key"])

    # -- what speaks of them -------------------------------------------------------------------

    def _put_changes(self, told: list[dict[str, Any]]) -> None:
        """Let changes be about their articles again, and be undone and redone as before.

        Who has done something else since can no longer redo what was undone then, as ever.
        """
        table = schema.changes
        newest = dict(self._newest(row["number"] for row in told))
        self._find_keys(told)
        for row in told:
            state = row["state"]
            if state == ChangeState.UNDONE.value and newest[row["number"]] >= self._upto:
                state = ChangeState.PASSED.value
            self._connection.execute(
                update(table)
                .where(table.c.number == row["number"])
                .values(article=self._keys["articles"].get(row["article"]), state=state)
            )

    def _newest(self, numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Yield some changes with the newest one of the same annotator."""
        table, other = schema.changes, schema.changes.alias("other")
        newest = (
            select(func.max(other.c.number))
            .where(other.c.annotator == table.c.annotator)
            .scalar_subquery()
        )
        for some in chunks(numbers):
            statement = select(table.c.number, newest).where(table.c.number.in_(some))
            for number, last in self._connection.execute(statement):
                yield number, last or 0

    def _keep_stamps(self, told: list[dict[str, Any]]) -> None:
        for row in told:
            known, current = self._stamps.setdefault((row["kind"], row["id"]), ({}, set()))
            known[row["stamp"]] = bool(row["gone"])
            if row["current"]:
                current.add(row["stamp"])


def _ids_there(connection: Connection, table: Table, ids: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in chunks(ids):
        statement = select(table.c.id, table.c.key).where(table.c.id.in_(some))
        found.update((row.id, row.key) for row in connection.execute(statement))
    return found


def _suggestion_keys(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    return _ids_there(connection, schema.suggestions, ids)
