"""The figures of each pair of annotators."""

from __future__ import annotations

import msgspec
import numpy as np

from annotator.agreement.figures import PairFigures, PairLabel, Settings
from annotator.agreement.measures.alpha import UnitSums, label_alphas, micro_alpha, pair_sums
from annotator.agreement.measures.arrays import Floats, Ints, sum_by
from annotator.agreement.measures.f1 import f1, mean_defined
from annotator.agreement.measures.input import Corpus
from annotator.agreement.measures.intervals import Counted, percentiles, replicate_groups
from annotator.agreement.measures.sums import Sums
from annotator.agreement.report.cases import confusion, differences, rows_of
from annotator.agreement.report.reasons import (
    NO_GAP,
    NO_TEXTS,
    NOT_SHARED,
    NOT_USED,
    NOTHING,
    Reasons,
)


class Resampled(msgspec.Struct, frozen=True, eq=False):
    """Lower and upper ends of intervals, NaN where there are none; the first axis is 2.

    Attributes:
        label_exact: (2, K) F1 exact, mean over the pairs.
        label_iou: (2, K) F1 by IoU.
        pair_exact: (2, P) F1 exact over all labels.
        pair_iou: (2, P) F1 by IoU.
        pair_alpha: (2, P) u-alpha, micro.
        exact: (2, 1) F1 exact over all labels, mean over the pairs.
        iou: (2, 1) F1 by IoU.
        unlabelled: (2, 1) F1 by IoU without regard to label.

    """

    label_exact: Floats
    label_iou: Floats
    pair_exact: Floats
    pair_iou: Floats
    pair_alpha: Floats
    exact: Floats
    iou: Floats
    unlabelled: Floats


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
            "once_one": pooled(counts.unlabelled_spans[meetings.one]),
            "once_other": pooled(counts.unlabelled_spans[meetings.other]),
        }

    def resampled(self, settings: Settings) -> Resampled:
        """Return the intervals of F1, and of each pair, from resampled articles."""
        corpus, sums, labels = self._corpus, self._sums, len(self._corpus.labels)
        counts, meetings, coverage = sums.counts, sums.meetings, sums.coverage
        one, other = meetings.one, meetings.other
        columns = (
            counts.exact,
            counts.iou,
            counts.spans[one],
            counts.spans[other],
            coverage.shared * 2,
            coverage.cover[one] + coverage.cover[other],
            coverage.squares[one] + coverage.squares[other],
            np.column_stack(
                (
                    counts.unlabelled,
                    counts.unlabelled_spans[one],
                    counts.unlabelled_spans[other],
                    2 * corpus.lengths[meetings.article],
                )
            ),
        )
        number = len(self.pairs)

        def figures(drawn: Floats) -> Floats:
            exact, iou, one, other, both, cover, squares = (
                drawn[..., part * labels : (part + 1) * labels] for part in range(7)
            )
            unlabelled, once_one, once_other, total = np.moveaxis(drawn[..., 7 * labels :], -1, 0)
            pair_exact, pair_iou = pooled_f1(exact, one, other), pooled_f1(iou, one, other)
            without = mean_defined(f1(unlabelled, once_one, once_other), axis=1)
            return np.concatenate(
                (
                    mean_defined(f1(exact, one, other), axis=1),
                    mean_defined(f1(iou, one, other), axis=1),
                    pair_exact,
                    pair_iou,
                    micro_alpha(UnitSums(both, cover, squares, total)),
                    mean_defined(pair_exact, axis=1)[:, None],
                    mean_defined(pair_iou, axis=1)[:, None],
                    without[:, None],
                ),
                axis=1,
            )

        parts = (labels, labels, number, number, number, 1, 1, 1)
        if settings.replicates == 0 or len(corpus.article_ids) < 2 or not number:
            return Resampled(*(np.full((2, size), np.nan) for size in parts))
        values = np.concatenate(columns, axis=1).astype(np.float64)
        table = Counted(meetings.article, self.of_meeting, values, len(corpus.article_ids), number)
        found = replicate_groups(table, figures, settings.replicates, settings.seed)
        ends = np.stack(percentiles(found))
        return Resampled(*np.split(ends, np.cumsum(parts)[:-1], axis=1))

    def figures(
        self, reasons: Reasons, ends: Resampled, characters: Floats, tokens: Floats | None
    ) -> tuple[PairFigures, ...]:
        """Return the figures of each pair.

        Args:
            reasons: take note of what is undefined.
            ends: of the intervals.
            characters: (P, K) Cohen's kappa.
            tokens: the same at tokens; None where they are not known.

        """
        corpus, p, number = self._corpus, self.counts, len(self.pairs)
        sums = pair_sums(self._sums, corpus.lengths, self.of_meeting, number)
        micro, alphas = micro_alpha(sums), label_alphas(sums)
        exact = pooled_f1(p["exact"], p["spans_one"], p["spans_other"])
        iou = pooled_f1(p["iou"], p["spans_one"], p["spans_other"])
        unlabelled = f1(p["unlabelled"], p["once_one"], p["once_other"])
        by_label_exact = f1(p["exact"], p["spans_one"], p["spans_other"])
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
                    reasons.known(characters[i, k], f"{here}.cohen_characters", reason),
                    reasons.known(np.nan, f"{here}.cohen_tokens", NO_TEXTS)
                    if tokens is None
                    else reasons.known(tokens[i, k], f"{here}.cohen_tokens", reason),
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
                    u_alpha_interval=reasons.between(
                        micro[i], ends.pair_alpha[:, i], f"{path}.u_alpha_interval", why
                    ),
                    f1_exact_interval=reasons.between(
                        exact[i], ends.pair_exact[:, i], f"{path}.f1_exact_interval", why
                    ),
                    f1_iou_interval=reasons.between(
                        iou[i], ends.pair_iou[:, i], f"{path}.f1_iou_interval", why
                    ),
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
    return f1(common.sum(axis=-1), one.sum(axis=-1), other.sum(axis=-1))
