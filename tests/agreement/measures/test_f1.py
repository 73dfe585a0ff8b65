"""F1 against sets, and against every possible assignment."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.figures import Settings
from annotator.agreement.measures.assignment import assign
from annotator.agreement.report.report import compute
from tests.agreement.making import corpus_of, marked_articles
from tests.agreement.reference import best_assignment, f1_counts

PLAIN = Settings(replicates=0)


def f1(counts):
    common, one, other = counts
    return 2 * common / (one + other) if one + other else None


def same(value, expected):
    return value is None if expected is None else value == pytest.approx(expected, abs=1e-12)


def mean(values):
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


@given(marked_articles())
def test_f1_is_that_of_sets_and_of_the_best_assignment(articles):
    report = compute(corpus_of(*articles, labels=("x", "y")), PLAIN)
    everything = []
    for pair in report.pairs:
        counts = f1_counts(articles, pair.a, pair.b)
        everything.append(counts)
        assert same(pair.f1_exact, f1(counts["exact"]))
        assert same(pair.f1_iou, f1(counts["iou"]))
        assert same(pair.f1_unlabelled, f1(counts["unlabelled"]))
        for label in "xy":
            of_label = f1_counts(articles, pair.a, pair.b, label)
            assert same(pair.labels[label].f1_exact, f1(of_label["exact"]))
            assert same(pair.labels[label].f1_iou, f1(of_label["iou"]))
    assert same(report.overall.f1_exact, mean(f1(one["exact"]) for one in everything))
    assert same(report.overall.f1_iou, mean(f1(one["iou"]) for one in everything))
    for label in "xy":
        values = [f1(f1_counts(articles, p.a, p.b, label)["iou"]) for p in report.pairs]
        assert same(report.labels[label].f1_iou, mean(values))


WEIGHTS = st.sampled_from([0.0, 0.0, 0.25, 0.4, 0.5, 0.6, 1.0]) | st.floats(0.01, 1)


@given(
    st.integers(1, 4).flatmap(
        lambda n: st.lists(st.lists(WEIGHTS, min_size=n, max_size=n), min_size=1, max_size=4)
    )
)
def test_assignment_is_the_best_of_all(weights):
    matrix = np.array(weights)
    left, right = np.nonzero(matrix)
    chosen = assign(left * 5, right + 100, matrix[left, right])
    assert len(set(left[chosen])) == len(set(right[chosen])) == chosen.sum()
    assert matrix[left, right][chosen].sum() == pytest.approx(best_assignment(weights)[0])


def test_many_problems_are_solved_at_once():
    """Chains where greedy choice is wrong, next to each other."""
    left, right, weight = [], [], []
    for n in range(50):
        left += [2 * n, 2 * n, 2 * n + 1]
        right += [2 * n, 2 * n + 1, 2 * n + 1]
        weight += [0.5, 0.6, 0.5]
    chosen = assign(np.array(left), np.array(right), np.array(weight))
    assert chosen.tolist() == [True, False, True] * 50


def test_of_equal_totals_the_one_with_more_pairs_that_count():
    """0.6 + 0.4 is as much as 0.5 + 0.5; swapping the annotators changes nothing."""
    left, right = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    weight = np.array([0.6, 0.5, 0.5, 0.4])
    bonus = 1e-9 * (weight >= 0.5)
    assert assign(left, right, weight + bonus).tolist() == [False, True, True, False]
    assert assign(right, left, weight + bonus).tolist() == [False, True, True, False]
