"""A logistic regression on hashed binary features, with an L2 penalty.

Features are names; each is counted at the place that a CRC-32 of it says (Weinberger et al. 2009,
"Feature hashing for large scale multitask learning"), so that a model is one array of numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from zlib import crc32

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

SIZE = 1 << 15
"""How many places there are; the one behind them is the bias."""

_PENALTY = 1.0
_STEPS = 60
_MANY = 200


class Rows:
    """Hashed features of cases, row by row, as the places where they have a one.

    Attributes:
        places: of all rows one after the other, of shape (n,).
        starts: where each row begins in ``places``, with the end behind the last, (rows + 1,).

    """

    def __init__(self, features: Iterable[Sequence[str]]) -> None:
        places: list[int] = []
        starts = [0]
        for row in features:
            places += {crc32(name.encode("utf-8", "surrogatepass")) % SIZE for name in row}
            places.append(SIZE)
            starts.append(len(places))
        self.places: Ints = np.array(places, dtype=np.int64)
        self.starts: Ints = np.array(starts, dtype=np.int64)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def chosen(self, rows: npt.NDArray[np.bool_]) -> Rows:
        """Return some rows, of shape (rows,)."""
        made = Rows(())
        lengths = np.diff(self.starts)
        made.places = self.places[np.repeat(rows, lengths)]
        made.starts = np.concatenate(([0], np.cumsum(lengths[rows])))
        return made

    def times(self, weights: Floats) -> Floats:
        """Return the sum of each row's weights, of shape (rows,)."""
        if not len(self):
            return np.zeros(0)
        sums: Floats = np.add.reduceat(weights[self.places], self.starts[:-1])
        return sums


def fit(rows: Rows, right: npt.NDArray[np.bool_], penalty: float = _PENALTY) -> Floats:
    """Return weights, of shape (SIZE + 1,), that make right rows likely and wrong ones not.

    Args:
        rows: the cases.
        right: which of them are, of shape (rows,).
        penalty: of the squared weights; the bias has none.

    """
    from scipy.optimize import minimize

    wanted = right.astype(np.float64)
    if not len(rows) or right.all() or not right.any():
        weights = np.zeros(SIZE + 1)
        n = len(rows)
        share = (float(wanted.sum()) + 0.5) / (n + 1) if n else 0.5
        weights[SIZE] = np.log(share / (1 - share))
        return weights
    # What only one row has tells it from the others, and nothing of new ones.
    seen = np.bincount(rows.places, minlength=SIZE + 1) > (1 if len(rows) >= _MANY else 0)
    seen[SIZE] = True
    used = np.flatnonzero(seen)
    narrow = np.cumsum(seen) - 1
    kept = seen[rows.places]
    places = narrow[rows.places[kept]]
    ends = np.cumsum(kept)[rows.starts[1:] - 1]
    starts = np.concatenate(([0], ends[:-1]))
    lengths = np.diff(np.append(starts, ends[-1]))
    shrink = np.full(len(used), penalty)
    shrink[-1] = 1e-3  # the bias, which every row has, is the last place

    def loss(weights: Floats) -> tuple[float, Floats]:
        sums = np.add.reduceat(weights[places], starts)
        value = np.logaddexp(0.0, sums).sum() - sums @ wanted + 0.5 * (shrink * weights) @ weights
        off = sigmoid(sums) - wanted
        slope = np.bincount(places, weights=np.repeat(off, lengths), minlength=len(used))
        return float(value), slope + shrink * weights

    found = minimize(
        loss,
        np.zeros(len(used)),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": _STEPS, "maxcor": 6},
    )
    weights = np.zeros(SIZE + 1)
    weights[used] = found.x
    return weights


def sigmoid(sums: Floats) -> Floats:
    """Return the logistic function of numbers, without overflow."""
    clipped = np.clip(sums, -40.0, 40.0)
    made: Floats = 1.0 / (1.0 + np.exp(-clipped))
    return made
