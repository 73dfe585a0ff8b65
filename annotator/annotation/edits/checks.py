"""What holds for every edit: what can be stored, and that fragments cover what they say."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import msgspec

from annotator.annotation.changes import Delta
from annotator.annotation.records import check_fragments, shorten
from annotator.annotation.suggestion_checks import check_suggestion
from annotator.errors import RuleError
from annotator.text.storable import find_unstorable
from annotator.words import say


def check_storable(value: Any) -> None:
    """Refuse what would come back from the database as something else, or not at all."""
    if isinstance(value, str):
        if (found := find_unstorable(value)) is not None:
            raise RuleError(
                say(
                    "“{value}”: character {place} is {character}",
                    value=shorten(value),
                    place=found[0],
                    character=found[1],
                )
            )
    elif isinstance(value, int):
        if not -(2**63) <= value < 2**64:
            raise RuleError(say("{value} is too large a number to be stored", value=value))
    elif isinstance(value, list | tuple | frozenset):
        for inner in value:
            check_storable(inner)
    elif isinstance(value, dict):
        for name, inner in value.items():
            check_storable(name)
            check_storable(inner)
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise RuleError(say("{value} is not a number that can be stored", value=value))
    elif value is not None:
        for inner in msgspec.structs.astuple(value):
            check_storable(inner)


def check_delta(delta: Delta, text: Callable[[str], str]) -> None:
    """Check what ``delta`` leaves behind in an article, and proposes for it, against its text.

    Raises:
        OffsetError: a fragment or a suggestion does not cover what it says.

    """
    for step in delta.spans:
        if step.after is not None:
            check_fragments(step.after, text(step.after.article))
    for proposed in delta.suggestions:
        if proposed.after is not None:
            check_suggestion(proposed.after, text(proposed.after.article))
