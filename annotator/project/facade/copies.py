"""Backups, and the way back to one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from annotator.errors import ProjectError
from annotator.project import backups as kept
from annotator.project.backups import Backup, Restored
from annotator.project.facade.opened import Opened
from annotator.project.facade.opening import migrate_tables
from annotator.words import say


def back_up_if_changed(
    project: Opened, why: str, cancelled: Callable[[], bool] = lambda: False
) -> Path | None:
    """Make a backup beside somebody's work if anything was done since the last one.

    It takes its time, so not on the main thread; nobody waits for it.

    Returns:
        the copy's path; None when none was needed, or backups are the server's.

    Raises:
        NotSavedError: there is no room, or it cannot be written.
        DamagedError: the project is damaged; earlier backups stay.
        CancelledError: it was asked to stop.

    """
    if not project.database.is_sqlite or project.read_only:
        return None
    return kept.back_up_if_changed(project.database, project.path(), why, stop=cancelled)


def backups(project: Opened) -> list[Backup]:
    """Return the backups that there are of this project, newest first; [] on a server.

    What was saved after a backup and did not lead to how the project is now is among them.
    """
    facts = project.facts()
    if facts is None:
        return []
    beyond = kept.states_of(project.path(), facts.project, project.database.mark())
    return kept.listed(beyond, kept.backups_of(facts.project))


def restore(project: Opened, copy: Path) -> Restored:
    """Bring the project back to a backup; the present state is backed up first.

    It is one transaction, for everybody who has the project open: killed or failed, nothing
    has changed. Whoever shows something has to read it again.

    Raises:
        ProjectError: the project is on a server, or this is no backup of it that is whole and
            of a format that this version knows.
        NotSavedError: there is no room, the project is read-only, or others are writing.

    """
    if not project.database.is_sqlite:
        raise ProjectError(
            say("the backups of a project on a server are the server’s; see pg_dump and pg_restore")
        )
    with kept.as_project(copy) as ready:
        return kept.restore(project.database, project.path(), ready, migrate_tables)
