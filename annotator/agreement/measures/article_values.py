"""What annotators say of whole articles: nominal alpha of each article label.

Krippendorff (2019), Content Analysis, 4th edition, 12.3: each article is an item, each annotator
who is done with it a coder; who says nothing with a label gives no value. Several choices are one
value: they agree where all of them do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec
import numpy as np

from annotator.agreement.figures import ArticleLabelFigures, Estimate, Settings
from annotator.agreement.measures.arrays import Floats, divide
from annotator.agreement.measures.input import ArticleData
from annotator.agreement.measures.intervals import percentiles, replicate
from annotator.words import Message, say

Undefined = Callable[[str, Message], None]
"""Told the path of an undefined figure and the reason."""


class ValueData(msgspec.Struct, frozen=True):
    """What an annotator says of an article (id) with a label (name): any JSON value."""

    article: str
    annotator: str
    label: str
    value: str | bool | tuple[str, ...]


class NominalSums(msgspec.Struct, frozen=True, eq=False):
    """What nominal alpha needs, per article or added up; the leading axes are free.

    Attributes:
        agreeing: (...) ``Σ_c o_cc``: ``Σ_c n_uc (n_uc - 1) / (m_u - 1)``.
        values: (..., V) ``n_c``: how many gave each value, of articles with two at least.
        total: (...) ``n``: how many values there are.

    """

    agreeing: Floats
    values: Floats
    total: Floats

    def weighed(self, weights: Floats) -> NominalSums:
        """Return sums over the articles with weights of shape (R, D), one row per replicate."""
        return NominalSums(weights @ self.agreeing, weights @ self.values, weights @ self.total)

    def added(self) -> NominalSums:
        """Return the sum over the first axis."""
        return NominalSums(
            self.agreeing.sum(axis=0), self.values.sum(axis=0), self.total.sum(axis=0)
        )


def nominal_alpha(sums: NominalSums) -> Floats:
    """Return ``1 - D_o / D_e``, shape (...), NaN where nothing is expected.

    ``D_o = n - Σ o_cc`` and ``D_e = n - Σ_c n_c (n_c - 1) / (n - 1)``.
    """
    total = sums.total
    alike = (sums.values * (sums.values - 1)).sum(axis=-1)
    pairs = np.maximum(total - 1, 1)
    expected = np.where(total > 1, total - alike / pairs, 0.0)
    expected = np.where(np.abs(expected) < 1e-9, 0.0, expected)
    return np.asarray(1 - divide(total - sums.agreeing, expected), np.float64)


def compare_values(
    articles: Iterable[ArticleData],
    values: Iterable[ValueData],
    labels: Sequence[str],
    annotators: Sequence[str] | None,
    settings: Settings,
    undefined: Undefined,
) -> dict[str, ArticleLabelFigures]:
    """Return the figures of article labels, over the articles that two at least are done with.

    Args:
        articles: with who is done with them.
        values: what they say; of who is not done it does not count.
        labels: names of those that are measured, in their order.
        annotators: only these are compared; None: all who are done with something.
        settings: seed and number of replicates.
        undefined: told what is undefined, and why.

    """
    given = sorted(articles, key=lambda one: one.id)
    names = sorted({who for one in given for who in one.done} if annotators is None else annotators)
    done = {one.id: [who for who in names if who in one.done] for one in given}
    place = {
        name: number
        for number, name in enumerate(name for name, who in done.items() if len(who) >= 2)
    }
    said: dict[str, dict[tuple[str, str], str]] = {name: {} for name in labels}
    for one in values:
        if one.label in said and one.article in place and one.annotator in done[one.article]:
            key = msgspec.json.encode(one.value).decode()
            said[one.label][one.article, one.annotator] = key
    return {name: _figures(name, said[name], names, place, settings, undefined) for name in labels}


def _figures(
    name: str,
    said: Mapping[tuple[str, str], str],
    names: Sequence[str],
    place: Mapping[str, int],
    settings: Settings,
    undefined: Undefined,
) -> ArticleLabelFigures:
    known = {value: i for i, value in enumerate(sorted(set(said.values())))}
    counts = np.zeros((len(place), len(known)), np.float64)
    for (article, _), value in said.items():
        counts[place[article], known[value]] += 1
    number = counts.sum(axis=1)
    both = number >= 2
    sums = NominalSums(
        np.where(both, (counts * (counts - 1)).sum(axis=1) / np.maximum(number - 1, 1), 0.0),
        np.where(both[:, None], counts, 0.0),
        np.where(both, number, 0.0),
    )
    return ArticleLabelFigures(
        said={who: sum(by == who for _, by in said) for who in names},
        articles=int(both.sum()),
        equal=int((counts.max(axis=1, initial=0) == number)[both].sum()),
        alpha=_estimate(name, sums, bool(said), settings, undefined),
    )


def _estimate(
    name: str, sums: NominalSums, used: bool, settings: Settings, undefined: Undefined
) -> Estimate:
    path = f"article_labels.{name}.alpha"
    value = float(nominal_alpha(sums.added())) if len(sums.total) else float("nan")
    if np.isnan(value):
        why = say("all values are the same")
        if not len(sums.total):
            why = say("fewer than two annotators are done with the same article")
        elif not used:
            why = say("no annotator used it")
        elif not sums.total.any():
            why = say("no article has it from two annotators")
        undefined(path, why)
        return Estimate(None)
    low = high = float("nan")
    if settings.replicates and len(sums.total) > 1:
        found = replicate(sums, nominal_alpha, settings.replicates, settings.seed)
        low, high = (float(one) for one in percentiles(found))
    if np.isnan(low):
        why = say("no resampling was asked for") if not settings.replicates else ONE
        undefined(f"{path}.low", why)
        undefined(f"{path}.high", why)
        return Estimate(value)
    return Estimate(value, low, high)


ONE = say("one article cannot be resampled")
