"""Sampled continua and what they are made from."""

from __future__ import annotations

import math

import numpy as np
import pytest

from annotator.agreement.gamma.alignment import mean_units
from annotator.agreement.gamma.gamma import tabulate
from annotator.agreement.gamma.sampling import measure, sample
from tests.agreement.continua import make_continuum


def test_statistics_are_those_of_the_continuum() -> None:
    statistics = measure(tabulate([[(30, 40, 7), (10, 20, 7)], [(14, 22, 2)], []]))
    assert statistics.annotators == 3
    assert statistics.number == pytest.approx((1, math.sqrt(2 / 3)))
    gaps = [0, 10, 4]
    assert statistics.gap == pytest.approx((np.mean(gaps), np.std(gaps)))
    assert statistics.length == pytest.approx((28 / 3, np.std([10, 10, 8])))
    assert statistics.labels.tolist() == [2, 7]
    assert statistics.shares == pytest.approx([1 / 3, 2 / 3])


def test_overlapping_units_have_gaps_below_zero() -> None:
    assert measure(tabulate([[(0, 20, 0), (10, 30, 0)], []])).gap == pytest.approx((-5, 5))


def test_samples_are_like_the_continuum() -> None:
    given_units = measure(tabulate([make_continuum(1, 12, seed=3)[0], make_continuum(1, 20)[0]]))
    sampled = sample(given_units, 2000, np.random.default_rng(1))
    assert np.all(sampled.end > sampled.begin)
    assert np.all(np.diff(sampled.continuum * 2 + sampled.annotator) >= 0)
    numbers = np.bincount(sampled.continuum * 2 + sampled.annotator, minlength=4000)
    assert numbers.mean() == pytest.approx(16, rel=0.02)
    assert numbers.std() == pytest.approx(4, rel=0.05)
    lengths = sampled.end - sampled.begin
    assert lengths.mean() == pytest.approx(given_units.length[0], rel=0.05)
    within = np.diff(sampled.continuum * 2 + sampled.annotator) == 0
    gaps = (sampled.begin[1:] - sampled.end[:-1])[within]
    assert gaps.mean() == pytest.approx(given_units.gap[0], rel=0.02)
    assert gaps.std() == pytest.approx(given_units.gap[1], rel=0.02)
    shares = np.bincount(sampled.label, minlength=5) / len(sampled.label)
    assert shares[given_units.labels] == pytest.approx(given_units.shares, abs=0.02)


def test_no_sample_is_empty() -> None:
    few = measure(tabulate([[(0, 5, 0)], [], [], []]))
    assert np.all(np.isfinite(mean_units(sample(few, 200, np.random.default_rng(0)))))
