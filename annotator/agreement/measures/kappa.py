"""Cohen's and Fleiss' kappa of each label against its gap, at characters or at tokens.

Each character (or token) is an item, which an annotator gives one of two values: it bears the
label, or not. Cohen's kappa takes two annotators with a distribution each; Fleiss' any number of
them with one for all. Both are ``(P_o - P_e) / (1 - P_e)``.

Sources: Cohen (1960), A coefficient of agreement for nominal scales, Educational and Psychological
Measurement 20(1). Fleiss (1971), Measuring nominal scale agreement among many raters,
Psychological Bulletin 76(5). Fleiss has the same number of annotators on each item; where it
differs, every item weighs alike: ``P_o`` is the mean of the items' shares of agreeing pairs, and a
value's probability the mean of its shares.
"""

from __future__ import annotations

import msgspec
import numpy as np

from annotator.agreement.measures.arrays import Floats, Ints, divide, sum_by
from annotator.agreement.measures.continuum import Coverage, Meetings, Members, measure
from annotator.agreement.measures.input import Corpus

_NOTHING = 1e-12
"""Chance that differs from 1 by less leaves nothing to correct."""


class Items(msgspec.Struct, frozen=True, eq=False):
    """What bears which label, counted in items.

    D articles, N members, M meetings, K labels.

    Attributes:
        number: (D,) items of each article.
        cover: (N, K) items that bear the label.
        shared: (M, K) items that bear it for both.

    """

    number: Ints
    cover: Ints
    shared: Ints


def characters(corpus: Corpus, coverage: Coverage) -> Items:
    """Return the characters as items."""
    return Items(corpus.lengths, coverage.cover, coverage.shared)


def tokens(corpus: Corpus, members: Members, meetings: Meetings, places: list[Ints]) -> Items:
    """Return tokens as items; one bears a label if a span covers any of its characters.

    Args:
        corpus: whose spans they are.
        members: of the corpus.
        meetings: of the corpus.
        places: for each article (n, 2) where its tokens begin and end, in order, apart.

    """
    number = np.array([len(one) for one in places], np.int64)
    first = np.concatenate((np.zeros(1, np.int64), np.cumsum(number)))
    base = np.concatenate((np.zeros(1, np.int64), np.cumsum(corpus.lengths + 1)))[:-1]
    starts = np.concatenate(
        [one[:, 0] + at for one, at in zip(places, base, strict=True)] or [base]
    )
    ends = np.concatenate([one[:, 1] + at for one, at in zip(places, base, strict=True)] or [base])
    span = np.repeat(np.arange(len(corpus.article)), np.diff(corpus.first))
    article = corpus.article[span]
    begin = np.searchsorted(ends, corpus.start + base[article], side="right") - first[article]
    end = np.searchsorted(starts, corpus.end + base[article], side="left") - first[article]
    kept = begin < end  # white space alone is no token
    fragments = np.bincount(span[kept], minlength=len(corpus.article))
    counted = msgspec.structs.replace(
        corpus,
        lengths=number,
        first=np.concatenate((np.zeros(1, np.int64), np.cumsum(fragments))),
        start=begin[kept],
        end=end[kept],
    )
    coverage = measure(counted, members, meetings)
    return Items(number, coverage.cover, coverage.shared)


def fleiss(items: Items, members: Members, meetings: Meetings) -> Floats:
    """Return Fleiss' kappa of each label; shape (K,), NaN where not defined."""
    articles = len(items.number)
    raters = np.bincount(members.article, minlength=articles)
    differing = _differing(items, meetings) / _pairs(raters)[meetings.article][:, None]
    number = float(items.number.sum())
    observed = 1 - divide(differing.sum(axis=0), number)
    share = divide((items.cover / raters[members.article][:, None]).sum(axis=0), number)
    return _corrected(observed, share**2 + (1 - share) ** 2)


def cohen(items: Items, meetings: Meetings, pair: Ints, pairs: int) -> Floats:
    """Return Cohen's kappa of each pair and label; shape (P, K), NaN where not defined.

    Args:
        items: counted.
        meetings: of the corpus.
        pair: (M,) the pair of each meeting.
        pairs: P.

    """
    number = sum_by(pair, items.number[meetings.article], pairs)[:, None]
    observed = 1 - divide(sum_by(pair, _differing(items, meetings), pairs), number)
    one = divide(sum_by(pair, items.cover[meetings.one], pairs), number)
    other = divide(sum_by(pair, items.cover[meetings.other], pairs), number)
    return _corrected(observed, one * other + (1 - one) * (1 - other))


def _differing(items: Items, meetings: Meetings) -> Floats:
    covered = items.cover[meetings.one] + items.cover[meetings.other]
    return np.asarray(covered - 2 * items.shared, np.float64)


def _pairs(raters: Ints) -> Ints:
    return np.asarray(np.maximum(raters * (raters - 1) // 2, 1), np.int64)


def _corrected(observed: Floats, chance: Floats) -> Floats:
    left = 1 - chance
    return divide(observed - chance, np.where(left > _NOTHING, left, 0.0))
