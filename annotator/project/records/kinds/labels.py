"""Labels as a kind of record."""

from __future__ import annotations

from collections.abc import Collection, Sequence, Set
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, update

from annotator.annotation.changes import Step
from annotator.annotation.label_keys import clash
from annotator.annotation.records import Label
from annotator.errors import RuleError
from annotator.project.records.kinds.kind import Kind, Titled
from annotator.project.storage import checksums, schema
from annotator.project.storage.clock import new_id
from annotator.project.storage.rows import Names, next_key
from annotator.text.naming import tidy_name
from annotator.words import Message, say

_table = schema.labels


class Labels(Kind[Label]):
    """Labels: few, always known to ``Names``, which is kept as what is written."""

    field, record, table, version = "labels", Label, _table, "label"
    is_work = False
    goes_last = True

    def read(
        self, connection: Connection, names: Names, wanted: Collection[Label]
    ) -> dict[str, Label]:
        """Return those of some labels that are there, by id."""
        del connection
        keys = {one.id: names.label_keys.get(one.id) for one in wanted}
        return {one: names.labels[key] for one, key in keys.items() if key is not None}

    def everything(self, connection: Connection, names: Names) -> dict[str, Label]:
        """Return all labels by id."""
        del connection
        return {label.id: label for label in names.labels.values()}

    def known(self, connection: Connection, names: Names, ids: Set[str]) -> Set[str]:
        """Return which of some ids there are."""
        del connection
        return names.label_keys.keys() & ids

    def insert(
        self,
        connection: Connection,
        names: Names,
        records: Sequence[Label],
        import_key: int | None = None,
    ) -> None:
        """Insert labels; which import brought one is not told here."""
        del import_key
        for label in records:
            key = next_key(connection, _table)
            connection.execute(insert(_table).values(key=key, **label_values(label)))
            names.labels[key] = label
            names.label_keys[label.id] = key

    def update(self, connection: Connection, names: Names, steps: Sequence[Step[Label]]) -> None:
        """Change labels."""
        renamed = [s.after for s in steps if s.before and s.after and s.before.name != s.after.name]
        if len(renamed) > 1:  # names may pass from one to the other: all are let go of first
            for label in renamed:
                let_go_of_name(connection, names, label)
        for step in steps:
            key = names.label_keys[step.record.id]
            values = label_values(step.record)
            connection.execute(update(_table).where(_table.c.key == key).values(**values))
            names.labels[key] = step.record

    def remove(self, connection: Connection, names: Names, records: Sequence[Label]) -> None:
        """Remove labels, last of all: their spans have gone elsewhere by now."""
        for label in records:
            key = names.label_keys.pop(label.id)
            del names.labels[key]
            connection.execute(delete(_table).where(_table.c.key == key))

    def content_of(self, record: Label) -> Any:
        """Return what a label says; what was not known of labels at first only where it is said.

        So stamps that an older version wrote of a label stay those of its versions.
        """
        said = msgspec.to_builtins(record)
        if not record.required_links:
            del said["required_links"]
        for attribute in said["attributes"]:
            if not attribute["required"]:
                del attribute["required"]
        return said

    def check(self, names: Names, steps: Sequence[Step[Label]]) -> None:
        """Check that names and keys of labels stay unique."""
        labels = {label.id: label for label in names.labels.values()}
        for step in steps:
            if step.after is None:
                labels.pop(step.record.id, None)
        changed = [step.after for step in steps if step.after is not None]
        labels.update((label.id, label) for label in changed)
        for label in changed:
            for other in labels.values():
                if other.id != label.id and tidy_name(other.name) == tidy_name(label.name):
                    raise RuleError(say("there is already a label {label}", label=label.name))
                if other.id != label.id and clash(other.key, label.key):
                    raise RuleError(_taken(label.key, other))

    def changed_since(self, record: Label, title: Titled) -> Message:
        """Return in words that a label is not as it was left."""
        del title
        return say("the label {label} has been changed since", label=record.name)


def _taken(key: str, other: Label) -> Message:
    if other.key == key:
        return say("the key {key} is that of {other} already", key=key, other=other.name)
    return say(
        "the keys {key} and {taken}, which is that of {other}, begin alike",
        key=key,
        taken=other.key,
        other=other.name,
    )


def let_go_of_name(connection: Connection, names: Names, label: Label) -> None:
    """Free the name of a label for another one, until it gets its own."""
    key = names.label_keys[label.id]
    connection.execute(update(_table).where(_table.c.key == key).values(name=new_id()))


def label_values(label: Label) -> dict[str, Any]:
    """Return a label as the values of its row."""
    values = {
        "id": label.id,
        "name": label.name,
        "letter": label.letter,
        "shortcut": label.key,
        "colour": label.colour,
        "line": label.line,
        "description": label.description,
        "guidelines": label.guidelines,
        "position": label.position,
        "unit": label.unit,
        "attributes": msgspec.json.encode(label.attributes).decode(),
        "links": msgspec.json.encode(label.links).decode(),
        "required_links": msgspec.json.encode(label.required_links).decode(),
    }
    return {**values, "crc": checksums.of_label(values)}
