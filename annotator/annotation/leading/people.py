"""Retiring annotators, and taking them back; renaming and uniting are operations."""

from __future__ import annotations

import msgspec

from annotator.annotation.changes import Delta, Step
from annotator.annotation.facts.people import Person
from annotator.annotation.planning import Context, Plan, State, each_once
from annotator.annotation.records import shorten
from annotator.errors import RuleError
from annotator.words import say


class Retire(msgspec.Struct, frozen=True, kw_only=True):
    """Offer annotators no longer, or again; what they did counts as before."""

    annotators: tuple[str, ...]
    retired: bool = True


def retire(edit: Retire, state: State, context: Context) -> Plan:
    """Plan one ``Retire``; who is so already stays so."""
    names = each_once(edit.annotators)
    known = set(state.annotators())
    for name in names:
        if name not in known:
            raise RuleError(say("there is no annotator {name}", name=name))
    there = state.people(names)
    steps = []
    for name in names:
        before = there.get(name)
        if (before is not None and before.retired) != edit.retired:
            after = msgspec.structs.replace(
                before or Person(name=name), retired=edit.retired, updated_at=context.now
            )
            steps.append(Step(before, after))
    who = (
        shorten(names[0])
        if len(names) == 1
        else say("{n:,} {n:annotator|annotators}", n=len(names))
    )
    text = say("Retire {who}", who=who) if edit.retired else say("Offer {who} again", who=who)
    return Plan(Delta(people=tuple(steps)), text, None)
