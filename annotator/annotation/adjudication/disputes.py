"""Where annotators of one article disagree, and which of these places are settled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import StrEnum

import msgspec

from annotator.annotation.planning import Ranges
from annotator.annotation.records import UNANIMOUS, Decision, Span
from annotator.annotation.sweep import disjoint_runs

Key = tuple[str, Ranges]
"""What makes two annotators' spans the same: label id and fragments."""

_ALIKE = 0.5
"""Spans of different labels that share so much of what either has are about the same thing."""


def key_of(span: Span) -> Key:
    """Return what two spans must share to be the same: label and fragments."""
    return span.label, span.ranges


def overlap(one: Span, other: Span) -> int:
    """Return how many characters two spans share, fragment by fragment."""
    return sum(
        max(0, min(a_end, b_end) - max(a_start, b_start))
        for a_start, a_end in one.ranges
        for b_start, b_end in other.ranges
    )


def share(one: Span, other: Span) -> float:
    """Return the characters that two spans share as part of those that either has."""
    shared = overlap(one, other)
    size = sum(end - start for span in (one, other) for start, end in span.ranges)
    return shared / (size - shared)


class Disputed(StrEnum):
    """What a dispute is about."""

    LABEL = "label"
    SPLIT = "split"
    BOUNDARY = "boundary"
    MISSED = "missed"


class Dispute(msgspec.Struct, frozen=True, kw_only=True):
    """A place ``[start, end)`` on which annotators disagree.

    Attributes:
        spans: what they have there, in the order of the text; who has nothing is not named.

    """

    start: int
    end: int
    spans: tuple[Span, ...]

    @property
    def place(self) -> tuple[int, int]:
        """Start and end, in code points."""
        return self.start, self.end

    @property
    def kind(self) -> Disputed:
        """What it is about; where it is several things, what weighs most."""
        if len({span.label for span in self.spans}) > 1:
            return Disputed.LABEL
        if len({span.annotator for span in self.spans}) < len(self.spans):
            return Disputed.SPLIT
        if len({span.ranges for span in self.spans}) > 1:
            return Disputed.BOUNDARY
        return Disputed.MISSED


class DisputeState(msgspec.Struct, frozen=True, kw_only=True):
    """A place that is disputed, or that somebody decided on, and how it stands.

    Attributes:
        spans: what annotators who are done have there, in the order of the text.
        kind: what is disputed; None where only a decision makes it a place.
        decision: the one on exactly this place, None without one.
        settled: whether this or another decision settles it.

    """

    start: int
    end: int
    spans: tuple[Span, ...]
    kind: Disputed | None
    decision: Decision | None
    settled: bool

    @property
    def place(self) -> tuple[int, int]:
        """Start and end, in code points."""
        return self.start, self.end


class Disputes:
    """The disputes of one article.

    Spans that all have alike are in none. The others belong together when they are of different
    annotators and overlap with the same label, or share half of what they cover with another one;
    what lies within a dispute but is about something else is a dispute of its own.

    Args:
        spans: of annotators, not gold.
        done: the annotators who are done with the article; the others have no say.

    """

    def __init__(self, spans: Iterable[Span], done: Collection[str]) -> None:
        self.done = tuple(done)
        self.spans = sorted(
            (span for span in spans if span.annotator in set(done)),
            key=lambda one: (one.start, one.end, one.id),
        )
        who: defaultdict[Key, set[str]] = defaultdict(set)
        for span in self.spans:
            who[key_of(span)].add(span.annotator)
        everybody = set(done)
        several = len(everybody) > 1
        self.agreed = [s for s in self.spans if several and who[key_of(s)] == everybody]
        self.all: list[Dispute] = list(self._find()) if several else []
        self.places = {one.place for one in self.all}
        self._place_of = {span.id: one.place for one in self.all for span in one.spans}

    def _find(self) -> Iterator[Dispute]:
        agreed = {span.id for span in self.agreed}
        by_place: defaultdict[tuple[int, int], list[Span]] = defaultdict(list)
        for group in _groups([span for span in self.spans if span.id not in agreed]):
            place = min(one.start for one in group), max(one.end for one in group)
            by_place[place] += group
        for span in self.agreed:
            # A decision is on a place: what all have on exactly this one is decided with it.
            if (span.start, span.end) in by_place:
                by_place[span.start, span.end].append(span)
        for (start, end), group in sorted(by_place.items()):
            group.sort(key=lambda one: (one.start, one.end, one.id))
            yield Dispute(start=start, end=end, spans=tuple(group))

    def settles(self, decision: Decision, span: Span) -> bool:
        """Tell whether a decision was made on the place that a span of who is done belongs to.

        One on a dispute's place is on that dispute, and on nothing else within it. One on any
        other place is on all that lies within.
        """
        place = decision.start, decision.end
        if place == self._place_of.get(span.id, (span.start, span.end)):
            return True
        within = decision.start <= span.start and span.end <= decision.end
        return within and place not in self.places

    def settled(
        self, gold: Iterable[Span], decisions: Sequence[Decision], theirs: Iterable[Span]
    ) -> set[str]:
        """Return the ids of the spans of who is done that were decided on.

        That is: the span or its like was accepted, and is as it was then; or a decision was made
        on its place; or what was settled by hand overlaps it and has its label.

        Args:
            gold: the gold spans.
            decisions: all of the article.
            theirs: all annotators' spans, of whoever is not done, too.

        """
        accepted = {one for decision in decisions for one in decision.accepted}
        gold = list(gold)
        # What was changed since it was accepted is not what became gold.
        keys = {key_of(span) for span in theirs if span.id in accepted} & set(map(key_of, gold))
        by_hand = [one for one in decisions if one.reason != UNANIMOUS]
        exact = {(one.start, one.end) for one in by_hand}
        wide = [one for one in by_hand if (one.start, one.end) not in self.places]
        made_by_hand = {one for decision in by_hand for one in decision.gold}
        made: defaultdict[str, list[Span]] = defaultdict(list)
        for span in gold:
            if span.id in made_by_hand:
                made[span.label].append(span)
        return {
            span.id
            for span in self.spans
            if key_of(span) in keys
            or self._place_of.get(span.id, (span.start, span.end)) in exact
            or any(self.settles(one, span) for one in wide)
            or any(
                one.start < span.end and span.start < one.end and overlap(one, span)
                for one in made[span.label]
            )
        }

    def dispute_states(
        self, decisions: Sequence[Decision], settled: Collection[str]
    ) -> list[DisputeState]:
        """Return all places that are disputed or were decided on by hand, in order.

        Args:
            decisions: all of the article.
            settled: what ``settled`` returned for them.

        """
        exact = {(one.start, one.end): one for one in decisions if one.reason != UNANIMOUS}
        found = [
            DisputeState(
                start=one.start,
                end=one.end,
                spans=one.spans,
                kind=one.kind,
                decision=exact.get(one.place),
                settled=one.place in exact or all(span.id in settled for span in one.spans),
            )
            for one in self.all
        ]
        for place in exact.keys() - self.places:
            start, end = place
            there = tuple(one for one in self.spans if one.start < end and start < one.end)
            found.append(
                DisputeState(
                    start=start,
                    end=end,
                    spans=there,
                    kind=None,
                    decision=exact[place],
                    settled=True,
                )
            )
        return sorted(found, key=lambda one: one.place)


def contested(spans: Iterable[Span], done: Collection[str]) -> list[tuple[int, int]]:
    """Return where the spans of a dispute differ: stretches that not all have labelled alike.

    Args:
        spans: of the dispute.
        done: all who are compared.

    """
    pieces = [(start, end, span) for span in spans for start, end in span.ranges]
    found: list[tuple[int, int]] = []
    for run in disjoint_runs(pieces):
        labels: defaultdict[str, set[str]] = defaultdict(set)
        for span in run.active:
            labels[span.label].add(span.annotator)
        if all(len(who) == len(done) for who in labels.values()):
            continue
        if found and found[-1][1] == run.start:
            found[-1] = found[-1][0], run.end
        else:
            found.append((run.start, run.end))
    return found


def _groups(spans: Sequence[Span]) -> list[list[Span]]:
    """Return spans, given in order, in groups of what is about the same thing."""
    leader = list(range(len(spans)))

    def find(number: int) -> int:
        while leader[number] != number:
            leader[number] = leader[leader[number]]
            number = leader[number]
        return number

    active: list[int] = []
    for number, span in enumerate(spans):
        active = [one for one in active if spans[one].end > span.start]
        for one in active:
            if spans[one].annotator != span.annotator and _is_same_thing(spans[one], span):
                leader[find(one)] = find(number)
        active.append(number)
    groups: defaultdict[int, list[Span]] = defaultdict(list)
    for number, span in enumerate(spans):
        groups[find(number)].append(span)
    return list(groups.values())


def _is_same_thing(one: Span, other: Span) -> bool:
    if one.label == other.label:
        return overlap(one, other) > 0
    return share(one, other) >= _ALIKE
