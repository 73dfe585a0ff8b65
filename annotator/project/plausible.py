"""What no checksum covers is at least what it can be: ids, times, kinds, places.

These values are set once and read by few. A rule finds most flipped bytes in them, though not one
that makes another time or another id of it; docs/reliability.md says which that leaves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Column, Connection, select

from annotator.annotation import kinds
from annotator.project.operations.unimporting import Made
from annotator.project.records import conflicts, history
from annotator.project.storage import schema
from annotator.words import Message, say

_TIME = re.compile(
    r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    r"T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?Z"
)
_ID = re.compile(r"[0-9a-f]{32}")
_CHANGES = {"", *kinds.EDITS, *history.READ_ANEW}
_CONFLICTS = {
    *("span", "link", "status", "label", "decision", "answer", "suggestion", "assignment"),
    *("article value", "article", "annotator", "round"),
    *(conflicts.UNITED, conflicts.WAITING, conflicts.FOREIGN),
}


def check(connection: Connection) -> Iterator[tuple[str, Message]]:
    """Yield ``(where, what)`` of values that cannot be what was stored."""
    yield from _info(connection)
    yield from _imports(connection)
    yield from _changes(connection)
    yield from _readings(connection)
    yield from _conflicts(connection)


def _info(connection: Connection) -> Iterator[tuple[str, Message]]:
    table = schema.info
    stored = {row.name: row.value for row in connection.execute(select(table))}
    if not _ID.fullmatch(stored.get("id", "")):
        yield "info", say("the project’s id is no id: packs of it are taken for foreign ones")
    if "created_at" in stored and not _TIME.fullmatch(stored["created_at"]):
        yield (
            "info",
            say("{name} is no time: {value}", name="created_at", value=stored["created_at"]),
        )


def _imports(connection: Connection) -> Iterator[tuple[str, Message]]:
    table = schema.imports
    columns = (table.c.key, table.c.started_at, table.c.alive_at, table.c.finished_at)
    for row in connection.execute(select(*columns, table.c.made)):
        yield from _times(f"import {row.key}", row, columns[1:])
        try:
            msgspec.json.decode(row.made, type=Made)
        except msgspec.DecodeError:
            yield "imports", say("import {number}: what it made cannot be read", number=row.key)


def _changes(connection: Connection) -> Iterator[tuple[str, Message]]:
    table = schema.changes
    odd = select(table.c.number, table.c.kind).where(table.c.kind.not_in(_CHANGES))
    for row in connection.execute(odd):
        yield (
            "changes",
            say(
                "change {number}: there is no kind {kind}", number=row.number, kind=ascii(row.kind)
            ),
        )
    for window in connection.scalars(select(table.c.window).distinct()):
        if not (window.isascii() and (window.isprintable() or not window)):
            yield "changes", say("there is no window {window}", window=ascii(window))


def _readings(connection: Connection) -> Iterator[tuple[str, Message]]:
    table, articles = schema.readings, schema.articles
    beyond = (table.c.caret > articles.c.length) | (table.c.top > articles.c.length)
    statement = (
        select(articles.c.id, beyond.label("beyond"), table.c.updated_at)
        .join_from(table, articles, articles.c.key == table.c.article)
        .order_by(articles.c.key, table.c.annotator)
    )
    for row in connection.execute(statement):
        if row.beyond:
            yield f"article {row.id}", say("it was left at a place that is not in its text")
        yield from _times(f"reading of article {row.id}", row, (table.c.updated_at,))


def _conflicts(connection: Connection) -> Iterator[tuple[str, Message]]:
    table = schema.conflicts
    columns = (table.c.at, table.c.settled_at)
    for row in connection.execute(select(table.c.id, table.c.kind, *columns)):
        if row.kind not in _CONFLICTS:
            yield (
                "conflicts",
                say("conflict {id}: there is no kind {kind}", id=row.id, kind=ascii(row.kind)),
            )
        yield from _times(f"conflict {row.id}", row, columns)


def _times(where: str, row: Any, columns: tuple[Column[Any], ...]) -> Iterator[tuple[str, Message]]:
    for column in columns:
        value = getattr(row, column.name)
        if value is not None and not _TIME.fullmatch(value):
            yield where, say("{name} is no time: {value}", name=column.name, value=ascii(value))
