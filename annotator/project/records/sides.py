"""A change as it is stored: all its records before, and all after."""

from __future__ import annotations

from types import GenericAlias
from typing import Any

import msgspec

from annotator.annotation.changes import Delta, Step, identify
from annotator.project.records.kinds.table import BY_FIELD

_FIELDS = Delta.__struct_fields__
_Fields: Any = msgspec.defstruct(
    "_Fields",
    [(field, GenericAlias(tuple, (BY_FIELD[field].record, ...)), ()) for field in _FIELDS],
    frozen=True,
    omit_defaults=True,
)


class Side(_Fields, frozen=True, omit_defaults=True):  # type: ignore[misc, call-arg]
    """All records of a change as they were on one side of it, in the fields of ``Delta``."""


def split(delta: Delta) -> tuple[Side, Side]:
    """Return the records before and the records after."""

    def side(name: str) -> Side:
        records = {
            kind: tuple(
                getattr(step, name)
                for step in getattr(delta, kind)
                if getattr(step, name) is not None
            )
            for kind in _FIELDS
        }
        return Side(**records)

    return side("before"), side("after")


def join(before: Side, after: Side) -> Delta:
    """Return the delta that leads from ``before`` to ``after``, matched by id."""

    def steps(kind: str) -> tuple[Step[Any], ...]:
        old = {identify(record): record for record in getattr(before, kind)}
        new = {identify(record): record for record in getattr(after, kind)}
        return tuple(Step(old.get(key), new.get(key)) for key in {**old, **new})

    return Delta(**{kind: steps(kind) for kind in _FIELDS})
