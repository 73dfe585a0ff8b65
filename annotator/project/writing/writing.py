"""Writing records: the deltas of edits, undo and redo, and what comes in from files."""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import Any

from sqlalchemy import Connection, insert

from annotator.annotation.changes import Delta, Step
from annotator.progress import Meter
from annotator.project.records import versions
from annotator.project.records.kinds.table import carry_out
from annotator.project.storage import schema
from annotator.project.storage.rows import Names, next_key


def annotator_key(connection: Connection, names: Names, annotator: str) -> int:
    """Return the key of an annotator, who is added when not known yet."""
    annotator = names.person(annotator)
    key = names.annotator_keys.get(annotator)
    if key is None:
        key = next_key(connection, schema.annotators)
        connection.execute(insert(schema.annotators).values(key=key, name=annotator))
        names.annotator_keys[annotator] = key
        names.annotators[key] = annotator
    return key


def note_new(connection: Connection, **came: Iterable[Any]) -> None:
    """Note for merging what came in from a file: it may have been here before, and be back.

    Args:
        connection: inside a write transaction.
        came: records by what a ``Delta`` calls them, as ``spans``.

    """
    if versions.is_known(connection):
        steps = {kind: tuple(Step(None, one) for one in records) for kind, records in came.items()}
        versions.note(connection, Delta(**steps), by_hand=False)


def write_delta(
    connection: Connection,
    names: Names,
    delta: Delta,
    fresh: Set[str] = frozenset(),
    meter: Meter | None = None,
) -> None:
    """Carry out the delta of an edit, an undo or a redo, and note it for merging.

    Args:
        connection: inside a write transaction.
        names: labels and annotators.
        delta: the caller has checked that what it replaces is there.
        fresh: ids that were made for it, which nothing has ever had before.
        meter: told how far it is; it may stop it.

    """
    carry_out(connection, names, delta, meter)
    versions.note(connection, delta, fresh=fresh)
