"""Backups by the name of a project: made, listed and restored, also where it cannot be opened."""

from __future__ import annotations

import os
from pathlib import Path

from annotator.errors import DamagedError, NotAProjectError, NotSavedError, ProjectError
from annotator.exchange.starting import check_location
from annotator.paths import usable
from annotator.project import Backup, Facts, Project, Restored, backups, is_url, shown

LATEST = "latest"


def copy_of(location: str, out: str | os.PathLike[str] | None = None) -> tuple[Path, Facts]:
    """Write a verified copy of a project, which is not changed, whatever its format.

    Args:
        location: path of a project.
        out: a new file, or a folder; None: the project's folder of backups.

    Returns:
        the copy's path, and what it holds.

    Raises:
        ProjectError: it is on a server, no project, or cannot be read.
        NotSavedError: there is something of that name, no room, or it cannot be written.

    """
    path = _file(location, "pg_dump")
    if out is not None:
        return backups.write_copy(path, usable(out, NotSavedError))
    made = backups.back_up_file(path, "asked")
    return made, backups.check_backup(made)


def backups_at(location: str) -> list[Backup]:
    """Return the backups of a project, newest first; also of one that is gone or damaged.

    Raises:
        ProjectError: it is on a server.

    """
    path = _file(location, "pg_dump")
    return backups.backups_at(path)


def bring_back(location: str, wanted: str) -> Restored:
    """Bring a project back to a backup; the state before is kept.

    Args:
        location: path of a project; one that is gone is made, one that cannot be read put aside.
        wanted: path of any copy of it, the name of one of its backups, or ``latest``.

    Raises:
        ProjectError: there is no such backup, or it is none of this project that can be used.
        NotSavedError: it could not be written; nothing has changed.

    """
    path = _file(location, "pg_restore")
    copy = _find(location, wanted)
    if not path.exists():
        return backups.restore_file(path, copy)
    backups.check_backup(copy)  # before an older project is migrated for nothing
    try:
        with Project.open(path) as project:
            return project.restore(copy)
    except DamagedError:
        backups.check_backup(copy)
    except NotAProjectError:
        if path.is_dir() or backups.is_other_database(path):
            raise
    return backups.restore_file(path, copy)


def _file(location: str, program: str) -> Path:
    """Return the path of a project's file.

    Raises:
        ProjectError: it is on a server, or no name of a project.

    """
    if is_url(location):
        raise ProjectError(
            f"{shown(location)}: the backups of a project on a server are the server’s; use"
            f" {program}"
        )
    check_location(location)
    return Path(location)


def _find(location: str, wanted: str) -> Path:
    if wanted != LATEST and usable(wanted, ProjectError).exists():
        return Path(wanted)
    there = backups_at(location)
    for one in there:
        if wanted in (LATEST, one.path.name):
            return one.path
    which = "it has none" if not there else f"“annotator backup {location} --list” names them"
    raise ProjectError(f"{wanted}: there is no such backup of {location}; {which}")
