"""Disagreements of pairs, put together by the place that they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from annotator.agreement.figures import Disagreement

KINDS = ("label", "split", "boundary", "missed")
"""Kinds of disagreement, what weighs most first."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where two or more annotators disagree, as one row of the list.

    Attributes:
        article: id.
        start: first code point concerned.
        end: exclusive.
        characters: disputed code points of the pair that disputes most.
        kinds: in the order of ``KINDS``.
        labels: names of all labels that somebody has there.
        pairs: who disagrees.
        cases: the disagreements.

    """

    article: str
    start: int
    end: int
    characters: int
    kinds: tuple[str, ...]
    labels: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    cases: tuple[Disagreement, ...]

    def says(self) -> dict[str, list[str]]:
        """Return who has which label there, by label; "" for nothing; what fewest say is first."""
        of: defaultdict[str, set[str]] = defaultdict(set)
        for case in self.cases:
            for name, label in zip(case.pair, case.labels, strict=True):
                of[name].add(label or "")
        found: defaultdict[str, list[str]] = defaultdict(list)
        for name in sorted(of):
            for label in sorted(of[name] - {""}) or [""]:
                found[label].append(name)
        order = sorted(found, key=lambda one: (len(found[one]), one == "", one))
        return {label: found[label] for label in order}

    def fits(self, label: str | None, pair: tuple[str, str] | None, kind: str | None) -> bool:
        """Tell whether one of the cases has all that is asked for; None asks for nothing."""
        if (
            (kind is not None and kind not in self.kinds)
            or (label is not None and label not in self.labels)
            or (pair is not None and pair not in self.pairs)
        ):
            return False
        return any(
            (kind is None or case.kind == kind)
            and (label is None or label in case.labels)
            and (pair is None or case.pair == pair)
            for case in self.cases
        )


def group(disagreements: Sequence[Disagreement]) -> list[Place]:
    """Return places, those with most disputed characters first.

    Disagreements are about the same place when they share a span, or begin and end alike.
    """
    leader = list(range(len(disagreements)))

    def find(number: int) -> int:
        while leader[number] != number:
            leader[number] = leader[leader[number]]
            number = leader[number]
        return number

    first: dict[object, int] = {}
    for number, one in enumerate(disagreements):
        for key in (*one.spans, (one.article, one.start, one.end)):
            leader[find(number)] = find(first.setdefault(key, number))
    groups: defaultdict[int, list[Disagreement]] = defaultdict(list)
    for number, one in enumerate(disagreements):
        groups[find(number)].append(one)
    places = [_place(cases) for cases in groups.values()]
    return sorted(places, key=lambda one: (-one.characters, one.article, one.start, one.end))


def _place(cases: Sequence[Disagreement]) -> Place:
    kinds = {case.kind for case in cases}
    return Place(
        article=cases[0].article,
        start=min(case.start for case in cases),
        end=max(case.end for case in cases),
        characters=max(case.characters for case in cases),
        kinds=tuple(kind for kind in KINDS if kind in kinds),
        labels=frozenset(label for case in cases for label in case.labels if label is not None),
        pairs=frozenset(case.pair for case in cases),
        cases=tuple(cases),
    )
