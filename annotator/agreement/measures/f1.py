"""Pairwise F1 of spans: how many spans two annotators have in common.

Exact: ``2|A ∩ B| / (|A| + |B|)`` on sets of (article, label, fragments). IoU: spans are assigned
one to one so that the total intersection over union of their characters is greatest; those with
at least 0.5 count, ``2 TP / (|A| + |B|)``. Without regard to label: the same, any label with any.
Counts are pooled per pair of annotators, then the pairs are averaged.

Source: Hripcsak, Rothschild (2005), Agreement, the F-measure, and reliability in information
retrieval. JAMIA 12(3): mean pairwise F1 is the positive specific agreement, which kappa
approaches as the negatives grow.
"""

from __future__ import annotations

import msgspec
import numpy as np

from annotator.agreement.measures.arrays import Flags, Floats, Ints, count_by, divide, overlaps
from annotator.agreement.measures.assignment import assign
from annotator.agreement.measures.continuum import Meetings, Members, meeting_of
from annotator.agreement.measures.input import Corpus

_BONUS = 1e-9
"""Of two assignments with the same total, the one with more pairs that count is taken."""


class Edges(msgspec.Struct, frozen=True, eq=False):
    """Pairs of spans of two annotators that share characters, E of them, sorted.

    Attributes:
        meeting: (E,) the article and pair of annotators.
        one: (E,) index of the span of the meeting's first annotator.
        other: (E,) of the second.
        shared: (E,) code points in common.
        same: (E,) whether they have the same label.
        exact: (E,) whether they have the same fragments.

    """

    meeting: Ints
    one: Ints
    other: Ints
    shared: Ints
    same: Flags
    exact: Flags


class Overlapping(msgspec.Struct, frozen=True, eq=False):
    """What overlaps: edges between annotators, and spans that an annotator has twice.

    Attributes:
        edges: between different annotators.
        again: (S,) whether an earlier span of the annotator has the same fragments, with another
            label: without regard to label it is the same span.

    """

    edges: Edges
    again: Flags


def find_overlapping(corpus: Corpus, members: Members, meetings: Meetings) -> Overlapping:
    """Find all pairs of spans in an article that share at least one character."""
    spans = np.arange(len(corpus.article), dtype=np.int64)
    span = np.repeat(spans, np.diff(corpus.first))
    met = overlaps(corpus.article[span], corpus.start, corpus.end)
    one, other = span[met.one], span[met.other]
    low, high, shared = np.minimum(one, other), np.maximum(one, other), met.length
    apart = low != high
    low, high, shared = low[apart], high[apart], shared[apart]
    key = low * max(len(spans), 1) + high
    if len(span) != len(spans):
        keys, which = np.unique(key, return_inverse=True)
        shared = np.bincount(which, weights=shared, minlength=len(keys)).astype(np.int64)
        low, high = np.divmod(keys, max(len(spans), 1))
    else:
        order = np.argsort(key)
        low, high, shared = low[order], high[order], shared[order]
    same = corpus.label[low] == corpus.label[high]
    exact = (shared == corpus.size[low]) & (shared == corpus.size[high])
    own = corpus.annotator[low] == corpus.annotator[high]
    again = np.zeros(len(spans), np.bool_)
    again[high[own & exact]] = True
    low, high, shared, same, exact = (one[~own] for one in (low, high, shared, same, exact))
    rows = members.row[corpus.article, corpus.annotator]
    meeting = meeting_of(members, meetings, rows[low], rows[high])
    return Overlapping(Edges(meeting, low, high, shared, same, exact), again)


def choose(corpus: Corpus, edges: Edges, usable: Flags, iou: float) -> Flags:
    """Assign spans one to one over the usable edges so that the total IoU is greatest.

    Args:
        corpus: whose spans they are.
        edges: between annotators.
        usable: (E,) which of them may be chosen.
        iou: from which IoU on a pair counts; more such pairs are preferred at equal totals.

    Returns:
        (E,) which edges are chosen, whatever their IoU.

    """
    kept = np.flatnonzero(usable)
    size = len(corpus.annotator)
    union = _union(corpus, edges)[kept]
    weight = edges.shared[kept] / union + _BONUS * (edges.shared[kept] >= iou * union)
    chosen = np.zeros(len(edges.one), np.bool_)
    left = edges.meeting[kept] * size + edges.one[kept]
    right = edges.meeting[kept] * size + edges.other[kept]
    chosen[kept[assign(left, right, weight)]] = True
    return chosen


def reaches(corpus: Corpus, edges: Edges, iou: float) -> Flags:
    """Tell for each edge whether intersection over union is at least ``iou``; shape (E,)."""
    return np.asarray(edges.shared >= iou * _union(corpus, edges), np.bool_)


class SpanCounts(msgspec.Struct, frozen=True, eq=False):
    """Counts of spans. N members, M meetings, K labels.

    Attributes:
        spans: (N, K) spans.
        unlabelled_spans: (N,) those that differ in their fragments, without regard to label.
        exact: (M, K) in common, exactly.
        iou: (M, K) in common, one to one, by IoU.
        exact_unlabelled: (M,) in common exactly, without regard to label.
        unlabelled: (M,) in common by IoU, without regard to label.

    """

    spans: Ints
    unlabelled_spans: Ints
    exact: Ints
    iou: Ints
    exact_unlabelled: Ints
    unlabelled: Ints


def count(
    corpus: Corpus, members: Members, meetings: Meetings, found: Overlapping, iou: float
) -> tuple[SpanCounts, Flags]:
    """Count spans and what two annotators have in common.

    Returns:
        The counts, and which edges (E,) are matched: same label, one to one, IoU reached.

    """
    edges = found.edges
    enough = reaches(corpus, edges, iou)
    matched = choose(corpus, edges, edges.same, iou) & enough
    once = ~found.again
    single = once[edges.one] & once[edges.other]
    unlabelled = choose(corpus, edges, single, iou) & enough
    exact = edges.exact & edges.same
    anyhow = edges.exact & single
    row = members.row[corpus.article, corpus.annotator]
    by_member = (len(members.article), len(corpus.labels))
    by_meeting = (len(meetings.article), len(corpus.labels))
    label = corpus.label[edges.one]
    return SpanCounts(
        spans=count_by(row, corpus.label, by_member),
        unlabelled_spans=np.bincount(row[once], minlength=by_member[0]),
        exact=count_by(edges.meeting[exact], label[exact], by_meeting),
        iou=count_by(edges.meeting[matched], label[matched], by_meeting),
        exact_unlabelled=np.bincount(edges.meeting[anyhow], minlength=by_meeting[0]),
        unlabelled=np.bincount(edges.meeting[unlabelled], minlength=by_meeting[0]),
    ), matched


def f1(common: Ints | Floats, one: Ints | Floats, other: Ints | Floats) -> Floats:
    """Return ``2 common / (one + other)``, NaN where both are 0; any shape."""
    total = np.asarray(one + other, np.float64)
    twice = 2 * np.asarray(common, np.float64)
    return divide(twice, total)


def mean_defined(values: Floats, axis: int = 0) -> Floats:
    """Return the mean of the values that are not NaN, NaN where there is none."""
    known = ~np.isnan(values)
    number = np.asarray(known.sum(axis=axis))
    total = np.where(known, values, 0.0).sum(axis=axis)
    return divide(total, number)


def _union(corpus: Corpus, edges: Edges) -> Ints:
    return corpus.size[edges.one] + corpus.size[edges.other] - edges.shared
