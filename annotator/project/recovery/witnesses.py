"""What indexes repeat of the rows of a table: which rows there were, and some of their values.

A row that an index still names and that is in no table is lost; what the index says of it tells
which article it was about. A row on a page without a place that a whole index does not name was
removed long ago, and must not come back.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection

from annotator.project.recovery.loading import Loading, Table
from annotator.project.storage.rows import chunks

_AT_ONCE = 1000


class Witnesses:
    """The indexes of those tables of which something is missing.

    Attributes:
        whole: tables of which an index was read from end to end: all their rows are known.

    """

    def __init__(self, connection: Connection, loading: Loading) -> None:
        self._connection = connection
        self.whole: set[str] = set()
        connection.exec_driver_sql(
            'CREATE TEMP TABLE witness ("of" TEXT, number INTEGER, name TEXT, value)'
        )
        for name, table in loading.tables.items():
            if table.layout.with_rowid and not table.is_whole:
                self._read(loading, name)
        connection.exec_driver_sql('CREATE INDEX temp.witnesses ON witness ("of", number, name)')
        for name, table in loading.tables.items():
            if name in self.whole and table.adopted:
                self._remove_what_was_removed(table)

    def _read(self, loading: Loading, table: str) -> None:
        for index, tree, pages in loading.indexes(table):
            names = self._columns(index)
            for rows in pages:
                said = [
                    (table, row[-1], name, value)
                    for _, row in rows
                    for name, value in zip(names, row[:-1], strict=False)
                ]
                for some in chunks(said, _AT_ONCE):
                    self._connection.exec_driver_sql(
                        "INSERT INTO temp.witness VALUES (?, ?, ?, ?)", some
                    )
            if tree.complete and not tree.torn:
                self.whole.add(table)

    def _columns(self, index: str) -> list[str]:
        """Return what the columns of an index are called, as in a new project."""
        rows = self._connection.exec_driver_sql(f'PRAGMA index_info("{index}")').all()
        return [row[2] for row in rows]

    def _remove_what_was_removed(self, table: Table) -> None:
        name = table.layout.name
        number = table.layout.alias or "rowid"
        for some in chunks(table.adopted):
            marks = ", ".join("?" * len(some))
            removed = self._connection.exec_driver_sql(
                f'DELETE FROM "{name}" WHERE "{number}" IN ({marks}) AND "{number}" NOT IN'
                ' (SELECT number FROM temp.witness WHERE "of" = ?)',
                (*some, name),
            )
            table.rows -= removed.rowcount

    def lost(self, table: Table) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield number and known values of rows that indexes name and no page has."""
        name, number = table.layout.name, table.layout.alias or "rowid"
        found = self._connection.exec_driver_sql(
            'SELECT number, name, value FROM temp.witness WHERE "of" = ? AND number NOT IN'
            f' (SELECT "{number}" FROM "{name}") ORDER BY number',
            (name,),
        ).all()
        lost: dict[int, dict[str, Any]] = {}
        for at, column, value in found:
            lost.setdefault(at, {})[column] = value
        yield from lost.items()
