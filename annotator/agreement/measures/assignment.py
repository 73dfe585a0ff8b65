"""One-to-one assignment of spans that maximises a total weight, for many small problems at once."""

from __future__ import annotations

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from annotator.agreement.measures.arrays import Flags, Floats, Ints, ranks


def assign(left: Ints, right: Ints, weight: Floats) -> Flags:
    """Choose edges, at most one at every node, so that the sum of their weights is greatest.

    Greedy choice depends on the order and is not the maximum; this is exact. An edge that weighs
    at least as much as the best other edge of its left node and the best other edge of its right
    node together belongs to a best assignment; such edges are taken, round by round, without a
    loop in Python. What is left over is solved component by component
    (Jonker and Volgenant, ``scipy.optimize.linear_sum_assignment``).

    Args:
        left: (n,) a number for the left node of each edge.
        right: (n,) a number for the right node; left and right numbers do not mix.
        weight: (n,) greater than 0. Each pair of nodes occurs at most once.

    Returns:
        (n,) which edges are chosen.

    """
    chosen = np.zeros(len(weight), np.bool_)
    if not len(weight):
        return chosen
    lefts, left = np.unique(left, return_inverse=True)
    rights, right = np.unique(right, return_inverse=True)
    single = (np.bincount(left)[left] == 1) & (np.bincount(right)[right] == 1)
    chosen[single] = True
    alive = np.flatnonzero(~single)
    while len(alive):
        w = weight[alive]
        rival = _best_other(left[alive], w, len(lefts)) + _best_other(right[alive], w, len(rights))
        taken = alive[w >= rival]
        taken = taken[np.unique(left[taken], return_index=True)[1]]
        taken = taken[np.unique(right[taken], return_index=True)[1]]
        if not len(taken):
            break
        chosen[taken] = True
        used_left = np.zeros(len(lefts), np.bool_)
        used_right = np.zeros(len(rights), np.bool_)
        used_left[left[taken]] = True
        used_right[right[taken]] = True
        alive = alive[~used_left[left[alive]] & ~used_right[right[alive]]]
    if len(alive):
        chosen[alive[_solve(left[alive], right[alive], weight[alive])]] = True
    return chosen


def components(left: Ints, right: Ints) -> Ints:
    """Return for every edge the number of its connected component, from 0; shape ``(n,)``."""
    lefts, left = np.unique(left, return_inverse=True)
    rights, right = np.unique(right, return_inverse=True)
    size = len(lefts) + len(rights)
    graph = coo_array((np.ones(len(left), np.int8), (left, right + len(lefts))), shape=(size, size))
    labels = connected_components(graph, directed=False)[1]
    return np.asarray(labels, np.int64)[left]


def _best_other(node: Ints, weight: Floats, size: int) -> Floats:
    """Return for every edge the greatest weight of the other edges of its node, 0 for none."""
    order = np.lexsort((-weight, node))
    sorted_node = node[order]
    begins = np.ones(len(order), np.bool_)
    begins[1:] = sorted_node[1:] != sorted_node[:-1]
    top = np.flatnonzero(begins)
    best = np.zeros(size)
    best[sorted_node[top]] = weight[order[top]]
    follows = top[(top + 1 < len(order)) & ~np.append(begins[1:], True)[top]] + 1
    second = np.zeros(size)
    second[sorted_node[follows]] = weight[order[follows]]
    other = best[node]
    other[order[top]] = second[sorted_node[top]]
    return other


def _solve(left: Ints, right: Ints, weight: Floats) -> Ints:
    """Return the chosen edges of components that are left over; same arguments as ``assign``."""
    component = components(left, right)
    order = np.argsort(component, kind="stable")
    row, rows = _local(left[order], component[order])
    column, columns = _local(right[order], component[order])
    begins = np.concatenate(([0], np.cumsum(np.bincount(component))))
    chosen = [_solve_squares(order, weight, component, row, column, (rows == 2) & (columns == 2))]
    for number in np.flatnonzero((rows != 2) | (columns != 2)).tolist():
        here = slice(begins[number], begins[number + 1])
        matrix = np.zeros((rows[number], columns[number]))
        matrix[row[here], column[here]] = weight[order[here]]
        partner = np.full(rows[number], -1)
        picked, given = linear_sum_assignment(matrix, maximize=True)
        partner[picked] = given
        chosen.append(order[here][partner[row[here]] == column[here]])
    return np.concatenate(chosen)


def _solve_squares(
    order: Ints, weight: Floats, component: Ints, row: Ints, column: Ints, square: Flags
) -> Ints:
    """Solve all components of two by two nodes: the one or the other diagonal."""
    owner = component[order]
    totals = np.zeros((len(square), 2))
    np.add.at(totals, (owner, (row != column).astype(np.int64)), weight[order])
    crossed = totals[:, 1] > totals[:, 0]
    chosen = square[owner] & ((row != column) == crossed[owner])
    return np.asarray(order[chosen], np.int64)


def _local(node: Ints, component: Ints) -> tuple[Ints, Ints]:
    """Number the nodes of each component from 0; also return how many each one has."""
    nodes, first, which = np.unique(node, return_index=True, return_inverse=True)
    owner = component[first]
    counts = np.bincount(owner)
    by_owner = np.argsort(owner, kind="stable")
    local = np.empty(len(nodes), np.int64)
    local[by_owner] = ranks(counts)
    return local[which], counts
