"""Picking from many sets those that use every element exactly once and cost least, exactly.

The 0-1 programme behind the best alignment of gamma (Mathet, Widlöcher and Métivier 2015,
Computational Linguistics 41(3), 5.1.1). Its relaxation, solved by HiGHS, mostly has whole numbers
for a solution already. Where it has not, its dual prices leave few sets that can be part of
anything better. These fall into small pieces, for each of which all partitions are gone through,
or, where there are too many, HiGHS branches.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import LinearConstraint, linear_sum_assignment, linprog, milp
from scipy.sparse import coo_array, csc_array
from scipy.sparse.csgraph import connected_components

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
Mask = NDArray[np.bool_]

_TOLERANCE = 1e-6
"""How far from whole a solution may be, and how much better an unseen one."""

_LP_ELEMENTS = 600
"""Elements of one linear programme: fewer waste calls, more make the simplex steps dear."""

_FIRST_ALLOWANCE = 0.1
"""Reduced cost of the sets that are tried first: few partitions are further above the bound."""

_SEARCH_LIMIT = 2000
"""Remainders to be worked out before HiGHS is the faster way."""


def match_pairs(first: Indices, second: Indices, gain: Floats, elements: int) -> Indices:
    """Return the pairs of a matching with the greatest sum of gains, as indices into the pairs.

    Args:
        first: (K,) elements of one side, each pair once.
        second: (K,) elements of the other side.
        gain: (K,) of each pair, above 0.
        elements: how many there are on both sides.

    """
    if not len(first):
        return np.empty(0, np.intp)
    parts = _components(first, second, elements)[first]
    matched = [
        pairs if len(pairs) == 1 else pairs[_assign(first[pairs], second[pairs], gain[pairs])]
        for pairs in _split(parts)
    ]
    return np.concatenate(matched)


def pick_partition(members: Indices, cost: Floats, elements: int) -> Indices:
    """Return the sets of a cheapest partition of the elements, as indices into the sets.

    Sets that share no element directly or through others are decided apart from each other.

    Args:
        members: (T, n) the elements of each set, -1 where it has fewer than n; each element is
            also there alone.
        cost: (T,) of each set.
        elements: how many there are, numbered from 0.

    """
    if not elements:
        return np.empty(0, np.intp)
    part = _parts(members, elements)
    batch = np.cumsum(np.bincount(part)) // _LP_ELEMENTS
    batch_of_set = batch[part[members.max(axis=1)]]
    picked = [_pick(sets, members, cost, part) for sets in _split(batch_of_set)]
    return np.concatenate(picked)


def _pick(sets: Indices, members: Indices, cost: Floats, part: Indices) -> Indices:
    """Return the cheapest partition from ``sets``, which may hold several parts."""
    used, cover = _cover(members[sets])
    relaxed = linprog(
        cost[sets],
        A_eq=cover,
        b_eq=np.ones(len(used)),
        bounds=(0, None),
        method="highs-ds",
        options={"presolve": False},
    )
    if relaxed.status != 0:  # numerical trouble, which branch and bound treats with more care
        return sets[_branch(members[sets], cost[sets])]
    reduced = cost[sets] - cover.T @ relaxed.eqlin.marginals
    part_of_set = part[members[sets].max(axis=1)]
    open_parts = np.unique(part_of_set[_is_broken(relaxed.x)])
    settled = ~np.isin(part_of_set, open_parts)
    picked = [sets[settled & (relaxed.x > 0.5)]]
    for number in open_parts:
        inside = np.flatnonzero(part_of_set == number)
        mended = _mend(members[sets[inside]], reduced[inside], relaxed.x[inside])
        picked.append(sets[inside[mended]])
    return np.concatenate(picked)


def _mend(members: Indices, reduced: Floats, relaxed: Floats) -> Indices:
    """Return the cheapest partition of a part where the relaxation is not whole everywhere.

    All partitions cost the same but for the reduced costs of their sets, which are not negative.
    So none that is cheaper than one in hand holds a set whose reduced cost is above the sum of
    the one in hand. Without the sets of high reduced cost the part falls into pieces, in most of
    which the relaxation is whole and best.

    Args:
        members: (T, n) the elements of each set, or -1.
        reduced: (T,) the cost of each set less the dual prices of its elements.
        relaxed: (T,) how much of each set the relaxation takes.

    """
    always = ((members >= 0).sum(axis=1) == 1) | (relaxed > 0)
    allowance = _FIRST_ALLOWANCE
    while True:
        kept = np.flatnonzero(always | (reduced <= allowance))
        picked = kept[_pick_by_piece(members[kept], reduced[kept], relaxed[kept])]
        above = float(reduced[picked].sum())
        if above <= allowance:
            return picked
        allowance = above + _TOLERANCE


def _pick_by_piece(members: Indices, reduced: Floats, relaxed: Floats) -> Indices:
    """Return the partition with the least reduced cost, piece by connected piece."""
    piece = _parts(members, int(members.max()) + 1)[members.max(axis=1)]
    open_pieces = np.unique(piece[_is_broken(relaxed)])
    picked = [np.flatnonzero(~np.isin(piece, open_pieces) & (relaxed > 0.5))]
    for number in open_pieces:
        inside = np.flatnonzero(piece == number)
        found = _search(members[inside], reduced[inside])
        if found is None:
            found = _branch(members[inside], reduced[inside])
        picked.append(inside[found])
    return np.concatenate(picked)


def _search(members: Indices, cost: Floats) -> Indices | None:
    """Return the cheapest partition by trying all, or None where there are too many.

    The first element not yet used is put into each of its sets in turn; what the elements that
    are left cost at best is worked out once. It takes a fraction of the time of HiGHS where few
    elements are concerned at a time, which is so if sets hold elements with near numbers.
    """
    rank = {element: number for number, element in enumerate(np.unique(members[members >= 0]))}
    holders: list[list[tuple[float, int, int]]] = [[] for _ in rank]
    for number, row in enumerate(members.tolist()):
        bits = [rank[element] for element in row if element >= 0]
        holders[min(bits)].append((float(cost[number]), sum(1 << bit for bit in bits), number))
    best: dict[int, tuple[float, int, int]] = {0: (0.0, 0, -1)}
    everything = (1 << len(rank)) - 1
    waiting = [everything]
    while waiting:
        left = waiting[-1]
        first = (left & -left).bit_length() - 1
        fitting = [holder for holder in holders[first] if holder[1] & left == holder[1]]
        unknown = [left ^ bits for _, bits, _ in fitting if left ^ bits not in best]
        if unknown:
            waiting += unknown
        else:
            best[left] = min((price + best[left ^ bits][0], bits, n) for price, bits, n in fitting)
            waiting.pop()
        if len(best) > _SEARCH_LIMIT:
            return None
    picked = []
    left = everything
    while left:
        _, taken, chosen = best[left]
        picked.append(chosen)
        left ^= taken
    return np.array(picked, np.intp)


def _branch(members: Indices, cost: Floats) -> Indices:
    """Return the cheapest partition by branch and bound."""
    used, cover = _cover(members)
    solved = milp(
        cost,
        integrality=np.ones(len(members)),
        constraints=LinearConstraint(cover, np.ones(len(used)), np.ones(len(used))),
        options={"mip_rel_gap": 0},
    )
    if solved.status != 0:
        raise RuntimeError(f"the best alignment was not found: {solved.message}")
    return np.flatnonzero(solved.x > 0.5)


def _is_broken(relaxed: Floats) -> Mask:
    """Return which shares are not whole."""
    return np.abs(relaxed - np.round(relaxed)) > _TOLERANCE


def _cover(members: Indices) -> tuple[Indices, csc_array]:
    """Return the elements that occur, (R,), and a matrix of 0 and 1, (R, T), of who holds them."""
    there = members >= 0
    used, row = np.unique(members[there], return_inverse=True)
    starts = np.concatenate([[0], np.cumsum(there.sum(axis=1))])
    return used, csc_array((np.ones(len(row)), row, starts), shape=(len(used), len(members)))


def _assign(first: Indices, second: Indices, gain: Floats) -> Indices:
    """Return which pairs match those that belong together at the greatest gain."""
    rows, row = np.unique(first, return_inverse=True)
    columns, column = np.unique(second, return_inverse=True)
    place = np.full((len(rows), len(columns)), -1, np.intp)
    place[row, column] = np.arange(len(first))
    gains = np.zeros(place.shape)
    gains[row, column] = gain
    found: Indices = place[linear_sum_assignment(gains, maximize=True)]
    return found[found >= 0]


def _parts(members: Indices, elements: int) -> Indices:
    """Return for each element the number of the part it is in, parts sharing no set."""
    there = members >= 0
    joined = np.repeat(members.max(axis=1), there.sum(axis=1))
    return _components(members[there], joined, elements)


def _components(first: Indices, second: Indices, elements: int) -> Indices:
    """Return for each element the number of the connected part it is in, (elements,)."""
    graph = coo_array((np.ones(len(first)), (first, second)), shape=(elements, elements))
    parts: Indices = connected_components(graph, directed=False)[1]
    return parts


def _split(groups: Indices) -> Iterator[Indices]:
    """Yield the indices of each group, in order of its number."""
    order = np.argsort(groups, kind="stable")
    edges = np.flatnonzero(np.diff(groups[order])) + 1
    yield from np.split(order, edges)
