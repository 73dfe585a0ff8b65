"""Labels that a project gets: with ids, names and keys that are free, and a look of their own."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection

from annotator.annotation.label_keys import free_key, holder
from annotator.annotation.records import Label
from annotator.project.records.kinds.table import LABELS
from annotator.project.storage.rows import Names
from annotator.project.writing.writing import note_new

# Okabe and Ito's palette beside the default labels' colours.
_SPARE_COLOURS = ("#009e73", "#cc79a7", "#8c6d1f", "#56b4e9", "#7f7f7f", "#b2182b", "#5e3c99")
_SPARE_LINES = ("dashed", "dotted", "double", "wavy", "solid")


def insert_labels(connection: Connection, names: Names, labels: Iterable[Label]) -> None:
    """Insert the labels whose names are not there yet; ids and keys that are taken give way."""
    new: list[Label] = []
    for label in labels:
        there = names.labels.values()
        if any(label.name == other.name for other in there):
            continue
        label = msgspec.structs.replace(
            label,
            id=free_id(label.id, there),
            key="" if holder(label.key, there) is not None else label.key,
        )
        LABELS.insert(connection, names, [label])
        new.append(label)
    note_new(connection, labels=new)


def free_id(wanted: str, labels: Iterable[Label]) -> str:
    """Return ``wanted``, or with a number where a label has that id already."""
    ids = {label.id for label in labels}
    identifier, number = wanted, 2
    while identifier in ids:
        identifier, number = f"{wanted}-{number}", number + 1
    return identifier


def new_label(name: str, there: Iterable[Label]) -> Label:
    """Return a label of this name with an id, a colour, a line and a key that are free."""
    labels = list(there)
    colours = {label.colour for label in labels}
    letters = {label.letter for label in labels}
    position = max((label.position for label in labels), default=-1) + 1
    first = next((c.upper() for c in name if c.isalnum()), "?")
    return Label(
        id=free_id(name, labels),
        name=name,
        letter=first if first not in letters else (first + name[1:2].lower()).strip(),
        key=free_key(labels),
        colour=next(
            (c for c in _SPARE_COLOURS if c not in colours),
            _SPARE_COLOURS[position % len(_SPARE_COLOURS)],
        ),
        line=_SPARE_LINES[position % len(_SPARE_LINES)],
        position=position,
    )
