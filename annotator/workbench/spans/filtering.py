"""What the list of spans can be narrowed to: what is said, or not said, of a span."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from annotator.annotation.records import GOLD, MANUAL, Label, Link, Span

_VALUES = 12
"""Values of one attribute that are offered."""


class Asked(StrEnum):
    """What is asked of a span."""

    ANYTHING = ""
    UNSURE = "unsure"
    NOTED = "noted"
    SUGGESTED = "suggested"
    NOT_SET = "not set"
    VALUE = "value"
    WITHOUT = "without"


class Condition(NamedTuple):
    """One thing that a span fulfils or not.

    Attributes:
        asked: what sort of thing.
        name: of the attribute, or the type of the link.
        value: of the attribute.

    """

    asked: Asked = Asked.ANYTHING
    name: str = ""
    value: str | bool = ""


ANYTHING = Condition()


def conditions(labels: Iterable[Label]) -> list[Condition]:
    """Return what can be asked of the spans of some labels; the first is that all are shown."""
    found: dict[Condition, None] = dict.fromkeys(
        (ANYTHING, Condition(Asked.UNSURE), Condition(Asked.NOTED), Condition(Asked.SUGGESTED))
    )
    shown = list(labels)
    for label in shown:
        for attribute in label.attributes:
            found[Condition(Asked.NOT_SET, attribute.name)] = None
            values: tuple[str | bool, ...] = attribute.values[:_VALUES]
            if attribute.kind == "yes/no":
                values = (True, False)
            for value in values:
                found[Condition(Asked.VALUE, attribute.name, value)] = None
    for label in shown:
        for link in label.links:
            found[Condition(Asked.WITHOUT, link)] = None
    return list(found)


def linked_from(condition: Condition, links: Iterable[Link]) -> frozenset[str]:
    """Return the spans (ids) that begin a link of the type that a condition asks for."""
    if condition.asked is not Asked.WITHOUT:
        return frozenset()
    return frozenset(link.source for link in links if link.type == condition.name)


def passes(
    condition: Condition, span: Span, labels: Mapping[str, Label], linked: Collection[str]
) -> bool:
    """Tell whether a span fulfils a condition.

    Args:
        condition: what is asked.
        span: of whom.
        labels: by id. An attribute is only not set, and a link only missing, where the label
            knows of it.
        linked: as ``linked_from`` says.

    """
    asked, label = condition.asked, labels.get(span.label)
    if asked is Asked.ANYTHING:
        return True
    if asked is Asked.UNSURE:
        return span.flagged
    if asked is Asked.NOTED:
        return bool(span.note)
    if asked is Asked.SUGGESTED:
        return span.origin not in (MANUAL, GOLD)
    if asked is Asked.WITHOUT:
        may = label is not None and condition.name in label.links
        return may and span.id not in linked
    value = span.attributes.get(condition.name)
    if asked is Asked.VALUE:
        return type(value) is type(condition.value) and value == condition.value
    knows = label is not None and any(one.name == condition.name for one in label.attributes)
    return knows and value in (None, "")
