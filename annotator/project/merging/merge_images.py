"""What a merge touched, stored with its change: all that is needed to take it back."""

from __future__ import annotations

import zlib
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select

from annotator.annotation.changes import Delta, identify
from annotator.annotation.records import shorten
from annotator.errors import DamagedError
from annotator.project.merging.naming import Named
from annotator.project.merging.plan import Merged, MergePlan, ReadingStep
from annotator.project.records import history, versions
from annotator.project.records.kinds.table import VERSIONED, parts_of
from annotator.project.records.sides import Side, join, split
from annotator.project.records.versions import UNKNOWN, Versions
from annotator.project.storage.rows import chunks
from annotator.words import Message, say

KIND = "merge"


_Stamp = tuple[str, bool, bool]
"""Stamp, whether it holds, whether it is a removal."""


class StampsOf(msgspec.Struct, frozen=True):
    """The rows of one record in ``versions``, before and after."""

    kind: str
    record: str
    before: list[_Stamp]
    after: list[_Stamp]


class Images(msgspec.Struct, frozen=True, kw_only=True):
    """All that a merge touched, as it was and as it left it.

    Attributes:
        before, after: the records.
        stamps: what is known of their versions, and of others'.
        conflicts: rows that came.
        conflicts_gone: rows that went.
        readings: where articles were left.
        annotators: names that came, gold among them.
        gold: those of them who are gold.
        programs: those of them who are programs.
        imports: which import brought a record, by table and id.
        named: who was called otherwise.
        added: ids of articles that came.

    """

    before: Side
    after: Side
    stamps: list[StampsOf]
    conflicts: list[dict[str, Any]]
    conflicts_gone: list[dict[str, Any]]
    readings: list[ReadingStep]
    annotators: list[str]
    gold: list[str]
    imports: dict[str, dict[str, int]]
    programs: list[str] = msgspec.field(default_factory=list)
    named: Named = Named()
    added: list[str] = msgspec.field(default_factory=list)

    @property
    def delta(self) -> Delta:
        """What the merge did to the records."""
        return join(self.before, self.after)

    @property
    def records(self) -> set[tuple[str, str]]:
        """Kinds and ids of the records of which it has anything to say."""
        return {(one.kind, one.record) for one in self.stamps}


# -- recording -----------------------------------------------------------------------------------


def name_of(source: str, merged: Merged) -> Message:
    """Return what a merge is called in the history and by Undo."""
    parts = [
        say("{n:,} {n:span|spans} new", n=merged.spans_new),
        say("{n:,} changed", n=merged.spans_changed),
    ]
    if merged.spans_removed:
        parts.append(say("{n:,} removed", n=merged.spans_removed))
    return say("Merge of {source}: {parts}", source=shorten(source, 60), parts=tuple(parts))


def images_of(connection: Connection, plan: MergePlan, named: Named, added: list[str]) -> Images:
    """Return what is needed to take a merge back; to be asked before it is written."""
    before, after = split(plan.delta)
    stamps = []
    keys = dict.fromkeys([*plan.stamps, *_record_keys(plan.delta)])
    known = versions.read(connection, keys)
    for kind, record in keys:
        was = known.get((kind, record), UNKNOWN)
        change = plan.stamps.get((kind, record))
        becomes = change.after if change is not None else was
        stamps.append(StampsOf(kind, record, _listed(was), _listed(becomes)))
    return Images(
        before=before,
        after=after,
        stamps=stamps,
        conflicts=plan.conflicts,
        conflicts_gone=plan.conflicts_gone,
        readings=plan.readings,
        annotators=list(plan.annotators),
        gold=list(plan.gold),
        imports=_imports(connection, plan.delta),
        programs=list(plan.programs),
        named=named,
        added=added,
    )


def _record_keys(delta: Delta) -> list[tuple[str, str]]:
    return [
        (version, identify(step.record))
        for version, kind in VERSIONED.items()
        for step in kind.steps(delta)
    ]


def _listed(known: Versions) -> list[_Stamp]:
    return [(stamp, stamp in known.current, gone) for stamp, gone in sorted(known.known.items())]


def _imports(connection: Connection, delta: Delta) -> dict[str, dict[str, int]]:
    """Return which import brought the records that are changed or removed."""
    found: dict[str, dict[str, int]] = {}
    for kind, steps in parts_of(delta):
        name, table = kind.table.name, kind.table
        ids = [identify(step.before) for step in steps if step.before is not None]
        if not ids or not {"id", "import"} <= {*table.c.keys()}:
            continue
        for some in chunks(ids):
            here = table.c.id.in_(some) & table.c["import"].is_not(None)
            rows_ = connection.execute(select(table.c.id, table.c["import"]).where(here))
            found.setdefault(name, {}).update((row[0], row[1]) for row in rows_)
    return found


def record(
    connection: Connection,
    images: Images,
    text: Message,
    annotator_key: int | None,
    at: str,
    window: str,
) -> int:
    """Store a merge that was just carried out as a change, and return its number.

    Args:
        connection: inside the transaction of the merge.
        images: what ``images_of`` returned before it.
        text: what it is called.
        annotator_key: who merged, in a window; None: on the command line, in nobody's undo.
        at: when.
        window: id of the window in which it was done, "" for none.

    """
    number, _ = history.record_operation(
        connection, KIND, text, annotator_key, at, images=_packed(images), window=window
    )
    return number


def _packed(images: Images) -> bytes:
    return zlib.compress(msgspec.json.encode(images) + b"\n")


def set_images(connection: Connection, number: int, images: Images) -> None:
    """Store what a merge has touched anew."""
    history.set_images(connection, number, _packed(images))


def images_in(row: Row[Any]) -> Images:
    """Return what a stored merge has touched; raises DamagedError when it cannot be read."""
    try:
        return msgspec.json.decode(zlib.decompress(row.images or b""), type=Images)
    except (zlib.error, msgspec.DecodeError) as error:
        raise DamagedError(
            say(
                "what change {number} has merged cannot be read ({why})",
                number=row.number,
                why=str(error),
            )
        ) from (error)
