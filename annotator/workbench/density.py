"""How full an article is, from its beginning to its end: the numbers behind the overview."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import compress

STEPS = 2048
"""Into how many equal parts an article is divided, whatever its length."""


class Density:
    """Counts what touches each part of a text.

    Adding and taking away cost what the range is long; nothing ever counts anew.

    Args:
        length: of the text, in code points.

    """

    def __init__(self, length: int) -> None:
        self._length = max(1, length)
        self._counts: dict[str, list[int]] = {}
        self._runs: dict[str, tuple[int, list[tuple[int, int]]]] = {}

    def change(self, name: str, start: int, end: int, by: int) -> None:
        """Count a range ``[start, end)`` of a kind once more (1) or once less (-1)."""
        self._runs.pop(name, None)
        counts = self._counts.get(name)
        if counts is None:
            counts = self._counts[name] = [0] * STEPS
        first = start * STEPS // self._length
        last = (end * STEPS - 1) // self._length
        counts[first] += by
        for part in range(first + 1, last + 1):
            counts[part] += by

    def replace(self, name: str, ranges: Iterable[tuple[int, int]]) -> None:
        """Forget what was counted of a kind; count these ranges, thousands with every letter."""
        self._runs.pop(name, None)
        counts, length = [0] * STEPS, self._length
        for start, end in ranges:
            first, last = start * STEPS // length, (end * STEPS - 1) // length
            counts[first] += 1
            for part in range(first + 1, last + 1) if first < last else ():
                counts[part] += 1
        self._counts[name] = counts

    def runs(self, name: str, rows: int) -> list[tuple[int, int]]:
        """Return where a kind is, as ``(first, end)`` of ``rows`` equal rows, joined."""
        known = self._runs.get(name)
        if known is None or known[0] != rows:
            known = self._runs[name] = rows, self._find_runs(name, rows)
        return known[1]

    def _find_runs(self, name: str, rows: int) -> list[tuple[int, int]]:
        counts = self._counts.get(name)
        if counts is None:
            return []
        found: list[tuple[int, int]] = []
        for part in compress(range(STEPS), counts):
            low, high = part * rows // STEPS, -(-(part + 1) * rows // STEPS)
            if found and low <= found[-1][1]:
                found[-1] = (found[-1][0], high)
            else:
                found.append((low, high))
        return found
