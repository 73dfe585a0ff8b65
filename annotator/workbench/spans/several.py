"""What one gesture on several spans does: which it takes, which it leaves out, and why.

The records are those that are shown, so that nothing is read; the edit names only what is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from annotator.annotation.edits import DescribeSpans, Edit, FlagSpans, RelabelSpans, RemoveSpans
from annotator.annotation.label_rules import carried_over, fits, links_to_drop
from annotator.annotation.records import Label, Link, Span, shorten
from annotator.annotation.sweep import reading_order
from annotator.words import Message, counts, say

Value = str | bool | None


class Intent(NamedTuple):
    """One change of several spans, before it is carried out.

    Attributes:
        edit: what to do; None where every span is left out.
        taken: ids of the spans that it changes.
        sentence: what has happened to how many, and what was left out and why.

    """

    edit: Edit | None
    taken: tuple[str, ...]
    sentence: Message


def relabelling(
    spans: Sequence[Span],
    label: Label,
    labels: Mapping[str, Label],
    there: Iterable[Span],
    links: Iterable[Link],
) -> Intent:
    """Return what giving spans a label does.

    Those that have it are left out, and those that would then stand twice in the same place.

    Args:
        spans: that are meant.
        label: that they get.
        labels: all, by id.
        there: all spans of their article.
        links: that begin or end at any of them.

    """
    name = shorten(label.name, 30)
    places = {one.ranges for one in there if one.label == label.id}
    taken: list[Span] = []
    same = twice = 0
    for span in sorted(spans, key=reading_order):
        if span.label == label.id:
            same += 1
        elif span.ranges in places:
            twice += 1
        else:
            places.add(span.ranges)
            taken.append(span)
    left = _those(same, say("{n:,} {n:is|are} {label} already", n=same, label=name))
    left += _those(twice, say("{n:,} would stand in one place twice", n=twice))
    ids = tuple(span.id for span in taken)
    poorer = sum(carried_over(one, labels[one.label], label) != one.attributes for one in taken)
    dropped = len(links_to_drop(ids, label, links)) if ids else 0
    also = _those(poorer, say("{n:,} without attributes that it does not have", n=poorer))
    also += _those(dropped, say("without {links}", links=counts.links(dropped)))
    done = say("{n:,} {n:span is|spans are} {label} now", n=len(ids), label=name)
    edit = RelabelSpans(spans=ids, label=label.id, base={one.id: one.label for one in taken})
    return _intent(edit, ids, done, also, left)


def removing(spans: Sequence[Span], links: Iterable[Link]) -> Intent:
    """Return what deleting spans does; links go with them."""
    ids = tuple(span.id for span in spans)
    gone = set(ids)
    n = sum(link.source in gone or link.target in gone for link in links)
    also = _those(n, say("with {links}", links=counts.links(n)))
    done = say("{n:,} {n:span|spans} deleted", n=len(ids))
    return _intent(RemoveSpans(spans=ids), ids, done, also, ())


def flagging(spans: Sequence[Span], *, flagged: bool) -> Intent:
    """Return what marking spans as unsure does, or taking the mark away."""
    ids = tuple(span.id for span in spans if span.flagged != flagged)
    same = len(spans) - len(ids)
    if flagged:
        done = say("{n:,} {n:span is|spans are} unsure now", n=len(ids))
        left = _those(same, say("{n:,} {n:is|are} unsure already", n=same))
    else:
        done = say("{n:,} {n:span is|spans are} no longer unsure", n=len(ids))
        left = _those(same, say("{n:,} {n:is|are} not unsure", n=same))
    return _intent(FlagSpans(spans=ids, flagged=flagged), ids, done, (), left)


def describing(
    spans: Sequence[Span], attribute: str, value: Value, labels: Mapping[str, Label]
) -> Intent:
    """Return what giving one attribute of spans a value does; None: none any more.

    Left out is what has the value already, and what has a label that does not define the
    attribute, or not with this value.
    """
    taken: list[str] = []
    same = unknown = unfit = 0
    for span in spans:
        defined = {one.name: one for one in labels[span.label].attributes}
        if attribute not in defined:
            unknown += 1
        elif not fits(value, defined[attribute]):
            unfit += 1
        elif _is(span, attribute, value):
            same += 1
        else:
            taken.append(span.id)
    ids, name, shown = tuple(taken), shorten(attribute, 30), value_named(value)
    left = _those(
        same,
        say("{n:,} {n:is|are} so already", n=same),
    )
    left += _those(unknown, say("{n:,} {n:has|have} no “{attribute}”", n=unknown, attribute=name))
    left += _those(unfit, say("{n:,} cannot be “{value}”", n=unfit, value=shown))
    n = len(ids)
    if value is None:
        done = say("“{attribute}” of {n:,} {n:span|spans} is open now", attribute=name, n=n)
    else:
        done = say(
            "“{attribute}” of {n:,} {n:span|spans} is “{value}” now",
            attribute=name,
            n=n,
            value=shown,
        )
    seen = {one.id: one.attributes.get(attribute) for one in spans}
    base = {one: seen[one] for one in ids}
    edit = DescribeSpans(spans=ids, attribute=attribute, value=value, base=base)
    return _intent(edit, ids, done, (), left)


def value_named(value: Value) -> str | Message:
    """Return an attribute's value as people read it."""
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    return shorten(value or "", 30)


def _is(span: Span, attribute: str, value: Value) -> bool:
    """Tell whether a span has a value; for Python True and 1 are equal, and not here."""
    has = span.attributes.get(attribute)
    return has is value or (type(has) is type(value) and has == value)


def _those(n: int, said: Message) -> tuple[Message, ...]:
    return (said,) if n else ()


def _intent(
    edit: Edit,
    ids: tuple[str, ...],
    done: Message,
    also: tuple[Message, ...],
    left: tuple[Message, ...],
) -> Intent:
    if not ids:
        nothing = say("Nothing has changed: {reasons}", reasons=left)
        return Intent(None, (), nothing)
    sentence = say("{done}, {also}", done=done, also=also) if also else done
    if left:
        sentence = say("{done}; left out: {reasons}", done=sentence, reasons=left)
    return Intent(edit, ids, sentence)


# -- what several spans have in common --------------------------------------------------------


class Common(NamedTuple):
    """One attribute of several spans.

    Attributes:
        name: of the attribute.
        kind: of its values.
        values: of a choice: those that any of the labels allows, in order.
        value: what all have that can have it; None where they differ or have none.
        is_mixed: whether they differ.
        number: how many of the spans can have it.

    """

    name: str
    kind: str
    values: tuple[str, ...]
    value: Value
    is_mixed: bool
    number: int


def in_common(spans: Sequence[Span], labels: Mapping[str, Label]) -> list[Common]:
    """Return the attributes that can be said of spans, in the order of their labels.

    Attributes of one name and kind are one, whatever label they are of.
    """
    by_label: dict[str, list[Span]] = {}
    for span in spans:
        by_label.setdefault(span.label, []).append(span)
    found: dict[tuple[str, str], Common] = {}
    for label in sorted(
        (labels[one] for one in by_label if one in labels), key=lambda one: one.position
    ):
        for attribute in label.attributes:
            values = {_held(one.attributes.get(attribute.name)) for one in by_label[label.id]}
            key = attribute.name, attribute.kind
            before = found.get(key)
            if before is not None and not before.is_mixed:
                values.add(_held(before.value))
            is_mixed = len(values) > 1 or (before is not None and before.is_mixed)
            choices = dict.fromkeys((*(before.values if before else ()), *attribute.values))
            found[key] = Common(
                *key,
                tuple(choices),
                None if is_mixed else next(iter(values))[1],
                is_mixed,
                len(by_label[label.id]) + (before.number if before else 0),
            )
    return list(found.values())


def _held(value: object) -> tuple[str, Value]:
    """Return a value so that True and 1 differ; what no field shows counts as a text."""
    if value is None or value == "":
        return "nothing", None
    if isinstance(value, bool | str):
        return type(value).__name__, value
    return "other", str(value)
