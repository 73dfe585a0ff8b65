r"""Grapheme clusters: what a reader takes for one character.

Extended grapheme clusters of Unicode (UAX #29) as the ``regex`` library's ``\X`` knows them.
Whether a cluster ends at a place depends on the two characters there, except after regional
indicators (flags: how many come before), joiners and combining marks (emoji sequences, Indic
conjuncts: which character carries them). So only that much of the text is looked at, however
long it is.
"""

from __future__ import annotations

import regex

from annotator.text.offsets import check_position, check_range

_CLUSTER = regex.compile(r"\X")
_FIRST_COMBINING = "\u0300"
_EXTENDING = regex.compile(r"[\p{GCB=Extend}\u200d]")
_NOT_EXTENDING_BACKWARDS = regex.compile(r"(?r)[^\p{GCB=Extend}\u200d]")
_NOT_REGIONAL_BACKWARDS = regex.compile("(?r)[^\U0001f1e6-\U0001f1ff]")


def is_grapheme_boundary(text: str, position: int) -> bool:
    """Tell whether a cluster starts or ends at ``position``, in code points.

    Both ends of the text are boundaries.

    Raises:
        OffsetError: ``position`` is outside the text.

    """
    check_position(text, position)
    return _is_boundary(text, position)


def next_grapheme(text: str, position: int) -> int:
    """Return the first cluster boundary after ``position``; the end of the text stays there.

    Raises:
        OffsetError: ``position`` is outside the text.

    """
    check_position(text, position)
    if position == len(text):
        return position
    return _ceil(text, position + 1)


def previous_grapheme(text: str, position: int) -> int:
    """Return the last cluster boundary before ``position``; 0 stays 0.

    Raises:
        OffsetError: ``position`` is outside the text.

    """
    check_position(text, position)
    return _floor(text, position - 1) if position else 0


def grapheme_range(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the smallest range of whole clusters that contains ``[start, end)``.

    An empty range stays empty and moves to the start of the cluster that it stands in.

    Raises:
        OffsetError: the range is not inside the text.

    """
    check_range(text, start, end)
    floor = _floor(text, start)
    return (floor, _ceil(text, end)) if end > start else (floor, floor)


def _floor(text: str, position: int) -> int:
    while not _is_boundary(text, position):
        position -= 1
    return position


def _ceil(text: str, position: int) -> int:
    while not _is_boundary(text, position):
        position += 1
    return position


def _is_boundary(text: str, position: int) -> bool:
    if position in {0, len(text)}:
        return True
    before, after = text[position - 1], text[position]
    if before < _FIRST_COMBINING and after < _FIRST_COMBINING:
        return not (before == "\r" and after == "\n")
    if _is_regional(before) and _is_regional(after):
        # Flags are pairs, counted from the first of the row.
        other = _NOT_REGIONAL_BACKWARDS.search(text, 0, position)
        first = other.end() if other else 0
        return bool((position - first) % 2 == 0)
    if _EXTENDING.match(before) and not _EXTENDING.match(after):
        # What the marks and joiners belong to decides whether they bind the next character.
        carrier = _NOT_EXTENDING_BACKWARDS.search(text, 0, position)
        first = carrier.start() if carrier else 0
        clusters = _CLUSTER.finditer(text[first : position + 1])
        return any(cluster.end() == position - first for cluster in clusters)
    return _CLUSTER.fullmatch(before + after) is None


def _is_regional(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
