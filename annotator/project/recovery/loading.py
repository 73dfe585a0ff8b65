"""From the pages of a damaged file to the tables of a new project, as they were found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from annotator.project.recovery.cells import BadText
from annotator.project.recovery.layouts import Layout, layouts
from annotator.project.recovery.owners import Owners
from annotator.project.recovery.pages import Pages
from annotator.project.recovery.roots import Entry, entries, may_begin_at, missing
from annotator.project.recovery.trees import Forest, Found, Tree, overlaps
from annotator.project.storage.rows import chunks, sha256
from annotator.project.storage.schema import APPLICATION_ID

Step = Callable[[int, int], None]
"""Told how far the work is, and how far it goes; may raise to stop it."""

_AT_ONCE = 500


class Table(msgspec.Struct):
    """What was found of one table.

    Attributes:
        rows: how many rows were taken.
        refused: rows that break the rules of the project, and why.
        adopted: numbers of rows that lay on pages without a place.
        bytes: of texts that are no UTF-8, by number of the row.

    """

    layout: Layout
    tree: Tree
    rows: int = 0
    refused: list[tuple[dict[str, Any], str]] = msgspec.field(default_factory=list)
    adopted: list[int] = msgspec.field(default_factory=list)
    bytes: dict[int, bytes] = msgspec.field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether every row that was ever in it was read."""
        return self.tree.complete and not self.tree.torn and not self.refused


class Loading:
    """Brings the rows of all tables into a new project, whose foreign keys are not looked at.

    Attributes:
        tables: what was found of each, by name.
        is_project: whether anything says that it is a project at all.
        schema_whole: whether the list of its tables could be read.

    """

    def __init__(self, connection: Connection, pages: Pages, step: Step) -> None:
        self._connection = connection
        self._pages = pages
        self._step = step
        self.forest = Forest(pages)
        known, self.schema_whole = entries(self.forest)
        self._usual = usual_entries(connection)
        created = {name: entry.sql for name, entry in known.items() if entry.kind == "table"}
        self.layouts = layouts(created)
        ours = int.from_bytes(pages.header[68:72], "big") == APPLICATION_ID
        self.is_project = ours or {"articles", "article_texts", "spans"} <= known.keys()
        self._known = dict(known)
        if not self.schema_whole:
            for entry in missing(known, self._usual, self.layouts):
                layout = self.layouts[entry.table]
                if entry.kind == "index" or may_begin_at(self.forest, entry.root, layout):
                    self._known[entry.name] = entry
        self.tables: dict[str, Table] = {}

    def carry_out(self) -> None:
        """Load everything that can be read."""
        for name, layout in self.layouts.items():
            entry = self._known.get(name)
            tree = Tree(entry.root if entry else 0, layout.fits, in_table=layout.with_rowid)
            table = self.tables[name] = Table(layout, tree)
            if entry is None:
                # An older project lacks tables; where the list is whole, none is missing.
                tree.complete = self.schema_whole
                continue
            for rows in self.forest.walk(tree):
                self._insert(table, rows)
                self._step(min(len(self.forest.claimed), self._pages.count), self._pages.count)
        if not all(table.tree.complete for table in self.tables.values()):
            self._load_lost_leaves()
        self.is_project = self.is_project or any(
            self.tables[name].rows for name in ("articles", "spans", "fragments", "changes")
        )

    def _load_lost_leaves(self) -> None:
        """Take rows of incomplete tables from pages that have lost their place."""
        candidates = [table.layout for table in self.tables.values() if not table.tree.complete]
        usual = {entry.root: name for name, entry in self._usual.items()}
        owners = Owners(usual, self._article_ids, self._is_text)
        unlike_others = [one for one in candidates if one.name not in _ALIKE]
        later: list[int] = []
        free = self.forest.free_pages()
        for page, rows in self.forest.lost_leaves(free):
            layout = owners.owner(page, rows, unlike_others)
            if layout is not None:
                self._take_leaf(self.tables[layout.name], rows)
            else:
                later.append(page.number)
        # What tells texts, stories and names from one another is there by now.
        alike = [one for one in candidates if one.name in _ALIKE]
        for page, rows in self.forest.lost_leaves(free, later) if alike else ():
            layout = owners.owner(page, rows, alike)
            if layout is not None:
                self._take_leaf(self.tables[layout.name], rows)

    def _take_leaf(self, table: Table, rows: Sequence[Found]) -> None:
        """Take the rows of a page, unless it is an older copy of one that has its place."""
        ranges = table.tree.ranges = sorted(table.tree.ranges)
        if table.layout.with_rowid:
            if overlaps(ranges, rows):
                return
            numbers = [rowid for rowid, _ in rows if rowid is not None]
            ranges.append((min(numbers), max(numbers)))
            table.adopted += numbers
        self._insert(table, [found for found in rows if table.layout.fits(found[1])])

    # -- into the new project --------------------------------------------------------------------

    def _insert(self, table: Table, rows: Sequence[Found]) -> None:
        """Insert rows; those that break a rule of the project are noted."""
        layout = table.layout
        by_columns: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for rowid, row in rows:
            if layout.name == "article_texts" and isinstance(row[-1], BadText):
                table.bytes[rowid or 0] = bytes(row[-1])
            values = {key: _plain(value) for key, value in layout.values(rowid, row).items()}
            by_columns.setdefault(tuple(values), []).append(values)
        for columns, some in by_columns.items():
            names = ", ".join(f'"{name}"' for name in columns)
            marks = ", ".join("?" * len(columns))
            sql = f'INSERT INTO "{layout.name}" ({names}) VALUES ({marks})'
            for part in chunks(some, _AT_ONCE):
                self._insert_part(table, sql, part)

    def _insert_part(self, table: Table, sql: str, rows: list[dict[str, Any]]) -> None:
        try:
            with self._connection.begin_nested():
                self._connection.exec_driver_sql(sql, [tuple(row.values()) for row in rows])
        except IntegrityError as error:
            if len(rows) == 1:
                table.refused.append((rows[0], str(error.orig)))
                return
            for row in rows:
                self._insert_part(table, sql, [row])
        else:
            table.rows += len(rows)

    # -- what is known of other tables -----------------------------------------------------------

    def _article_ids(self, ids: Iterable[str]) -> set[str]:
        found: set[str] = set()
        for some in chunks(ids):
            marks = ", ".join("?" * len(some))
            sql = f"SELECT id FROM articles WHERE id IN ({marks})"
            found.update(row[0] for row in self._connection.exec_driver_sql(sql, tuple(some)))
        return found

    def _is_text(self, article: int, text: str) -> bool:
        sql = "SELECT sha256 FROM articles WHERE key = ?"
        row = self._connection.exec_driver_sql(sql, (article,)).first()
        return row is not None and row[0] == sha256(text)

    # -- what indexes repeat ---------------------------------------------------------------------

    def indexes(self, table: str) -> Iterator[tuple[str, Tree, Iterator[list[Found]]]]:
        """Yield the indexes of a table: name, tree, and its rows, which end with a row's number."""

        def fits(row: tuple[Any, ...]) -> bool:
            return len(row) >= 2 and isinstance(row[-1], int)

        for entry in list(self._known.values()):
            if entry.kind == "index" and entry.table == table:
                tree = Tree(entry.root, fits, in_table=False)
                yield entry.name, tree, self.forest.walk(tree)


_ALIKE = ("article_texts", "annotators", "stories", "assignments", "signatures")
"""Tables whose rows look like those of others."""


def _plain(value: Any) -> Any:
    return value.decode("utf-8", "replace") if isinstance(value, BadText) else value


def usual_entries(connection: Connection) -> dict[str, Entry]:
    """Return the tables and indexes of a new project."""
    sql = "SELECT type, name, tbl_name, rootpage, sql FROM sqlite_master WHERE rootpage > 0"
    return {
        row[1]: Entry(row[0], row[1], row[2], row[3], row[4] or "")
        for row in connection.exec_driver_sql(sql)
    }
