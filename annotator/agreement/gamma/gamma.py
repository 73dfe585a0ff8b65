"""Gamma: chance-corrected agreement on where units are and which labels they have.

Source: Mathet, Widlöcher and Métivier (2015), "The Unified and Holistic Method Gamma (γ) for
Inter-Annotator Agreement Measure and Alignment", Computational Linguistics 41(3), J15-3003.

``gamma = 1 - observed / expected``: the disorder of the best alignment of the annotators' units
over the mean of that of sampled continua. 1 is total agreement, 0 what chance would give. It is
the one chance-corrected measure here that takes one annotator's own overlapping units as they are.

A *continuum* is an article as its annotators marked it: for each annotator an array of shape
(k, 3) with the begin, the end (exclusive) and the label code of their k units, in any order. An
annotator who is done and marked nothing has an array of shape (0, 3).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotator.agreement.gamma.alignment import (
    Dissimilarity,
    TooDenseError,
    Units,
    least_disorders,
    mean_units,
)
from annotator.agreement.gamma.sampling import Statistics, measure, sample
from annotator.errors import CancelledError
from annotator.progress import Cancelled
from annotator.words import Message, say

Continuum = Sequence[ArrayLike]
"""Of each annotator the units in an article: (k, 3) begin, end, label code."""

FEW_ANNOTATORS = say("fewer than two annotators")
NO_UNITS = say("nobody marked anything")
NO_CHANCE = say("too few spans to tell agreement from chance")
TOO_DENSE = say("too many spans overlap for an exact alignment")
NO_ARTICLES = say("no article has a gamma")

_SAMPLES = 30
"""How many continua are sampled first, as in the source, 5.3."""

_CHUNK_UNITS = 2000
"""Units that are aligned between two questions whether to stop."""

_Z = 1.96
"""Of the normal distribution, for 95 %."""


class Gamma(msgspec.Struct, frozen=True, kw_only=True):
    """The gamma of one continuum.

    Attributes:
        value: None where it is undefined.
        undefined: why there is no value.
        observed: disorder of the best alignment; None where there is none.
        expected: mean disorder of the best alignments of the sampled continua.
        annotators: how many there are.
        units: mean number of units of an annotator.
        samples: how many continua were sampled.
        seed: of the sampling; the same one gives the same value.

    """

    value: float | None
    undefined: Message | None = None
    observed: float | None = None
    expected: float | None = None
    annotators: int
    units: float = 0.0
    samples: int = 0
    seed: tuple[int, ...]


class PooledGamma(msgspec.Struct, frozen=True, kw_only=True):
    """The gamma of several continua taken together.

    Attributes:
        value: None where it is undefined.
        undefined: why there is no value.

    """

    value: float | None
    undefined: Message | None = None


def gamma(
    continuum: Continuum,
    *,
    seed: int | tuple[int, ...] = 0,
    precision: float | None = None,
    weights: Dissimilarity | None = None,
    cancelled: Cancelled | None = None,
) -> Gamma:
    """Return the gamma of one article.

    Args:
        continuum: the units of each annotator.
        seed: of the random numbers, not negative.
        precision: wanted at 95 % confidence, relative to the expected disorder: .01, .02 or .05
            are usual. More than 30 continua are sampled where these vary too much for it. None: 30.
        weights: of position and label; both 1 where None.
        cancelled: asked between samples whether to stop.

    Raises:
        ValueError: a unit is empty, or an array, a weight or the precision is out of bounds.
        CancelledError: the work was stopped.

    """
    weights = weights or Dissimilarity()
    _check(weights, precision)
    seeds = (seed,) if isinstance(seed, int) else tuple(seed)
    units = tabulate(continuum)
    nothing = Gamma(value=None, annotators=units.annotators, seed=seeds)
    if units.annotators < 2:
        return msgspec.structs.replace(nothing, undefined=FEW_ANNOTATORS)
    if not len(units.begin):
        return msgspec.structs.replace(nothing, undefined=NO_UNITS)
    try:
        observed = float(least_disorders(units, weights)[0])
        random = np.random.default_rng(seeds)
        by_chance = _sampled_disorders(measure(units), weights, precision, random, cancelled)
    except TooDenseError:
        return msgspec.structs.replace(nothing, undefined=TOO_DENSE)
    expected = float(by_chance.mean())
    return Gamma(
        value=1 - observed / expected if expected > 0 else None,
        undefined=None if expected > 0 else NO_CHANCE,
        observed=observed,
        expected=expected,
        annotators=units.annotators,
        units=float(mean_units(units)[0]),
        samples=len(by_chance),
        seed=seeds,
    )


def pool(articles: Sequence[Gamma]) -> PooledGamma:
    """Return the gamma of several articles from that of each.

    The source defines gamma for one continuum, and pygamma-agreement knows no more. Here, as for
    the alphas, sums are taken over the articles before there is any division:
    ``1 - Σ w·observed / Σ w·expected``, w being the mean number of units of an annotator in the
    article. As a disorder is a sum over the mean number of units, this undoes that division: each
    unit counts alike, in a long article and in a short one. A mean of the articles' gammas would
    count an article with one or two spans in full, although chance is poorly known from so few:
    the sampled units then lie where the only unit lay.

    Articles with fewer than two annotators, without spans, or too dense are left out. Those where
    chance leaves no disorder add what was observed.
    """
    counted = [one for one in articles if one.observed is not None and one.expected is not None]
    observed = math.fsum(one.units * (one.observed or 0.0) for one in counted)
    expected = math.fsum(one.units * (one.expected or 0.0) for one in counted)
    reason = NO_ARTICLES if not counted else NO_CHANCE if expected == 0 else None
    return PooledGamma(
        value=1 - observed / expected if reason is None else None,
        undefined=reason,
    )


def tabulate(continuum: Continuum) -> Units:
    """Return the units of one article as a table.

    Raises:
        ValueError: an array has not the shape (k, 3), or a unit does not end after it begins.

    """
    arrays = [_array(units) for units in continuum]
    together = np.concatenate([np.empty((0, 3)), *arrays])
    if not np.all(together[:, 1] > together[:, 0]):
        raise ValueError("every unit must end after it begins")
    return Units(
        begin=together[:, 0],
        end=together[:, 1],
        label=together[:, 2].astype(np.intp),
        annotator=np.repeat(np.arange(len(arrays)), [len(units) for units in arrays]),
        continuum=np.zeros(len(together), np.intp),
        annotators=len(arrays),
    )


def _array(units: ArrayLike) -> NDArray[np.float64]:
    """Return units as an array (k, 3)."""
    array = np.asarray(units, np.float64)
    if array.size == 0:
        return np.empty((0, 3))
    if array.ndim != 2 or array.shape[1] != 3:
        raise ValueError(f"units have the shape (k, 3), not {array.shape}")
    return array


def _sampled_disorders(
    statistics: Statistics,
    weights: Dissimilarity,
    precision: float | None,
    random: np.random.Generator,
    cancelled: Cancelled | None,
) -> NDArray[np.float64]:
    """Return the disorders of as many sampled continua as the precision asks for, (N,)."""
    disorders = _disorders(statistics, weights, _SAMPLES, random, cancelled)
    more = _samples_needed(disorders, precision) - len(disorders)
    if more <= 0:
        return disorders
    return np.concatenate([disorders, _disorders(statistics, weights, more, random, cancelled)])


def _disorders(
    statistics: Statistics,
    weights: Dissimilarity,
    samples: int,
    random: np.random.Generator,
    cancelled: Cancelled | None,
) -> NDArray[np.float64]:
    """Return the disorders of sampled continua, (samples,), some at a time."""
    size = max(1, int(_CHUNK_UNITS / max(1.0, statistics.annotators * statistics.number[0])))
    disorders = []
    for done in range(0, samples, size):
        if cancelled is not None and cancelled():
            raise CancelledError(say("the measuring was stopped; nothing has changed"))
        units = sample(statistics, min(size, samples - done), random)
        disorders.append(least_disorders(units, weights))
    return np.concatenate(disorders)


def _samples_needed(disorders: NDArray[np.float64], precision: float | None) -> int:
    """Return how many samples keep the mean within ``precision`` of itself in 95 % of cases."""
    mean = float(disorders.mean())
    if precision is None or mean == 0:
        return len(disorders)
    variation = float(disorders.std(ddof=1)) / mean
    return math.ceil((variation * _Z / precision) ** 2)


def _check(weights: Dissimilarity, precision: float | None) -> None:
    """Raise ValueError if a setting is out of bounds."""
    if not (weights.alpha > 0 and weights.beta >= 0):
        raise ValueError("the weight of position must be above 0, that of labels not below")
    if precision is not None and not 0 < precision < 1:
        raise ValueError("the precision must be between 0 and 1")
