"""What was learned for one label, as data: by each source, by the combiner, and how well it did."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
import numpy as np
import numpy.typing as npt

from annotator.suggestions.learning.logistic import Floats
from annotator.suggestions.learning.thresholds import Calibration, Threshold, earned


class Part(msgspec.Struct, frozen=True):
    """What was learned from some articles: what each source keeps, and the combiner's weights."""

    learned: dict[str, bytes]
    weights: Floats


class SourceFigures(msgspec.Struct, frozen=True):
    """How a source did by itself on held-out articles.

    Attributes:
        proposed: how many candidates it had.
        right: how many of them were tagged so.

    """

    proposed: int = 0
    right: int = 0


class Model(msgspec.Struct, frozen=True):
    """All that was learned for one label.

    Attributes:
        label: its name.
        fingerprint: of what it was trained on, and with which sources.
        articles: how many finished articles that were.
        spans: of the label, in these.
        whole: learned from all of them.
        folds: learned from all but those of one fold, for articles that are in it.
        fold_of: the fold of each story and article that was learned from.
        calibration: makes a sum of weights a probability.
        scores: of the held-out cases, of shape (cases,).
        right: which of them were tagged so.
        figures: of the sources, by name.
        trained_at: when, ISO 8601.

    """

    label: str
    fingerprint: str
    articles: int
    spans: int
    whole: Part
    folds: list[Part]
    fold_of: dict[str, int]
    calibration: Calibration
    scores: Floats
    right: npt.NDArray[np.bool_]
    figures: dict[str, SourceFigures]
    trained_at: str = ""

    def threshold(self, wanted: float) -> Threshold:
        """Return from which score on suggestions are right as often as is wanted."""
        return earned(self.scores, self.right, self.spans, wanted)

    def part_for(self, names: Iterable[str]) -> Part | None:
        """Return what was learned without an article and those that tell the same.

        Args:
            names: ids of all of them, and their stories.

        Returns:
            None where they are in several folds: then nothing was learned without them all.

        """
        folds = {self.fold_of[name] for name in names if name in self.fold_of}
        if not folds:
            return self.whole
        return self.folds[folds.pop()] if len(folds) == 1 else None
