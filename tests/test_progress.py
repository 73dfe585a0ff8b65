"""How often progress is told, and how work is stopped."""

from __future__ import annotations

from itertools import pairwise

import pytest

from annotator import progress
from annotator.errors import CancelledError
from annotator.progress import INTERVAL_S, Throttle
from annotator.words import say

SECOND_MS = 1000
STOPPED = say("the work was stopped; nothing has changed")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands still; its only item is the time in seconds."""
    now = [1000.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def test_progress_is_told_at_most_twenty_times_a_second(clock: list[float]) -> None:
    told: list[tuple[int, float]] = []
    throttle = Throttle(
        say("the work was stopped; nothing has changed"),
        lambda done, _: told.append((done, clock[0])),
    )
    for done in range(3 * SECOND_MS):
        throttle.step(done, 3 * SECOND_MS)
        clock[0] += 0.001
    assert told[0][0] == 0
    assert all(after - before >= INTERVAL_S for (_, before), (_, after) in pairwise(told))
    assert 3 / INTERVAL_S - 3 <= len(told) <= 3 / INTERVAL_S
    assert INTERVAL_S >= 1 / 20


def test_the_end_is_always_told(clock: list[float]) -> None:
    told: list[tuple[int, int]] = []
    throttle = Throttle(
        say("the work was stopped; nothing has changed"),
        lambda done, total: told.append((done, total)),
    )
    throttle.step(1, 3)
    throttle.step(2, 3)
    throttle.finish(3)
    assert told == [(1, 3), (3, 3)]


def test_no_more_is_done_than_there_is(clock: list[float]) -> None:
    """A file that grew; where nobody knows how much there is, what is done is told."""
    told: list[tuple[int, int]] = []
    throttle = Throttle(
        say("the work was stopped; nothing has changed"),
        lambda done, total: told.append((done, total)),
    )
    throttle.step(5, 3)
    clock[0] += 1
    throttle.step(5, 0)
    assert told == [(3, 3), (5, 0)]


def test_stopped_work_says_what_was_stopped() -> None:
    """Every step asks, also where nobody wants to know how far it is."""
    asked = iter([False, True])
    throttle = Throttle(
        say("the import was stopped; nothing has changed"), None, lambda: next(asked)
    )
    throttle.step(1, 3)
    with pytest.raises(CancelledError, match="the import was stopped; nothing has changed"):
        throttle.step(2, 3)
    throttle.finish(3)
