"""Names of a pack that only look like ours: its people are ours, under the names they have here.

A pack from an older version may spell a name with composed letters where the project has
decomposed ones. See ``text.naming``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from annotator.project.merging.incoming import Copy, Incoming
from annotator.project.records import versions
from annotator.project.records.versions import (
    ANSWER,
    DECISION,
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


def named_as_here(names: Names, incoming: Incoming) -> Incoming:
    """Return what comes in with the names that its annotators have in this project, or get.

    Two names of the pack that both mean one person here stay what they are, and two people.
    """
    meant = {name: names.person(name) for name in incoming.annotators}
    taken = list(meant.values())
    became = {name: here for name, here in meant.items() if name != here and taken.count(here) == 1}
    if not became:
        return incoming
    copy = incoming.copy
    known: dict[tuple[str, str], Versions] = {
        (kind, _identity(kind, record, became)): one for (kind, record), one in copy.known.items()
    }
    records: dict[str, Mapping[str, Any]] = dict(copy.records)
    for kind, field in _WHOSE.items():
        renamed = {}
        for record, one in copy.records[kind].items():
            name = _identity(kind, record, became)
            here = became.get(getattr(one, field))
            if here is not None:
                if record not in copy.aside:  # its first stamp follows from what it said there
                    known.setdefault((kind, name), versions.as_created(one))
                one = msgspec.structs.replace(one, **{field: here})
            renamed[name] = one
        records[kind] = renamed
    return msgspec.structs.replace(
        incoming,
        annotators=tuple(became.get(name, name) for name in incoming.annotators),
        gold=tuple(became.get(name, name) for name in incoming.gold),
        programs=tuple(became.get(name, name) for name in incoming.programs),
        copy=Copy(known, records),
        readings=[(became.get(one[0], one[0]), *one[1:]) for one in incoming.readings],
    )


def _identity(kind: str, record: str, became: Mapping[str, str]) -> str:
    """Return by what a record is known; some are known by whose they are."""
    if kind not in (STATUS, ANSWER, VALUE):
        return record
    whose, _, of = record.partition("\n")
    return f"{became.get(whose, whose)}\n{of}"
