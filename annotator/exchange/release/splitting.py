"""Dividing articles into train, validation and test without leakage, as like as can be."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec


class Group(msgspec.Struct, frozen=True):
    """Articles that stay together: one article, or all that tell one story.

    Attributes:
        name: unique; the same for the same articles.
        articles: how many.
        labels: how many spans of each label.

    """

    name: str
    articles: int
    labels: Mapping[str, int]


def split(groups: Sequence[Group], shares: Mapping[str, float], seed: int) -> dict[str, str]:
    """Divide groups, stratified by label.

    In the order of iterative stratification (Sechidis, Tsoumakas, Vlahavas 2011), on whole groups:
    the label with the fewest spans left is dealt out first, the largest groups first. Each group
    goes to the part where it makes the chi-square distance of all labels and the number of
    articles from the wanted ones least. The result depends on the groups and the seed, not on the
    order in which they are given.

    Args:
        groups: all of them, names unique.
        shares: of each part, by name; they need not add up to 1.
        seed: breaks ties.

    Returns:
        the part of each group, by name.

    Raises:
        ValueError: no share is above 0, or one is below.

    """
    if not shares or min(shares.values()) < 0 or sum(shares.values()) <= 0:
        raise ValueError("expected shares of 0 or more, and one above 0")
    whole = sum(shares.values())
    parts = [name for name, share in shares.items() if share > 0]
    order = sorted(groups, key=lambda group: group.name)
    random.Random(seed).shuffle(order)
    rank = {group.name: number for number, group in enumerate(order)}
    totals: Counter[str] = Counter({_ARTICLES: 0})
    for group in order:
        totals.update(_counts(group))
    target = {
        part: {name: number * shares[part] / whole for name, number in totals.items()}
        for part in parts
    }
    wanted = {part: dict(numbers) for part, numbers in target.items()}
    left = {group.name: group for group in order}
    result: dict[str, str] = {}

    def give(group: Group) -> None:
        counts = {name: number for name, number in _counts(group).items() if number}

        def distance(part: str) -> float:
            """How much the chi-square distance grows when the part gets the group."""
            return sum(
                number * (number - 2 * wanted[part][name]) / target[part][name]
                for name, number in counts.items()
            )

        part = min(parts, key=distance)
        result[group.name] = part
        for name, number in counts.items():
            wanted[part][name] -= number
            totals[name] -= number
        del left[group.name]

    while remaining := [name for name, n in totals.items() if n > 0 and name != _ARTICLES]:
        label = min(remaining, key=lambda name: (totals[name], name))
        having = [group for group in left.values() if group.labels.get(label, 0) > 0]
        for group in sorted(having, key=lambda one: (-one.labels[label], rank[one.name])):
            give(group)
    for group in sorted(left.values(), key=lambda one: (-one.articles, rank[one.name])):
        give(group)
    return result


_ARTICLES = ""


def _counts(group: Group) -> dict[str, int]:
    return {**group.labels, _ARTICLES: group.articles}
