"""Windows that have the project open, and what others do in theirs."""

from __future__ import annotations

import logging
from collections.abc import Collection

from annotator.errors import ProjectError
from annotator.project.facade.opened import Opened
from annotator.project.reading.news import Mark, News, read_mark, read_news
from annotator.project.storage import open_windows
from annotator.project.storage.limits import SILENT_S

_log = logging.getLogger(__name__)


def attend(project: Opened, window: str, annotator: str) -> bool:
    """Say that a window (id) is open, every twenty seconds or so; tell whether it was stored.

    Waits neither for another program nor for the disk. From now on the main thread waits
    for a server no longer than a person at a window does.
    """
    project.database.limits.window_s = SILENT_S
    try:
        with project.database.writing(lightly=True) as connection:
            open_windows.alive(connection, window, annotator)
    except ProjectError as error:
        _log.debug("the window cannot be written down: %s", error)
        return False
    return True


def depart(project: Opened, window: str) -> None:
    """Say that a window (id) is closed; where it cannot be stored, its silence says so."""
    try:
        with project.database.writing(lightly=True) as connection:
            open_windows.leave(connection, window)
    except ProjectError as error:
        _log.debug("the window cannot be struck out: %s", error)


def mark(project: Opened) -> Mark:
    """Return up to where somebody knows the project who reads it now."""
    with project.database.reading() as connection:
        return read_mark(connection)


def news(
    project: Opened, known: Mark, annotator: str, window: str, own: Collection[int] = ()
) -> News:
    """Return what others have changed.

    Args:
        known: up to where it is known.
        annotator: who works in the window.
        window: its id.
        own: later lines of the audit trail (keys) that the window has made itproject.

    """
    with project.database.reading() as connection:
        return read_news(connection, known, project.key(connection, annotator), window, own)
