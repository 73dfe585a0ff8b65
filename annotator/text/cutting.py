"""Cutting passages out of a text, with the way of every offset from the one to the other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from annotator.text.offsets import check_range
from annotator.text.spaces import WHITE_SPACE
from annotator.text.words import word_at

_NEEDS_SPACE_AFTER = ".,;:!?…”’»)]"
_CONTEXT = 40


class Piece(NamedTuple):
    """A stretch that is in both texts; all offsets are code points."""

    clean: int
    raw: int
    length: int


class CutText:
    """A text without some of its passages.

    Where a cut leaves white space on both sides, one side goes too (the side with fewer line
    breaks); where it would glue two words, they get a space: "Milley" and "Republicans" do,
    "Repub" and "licans" do not. Nothing else is added or taken away.

    Args:
        raw: the text.
        removed: ranges to cut out; they may overlap and stand in any order.

    Attributes:
        text: what is left.
        removed: what was cut, in order and apart, white space that went along included.
        pieces: the stretches of ``text`` that stand in ``raw``, in order.

    Raises:
        OffsetError: a range is not inside the text.

    """

    def __init__(self, raw: str, removed: Iterable[tuple[int, int]]) -> None:
        self.raw = raw
        self.removed = tuple(_with_space(raw, cut) for cut in _united(raw, removed))
        self.removed = tuple(_united(raw, self.removed))
        pieces: list[Piece] = []
        parts: list[str] = []
        length = position = 0
        for start, end in (*self.removed, (len(raw), len(raw))):
            if start > position:
                if parts and _glues(parts[-1], raw, position):
                    parts.append(" ")
                    length += 1
                pieces.append(Piece(length, position, start - position))
                parts.append(raw[position:start])
                length += start - position
            position = end
        self.pieces = tuple(pieces)
        self.text = "".join(parts)
        self._raw_starts = [piece.raw for piece in pieces]

    def to_clean(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where what is left of a range of ``raw`` stands in ``text``; None for nothing.

        Raises:
            OffsetError: the range is not inside the text.

        """
        check_range(self.raw, start, end)
        first: int | None = None
        last = 0
        at = max(0, bisect_right(self._raw_starts, start) - 1)
        while at < len(self.pieces) and self.pieces[at].raw < end:
            piece = self.pieces[at]
            low, high = max(start, piece.raw), min(end, piece.raw + piece.length)
            if low < high:
                moved = piece.clean - piece.raw
                first = low + moved if first is None else first
                last = high + moved
            at += 1
        return None if first is None else (first, last)


def _united(text: str, ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    united: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        check_range(text, start, end)
        if start == end:
            continue
        if united and start <= united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return united


def _with_space(text: str, cut: tuple[int, int]) -> tuple[int, int]:
    """Return a cut with the white space on one of its sides, where there is some on both."""
    start, end = cut
    left = start
    while left > 0 and text[left - 1] in WHITE_SPACE:
        left -= 1
    right = end
    while right < len(text) and text[right] in WHITE_SPACE:
        right += 1
    if left == 0 and right == len(text):
        return cut  # nothing but white space is left: it stays, a text is never empty by this
    if left == 0:
        return 0, right
    if right == len(text):
        return left, right
    if left == start or right == end:
        return cut
    if text.count("\n", left, start) >= text.count("\n", end, right):
        return start, right
    return left, end


def _glues(before: str, text: str, position: int) -> bool:
    """Tell whether what is left before a cut and what follows it need a space between them."""
    left, right = before[-_CONTEXT:], text[position : position + _CONTEXT]
    if left[-1] in WHITE_SPACE or right[0] in WHITE_SPACE:
        return False
    if left[-1] in _NEEDS_SPACE_AFTER and (right[0].isalnum() or right[0] in "“‘«("):
        return True
    joined = left + right
    plain, apart = (word_at(joined, len(left) - 1, glued=glued) for glued in (False, True))
    if plain is None or apart is None:
        return False
    return plain[1] > len(left) and apart[1] <= len(left)
