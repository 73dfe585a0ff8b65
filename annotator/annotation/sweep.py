"""Overlapping spans made drawable: disjoint runs, lanes, and who is where.

Positions are code points of the article, ends exclusive, throughout.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import heappop, heappush
from typing import Generic, NamedTuple, TypeVar

from annotator.annotation.records import Span

T = TypeVar("T")

Place = tuple[int] | tuple[int, int, str]
"""A span's ``reading_order``, or ``(position,)``: what begins there comes after it."""


class Run(NamedTuple, Generic[T]):
    """A stretch over which the same items are active: at least one, in the order given."""

    start: int
    end: int
    active: tuple[T, ...]


def disjoint_runs(intervals: Iterable[tuple[int, int, T]]) -> Iterator[Run[T]]:
    """Yield the runs into which overlapping ``(start, end, item)`` intervals divide the text.

    Runs are in order, do not overlap, cover exactly the union of the intervals, and two that
    touch differ in what is active. Empty intervals are left out.
    """
    given = [(start, end, item) for start, end, item in intervals if start < end]
    edges = sorted(
        [(start, 1, number) for number, (start, _, _) in enumerate(given)]
        + [(end, 0, number) for number, (_, end, _) in enumerate(given)]
    )
    active: dict[int, None] = {}
    previous = 0
    waiting: Run[T] | None = None
    for position, opens, number in edges:
        if active and position > previous:
            run = Run(previous, position, tuple(given[one][2] for one in sorted(active)))
            if waiting is None:
                waiting = run
            elif (waiting.end, waiting.active) == (run.start, run.active):
                waiting = Run(waiting.start, run.end, run.active)
            else:
                yield waiting
                waiting = run
        previous = position
        if opens:
            active[number] = None
        else:
            del active[number]
    if waiting is not None:
        yield waiting


def assign_lanes(extents: Sequence[tuple[int, int]]) -> list[int]:
    """Return a lane for each ``(start, end)``: those that overlap get different ones.

    As few lanes are used as possible; where several begin together the longest comes first, so
    that what is nested lies in a later lane than what contains it.
    """
    order = sorted((start, -end, number) for number, (start, end) in enumerate(extents))
    lanes = [0] * len(extents)
    free: list[int] = []
    busy: list[tuple[int, int]] = []
    opened = latest = 0
    for start, below, number in order:
        if start >= latest:  # nothing reaches this far: all lanes are free, and most spans alone
            free, busy, opened = [], [], 0
        while busy and busy[0][0] <= start:
            heappush(free, heappop(busy)[1])
        if free:
            lane = heappop(free)
        else:
            lane, opened = opened, opened + 1
        lanes[number] = lane
        heappush(busy, (-below, lane))
        latest = max(latest, -below)
    return lanes


class SpanIndex:
    """The spans of one article, found by place, each in a lane of its own.

    A span is filed under every stretch of ``_STRETCH`` characters that its extent (from its
    first fragment's start to its last one's end) touches, so that adding, removing and finding
    cost in proportion to the stretches concerned, whatever the article's length. Lanes stay as
    they are while other spans come and go: nothing on the page moves.
    """

    _STRETCH = 1024

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        given = list(spans)
        extents = [(span.fragments[0].start, span.fragments[-1].end) for span in given]
        filed: dict[int, dict[str, None]] = defaultdict(dict)
        for span, (start, end) in zip(given, extents, strict=True):
            for stretch in range(start // self._STRETCH, (end - 1) // self._STRETCH + 1):
                filed[stretch][span.id] = None
        self._filed = dict(filed)
        self._spans = {span.id: span for span in given}
        self._lanes = {
            span.id: lane for span, lane in zip(given, assign_lanes(extents), strict=True)
        }

    def __len__(self) -> int:
        return len(self._spans)

    def __contains__(self, span_id: object) -> bool:
        return span_id in self._spans

    def get(self, span_id: str) -> Span | None:
        """Return a span by id, None when it is not here."""
        return self._spans.get(span_id)

    def lane(self, span_id: str) -> int:
        """Return the lane of a span, from 0."""
        return self._lanes[span_id]

    def put(self, span: Span) -> None:
        """Add a span, or replace the one of the same id; it keeps its lane if that is free."""
        old = self._lanes.get(span.id)
        if old is not None:
            self.remove(span.id)
        taken = {self._lanes[other.id] for other in self._touching(span.start, span.end)}
        if old is not None and old not in taken:
            lane = old
        else:
            lane = next(number for number in range(len(taken) + 1) if number not in taken)
        self._file(span, lane)

    def remove(self, span_id: str) -> Span | None:
        """Take a span out and return it, None when it is not here."""
        span = self._spans.pop(span_id, None)
        if span is None:
            return None
        del self._lanes[span_id]
        for stretch in self._stretches(span.start, span.end):
            filed = self._filed[stretch]
            del filed[span_id]
            if not filed:
                del self._filed[stretch]
        return span

    def between(self, start: int, end: int) -> list[Span]:
        """Return the spans whose extent overlaps ``[start, end)``, in reading order."""
        return sorted(self._touching(start, end), key=reading_order)

    def _touching(self, start: int, end: int) -> list[Span]:
        """Return them in no order."""
        ids: dict[str, None] = {}
        for stretch in self._stretches(start, end):
            ids.update(self._filed.get(stretch, {}))
        return [
            span
            for one in ids
            if (pieces := (span := self._spans[one]).fragments)[0].start < end
            and pieces[-1].end > start
        ]

    def after(self, place: Place, wanted: Callable[[Span], bool] = lambda _: True) -> Span | None:
        """Return the first wanted span in reading order after a place, None without one."""
        for stretch in range(place[0] // self._STRETCH, max(self._filed, default=-1) + 1):
            beginning = filter(wanted, self._beginning_in(stretch))
            there = [span for span in beginning if reading_order(span) > place]
            if there:
                return min(there, key=reading_order)
        return None

    def before(self, place: Place, wanted: Callable[[Span], bool] = lambda _: True) -> Span | None:
        """Return the last wanted span in reading order before a place, None without one."""
        for stretch in range(place[0] // self._STRETCH, -1, -1):
            beginning = filter(wanted, self._beginning_in(stretch))
            there = [span for span in beginning if reading_order(span) < place]
            if there:
                return max(there, key=reading_order)
        return None

    def _beginning_in(self, stretch: int) -> Iterator[Span]:
        """Yield the spans filed under a stretch that begin in it."""
        for span_id in self._filed.get(stretch, ()):
            span = self._spans[span_id]
            if span.start // self._STRETCH == stretch:
                yield span

    def at(self, position: int) -> list[Span]:
        """Return the spans with a fragment over the character at ``position``, innermost first.

        The innermost is the one that covers the fewest characters; of equals, the newest.
        """
        found = [span for span in self.between(position, position + 1) if span.covers(position)]
        found.sort(key=lambda span: (span.created_at, span.id), reverse=True)
        found.sort(key=covered)
        return found

    def _file(self, span: Span, lane: int) -> None:
        self._spans[span.id] = span
        self._lanes[span.id] = lane
        for stretch in self._stretches(span.start, span.end):
            self._filed.setdefault(stretch, {})[span.id] = None

    def _stretches(self, start: int, end: int) -> range:
        return range(start // self._STRETCH, (end - 1) // self._STRETCH + 1)


def covered(span: Span) -> int:
    """Return how many characters a span's fragments cover."""
    return sum(fragment.end - fragment.start for fragment in span.fragments)


def reading_order(span: Span) -> tuple[int, int, str]:
    """Sort key: by start, the longer first, then by id."""
    fragments = span.fragments
    return fragments[0].start, -fragments[-1].end, span.id
