"""What is suggested for a label in an article: sources heard, weighed, and held to a threshold."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from annotator.annotation.label_rules import fits
from annotator.annotation.records import Article, Label
from annotator.suggestions.gathering import Case, best_apart, gather
from annotator.suggestions.learning.logistic import Rows
from annotator.suggestions.learning.thresholds import FEWEST, Threshold
from annotator.suggestions.model import Model, Part
from annotator.suggestions.records import Ranges, Suggested, Tagged
from annotator.suggestions.sources.base import Proposer, Source
from annotator.suggestions.training import proposers_of

CAREFUL, EAGER = 0.9, 0.8
"""The precision that is wanted, usually and of who would rather see more."""

_UNSURE = 0.5


class Suggester:
    """Suggests for one label, in one article after the other.

    Args:
        label: with its name and unit.
        sources: who proposes.
        model: what was learned; None: nothing yet, then rules and echo alone are shown.
        surveyed: what sources keep of all texts, by their names.
        wanted: the precision that is wanted, from 0 (everything) to 1.

    Attributes:
        threshold: from which score on, and what that rests on; None without a model.

    """

    def __init__(
        self,
        label: Label,
        sources: Sequence[Source],
        model: Model | None = None,
        *,
        surveyed: dict[str, bytes] | None = None,
        wanted: float = CAREFUL,
    ) -> None:
        self.label = label
        self.model = model
        self.wanted = wanted
        self.threshold: Threshold | None = None if model is None else model.threshold(wanted)
        self._sources = [source for source in sources if source.serves(label)]
        self._surveyed = surveyed
        self._proposers: dict[int, dict[Source, Proposer]] = {}

    def without_model(self) -> Suggester:
        """Return what suggests by rules and echo alone."""
        sources, surveyed = self._sources, self._surveyed
        return Suggester(self.label, sources, None, surveyed=surveyed, wanted=self.wanted)

    def suggest(
        self,
        article: Article,
        *,
        alike: Collection[str] = (),
        tagged: Sequence[Tagged] = (),
        refused: Collection[Ranges] = (),
    ) -> list[Suggested]:
        """Return what is suggested in an article, in the order of the text.

        What was learned from the article itself, or from one of its story, is not used. Places
        that are tagged with the label, and those that were refused, are not suggested again.

        Args:
            article: with its text.
            alike: ids and stories of the articles that tell the same.
            tagged: what the annotator has tagged in it so far, of all labels.
            refused: the fragments of what the annotator has rejected for this label here.

        """
        part = None if self.model is None else self.model.part_for({article.id, *alike})
        cases = gather(article, self.label, self._asked(part), tagged)
        cases = [one for one in cases if one.ranges not in refused]
        scores = self._scores(cases, part)
        taken = [one.ranges for one in tagged if one.label == self.label.name]
        return [
            _suggested(article, self.label, cases[at], scores[at])
            for at in best_apart(cases, scores, taken)
            if self._is_shown(cases[at], scores[at], part)
        ]

    def _asked(self, part: Part | None) -> dict[Source, Proposer]:
        key = id(part)
        if key not in self._proposers:
            learned = {} if part is None else part.learned
            self._proposers[key] = proposers_of(self.label, self._sources, learned, self._surveyed)
        return self._proposers[key]

    def _scores(self, cases: Sequence[Case], part: Part | None) -> list[float]:
        if self.model is None or part is None:
            return [one.rule or 0.0 for one in cases]
        sums = Rows([one.features for one in cases]).times(part.weights)
        likely = self.model.calibration.of(sums)
        stands = np.array([one.stands for one in cases])
        found: list[float] = np.round(np.maximum(likely, stands), 4).tolist()
        return found

    def _is_shown(self, case: Case, score: float, part: Part | None) -> bool:
        if not self.wanted:
            return True
        threshold = None if part is None else self.threshold
        if case.stands and case.shown:
            return True
        if threshold is not None and threshold.score is not None:
            return score >= threshold.score
        if not case.shown or (self.wanted > CAREFUL and (case.rule or 0.0) < self.wanted):
            return False
        if threshold is None or threshold.cases < FEWEST:
            return True
        return score >= _UNSURE


def _suggested(article: Article, label: Label, case: Case, score: float) -> Suggested:
    names = {one.name: one for one in label.attributes}
    kept = {
        name: value
        for name, value in case.attributes.items()
        if name in names and value is not None and fits(value, names[name])
    }
    return Suggested(
        article=article.id,
        label=label.name,
        ranges=case.ranges,
        score=score,
        sources=tuple(case.sources),
        attributes=kept,
        speaker=case.speaker,
        cue=case.cue,
    )
