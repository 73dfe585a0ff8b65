"""Scores that hold, and the threshold that is earned: both from cases that were held out."""

from __future__ import annotations

import msgspec
import numpy as np
import numpy.typing as npt

from annotator.suggestions.learning.logistic import Floats, sigmoid

FEWEST = 20
"""So many held-out cases a threshold must rest on."""

LOWEST = 0.5
"""What is rather wrong than right is not shown, even where the others are right often enough."""

_STEPS = 50
_RIDGE = 1.0


class Calibration(msgspec.Struct, frozen=True):
    """Turns a combiner's sum into a probability: ``sigmoid(slope * sum + shift)`` (Platt 1999)."""

    slope: float = 1.0
    shift: float = 0.0

    def of(self, sums: Floats) -> Floats:
        """Return probabilities, of the shape of ``sums``."""
        return sigmoid(self.slope * sums + self.shift)


def calibrate(sums: Floats, right: npt.NDArray[np.bool_]) -> Calibration:
    """Return what makes held-out sums probabilities; drawn towards leaving them as they are.

    Targets are smoothed as Platt did, so that few cases claim no certainty.
    """
    if len(sums) < FEWEST or right.all() or not right.any():
        return Calibration()
    hits = int(right.sum())
    high, low = (hits + 1) / (hits + 2), 1 / (len(right) - hits + 2)
    wanted = np.where(right, high, low)
    slope, shift = 1.0, 0.0
    for _ in range(_STEPS):  # Newton on two numbers, with a ridge at (1, 0)
        held = sigmoid(slope * sums + shift)
        off, bend = held - wanted, np.maximum(held * (1 - held), 1e-9)
        first = np.array([off @ sums + _RIDGE * (slope - 1), off.sum() + _RIDGE * shift])
        cross = float(bend @ sums)
        second = np.array([[bend @ (sums * sums) + _RIDGE, cross], [cross, bend.sum() + _RIDGE]])
        step = np.linalg.solve(second, first)
        slope, shift = slope - float(step[0]), shift - float(step[1])
        if float(np.abs(step).max()) < 1e-7:
            break
    return Calibration(max(slope, 0.05), shift)


class Threshold(msgspec.Struct, frozen=True):
    """From which score on suggestions are shown.

    Attributes:
        score: the lowest one that is; None: none has earned it.
        precision: of the held-out cases from there on; of all of them where there is no score.
        recall: of what was tagged in the held-out articles.
        cases: how many held-out cases these are.

    """

    score: float | None
    precision: float
    recall: float
    cases: int


def earned(scores: Floats, right: npt.NDArray[np.bool_], there: int, wanted: float) -> Threshold:
    """Return the lowest score from which on held-out cases are right as often as is wanted.

    Cases of one score count together. Fewer than 20 earn nothing.

    Args:
        scores: of held-out cases.
        right: which of them are.
        there: how many spans there are to be found.
        wanted: the precision.

    """
    order = np.argsort(-scores, kind="stable")
    ranked, hits = scores[order], np.cumsum(right[order])
    best = None
    for at in np.flatnonzero(np.append(ranked[1:] != ranked[:-1], True)) if len(ranked) else ():
        cases = int(at) + 1
        if cases >= FEWEST and hits[at] >= wanted * cases and ranked[at] >= min(LOWEST, wanted):
            best = int(at)
    if best is None:
        total = int(hits[-1]) if len(hits) else 0
        return Threshold(None, total / max(1, len(ranked)), total / max(1, there), len(ranked))
    found = int(hits[best])
    return Threshold(float(ranked[best]), found / (best + 1), found / max(1, there), best + 1)
