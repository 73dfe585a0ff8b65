"""On which pages each record of an undamaged project lies: a walk of its own, for comparison.

It shares nothing with the program's reader: it trusts the file, and follows every pointer.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from typing import NamedTuple


class Lying(NamedTuple):
    """Where things lie.

    Attributes:
        records: pages of each record, by table and primary key.
        kinds: what each page is: "leaf", "interior", "overflow", "root", "index", "schema", "free".
        owners: the table or index of each page.

    """

    records: dict[tuple[str, tuple], frozenset[int]]
    kinds: dict[int, str]
    owners: dict[int, str]


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for count in range(9):
        byte = data[at + count]
        if count == 8:
            return (value << 8) | byte, at + 9
        value = (value << 7) | (byte & 127)
        if byte < 128:
            return value, at + count + 1
    raise AssertionError


def page_map(path: Path) -> Lying:
    """Walk a whole project file, closed and without a log."""
    raw = path.read_bytes()
    size = int.from_bytes(raw[16:18], "big")
    kinds: dict[int, str] = {}
    owners: dict[int, str] = {}
    places: dict[str, dict[int, set[int]]] = defaultdict(dict)

    def page(number: int) -> bytes:
        return raw[(number - 1) * size : number * size]

    def overflow(length: int, at: int, data: bytes, name: str, most: int) -> set[int]:
        pages: set[int] = set()
        if length > most:
            least = (size - 12) * 32 // 255 - 23
            here = least + (length - least) % (size - 4)
            here = here if here <= most else least
            following = int.from_bytes(data[at + here : at + here + 4], "big")
            while following:
                pages.add(following)
                kinds[following], owners[following] = "overflow", name
                following = int.from_bytes(page(following)[:4], "big")
        return pages

    def walk(number: int, name: str, kind: str, root: bool) -> None:
        data = page(number)
        start = 100 if number == 1 else 0
        what = data[start]
        cells = int.from_bytes(data[start + 3 : start + 5], "big")
        interior = what in (2, 5)
        array = start + (12 if interior else 8)
        owners[number] = name
        kinds[number] = kind if kind != "table" else "interior" if interior else "leaf"
        if root and kind == "table":
            kinds[number] = "root"
        for cell in range(cells):
            at = int.from_bytes(data[array + 2 * cell : array + 2 * cell + 2], "big")
            if interior:
                walk(int.from_bytes(data[at : at + 4], "big"), name, kind, False)
                at += 4
            if what == 5:
                continue
            length, at = _varint(data, at)
            rowid = None
            most = size - 35
            if what == 13:
                rowid, at = _varint(data, at)
            else:
                most = (size - 12) * 64 // 255 - 23
            place = len(places[name]) if rowid is None else rowid
            places[name][place] = {number, *overflow(length, at, data, name, most)}
        if interior:
            walk(int.from_bytes(data[start + 8 : start + 12], "big"), name, kind, False)

    walk(1, "sqlite_schema", "schema", True)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA query_only=1")
        listed = connection.execute(
            "SELECT type, name, rootpage FROM sqlite_schema WHERE rootpage > 0"
        ).fetchall()
        for kind, name, root in listed:
            walk(root, name, kind if kind == "table" else "index", True)
        trunk = int.from_bytes(raw[32:36], "big")
        while trunk:
            data = page(trunk)
            kinds[trunk], owners[trunk] = "free", ""
            for at in range(int.from_bytes(data[4:8], "big")):
                leaf = int.from_bytes(data[8 + 4 * at : 12 + 4 * at], "big")
                kinds[leaf], owners[leaf] = "free", ""
            trunk = int.from_bytes(data[:4], "big")
        records = {}
        for kind, name, _ in listed:
            if kind == "table" and not name.startswith(("search", "sqlite", "alembic", "windows")):
                records |= _keyed(connection, name, places[name])
    return Lying(records, kinds, owners)


def _keyed(
    connection: sqlite3.Connection, name: str, places: dict[int, set[int]]
) -> dict[tuple[str, tuple], frozenset[int]]:
    """Return the pages of a table's records by primary key."""
    columns = connection.execute(f"PRAGMA table_info({name})").fetchall()
    keys = [column[1] for column in sorted(columns, key=lambda one: one[5]) if column[5]]
    quoted = ", ".join(f'"{key}"' for key in keys)
    (sql,) = connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (name,)).fetchone()
    if "WITHOUT ROWID" not in sql:
        rows = connection.execute(f"SELECT rowid, {quoted} FROM {name}").fetchall()
        assert len(rows) == len(places)
        return {(name, row[1:]): frozenset(places[row[0]]) for row in rows}
    # Rows are met in the order of their keys, those on interior pages among them.
    rows = connection.execute(f"SELECT {quoted} FROM {name} ORDER BY {quoted}").fetchall()
    assert len(rows) == len(places)
    return {(name, row): frozenset(pages) for row, pages in zip(rows, places.values(), strict=True)}
