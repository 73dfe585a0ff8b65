"""Stored changes: the unit of undo, and the audit trail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from contextlib import suppress
from typing import Any

import msgspec
import orjson
from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    bindparam,
    func,
    insert,
    or_,
    select,
    update,
)

from annotator.annotation import kinds
from annotator.annotation.changes import Delta, Direction, Step, identify
from annotator.annotation.planning import Plan
from annotator.annotation.records import (
    Answer,
    ArticleStatus,
    Assignment,
    Conflict,
    Decision,
    Label,
    Link,
    Span,
    Suggestion,
)
from annotator.errors import DamagedError, RuleError
from annotator.project import blindness, images, schema
from annotator.project.records import ChangeState, HistoryEntry, HistoryFilter, UndoState
from annotator.project.rows import article_keys, chunks

_table = schema.changes


class Side(msgspec.Struct, frozen=True, omit_defaults=True):
    """All records of a change as they were on one side of it."""

    spans: tuple[Span, ...] = ()
    links: tuple[Link, ...] = ()
    statuses: tuple[ArticleStatus, ...] = ()
    labels: tuple[Label, ...] = ()
    decisions: tuple[Decision, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    answers: tuple[Answer, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


_PASS_OVER = (
    update(_table)
    .where(_table.c.annotator == bindparam("by"), _table.c.state == ChangeState.UNDONE.value)
    .values(state=ChangeState.PASSED.value)
)
_INSERT = insert(_table)
_INSERT_EVENT = insert(schema.change_events)
_SET_STATE = update(_table).where(_table.c.number == bindparam("at")).values(state=bindparam("to"))

_KINDS = Delta.__struct_fields__
_AT_ONCE = 500


def split(delta: Delta) -> tuple[Side, Side]:
    """Return the records before and the records after."""

    def side(name: str) -> Side:
        records = {
            kind: tuple(
                getattr(step, name)
                for step in getattr(delta, kind)
                if getattr(step, name) is not None
            )
            for kind in _KINDS
        }
        return Side(**records)

    return side("before"), side("after")


def join(before: Side, after: Side) -> Delta:
    """Return the delta that leads from ``before`` to ``after``, matched by id."""

    def steps(kind: str) -> tuple[Step[Any], ...]:
        old = {identify(record): record for record in getattr(before, kind)}
        new = {identify(record): record for record in getattr(after, kind)}
        return tuple(Step(old.get(key), new.get(key)) for key in {**old, **new})

    return Delta(**{kind: steps(kind) for kind in _KINDS})


def record(
    connection: Connection,
    plan: Plan,
    annotator_key: int,
    at: str,
    *,
    takes_back: int | None = None,
) -> int:
    """Store an edit that was just carried out; what could be redone no longer can.

    Args:
        connection: inside the transaction that carried it out.
        plan: what was done.
        annotator_key: who did it.
        at: when.
        takes_back: number of the change that it takes back by itself.

    Returns:
        the change's number.

    """
    before, after = split(plan.delta)
    article = None
    if plan.article is not None:
        article = article_keys(connection, [plan.article]).get(plan.article)
    row = {
        "article": article,
        "before": msgspec.json.encode(before).decode(),
        "after": msgspec.json.encode(after).decode(),
        "kind": kinds.kind_of(plan.delta) if takes_back is None else kinds.TAKE_BACK,
        "takes_back": takes_back,
    }
    return _store(connection, annotator_key, plan.text, at, row)


def record_operation(
    connection: Connection,
    kind: str,
    text: str,
    annotator_key: int | None,
    at: str,
    *,
    images: bytes | None = None,
    takes_back: int | None = None,
) -> int:
    """Store a change that is no edit, as an import; see ``operations``.

    Args:
        connection: inside the transaction that carries it out.
        kind: of the operation.
        text: what was done, as in "Import 3 articles from news.jsonl".
        annotator_key: who did it in a window; None: on the command line, in nobody's undo.
        at: when.
        images: what taking it back needs, packed.
        takes_back: number of the operation that this one takes back.

    Returns:
        the change's number.

    """
    row = {"before": "{}", "after": "{}", "kind": kind, "images": images, "takes_back": takes_back}
    return _store(connection, annotator_key, text, at, row)


def _store(
    connection: Connection, annotator_key: int | None, text: str, at: str, row: dict[str, Any]
) -> int:
    """Store a change that holds; what its annotator could redo no longer can be."""
    if annotator_key is not None:
        connection.execute(_PASS_OVER, {"by": annotator_key})
    state = ChangeState.DONE.value
    result = connection.execute(
        _INSERT, {"annotator": annotator_key, "text": text, "state": state, **row}
    )
    assert result.inserted_primary_key is not None
    number: int = result.inserted_primary_key[0]
    add_event(connection, number, Direction.DONE.value, at)
    return number


def set_images(connection: Connection, number: int, images: bytes | None) -> None:
    """Store what taking a change back, or making it again, needs from now on."""
    connection.execute(update(_table).where(_table.c.number == number).values(images=images))


def next_number(connection: Connection) -> int:
    """Return a number that no change has and every later one reaches."""
    return (connection.scalar(select(func.max(_table.c.number))) or 0) + 1


def label_ids(connection: Connection, first: int, without: Set[int] | None = None) -> set[str]:
    """Return the ids of all labels that the changes from number ``first`` on speak of.

    Args:
        connection: to the project.
        first: see above.
        without: numbers of changes that do not count, and neither do those that are undone; None:
            all count, as what they speak of will not come back.

    """
    found: set[str] = set()
    columns = (_table.c.number, _table.c.before, _table.c.after)
    statement: Select[Any] = select(*columns).where(_table.c.number >= first)
    if without is not None:
        statement = statement.where(_table.c.state == ChangeState.DONE.value)
    for row in connection.execute(statement):
        if without is not None and row.number in without:
            continue
        delta = delta_of(row)
        for span in delta.spans:
            found.update(side.label for side in (span.before, span.after) if side is not None)
        found.update(label.record.id for label in delta.labels)
        found.update(one.record.label for one in delta.suggestions)
    return found


def add_event(connection: Connection, number: int, event: str, at: str) -> None:
    """Write one line of the audit trail."""
    connection.execute(_INSERT_EVENT, {"change": number, "event": event, "at": at})


def set_state(connection: Connection, number: int, state: ChangeState) -> None:
    """Say whether a change holds now."""
    connection.execute(_SET_STATE, {"at": number, "to": state.value})


def about_articles(connection: Connection, articles: Iterable[int]) -> set[int]:
    """Return the numbers of all changes that are about some articles (keys)."""
    found: set[int] = set()
    for some in chunks(articles):
        found.update(connection.scalars(select(_table.c.number).where(_table.c.article.in_(some))))
    return found


def stored(connection: Connection, number: int) -> Row[Any]:
    """Return a stored change with all its columns; raises RuleError when there is none."""
    row = connection.execute(select(_table).where(_table.c.number == number)).first()
    if row is None:
        raise RuleError("there is no such change")
    return row


_COLUMNS = (
    _table.c.number,
    _table.c.text,
    _table.c.kind,
    schema.articles.c.id.label("article"),
)


def _first(state: ChangeState, *columns: Any) -> Select[Any]:
    """Return the statement for the change in a state that comes first."""
    order = _table.c.number.desc() if state is ChangeState.DONE else _table.c.number.asc()
    return (
        select(*_COLUMNS, *columns)
        .outerjoin_from(_table, schema.articles, _table.c.article == schema.articles.c.key)
        .where(_table.c.annotator == bindparam("by"), _table.c.state == state.value)
        .order_by(order)
        .limit(1)
    )


_SIDES = (_table.c.before, _table.c.after)
_UNDO, _UNDO_WITH_SIDES = _first(ChangeState.DONE), _first(ChangeState.DONE, *_SIDES)
_REDO, _REDO_WITH_SIDES = _first(ChangeState.UNDONE), _first(ChangeState.UNDONE, *_SIDES)


def next_to_undo(connection: Connection, annotator_key: int) -> Row[Any] | None:
    """Return the change that Undo would take back, with its sides."""
    return connection.execute(_UNDO_WITH_SIDES, {"by": annotator_key}).first()


def next_to_redo(connection: Connection, annotator_key: int) -> Row[Any] | None:
    """Return the change that Redo would make again, with its sides."""
    return connection.execute(_REDO_WITH_SIDES, {"by": annotator_key}).first()


def next_row(connection: Connection, annotator_key: int, *, undo: bool) -> Row[Any] | None:
    """Return the change that Undo would take back (or Redo make again), without its sides."""
    return connection.execute(_UNDO if undo else _REDO, {"by": annotator_key}).first()


def undo_state(connection: Connection, annotator_key: int) -> UndoState:
    """Return what Undo and Redo would do, without reading the sides."""
    undo = connection.execute(_UNDO, {"by": annotator_key}).first()
    redo = connection.execute(_REDO, {"by": annotator_key}).first()
    return UndoState(undo=undo.text if undo else None, redo=redo.text if redo else None)


def turns(connection: Connection, number: int) -> int:
    """Return how often a change was taken back by itself, and made again so."""
    count = 0
    while True:
        takers = (_table.c.takes_back == number) & (_table.c.state == ChangeState.DONE.value)
        statement = select(_table.c.number).where(takers).order_by(_table.c.number.desc()).limit(1)
        found = connection.scalar(statement)
        if found is None:
            return count
        number, count = found, count + 1


def delta_of(row: Row[Any]) -> Delta:
    """Return the delta of a stored change; raises DamagedError when it cannot be read."""
    try:
        before = msgspec.convert(orjson.loads(row.before), Side)
        after = msgspec.convert(orjson.loads(row.after), Side)
    except (orjson.JSONDecodeError, msgspec.ValidationError) as error:
        raise DamagedError(f"a stored change cannot be read ({error})") from error
    return join(before, after)


def check(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield ``(where, what)`` of stored changes that could not be undone or redone."""
    statement: Select[Any] = select(_table.c.number, _table.c.before, _table.c.after)
    for some in connection.execute(statement).partitions(_AT_ONCE):
        for row in some:
            try:
                delta_of(row)
            except DamagedError as error:
                yield "changes", f"change {row.number}: {error}"
    packed = select(_table.c.number, _table.c.images).where(_table.c.images.is_not(None))
    for row in connection.execute(packed):
        try:
            images.check(row.number, row.images)
        except DamagedError as error:
            yield "changes", str(error)


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
    if wanted.viewer is not None:
        statement = statement.where(_may_see(connection, wanted.viewer))
    if wanted.kinds:  # of older changes it follows from their sides
        statement = statement.where(_table.c.kind.in_(("", *wanted.kinds)))
    found: list[HistoryEntry] = []
    while len(found) < limit:
        page = statement if before is None else statement.where(schema.change_events.c.key < before)
        rows = connection.execute(page.limit(limit)).all()
        known = _kinds(connection, [row.number for row in rows if not row.kind])
        every = (_entry(row, known) for row in rows)
        found += [one for one in every if not wanted.kinds or one.kind in wanted.kinds]
        if len(rows) < limit:
            break
        before = rows[-1].key
    return found[:limit]


def _may_see(connection: Connection, viewer: str) -> ColumnElement[bool]:
    """Return the condition for what somebody sees who is blind on some articles."""
    table = schema.annotators
    key = connection.scalar(select(table.c.key).where(table.c.name == viewer)) or 0
    blind = _table.c.article.in_(blindness.blind_keys(key))
    return or_(_table.c.article.is_(None), _table.c.annotator == key, ~blind)


def _entry(row: Row[Any], kinds_of_older: dict[int, str]) -> HistoryEntry:
    return HistoryEntry(
        key=row.key,
        number=row.number,
        annotator=row.name,
        article=row.id,
        title=row.title or "",
        text=row.text,
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
