"""Stored changes: the unit of undo, and the audit trail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

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

from annotator.annotation.changes import Changes, Delta, Direction, Step, identify
from annotator.annotation.planning import Plan
from annotator.annotation.records import (
    Answer,
    ArticleStatus,
    Assignment,
    Decision,
    Label,
    Link,
    Span,
    Suggestion,
)
from annotator.errors import DamagedError
from annotator.project import checksums, schema
from annotator.project.records import ChangeState, HistoryEntry, UndoState
from annotator.project.rows import article_keys

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


_PASS_OVER = (
    update(_table)
    .where(
        _table.c.annotator == bindparam("by"),
        _table.c.state == ChangeState.UNDONE.value,
        or_(
            _table.c.window == bindparam("mine"),
            _table.c.window.not_in(select(schema.windows.c.id)),
        ),
    )
    .values(state=ChangeState.PASSED.value)
)
_INSERT = insert(_table)
_INSERT_EVENT = insert(schema.change_events)
_SET_STATE = update(_table).where(_table.c.number == bindparam("at")).values(state=bindparam("to"))

READ_ANEW = frozenset({"import", "merge", "removal"})
"""Kinds of changes that did more than their delta says: whoever hears of one reads all again."""

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


class Recorded(NamedTuple):
    """A change's number, and the key of its line in the audit trail."""

    number: int
    event: int


def record(
    connection: Connection,
    plan: Plan,
    annotator_key: int | None,
    at: str,
    *,
    window: str = "",
    edit: str | None = None,
) -> Recorded:
    """Store a change that was just carried out; what could be redone there no longer can.

    Args:
        connection: in a write transaction.
        plan: what was done.
        annotator_key: whose change it is; None: nobody's, who could undo it.
        at: when.
        window: id of the window in which it was made, "" for none.
        edit: an id of the edit itself, by which it is found when it is tried again.

    """
    if annotator_key is not None:
        connection.execute(_PASS_OVER, {"by": annotator_key, "mine": window})
    before, after = split(plan.delta)
    article = None
    if plan.article is not None:
        article = article_keys(connection, [plan.article]).get(plan.article)
    said = {
        "text": plan.text,
        "before": msgspec.json.encode(before).decode(),
        "after": msgspec.json.encode(after).decode(),
    }
    result = connection.execute(
        _INSERT,
        {
            "annotator": annotator_key,
            "article": article,
            **said,
            "state": ChangeState.DONE.value,
            "window": window,
            "edit": edit,
            "crc": checksums.of_values(said, checksums.CHANGE),
        },
    )
    assert result.inserted_primary_key is not None
    number: int = result.inserted_primary_key[0]
    return Recorded(number, add_event(connection, number, Direction.DONE.value, at))


def next_number(connection: Connection) -> int:
    """Return a number that no change has and every later one reaches."""
    return (connection.scalar(select(func.max(_table.c.number))) or 0) + 1


def label_ids(connection: Connection, first: int) -> set[str]:
    """Return the ids of all labels that the changes from number ``first`` on speak of."""
    found: set[str] = set()
    statement: Select[Any] = select(_table.c.before, _table.c.after).where(_table.c.number >= first)
    for row in connection.execute(statement):
        delta = delta_of(row)
        for span in delta.spans:
            found.update(side.label for side in (span.before, span.after) if side is not None)
        found.update(label.record.id for label in delta.labels)
        found.update(one.record.label for one in delta.suggestions)
    return found


def add_event(connection: Connection, number: int, event: str, at: str) -> int:
    """Write one line of the audit trail and return its key."""
    values = {"change": number, "event": event, "at": at}
    checksum = checksums.of_values(values, checksums.EVENT)
    result = connection.execute(_INSERT_EVENT, {**values, "crc": checksum})
    assert result.inserted_primary_key is not None
    key: int = result.inserted_primary_key[0]
    return key


def set_state(connection: Connection, number: int, state: ChangeState) -> None:
    """Say whether a change holds now."""
    connection.execute(_SET_STATE, {"at": number, "to": state.value})


_COLUMNS = (
    _table.c.number,
    _table.c.text,
    _table.c.window,
    _table.c.kind,
    schema.articles.c.id.label("article"),
)
_SIDES = (_table.c.before, _table.c.after, _table.c.crc)


def _steps(state: ChangeState, *columns: Any, mine: bool = False) -> Select[Any]:
    """Return the statement for the change in a state that comes first.

    With ``mine`` only those of one window count that were made since it was opened; without,
    those of all windows but ``others``.
    """
    order = _table.c.number.desc() if state is ChangeState.DONE else _table.c.number.asc()
    where: ColumnElement[bool]
    if mine:
        where = (_table.c.window == bindparam("mine")) & (_table.c.number > bindparam("since"))
    else:
        where = _table.c.window.not_in(bindparam("others", expanding=True))
    return (
        select(*_COLUMNS, *columns)
        .outerjoin_from(_table, schema.articles, _table.c.article == schema.articles.c.key)
        .where(_table.c.annotator == bindparam("by"), _table.c.state == state.value, where)
        .order_by(order)
        .limit(1)
    )


_MINE, _MINE_WITH_SIDES = (
    _steps(ChangeState.DONE, mine=True),
    _steps(ChangeState.DONE, *_SIDES, mine=True),
)
_UNDO, _UNDO_WITH_SIDES = _steps(ChangeState.DONE), _steps(ChangeState.DONE, *_SIDES)
_REDO, _REDO_WITH_SIDES = _steps(ChangeState.UNDONE), _steps(ChangeState.UNDONE, *_SIDES)
_OF_OTHERS: Select[Any] = (
    select(*_COLUMNS, *_SIDES)
    .outerjoin_from(_table, schema.articles, _table.c.article == schema.articles.c.key)
    .where(
        _table.c.annotator == bindparam("by"),
        _table.c.state == ChangeState.DONE.value,
        _table.c.number > bindparam("since"),
        _table.c.window.in_(bindparam("others", expanding=True)),
    )
    .order_by(_table.c.number.desc())
)


class Whose(NamedTuple):
    """Whose changes can be undone: an annotator's, but those of their other open windows.

    Attributes:
        by: key of the annotator.
        window: id of the window in which it is asked, "" for none.
        since: number of the last change before that window was opened.
        others: ids of the other windows that are open.

    """

    by: int
    window: str = ""
    since: int = 0
    others: Sequence[str] = ()


def next_to_undo(
    connection: Connection, whose: Whose, *, mine_first: bool = True
) -> Row[Any] | None:
    """Return the change that Undo would take back, with its sides: the window's own first."""
    return _next(connection, whose, _MINE_WITH_SIDES if mine_first else None, _UNDO_WITH_SIDES)


def next_to_redo(connection: Connection, whose: Whose) -> Row[Any] | None:
    """Return the change that Redo would make again, with its sides."""
    return _next(connection, whose, None, _REDO_WITH_SIDES)


def _next(
    connection: Connection, whose: Whose, mine: Select[Any] | None, all_: Select[Any]
) -> Row[Any] | None:
    if mine is not None and whose.window:
        asked = {"by": whose.by, "mine": whose.window, "since": whose.since}
        found = connection.execute(mine, asked).first()
        if found is not None:
            return found
    return connection.execute(all_, {"by": whose.by, "others": list(whose.others)}).first()


def of_others(connection: Connection, whose: Whose, since: int = 0) -> Iterator[Row[Any]]:
    """Yield what the annotator did in their other open windows after a change, the newest first."""
    if whose.others:
        asked = {"by": whose.by, "since": since, "others": list(whose.others)}
        yield from connection.execute(_OF_OTHERS, asked)


def undo_state(connection: Connection, whose: Whose) -> UndoState:
    """Return what Undo and Redo would do, without reading the sides."""
    undo = _next(connection, whose, _MINE, _UNDO)
    redo = _next(connection, whose, None, _REDO)
    return UndoState(undo=undo.text if undo else None, redo=redo.text if redo else None)


def last_number(connection: Connection) -> int:
    """Return the number of the last change, 0 where there is none."""
    return connection.scalar(select(func.max(_table.c.number))) or 0


def adopt(connection: Connection, number: int, window: str) -> None:
    """Say that a change of a closed window is another window's now, which undid it."""
    connection.execute(update(_table).where(_table.c.number == number).values(window=window))


def find_edit(connection: Connection, edit: str) -> Row[Any] | None:
    """Return the change that an edit (its own id) made, with its sides; None: it made none."""
    statement = _EVENTS.where(_table.c.edit == edit).order_by(schema.change_events.c.key)
    return connection.execute(statement).first()


def find_step(connection: Connection, window: str, event: str, after: int) -> Row[Any] | None:
    """Return the newest change that a window undid or redid after a line of the audit trail."""
    events = schema.change_events
    condition = (_table.c.window == window) & (events.c.event == event) & (events.c.key > after)
    return connection.execute(_EVENTS.where(condition).order_by(events.c.key.desc())).first()


def events_after(connection: Connection, after: int, limit: int) -> list[Row[Any]]:
    """Return the changes of the lines of the audit trail after one of them, in their order."""
    events = schema.change_events
    statement = _EVENTS.where(events.c.key > after).order_by(events.c.key).limit(limit)
    return list(connection.execute(statement))


_EVENTS: Select[Any] = (
    select(
        schema.change_events.c.key.label("event_key"),
        schema.change_events.c.event,
        schema.annotators.c.name.label("annotator"),
        *_COLUMNS,
        *_SIDES,
    )
    .join_from(schema.change_events, _table, schema.change_events.c.change == _table.c.number)
    .outerjoin(schema.annotators, schema.annotators.c.key == _table.c.annotator)
    .outerjoin(schema.articles, schema.articles.c.key == _table.c.article)
)


def changes_of(row: Row[Any], *, elsewhere: bool = False) -> Changes:
    """Return what the screen is told of a line of the audit trail; see ``events_after``."""
    direction = Direction(row.event)
    delta = delta_of(row)
    return Changes(
        number=row.number,
        direction=direction,
        annotator=row.annotator or "",
        article=row.article,
        text=row.text,
        delta=delta.inverted() if direction is Direction.UNDONE else delta,
        event=row.event_key,
        elsewhere=elsewhere,
        reloads=row.kind in READ_ANEW,
    )


def who_changed_label(connection: Connection, label_id: str, field: str) -> int | None:
    """Return the key of who gave a field of a label its value; None: nobody is known."""
    statement: Select[Any] = (
        select(_table.c.annotator, *_SIDES)
        .where(_table.c.state == ChangeState.DONE.value, _table.c.after.like('%"labels":[%'))
        .order_by(_table.c.number.desc())
        .limit(_AT_ONCE)
    )
    for row in connection.execute(statement):
        for step in delta_of(row).labels:
            if step.record.id != label_id or step.after is None:
                continue
            if step.before is None or getattr(step.before, field) != getattr(step.after, field):
                by: int | None = row.annotator
                return by
    return None


def delta_of(row: Row[Any]) -> Delta:
    """Return the delta of a stored change; raises DamagedError when it cannot be read."""
    stored = dict(row._mapping)
    if stored.get("crc") is not None and stored["crc"] != checksums.of_values(
        stored, checksums.CHANGE
    ):
        raise DamagedError(f"a stored change cannot be used ({checksums.WRONG})")
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
                yield "changes", f"change {row.number}: {error.reason}"


def entries(connection: Connection, article_key: int | None, limit: int) -> list[HistoryEntry]:
    """Return the newest lines of the audit trail, newest first."""
    events = schema.change_events
    statement = (
        select(
            _table.c.number,
            schema.annotators.c.name,
            schema.articles.c.id,
            _table.c.text,
            events.c.event,
            events.c.at,
        )
        .join_from(events, _table, events.c.change == _table.c.number)
        .join(schema.annotators, schema.annotators.c.key == _table.c.annotator)
        .outerjoin(schema.articles, schema.articles.c.key == _table.c.article)
        .order_by(events.c.key.desc())
        .limit(limit)
    )
    if article_key is not None:
        statement = statement.where(_table.c.article == article_key)
    return [
        HistoryEntry(
            number=row[0], annotator=row[1], article=row[2], text=row[3], event=row[4], at=row[5]
        )
        for row in connection.execute(statement)
    ]
