"""A label that two people change: what each of them has changed is kept, field by field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from annotator.annotation.records import Label, shorten
from annotator.annotation.wording import label_named
from annotator.errors import Clash, ClashError
from annotator.words import Message, say

_SHOWN = 60

NAMES = {
    "name": say("name"),
    "letter": say("letter"),
    "key": say("key"),
    "colour": say("colour"),
    "line": say("line"),
    "description": say("description"),
    "guidelines": say("guidelines"),
    "position": say("place in the list"),
    "unit": say("what the key tags"),
    "attributes": say("attributes"),
    "links": say("links"),
    "required_links": say("links that are asked for"),
}
"""What the fields are called in sentences."""


def with_changes(
    base: Label, mine: Label, now: Label, who: Callable[[str], str] = lambda _field: ""
) -> Label:
    """Return the label as it is now with what ``mine`` changes of ``base``.

    Args:
        base: the label as it was seen by who changes it.
        mine: as it shall become.
        now: as it is stored, where others may have changed it since.
        who: returns who changed a field last, "" where that is not known.

    Raises:
        ClashError: a field was changed by both, each to something else.

    """
    fields: dict[str, Any] = {}
    clashes = []
    for field in Label.__struct_fields__:
        was, wanted, stored = (getattr(one, field) for one in (base, mine, now))
        if wanted in (was, stored):
            continue
        if stored == was:
            fields[field] = wanted
        else:
            clashes.append(Clash(field, in_text(stored), in_text(wanted), who(field)))
    if clashes:
        raise ClashError(_sentence(base, clashes[0]), clashes)
    return msgspec.structs.replace(now, **fields)


def _sentence(label: Label, clash: Clash) -> Message:
    by: Message | str = clash.by or say("somebody")
    if clash.what == "position":
        return say("the order of the labels was changed by {by} meanwhile; look at it again", by=by)
    return say(
        "meanwhile {by} has changed the {what} of label {label} to “{theirs}”; yours is “{mine}”",
        by=by,
        what=NAMES.get(clash.what, clash.what),
        label=label_named(label),
        theirs=shorten(clash.theirs, _SHOWN),
        mine=shorten(clash.mine, _SHOWN),
    )


def in_text(value: Any) -> str:
    """Return a field's value as a person reads it."""
    if isinstance(value, tuple):
        return ", ".join(one if isinstance(one, str) else one.name for one in value)
    return str(value)
