"""Why a figure is undefined, and figures that may be."""

from __future__ import annotations

import numpy as np

from annotator.agreement.figures import Estimate
from annotator.agreement.measures.arrays import Floats
from annotator.words import Message, say

NOT_COMPARED = say("fewer than two annotators are done with the same article")
NOT_USED = say("no annotator used it")
NOTHING = say("no annotator marked anything")
NO_GAP = say("every annotator put the label on every character")
NOT_SHARED = say("the two annotators are done with no article in common")
ONE_ARTICLE = say("one article cannot be resampled")
NEVER_DRAWN = say("it was in none of the articles drawn")
NOT_ASKED = say("not asked for")
NOT_COMPUTED = say("not computed")
NO_TEXTS = say("the texts were not read, so there are no tokens")
NO_REPLICATES = say("no resampling was asked for")


class Reasons:
    """The reasons of one report.

    Args:
        articles: how many are compared.
        replicates: how many times they are resampled.

    Attributes:
        undefined: the path of each undefined figure and why.

    """

    def __init__(self, articles: int, replicates: int) -> None:
        self.undefined: dict[str, Message] = {}
        self._articles = articles
        self._replicates = replicates

    def note(self, path: str, reason: Message) -> None:
        """Take note that the figure at a path is undefined."""
        self.undefined[path] = reason

    def known(self, value: float, path: str, reason: Message) -> float | None:
        """Return a figure; None, and noted, where it is NaN."""
        if np.isnan(value):
            self.note(path, reason)
            return None
        return float(value)

    def estimate(
        self, value: float, low: float, high: float, path: str, reason: Message
    ) -> Estimate:
        """Return a figure with its interval; what is NaN is None, and noted."""
        known = self.known(value, path, reason)
        if known is None:
            return Estimate(None)
        if np.isnan(low):
            why = ONE_ARTICLE if self._articles < 2 else NEVER_DRAWN
            why = NO_REPLICATES if self._replicates == 0 else why
            self.note(f"{path}.low", why)
            self.note(f"{path}.high", why)
            return Estimate(known)
        return Estimate(known, float(low), float(high))

    def between(self, value: float, ends: Floats, path: str, reason: Message) -> Estimate:
        """Return a figure with the ends of its interval, (2,), as ``estimate`` does."""
        return self.estimate(value, float(ends[0]), float(ends[1]), path, reason)
