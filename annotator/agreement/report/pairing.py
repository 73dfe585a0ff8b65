"""The figures of each pair of annotators."""

from __future__ import annotations

import numpy as np

from annotator.agreement.figures import PairFigures, PairLabel
from annotator.agreement.measures.alpha import label_alphas, micro_alpha, pair_sums
from annotator.agreement.measures.arrays import Floats, Ints, sum_by
from annotator.agreement.measures.f1 import f1
from annotator.agreement.measures.input import Corpus
from annotator.agreement.measures.sums import Sums
from annotator.agreement.report.cases import confusion, differences, rows_of
from annotator.agreement.report.reasons import NO_GAP, NOT_SHARED, NOT_USED, NOTHING, Reasons


class Pairs:
    """The pairs of annotators of a corpus, and the counts of each.

    Attributes:
        pairs: all of them in order, by index of the annotators.
        of_meeting: (M,) the pair of each meeting.
        of_case: the pair of each case.
        counts: per pair (P, K), the unlabelled ones (P,).

    """

    def __init__(self, corpus: Corpus, sums: Sums) -> None:
        self._corpus = corpus
        self._sums = sums
        self.pairs, self.of_meeting = _number_pairs(corpus, sums)
        self.of_case = self.of_meeting[sums.cases.meeting]
        self.counts = self._pool()

    def _pool(self) -> dict[str, Floats]:
        """Return counts per pair: (P, K), the unlabelled ones (P,)."""
        counts, meetings, number = self._sums.counts, self._sums.meetings, len(self.pairs)

        def pooled(values: Ints) -> Floats:
            return sum_by(self.of_meeting, values, number)

        return {
            "exact": pooled(counts.exact),
            "iou": pooled(counts.iou),
            "unlabelled": pooled(counts.unlabelled),
            "unlabelled_exact": pooled(counts.exact_unlabelled),
            "spans_one": pooled(counts.spans[meetings.one]),
            "spans_other": pooled(counts.spans[meetings.other]),
            "distinct_one": pooled(counts.distinct[meetings.one]),
            "distinct_other": pooled(counts.distinct[meetings.other]),
            "once_one": pooled(counts.distinct_unlabelled[meetings.one]),
            "once_other": pooled(counts.distinct_unlabelled[meetings.other]),
        }

    def figures(self, reasons: Reasons) -> tuple[PairFigures, ...]:
        """Return the figures of each pair."""
        corpus, p, number = self._corpus, self.counts, len(self.pairs)
        sums = pair_sums(self._sums, corpus.lengths, self.of_meeting, number)
        micro, alphas = micro_alpha(sums), label_alphas(sums)
        exact = pooled_f1(p["exact"], p["distinct_one"], p["distinct_other"])
        iou = pooled_f1(p["iou"], p["spans_one"], p["spans_other"])
        unlabelled = f1(p["unlabelled"], p["spans_one"].sum(axis=1), p["spans_other"].sum(axis=1))
        by_label_exact = f1(p["exact"], p["distinct_one"], p["distinct_other"])
        by_label_iou = f1(p["iou"], p["spans_one"], p["spans_other"])
        articles = np.bincount(self.of_meeting, minlength=number)
        found = []
        for i, (a, b) in enumerate(self.pairs):
            path = f"pairs.{i}"
            shared = articles[i] > 0
            cover = sums.cover[i]
            why = NOT_SHARED if not shared else NO_GAP if cover.any() else NOTHING
            labels = {}
            for k, name in enumerate(corpus.labels):
                here = f"{path}.labels.{name}"
                reason = NOT_SHARED if not shared else NO_GAP if cover[k] else NOT_USED
                labels[name] = PairLabel(
                    reasons.known(alphas[i, k], f"{here}.u_alpha", reason),
                    reasons.known(by_label_exact[i, k], f"{here}.f1_exact", reason),
                    reasons.known(by_label_iou[i, k], f"{here}.f1_iou", reason),
                )
            of_pair = self.of_case == i
            found.append(
                PairFigures(
                    a=corpus.annotators[a],
                    b=corpus.annotators[b],
                    articles=int(articles[i]),
                    u_alpha=reasons.known(micro[i], f"{path}.u_alpha", why),
                    f1_exact=reasons.known(exact[i], f"{path}.f1_exact", why),
                    f1_iou=reasons.known(iou[i], f"{path}.f1_iou", why),
                    f1_unlabelled=reasons.known(unlabelled[i], f"{path}.f1_unlabelled", why),
                    labels=labels,
                    differences=differences(self._sums.cases.kind[of_pair]),
                    confusion=rows_of(confusion(self._sums, len(corpus.labels), of_pair)),
                )
            )
        return tuple(found)


def _number_pairs(corpus: Corpus, sums: Sums) -> tuple[list[tuple[int, int]], Ints]:
    """Return all pairs of annotators in order, and the pair (M,) of each meeting."""
    number = len(corpus.annotators)
    pairs = [(a, b) for a in range(number) for b in range(a + 1, number)]
    which = np.zeros((number, number), np.int64)
    for i, (a, b) in enumerate(pairs):
        which[a, b] = i
    annotator = sums.members.annotator
    return pairs, which[annotator[sums.meetings.one], annotator[sums.meetings.other]]


def pooled_f1(common: Floats, one: Floats, other: Floats) -> Floats:
    """Return F1 over all labels from counts (..., K)."""
    return f1(common.sum(axis=1), one.sum(axis=1), other.sum(axis=1))
