"""What became of the spans, pair by pair: cases counted, and listed."""

from __future__ import annotations

import numpy as np

from annotator.agreement.figures import Differences, Disagreement, Offset
from annotator.agreement.measures.arrays import Flags, Ints, ranks
from annotator.agreement.measures.disagreements import Kind
from annotator.agreement.measures.input import Corpus
from annotator.agreement.measures.sums import Sums


def differences(kinds: Ints) -> Differences:
    """Return how many cases there are of each kind."""
    return Differences(*np.bincount(kinds, minlength=len(Kind)).tolist())


def kinds_by_label(sums: Sums, labels: int) -> Ints:
    """Return (K, number of kinds) cases; a label case counts at both of its labels."""
    kind, one, other = sums.cases.kind, sums.cases.one, sums.cases.other
    two = (one >= 0) & (other >= 0) & (one != other)
    rows = np.concatenate((np.where(one >= 0, one, other), other[two]))
    columns = np.concatenate((kind, kind[two]))
    cells = np.bincount(rows * len(Kind) + columns, minlength=labels * len(Kind))
    return cells.reshape(labels, len(Kind))


def confusion(sums: Sums, labels: int, chosen: Flags) -> Ints:
    """Return (K + 1, K + 1) of the chosen cases, the last row and column for nothing."""
    cases = sums.cases
    one = np.where(cases.one[chosen] < 0, labels, cases.one[chosen])
    other = np.where(cases.other[chosen] < 0, labels, cases.other[chosen])
    cells = np.bincount(one * (labels + 1) + other, minlength=(labels + 1) ** 2)
    return cells.reshape(labels + 1, labels + 1)


def confusion_of_all(sums: Sums, labels: int) -> Ints:
    """Return the same of all cases, both ways round: symmetric, agreement once."""
    one_way = confusion(sums, labels, np.ones(len(sums.cases.kind), np.bool_))
    return one_way + one_way.T - np.diag(np.diag(one_way))


def list_offsets(sums: Sums) -> tuple[Offset, ...]:
    """Return how far the boundaries of boundary cases lie apart, how often."""
    cases = sums.cases
    bounded = np.flatnonzero(cases.kind == Kind.BOUNDARY)
    starts = np.abs(cases.from_start[bounded])
    ends = np.abs(cases.from_end[bounded])
    distances = np.unique(np.concatenate((starts, ends)))
    at_start = np.bincount(np.searchsorted(distances, starts), minlength=len(distances))
    at_end = np.bincount(np.searchsorted(distances, ends), minlength=len(distances))
    return tuple(
        Offset(*row)
        for row in zip(distances.tolist(), at_start.tolist(), at_end.tolist(), strict=True)
    )


def list_disagreements(
    corpus: Corpus, sums: Sums, pairs: list[tuple[int, int]], case_pair: Ints, most: int
) -> tuple[tuple[Disagreement, ...], int]:
    """Return those with most disputed characters, and how many there are.

    Args:
        corpus: whose spans they are.
        sums: of the corpus.
        pairs: of annotators.
        case_pair: the pair of each case.
        most: how many are listed.

    """
    cases = sums.cases
    disputed = np.flatnonzero(cases.kind != Kind.AGREED)
    # Cases are in order of article, pair and place, and the sort is stable.
    order = np.argsort(-cases.chars[disputed], kind="stable")
    top = disputed[order[:most]]
    names = [(corpus.annotators[a], corpus.annotators[b]) for a, b in pairs]
    labels: list[str | None] = [*corpus.labels, None]
    kinds = [kind.name.lower() for kind in Kind]
    span_ids, article_ids = corpus.span_ids, corpus.article_ids
    counts = cases.first[top + 1] - cases.first[top]
    members = cases.spans[np.repeat(cases.first[top], counts) + ranks(counts)].tolist()
    until = np.cumsum(counts).tolist()
    columns = zip(
        sums.meetings.article[cases.meeting[top]].tolist(),
        case_pair[top].tolist(),
        cases.kind[top].tolist(),
        cases.one[top].tolist(),
        cases.other[top].tolist(),
        cases.start[top].tolist(),
        cases.end[top].tolist(),
        cases.chars[top].tolist(),
        [0, *until[:-1]],
        until,
        strict=False,
    )
    found = tuple(
        Disagreement(
            article=article_ids[article],
            start=start,
            end=end,
            kind=kinds[kind],
            spans=tuple(span_ids[one] for one in members[begin:stop]),
            pair=names[pair],
            labels=(labels[one], labels[other]),
            characters=chars,
        )
        for article, pair, kind, one, other, start, end, chars, begin, stop in columns
    )
    return found, len(disputed)


def rows_of(matrix: Ints) -> tuple[tuple[int, ...], ...]:
    """Return a matrix as tuples."""
    return tuple(tuple(row) for row in matrix.tolist())
