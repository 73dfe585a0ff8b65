"""Deciding what suggestions come from, for everybody in the project."""

from __future__ import annotations

import msgspec

from annotator.annotation.changes import Delta, Step
from annotator.annotation.choices import (
    Choice,
    Chosen,
    FromOthers,
    SourceOff,
    WordList,
    fits,
)
from annotator.annotation.planning import Context, Plan, State
from annotator.annotation.records import shorten
from annotator.annotation.wording import label_named
from annotator.errors import RuleError
from annotator.words import Message, counts, say


class SetChoices(msgspec.Struct, frozen=True, kw_only=True):
    """Decide some things, and take others (ids) back; what holds already stays as it is.

    Attributes:
        made: choices; those for words and patterns have ids of 32 hexadecimal digits.
        gone: ids of choices.

    """

    made: tuple[Choice, ...] = ()
    gone: tuple[str, ...] = ()


def set_choices(edit: SetChoices, state: State, context: Context) -> Plan:
    """Plan the choices that come and go."""
    del context
    there = state.choices()
    steps: list[Step[Choice]] = []
    for one in edit.made:
        if not fits(one):
            raise RuleError(say("what was decided is too long, or empty"))
        for label in _labels_of(one.chosen):
            state.label(label)
        if there.get(one.id) != one:
            steps.append(Step(there.get(one.id), one))
    steps += [Step(there[one], None) for one in dict.fromkeys(edit.gone) if one in there]
    return Plan(Delta(choices=tuple(steps)), _text(steps, state), None)


def _labels_of(chosen: Chosen) -> set[str]:
    if isinstance(chosen, WordList):
        return {one.label for one in chosen.words}
    return set() if isinstance(chosen, FromOthers) else {chosen.label}


def _text(steps: list[Step[Choice]], state: State) -> Message:
    """Return the name of the change."""
    if len(steps) != 1:
        return say("Change what suggestions come from")
    step = steps[0]
    chosen, made = step.record.chosen, step.after is not None
    if isinstance(chosen, FromOthers):
        return (
            say("Let suggestions learn from everybody’s work")
            if made
            else say("Let suggestions learn from one’s own work")
        )
    if isinstance(chosen, WordList):
        what = say(
            "dictionary {name} ({words})",
            name=shorten(chosen.name),
            words=counts.entries(len(chosen.words)),
        )
        return say("Add {what}", what=what) if made else say("Remove {what}", what=what)
    labels = {one.id: one for one in state.labels()}
    label = label_named(labels[chosen.label]) if chosen.label in labels else chosen.label
    if isinstance(chosen, SourceOff):
        return (
            say("Switch {source} off for {label}", source=chosen.source, label=label)
            if made
            else say("Switch {source} on for {label}", source=chosen.source, label=label)
        )
    what = say("pattern {pattern} for {label}", pattern=shorten(chosen.expression), label=label)
    return say("Add {what}", what=what) if made else say("Remove {what}", what=what)
