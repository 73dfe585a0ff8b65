"""Renaming annotators, with the way back; the work itself stays as it is.

What merging knows of versions holds on: a span's first stamp follows from what it said, its
annotator's name in it, so it is written down before the name goes. Copies in which the name is
another one still have the same stamps, and come to the same when they are merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, select, update

from annotator.annotation.changes import Delta, Step
from annotator.annotation.facts.people import Person
from annotator.annotation.records import shorten
from annotator.errors import DamagedError, RuleError
from annotator.project.operations.rewriting import Rewriting, rewrite_changes
from annotator.project.records import history, images, versions
from annotator.project.records.adjudication import decisions_where
from annotator.project.records.people import all_people
from annotator.project.records.versions import ANSWER, DECISION, SPAN, STATUS, VALUE
from annotator.project.storage import checksums, schema
from annotator.project.storage.clock import now
from annotator.project.storage.rows import Names, chunks, refuse, spans_matching
from annotator.project.writing.writing import write_delta
from annotator.text.naming import tidy_name
from annotator.words import Message, say

KIND = "renaming"

OWN = (
    (schema.statuses, ("article",)),
    (schema.article_values, ("label", "article")),
    (schema.suggestion_answers, ("suggestion",)),
)
"""Of what an annotator has one at most for each of these; merging joins it."""

PLAIN = ((schema.assignments, ("article",)), (schema.readings, ("article",)))
"""The same, of what merging does not join."""

BY = ((schema.spans, "annotator"), (schema.decisions, "by"))
"""What has an id of its own."""

NAMED_ALIKE = (STATUS, VALUE, ANSWER)
"""Kinds of records whose identity begins with their annotator's name."""


class Renamed(msgspec.Struct, frozen=True, kw_only=True):
    """What is stored of a renaming: who was called what, and what was said of the names."""

    old: str
    new: str
    people: tuple[Step[Person], ...] = ()


# -- what is asked first -------------------------------------------------------------------------


def check_new_name(name: str) -> str:
    """Return a name as it is stored; raises RuleError where it cannot be a new one."""
    tidy = tidy_name(name)
    if not (tidy and tidy.isprintable()):
        raise RuleError(say("an annotator's name is one line of visible characters"))
    return tidy


def person_of(names: Names, name: str) -> str:
    """Return the annotator whom a name means; raises RuleError for nobody's, and for gold."""
    there = names.person(name)
    if there not in names.annotator_keys:
        raise RuleError(say("there is no annotator {name}", name=name))
    if names.annotator_keys[there] in names.gold:
        raise RuleError(say("{name} holds what was settled and is nobody", name=there))
    return there


# -- renaming ------------------------------------------------------------------------------------


def rename(
    connection: Connection,
    old: str,
    new: str,
    by: int | None,
    window: str = "",
    text: Message | None = None,
) -> history.Recorded:
    """Rename an annotator, as a change.

    Args:
        connection: inside a write transaction.
        old: as they are called.
        new: as they will be.
        by: key of whoever does it; None: on the command line.
        window: id of the window.
        text: what it is called; None: as usual.

    Raises:
        RuleError: there is no such annotator, or somebody has the new name.
        DamagedError: something of theirs is not what was stored.

    """
    names = Names(connection)
    old = person_of(names, old)
    new = check_new_name(new)
    if new in names.annotator_keys:
        raise RuleError(say("there is an annotator {name} already", name=new))
    people = _renaming_people(connection, old, new)
    change_name(connection, old, new)
    write_delta(connection, Names(connection), Delta(people=people))
    said = text or say("Rename {old} to {new}", old=shorten(old), new=shorten(new))
    return history.record_operation(
        connection,
        KIND,
        said,
        by,
        now(),
        images=images.pack(Renamed(old=old, new=new, people=people)),
        window=window,
    )


def _renaming_people(connection: Connection, old: str, new: str) -> tuple[Step[Person], ...]:
    """Return what is said of both names from now on."""
    there, at = all_people(connection), now()
    former, later = there.get(old), there.get(new)
    retired = former is not None and former.retired
    steps = [Step(former, Person(name=old, became=new, updated_at=at))]
    if later is not None or retired:
        steps.append(Step(later, Person(name=new, retired=retired, updated_at=at)))
    return tuple(steps)


def change_name(connection: Connection, old: str, new: str) -> None:
    """Give an annotator another name, wherever the name is stored; of which nothing is recorded.

    Raises:
        DamagedError: something of theirs is not what was stored.

    """
    names = Names(connection)
    key = names.annotator_keys[old]
    check_whole(connection)
    write_first_stamps(connection, names, key)
    _rename_versions(connection, old, new)
    table = schema.annotators
    connection.execute(update(table).where(table.c.key == key).values(name=new))
    forget_checksums(connection, key)
    rewriting = Rewriting(old, new)
    rewrite_conflicts(connection, rewriting)
    rewrite_changes(connection, rewriting.json, rewriting.packed)
    rewrite_rest(connection, rewriting)
    checksums.fill(connection)


def check_whole(connection: Connection) -> None:
    """Refuse to write checksums anew of what is damaged."""
    for table, where, _ in checksums.wrong(connection):
        if table not in ("articles", "labels"):
            raise DamagedError(say("{where}: {wrong}", where=where, wrong=checksums.WRONG))


def write_first_stamps(connection: Connection, names: Names, key: int) -> list[tuple[str, str]]:
    """Write down the first stamps of an annotator's spans and decisions, where they are not yet.

    Returns:
        kinds and ids of which they were written.

    """
    known = versions.read(connection)
    aside = {
        name
        for (kind, record), one in known.items()
        if kind == SPAN and len(one.known) > 1
        for name in versions.beside(record, one)
    }
    rows = versions.Rows()
    told: list[tuple[str, str]] = []
    spans = spans_matching(connection, names, schema.spans.c.annotator == key, refuse)
    records: list[tuple[str, Any]] = [(SPAN, span) for _, span in spans]
    records += [(DECISION, o) for o in decisions_where(connection, schema.decisions.c.by == key)]
    for kind, record in records:
        if (kind, record.id) not in known and not (kind == SPAN and record.id in aside):
            versions.store(connection, (kind, record.id), None, versions.as_created(record), rows)
            told.append((kind, record.id))
    rows.write(connection)
    return told


def _rename_versions(connection: Connection, old: str, new: str) -> None:
    """Let what is known of versions be known of records that begin with another name."""
    rewriting = Rewriting(old, new)
    known = stamps_of(connection, (old,))
    remove_versions(connection, known)
    rows = versions.Rows()
    for kind, record, stamp, holds, gone, _ in known:
        rows.add((kind, rewriting.identity(record)), stamp, holds=bool(holds), gone=bool(gone))
    rows.write(connection)


def stamps_of(connection: Connection, people: Iterable[str]) -> list[list[Any]]:
    """Return the rows of ``versions`` whose records begin with one of some names."""
    table = schema.versions
    found: list[list[Any]] = []
    for name in people:
        here = table.c.kind.in_(NAMED_ALIKE) & table.c.id.startswith(f"{name}\n", autoescape=True)
        rows = connection.execute(select(table).where(here))
        found += [list(row) for row in rows if row.id.partition("\n")[0] == name]
    return found


def remove_versions(connection: Connection, rows: Iterable[Sequence[Any]]) -> None:
    """Forget what is known of versions: of records by kind and id, with which rows begin."""
    table = schema.versions
    by_kind: dict[str, set[str]] = {}
    for kind, record, *_ in rows:
        by_kind.setdefault(kind, set()).add(record)
    for kind, records in by_kind.items():
        for some in chunks(records):
            here = (table.c.kind == kind) & table.c.id.in_(some)
            connection.execute(delete(table).where(here))


def forget_checksums(connection: Connection, key: int) -> None:
    """Let the checksums of an annotator's rows be written anew: their name is in them."""
    for table, column in (*BY, *((table, "annotator") for table, _ in OWN)):
        connection.execute(update(table).where(table.c[column] == key).values(crc=None))


def rewrite_conflicts(connection: Connection, rewriting: Rewriting) -> list[dict[str, Any]]:
    """Rewrite the conflicts that name somebody; return their rows as they were."""
    table = schema.conflicts
    before = []
    for row in connection.execute(select(table)).mappings().all():
        to = {
            "id": rewriting.conflict(row["id"]),
            "record": rewriting.identity(row["record"]),
            "detail": rewriting.json(row["detail"]),
        }
        if any(row[name] != value for name, value in to.items()):
            before.append(dict(row))
            there = select(table.c.key).where(table.c.id == to["id"], table.c.key != row["key"])
            if connection.scalar(there) is not None:  # both have the same conflict
                connection.execute(delete(table).where(table.c.key == row["key"]))
            else:
                connection.execute(update(table).where(table.c.key == row["key"]).values(to))
    return before


def rewrite_rest(connection: Connection, rewriting: Rewriting) -> None:
    """Rewrite what else has the name: imports, whose pack it is, open windows."""
    table = schema.imports
    for row in connection.execute(select(table.c.key, table.c.made)).all():
        made = rewriting.json(row.made)
        if made != row.made:
            connection.execute(update(table).where(table.c.key == row.key).values(made=made))
    info = schema.info
    whose = (info.c.name == "pack_annotator") & (info.c.value == rewriting.old)
    connection.execute(update(info).where(whose).values(value=rewriting.new))
    windows = schema.windows
    here = windows.c.annotator == rewriting.old
    connection.execute(update(windows).where(here).values(annotator=rewriting.new))


def take_back_renaming(connection: Connection, names: Names, row: Row[Any]) -> None:
    """Give an annotator back the former name; see ``operations.Turn``."""
    told = msgspec.convert(images.header(row), Renamed)
    _rename_again(connection, names, told.new, told.old)


def make_renaming_again(connection: Connection, names: Names, row: Row[Any]) -> None:
    """Rename again; see ``operations.Turn``."""
    told = msgspec.convert(images.header(row), Renamed)
    _rename_again(connection, names, told.old, told.new)


def _rename_again(connection: Connection, names: Names, old: str, new: str) -> None:
    """Give somebody a name that was theirs before; windows still know them by the other one."""
    if old not in names.annotator_keys:
        raise RuleError(say("there is no annotator {name}", name=old))
    if new in names.annotator_keys:
        raise RuleError(say("there is an annotator {name} already", name=new))
    people = _renaming_people(connection, old, new)
    change_name(connection, old, new)
    write_delta(connection, Names(connection), Delta(people=people))


def say_again(connection: Connection, people: Iterable[Step[Person]]) -> None:
    """Say of names what is wanted, whatever is said by now."""
    there = all_people(connection)
    steps = [Step(there.get(step.record.name), step.after) for step in people]
    steps = [step for step in steps if step.before != step.after]
    write_delta(connection, Names(connection), Delta(people=tuple(steps)))


def turned(people: Iterable[Step[Person]]) -> tuple[Step[Person], ...]:
    """Return what takes back what is said of names."""
    return tuple(step.inverted() for step in people)


def why_not_renamed_back(connection: Connection, names: Names, row: Row[Any]) -> Message | None:
    """Return why a renaming cannot be taken back; see ``operations.WhyNot``."""
    if history.turns(connection, row.number) % 2:
        return say("it has been taken back already")
    told = msgspec.convert(images.header(row), Renamed)
    if told.new not in names.annotator_keys:
        return say("there is no annotator {name}", name=told.new)
    if told.old in names.annotator_keys:
        return say("there is an annotator {name} already", name=told.old)
    return None
