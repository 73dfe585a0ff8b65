"""The records around a change: what who shows it needs beside what it changed.

The spans at the far ends of its links, the suggestions that were answered, who is gold: told with
the change they are of the same moment, and nobody has to read the project again after an edit.
"""

from __future__ import annotations

from msgspec.structs import replace
from sqlalchemy import Connection

from annotator.annotation.changes import Changes
from annotator.project.reading import other_articles
from annotator.project.records import suggesting
from annotator.project.storage import rows


def with_records(connection: Connection, names: rows.Names, changes: Changes) -> Changes:
    """Return a change with the records that its own refer to, as they are now."""
    delta = changes.delta
    ends = {end for step in delta.links for end in (step.record.source, step.record.target)}
    ends -= {step.record.id for step in delta.spans if step.after is None}
    answered = {step.record.suggestion for step in delta.answers if step.after is None}
    gold = min(names.gold, default=None)
    return replace(
        changes,
        linked=tuple(other_articles.spans_by_id(connection, ends).values()),
        answered=tuple(suggesting.suggestions_by_id(connection, names, answered).values()),
        gold=names.annotators[gold] if gold is not None else None,
    )
