"""Gamma, by itself and over several articles."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.agreement.gamma import alignment
from annotator.agreement.gamma.alignment import Dissimilarity, least_disorders
from annotator.agreement.gamma.gamma import (
    FEW_ANNOTATORS,
    NO_ARTICLES,
    NO_CHANCE,
    NO_UNITS,
    TOO_DENSE,
    gamma,
    pool,
    tabulate,
)
from annotator.agreement.gamma.sampling import measure, sample
from annotator.errors import CancelledError
from tests.agreement.continua import make_continuum

EASY = settings(max_examples=12)


def made() -> st.SearchStrategy[list[np.ndarray[tuple[int, int], np.dtype[np.int64]]]]:
    """Continua of two to four annotators, sparse or with one's own units overlapping."""
    return st.builds(
        make_continuum,
        st.integers(2, 4),
        st.integers(2, 8),
        seed=st.integers(0, 99),
        gap=st.sampled_from([-10.0, 5.0, 60.0]),
    )


@EASY
@given(made())
def test_identical_annotators_agree_totally(continuum: list[np.ndarray]) -> None:
    result = gamma([continuum[0]] * len(continuum))
    assert (result.value, result.observed) == (1, 0)
    assert result.expected is not None
    assert result.expected > 0


@EASY
@given(made(), st.randoms())
def test_the_order_of_annotators_and_units_is_all_the_same(
    continuum: list[np.ndarray], random: np.random.Generator
) -> None:
    mixed = [own[::-1] for own in continuum]
    random.shuffle(mixed)  # type: ignore[arg-type]
    assert gamma(mixed).value == pytest.approx(gamma(continuum).value, abs=1e-6)


@EASY
@given(made(), st.integers(-50, 5000), st.integers(2, 5))
def test_moving_or_stretching_the_text_changes_nothing(
    continuum: list[np.ndarray], shift: int, factor: int
) -> None:
    moved = [own * [factor, factor, 1] + [shift, shift, 0] for own in continuum]
    assert gamma(moved).value == pytest.approx(gamma(continuum).value, abs=1e-6)


@EASY
@given(made(), st.integers(0, 9))
def test_the_same_seed_gives_the_same_gamma(continuum: list[np.ndarray], seed: int) -> None:
    result = gamma(continuum, seed=seed)
    assert result == gamma(continuum, seed=seed)
    assert result.seed == (seed,)
    assert result.samples == 30
    assert result.observed == gamma(continuum, seed=seed + 1).observed
    assert result.expected != gamma(continuum, seed=seed + 1).expected


def test_gamma_is_one_minus_observed_over_expected() -> None:
    continuum = make_continuum(3, 10)
    result = gamma(continuum)
    units = tabulate(continuum)
    assert result.observed == least_disorders(units, Dissimilarity())[0]
    by_chance = sample(measure(units), 30, np.random.default_rng((0,)))
    expected = least_disorders(by_chance, Dissimilarity()).mean()
    assert result.expected == pytest.approx(expected)
    assert result.value == pytest.approx(1 - result.observed / expected)


def test_unrelated_annotators_agree_as_by_chance() -> None:
    continuum = [make_continuum(1, 60, seed=seed, gap=10)[0] for seed in range(3)]
    assert gamma(continuum).value == pytest.approx(0, abs=0.1)


def test_worse_placed_units_agree_less() -> None:
    values = [gamma(make_continuum(3, 30, shift=shift)).value or 0 for shift in (0, 3, 8, 20)]
    assert values == sorted(values, reverse=True)
    assert values[0] > 0.8


def test_overlapping_units_of_one_annotator_are_all_counted() -> None:
    one = [(0, 30, 0), (10, 20, 1), (10, 20, 0), (50, 60, 0)]
    both = gamma([one, one])
    without = gamma([one, [one[0], one[3]]])
    assert both.value == 1
    assert without.observed == pytest.approx(2 / 3)  # two units alone, over three on average
    assert without.value is not None
    assert without.value < 1


def test_a_label_weighs_as_much_as_it_is_told_to() -> None:
    one, other = [(0, 9, 0), (20, 30, 1), (50, 80, 0)], [(0, 9, 1), (20, 30, 0), (50, 80, 1)]
    assert gamma([one, other], weights=Dissimilarity(beta=0)).value == 1
    assert gamma([one, other]).observed == pytest.approx(1)


def test_more_is_sampled_where_precision_asks_for_it() -> None:
    continuum = make_continuum(3, 6)
    units = tabulate(continuum)
    first = least_disorders(
        sample(measure(units), 30, np.random.default_rng((0,))), Dissimilarity()
    )
    variation = first.std(ddof=1) / first.mean()
    for precision in (0.01, 0.02, 0.05, 0.5):
        wanted = max(30, math.ceil((variation * 1.96 / precision) ** 2))
        assert gamma(continuum, precision=precision).samples == wanted
    assert gamma(continuum, precision=0.01).samples > 100
    assert gamma(continuum, precision=0.5) == gamma(continuum)


def test_more_samples_come_closer() -> None:
    continuum = make_continuum(3, 6)
    fine = [gamma(continuum, seed=seed, precision=0.01).value or 0 for seed in range(6)]
    coarse = [gamma(continuum, seed=seed).value or 0 for seed in range(6)]
    assert np.std(fine) < np.std(coarse)
    assert max(fine) - min(fine) < 0.02


@pytest.mark.parametrize(
    ("continuum", "reason"),
    [
        ([], FEW_ANNOTATORS),
        ([[(0, 5, 0), (7, 9, 0)]], FEW_ANNOTATORS),
        ([[], [], []], NO_UNITS),
        ([[(3, 5, 0)], [(3, 5, 0)]], NO_CHANCE),
    ],
)
def test_undefined_gamma_says_why(continuum: list[list[tuple[int, int, int]]], reason: str) -> None:
    result = gamma(continuum)
    assert (result.value, result.undefined) == (None, reason)
    assert result.annotators == len(continuum)


def test_too_dense_articles_are_undefined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alignment, "_MOST_TUPLES", 20)
    assert gamma(make_continuum(3, 20, gap=-20)).undefined == TOO_DENSE


def test_an_only_unit_is_not_expected_to_be_shared() -> None:
    """Chance knows that one of the two marks nothing."""
    result = gamma([[(0, 10, 0)], []])
    assert result.observed == pytest.approx(2)
    assert result.value is not None
    assert result.value < 0


def test_annotators_who_marked_nothing_count() -> None:
    continuum = make_continuum(2, 10)
    assert (gamma([*continuum, []]).value or 0) < (gamma(continuum).value or 0)


@pytest.mark.parametrize(
    "continuum", [[[(5, 5, 0)], []], [[(6, 5, 0)], []], [[(0, 5)], []], [[0, 5, 1], []]]
)
def test_units_that_are_none_are_refused(continuum: list[list[tuple[int, ...]]]) -> None:
    with pytest.raises(ValueError, match=r"the shape \(k, 3\)|must end after"):
        gamma(continuum)


@pytest.mark.parametrize("weights", [Dissimilarity(0, 1), Dissimilarity(1, -1)])
def test_weights_out_of_bounds_are_refused(weights: Dissimilarity) -> None:
    with pytest.raises(ValueError, match="weight"):
        gamma([], weights=weights)


@pytest.mark.parametrize("precision", [0.0, -0.1, 1.0])
def test_a_precision_out_of_bounds_is_refused(precision: float) -> None:
    with pytest.raises(ValueError, match="precision"):
        gamma([], precision=precision)


def test_measuring_stops_when_asked() -> None:
    with pytest.raises(CancelledError):
        gamma(make_continuum(3, 5), cancelled=lambda: True)


def test_the_pooled_gamma_counts_every_unit_alike() -> None:
    continua = [
        make_continuum(3, 4, seed=1),
        make_continuum(2, 12, seed=2),
        [[(0, 4, 0)]],
        [[], []],
    ]
    articles = [gamma(continuum, seed=(5, number)) for number, continuum in enumerate(continua)]
    one, two, *_ = articles
    assert [article.undefined for article in articles] == [
        None, None, FEW_ANNOTATORS, NO_UNITS,
    ]  # fmt: skip
    observed = 4 * (one.observed or 0) + 12 * (two.observed or 0)
    expected = 4 * (one.expected or 0) + 12 * (two.expected or 0)
    assert pool(articles).value == pytest.approx(1 - observed / expected)
    assert pool(articles[:2]) == pool(articles)


def test_one_article_pooled_is_that_article() -> None:
    continuum = make_continuum(3, 6)
    one = gamma(continuum)
    assert pool([one]).value == pytest.approx(one.value)


def test_the_same_article_twice_is_sampled_twice() -> None:
    continuum = make_continuum(3, 6)
    one, other = (gamma(continuum, seed=(0, stream)) for stream in range(2))
    assert one.observed == other.observed
    assert one.expected != other.expected


def test_nothing_pooled_is_undefined() -> None:
    assert pool([]).undefined == NO_ARTICLES
    assert pool([gamma([[(0, 4, 0)]])]).undefined == NO_ARTICLES
    alone = pool([gamma([[(3, 5, 0)], [(3, 5, 0)]])])
    assert (alone.value, alone.undefined) == (None, NO_CHANCE)
