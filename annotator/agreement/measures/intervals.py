"""Intervals by resampling articles: never characters, never annotators.

Articles are drawn with replacement, as many as there are; the figure is computed from the weighed
sums; the 2.5th and 97.5th percentiles of the replicates are the interval (Efron, Tibshirani 1993,
An Introduction to the Bootstrap, 13.3). Characters of one article are not independent of one
another, so resampling them would give intervals far too narrow.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from typing import Protocol, Self, TypeVar

import msgspec
import numpy as np

from annotator.agreement.measures.arrays import Floats, Ints, sum_by

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
    drawn = _draws(len(sums.total), replicates, seed)
    return np.concatenate([figure(sums.weighed(weights)) for weights in drawn])


class Counted(msgspec.Struct, frozen=True, eq=False):
    """Counts of articles in groups, as of pairs of annotators; M rows, C columns.

    Attributes:
        article: (M,) index.
        group: (M,) index.
        values: (M, C), whole numbers.
        articles: D.
        groups: G.

    """

    article: Ints
    group: Ints
    values: Floats
    articles: int
    groups: int

    def added(self) -> Floats:
        """Return the sums of each group; shape (G, C)."""
        return sum_by(self.group, self.values, self.groups)

    def weighed(self, weights: Floats) -> Floats:
        """Return the sums with weights of the articles, (R, D); shape (R, G, C)."""
        found = np.zeros((len(weights), self.groups, self.values.shape[1]))
        for group in range(self.groups):
            rows = np.flatnonzero(self.group == group)
            found[:, group] = weights[:, self.article[rows]] @ self.values[rows]
        return found


def replicate_groups(
    counted: Counted, figures: Callable[[Floats], Floats], replicates: int, seed: int
) -> Floats:
    """Compute figures of groups from resampled articles; the same articles as ``replicate`` draws.

    Args:
        counted: counts by article and group.
        figures: maps (R, G, C) to (R, number of figures).
        replicates: how many times the articles are drawn.
        seed: of the generator.

    Returns:
        (``replicates``, number of figures).

    """
    cells = counted.groups * counted.values.shape[1]
    drawn = _draws(counted.articles, replicates, seed, cells)
    return np.concatenate([figures(counted.weighed(weights)) for weights in drawn])


def _draws(articles: int, replicates: int, seed: int, cells: int = 0) -> Iterator[Floats]:
    """Yield how often each article is drawn, (R, D), so few at a time that memory holds them."""
    generator = np.random.Generator(np.random.PCG64(seed))
    at_once = max(1, _CELLS // max(articles, cells))
    for begin in range(0, replicates, at_once):
        number = min(at_once, replicates - begin)
        drawn = generator.integers(0, articles, size=(number, articles), dtype=np.int32)
        places = drawn + (np.arange(number, dtype=np.int64) * articles)[:, None]
        weights = np.bincount(places.ravel(), minlength=number * articles)
        yield weights.reshape(number, articles).astype(np.float64)


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
