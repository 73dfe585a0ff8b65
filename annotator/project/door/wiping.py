"""Writing a project's file anew, so that nothing is left in it of rows that were deleted."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from annotator.errors import NotSavedError, ProjectError
from annotator.openfiles import check_not_open
from annotator.words import say


def check_alone(path: Path) -> None:
    """Check that nobody has a project's file open.

    Raises:
        ProjectError: somebody has.

    """
    try:
        check_not_open(path)
    except OSError as error:
        raise _open_elsewhere(path) from error
    try:
        with closing(sqlite3.connect(path, isolation_level=None, timeout=2.0)) as raw:
            mode = raw.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
            raw.execute("PRAGMA journal_mode=WAL")
    except sqlite3.OperationalError as error:
        raise _open_elsewhere(path) from error
    if mode != "delete":
        raise _open_elsewhere(path)


def write_anew(path: Path) -> None:
    """Write all pages of a file anew and nothing beside; nobody may have it open.

    Raises:
        NotSavedError: there is no room, or it cannot be written; the file is whole.

    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None, timeout=2.0)) as raw:
            raw.execute("PRAGMA secure_delete=ON")
            raw.execute("PRAGMA journal_mode=DELETE")  # folds the log and removes it
            raw.execute("VACUUM")
            raw.execute("PRAGMA journal_mode=WAL")
    except sqlite3.Error as error:
        raise NotSavedError(
            say("{path}: it could not be written anew ({why})", path=path, why=str(error))
        ) from error


def _open_elsewhere(path: Path) -> ProjectError:
    return ProjectError(
        say("{path}: it is open elsewhere; close it there before something is erased", path=path)
    )
