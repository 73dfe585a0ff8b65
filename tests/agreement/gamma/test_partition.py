"""Cheapest partitions against trying all of them."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from annotator.agreement.gamma import partition
from annotator.agreement.gamma.partition import match_pairs, pick_partition

Sets = tuple[NDArray[np.intp], NDArray[np.float64], int]


@st.composite
def covers(draw: st.DrawFn, most: int = 9) -> Sets:
    """Sets of at most three elements, every element also alone, and their costs."""
    elements = draw(st.integers(1, most))
    some = st.sets(st.integers(0, elements - 1), min_size=2, max_size=3)
    groups = draw(st.lists(some, max_size=20)) if elements > 1 else []
    rows = [[element] for element in range(elements)] + [sorted(group) for group in groups]
    members = np.array([[*row, -1, -1][:3] for row in rows], np.intp)
    cost = draw(st.lists(st.integers(0, 60), min_size=len(groups), max_size=len(groups)))
    return members, np.array([30] * elements + cost) / 30, elements


def cheapest(members: NDArray[np.intp], cost: NDArray[np.float64], elements: int) -> float:
    """Return the cost of the cheapest partition, by trying all."""
    sets = [
        (frozenset(row) - {-1}, price) for row, price in zip(members.tolist(), cost, strict=True)
    ]

    @cache
    def rest(left: frozenset[int]) -> float:
        if not left:
            return 0.0
        first = min(left)
        return min(price + rest(left - one) for one, price in sets if first in one and one <= left)

    return float(rest(frozenset(range(elements))))


def check(sets: Sets) -> None:
    members, cost, elements = sets
    picked = pick_partition(members, cost, elements)
    used = members[picked][members[picked] >= 0]
    assert sorted(used.tolist()) == list(range(elements))
    assert cost[picked].sum() == pytest.approx(cheapest(members, cost, elements), abs=1e-6)


def odd_cycle(corners: int) -> Sets:
    """Corners in a ring where the relaxation takes a half of every edge."""
    edges = [[corner, (corner + 1) % corners, -1] for corner in range(corners)]
    members = np.array([[corner, -1, -1] for corner in range(corners)] + edges, np.intp)
    return members, np.array([1.0] * corners + [0.2] * corners), corners


@given(covers())
def test_the_partition_is_the_cheapest(sets: Sets) -> None:
    check(sets)


@example(  # rounding leaves sets that the relaxation takes a little above a reduced cost of 0
    (
        np.array(
            [[0, -1, -1], [1, -1, -1], [2, -1, -1], [3, -1, -1], [0, 1, 2], [0, 3, -1], [2, 3, -1]],
            np.intp,
        ),
        np.array([30, 30, 30, 30, 0, 1, 1]) / 30,
        4,
    )
)
@given(covers())
def test_it_is_with_one_part_at_a_time_and_a_late_allowance(sets: Sets) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(partition, "_LP_ELEMENTS", 1)
        patch.setattr(partition, "_FIRST_ALLOWANCE", 0.0)
        check(sets)


@given(covers(most=7))
def test_it_is_by_branch_and_bound(sets: Sets) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(partition, "_SEARCH_LIMIT", 0)
        check(sets)


@pytest.mark.parametrize("limit", [0, 2000])
def test_rings_are_opened_where_it_costs_least(limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partition, "_SEARCH_LIMIT", limit)
    members, cost, elements = odd_cycle(7)
    asked = []
    real = partition._branch

    def branch(*given: NDArray[np.float64]) -> NDArray[np.intp]:
        asked.append(given)
        return real(*given)

    monkeypatch.setattr(partition, "_branch", branch)
    picked = pick_partition(members, cost, elements)
    assert cost[picked].sum() == pytest.approx(3 * 0.2 + 1)
    assert bool(asked) == (limit == 0)


def test_many_rings_are_decided_one_by_one() -> None:
    members, cost, elements = odd_cycle(5)
    rings = 60
    shifted = [np.where(members >= 0, members + elements * ring, -1) for ring in range(rings)]
    together = np.concatenate(shifted)
    picked = pick_partition(together, np.tile(cost, rings), elements * rings)
    assert np.tile(cost, rings)[picked].sum() == pytest.approx(rings * (2 * 0.2 + 1))


def test_nothing_is_partitioned_into_nothing() -> None:
    assert len(pick_partition(np.empty((0, 3), np.intp), np.empty(0), 0)) == 0


@given(st.sets(st.tuples(st.integers(0, 4), st.integers(5, 9)), max_size=15), st.randoms())
def test_matched_pairs_gain_most(pairs: set[tuple[int, int]], random: np.random.Generator) -> None:
    first, second = (np.array([pair[side] for pair in sorted(pairs)], np.intp) for side in (0, 1))
    gain = np.array([random.random() + 0.01 for _ in pairs])
    matched = match_pairs(first, second, gain, 10)
    used = np.concatenate([first[matched], second[matched]])
    assert len(set(used.tolist())) == len(used)
    alone = np.array([[element, -1] for element in range(10)], np.intp)
    members = np.concatenate([alone, np.column_stack([first, second])])
    least = cheapest(members, np.concatenate([np.full(10, 1.0), 2 - gain]), 10)
    assert 10 - gain[matched].sum() == pytest.approx(least)


@given(covers(most=7))
def test_a_relaxation_that_fails_is_done_without(sets: Sets) -> None:
    def fail(*_: object, **__: object) -> SimpleNamespace:
        return SimpleNamespace(status=4)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(partition, "linprog", fail)
        check(sets)


def test_sets_that_make_no_partition_are_a_fault() -> None:
    with pytest.raises(RuntimeError, match="not found"):
        partition._branch(np.array([[0, 1], [1, 2]], np.intp), np.ones(2))
