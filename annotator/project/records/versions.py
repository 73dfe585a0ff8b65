"""Versions of records: what merging needs to know of changes that were made elsewhere.

A stamp names one version of one record: how deep in the record's history it lies, a random
part, and a hash of the content. Every change and removal writes a new stamp, deeper than all
that are known of the record; stamps are never forgotten, and ``current`` marks those that hold.
A record without a row is as it was created: its stamp follows from its content, so that imports
and new spans cost nothing here.

Two copies of a record are joined by keeping the stamps that hold on both sides, and those that
hold on one side and are unknown to the other. In whatever order copies are joined, and however
often, the same stamps hold. Decision 0011 tells why.
"""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, func, select, update

from annotator.annotation.changes import Delta, Step, identify
from annotator.project.records.kinds.table import VERSIONED, kind_of
from annotator.project.storage import checksums, schema
from annotator.project.storage.rows import chunks, insert_rows

SPAN, LINK, STATUS, LABEL = "span", "link", "status", "label"
DECISION, ANSWER, VALUE = "decision", "answer", "article value"
PERSON, ARTICLE, ROUND = "annotator", "article", "round"

_RANDOM, _HASH = 5, 6  # bytes
_DEPTH = 6  # hexadecimal digits
_NO_CONTENT = "0" * (2 * _HASH)

_table = schema.versions


class Versions(msgspec.Struct, frozen=True):
    """What one copy of a project knows of one record.

    Attributes:
        known: every stamp it has ever heard of, and whether that one is a removal.
        current: those that hold; several where versions were made side by side.

    """

    known: Mapping[str, bool]
    current: frozenset[str]

    @property
    def live(self) -> frozenset[str]:
        """The stamps that hold and are no removal."""
        return frozenset(stamp for stamp in self.current if not self.known[stamp])

    def joined(self, other: Versions) -> Versions:
        """Return what is known when both copies are put together."""
        return Versions(
            {**self.known, **other.known},
            (self.current & other.current)
            | {stamp for stamp in self.current if stamp not in other.known}
            | {stamp for stamp in other.current if stamp not in self.known},
        )


UNKNOWN = Versions({}, frozenset())


def content_of(stamp: str) -> str:
    """Return the hash of the content of a version."""
    return stamp[-2 * _HASH :]


def first_stamp(record: Any) -> str:
    """Return the stamp of a record as it was created."""
    return _stamp(0, bytes(_RANDOM), _hash(record))


def as_created(record: Any) -> Versions:
    """Return what is known of a record that has never been changed."""
    stamp = first_stamp(record)
    return Versions({stamp: False}, frozenset((stamp,)))


def is_as_created(versions: Versions | None, record: Any) -> bool:
    """Tell whether a record says what it said when it was created, whatever it said between."""
    if versions is None:
        return True
    return any(
        int(stamp[:_DEPTH], 16) == 0 and content_of(stamp) == _hash(record)
        for stamp in versions.known
    )


def _stamp(depth: int, random: bytes, content: str) -> str:
    return f"{depth:0{_DEPTH}x}{random.hex()}{content}"


def _hash(record: Any) -> str:
    """Return a hash of what a record says; when it was written is no part of it."""
    value = kind_of(record).content_of(record)
    encoded = msgspec.json.encode(value, order="sorted")
    return hashlib.blake2b(encoded, digest_size=_HASH).hexdigest()


def check(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield ``(where, what)`` of stamps that are none."""
    length = _DEPTH + 2 * _RANDOM + 2 * _HASH
    statement = select(_table.c.kind, _table.c.id, _table.c.stamp).where(
        func.length(_table.c.stamp) != length
    )
    for row in connection.execute(statement):
        yield "versions", f"{row.kind} {row.id}: “{row.stamp}” names no version"


# -- where spans stand ---------------------------------------------------------------------------


def holder(versions: Versions, kind: str) -> str | None:
    """Return the stamp of the version that has the record's id; None when it is gone.

    Of a span it is the deepest one ever known, and when that was removed, nothing: a version
    that was put beside stays where it is. Of all else it is the deepest one that holds.
    """
    if kind != SPAN:
        return max(versions.live, default=None)
    deepest = max((stamp for stamp, gone in versions.known.items() if not gone), default=None)
    return deepest if deepest in versions.current else None


def beside(span_id: str, versions: Versions) -> dict[str, str]:
    """Return ``{id: stamp}`` of a span's versions that were put beside the one with its id.

    The ids follow from the content, so that every copy finds the same ones.
    """
    at = holder(versions, SPAN)
    there = content_of(at) if at is not None else None
    return {
        f"{span_id}.{content_of(stamp)[:8]}": stamp
        for stamp in sorted(versions.live)
        if content_of(stamp) != there
    }


# -- reading and writing -------------------------------------------------------------------------


_ALL = select(_table.c.kind, _table.c.id, _table.c.stamp, _table.c.current, _table.c.gone)
_ANY = _ALL.limit(1)
_SOME = _ALL.where(
    _table.c.kind.in_(bindparam("kinds", expanding=True)),
    _table.c.id.in_(bindparam("ids", expanding=True)),
)


def read(
    connection: Connection, wanted: Iterable[tuple[str, str]] | None = None
) -> dict[tuple[str, str], Versions]:
    """Return what is known by (kind, id): of some records, or of all that were ever changed."""
    known: dict[tuple[str, str], dict[str, bool]] = defaultdict(dict)
    current: dict[tuple[str, str], set[str]] = defaultdict(set)
    if wanted is None:
        results = [connection.execute(_ALL)]
    else:
        keys = set(wanted)
        kinds = sorted({kind for kind, _ in keys})
        results = [
            connection.execute(_SOME, {"kinds": kinds, "ids": some})
            for some in chunks(sorted({record for _, record in keys}))
        ]
    for kind, record, stamp, holds, gone in (row for result in results for row in result):
        known[kind, record][stamp] = bool(gone)
        if holds:
            current[kind, record].add(stamp)
    return {key: Versions(known[key], frozenset(current[key])) for key in known}


def is_known(connection: Connection) -> bool:
    """Tell whether anything is known: any record was ever changed."""
    return connection.execute(_ANY).first() is not None


def store(
    connection: Connection,
    key: tuple[str, str],
    before: Versions | None,
    after: Versions,
    rows: Rows | None = None,
) -> None:
    """Store what is known of a record; ``before`` is what its rows say, None for no rows."""
    into = rows if rows is not None else Rows()
    there = before if before is not None else UNKNOWN
    for stamp, gone in after.known.items():
        holds = stamp in after.current
        if stamp not in there.known:
            into.add(key, stamp, holds=holds, gone=gone)
        elif holds != (stamp in there.current):
            into.turn(key, stamp, holds=holds, gone=gone)
    if rows is None:
        into.write(connection)


class Rows:
    """Rows to be written, all at once."""

    def __init__(self) -> None:
        self._new: list[tuple[Any, ...]] = []
        self._turned: list[dict[str, Any]] = []

    def add(self, key: tuple[str, str], stamp: str, *, holds: bool, gone: bool) -> None:
        """Add a stamp to a record, given as (kind, id)."""
        row = (*key, stamp, int(holds), int(gone))
        self._new.append((*row, checksums.of(row)))

    def turn(self, key: tuple[str, str], stamp: str, *, holds: bool, gone: bool) -> None:
        """Say that a stamp holds, or no longer."""
        kind, record = key
        checksum = checksums.of((kind, record, stamp, int(holds), int(gone)))
        row = {"of_kind": kind, "of_id": record, "of_stamp": stamp}
        self._turned.append({**row, "to_current": int(holds), "to_crc": checksum})

    def write(self, connection: Connection) -> None:
        """Write them."""
        if self._turned:
            connection.execute(_TURN, self._turned)
        if self._new:
            insert_rows(connection, _table, self._new)


_TURN = (
    update(_table)
    .where(
        _table.c.kind == bindparam("of_kind"),
        _table.c.id == bindparam("of_id"),
        _table.c.stamp == bindparam("of_stamp"),
    )
    .values(current=bindparam("to_current"), crc=bindparam("to_crc"))
)


def note(
    connection: Connection, delta: Delta, *, by_hand: bool = True, fresh: Set[str] = frozenset()
) -> None:
    """Write down that records were changed, removed, or came back; part of every edit.

    Args:
        connection: inside a write transaction.
        delta: what was done.
        by_hand: False where many records came in from a file: of those that are new nothing is
            written, as their first stamp follows from their content.
        fresh: ids that nothing has ever had before: of these nothing can be known.

    """
    steps: list[tuple[tuple[str, str], Step[Any]]] = [
        ((kind, identify(step.record)), step)
        for kind, one in VERSIONED.items()
        for step in one.steps(delta)
        if not (fresh and step.before is None and identify(step.record) in fresh)
    ]
    if not steps:
        return
    wanted = {key for key, _ in steps}
    wanted.update(parent for key, _ in steps if (parent := _parent(key)) is not None)
    there = read(connection, wanted)
    rows = Rows()
    for key, step in steps:
        versions = there.get(key)
        if versions is None and step.before is None:
            # Others make a status or an answer of the same id: theirs must not count as this one.
            if by_hand and VERSIONED[key[0]].is_named_alike:
                stamp = _stamp(0, os.urandom(_RANDOM), _hash(step.after))
                rows.add(key, stamp, holds=True, gone=False)
            continue
        known = versions if versions is not None else as_created(step.before)
        after = changed(known, key[0], step)
        store(connection, key, versions, after, rows)
        parent = _parent(key)
        if versions is None and parent is not None and parent in there:
            _take_from(connection, rows, there, parent, key[1])
    rows.write(connection)


def changed(versions: Versions, kind: str, step: Step[Any]) -> Versions:
    """Return what is known after a change: a new stamp takes the place of what it replaces."""
    depth = 1 + max(int(stamp[:_DEPTH], 16) for stamp in versions.known)
    gone = step.after is None
    content = _NO_CONTENT if gone else _hash(step.after)
    stamp = _stamp(depth, os.urandom(_RANDOM), content)
    at = holder(versions, kind)
    replaced = versions.current
    if kind == SPAN:  # what was put beside is another span for whoever made the change
        there = content_of(at) if at is not None else None
        replaced = frozenset(
            one for one in versions.current if versions.known[one] or content_of(one) == there
        )
    return Versions({**versions.known, stamp: gone}, versions.current - replaced | {stamp})


def _parent(key: tuple[str, str]) -> tuple[str, str] | None:
    """Return the span beside which one with such an id may have been put."""
    kind, record = key
    whose, dot, _ = record.rpartition(".")
    return (SPAN, whose) if kind == SPAN and dot else None


def _take_from(
    connection: Connection,
    rows: Rows,
    there: dict[tuple[str, str], Versions],
    parent: tuple[str, str],
    span_id: str,
) -> None:
    """A version that was put beside goes its own way from its first change on."""
    versions = there[parent]
    stamp = beside(parent[1], versions).get(span_id)
    if stamp is None:
        return
    content = content_of(stamp)
    left = frozenset(one for one in versions.live if content_of(one) != content)
    gone = versions.current - versions.live
    after = Versions(versions.known, left | gone)
    store(connection, parent, versions, after, rows)
    there[parent] = after
