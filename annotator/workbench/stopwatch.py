"""How long somebody has worked on an article: pauses are taken out. Knows no clock but the given.

The window touches the stopwatch at every key, click and turn of the wheel. Time between two
touches counts when it is short; after a longer silence only a few seconds of it do.
"""

from __future__ import annotations

import time
from collections.abc import Callable

IDLE_S = 30.0
"""After so long without a touch nobody is there."""

GRACE_S = 5.0
"""So long after the last touch before a pause still counts."""


class Stopwatch:
    """Active time since ``start``.

    Args:
        clock: returns seconds that never go back.

    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._counted = 0.0
        self._touched: float | None = None

    def start(self) -> None:
        """Begin at nothing; what started it counts as a touch."""
        self._counted = 0.0
        self._touched = self._clock()

    def stop(self) -> None:
        """Count no further, until it is started again."""
        self._counted = self.seconds
        self._touched = None

    def touch(self) -> None:
        """Note that somebody is there."""
        if self._touched is not None:
            now = self._clock()
            self._counted += _active(now - self._touched)
            self._touched = now

    @property
    def seconds(self) -> float:
        """Active time until now."""
        if self._touched is None:
            return self._counted
        return self._counted + _active(self._clock() - self._touched)


def _active(silence: float) -> float:
    return silence if silence <= IDLE_S else GRACE_S
