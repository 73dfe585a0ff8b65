"""What is damaged, and how the work goes."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from annotator.errors import DamagedError
from annotator.project import checking
from annotator.project.facade.opened import Opened
from annotator.project.reading import exporting, pace, queries
from annotator.project.storage import rows
from annotator.project.storage.query_records import (
    Pace,
    Problem,
    Statistics,
)


def check(project: Opened, progress: Callable[[int, int], None] | None = None) -> list[Problem]:
    """Check the database, every text and every fragment; an empty list is good."""
    try:
        with project.database.reading() as connection:
            return checking.check(connection, progress)
    except DamagedError as error:
        return [Problem(where="database", what=error.reason)]


def statistics(
    project: Opened, viewer: str | None = None, *, only: Collection[str] | None = None
) -> Statistics:
    """Return counts of articles and spans.

    With a viewer others' work counts only where that one is not blind; with ``only`` nothing
    counts but these articles (ids).

    Raises:
        DamagedError: something cannot be read; it names the article.

    """
    with project.database.reading() as connection, exporting.naming_damage(connection):
        key = project.viewer(connection, viewer)
        names = rows.Names(connection)
        chosen = None if only is None else set(rows.article_keys(connection, only).values())
        return queries.statistics(connection, names, key, chosen)


def paces(
    project: Opened,
    at: datetime | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    *,
    viewer: str | None = None,
) -> list[Pace]:
    """Return how the work of each annotator goes; reads much, so not on the main thread.

    Args:
        at: now, with the time zone that says when a day begins; None: as the computer has it.
        cancelled: tells whether to stop.
        viewer: who looks: others' work counts only where they are not blind; None: all of it.

    Raises:
        CancelledError: it was asked to stop.

    """
    with project.database.reading() as connection, exporting.naming_damage(connection):
        names, moment = rows.Names(connection), at or datetime.now().astimezone()
        key = project.viewer(connection, viewer)
        return pace.paces(connection, names, moment, cancelled, key)
