"""What an annotator did in other windows of theirs, where it stands in the way of undo."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from annotator.annotation.changes import Delta, UndoState
from annotator.project.records import history
from annotator.project.records.kinds.kind import Need
from annotator.project.records.kinds.table import SPANS, mentioned, touched
from annotator.project.storage import open_windows
from annotator.project.storage.open_windows import Window
from annotator.project.storage.query_records import Attempt
from annotator.words import Message, say


def called(window: Window) -> Message:
    """Return what a window of the annotator's own is called in a sentence."""
    return say("{annotator}’s other window on {host}", annotator=window.annotator, host=window.host)


def held_by(
    connection: Connection, whose: history.Whose, others: Sequence[Window]
) -> Message | None:
    """Return the sentence that names the window whose change would be the next to undo, or None."""
    for row in history.of_others(connection, whose):
        for window in others:
            if window.id == row.window:
                return say(
                    "the last change was made in {window}; undo it there", window=called(window)
                )
    return None


def beside(connection: Connection, whose: history.Whose) -> tuple[Sequence[Window], history.Whose]:
    """Return the other windows that are open, and whose changes are meant without theirs."""
    others = open_windows.open_windows(connection, but=(whose.window,))
    return others, whose._replace(others=[one.id for one in others])


def undo_state(connection: Connection, annotator_key: int, attempt: Attempt) -> UndoState:
    """Return what Undo and Redo would do now in a window."""
    whose = history.Whose(annotator_key, attempt.window, attempt.since)
    others, whose = beside(connection, whose)
    state = history.undo_state(connection, whose)
    if state.undo is None and (held := held_by(connection, whose, others)) is not None:
        return UndoState(undo=None, redo=state.redo, held=held)
    return state


def holder(
    connection: Connection,
    whose: history.Whose,
    others: Sequence[Window],
    number: int,
    delta: Delta,
) -> Window | None:
    """Return the open window of the annotator that has changed since what a change touches.

    Args:
        connection: inside a transaction.
        whose: the annotator, with the ids of their other open windows.
        others: all other windows that are open.
        number: of the change.
        delta: what it touches.

    """
    touched = _touched(delta)
    for later in history.of_others(connection, whose, number):
        if not touched.isdisjoint(_touched(history.delta_of(later))):
            return next((one for one in others if one.id == later.window), None)
    return None


def has_come_since(connection: Connection, by: int, number: int, span: str) -> bool:
    """Tell whether an annotator (key) has made or changed a span (id) after a change (number)."""
    wanted = Need(SPANS.field, span)
    return any(
        wanted in touched(history.delta_of(row)) for row in history.later(connection, by, number)
    )


def _touched(delta: Delta) -> set[Need]:
    """Return the records that a delta changes, and those that they need."""
    ends = {one for one in mentioned(delta) if one.what == SPANS.field}
    return touched(delta) | ends
