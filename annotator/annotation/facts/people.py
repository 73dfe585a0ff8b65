"""What became of an annotator's name, and whether they are offered articles."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of a name that an annotator has, or once had.

    Attributes:
        name: the name; what identifies it.
        became: the name that they have instead, because they were renamed or united with another
            annotator; "" where it is still theirs.
        retired: whether they are no longer offered; their work counts as before.

    """

    name: str
    became: str = ""
    retired: bool = False
    updated_at: str = ""


def current_name(name: str, people: Mapping[str, Person]) -> str:
    """Return the name that a name has become by now, itself where it is still somebody's.

    Two copies may have renamed people to one another's names, which makes a circle when they are
    merged: its last name in the order of the alphabet holds, wherever one begins.
    """
    seen: list[str] = []
    while name not in seen:
        seen.append(name)
        one = people.get(name)
        if one is None or not one.became:
            return name
        name = one.became
    return max(seen[seen.index(name) :])
