"""The regression finds what others find, and what the labels say."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from annotator.suggestions.learning.logistic import SIZE, Rows, fit, sigmoid

NAMES = [f"feature {number}" for number in range(12)]


def cases(seed: int, count: int = 400):
    random = np.random.default_rng(seed)
    has = random.random((count, len(NAMES))) < 0.3
    truth = random.normal(size=len(NAMES)) * 2
    right = random.random(count) < sigmoid(has @ truth - 0.5)
    rows = [[name for name, here in zip(NAMES, row, strict=True) if here] for row in has]
    return has, rows, right


def test_it_agrees_with_another_one():
    has, rows, right = cases(1)
    weights = fit(Rows(rows), right)
    other = LogisticRegression(C=1.0, tol=1e-8).fit(has, right)
    ours = sigmoid(Rows(rows).times(weights))
    theirs = other.predict_proba(has)[:, 1]
    assert np.abs(ours - theirs).max() < 0.01


def test_rows_are_chosen_and_summed_as_they_were():
    _, rows, _ = cases(2, 50)
    whole = Rows(rows)
    weights = np.random.default_rng(0).normal(size=SIZE + 1)
    some = np.arange(50) % 3 == 1
    assert np.allclose(whole.chosen(some).times(weights), whole.times(weights)[some])
    assert len(whole) == 50
    assert Rows(()).times(weights).shape == (0,)


def test_where_all_are_alike_the_share_is_all_there_is_to_say():
    _, rows, _ = cases(3, 30)
    assert (sigmoid(Rows(rows).times(fit(Rows(rows), np.ones(30, dtype=bool)))) > 0.9).all()
    assert (sigmoid(Rows(rows).times(fit(Rows(rows), np.zeros(30, dtype=bool)))) < 0.1).all()


@given(st.lists(st.lists(st.text(max_size=5), max_size=4), max_size=6), st.randoms())
def test_any_features_are_taken(rows, random):
    right = np.array([random.random() < 0.5 for _ in rows], dtype=bool)
    weights = fit(Rows(rows), right)
    assert np.isfinite(weights).all()
