"""Backups by the name of a project: made, listed and restored, also where it cannot be opened."""

from __future__ import annotations

import os
from pathlib import Path

from annotator.errors import DamagedError, NotAProjectError, NotSavedError, ProjectError
from annotator.exchange.starting import check_location
from annotator.paths import usable
from annotator.project import Backup, Facts, Project, Restored, backups, is_url, logs, shown
from annotator.project.backups.lines import rebuild
from annotator.project.logs import is_log
from annotator.words import say

LATEST = "latest"
SINCE = backups.SINCE
"""Why there is a state that is put together from a backup and logs that were kept since."""


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

    What was saved after a backup and did not lead to how the project is now is among them.

    Raises:
        ProjectError: it is on a server.

    """
    path = _file(location, "pg_dump")
    return backups.listed(_beyond(path), backups.backups_at(path))


def _beyond(path: Path, *, damaged: bool = False) -> list[Backup]:
    """Return what was saved after a backup and did not lead to how a project is."""
    there = backups.backups_at(path)
    projects = {one.facts.project for one in there[:1] if one.facts is not None}
    mark = "" if damaged else logs.mark_in(path)
    return [one for project in projects for one in backups.states_of(path, project, mark)]


def put_together(log: str, out: str) -> Facts:
    """Write a project from a log that was kept and the backup that it continues.

    Args:
        log: path of the log.
        out: the new project's file; there must be nothing yet.

    Returns:
        what it holds.

    Raises:
        ProjectError: it is no such log, or there is no backup that it continues.
        NotSavedError: there is something of that name, or it cannot be written.

    """
    check_location(out)
    made = rebuild(usable(log, ProjectError), usable(out, NotSavedError))
    return backups.check_backup(made)


def is_kept_log(name: str) -> bool:
    """Tell whether a file is a log that was kept, by its name."""
    return is_log(Path(name))


def bring_back(location: str, wanted: str) -> Restored:
    """Bring a project back to a backup; the state before is kept.

    Args:
        location: path of a project; one that is gone is made, one that cannot be read put aside.
        wanted: path of any copy of it or of a log that was kept of it, the name of one that is
            listed, or ``latest``.

    Raises:
        ProjectError: there is no such backup, or it is none of this project that can be used.
        NotSavedError: it could not be written; nothing has changed.

    """
    path = _file(location, "pg_restore")
    with backups.as_project(_find(location, wanted)) as copy:
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
    # What the log of a project has that cannot be read any more was kept before, too.
    newest = _beyond(path, damaged=True) if wanted == LATEST else []
    with backups.as_project(newest[0].path if newest else _find(location, wanted)) as copy:
        return backups.restore_file(path, copy)


def _file(location: str, program: str) -> Path:
    """Return the path of a project's file.

    Raises:
        ProjectError: it is on a server, or no name of a project.

    """
    if is_url(location):
        raise ProjectError(
            say(
                "{location}: the backups of a project on a server are the server’s; use {program}",
                location=shown(location),
                program=program,
            )
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
    which = (
        say("“annotator backup {project} --list” names them", project=location)
        if there
        else say("it has none")
    )
    raise ProjectError(
        say(
            "{name}: there is no such backup of {project}; {which}",
            name=wanted,
            project=location,
            which=which,
        )
    )
