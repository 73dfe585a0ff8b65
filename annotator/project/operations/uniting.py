"""Making one annotator of two; where each says something else, both versions are kept.

Statuses, article labels and answers are joined as merging joins two copies of one record.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from annotator.annotation.changes import Delta, Step
from annotator.annotation.facts.people import Person
from annotator.annotation.records import shorten
from annotator.errors import RuleError
from annotator.project.operations.renaming import (
    BY,
    NAMED_ALIKE,
    OWN,
    PLAIN,
    check_whole,
    forget_checksums,
    person_of,
    remove_versions,
    rewrite_conflicts,
    rewrite_rest,
    stamps_of,
    write_first_stamps,
)
from annotator.project.operations.rewriting import Rewriting, rewrite_changes
from annotator.project.records import history, images, versions
from annotator.project.records.kinds.table import VERSIONED
from annotator.project.records.people import all_people
from annotator.project.storage import checksums, schema
from annotator.project.storage.clock import now
from annotator.project.storage.rows import Names, refuse, spans_matching
from annotator.project.writing.writing import write_delta
from annotator.words import Message, say

KIND = "uniting"

_JOINED = (*OWN, *PLAIN)


class United(msgspec.Struct, frozen=True, kw_only=True):
    """What is stored of two annotators made one, to take it apart again.

    Attributes:
        old, new: the name that went, and the one that stayed.
        key: of the annotator who went.
        people: what was said of the names, before and after.
        moved: ids of what became the other's, by table.
        rows: rows of both, by table, as they were; keys and all.
        stamps: rows of ``versions``, as they were, of all that is named alike.
        told: ids of spans and decisions of which the first stamp was written down.
        conflicts: rows of conflicts as they were, and ids of those that came.
        numbers: of the changes that were the other's.
        changes: number, both sides and images of changes as they were.
        left: a hash of the joined rows, to see whether they are as they were left.

    """

    old: str
    new: str
    key: int
    people: tuple[Step[Person], ...]
    moved: dict[str, list[str]]
    rows: dict[str, list[list[Any]]]
    stamps: list[list[Any]]
    told: list[tuple[str, str]]
    conflicts: list[dict[str, Any]]
    conflicts_new: list[str]
    numbers: list[int]
    changes: list[tuple[int, str, str, str | None]]


class Uniting(msgspec.Struct, frozen=True, kw_only=True):
    """What making one of two annotators would do.

    Attributes:
        old, new: the name that goes, and the one that stays.
        spans, decisions, statuses, values, answers, assignments: of the one who goes.
        equal: spans with label and place that the other one has just so.
        clashes: what both say of the same article or suggestion, and each something else.
        shared: articles in which both have work.

    """

    old: str
    new: str
    spans: int = 0
    decisions: int = 0
    statuses: int = 0
    values: int = 0
    answers: int = 0
    assignments: int = 0
    equal: int = 0
    clashes: int = 0
    shared: int = 0


def look(connection: Connection, old: str, new: str) -> Uniting:
    """Return what making one of two annotators would do; nothing is written.

    Raises:
        RuleError: one of them is not there, or both are the same.

    """
    names = Names(connection)
    old, new = person_of(names, old), person_of(names, new)
    one, other = _two(names, old, new)
    counted = {
        name: connection.scalar(
            select(func.count()).select_from(table).where(table.c[column] == one)
        )
        or 0
        for name, table, column in (
            ("spans", schema.spans, "annotator"),
            ("decisions", schema.decisions, "by"),
            ("statuses", schema.statuses, "annotator"),
            ("values", schema.article_values, "annotator"),
            ("answers", schema.suggestion_answers, "annotator"),
            ("assignments", schema.assignments, "annotator"),
        )
    }
    places = [_places(connection, names, key) for key in (one, other)]
    clashes = sum(
        ours[0] != theirs[0]
        for kind in NAMED_ALIKE
        for ours, theirs in _both(connection, names, kind, old, new)
    )
    articles = [{place[0] for place in some} for some in places]
    return Uniting(
        old=old,
        new=new,
        equal=len(places[0] & places[1]),
        clashes=clashes,
        shared=len(articles[0] & articles[1]),
        **counted,
    )


def _two(names: Names, old: str, new: str) -> tuple[int, int]:
    if old == new:
        raise RuleError(say("{name} is one annotator already", name=new))
    one, other = names.annotator_keys[old], names.annotator_keys[new]
    if (one in names.programs) != (other in names.programs):
        raise RuleError(say("one of the two is a program and the other one a person"))
    return one, other


def _places(connection: Connection, names: Names, key: int) -> set[tuple[Any, ...]]:
    spans = spans_matching(connection, names, schema.spans.c.annotator == key, refuse)
    return {(span.article, span.label, span.ranges) for _, span in spans}


def _both(
    connection: Connection, names: Names, kind: str, old: str, new: str
) -> list[tuple[tuple[Any, Any], tuple[Any, Any]]]:
    """Return what both have of a kind for the same: content and record of each."""
    held = VERSIONED[kind]
    records = held.everything(connection, names)
    found = []
    for identity, record in records.items():
        whose, _, of = identity.partition("\n")
        other = records.get(f"{new}\n{of}") if whose == old else None
        if other is not None:
            pair = [(held.content_of(one), one) for one in (record, other)]
            found.append((pair[0], pair[1]))
    return found


def unite(
    connection: Connection,
    old: str,
    new: str,
    by: int | None,
    window: str = "",
    text: Message | None = None,
) -> history.Recorded:
    """Make one annotator of two, as a change; where each says something else, a conflict waits.

    Args:
        connection: inside a write transaction.
        old: who goes; everything becomes the other one's.
        new: who stays.
        by: key of whoever does it; None: on the command line.
        window: id of the window.
        text: what it is called; None: as usual.

    Raises:
        RuleError: one of them is not there, is gold, or only one is a program.
        DamagedError: something of theirs is not what was stored.

    """
    names = Names(connection)
    old, new = person_of(names, old), person_of(names, new)
    _two(names, old, new)
    if by == names.annotator_keys[old]:
        by = names.annotator_keys[new]
    there, at = all_people(connection), now()
    people = (Step(there.get(old), Person(name=old, became=new, updated_at=at)),)
    told = join(connection, old, new, people)
    write_delta(connection, Names(connection), Delta(people=people))
    said = text or say("Make one annotator of {old} and {new}", old=shorten(old), new=shorten(new))
    return history.record_operation(
        connection, KIND, said, by, now(), images=images.pack(told), window=window
    )


def join(
    connection: Connection, old: str, new: str, people: tuple[Step[Person], ...] = ()
) -> United:
    """Make everything of one annotator another's, of which nothing is recorded; see ``unite``."""
    names = Names(connection)
    one, other = names.annotator_keys[old], names.annotator_keys[new]
    check_whole(connection)
    first = write_first_stamps(connection, names, one)
    rewriting = Rewriting(old, new)
    stamps = stamps_of(connection, (old, new))
    rows = {table.name: _rows_of(connection, table, (one, other)) for table, _ in _JOINED}
    before = rewrite_conflicts(connection, rewriting)
    conflicts_new = _join_alike(connection, names, old, new)
    moved: dict[str, list[str]] = {}
    for table, column in BY:
        here = table.c[column] == one
        moved[table.name] = list(connection.scalars(select(table.c.id).where(here)))
        connection.execute(update(table).where(here).values({column: other, "crc": None}))
    _join_plain(connection, one, other)
    changes = schema.changes
    mine = changes.c.annotator == one
    numbers = list(connection.scalars(select(changes.c.number).where(mine)))
    connection.execute(update(changes).where(mine).values(annotator=other))
    seen: list[tuple[int, str, str, str | None]] = []

    def note(number: int, was: str, became: str, packed: bytes | None) -> None:
        kept = None if packed is None else base64.b64encode(packed).decode()
        seen.append((number, was, became, kept))

    rewrite_changes(connection, rewriting.json, rewriting.packed, note)
    rewrite_rest(connection, rewriting)
    for table in (schema.gold, schema.programs):
        connection.execute(delete(table).where(table.c.annotator == one))
    connection.execute(delete(schema.annotators).where(schema.annotators.c.key == one))
    forget_checksums(connection, other)
    checksums.fill(connection)
    return United(
        old=old,
        new=new,
        key=one,
        people=people,
        moved=moved,
        rows=rows,
        stamps=stamps,
        told=first,
        conflicts=before,
        conflicts_new=conflicts_new,
        numbers=numbers,
        changes=seen,
    )


def _rows_of(connection: Connection, table: Any, keys: Sequence[int]) -> list[list[Any]]:
    here = table.c.annotator.in_(list(keys))
    return [list(row) for row in connection.execute(select(table).where(here))]


def _join_alike(connection: Connection, names: Names, old: str, new: str) -> list[str]:
    """Join statuses, values and answers as two copies of them; return ids of new conflicts."""
    known = versions.read(connection)
    rows = versions.Rows()
    came: list[str] = []
    for version in NAMED_ALIKE:
        kind = VERSIONED[version]
        records = kind.everything(connection, names)
        identities = {i for i in records if i.partition("\n")[0] in (old, new)}
        identities |= {
            record
            for found, record in known
            if found == version and record.partition("\n")[0] in (old, new)
        }
        gone = [
            records[i] for i in sorted(identities) if i.partition("\n")[0] == old and i in records
        ]
        if gone:
            kind.remove(connection, names, gone)
        for of in sorted({i.partition("\n")[2] for i in identities}):
            both = [f"{name}\n{of}" for name in (old, new)]
            held = [
                known.get((version, i)) or (
                    versions.as_created(records[i]) if i in records else versions.UNKNOWN
                )
                for i in both
            ]  # fmt: skip
            if not held[0].known:
                continue
            joined = held[0].joined(held[1])
            at = versions.holder(joined, version)
            shown = None
            for identity, one in zip(both, held, strict=True):
                mine = versions.holder(one, version)
                record = records.get(identity)
                if record is None or mine is None:
                    continue
                record = msgspec.structs.replace(record, annotator=new)
                if at is not None and versions.content_of(mine) == versions.content_of(at):
                    shown = record if shown is None else shown
                elif mine in joined.live:
                    came += _tell(connection, version, both[1], mine, record)
            there = records.get(both[1])
            if there is None and shown is not None:
                kind.insert(connection, names, [shown])
            elif there is not None and shown is not None and shown != there:
                kind.update(connection, names, [Step(there, shown)])
            elif there is not None and shown is None:
                kind.remove(connection, names, [there])
            before = known.get((version, both[1]))
            if shown is None or joined != versions.as_created(shown) or before is not None:
                versions.store(connection, (version, both[1]), before, joined, rows)
        remove_versions(
            connection,
            [(version, i) for i in identities if i.partition("\n")[0] == old],
        )
    rows.write(connection)
    return came


def _tell(connection: Connection, kind: str, record: str, stamp: str, other: Any) -> list[str]:
    """Write down that a version gave way; return the id of the conflict where it is new."""
    table = schema.conflicts
    name = f"{kind}:{record}:{stamp}"
    if connection.scalar(select(table.c.key).where(table.c.id == name)) is not None:
        return []
    detail = msgspec.json.encode({"other": other}).decode()
    connection.execute(
        insert(table).values(
            id=name, kind=kind, record=record, other="", detail=detail, at=now(), settled_at=None
        )
    )
    return [name]


def _join_plain(connection: Connection, one: int, other: int) -> None:
    """Join assignments and readings: the later place, the longer time."""
    table = schema.assignments
    mine = set(connection.scalars(select(table.c.article).where(table.c.annotator == other)))
    for row in connection.execute(select(table).where(table.c.annotator == one)).mappings().all():
        if row["article"] not in mine:
            connection.execute(insert(table).values({**row, "annotator": other}))
    connection.execute(delete(table).where(table.c.annotator == one))
    reading = schema.readings
    there = {
        row["article"]: dict(row)
        for row in connection.execute(
            select(reading).where(reading.c.annotator == other)
        ).mappings()
    }
    for row in (
        connection.execute(select(reading).where(reading.c.annotator == one)).mappings().all()
    ):
        known = there.get(row["article"])
        newer = dict(row) if known is None or row["updated_at"] > known["updated_at"] else known
        longer = max(row["active_ms"], known["active_ms"] if known else 0)
        here = (reading.c.annotator == other) & (reading.c.article == row["article"])
        connection.execute(delete(reading).where(here))
        connection.execute(
            insert(reading).values({**newer, "annotator": other, "active_ms": longer})
        )
    connection.execute(delete(reading).where(reading.c.annotator == one))
