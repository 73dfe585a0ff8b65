"""Intervals by resampling articles: never characters, never annotators.

Articles are drawn with replacement, as many as there are; the figure is computed from the weighed
sums; the 2.5th and 97.5th percentiles of the replicates are the interval (Efron, Tibshirani 1993,
An Introduction to the Bootstrap, 13.3). Characters of one article are not independent of one
another, so resampling them would give intervals far too narrow.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Protocol, Self, TypeVar

import numpy as np

from annotator.agreement.measures.arrays import Floats

_CELLS = 4_000_000
"""Weights held at a time: replicates times articles."""


class Weighable(Protocol):
    """Sums per article that can be weighed: of units, or of single values."""

    @property
    def total(self) -> Floats:
        """What there is, per article."""
        ...

    def weighed(self, weights: Floats) -> Self:
        """Return sums over the articles with weights of shape (R, D), one row per replicate."""
        ...


S = TypeVar("S", bound=Weighable)


def replicate(sums: S, figure: Callable[[S], Floats], replicates: int, seed: int) -> Floats:
    """Compute a figure of resampled articles.

    Args:
        sums: per article, leading axis D > 0.
        figure: maps sums with leading axis R to an array with leading axis R.
        replicates: how many times the articles are drawn.
        seed: of the generator; the same seed and sums give the same replicates.

    Returns:
        What ``figure`` returns, leading axis ``replicates``.

    """
    articles = len(sums.total)
    generator = np.random.Generator(np.random.PCG64(seed))
    at_once = max(1, _CELLS // articles)
    found: list[Floats] = []
    for begin in range(0, replicates, at_once):
        number = min(at_once, replicates - begin)
        drawn = generator.integers(0, articles, size=(number, articles), dtype=np.int32)
        cells = drawn + (np.arange(number, dtype=np.int64) * articles)[:, None]
        weights = np.bincount(cells.ravel(), minlength=number * articles)
        found.append(figure(sums.weighed(weights.reshape(number, articles).astype(np.float64))))
    return np.concatenate(found)


def percentiles(replicates: Floats, level: float = 0.95) -> tuple[Floats, Floats]:
    """Return the lower and upper end over the first axis, leaving out undefined replicates.

    Both are NaN where no replicate is defined.
    """
    tail = 50 * (1 - level)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        if np.isnan(replicates).any():
            low, high = np.nanpercentile(replicates, [tail, 100 - tail], axis=0)
        else:
            low, high = np.percentile(replicates, [tail, 100 - tail], axis=0)
    return np.asarray(low, np.float64), np.asarray(high, np.float64)
