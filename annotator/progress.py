"""Progress, not too often, and the question whether to stop; the same for all slow work."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from annotator.errors import CancelledError
from annotator.words import Message

Progress = Callable[[int, int], None]
"""Called with how much is done and how much there is, in any unit; the first only rises.

How much there is may be 0: not known.
"""

Cancelled = Callable[[], bool]
"""Asked often; True stops the work."""

INTERVAL_S = 0.05
"""Progress is told at most twenty times a second."""


_listening: ContextVar[Throttle | None] = ContextVar("listening", default=None)


@contextmanager
def listening(throttle: Throttle) -> Iterator[None]:
    """Hear in this thread what ``tell`` tells, from however deep."""
    token = _listening.set(throttle)
    try:
        yield
    finally:
        _listening.reset(token)


def tell(done: int, total: int) -> None:
    """Tell whoever is ``listening`` how far the work is; nobody may be.

    Raises:
        CancelledError: the user stopped the work.

    """
    throttle = _listening.get()
    if throttle is not None:
        throttle.step(done, total)


class Throttle:
    """Reports progress at most twenty times a second and asks whether to stop.

    Args:
        stopped: what is said when it is.
        progress: told how far the work is.
        cancelled: asked whether to stop.

    """

    def __init__(
        self, stopped: Message, progress: Progress | None, cancelled: Cancelled | None = None
    ) -> None:
        self._stopped = stopped
        self._progress = progress
        self._cancelled = cancelled
        self._next = 0.0

    def step(self, done: int, total: int) -> None:
        """Report, if it is time to.

        Raises:
            CancelledError: the user stopped the work.

        """
        if self._cancelled is not None and self._cancelled():
            raise CancelledError(self._stopped)
        if self._progress is None:
            return
        now = time.monotonic()
        if now >= self._next:
            self._next = now + INTERVAL_S
            self._progress(min(done, total) if total else done, total)

    def finish(self, total: int) -> None:
        """Report that all is done."""
        if self._progress is not None:
            self._progress(total, total)


class Meter:
    """How far one large change is, in whatever it counts; asked in its pauses whether to stop.

    Args:
        progress: told how far it is.
        cancelled: asked whether to stop.
        stopped: what is said when it is.

    """

    def __init__(self, progress: Progress, cancelled: Cancelled, stopped: Message) -> None:
        self._throttle = Throttle(stopped, progress, cancelled)
        self._done = self._total = 0

    def begin(self, total: int) -> None:
        """Say how much there is."""
        self._total = total

    def add(self, done: int) -> None:
        """Say that more is done.

        Raises:
            CancelledError: the user stopped the work.

        """
        self._done += done
        self._throttle.step(self._done, self._total)
