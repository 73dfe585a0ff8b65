"""Each annotator against gold: precision, recall and F1, which are not symmetric.

Precision is the share of an annotator's spans that gold has too, recall the share of gold's spans
that the annotator has. Exact: the same label and fragments. IoU: one to one, same label, as in
``f1``. Over the articles that both the annotator and gold are done with, pooled.
"""

from __future__ import annotations

import msgspec
import numpy as np

from annotator.agreement.measures.arrays import Ints, count_by
from annotator.agreement.measures.continuum import list_meetings, list_members
from annotator.agreement.measures.f1 import choose, find_overlapping, reaches
from annotator.agreement.measures.input import Corpus


class Against(msgspec.Struct, frozen=True, eq=False):
    """Counts of each article and annotator beside gold, M rows; K labels.

    Attributes:
        article: (M,) index.
        annotator: (M,) index of the one who is compared with gold.
        own: (M, K) their spans.
        gold: (M, K) gold's.
        exact: (M, K) in common, exactly.
        iou: (M, K) in common, one to one, by IoU.

    """

    article: Ints
    annotator: Ints
    own: Ints
    gold: Ints
    exact: Ints
    iou: Ints


def count_against(corpus: Corpus, gold: str, iou: float) -> Against:
    """Count what each annotator and gold have in common.

    Args:
        corpus: gold is one of its annotators.
        gold: what that one is called.
        iou: from which IoU on two spans are the same.

    """
    number = corpus.annotators.index(gold)
    corpus = corpus.chosen(corpus.done[:, number] & (corpus.done.sum(axis=1) >= 2))
    members = list_members(corpus.done)
    meetings = list_meetings(members)
    found = find_overlapping(corpus, members, meetings)
    edges = found.edges
    is_gold = members.annotator == number
    first = is_gold[meetings.one]  # gold is the meeting's first annotator
    met = np.flatnonzero(first | is_gold[meetings.other])
    row = np.full(len(meetings.article), -1, np.int64)
    row[met] = np.arange(len(met))
    usable = edges.same & (row[edges.meeting] >= 0)
    exact = usable & edges.exact
    matched = choose(corpus, edges, usable, iou) & reaches(corpus, edges, iou)
    shape = len(met), len(corpus.labels)
    label = corpus.label[edges.one]
    spans = count_by(
        members.row[corpus.article, corpus.annotator],
        corpus.label,
        (len(members.article), len(corpus.labels)),
    )
    own = np.where(first, meetings.other, meetings.one)[met]
    settled = np.where(first, meetings.one, meetings.other)[met]
    return Against(
        article=meetings.article[met],
        annotator=members.annotator[own],
        own=spans[own],
        gold=spans[settled],
        exact=count_by(row[edges.meeting[exact]], label[exact], shape),
        iou=count_by(row[edges.meeting[matched]], label[matched], shape),
    )
