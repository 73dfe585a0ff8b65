"""Intervals as numpy arrays: united, overlapped and summed without a loop in Python.

An interval is ``[start, end)`` in code points and never empty. ``group`` says which intervals
belong together (one article, one annotator, one label, as the caller needs it): intervals of
different groups never meet. All arrays of one call have the shape ``(n,)``.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


class United(NamedTuple):
    """Disjoint intervals; ``joined`` marks given intervals that ran into an earlier one."""

    group: Ints
    start: Ints
    end: Ints
    joined: Flags


def unite(group: Ints, start: Ints, end: Ints) -> United:
    """Unite the intervals of a group that share a character; those that only abut stay apart.

    Returns:
        The intervals sorted by group and start; ``joined`` has the shape and order of the input.

    """
    if not len(group):
        return United(group, start, end, np.zeros(0, np.bool_))
    step = int(end.max()) + 1
    key = group * step + start
    order = np.argsort(key, kind="stable")
    reach = np.maximum.accumulate((group * step + end)[order])
    begins = np.ones(len(order), np.bool_)
    begins[1:] = key[order][1:] >= reach[:-1]
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(order)) - 1
    units = order[first]
    joined = np.empty(len(order), np.bool_)
    joined[order] = ~begins
    return United(group[units], start[units], reach[last] - group[units] * step, joined)


class Overlaps(NamedTuple):
    """Pairs of intervals by index, ``one`` starting no later, and how many code points they share.

    Shapes: ``(number of pairs,)`` each.
    """

    one: Ints
    other: Ints
    length: Ints


def overlaps(group: Ints, start: Ints, end: Ints) -> Overlaps:
    """Return every pair of intervals of one group that share at least one code point."""
    if not len(group):
        return Overlaps(group, group, group)
    step = int(end.max()) + 1
    key = group * step + start
    order = np.argsort(key, kind="stable")
    until = np.searchsorted(key[order], (group * step + end)[order], side="left")
    here = np.arange(len(order), dtype=np.int64)
    count = until - here - 1
    one = np.repeat(here, count)
    other = one + 1 + ranks(count)
    ends = end[order]
    length = np.minimum(ends[one], ends[other]) - start[order][other]
    return Overlaps(order[one], order[other], length)


def ranks(count: Ints) -> Ints:
    """Return 0, 1, ... ``count[0] - 1``, 0, 1, ... ``count[1] - 1`` and so on, in one array."""
    total = int(count.sum())
    before = np.cumsum(count) - count
    return np.arange(total, dtype=np.int64) - np.repeat(before, count)


def sum_by(index: Ints, values: npt.NDArray[Any], size: int) -> Floats:
    """Return the sums of the rows of ``values`` that have the same ``index``.

    Args:
        index: shape ``(n,)``, from 0 to ``size - 1``.
        values: shape ``(n,)`` or ``(n, k)``.
        size: number of rows of the result.

    Returns:
        Shape ``(size,)`` or ``(size, k)``. Sums of whole numbers below 2**53 are exact.

    """
    if values.ndim == 1:
        return np.asarray(np.bincount(index, weights=values, minlength=size), np.float64)
    width = values.shape[1]
    cells = (index[:, None] * width + np.arange(width)).ravel()
    summed = np.bincount(cells, weights=values.ravel(), minlength=size * width)
    return np.asarray(summed.reshape(size, width), np.float64)


def divide(part: npt.ArrayLike, whole: npt.ArrayLike) -> Floats:
    """Return ``part / whole``, NaN where ``whole`` is not greater than 0; any shape."""
    below = np.asarray(whole, np.float64)
    above = np.asarray(part, np.float64)
    nothing = np.full(np.broadcast_shapes(above.shape, below.shape), np.nan)
    return np.asarray(np.divide(above, below, out=nothing, where=below > 0), np.float64)


def count_by(row: Ints, column: Ints, shape: tuple[int, int]) -> Ints:
    """Return how often each ``(row, column)`` occurs, as a matrix of ``shape``."""
    cells = np.bincount(row * shape[1] + column, minlength=shape[0] * shape[1])
    return cells.reshape(shape).astype(np.int64)
