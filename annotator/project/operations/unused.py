"""Labels and annotators that an import added and nobody uses."""

from __future__ import annotations

from collections.abc import Iterable, Set

from sqlalchemy import Connection, select

from annotator.project.records import history
from annotator.project.records.kinds.table import KINDS, LABELS
from annotator.project.storage import schema
from annotator.project.storage.rows import Names


def unused_labels(
    connection: Connection,
    names: Names,
    wanted: Iterable[str],
    since: int,
    without: Set[int] | None = None,
) -> list[int]:
    """Return the keys of those of some labels (names) that no span, suggestion or change needs.

    Args:
        connection: inside a write transaction.
        names: labels as they are now.
        wanted: names of labels.
        since: number of the first change that can speak of them.
        without: numbers of changes that do not count; see ``history.label_ids``.

    """
    known = {label.name: label.id for label in names.labels.values()}
    some = [known[one] for one in dict.fromkeys(wanted) if one in known]
    if not some:
        return []
    used: set[int] = set()
    for table in (kind.table for kind in KINDS if LABELS.field in kind.needs_records):
        used.update(connection.scalars(select(table.c.label).distinct()))
    needed = history.label_ids(connection, since, without)
    keys = [names.label_keys[one] for one in some if one not in needed]
    return [key for key in keys if key not in used]


def unused_annotators(connection: Connection, names: Names, wanted: Iterable[str]) -> list[int]:
    """Return the keys of those of some annotators (names) who have done nothing that is there."""
    keys = {name: names.annotator_keys[name] for name in wanted if name in names.annotator_keys}
    if not keys:
        return []
    used: set[int | None] = set()
    columns = (column for kind in KINDS for column in kind.whose)
    for column in (*columns, schema.changes.c.annotator):
        used.update(connection.scalars(select(column).distinct()))
    present = set(connection.scalars(select(schema.windows.c.annotator)))
    return [key for name, key in keys.items() if key not in used and name not in present]
