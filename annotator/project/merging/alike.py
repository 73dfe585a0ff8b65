"""People of a pack are ours, under the names that they have here.

A pack may have names that were given up here, or there, since; two that are one here. And one of
an older version may spell a name with composed letters where the project has decomposed ones; see
``text.naming``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection

from annotator.annotation.facts.people import Person, current_name
from annotator.project.merging.incoming import Copy, Incoming
from annotator.project.merging.joining import conflict_id
from annotator.project.operations.rewriting import Rewriting
from annotator.project.records import versions
from annotator.project.records.people import all_people
from annotator.project.records.versions import (
    ANSWER,
    DECISION,
    PERSON,
    SPAN,
    STATUS,
    VALUE,
    Versions,
)
from annotator.project.storage.rows import Names

_WHOSE = {
    SPAN: "annotator",
    STATUS: "annotator",
    ANSWER: "annotator",
    DECISION: "by",
    VALUE: "annotator",
}


def renamed_anywhere(
    connection: Connection, names: Names, incoming: Incoming
) -> tuple[dict[str, Person], list[tuple[str, str]]]:
    """Return what is said of names in both, joined, and who of ours is called otherwise by it.

    Args:
        connection: inside a transaction.
        names: of this project.
        incoming: what comes in.

    Returns:
        what is said by name, and pairs of a name of ours and the one that it has become, in the
        order in which they are to be carried out.

    """
    theirs = incoming.copy
    known = versions.read(connection)
    ours = Copy(known, {PERSON: all_people(connection)})
    said: dict[str, Person] = {}
    for name in sorted({*ours.records[PERSON], *theirs.records[PERSON]}):
        joined = ours.versions(PERSON, name).joined(theirs.versions(PERSON, name))
        at = versions.holder(joined, PERSON)
        if at is None:
            continue
        found = ours.content(PERSON, name, at) or theirs.content(PERSON, name, at)
        if found is not None:
            said[name] = found
    pending = [
        (name, became)
        for key, name in names.annotators.items()
        if key not in names.gold and (became := current_name(name, said)) != name
    ]
    return said, pending


def named_as_here(names: Names, incoming: Incoming, said: Mapping[str, Person]) -> Incoming:
    """Return what comes in with the names that its annotators have in this project, or get.

    Two names of the pack that only look alike and both mean one person here stay what they are,
    and two people; two that were made one are one.

    Args:
        names: of this project, where all that is said of names has been carried out.
        incoming: what comes in.
        said: of names, in both.

    """
    became_by = {name: current_name(name, said) for name in incoming.annotators}
    meant = {name: names.person(became) for name, became in became_by.items()}
    taken = list(meant.values())
    became = {
        name: here
        for name, here in meant.items()
        if name != here and (taken.count(here) == 1 or became_by[name] != name)
    }
    if not became:
        return incoming
    copy = incoming.copy
    known: dict[tuple[str, str], Versions] = {}
    for (kind, record), one in copy.known.items():
        key = kind, _identity(kind, record, became)
        known[key] = known[key].joined(one) if key in known else one
    details = {
        _of_conflict(name, became): _told(told, became) for name, told in incoming.details.items()
    }
    records: dict[str, Mapping[str, Any]] = dict(copy.records)
    for kind, field in _WHOSE.items():
        groups: dict[str, list[tuple[Versions, Any]]] = {}
        for record, one in copy.records[kind].items():
            name = _identity(kind, record, became)
            here = became.get(getattr(one, field))
            held = copy.known.get((kind, record))
            if held is None and record not in copy.aside:
                held = versions.as_created(one)  # it follows from what it said there
                if here is not None or name in groups or name != record:
                    known[kind, name] = known.get((kind, name), versions.UNKNOWN).joined(held)
            if here is not None:
                one = msgspec.structs.replace(one, **{field: here})
            groups.setdefault(name, []).append((held or versions.UNKNOWN, one))
        records[kind] = {
            name: group[0][1] if len(group) == 1 else _one_of(kind, name, group, known, details)
            for name, group in groups.items()
        }
    return msgspec.structs.replace(
        incoming,
        annotators=tuple(dict.fromkeys(became.get(name, name) for name in incoming.annotators)),
        gold=tuple(became.get(name, name) for name in incoming.gold),
        programs=tuple(dict.fromkeys(became.get(name, name) for name in incoming.programs)),
        copy=Copy(known, records),
        details=details,
        readings=_readings(incoming, became),
    )


def _one_of(
    kind: str,
    name: str,
    group: list[tuple[Versions, Any]],
    known: dict[tuple[str, str], Versions],
    details: dict[str, str],
) -> Any:
    """Return which of two people's records is shown, who are one; the others are kept in details.

    Args:
        kind: what ``versions`` calls it.
        name: what identifies the one record.
        group: what was known of each, and what each says.
        known: of all records; all versions of the group become those of the one.
        details: by ids of conflicts.

    """
    joined = known.get((kind, name), versions.UNKNOWN)
    for held, _ in group:
        joined = joined.joined(held)
    known[kind, name] = joined
    at = versions.holder(joined, kind)
    shown = group[0][1]
    for held, one in group:
        mine = versions.holder(held, kind)
        if mine is None:
            continue
        if at is not None and versions.content_of(mine) == versions.content_of(at):
            shown = one
        elif mine in joined.live:
            told = msgspec.json.encode({"other": one}).decode()
            details.setdefault(conflict_id(kind, name, mine), told)
    return shown


def _readings(
    incoming: Incoming, became: Mapping[str, str]
) -> list[tuple[str, str, int, int, int, str]]:
    """Return where articles were left: of two people who are one the later place, longer time."""
    found: dict[tuple[str, str], tuple[str, str, int, int, int, str]] = {}
    for whose, article, caret, top, active_ms, updated_at in incoming.readings:
        name = became.get(whose, whose)
        there = found.get((name, article))
        if there is None or updated_at > there[5]:
            longer = max(active_ms, there[4] if there else 0)
            found[name, article] = (name, article, caret, top, longer, updated_at)
        elif active_ms > there[4]:
            found[name, article] = (*there[:4], active_ms, there[5])
    return list(found.values())


def _of_conflict(name: str, became: Mapping[str, str]) -> str:
    """Return the id of a conflict about a record that is known by whose it is."""
    kind, colon, rest = name.partition(":")
    return f"{kind}:{_identity(kind, rest, became)}" if colon else name


def _told(told: str, became: Mapping[str, str]) -> str:
    for old, here in became.items():
        told = Rewriting(old, here).json(told)
    return told


def _identity(kind: str, record: str, became: Mapping[str, str]) -> str:
    """Return by what a record is known; some are known by whose they are."""
    if kind not in (STATUS, ANSWER, VALUE):
        return record
    whose, _, of = record.partition("\n")
    return f"{became.get(whose, whose)}\n{of}"
