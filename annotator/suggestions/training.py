"""Training one label on finished articles, each of them judged by what the others taught."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from annotator.annotation.records import Label, make_fragments
from annotator.errors import CancelledError
from annotator.progress import Cancelled
from annotator.suggestions.gathering import Case, best_apart, gather
from annotator.suggestions.labels import is_sentence
from annotator.suggestions.learning.folds import fold_of
from annotator.suggestions.learning.logistic import Floats, Rows, fit
from annotator.suggestions.learning.thresholds import calibrate
from annotator.suggestions.model import Model, Part, SourceFigures
from annotator.suggestions.records import Example, Ranges
from annotator.suggestions.sources.base import Proposer, Source
from annotator.words import say

FEWEST_SPANS = 5
"""With fewer spans of a label, or articles of fewer than two stories, nothing is learned."""

_STOPPED = say("the training was stopped; what was learned before still holds")


def train(
    label: Label,
    examples: Sequence[Example],
    sources: Sequence[Source],
    *,
    surveyed: dict[str, bytes] | None = None,
    fingerprint: str = "",
    seed: int = 0,
    cancelled: Cancelled | None = None,
) -> Model | None:
    """Return what finished articles teach about a label; the same for the same ones and seed.

    Candidates of an article are those that sources propose that have learned from articles of
    other folds only, so that the combiner sees them as they will be; and each is judged by a
    combiner that has not seen its fold.

    Args:
        label: with its name and unit.
        examples: articles that one annotator, or gold, is done with.
        sources: who proposes.
        surveyed: what sources keep of all texts, by their names.
        fingerprint: of all this, kept with the model.
        seed: of how articles are put into folds.
        cancelled: asked often whether to stop.

    Returns:
        None where there is too little to learn from.

    Raises:
        CancelledError: it was stopped.

    """
    serving = [source for source in sources if source.serves(label)]
    spans = sum(len(example.of(label.name)) for example in examples)
    folds = fold_of(examples, seed)
    if spans < FEWEST_SPANS or len(set(folds)) < 2 or not serving:
        return None
    cases: list[list[Case]] = [[] for _ in examples]
    learned: list[dict[str, bytes]] = []
    for fold in range(max(folds) + 1):
        others = [one for one, at in zip(examples, folds, strict=True) if at != fold]
        learned.append(learn(label, others, serving, cancelled))
        proposers = proposers_of(label, serving, learned[-1], surveyed)
        for number, example in enumerate(examples):
            if folds[number] == fold:
                _check(cancelled)
                cases[number] = gather(example.article, label, proposers)
    rights = []
    for example, found in zip(examples, cases, strict=True):
        wanted = _wanted(example, label)
        rights.append([_is_right(case.ranges, wanted, is_sentence(label)) for case in found])
    rows = Rows([case.features for found in cases for case in found])
    right = np.array([one for found in rights for one in found], dtype=np.bool_)
    fold_rows = np.repeat(np.array(folds), [len(found) for found in cases])
    sums = np.zeros(len(rows))
    parts = []
    for fold, kept in enumerate(learned):
        _check(cancelled)
        seen, held = fold_rows != fold, fold_rows == fold
        weights = fit(rows.chosen(seen), right[seen])
        parts.append(Part(kept, weights))
        sums[held] = rows.chosen(held).times(weights)
    chosen = _chosen(cases, sums)
    calibration = calibrate(sums[chosen], right[chosen])
    _check(cancelled)
    return Model(
        label=label.name,
        fingerprint=fingerprint,
        articles=len(examples),
        spans=spans,
        whole=Part(learn(label, examples, serving, cancelled), fit(rows, right)),
        folds=parts,
        fold_of=_folds_by_name(examples, folds),
        calibration=calibration,
        scores=np.round(calibration.of(sums[chosen]), 4),
        right=right[chosen],
        figures=_figures(serving, cases, rights),
    )


def learn(
    label: Label,
    examples: Sequence[Example],
    sources: Sequence[Source],
    cancelled: Cancelled | None = None,
) -> dict[str, bytes]:
    """Return what each source that learns keeps of articles, by its name."""
    kept = {}
    for source in sources:
        if source.learns:
            _check(cancelled)
            kept[source.name] = source.learn(label, examples)
    return kept


def proposers_of(
    label: Label,
    sources: Sequence[Source],
    learned: dict[str, bytes],
    surveyed: dict[str, bytes] | None = None,
) -> dict[Source, Proposer]:
    """Return what proposes for a label, source by source."""
    surveyed = surveyed or {}
    return {
        source: source.proposer(
            label, learned.get(source.name, b""), surveyed.get(source.name, b"")
        )
        for source in sources
        if source.serves(label)
    }


def _check(cancelled: Cancelled | None) -> None:
    if cancelled is not None and cancelled():
        raise CancelledError(_STOPPED)


def _wanted(example: Example, label: Label) -> set[Ranges]:
    text = example.article.text
    return {
        tuple((part.start, part.end) for part in make_fragments(text, one.ranges))
        for one in example.of(label.name)
    }


def _is_right(ranges: Ranges, wanted: set[Ranges], by_sentence: bool) -> bool:
    """Tell whether a case was tagged: exactly so, or, of sentences, in most of what was tagged."""
    if ranges in wanted:
        return True
    if not by_sentence:
        return False
    start, end = ranges[0][0], ranges[-1][1]
    for other in wanted:
        low, high = other[0][0], other[-1][1]
        common = min(end, high) - max(start, low)
        if 2 * common >= high - low and common > 0:
            return True
    return False


def _chosen(cases: Sequence[Sequence[Case]], sums: Floats) -> npt.NDArray[np.intp]:
    """Return the cases that would be shown, of those that overlap the best."""
    kept: list[int] = []
    at = 0
    for found in cases:
        best = best_apart(found, sums[at : at + len(found)].tolist())
        kept += [at + number for number in best]
        at += len(found)
    return np.array(kept, dtype=np.intp)


def _folds_by_name(examples: Sequence[Example], folds: Sequence[int]) -> dict[str, int]:
    """Return the fold of each article and of its story."""
    found: dict[str, int] = {}
    for one, fold in zip(examples, folds, strict=True):
        found[one.article.id] = fold
        if one.story:
            found.setdefault(one.story, fold)
    return found


def _figures(
    sources: Sequence[Source], cases: Sequence[Sequence[Case]], rights: Sequence[Sequence[bool]]
) -> dict[str, SourceFigures]:
    proposed = {source.name: 0 for source in sources}
    right = dict(proposed)
    for found, good in zip(cases, rights, strict=True):
        for case, is_right in zip(found, good, strict=True):
            for name in case.sources:
                proposed[name] += 1
                right[name] += is_right
    return {name: SourceFigures(proposed[name], right[name]) for name in proposed}
