"""What a merge does, thought out and not written yet; and the writing of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert

from annotator.annotation.changes import Delta, Step
from annotator.annotation.records import Label
from annotator.project.records import adjudication, versions
from annotator.project.records.kinds.labels import let_go_of_name
from annotator.project.records.kinds.table import carry_out
from annotator.project.records.versions import Versions
from annotator.project.storage import schema
from annotator.project.storage.rows import Names, article_keys, chunks
from annotator.project.writing.writing import annotator_key


class Merged(msgspec.Struct, frozen=True, kw_only=True):
    """What a merge changes in the project.

    Attributes:
        articles: how many the two have in common.
        left_out: articles of the pack that are not in the project; nothing of them came in.
        articles_new: articles that came, into a pack from a newer one.
        spans_new, spans_changed, spans_removed: counts of spans.
        links: links that came or went.
        statuses: articles whose status or flag has changed, for each annotator.
        values: what is said of articles with article labels that came, changed or went.
        labels: names of labels that came, changed or went.
        conflicts: versions made side by side that now wait to be settled.
        reopened: titles of the articles whose gold was done, and is to be looked at again.

    """

    articles: int
    left_out: int = 0
    articles_new: int = 0
    spans_new: int = 0
    spans_changed: int = 0
    spans_removed: int = 0
    links: int = 0
    statuses: int = 0
    values: int = 0
    labels: tuple[str, ...] = ()
    conflicts: int = 0
    reopened: tuple[str, ...] = ()


class Stamps(msgspec.Struct, frozen=True):
    """What is known of a record's versions before (None: it has no rows) and after."""

    before: Versions | None
    after: Versions


class Reading(msgspec.Struct, frozen=True):
    """Where an article was left, and the active time with it."""

    caret: int
    top: int
    active_ms: int
    updated_at: str


class ReadingStep(msgspec.Struct, frozen=True):
    """What becomes of one annotator's reading of an article (name and id)."""

    annotator: str
    article: str
    before: Reading | None
    after: Reading | None


class MergePlan(msgspec.Struct, frozen=True, kw_only=True):
    """All that a merge does.

    Attributes:
        delta: to the records.
        stamps: to what is known of versions, by kind and id.
        conflicts: rows that come.
        conflicts_gone: rows that go, as they are.
        readings: to where articles were left.
        annotators: names that come, gold among them.
        gold: those of them who are gold.
        programs: those of them who are programs.
        merged: the same in numbers.
        reopened: ids of the articles whose gold is to be looked at again.
        united: labels that became others, by id.
        is_foreign: whether the two are different projects.

    """

    delta: Delta
    stamps: Mapping[tuple[str, str], Stamps]
    conflicts: list[dict[str, Any]]
    conflicts_gone: list[dict[str, Any]]
    readings: list[ReadingStep]
    annotators: tuple[str, ...]
    gold: tuple[str, ...]
    merged: Merged
    reopened: tuple[str, ...] = ()
    united: Mapping[str, str] = {}
    is_foreign: bool = False
    programs: tuple[str, ...] = ()

    @property
    def is_seen(self) -> bool:
        """Whether it changes anything that one can see, or that can be taken back."""
        came = self.conflicts or self.conflicts_gone or self.annotators
        return bool(self.delta or came)


def write(connection: Connection, plan: MergePlan) -> None:
    """Carry a merge out; the project must be as it was when it was thought out.

    Args:
        connection: inside the write transaction in which it was thought out.
        plan: all that it does.

    """
    names = Names(connection)
    for name in plan.gold:
        adjudication.add_gold(connection, names, name)
    for name in plan.annotators:
        annotator_key(connection, names, name)
    for name in plan.programs:
        adjudication.add_program(connection, names, name)
    write_delta_of_many(connection, names, plan.delta)
    rows = versions.Rows()
    for key, stamps in plan.stamps.items():
        versions.store(connection, key, stamps.before, stamps.after, rows)
    rows.write(connection)
    remove_conflicts(connection, (one["id"] for one in plan.conflicts_gone))
    if plan.conflicts:
        connection.execute(insert(schema.conflicts), plan.conflicts)
    write_readings(connection, names, plan.readings)


def write_delta_of_many(connection: Connection, names: Names, delta: Delta) -> None:
    """Carry out a delta in which labels may give their names to one another."""
    _let_go_of_names(connection, names, delta.labels)
    carry_out(connection, names, delta)


def _let_go_of_names(connection: Connection, names: Names, steps: Iterable[Step[Label]]) -> None:
    """Free the names of labels that go or get others: a label that comes may need one."""
    for step in steps:
        before, after = step.before, step.after
        if before is not None and (after is None or after.name != before.name):
            let_go_of_name(connection, names, before)


def remove_conflicts(connection: Connection, ids: Iterable[str]) -> None:
    """Remove rows of conflicts by id."""
    table = schema.conflicts
    for some in chunks(ids):
        connection.execute(delete(table).where(table.c.id.in_(some)))


def write_readings(connection: Connection, names: Names, steps: Iterable[ReadingStep]) -> None:
    """Write where articles were left; of those that are not there any more nothing is written."""
    table = schema.readings
    steps = list(steps)
    keys = article_keys(connection, {step.article for step in steps})
    for step in steps:
        at, by = keys.get(step.article), names.annotator_keys.get(step.annotator)
        if at is None or by is None:
            continue
        here = (table.c.annotator == by) & (table.c.article == at)
        connection.execute(delete(table).where(here))
        if step.after is not None:
            values = {"annotator": by, "article": at, **msgspec.structs.asdict(step.after)}
            connection.execute(insert(table).values(values))
