"""Which windows have the project open: so that others are named, and undo leaves them alone.

A window writes a row when it opens the project, says about every twenty seconds that it is
there, and deletes the row when it closes. One that is silent for a minute, or whose process has
ended on this computer, is closed.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Collection
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, select, text, update

from annotator.project.storage import schema
from annotator.project.storage.clock import new_id, now

SILENT_S = 60.0
"""A window that has said nothing for so long is closed."""

_table = schema.windows
_ALL = select(_table).order_by(_table.c.opened_at, _table.c.id)
_ALIVE = (
    update(_table)
    .where(_table.c.id == bindparam("window"))
    .values(annotator=bindparam("by"), alive_at=bindparam("at"))
)


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """A window that has the project open.

    Attributes:
        id: of the window, as its changes carry it.
        annotator: who works in it.
        host: name of the computer.
        process: number of the process there.

    """

    id: str
    annotator: str
    host: str
    process: int

    @property
    def is_here(self) -> bool:
        """Whether it is on this computer."""
        return self.host == host()


def new_window() -> str:
    """Return an id for a window of this process, which tells this computer and process."""
    return f"{_machine()}-{_started(os.getpid())}-{new_id()}"


def host() -> str:
    """Return this computer's name."""
    return socket.gethostname() or "?"


@cache
def _machine() -> str:
    """Return what tells where processes have the numbers that they have here."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        space = Path("/proc/self/ns/pid").stat().st_ino
    except OSError:
        return host().replace("-", "_")
    return f"{boot.replace('-', '')}.{space}"


def _started(process: int) -> str:
    """Return when a process of this computer began, in ticks; "" where that cannot be known."""
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return ""
    return status.rpartition(")")[2].split()[19]


def _is_dead(window: str, process: int) -> bool:
    """Tell whether a window's process has ended; False where that cannot be known from here."""
    machine, _, rest = window.partition("-")
    if machine != _machine():
        return False
    started = rest.partition("-")[0]
    if started:
        return _started(process) != started
    if sys.platform == "win32":
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _time(connection: Connection) -> str:
    """Return the time; on a server its own, as computers differ."""
    if connection.dialect.name == "sqlite":
        return now()
    asked = text(
        "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS')"
    )
    return f"{connection.scalar(asked)}Z"


def alive(connection: Connection, window: str, annotator: str) -> None:
    """Say that a window is there, for the first time or again, and forget those that are closed."""
    at = _time(connection)
    found = connection.execute(_ALIVE, {"window": window, "by": annotator, "at": at})
    if not found.rowcount:
        connection.execute(
            insert(_table),
            {
                "id": window,
                "annotator": annotator,
                "host": host(),
                "process": os.getpid(),
                "opened_at": at,
                "alive_at": at,
            },
        )
    there = {one.id for one in open_windows(connection)}
    gone = [name for name in connection.scalars(select(_table.c.id)) if name not in there]
    if gone:
        connection.execute(delete(_table).where(_table.c.id.in_(gone)))


def leave(connection: Connection, window: str) -> None:
    """Say that a window is closed."""
    connection.execute(delete(_table).where(_table.c.id == window))


def open_windows(connection: Connection, but: Collection[str] = ()) -> list[Window]:
    """Return the windows that have the project open, in the order of opening.

    Args:
        connection: inside a transaction.
        but: ids of windows that are left out.

    """
    rows = [row for row in connection.execute(_ALL) if row.id not in but]
    if not rows:
        return []
    at = _time(connection)
    return [
        Window(id=row.id, annotator=row.annotator, host=row.host, process=row.process)
        for row in rows
        if abs(_seconds(row.alive_at, at)) <= SILENT_S and not _is_dead(row.id, row.process)
    ]


def _seconds(earlier: str, later: str) -> float:
    """Return the time between two time stamps; a very long one where one cannot be read."""
    try:
        first, second = (datetime.fromisoformat(one).astimezone(UTC) for one in (earlier, later))
    except ValueError:
        return float("inf")
    return (second - first).total_seconds()
