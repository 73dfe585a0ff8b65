"""A project made whole again from a backup and a log that was kept.

A log continues the file that has the mark it began with, or one of its own. Where a backup has one
of these, the log is replayed into a copy of that: then everything is there that was acknowledged.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from annotator.errors import ProjectError
from annotator.openfiles import check_not_open
from annotator.project.storage import marks, pages
from annotator.project.storage.marks import LOG
from annotator.unfinished import remove_database, unfinished_path


def rebuild(log: Path, target: Path) -> Path | None:
    """Write the project that a log belongs to.

    Args:
        log: that was kept.
        target: the new file; there must be nothing yet.

    Returns:
        ``target``; None where no backup goes with the log, or it cannot be written.

    """
    from annotator.project.backups import backups_of  # it imports what guards a project

    try:
        noted = marks.in_log(log)
        for backup in backups_of(noted[0].project) if noted else ():
            if marks.belong_together(_info(backup.path), noted):
                return _replayed(backup.path, log, target)
    except (OSError, ProjectError, sqlite3.Error):
        return None
    return None


def _replayed(base: Path, log: Path, target: Path) -> Path | None:
    """Replay a log into a copy of a project; None where what comes of it is damaged."""
    unfinished = unfinished_path(target)
    try:
        _copy(base, unfinished)
        _copy(log, Path(f"{unfinished}{LOG}"))
        with closing(sqlite3.connect(unfinished)) as copy:
            copy.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            if copy.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                return None
        unfinished.rename(target)
    finally:
        remove_database(unfinished)
    return target


def _info(path: Path) -> dict[str, str]:
    check_not_open(path)
    with path.open("rb") as file:
        header = pages.header_of(file.read(pages.HEADER))
        if header is None:
            return {}
        size = header.page_size

        def read(number: int) -> bytes:
            file.seek((number - 1) * size)
            return file.read(size)

        return pages.info_of(read)


def _copy(source: Path, target: Path) -> None:
    with source.open("rb") as file, target.open("xb") as copy:
        while data := file.read(1 << 20):
            copy.write(data)
