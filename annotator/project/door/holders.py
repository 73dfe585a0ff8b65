"""Who is writing to a project while it cannot be written here, in words."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import Connection, select, text

from annotator.project.storage import schema
from annotator.project.storage.open_windows import host
from annotator.project.storage.schema import APPLICATION_ID
from annotator.words import Message, say

SOMEBODY = say("another program")

_WRITE_LOCK = 120
"""The byte of the log's index on which SQLite holds the lock of who writes."""

_RESERVED = 0x40000001
"""The byte of the file itself where there is no log."""

_HOLDERS = text(
    "SELECT DISTINCT a.application_name, a.usename FROM pg_locks l"
    " JOIN pg_stat_activity a ON a.pid = l.pid"
    " LEFT JOIN pg_class c ON c.oid = l.relation"
    " WHERE l.granted AND l.pid <> pg_backend_pid()"
    " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND (l.locktype = 'advisory' AND l.objid = :ours AND l.classid = 0"
    " OR l.locktype = 'relation' AND c.relkind = 'r' AND c.relnamespace ="
    " current_schema()::regnamespace AND l.mode IN ('ShareLock', 'ShareRowExclusiveLock',"
    " 'ExclusiveLock', 'AccessExclusiveLock')) LIMIT 1"
)


def application_name() -> str:
    """Return what the server is told about who is connected, at most 63 bytes."""
    return f"annotator {os.getpid()} on {host()}".encode()[:63].decode(errors="ignore")


def on_server(connection: Connection) -> Message:
    """Return who holds a project on a server."""
    found = connection.execute(_HOLDERS, {"ours": APPLICATION_ID}).first()
    if found is None:
        return SOMEBODY
    name: str = found.application_name or ""
    number, _, where = name.removeprefix("annotator ").partition(" on ")
    if name.startswith("annotator ") and number.isdigit():
        return _window(connection, int(number), where) or _called(where)
    who = " · ".join(part for part in (name, found.usename) if part)
    return _called(who) if who else SOMEBODY


def on_file(connection: Connection, path: Path) -> Message:
    """Return who holds a project's file, where the system tells; no file is opened for it."""
    process = _locking(Path(f"{path}-shm"), _WRITE_LOCK) or _locking(path, _RESERVED)
    if process is None:
        return SOMEBODY
    if process == os.getpid():
        return say("other work in this program")
    window = _window(connection, process, host())
    return window if window is not None else _called(_command(process))


def _called(name: Message | str) -> Message:
    return say("another program ({name})", name=name)


def _window(connection: Connection, process: int, where: str) -> Message | None:
    """Return what the window of a process is called, None where it has none."""
    table = schema.windows
    found = connection.execute(
        select(table.c.annotator, table.c.host).where(
            table.c.process == process, table.c.host.startswith(where, autoescape=True)
        )
    ).first()
    if found is None:
        return None
    return say("{annotator}’s window on {host}", annotator=found.annotator, host=found.host)


def _locking(path: Path, byte: int) -> int | None:
    """Return the process that holds a write lock on a byte of a file; None: nobody is known."""
    try:
        inode = path.stat().st_ino
        locks = Path("/proc/locks").read_text()
    except OSError:
        return None
    for line in locks.splitlines():
        fields = line.split()
        if len(fields) != 8 or fields[1] != "POSIX" or fields[3] != "WRITE":
            continue
        process, place, first, last = fields[4:]
        if place.rpartition(":")[2] != str(inode) or not process.isdigit():
            continue
        if int(first) <= byte and (last == "EOF" or byte <= int(last)):
            return int(process) or None
    return None


def _command(process: int) -> Message:
    """Return the command of a process, short."""
    try:
        parts = Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return say("process {number}", number=process)
    words = [part.decode(errors="replace") for part in parts if part]
    if not words:
        return say("process {number}", number=process)
    shown = " ".join([words[0].rpartition("/")[2], *words[1:3]])
    command = "".join(c if c.isprintable() else "?" for c in shown)[:60]
    return say("process {number}: {command}", number=process, command=command)
