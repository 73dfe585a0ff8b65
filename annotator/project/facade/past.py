"""What was done: by whom, when, where, and what Undo would do."""

from __future__ import annotations

from annotator.annotation.changes import UndoState
from annotator.project.editing import own_windows
from annotator.project.facade.opened import Opened
from annotator.project.records import (
    audit_trail,
)
from annotator.project.storage.query_records import (
    NOBODYS,
    Attempt,
    HistoryEntry,
    HistoryFilter,
)


def undo_state(project: Opened, annotator: str, attempt: Attempt = NOBODYS) -> UndoState:
    """Return what Undo and Redo would do now in a window."""
    with project.database.reading() as connection:
        return own_windows.undo_state(connection, project.key(connection, annotator), attempt)


def history(
    project: Opened,
    wanted: HistoryFilter | None = None,
    *,
    article_key: int | None = None,
    limit: int = 200,
    before: int | None = None,
) -> list[HistoryEntry]:
    """Return lines of the audit trail, newest first: those before a key, None for the newest.

    Args:
        wanted: which; None: all.
        article_key: only those about this article.
        limit: at most so many.
        before: the lowest key of those that are known already.

    """
    with project.database.reading() as connection:
        chosen = wanted or HistoryFilter()
        return audit_trail.entries(connection, chosen, limit, before, article_key)


def history_people(project: Opened) -> list[str]:
    """Return who has made changes, in the order in which they joined; "" the command line."""
    with project.database.reading() as connection:
        return audit_trail.people(connection)


def history_place(project: Opened, number: int) -> tuple[str | None, tuple[str, ...]]:
    """Return the article (id) that a change is about, and the ids of spans in it."""
    with project.database.reading() as connection:
        return audit_trail.place_of(connection, number)
