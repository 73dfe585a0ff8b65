"""The figures of each annotator against gold."""

from __future__ import annotations

import numpy as np

from annotator.agreement.figures import AgainstGold, GoldFigures, Match, Settings
from annotator.agreement.measures.against import count_against
from annotator.agreement.measures.arrays import Floats, divide
from annotator.agreement.measures.f1 import f1
from annotator.agreement.measures.input import Corpus
from annotator.agreement.measures.intervals import Counted, percentiles, replicate_groups
from annotator.agreement.report.reasons import Reasons
from annotator.words import Message, say

NOTHING_OWN = say("the annotator marked nothing of it")
NOTHING_GOLD = say("gold has nothing of it")
NEITHER = say("neither the annotator nor gold has anything of it")

_MEASURES = ("exact", "iou")


def figures_against(
    corpus: Corpus, gold: str, settings: Settings
) -> tuple[tuple[GoldFigures, ...], dict[str, Message]]:
    """Return each annotator's precision, recall and F1 against gold, with intervals.

    Annotators who are done with nothing that is settled are left out. Intervals are from
    resampling the articles that are settled and that somebody else is done with.

    Args:
        corpus: gold is one of its annotators.
        gold: what that one is called.
        settings: seed, replicates and IoU.

    Returns:
        The figures in the order of the annotators, and the path of each undefined one and why.

    """
    counts = count_against(corpus, gold, settings.iou)
    who, group = np.unique(counts.annotator, return_inverse=True)
    number, row = np.unique(counts.article, return_inverse=True)
    parts = [  # the last column: all labels
        np.column_stack((one, one.sum(axis=1)))
        for one in (counts.exact, counts.iou, counts.own, counts.gold)
    ]
    values = np.concatenate(parts, axis=1).astype(np.float64)
    table = Counted(row, group, values, len(number), len(who))
    shares = _shares(table.added())
    low = high = np.full(shares.shape, np.nan)
    if settings.replicates and len(number) > 1:
        drawn = replicate_groups(table, _flat, settings.replicates, settings.seed)
        low, high = (one.reshape(shares.shape) for one in percentiles(drawn))
    reasons = Reasons(len(number), settings.replicates)
    added = table.added().reshape(len(who), 4, len(corpus.labels) + 1)
    found = []
    for i, annotator in enumerate(who):

        def against(k: int, path: str, i: int = i) -> AgainstGold:
            own, settled = int(added[i, 2, k]), int(added[i, 3, k])
            whys = (
                NOTHING_OWN if settled else NEITHER,
                NOTHING_GOLD if own else NEITHER,
                NEITHER,
            )
            matches = []
            for m, measure in enumerate(_MEASURES):
                estimates = [
                    reasons.estimate(
                        shares[i, m, s, k], low[i, m, s, k], high[i, m, s, k],
                        f"{path}.{measure}.{name}", whys[s],
                    )
                    for s, name in enumerate(("precision", "recall", "f1"))
                ]  # fmt: skip
                matches.append(Match(precision=estimates[0], recall=estimates[1], f1=estimates[2]))
            return AgainstGold(spans=own, gold=settled, exact=matches[0], iou=matches[1])

        path = f"gold.{i}"
        found.append(
            GoldFigures(
                annotator=corpus.annotators[annotator],
                articles=int((group == i).sum()),
                all=against(len(corpus.labels), f"{path}.all"),
                labels={
                    name: against(k, f"{path}.labels.{name}")
                    for k, name in enumerate(corpus.labels)
                },
            )
        )
    return tuple(found), reasons.undefined


def _shares(sums: Floats) -> Floats:
    """Return precision, recall and F1 of sums (..., 4 (K + 1)); shape (..., 2, 3, K + 1)."""
    exact, iou, own, gold = np.split(sums, 4, axis=-1)
    return np.stack(
        [
            np.stack([divide(common, own), divide(common, gold), f1(common, own, gold)], axis=-2)
            for common in (exact, iou)
        ],
        axis=-3,
    )


def _flat(drawn: Floats) -> Floats:
    """Return the same of replicates (R, G, 4 (K + 1)), in one row each."""
    return _shares(drawn).reshape(len(drawn), -1)
