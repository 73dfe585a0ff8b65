"""Merging another project: one that is no pack, copy or backup of this one.

Ids of labels mean nothing across projects: its labels are ours where they have the same name, and
what it says of them is not taken over. Labels of other names come in where arriving records need
them, after ours, with their keys as far as those are free.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from annotator.annotation.changes import identify
from annotator.annotation.label_keys import holder
from annotator.annotation.records import ArticleValue, Label
from annotator.project.merging.incoming import Copy, Incoming
from annotator.project.merging.packing import root_of
from annotator.project.records import versions
from annotator.project.records.conflicts import FOREIGN
from annotator.project.records.versions import LABEL, SPAN, VALUE
from annotator.project.storage import schema
from annotator.project.storage.clock import now
from annotator.project.storage.rows import Names
from annotator.project.writing.new_labels import free_id


def is_related(connection: Connection, incoming: Incoming) -> bool:
    """Tell whether two projects are one, or packs or copies of one."""
    return incoming.root != "" and incoming.root == root_of(connection)


def adopt(
    connection: Connection, names: Names, incoming: Incoming, common: Mapping[str, int]
) -> tuple[Incoming, list[dict[str, Any]]]:
    """Return what comes in as if it had been made with the labels of this project.

    Args:
        connection: inside a transaction.
        names: of this project.
        incoming: of the other one.
        common: the articles that both have.

    Returns:
        it, and rows of conflicts that remember which of its labels is which of ours, so that it
        stays so when one of them is renamed.

    """
    known = _remembered(connection, incoming.root)
    needed = {span.label for span in incoming.copy.records[SPAN].values() if span.article in common}
    needed |= {one.label for one in incoming.suggestions.values() if one.article in common}
    said: Mapping[str, ArticleValue] = incoming.copy.records[VALUE]
    needed |= {one.label for one in said.values() if one.article in common}
    ours = list(names.labels.values())
    by_name = {(label.name, label.of_article): label.id for label in ours}
    became: dict[str, str] = {}
    new: list[Label] = []
    theirs: Mapping[str, Label] = incoming.copy.records[LABEL]
    for label in sorted(theirs.values(), key=lambda one: (one.position, one.id)):
        there = known.get(label.id, "")
        if there in names.label_keys:
            became[label.id] = there
        elif (label.name, label.of_article) in by_name:
            became[label.id] = by_name[label.name, label.of_article]
        elif label.id in needed:
            made = _as_last(label, [*ours, *new], there)
            became[label.id] = made.id
            new.append(made)
    rows = [
        {
            "id": f"{FOREIGN}:{incoming.root}:{theirs_id}",
            "kind": FOREIGN,
            "record": ours_id,
            "other": theirs_id,
            "detail": msgspec.json.encode({"project": incoming.root}).decode(),
            "at": now(),
            "settled_at": now(),
        }
        for theirs_id, ours_id in became.items()
        if theirs_id not in known and theirs_id in needed
    ]
    return _relabelled(incoming, became, new), rows


def _as_last(label: Label, there: list[Label], wanted: str) -> Label:
    """Return a label as it comes after others: with an id, key and place that are free."""
    return msgspec.structs.replace(
        label,
        id=free_id(wanted or label.id, there),
        key="" if holder(label.key, there) is not None else label.key,
        position=max((one.position for one in there), default=-1) + 1,
    )


def _remembered(connection: Connection, root: str) -> dict[str, str]:
    """Return which of our labels those of a project were in earlier merges, by id."""
    table = schema.conflicts
    begins = table.c.id.startswith(f"{FOREIGN}:{root}:", autoescape=True)
    found = connection.execute(
        select(table.c.other, table.c.record).where(table.c.kind == FOREIGN, begins)
    )
    return {row.other: row.record for row in found}


def _relabelled(incoming: Incoming, became: Mapping[str, str], new: list[Label]) -> Incoming:
    """Return it with the labels that there are here.

    A span's first stamp follows from what it says, its label among it. It is kept as it is in the
    other project, so that a later version from there is known to be a later one.
    """
    copy = incoming.copy
    known = {key: one for key, one in copy.known.items() if key[0] != LABEL}
    spans = {}
    for record, span in copy.records[SPAN].items():
        label = became.get(span.label, span.label)
        if label != span.label:
            if record not in copy.aside:
                known.setdefault((SPAN, record), versions.as_created(span))
            span = msgspec.structs.replace(span, label=label)
        spans[record] = span
    suggestions = {
        record: msgspec.structs.replace(one, label=became.get(one.label, one.label))
        for record, one in incoming.suggestions.items()
    }
    values = {}
    for record, value in copy.records[VALUE].items():
        label = became.get(value.label, value.label)
        if label != value.label:
            value = msgspec.structs.replace(value, label=label)
            if (VALUE, record) in known:
                known[VALUE, identify(value)] = known.pop((VALUE, record))
        values[identify(value)] = value
    records = {
        **copy.records,
        SPAN: spans,
        VALUE: values,
        LABEL: {label.id: label for label in new},
    }
    return msgspec.structs.replace(incoming, copy=Copy(known, records), suggestions=suggestions)
