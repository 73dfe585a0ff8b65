"""Active time: the stopwatch alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.workbench.stopwatch import GRACE_S, IDLE_S, Stopwatch


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def watch(clock):
    watch = Stopwatch(clock)
    watch.start()
    return watch


def test_work_is_counted(clock, watch):
    """Short silences are reading and thinking."""
    for _ in range(10):
        clock.now += IDLE_S
        watch.touch()
    assert watch.seconds == 10 * IDLE_S


def test_a_pause_is_not(clock, watch):
    """Of a long silence a few seconds count, before and after somebody is back."""
    clock.now += 10
    watch.touch()
    clock.now += 3600
    assert watch.seconds == 10 + GRACE_S
    watch.touch()
    assert watch.seconds == 10 + GRACE_S
    clock.now += 2
    assert watch.seconds == 12 + GRACE_S


def test_stopped_it_counts_nothing(clock, watch):
    """Touches without an article are no work."""
    clock.now += 3
    watch.stop()
    clock.now += 3
    watch.touch()
    assert watch.seconds == 3
    watch.start()
    assert watch.seconds == 0
    assert Stopwatch(clock).seconds == 0


@given(st.lists(st.floats(0, 1000, allow_nan=False)))
def test_it_never_counts_more_than_has_passed(silences):
    """Whatever the touches are, active time is between nothing and the time on the wall."""
    clock = Clock()
    watch = Stopwatch(clock)
    watch.start()
    for silence in silences:
        clock.now += silence
        watch.touch()
    assert 0 <= watch.seconds <= sum(silences) + 1e-6
