"""What was saved after the newest backup, as states that one can go back to like a backup."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from annotator.project import logs
from annotator.project.backups import pieces
from annotator.project.backups.lines import line_of
from annotator.project.backups.listing import Backup
from annotator.project.backups.places import folder_of
from annotator.project.door.rebuilding import build
from annotator.project.logs import KEPT, is_log
from annotator.project.storage.marks import LOG
from annotator.unfinished import remove_database, unfinished_path

SINCE = "log"
"""Of a state that is put together from a backup and the logs that were kept since."""


def states_of(path: Path, project: str, mark: str = "") -> list[Backup]:
    """Return the states that lie after a backup and do not lead to how a project is now.

    Args:
        path: of the project's file; logs that are kept beside it count, too.
        project: its id.
        mark: that it has now, "" for what cannot be read.

    Returns:
        for each the last of its logs in place of a copy, the newest first.

    """
    own = folder_of(project, path)  # copies under other names have theirs
    ends = [line.logs[-1] for line in pieces.ends(project) if line.logs[-1].parent == own]
    known = _known(path, project, mark) if mark else set()
    found: list[Backup] = []
    for log in [*_kept_beside(path, project), *ends]:
        with suppress(OSError):
            end = logs.marks_around(log)[1]
            if end not in known:
                known |= pieces.states_of(log)[1]
                found.append(_state(log, path))
    return sorted(found, key=lambda one: one.at, reverse=True)


def _known(path: Path, project: str, mark: str) -> set[str]:
    """Return the marks that have led to how a project is now."""
    known = {mark}
    lines = [pieces.line_to(mark, project)]
    with suppress(OSError):
        log = Path(f"{os.path.realpath(path)}{LOG}")
        if mark in pieces.states_of(log)[1]:
            lines.append(pieces.line_of(log, project))
    for log in {log for line in lines if line is not None for log in line.logs}:
        with suppress(OSError):
            known |= pieces.states_of(log)[1]
    return known


def _kept_beside(path: Path, project: str) -> Iterator[Path]:
    """Yield the logs beside a project that were kept of it and continue a backup, newest first."""
    found = path.parent.glob(f"{glob.escape(path.stem)}.kept-*{KEPT}")
    for log in sorted(found, reverse=True):
        with suppress(OSError):
            line = pieces.line_of(log, project)
            if line is not None:
                yield log


def _state(log: Path, path: Path) -> Backup:
    what = log.stat()
    at = datetime.fromtimestamp(what.st_mtime, UTC)
    return Backup(path=log, at=at, why=SINCE, bytes=what.st_size, of=str(path.absolute()))


def listed(states: Sequence[Backup], backups: Sequence[Backup]) -> list[Backup]:
    """Return states and backups, both newest first, in one list, which is, too."""
    found, left = [], [*states]
    for backup in backups:
        while left and left[0].at > backup.at:
            found.append(left.pop(0))
        found.append(backup)
    return found + left


@contextmanager
def as_project(copy: Path) -> Iterator[Path]:
    """Yield a backup as a project file: a log that was kept is put together with its backup.

    Raises:
        ProjectError: no backup goes with the log, or it cannot be put together.

    """
    if not (is_log(copy) and copy.is_file()):
        yield copy
        return
    line = line_of(copy)
    built = unfinished_path(line.backup)
    try:
        build(line, built)
        when = copy.stat().st_mtime_ns
        os.utime(built, ns=(when, when))  # as old as what it holds
        yield built
    finally:
        remove_database(built)
