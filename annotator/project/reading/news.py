"""What others have changed since a window looked last, told by the audit trail."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, bindparam, func, select

from annotator.annotation.changes import Changes
from annotator.annotation.records import Label
from annotator.errors import DamagedError
from annotator.project.reading import queries
from annotator.project.reading.surroundings import with_records
from annotator.project.records import history
from annotator.project.records.stories import TOLD
from annotator.project.storage import open_windows, rows, schema
from annotator.project.storage.open_windows import Window
from annotator.project.storage.query_records import ChangeState, Progress

AT_ONCE = 200
"""More changes than this are not told one by one: everything is read again."""

_events = schema.change_events
_imports = schema.imports


class Mark(NamedTuple):
    """Up to where a window knows what is stored.

    Attributes:
        event: the last line of the audit trail.
        line: what that line says, by which it is known again after a backup was restored.
        number: of the last change.
        imports: how many were ended, and when the last one.
        labels: how many there are, and the key of the last one.
        stories: what is another text whenever a story was told.

    """

    event: int
    line: str
    number: int
    imports: tuple[int, str]
    labels: tuple[int, int]
    stories: str = ""


class News(msgspec.Struct, frozen=True, kw_only=True):
    """What a window does not know yet.

    Attributes:
        mark: up to where it knows then.
        changes: made, undone and redone elsewhere, in their order.
        reloads: more has changed than that: everything is to be read again.
        labels: as they are; None where nothing has changed.
        progress: of the annotator; None where nothing has changed.
        windows: the other windows that are open.
        stories: whether articles tell other stories than they did.

    """

    mark: Mark
    changes: tuple[Changes, ...] = ()
    reloads: bool = False
    labels: tuple[Label, ...] | None = None
    progress: Progress | None = None
    windows: tuple[Window, ...] = ()
    stories: bool = False


_line = _events.alias("line")
_MARK = select(
    select(func.max(_events.c.key)).scalar_subquery(),
    select(func.max(schema.changes.c.number)).scalar_subquery(),
    select(func.count(_imports.c.finished_at)).scalar_subquery(),
    select(func.max(_imports.c.finished_at)).scalar_subquery(),
    select(func.count(schema.labels.c.key)).scalar_subquery(),
    select(func.max(schema.labels.c.key)).scalar_subquery(),
    select(schema.info.c.value).where(schema.info.c.name == TOLD).scalar_subquery(),
)
_LINE = select(_line.c.change, _line.c.event, _line.c.at).where(_line.c.key == bindparam("at_key"))


def read_mark(connection: Connection) -> Mark:
    """Return up to where somebody knows who reads everything now."""
    event, number, imports, ended, labels, label, told = connection.execute(_MARK).one()
    line = _line_of(connection, event or 0)
    ends = (imports, ended or ""), (labels, label or 0)
    return Mark(event or 0, line, number or 0, *ends, told or "")


def _line_of(connection: Connection, event: int) -> str:
    """Return what a line of the audit trail says, "" where there is none."""
    found = connection.execute(_LINE, {"at_key": event}).first()
    return f"{found.change} {found.event} {found.at}" if found is not None else ""


def read_news(
    connection: Connection,
    known: Mark,
    annotator_key: int,
    window: str,
    own: Collection[int],
) -> News:
    """Return what is new.

    Args:
        connection: inside a transaction.
        known: up to where it is known.
        annotator_key: who works in the window.
        window: its id.
        own: later lines of the audit trail that the window has made itself.

    """
    mark = read_mark(connection)
    windows = tuple(open_windows.open_windows(connection, but=(window,)))
    new = mark.event - known.event
    is_same = mark.imports == known.imports and mark.labels == known.labels
    own_new = sum(event > known.event for event in own)
    retold = mark.stories != known.stories
    if is_same and new == own_new and (new or mark.line == known.line):
        return News(mark=mark, windows=windows, stories=retold)
    reloads = mark.imports != known.imports or new < own_new
    reloads = reloads or (known.event > 0 and _line_of(connection, known.event) != known.line)
    changes: list[Changes] = []
    names = rows.Names(connection)
    if not reloads and new <= AT_ONCE + own_new:
        for row in history.events_after(connection, known.event, AT_ONCE + own_new):
            if row.event_key in own or row.event == ChangeState.PASSED.value:
                continue
            try:
                told = history.changes_of(row, elsewhere=True)
                changes.append(with_records(connection, names, told))
            except DamagedError:  # what it left is read, and what follows is not missed
                reloads = True
    return News(
        mark=mark,
        changes=tuple(changes),
        reloads=reloads or new > AT_ONCE + own_new or any(one.reloads for one in changes),
        labels=tuple(names.labels.values()),
        progress=queries.progress(connection, annotator_key),
        windows=windows,
        stories=retold,
    )
