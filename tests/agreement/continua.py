"""Made-up continua for the tests and the measurements of gamma."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def make_continuum(
    annotators: int, units: int, *, seed: int = 0, gap: float = 40, shift: float = 4
) -> list[NDArray[np.int64]]:
    """Return a continuum in which annotators who read the same text roughly agree.

    Args:
        annotators: how many.
        units: of each annotator; lengths are about 25.
        seed: of the random numbers.
        gap: mean distance between two units; where below 0, units overlap.
        shift: standard deviation by which an annotator misplaces a beginning or an end.

    Returns:
        (units, 3) begin, end and one of five label codes, of each annotator.

    """
    random = np.random.default_rng(seed)
    length = np.abs(random.normal(25, 10, units)) + 1
    end = np.cumsum(random.normal(gap, abs(gap) / 2 + 1, units) + length)
    label = random.integers(0, 5, units)
    made = []
    for _ in range(annotators):
        begins = np.rint(end - length + random.normal(0, shift, units))
        ends = np.maximum(begins + 1, np.rint(end + random.normal(0, shift, units)))
        other = random.random(units) < 0.15
        labels = np.where(other, random.integers(0, 5, units), label)
        made.append(np.column_stack([begins, ends, labels]).astype(np.int64))
    return made
