"""What the window is told of its own change, from within the transaction of that change."""

from __future__ import annotations

from msgspec.structs import replace
from sqlalchemy import Connection

from annotator.annotation.changes import Changes, Direction, UndoState
from annotator.project.editing import own_windows
from annotator.project.reading.surroundings import with_records
from annotator.project.storage import rows
from annotator.project.storage.query_records import Attempt


def complete(
    connection: Connection, names: rows.Names, changes: Changes, by: int, attempt: Attempt
) -> Changes:
    """Return an annotator's own change as its window is told it.

    Args:
        connection: inside the transaction of the change, at its end.
        names: as they are now.
        changes: what was done.
        by: key of the annotator.
        attempt: in which window.

    """
    if changes.direction is Direction.DONE:  # it can be undone, and nothing can be redone
        following = UndoState(undo=changes.text, redo=None)
    else:
        following = own_windows.undo_state(connection, by, attempt)
    return replace(with_records(connection, names, changes), following=following)
