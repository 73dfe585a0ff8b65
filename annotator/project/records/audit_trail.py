"""The audit trail as it is shown: what was done, undone and redone, and to whom it is told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any

import msgspec
from sqlalchemy import (
    Connection,
    Row,
    Select,
    bindparam,
    or_,
    select,
)

from annotator.annotation import kinds
from annotator.errors import DamagedError
from annotator.project.records import blindness
from annotator.project.records.history import delta_of, stored, text_of
from annotator.project.records.kinds.table import parts_of
from annotator.project.storage import schema
from annotator.project.storage.query_records import (
    HistoryEntry,
    HistoryFilter,
)
from annotator.project.storage.rows import chunks
from annotator.words import Message, as_said, say

_table = schema.changes


_ENTRIES: Select[Any] = (
    select(
        schema.change_events.c.key,
        _table.c.number,
        schema.annotators.c.name,
        schema.articles.c.id,
        schema.articles.c.title,
        _table.c.text,
        _table.c.kind,
        schema.change_events.c.event,
        _table.c.state,
        schema.change_events.c.at,
    )
    .join_from(schema.change_events, _table, schema.change_events.c.change == _table.c.number)
    .outerjoin(schema.annotators, schema.annotators.c.key == _table.c.annotator)
    .outerjoin(schema.articles, schema.articles.c.key == _table.c.article)
    .order_by(schema.change_events.c.key.desc())
)


def entries(
    connection: Connection,
    wanted: HistoryFilter,
    limit: int,
    before: int | None = None,
    article_key: int | None = None,
) -> list[HistoryEntry]:
    """Return lines of the audit trail, newest first.

    Args:
        connection: inside a read transaction.
        wanted: which.
        limit: at most so many.
        before: only those with a lower key.
        article_key: only those about this article.

    """
    statement = _ENTRIES
    if article_key is not None:
        statement = statement.where(_table.c.article == article_key)
    if wanted.article is not None:
        statement = statement.where(schema.articles.c.id == wanted.article)
    if wanted.annotator is not None:
        nobody = _table.c.annotator.is_(None)
        by = schema.annotators.c.name == wanted.annotator
        statement = statement.where(by if wanted.annotator else nobody)
    hidden: frozenset[str] = frozenset()
    if wanted.viewer is not None:
        key = connection.scalar(_KEY_OF, {"of": wanted.viewer}) or 0
        hidden = blindness.blind_articles(connection, key)
        statement = statement.where(
            or_(_table.c.article.is_(None), blindness.seen_by(key, *_WHOSE_AND_WHERE))
        )
    if wanted.kinds:  # of older changes it follows from their sides
        statement = statement.where(_table.c.kind.in_(("", *wanted.kinds)))
    found: list[HistoryEntry] = []
    while len(found) < limit:
        page = statement if before is None else statement.where(schema.change_events.c.key < before)
        rows = connection.execute(page.limit(limit)).all()
        known = _kinds(connection, [row.number for row in rows if not row.kind])
        every = [_entry(row, known) for row in rows]
        if hidden:
            every = list(_seen(connection, every, hidden, wanted.viewer))
        found += [one for one in every if not wanted.kinds or one.kind in wanted.kinds]
        if len(rows) < limit:
            break
        before = rows[-1].key
    return found[:limit]


_KEY_OF = select(schema.annotators.c.key).where(schema.annotators.c.name == bindparam("of"))
_MERGE = "merge"
_NO_WORK = (kinds.LABEL, kinds.ASSIGN, kinds.CHOICE)
_WHOSE_AND_WHERE = (_table.c.annotator, _table.c.article)


def _seen(
    connection: Connection,
    found: Sequence[HistoryEntry],
    hidden: Collection[str],
    viewer: str | None,
) -> Iterator[HistoryEntry]:
    """Yield lines as somebody may see them who is blind on some articles (ids).

    A change of several articles says in none which it is about: what touches hidden ones is left
    out, and a merge does not say how much it brought.
    """
    wide = [
        one.number
        for one in found
        if one.article is None and one.annotator != viewer and one.kind not in _NO_WORK
    ]
    left_out: set[int] = set()
    for some in chunks(set(wide)):
        statement: Select[Any] = select(_table.c.number, _table.c.before, _table.c.after)
        for row in connection.execute(statement.where(_table.c.number.in_(some))):
            try:
                delta = delta_of(row)
            except DamagedError:
                continue
            work = [
                kind.article_of(step.record)
                for kind, steps in parts_of(delta)
                if kind.is_work
                for step in steps
            ]
            where = {article for article in work if article is not None}
            if not where.isdisjoint(hidden) or (work and not where):
                left_out.add(row.number)
    for one in found:
        if one.number in left_out:
            continue
        if one.kind.startswith(_MERGE):
            yield msgspec.structs.replace(one, text=_uncounted(one.text))
        else:
            yield one


def _uncounted(name: Message) -> Message:
    """Return a merge's name without what came in."""
    try:
        return say("Merge of {source}", source=name.argument("source"))
    except KeyError:
        return as_said(str(name).rpartition(": ")[0] or str(name))


def _entry(row: Row[Any], kinds_of_older: dict[int, str]) -> HistoryEntry:
    return HistoryEntry(
        key=row.key,
        number=row.number,
        annotator=row.name,
        article=row.id,
        title=row.title or "",
        text=text_of(row),
        kind=row.kind or kinds_of_older.get(row.number, ""),
        event=row.event,
        state=row.state,
        at=row.at,
    )


def _kinds(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """Return the kinds of changes that were stored without one; "" where that cannot be told."""
    found = {}
    for some in chunks(set(numbers)):
        statement: Select[Any] = select(_table.c.number, _table.c.before, _table.c.after)
        for row in connection.execute(statement.where(_table.c.number.in_(some))):
            with suppress(DamagedError):
                found[row.number] = kinds.kind_of(delta_of(row))
    return found


def place_of(connection: Connection, number: int) -> tuple[str | None, tuple[str, ...]]:
    """Return the article (id) that a change is about, and the spans (ids) in it."""
    row = stored(connection, number)
    table = schema.articles
    article = connection.scalar(select(table.c.id).where(table.c.key == row.article))
    delta = delta_of(row)
    spans = [step.record for step in delta.spans]
    if article is None and spans:
        article = spans[0].article
    ids = [span.id for span in spans if span.article == article]
    ids += [step.record.source for step in delta.links]
    decided = [step.record for step in delta.decisions]
    ids += [name for one in decided for name in one.accepted]
    return article, tuple(dict.fromkeys(ids))


def people(connection: Connection) -> list[str]:
    """Return who has made changes, in the order in which they joined; "" for the command line."""
    table = schema.annotators
    made = select(_table.c.annotator)
    here = select(table.c.name).where(table.c.key.in_(made)).order_by(table.c.key)
    names = list(connection.scalars(here))
    nobody = select(_table.c.number).where(_table.c.annotator.is_(None)).limit(1)
    return [*names, ""] if connection.execute(nobody).first() is not None else names
