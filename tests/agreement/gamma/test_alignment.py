"""Best alignments against trying all of them, and by hand."""

from __future__ import annotations

import math
from functools import cache
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, milp

from annotator.agreement.gamma import alignment
from annotator.agreement.gamma.alignment import (
    Dissimilarity,
    TooDenseError,
    Units,
    align,
    least_disorders,
)
from annotator.agreement.gamma.gamma import tabulate
from tests.agreement.continua import make_continuum

Unit = tuple[int, int, int]
Continuum = list[list[Unit]]

UNITS = st.tuples(st.integers(0, 40), st.integers(1, 20), st.integers(0, 1)).map(
    lambda drawn: (drawn[0], drawn[0] + drawn[1], drawn[2])
)
WEIGHTS = st.builds(
    Dissimilarity, st.sampled_from([0.3, 1.0, 3.0]), st.sampled_from([0.0, 1.0, 2.5])
)


def continua(annotators: int, most: int) -> st.SearchStrategy[Continuum]:
    """Continua in which one annotator's units may overlap, with a unit at least."""
    one = st.lists(UNITS, max_size=most)
    return st.lists(one, min_size=annotators, max_size=annotators).filter(any)


def dissimilarity(one: Unit, other: Unit, weights: Dissimilarity) -> float:
    apart = abs(one[0] - other[0]) + abs(one[1] - other[1])
    length = one[1] - one[0] + other[1] - other[0]
    return weights.alpha * (apart / length) ** 2 + weights.beta * (one[2] != other[2])


def disorder(members: list[Unit | None], weights: Dissimilarity) -> float:
    """Return the disorder of a unitary alignment straight from its definition."""
    pairs = list(combinations(members, 2))
    cost = [1.0 if None in pair else dissimilarity(*pair, weights) for pair in pairs]  # type: ignore[arg-type]
    return sum(cost) / len(pairs)


def least_by_trying(continuum: Continuum, weights: Dissimilarity) -> float:
    """Return the disorder of the best alignment of all that there are."""

    @cache
    def rest(left: tuple[frozenset[int], ...]) -> float:
        first = next((number for number, units in enumerate(left) if units), None)
        if first is None:
            return 0.0
        own = min(left[first])
        choices = [[None, *units] for units in left[first + 1 :]]
        best = math.inf
        for others in product(*choices):
            picked = [None] * first + [own, *others]
            members = [
                None if unit is None else continuum[number][unit]
                for number, unit in enumerate(picked)
            ]
            after = tuple(units - {unit} for units, unit in zip(left, picked, strict=True))
            best = min(best, disorder(members, weights) + rest(after))
        return best

    total = rest(tuple(frozenset(range(len(units))) for units in continuum))
    return total / (sum(map(len, continuum)) / len(continuum))


def least(continuum: Continuum, weights: Dissimilarity | None = None) -> float:
    return float(least_disorders(tabulate(continuum), weights or Dissimilarity())[0])


@given(continua(2, 4), WEIGHTS)
def test_two_annotators_are_aligned_best(continuum: Continuum, weights: Dissimilarity) -> None:
    assert least(continuum, weights) == pytest.approx(least_by_trying(continuum, weights))


@given(continua(3, 3), WEIGHTS)
def test_three_annotators_are_aligned_best(continuum: Continuum, weights: Dissimilarity) -> None:
    assert least(continuum, weights) == pytest.approx(least_by_trying(continuum, weights))


@given(continua(4, 2), WEIGHTS)
def test_four_annotators_are_aligned_best(continuum: Continuum, weights: Dissimilarity) -> None:
    assert least(continuum, weights) == pytest.approx(least_by_trying(continuum, weights))


@given(continua(5, 1), WEIGHTS)
def test_five_annotators_are_aligned_best(continuum: Continuum, weights: Dissimilarity) -> None:
    assert least(continuum, weights) == pytest.approx(least_by_trying(continuum, weights))


@given(continua(3, 5))
def test_an_alignment_uses_every_unit_once_and_costs_what_it_says(continuum: Continuum) -> None:
    units = tabulate(continuum)
    best = align(units, Dissimilarity())
    flat = [unit for own in continuum for unit in own]
    assert sorted(best.members[best.members >= 0].tolist()) == list(range(len(flat)))
    for row, cost in zip(best.members.tolist(), best.cost, strict=True):
        for annotator, unit in enumerate(row):
            assert unit == -1 or units.annotator[unit] == annotator
        members = [None if unit == -1 else flat[unit] for unit in row]
        assert cost == pytest.approx(disorder(members, Dissimilarity()))


@pytest.mark.parametrize("gap", [-8.0, 10.0, 60.0])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_long_continua_are_aligned_as_by_one_whole_programme(gap: float, seed: int) -> None:
    """Against all tuples within the bound of the source, given to HiGHS as they are."""
    continuum = make_continuum(3, 14, seed=seed, gap=gap, shift=15)
    units = tabulate(continuum)
    own = [[*np.flatnonzero(units.annotator == annotator).tolist(), -1] for annotator in range(3)]
    flat = [tuple(row) for rows in continuum for row in rows.tolist()]
    columns, costs = [], []
    for row in product(*own):
        cost = disorder([None if unit == -1 else flat[unit] for unit in row], Dissimilarity())
        if max(row) >= 0 and cost <= 3:
            columns.append(np.isin(np.arange(len(flat)), row))
            costs.append(cost)
    once = LinearConstraint(np.array(columns, np.float64).T, 1, 1)
    solved = milp(costs, integrality=np.ones(len(costs)), constraints=once)
    assert least_disorders(units, Dissimilarity())[0] == pytest.approx(solved.fun / 14, rel=1e-4)


@given(st.lists(continua(3, 3), min_size=1, max_size=4))
def test_several_continua_in_one_go_are_aligned_as_each_alone(several: list[Continuum]) -> None:
    tables = [tabulate(continuum) for continuum in several]
    together = Units(
        *(np.concatenate([table[field] for table in tables]) for field in range(4)),
        continuum=np.repeat(np.arange(len(tables)), [len(table.begin) for table in tables]),
        annotators=3,
        continua=len(tables),
    )
    expected = [least(continuum) for continuum in several]
    assert least_disorders(together, Dissimilarity()) == pytest.approx(expected)


def test_two_units_are_as_different_as_worked_out_by_hand() -> None:
    # d = ((5 + 5) / (10 + 10))² = 1/4, and 1 for the label; aligned, as 5/4 < 2
    assert least([[(20, 30, 0)], [(25, 35, 0)]]) == pytest.approx(1 / 4)
    assert least([[(20, 30, 0)], [(25, 35, 1)]]) == pytest.approx(5 / 4)
    # 3 and 1/4 weigh more than two units alone
    assert least([[(20, 30, 0)], [(25, 35, 1)]], Dissimilarity(3, 2)) == pytest.approx(2)


def test_three_units_are_as_different_as_worked_out_by_hand() -> None:
    # d = 0, 1/4 and 1/4, the mean of the three pairs; one unit for each annotator
    assert least([[(0, 10, 0)], [(0, 10, 0)], [(5, 15, 0)]]) == pytest.approx(1 / 6)
    # the third annotator marked nothing: (0 + 1 + 1) / 3, over 2/3 units
    assert least([[(0, 10, 0)], [(0, 10, 0)], []]) == pytest.approx(1)


def test_units_that_only_abut_are_not_the_same() -> None:
    assert least([[(0, 10, 0)], [(10, 20, 0)]]) == pytest.approx(1)
    assert least([[(0, 10, 0)], [(20, 30, 0)]]) == pytest.approx(2)


def test_the_example_of_alex_paul_and_suzan() -> None:
    """The example that comes with pygamma-agreement, whose tests give 0.96 for alpha 3, beta 1."""
    alex = [(2, 9, 1), (11, 17, 2), (24, 30, 5), (32, 36, 6), (36, 44, 6), (44, 60, 7)]
    paul = [(2, 9, 1), (11, 17, 3), (19, 25, 5), (32, 44, 6)]
    suzan = [(2, 9, 1), (11, 17, 4), (21, 27, 5), (32, 36, 6), (36, 40, 6), (40, 44, 6)]
    assert least([alex, paul, suzan], Dissimilarity(3, 1)) == pytest.approx(0.96, abs=0.01)
    best = align(tabulate([alex, paul, suzan]), Dissimilarity(3, 1))
    assert best.members.tolist().count([0, 6, 10]) == 1


def test_too_dense_continua_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alignment, "_MOST_TUPLES", 20)
    with pytest.raises(TooDenseError):
        least([[(0, 10, 0)] * 9] * 3)
    with pytest.raises(TooDenseError):
        least([[(0, 10, 0)] * 9] * 2)
    few = [[(0, 10, 0)] * 2] * 3  # 15 pairs, 12 of two annotators; 20 tuples would be 8 of three
    monkeypatch.setattr(alignment, "_MOST_TUPLES", 15)
    with pytest.raises(TooDenseError):
        least(few)
    monkeypatch.setattr(alignment, "_MOST_TUPLES", 30)
    assert least(few) == 0


def test_a_continuum_without_units_has_no_disorder() -> None:
    assert math.isnan(least([[], [], []]))
    assert math.isnan(least([[], []]))
