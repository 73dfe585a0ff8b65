"""Settling what annotators say of a whole article: what holds becomes what gold says."""

from __future__ import annotations

import msgspec

from annotator.annotation.adjudication.decisions import Settling
from annotator.annotation.label_rules import value_in_words
from annotator.annotation.planning import Context, Plan, State
from annotator.annotation.records import ArticleValue, Value
from annotator.annotation.wording import label_named
from annotator.errors import ClashError, RuleError
from annotator.words import say

SeenValues = tuple[tuple[str, Value | None], ...]
"""Who says what with a label, as it was seen: names and values, by name, gold's among them."""


class SettleValue(msgspec.Struct, frozen=True, kw_only=True):
    """Decide what is to be said of an article with a label (id); None: nothing is.

    Attributes:
        seen: what it was decided on; it is refused where that has changed. None: whatever it is.

    """

    article: str
    label: str
    value: Value | None
    seen: SeenValues | None = None


class UnsettleValue(msgspec.Struct, frozen=True, kw_only=True):
    """Take back what was decided with an article label (id)."""

    article: str
    label: str


def seen_values(values: list[ArticleValue], label: str) -> SeenValues:
    """Return who says what with a label, as ``SettleValue`` compares it."""
    return tuple(
        sorted(
            ((one.annotator, one.value) for one in values if one.label == label),
            key=lambda one: one[0],
        )
    )


def settle_value(edit: SettleValue, state: State, context: Context) -> Plan:
    """Plan a decision on what is said with one article label."""
    label = state.label(edit.label)
    if not label.of_article:
        raise RuleError(say("{label} is a label of spans, not of articles", label=label.name))
    article = Settling(edit.article, state, context)
    if edit.seen is not None and edit.seen != seen_values(article.values, label.id):
        raise ClashError(
            say(
                "what is said with {label} was changed meanwhile; look at it again",
                label=label_named(label),
            )
        )
    article.say(label.id, edit.value)
    text = say(
        "Settle {label}: {value}", label=label_named(label), value=value_in_words(edit.value)
    )
    return Plan(article.delta(), text, edit.article)


def unsettle_value(edit: UnsettleValue, state: State, context: Context) -> Plan:
    """Plan that what was decided with one article label is taken back."""
    label = state.label(edit.label)
    article = Settling(edit.article, state, context)
    article.unsay(label.id)
    text = say("Take back what was settled: {label}", label=label_named(label))
    return Plan(article.delta(), text, edit.article)
