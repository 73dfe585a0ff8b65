"""Where the trees of a file begin: from its own list, or where a new project has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from annotator.project.recovery.cells import INTERIOR_TABLE, LEAF_TABLE, Row, TornError, read_page
from annotator.project.recovery.layouts import Layout
from annotator.project.recovery.trees import Forest, Tree


class Entry(NamedTuple):
    """One line of the list of a file's tables and indexes.

    Attributes:
        kind: "table" or "index".
        table: whose index it is; of a table its own name.
        root: the page where its tree begins.
        sql: what made it; "" for indexes that come with a table.

    """

    kind: str
    name: str
    table: str
    root: int
    sql: str


def is_entry(row: Row) -> bool:
    """Tell whether a record is a line of the list of tables and indexes."""
    return (
        len(row) == 5
        and row[0] in ("table", "index", "view", "trigger")
        and isinstance(row[1], str)
        and isinstance(row[2], str)
        and isinstance(row[3], int)
        and isinstance(row[4], str | None)
    )


def entries(forest: Forest) -> tuple[dict[str, Entry], bool]:
    """Return the tables and indexes of a file by name, and whether the list of them is whole."""
    tree = Tree(1, is_entry, in_table=True)
    found: dict[str, Entry] = {}
    for rows in forest.walk(tree):
        _take(found, (row for _, row in rows))
    whole = tree.complete and not tree.torn
    if not whole:
        for page, rows in forest.lost_leaves(forest.free_pages()):
            if page.kind == LEAF_TABLE and all(is_entry(row) for _, row in rows):
                forest.claimed.add(page.number)
                _take(found, (row for _, row in rows))
    return found, whole


def _take(found: dict[str, Entry], rows: Iterator[Any]) -> None:
    for kind, name, table, root, sql in rows:
        if kind in ("table", "index") and root > 0:
            found.setdefault(name, Entry(kind, name, table, root, sql or ""))


def may_begin_at(forest: Forest, root: int, layout: Layout) -> bool:
    """Tell whether a page looks like the root of a table."""
    if root in forest.claimed:
        return False
    try:
        page = read_page(forest.pages.page(root), root)
        if not page.is_leaf:
            return page.sound and (page.kind == INTERIOR_TABLE) == layout.with_rowid
        if (page.kind == LEAF_TABLE) != layout.with_rowid:
            return False
        return all(layout.fits(forest.row(cell), strictly=True) for cell in page.cells)
    except (TornError, IndexError):
        return False


def missing(
    known: Mapping[str, Entry], usual: Mapping[str, Entry], wanted: Mapping[str, Layout]
) -> list[Entry]:
    """Return where a new project has the tables, and their indexes, that are not known here."""
    return [entry for name, entry in usual.items() if name not in known and entry.table in wanted]
