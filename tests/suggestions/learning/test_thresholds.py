"""Thresholds that are earned, and scores that hold."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggestions.learning.logistic import sigmoid
from annotator.suggestions.learning.thresholds import FEWEST, LOWEST, calibrate, earned


def brute(scores, right, wanted):
    """The lowest score that is enough, by trying all of them."""
    best = None
    for score in sorted(set(scores)):
        there = [good for one, good in zip(scores, right, strict=True) if one >= score]
        if score < min(LOWEST, wanted):
            continue
        if len(there) >= FEWEST and sum(there) >= wanted * len(there):
            return score
    return best


@given(
    st.lists(
        st.tuples(st.sampled_from([0.1, 0.3, 0.5, 0.7, 0.9, 0.95]), st.booleans()), max_size=90
    ),
    st.sampled_from([0.5, 0.8, 0.9]),
)
def test_it_is_the_lowest_that_is_right_often_enough(cases, wanted):
    scores = np.array([score for score, _ in cases])
    right = np.array([good for _, good in cases], dtype=bool)
    found = earned(scores, right, 100, wanted)
    assert found.score == brute(scores.tolist(), right.tolist(), wanted)
    if found.score is not None:
        shown = right[scores >= found.score]
        assert found.cases == len(shown)
        assert found.precision == shown.mean()


def test_scores_that_are_tied_count_together():
    scores = np.full(40, 0.9)
    right = np.array([True] * 25 + [False] * 15)
    assert earned(scores, right, 40, 0.9).score is None
    assert earned(scores, right, 40, 0.6).score == 0.9


def test_nineteen_earn_nothing():
    assert earned(np.linspace(0.5, 1, 19), np.ones(19, dtype=bool), 19, 0.9).score is None


def test_calibrated_scores_hold():
    random = np.random.default_rng(5)
    truth = random.normal(size=4000)
    right = random.random(4000) < sigmoid(0.5 * truth + 0.4)
    made = calibrate(truth * 3 - 1, right).of(truth * 3 - 1)
    for low in (0.2, 0.4, 0.6, 0.8):
        here = (made >= low) & (made < low + 0.2)
        if here.sum() > 100:
            assert abs(right[here].mean() - made[here].mean()) < 0.06


def test_few_cases_are_left_as_they_are():
    assert calibrate(np.array([1.0, -1.0]), np.array([True, False])).of(np.zeros(1)) == 0.5
