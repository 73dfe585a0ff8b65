"""A project made whole again from a backup and the logs that continue it.

A log continues the file that has the mark it began with, or one of its own. Where a backup has one
of these, or the backup with the logs that were kept since (``backups/lines.py``), they are
replayed into a copy of it one after the other: then everything is there that was acknowledged.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from annotator.errors import DamagedError, NotSavedError
from annotator.openfiles import to_disk
from annotator.project import logs
from annotator.project.logs import Line
from annotator.project.storage import marks
from annotator.project.storage.marks import LOG
from annotator.unfinished import remove_database, sweep, unfinished_path
from annotator.words import say


def build(line: Line, target: Path) -> Path:
    """Write the project that comes of a backup and the logs that continue it.

    Args:
        line: what is put together.
        target: the new file; there must be nothing yet.

    Returns:
        ``target``.

    Raises:
        DamagedError: what comes of it is damaged, or does not reach the end of the last log.
        NotSavedError: there is something of that name, or it cannot be written.

    """
    if target.exists():
        raise NotSavedError(say("{target}: there is already something of that name", target=target))
    if not target.parent.is_dir():
        raise NotSavedError(
            say("{target}: the folder {parent} does not exist", target=target, parent=target.parent)
        )
    sweep(target.parent)
    unfinished = unfinished_path(target)
    try:
        _copy(line.backup, unfinished)
        for log in line.logs:
            _replay(log, unfinished)
        with closing(sqlite3.connect(unfinished)) as made:
            if made.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise _damaged(line.logs[-1] if line.logs else line.backup)
        _wait_for_disk(unfinished)
        unfinished.rename(target)
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "") or ""
        if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            raise _damaged(line.logs[-1] if line.logs else line.backup) from error
        raise NotSavedError(
            say("{target}: cannot be written ({error})", target=target, error=str(error))
        ) from error
    except OSError as error:
        raise NotSavedError(
            say(
                "{target}: cannot be written ({why})",
                target=target,
                why=error.strerror or str(error),
            )
        ) from error
    finally:
        remove_database(unfinished)
    return target


def _replay(log: Path, project: Path) -> None:
    """Replay a log, and check that its end was reached: SQLite stops at what is damaged."""
    _copy(log, Path(f"{project}{LOG}"))
    with closing(sqlite3.connect(project)) as copy:
        copy.execute("PRAGMA synchronous=OFF")  # it has no name yet
        copy.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        found = marks.stored(copy)
    if found is None or found.now != logs.marks_around(log)[1]:
        raise _damaged(log)


def _wait_for_disk(path: Path) -> None:
    with path.open("rb+") as file:
        to_disk(file.fileno())


def _damaged(last: Path) -> DamagedError:
    return DamagedError(
        say("{last}: what comes of it and its backup is damaged", last=last), advice=None
    )


def _copy(source: Path, target: Path) -> None:
    with source.open("rb") as file, target.open("xb") as copy:
        while data := file.read(1 << 20):
            copy.write(data)
