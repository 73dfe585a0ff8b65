"""Cohen's and Fleiss' kappa against two libraries, and by hand."""

from __future__ import annotations

import re
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.figures import Settings
from annotator.agreement.report.report import compute
from tests.agreement.making import corpus_of, marked_articles
from tests.agreement.reference import characters, ranges_of

PLAIN = Settings(replicates=0)
NAMES = "abc"


def values_of(length, found, label, places=None):
    """One value an item: whether it bears the label; items are characters or given ranges."""
    covered = {p for one in found if one[0] == label for p in characters(ranges_of(one))}
    places = [(p, p + 1) for p in range(length)] if places is None else places
    return [int(not covered.isdisjoint(range(*place))) for place in places]


def cohen_of(one, other):
    metrics = pytest.importorskip("sklearn.metrics")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = metrics.cohen_kappa_score(one, other, labels=[0, 1])
    return None if np.isnan(found) else pytest.approx(found, abs=1e-9)


def fleiss_of(rows):
    """Of items that all annotators have: multi-pi, as Artstein and Poesio (2008) name Fleiss'."""
    agreement = pytest.importorskip("nltk.metrics.agreement")
    if len({value for row in rows for value in row}) < 2:
        return None
    data = [(who, item, value) for item, row in enumerate(rows) for who, value in enumerate(row)]
    return pytest.approx(agreement.AnnotationTask(data=data).pi(), abs=1e-9)


@given(marked_articles(names=NAMES, most=3, longest=12))
def test_both_kappas_are_those_of_the_libraries(articles):
    """Cohen's over the articles that a pair shares, Fleiss' where all are done with all."""
    report = compute(corpus_of(*articles, labels=("x", "y")), PLAIN)
    for pair in report.pairs:
        shared = [one for one in articles if pair.a in one[1] and pair.b in one[1]]
        for label in "xy":
            one, other = (
                [v for length, marked in shared for v in values_of(length, marked[who], label)]
                for who in (pair.a, pair.b)
            )
            assert pair.labels[label].cohen_characters == (cohen_of(one, other) if one else None)
    if all(set(marked) == set(NAMES) for _, marked in articles):
        for label in "xy":
            rows = [
                row
                for length, marked in articles
                for row in zip(
                    *(values_of(length, marked[who], label) for who in NAMES), strict=True
                )
            ]
            assert report.labels[label].kappa_characters.fleiss == fleiss_of(rows)


TEXT = "The boats  stayed\nin port, all night."
PLACES = [match.span() for match in re.finditer(r"\w+|[^\w\s]", TEXT)]


SPANS = st.lists(
    st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).filter(lambda r: r[0] < r[1]),
    max_size=4,
)


@given(SPANS, SPANS)
def test_a_token_bears_a_label_if_any_of_its_characters_does(one, other):
    """White space alone is no token; the second article shows that places are its own."""
    marked = {"a": [("x", *r) for r in one], "b": [("x", *r) for r in other]}
    plain = {"a": [("x", 0, 3)], "b": []}
    corpus = corpus_of((5, plain), (len(TEXT), marked))
    tokens = {"article000": np.array([(0, 5)]), "article001": np.array(PLACES)}
    report = compute(corpus, PLAIN, tokens=tokens)
    left, right = (
        values_of(5, plain[who], "x", [(0, 5)]) + values_of(len(TEXT), marked[who], "x", PLACES)
        for who in "ab"
    )
    found = report.labels["x"].kappa_tokens
    assert found.cohen == report.pairs[0].labels["x"].cohen_tokens == cohen_of(left, right)
    assert found.fleiss == fleiss_of(list(zip(left, right, strict=True)))


def test_by_hand():
    """Ten characters: both 3, one only 2, the other only 1, neither 4: P_o .7, P_e .5 and .505."""
    report = compute(corpus_of((10, {"a": [("x", 0, 5)], "b": [("x", 0, 3), ("x", 5, 6)]})), PLAIN)
    found = report.labels["x"].kappa_characters
    assert found.cohen == pytest.approx((0.7 - 0.5) / 0.5)
    assert found.fleiss == pytest.approx((0.7 - 0.505) / 0.495)
    assert report.labels["x"].kappa_tokens is None
    assert "no tokens" in report.undefined["labels.x.kappa_tokens"]


def test_items_weigh_alike_whoever_did_them():
    """Two annotators on one article, three on another: each character counts once."""
    report = compute(
        corpus_of(
            (4, {"a": [("x", 0, 2)], "b": [("x", 0, 1)]}),
            (4, {"a": [("x", 0, 3)], "b": [("x", 0, 3)], "c": []}),
        ),
        PLAIN,
    )
    observed = ((4 - 1) + (4 - 3 * 2 / 3)) / 8
    share = ((2 + 1) / 2 + (3 + 3) / 3) / 8
    chance = share**2 + (1 - share) ** 2
    assert report.labels["x"].kappa_characters.fleiss == pytest.approx(
        (observed - chance) / (1 - chance)
    )


def test_where_all_or_nothing_bears_it_there_is_none():
    report = compute(corpus_of((5, {"a": [("x", 0, 5)], "b": [("x", 0, 5)]}), labels=("y",)), PLAIN)
    for label, why in (("x", "every character"), ("y", "no annotator used it")):
        assert report.labels[label].kappa_characters.cohen is None
        assert report.labels[label].kappa_characters.fleiss is None
        assert why in report.undefined[f"labels.{label}.kappa_characters.cohen"]


@given(marked_articles(names=NAMES))
def test_observed_and_expected_disagreement_give_u_alpha(articles):
    for one in compute(corpus_of(*articles), PLAIN).labels.values():
        if one.u_alpha.value is not None:
            assert 1 - one.observed / one.expected == pytest.approx(one.u_alpha.value, abs=1e-9)
