"""Krippendorff's alpha of units on a continuum, of characters, and of values.

Sources: Krippendorff, Mathet, Bouvry, Widlöcher (2016), Quality & Quantity 50; Krippendorff
(2019), Content Analysis, 4th edition, 12.6 (units) and 12.3 (values). The letters are theirs:
``l_ck`` observed coincidences of values c and k, ``l_..`` their sum, ``Q_c`` the sum of the squared
lengths of the units of c; φ is the gap.
"""

from __future__ import annotations

import msgspec
import numpy as np

from annotator.agreement.measures.arrays import Flags, Floats, Ints, divide, sum_by
from annotator.agreement.measures.sums import Sums


class UnitSums(msgspec.Struct, frozen=True, eq=False):
    """What u-alpha of each label needs, per article or added up; the leading axes are free.

    With two values, the label c and the gap φ, four numbers give the whole matrix:
    ``l_cφ = l_c. - l_cc``, ``l_φφ = l_.. - 2 l_c. + l_cc``, ``Q_φ = l_.. - l_c.`` where each
    character of a gap is a unit of its own.

    Attributes:
        both: (..., K) ``l_cc``: agreeing code points, each weighed by 1 / (m - 1).
        cover: (..., K) ``l_c.``: code points that bear the label, over all annotators.
        squares: (..., K) ``Q_c``: of u-alpha.
        total: (...) ``l_..``: annotators times length.

    """

    both: Floats
    cover: Floats
    squares: Floats
    total: Floats

    def rows(self, chosen: Ints | Flags) -> UnitSums:
        """Return some of the rows."""
        return UnitSums(
            self.both[chosen], self.cover[chosen], self.squares[chosen], self.total[chosen]
        )

    def added(self) -> UnitSums:
        """Return the sum over the first axis."""
        return UnitSums(
            self.both.sum(axis=0),
            self.cover.sum(axis=0),
            self.squares.sum(axis=0),
            self.total.sum(axis=0),
        )

    def weighed(self, weights: Floats) -> UnitSums:
        """Return sums over the articles with weights of shape (R, D), one row per replicate."""
        return UnitSums(
            weights @ self.both, weights @ self.cover, weights @ self.squares, weights @ self.total
        )

    def characters(self) -> UnitSums:
        """Return the same with every character a unit of its own: that is character alpha."""
        return UnitSums(self.both, self.cover, self.cover, self.total)


def article_sums(sums: Sums, lengths: Ints, keep: Flags | None = None) -> UnitSums:
    """Add up, per article, the annotators that are kept; leading axis D.

    An article where fewer than two of them are left counts nothing.

    Args:
        sums: of the corpus.
        lengths: (D,) code points.
        keep: (A,) which annotators; None: all.

    """
    articles = len(lengths)
    members, meetings = sums.members, sums.meetings
    kept = np.ones(len(members.article), np.bool_)
    if keep is not None:
        kept = keep[members.annotator]
    number = np.bincount(members.article[kept], minlength=articles)
    kept &= number[members.article] >= 2
    met = kept[meetings.one] & kept[meetings.other]
    others = np.maximum(number - 1, 1).astype(np.float64)
    shared = sum_by(meetings.article[met], sums.coverage.shared[met], articles)
    return UnitSums(
        2 * shared / others[:, None],
        sum_by(members.article[kept], sums.coverage.cover[kept], articles),
        sum_by(members.article[kept], sums.coverage.squares[kept], articles),
        np.where(number >= 2, number * lengths, 0).astype(np.float64),
    )


def pair_sums(sums: Sums, lengths: Ints, pair: Ints, pairs: int) -> UnitSums:
    """Add up, per pair of annotators, the articles that both are done with; leading axis P.

    Args:
        sums: of the corpus.
        lengths: (D,) code points.
        pair: (M,) the pair of each meeting.
        pairs: P.

    """
    meetings, coverage = sums.meetings, sums.coverage
    cover = coverage.cover[meetings.one] + coverage.cover[meetings.other]
    squares = coverage.squares[meetings.one] + coverage.squares[meetings.other]
    return UnitSums(
        2 * sum_by(pair, coverage.shared, pairs),
        sum_by(pair, cover, pairs),
        sum_by(pair, squares, pairs),
        2 * sum_by(pair, lengths[meetings.article], pairs),
    )


def disagreement(sums: UnitSums) -> tuple[Floats, Floats]:
    """Return observed and expected disagreement of each label against the gap.

    ``D_o = l_.. - Σ l_cc`` and ``D_e = l_.. - Σ e_cc``, both in code points. Since all e_ck add up
    to ``l_..``, ``D_e = 2 e_cφ = 2 l_.. l_c. l_φ. / (l_..² - ΣQ)``.

    Returns:
        Two arrays (..., K). Expected is 0 where nobody used the label, or all bears it.

    """
    total = sums.total[..., None]
    gap = total - sums.cover
    observed = 2 * (sums.cover - sums.both)
    pairs = total * total - sums.squares - gap
    expected = np.divide(
        2 * total * sums.cover * gap, pairs, out=np.zeros_like(sums.cover), where=pairs > 0
    )
    return observed, expected


def alpha(observed: Floats, expected: Floats) -> Floats:
    """Return ``1 - observed / expected``, NaN where nothing is expected."""
    return np.asarray(1 - divide(observed, expected), np.float64)


def label_alphas(sums: UnitSums) -> Floats:
    """Return alpha of each label; shape (..., K), NaN where it is not defined."""
    return alpha(*disagreement(sums))


def micro_alpha(sums: UnitSums) -> Floats:
    """Return ``1 - Σ_k D_o,k / Σ_k D_e,k`` over the labels; shape (...)."""
    observed, expected = disagreement(sums)
    return alpha(observed.sum(axis=-1), expected.sum(axis=-1))


def coincidence_alpha(coincidences: Floats, squares: Floats) -> float:
    """Return alpha of any number of values from their coincidences; NaN where not defined.

    ``e_ck = l_.. (l_c. l_k. - [c = k] Q_c) / (l_..² - Σ Q)``.

    Args:
        coincidences: (V, V), symmetric.
        squares: (V,) ``Q``; the sums of the rows make it the nominal alpha of single items.

    """
    total = float(coincidences.sum())
    rows = coincidences.sum(axis=1)
    pairs = total * total - float(squares.sum())
    if pairs <= 0:
        return float("nan")
    expected = total - total * float((rows * rows - squares).sum()) / pairs
    if expected <= 0:
        return float("nan")
    return 1 - (total - float(np.trace(coincidences))) / expected


def nominal_coincidences(counts: Ints) -> Floats:
    """Return the coincidences of single items: ``o_ck = Σ_u [pairs of c and k] / (m_u - 1)``.

    Args:
        counts: (N, V) how many gave item u the value v. Items with fewer than two count nothing.

    """
    raters = counts.sum(axis=1)
    used = counts[raters >= 2].astype(np.float64)
    weights = 1 / (raters[raters >= 2] - 1)
    weighed = used * weights[:, None]
    return np.asarray(used.T @ weighed - np.diag(weighed.sum(axis=0)), np.float64)
