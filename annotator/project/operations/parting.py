"""Making two annotators again of one that two were made, where nothing was done since."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from annotator.errors import RuleError
from annotator.project.operations import renaming, uniting
from annotator.project.operations.renaming import (
    BY,
    OWN,
    PLAIN,
    remove_versions,
    say_again,
    stamps_of,
    turned,
)
from annotator.project.operations.rewriting import write_changes
from annotator.project.operations.uniting import United, join
from annotator.project.records import history, images
from annotator.project.records.kinds.kind import ANNOTATORS, Need
from annotator.project.records.kinds.table import mentioned
from annotator.project.storage import checksums, schema
from annotator.project.storage.query_records import ChangeState
from annotator.project.storage.rows import Names, chunks
from annotator.words import Message, say

_OTHERS = ("merge", "import", renaming.KIND, uniting.KIND)
"""Operations that may have touched what would go apart."""


def take_apart(connection: Connection, names: Names, row: Row[Any]) -> None:
    """Make two annotators of one again; see ``operations.Turn``."""
    told = msgspec.convert(images.header(row), United)
    if (why := why_not(connection, names, told, row.number)) is not None:
        raise RuleError(why)
    part(connection, told)
    say_again(connection, turned(told.people))


def make_one_again(connection: Connection, names: Names, row: Row[Any]) -> None:
    """Make one annotator of two again; see ``operations.Turn``."""
    told = msgspec.convert(images.header(row), United)
    for name in (told.old, told.new):
        if name not in names.annotator_keys:
            raise RuleError(say("there is no annotator {name}", name=name))
    again = join(connection, told.old, told.new, told.people)
    say_again(connection, told.people)
    history.set_images(connection, row.number, images.pack(again))


def why_not_apart(connection: Connection, names: Names, row: Row[Any]) -> Message | None:
    """Return why one annotator cannot be two again; see ``operations.WhyNot``."""
    if history.turns(connection, row.number) % 2:
        return say("it has been taken back already")
    told = msgspec.convert(images.header(row), United)
    return why_not(connection, names, told, row.number)


def why_not(connection: Connection, names: Names, told: United, number: int) -> Message | None:
    """Return why they cannot be two again, as what was done later; None for nothing."""
    if told.old in names.annotator_keys:
        return say("there is an annotator {name} already", name=told.old)
    if told.new not in names.annotator_keys:
        return say("there is no annotator {name}", name=told.new)
    table = schema.changes
    later = (
        select(table)
        .where(table.c.number > number, table.c.state == ChangeState.DONE.value)
        .order_by(table.c.number.desc())
    )
    mine = names.annotator_keys[told.new]
    for other in connection.execute(later):
        if other.takes_back is not None or history.turns(connection, other.number) % 2:
            continue
        about = Need(ANNOTATORS, told.new) in mentioned(history.delta_of(other))
        if other.annotator == mine or about or other.kind in _OTHERS:
            return say(
                "“{change}” by {who} came after it; take that back first",
                change=history.text_of(other),
                who=names.annotators.get(other.annotator, ""),
            )
    return None


def part(connection: Connection, told: United) -> None:
    """Take one annotator apart again, as nothing was done since; of which nothing is recorded."""
    names = Names(connection)
    other = names.annotator_keys[told.new]
    table = schema.annotators
    key = told.key
    if connection.scalar(select(table.c.key).where(table.c.key == key)) is not None:
        key = (connection.scalar(select(func.max(table.c.key))) or 0) + 1
    connection.execute(insert(table).values(key=key, name=told.old))
    if other in names.programs:
        connection.execute(insert(schema.programs).values(annotator=key))
    for held, column in BY:
        for some in chunks(told.moved.get(held.name, ())):
            here = held.c.id.in_(some) & (held.c[column] == other)
            connection.execute(update(held).where(here).values({column: key, "crc": None}))
    for held, _ in (*OWN, *PLAIN):
        connection.execute(delete(held).where(held.c.annotator == other))
        names_of = held.columns.keys()
        for row in told.rows.get(held.name, ()):
            values = dict(zip(names_of, row, strict=True))
            values["annotator"] = key if values["annotator"] == told.key else other
            if "crc" in values:
                values["crc"] = None
            connection.execute(insert(held).values(values))
    remove_versions(connection, stamps_of(connection, (told.old, told.new)))
    remove_versions(connection, [(kind, record) for kind, record in told.told])
    versions_table = schema.versions
    columns = versions_table.columns.keys()
    if told.stamps:
        connection.execute(
            insert(versions_table),
            [dict(zip(columns, row, strict=True)) for row in told.stamps],
        )
    conflicts = schema.conflicts
    for some in chunks(told.conflicts_new):
        connection.execute(delete(conflicts).where(conflicts.c.id.in_(some)))
    for was in told.conflicts:
        connection.execute(delete(conflicts).where(conflicts.c.key == was["key"]))
        connection.execute(insert(conflicts).values(was))
    for some_numbers in chunks(told.numbers):
        numbered = schema.changes.c.number.in_(some_numbers)
        connection.execute(update(schema.changes).where(numbered).values(annotator=key))
    texts = {
        row.number: row.text
        for row in connection.execute(select(schema.changes.c.number, schema.changes.c.text))
    }
    write_changes(connection, (_as_it_was(one, texts[one[0]]) for one in told.changes))
    checksums.fill(connection)


def _as_it_was(one: tuple[int, str, str, str | None], text: str) -> dict[str, Any]:
    number, before, after, packed = one
    values: Mapping[str, Any] = {"text": text, "before": before, "after": after}
    return {
        "at": number,
        "to_before": before,
        "to_after": after,
        "to_images": None if packed is None else base64.b64decode(packed),
        "to_crc": checksums.of_values(values, checksums.CHANGE),
    }
