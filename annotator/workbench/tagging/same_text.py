"""Every place where a text stands, and which of them are tagged when all are.

Places are code points of the article, ends exclusive. What is left out is counted by its reason:
nothing that was found is passed over in silence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from enum import IntEnum, StrEnum
from itertools import accumulate
from typing import NamedTuple

from annotator.text import is_grapheme_boundary, word_at
from annotator.workbench.text_units import Range

_APOSTROPHES = "'’＇"


class Edge(IntEnum):
    """How well a place may begin or end somewhere: the higher, the better."""

    CHARACTER = 0
    WORD_PART = 1
    SEAM = 2
    WORD = 3


class Why(StrEnum):
    """Why a place is left out."""

    TAGGED = "tagged"
    INSIDE = "inside"
    CROSSING = "crossing"
    BOILERPLATE = "boilerplate"
    LONGER_WORD = "longer word"


class Wanted(NamedTuple):
    """A text to look for, letter by letter.

    Attributes:
        text: what it is.
        start: what a place has to begin with: a word, unless the text was taken from inside one.
        end: what it has to end with.

    """

    text: str
    start: Edge = Edge.WORD
    end: Edge = Edge.WORD


class Place(NamedTuple):
    """A place where the text stands; ``why`` it is left out, None where it is not."""

    start: int
    end: int
    why: Why | None = None


def wanted_at(text: str, start: int, end: int) -> Wanted:
    """Return what is looked for when a range is meant: if it cuts a word, others may be cut so."""
    return Wanted(text[start:end], edge_at(text, start), edge_at(text, end))


def edge_at(text: str, position: int) -> Edge:
    """Return how well a span may begin or end at a position.

    A possessive ’s is no part of the word before it. A seam is where scraped text seems to have
    lost a space.
    """
    if position in (0, len(text)):
        return Edge.WORD
    left, right = text[position - 1], text[position]
    if right.isspace():
        return Edge.WORD
    if (left + right).isascii():  # plain to see, as at most places
        if left.isspace():
            return Edge.WORD
        if left.isalpha() and right.isalpha() and not right.isupper():
            return Edge.WORD_PART
    if not is_grapheme_boundary(text, position):
        return Edge.CHARACTER
    word = word_at(text, position)
    if word is None or word[0] == position:
        return Edge.WORD
    if right in _APOSTROPHES and word[1] == position + 2 and text[position + 1] in "sS":
        return Edge.WORD
    part = word_at(text, position, glued=True)
    return Edge.SEAM if part is None or part[0] == position else Edge.WORD_PART


def places(
    text: str, wanted: Wanted, tagged: Iterable[tuple[Range, ...]], blocks: Iterable[Range]
) -> list[Place]:
    """Return where a text stands, in order, without overlaps.

    Places whose ends are no better than the middle of a word are none, unless such are wanted;
    where scraped text seems to have lost a space they are, but left out.

    Args:
        text: the article's.
        wanted: what to look for.
        tagged: the ranges of each span that has the label to tag with.
        blocks: ranges of boilerplate.

    """
    if not wanted.text:
        return []
    spans = list(tagged)
    there = {ranges[0] for ranges in spans if len(ranges) == 1}
    own = _Ranges(pair for ranges in spans for pair in ranges)
    furniture = _Ranges(blocks)
    least_start, least_end = _least(wanted.start), _least(wanted.end)
    found, at = [], text.find(wanted.text)
    while at >= 0:
        end = at + len(wanted.text)
        start_edge, end_edge = edge_at(text, at), edge_at(text, end)
        if start_edge < least_start or end_edge < least_end:
            at = text.find(wanted.text, at + 1)
            continue
        why = None
        if (at, end) in there:
            why = Why.TAGGED
        elif own.around(at, end):
            why = Why.INSIDE
        elif own.over(at, end):
            why = Why.CROSSING
        elif furniture.over(at, end):
            why = Why.BOILERPLATE
        elif start_edge < wanted.start or end_edge < wanted.end:
            why = Why.LONGER_WORD
        found.append(Place(at, end, why))
        at = text.find(wanted.text, end)
    return found


def _least(wanted: Edge) -> Edge:
    """Return what an edge of a place has to be at least: no character is ever cut."""
    return min(max(wanted, Edge.WORD_PART), Edge.SEAM)


def left_out(found: Iterable[Place]) -> Counter[Why]:
    """Return how many places are left out, by reason."""
    return Counter(place.why for place in found if place.why is not None)


class _Ranges:
    """Ranges that may overlap, asked what lies where."""

    def __init__(self, ranges: Iterable[Range]) -> None:
        ordered = sorted(ranges)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))

    def around(self, start: int, end: int) -> bool:
        """Tell whether one of them holds all of ``[start, end)``."""
        # Of those that begin no later, the one that reaches furthest.
        before = bisect_left(self._starts, start + 1)
        return before > 0 and self._reach[before - 1] >= end

    def over(self, start: int, end: int) -> bool:
        """Tell whether one of them holds any of ``[start, end)``."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._reach[before - 1] > start
