"""The units of a label on its continuum, and how far those of two annotators coincide.

A continuum is one article seen through one label. Each annotator divides it into units (where
they put the label) and gaps (where they did not). One annotator's overlapping spans of the same
label are united first; spans that only abut stay separate units; each fragment is a unit.

Source: Krippendorff, Mathet, Bouvry, Widlöcher (2016), On the reliability of unitizing textual
continua: further developments. Quality & Quantity 50.
"""

from __future__ import annotations

import msgspec
import numpy as np

from annotator.agreement.measures.arrays import Flags, Ints, overlaps, ranks, sum_by, unite
from annotator.agreement.measures.input import Corpus


class Members(msgspec.Struct, frozen=True, eq=False):
    """Who is done with what: one row for each article and annotator, N rows, sorted.

    Attributes:
        article: (N,) index.
        annotator: (N,) index.
        row: (D, A) the row of an article and annotator, -1 where they are not done.

    """

    article: Ints
    annotator: Ints
    row: Ints


class Meetings(msgspec.Struct, frozen=True, eq=False):
    """Pairs of annotators on an article: one row for each article and pair, M rows, sorted.

    Attributes:
        article: (M,) index.
        one: (M,) row in the members of the annotator that comes first by name.
        other: (M,) row of the second.

    """

    article: Ints
    one: Ints
    other: Ints


def list_members(done: Flags) -> Members:
    """List who is done with what, from ``done`` of shape (D, A)."""
    article, annotator = (axis.astype(np.int64) for axis in np.nonzero(done))
    row = np.full(done.shape, -1, np.int64)
    row[article, annotator] = np.arange(len(article))
    return Members(article, annotator, row)


def list_meetings(members: Members) -> Meetings:
    """List the pairs of annotators who are done with the same article."""
    number = len(members.article)
    later = np.searchsorted(members.article, members.article, side="right")
    here = np.arange(number, dtype=np.int64)
    count = later - here - 1
    one = np.repeat(here, count)
    other = one + 1 + ranks(count)
    return Meetings(members.article[one], one, other)


class Coverage(msgspec.Struct, frozen=True, eq=False):
    """Lengths on the continua, in code points. N members, M meetings, K labels.

    Attributes:
        cover: (N, K) sum of the lengths of the units.
        squares: (N, K) sum of their squares.
        merged: (N, K) spans that ran into an earlier one of the same annotator and label.
        shared: (M, K) length that both annotators of the meeting cover.

    """

    cover: Ints
    squares: Ints
    merged: Ints
    shared: Ints


def measure(corpus: Corpus, members: Members, meetings: Meetings) -> Coverage:
    """Measure units and their overlaps, for all articles and labels at once."""
    labels = len(corpus.labels)
    rows = len(members.article)
    fragment_span = np.repeat(np.arange(len(corpus.article)), np.diff(corpus.first))
    span_row = members.row[corpus.article, corpus.annotator]
    span_cell = span_row * labels + corpus.label
    united = unite(span_cell[fragment_span], corpus.start, corpus.end)
    length = united.end - united.start
    cells = rows * labels
    cover = sum_by(united.group, length, cells).reshape(rows, labels)
    squares = sum_by(united.group, length * length, cells).reshape(rows, labels)
    merged_spans = np.unique(fragment_span[united.joined])
    merged = np.bincount(span_cell[merged_spans], minlength=cells).reshape(rows, labels)

    row, label = np.divmod(united.group, max(labels, 1))
    continuum = members.article[row] * labels + label
    met = overlaps(continuum, united.start, united.end)
    meeting = meeting_of(members, meetings, row[met.one], row[met.other])
    shared = sum_by(meeting * labels + label[met.one], met.length, len(meetings.one) * labels)
    return Coverage(
        cover.astype(np.int64),
        squares.astype(np.int64),
        merged.astype(np.int64),
        shared.reshape(len(meetings.one), labels).astype(np.int64),
    )


def meeting_of(members: Members, meetings: Meetings, row: Ints, other: Ints) -> Ints:
    """Return the meeting of two different members of the same article, in either order.

    Shapes: all (n,). Members of an article follow one another, so a meeting's row is where those
    of its first member begin, plus how much later the second member stands.
    """
    begins = np.searchsorted(meetings.one, np.arange(len(members.article)))
    low, high = np.minimum(row, other), np.maximum(row, other)
    return np.asarray(begins[low] + (high - low - 1), np.int64)
