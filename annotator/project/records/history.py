"""Stored changes: the unit of undo, and the audit trail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
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

from annotator.annotation import kinds
from annotator.annotation.changes import Changes, Delta, Direction, UndoState
from annotator.annotation.planning import Plan
from annotator.errors import DamagedError, RuleError
from annotator.project.records import images
from annotator.project.records.kinds.table import LABELS, mentioned, touched
from annotator.project.records.sides import Side, join, split
from annotator.project.storage import checksums, schema
from annotator.project.storage.query_records import ChangeState
from annotator.project.storage.rows import Names, chunks, known_article_keys
from annotator.words import Message, say
from annotator.words import stored as stored_words

_table = schema.changes


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

READ_ANEW = frozenset(
    f"{kind}{turned}"
    for kind in ("import", "merge", "removal", "renaming", "uniting")
    for turned in ("", " taken back", " made again")
) | {"restore"}
"""Kinds of changes that did more than their delta says: whoever hears of one reads all again."""

_AT_ONCE = 500


class Recorded(NamedTuple):
    """A change's number, and the key of its line in the audit trail."""

    number: int
    event: int


def record(
    connection: Connection,
    names: Names,
    plan: Plan,
    annotator_key: int | None,
    at: str,
    *,
    window: str = "",
    edit: str | None = None,
    takes_back: int | None = None,
) -> Recorded:
    """Store an edit that was just carried out; what could be redone there no longer can.

    Args:
        connection: in a write transaction.
        names: as they are by now.
        plan: what was done.
        annotator_key: whose change it is; None: nobody's, who could undo it.
        at: when.
        window: id of the window in which it was made, "" for none.
        edit: an id of the edit itself, by which it is found when it is tried again.
        takes_back: number of the change that it takes back by itself.

    """
    before, after = split(plan.delta)
    article = None
    if plan.article is not None:
        article = known_article_keys(connection, names, [plan.article]).get(plan.article)
    row = {
        "article": article,
        "before": msgspec.json.encode(before).decode(),
        "after": msgspec.json.encode(after).decode(),
        "kind": kinds.kind_of(plan.delta) if takes_back is None else kinds.TAKE_BACK,
        "takes_back": takes_back,
        "window": window,
        "edit": edit,
    }
    return _store(connection, annotator_key, plan.text, at, row)


def record_operation(
    connection: Connection,
    kind: str,
    text: Message,
    annotator_key: int | None,
    at: str,
    *,
    images: bytes | None = None,
    takes_back: int | None = None,
    window: str = "",
) -> Recorded:
    """Store a change that is no edit, as an import; see ``operations``.

    Args:
        connection: inside the transaction that carries it out.
        kind: of the operation.
        text: what was done, as in "Import 3 articles from news.jsonl".
        annotator_key: who did it in a window; None: on the command line, in nobody's undo.
        at: when.
        images: what taking it back needs, packed.
        takes_back: number of the operation that this one takes back.
        window: id of the window in which it was done, "" for none.

    """
    row: dict[str, Any] = {"before": "{}", "after": "{}", "kind": kind, "images": images}
    row |= {"takes_back": takes_back, "window": window}
    return _store(connection, annotator_key, text, at, row)


def _store(
    connection: Connection, annotator_key: int | None, text: Message, at: str, row: dict[str, Any]
) -> Recorded:
    """Store a change that holds; what its annotator could redo there no longer can be."""
    if annotator_key is not None:
        connection.execute(_PASS_OVER, {"by": annotator_key, "mine": row["window"]})
    state = ChangeState.DONE.value
    row = {"annotator": annotator_key, "text": stored_words.written(text), "state": state, **row}
    result = connection.execute(
        _INSERT,
        {**row, "crc": checksums.of_values(row, checksums.CHANGE)},
    )
    assert result.inserted_primary_key is not None
    number: int = result.inserted_primary_key[0]
    return Recorded(number, add_event(connection, number, Direction.DONE.value, at))


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
        spoken_of = mentioned(delta) | touched(delta)
        found.update(one.name for one in spoken_of if one.what == LABELS.field)
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


def about_articles(connection: Connection, articles: Iterable[int]) -> set[int]:
    """Return the numbers of all changes that are about some articles (keys)."""
    found: set[int] = set()
    for some in chunks(articles):
        found.update(connection.scalars(select(_table.c.number).where(_table.c.article.in_(some))))
    return found


def text_of(row: Row[Any]) -> Message:
    """Return what a stored change is called."""
    return stored_words.read(row.text)


def stored(connection: Connection, number: int) -> Row[Any]:
    """Return a stored change with all its columns; raises RuleError when there is none."""
    row = connection.execute(select(_table).where(_table.c.number == number)).first()
    if row is None:
        raise RuleError(say("there is no such change"))
    return row


_COLUMNS = (
    _table.c.number,
    _table.c.text,
    _table.c.window,
    _table.c.kind,
    schema.articles.c.id.label("article"),
)
_SIDES = (_table.c.before, _table.c.after, _table.c.crc)


def _steps(state: ChangeState, *columns: Any, mine: bool = False) -> Select[Any]:
    """Return the statement for the change in a state that comes first, with its article."""
    changes = _table.outerjoin(schema.articles, _table.c.article == schema.articles.c.key)
    return _first(state, changes, *_COLUMNS, *columns, mine=mine)


def _first(state: ChangeState, source: Any, *columns: Any, mine: bool = False) -> Select[Any]:
    """Return the statement for columns of the change in a state that comes first.

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
        select(*columns)
        .select_from(source)
        .where(_table.c.annotator == bindparam("by"), _table.c.state == state.value, where)
        .order_by(order)
        .limit(1)
    )


_MINE_WITH_SIDES = _steps(ChangeState.DONE, *_SIDES, mine=True)
_UNDO_WITH_SIDES = _steps(ChangeState.DONE, *_SIDES)
_REDO_WITH_SIDES = _steps(ChangeState.UNDONE, *_SIDES)
_TEXTS = select(
    func.coalesce(
        _first(ChangeState.DONE, _table, _table.c.text, mine=True).scalar_subquery(),
        _first(ChangeState.DONE, _table, _table.c.text).scalar_subquery(),
    ),
    _first(ChangeState.UNDONE, _table, _table.c.text).scalar_subquery(),
)
_LATER: Select[Any] = (
    select(*_COLUMNS, *_SIDES)
    .outerjoin_from(_table, schema.articles, _table.c.article == schema.articles.c.key)
    .where(
        _table.c.annotator == bindparam("by"),
        _table.c.state == ChangeState.DONE.value,
        _table.c.number > bindparam("since"),
    )
    .order_by(_table.c.number.desc())
)
_OF_OTHERS = _LATER.where(_table.c.window.in_(bindparam("others", expanding=True)))


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


def next_of_window(connection: Connection, whose: Whose) -> Row[Any] | None:
    """Return the last change that a window made itself and that holds, with its sides."""
    if not whose.window:
        return None
    asked = {"by": whose.by, "mine": whose.window, "since": whose.since}
    return connection.execute(_MINE_WITH_SIDES, asked).first()


def next_to_undo(connection: Connection, whose: Whose) -> Row[Any] | None:
    """Return the last change that holds, other open windows left out, with its sides."""
    return _next(connection, whose, _UNDO_WITH_SIDES)


def next_to_redo(connection: Connection, whose: Whose) -> Row[Any] | None:
    """Return the change that Redo would make again, with its sides."""
    return _next(connection, whose, _REDO_WITH_SIDES)


def _next(connection: Connection, whose: Whose, statement: Select[Any]) -> Row[Any] | None:
    asked = {"by": whose.by, "others": list(whose.others)}
    return connection.execute(statement, asked).first()


def of_others(connection: Connection, whose: Whose, since: int = 0) -> Iterator[Row[Any]]:
    """Yield what the annotator did in their other open windows after a change, the newest first."""
    if whose.others:
        asked = {"by": whose.by, "since": since, "others": list(whose.others)}
        yield from connection.execute(_OF_OTHERS, asked)


def later(connection: Connection, by: int, number: int) -> Iterator[Row[Any]]:
    """Yield what an annotator (key) did after a change and holds, in any window, newest first."""
    yield from connection.execute(_LATER, {"by": by, "since": number})


def undo_state(connection: Connection, whose: Whose) -> UndoState:
    """Return what Undo and Redo would do, without reading the sides."""
    asked = {
        "by": whose.by,
        "mine": whose.window or None,  # who has no window has nothing of its own
        "since": whose.since,
        "others": list(whose.others),
    }
    undo, redo = connection.execute(_TEXTS, asked).one()
    return UndoState(undo=_read(undo), redo=_read(redo))


def _read(name: str | None) -> Message | None:
    return None if name is None else stored_words.read(name)


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
        text=text_of(row),
        delta=delta.inverted() if direction is Direction.UNDONE else delta,
        event=row.event_key,
        elsewhere=elsewhere,
        reloads=row.kind in READ_ANEW or shows_anew(delta) or _may_differ(direction, delta),
    )


def shows_anew(delta: Delta) -> bool:
    """Tell whether what a delta says of people or articles is shown in many places."""
    return bool(delta.people or delta.article_facts)


def _may_differ(direction: Direction, delta: Delta) -> bool:
    """Tell whether what took effect may differ from what is stored: see ``stale_gold.rebased``."""
    return direction is not Direction.DONE and kinds.tells_gold(delta)


def who_changed_label(connection: Connection, label_id: str, field: str) -> int | None:
    """Return the key of who gave a field of a label its value; None: nobody is known."""
    statement: Select[Any] = (
        select(_table.c.annotator, _table.c.text, *_SIDES)
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
    stored = dict(row._mapping)
    if stored.get("crc") is not None and stored["crc"] != checksums.of_values(
        stored, checksums.CHANGE
    ):
        raise DamagedError(say("a stored change cannot be used ({why})", why=checksums.WRONG))
    try:
        before = msgspec.convert(orjson.loads(row.before), Side)
        after = msgspec.convert(orjson.loads(row.after), Side)
    except (orjson.JSONDecodeError, msgspec.ValidationError) as error:
        raise DamagedError(say("a stored change cannot be read ({why})", why=str(error))) from error
    return join(before, after)


def check(connection: Connection) -> Iterator[tuple[str, Message]]:
    """Yield ``(where, what)`` of stored changes that could not be undone or redone."""
    statement: Select[Any] = select(_table.c.number, _table.c.before, _table.c.after)
    for some in connection.execute(statement).partitions(_AT_ONCE):
        for row in some:
            try:
                delta_of(row)
            except DamagedError as error:
                why = say("change {number}: {why}", number=row.number, why=error.reason)
                yield "changes", why
    packed = select(_table.c.number, _table.c.images).where(_table.c.images.is_not(None))
    for row in connection.execute(packed):
        try:
            images.check(row.number, row.images)
        except DamagedError as error:
            yield "changes", error.message
