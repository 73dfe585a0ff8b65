"""Continua as they would be by chance, like a given one in all but the places of its units.

Gamma compares what annotators did with what would be expected by chance (Mathet, Widlöcher and
Métivier 2015, Computational Linguistics 41(3), section 5.2). The source shifts the annotations of
one continuum against each other. This is the statistical sampler that pygamma-agreement (Titeux
and Riad 2021, Journal of Open Source Software 6(62), 2989) has by default instead: it draws every
number from a normal distribution with the mean and the standard deviation found.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from annotator.agreement.gamma.alignment import Units

Floats = NDArray[np.float64]


class Statistics(NamedTuple):
    """What a sampled continuum has in common with the given one.

    Means and standard deviations (dividing by N) are over all annotators together.

    Attributes:
        annotators: how many there are.
        number: mean and deviation of the number of units of an annotator.
        gap: of the distance from the end of an annotator's unit to the beginning of the next,
            below 0 where they overlap, and from the first beginning in the continuum to that of
            each annotator.
        length: of the lengths of units.
        labels: (L,) the codes in use.
        shares: (L,) how often each is used, summing to 1.

    """

    annotators: int
    number: tuple[float, float]
    gap: tuple[float, float]
    length: tuple[float, float]
    labels: NDArray[np.intp]
    shares: Floats


def measure(units: Units) -> Statistics:
    """Return the statistics of one continuum with at least one unit."""
    counts = np.bincount(units.annotator, minlength=units.annotators)
    labels, uses = np.unique(units.label, return_counts=True)
    return Statistics(
        annotators=units.annotators,
        number=_mean_and_deviation(counts),
        gap=_mean_and_deviation(_gaps(units)),
        length=_mean_and_deviation(units.end - units.begin),
        labels=labels,
        shares=uses / len(units.label),
    )


def sample(statistics: Statistics, continua: int, random: np.random.Generator) -> Units:
    """Return that many sampled continua.

    Units follow each other at the gaps drawn, each as long as the absolute value drawn; positions
    are not whole numbers, and may be negative. An annotator may be left without a unit, but a
    continuum in which all are is drawn again (pygamma-agreement gives each at least one, and so
    has annotators agree by chance on the only unit that one of them marked).
    """
    counts = _numbers(statistics, continua, random)
    size = int(counts.sum())
    gaps = random.normal(*statistics.gap, size)
    lengths = np.abs(random.normal(*statistics.length, size))
    row = np.repeat(np.arange(len(counts)), counts)
    ends = np.cumsum(gaps + lengths)
    before = np.concatenate([[0.0], ends])[np.cumsum(counts) - counts]
    ends -= before[row]
    return Units(
        begin=ends - lengths,
        end=ends,
        label=random.choice(statistics.labels, size, p=statistics.shares),
        annotator=row % statistics.annotators,
        continuum=row // statistics.annotators,
        annotators=statistics.annotators,
        continua=continua,
    )


def _numbers(
    statistics: Statistics, continua: int, random: np.random.Generator
) -> NDArray[np.intp]:
    """Return how many units there are of each annotator, one continuum after the other."""
    numbers = np.zeros((continua, statistics.annotators), np.intp)
    empty = np.arange(continua)
    while len(empty):
        drawn = random.normal(*statistics.number, (len(empty), statistics.annotators))
        numbers[empty] = np.maximum(np.rint(drawn), 0)
        empty = np.flatnonzero(numbers.sum(axis=1) == 0)
    return numbers.ravel()


def _gaps(units: Units) -> Floats:
    """Return the distances before all units, (U,)."""
    order = np.lexsort((units.end, units.begin, units.annotator))
    begin, end, annotator = units.begin[order], units.end[order], units.annotator[order]
    before = np.roll(end, 1)
    before[np.flatnonzero(np.diff(annotator, prepend=-1))] = begin.min()
    gaps: Floats = begin - before
    return gaps


def _mean_and_deviation(values: Floats | NDArray[np.intp]) -> tuple[float, float]:
    """Return the mean of all ``values`` and their standard deviation, dividing by N."""
    return float(np.mean(values)), float(np.std(values))
