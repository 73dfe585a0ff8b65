"""What a project holds, in a few numbers: to compare a copy with it, or two moments."""

from __future__ import annotations

import sqlite3
from hashlib import sha256

import msgspec

from annotator.project.storage.marks import NAME as MARK
from annotator.project.storage.schema import APPLICATION_ID

# How much is in the tables, and how far their keys have come. Where articles are left and who has
# the project open are no work; texts, fragments and what is derived go with the records counted.
_BY_KEY = (
    *("articles", "spans", "links", "labels", "suggestions", "decisions", "change_events"),
    "suggestion_choices",
)
_COUNTED = (
    *("versions", "suggestion_answers", "statuses", "article_values", "stories"),
    *("people", "article_facts", "erased", "rounds"),
)
_WHOLE = ("info", "annotators", "gold")
_SUMS = {
    "imports": 'SELECT count(*), max("key"), count(finished_at) FROM imports',
    "conflicts": 'SELECT count(*), max("key"), count(settled_at) FROM conflicts',
    "assignments": "SELECT count(*), total(annotator * 1000003 + article) FROM assignments",
    "changes": "SELECT count(*), max(number) FROM changes",
}


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """A project at one moment.

    Attributes:
        project: its id, "" where it has none.
        format: the number of the newest migration.
        articles: how many.
        spans: how many, of all annotators.
        changes: how many gestures were made, undone and redone.
        sign: equal as long as nothing is done in it; where somebody reads is no such thing.

    """

    project: str = ""
    format: int = 0
    articles: int = 0
    spans: int = 0
    changes: int = 0
    sign: str = ""


def is_project(connection: sqlite3.Connection) -> bool:
    """Tell whether a database is a project of this program.

    Raises:
        sqlite3.Error: it cannot be read.

    """
    return _number(connection, "PRAGMA application_id") == APPLICATION_ID


def read_facts(connection: sqlite3.Connection) -> Facts:
    """Return what a project of any format holds; in a transaction, all of it at one moment.

    Raises:
        sqlite3.Error: it cannot be read.

    """
    master = "SELECT name FROM sqlite_master WHERE type = 'table'"
    there = {name for (name,) in connection.execute(master)}
    told: list[object] = []
    for table in (*_BY_KEY, *_COUNTED):
        if table in there:
            what = 'count(*), max("key")' if table in _BY_KEY else "count(*)"
            told.append((table, *connection.execute(f"SELECT {what} FROM {table}").fetchone()))
    told += [
        (table, *connection.execute(statement).fetchone())
        for table, statement in _SUMS.items()
        if table in there
    ]
    for table in _WHOLE:
        if table in there:
            rows = connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
            told.append((table, [row for row in rows if row[0] != MARK]))
    identity = None
    if "info" in there:
        identity = connection.execute("SELECT value FROM info WHERE name = 'id'").fetchone()
    counts = {one[0]: one[1] for one in told if isinstance(one, tuple)}
    return Facts(
        project=str(identity[0]) if identity else "",
        format=_number(connection, "PRAGMA user_version"),
        articles=counts.get("articles", 0),
        spans=counts.get("spans", 0),
        changes=counts.get("change_events", 0),
        sign=sha256(repr(told).encode("utf-8", "replace")).hexdigest()[:32],
    )


def _number(connection: sqlite3.Connection, statement: str) -> int:
    return int(connection.execute(statement).fetchone()[0])
