"""Worked examples from the literature, and independent libraries on random data.

The libraries are only in the environment of the tests. The figures cited were compared with what
others print for the same data: the test suites of DKPro Statistics and of R's kalpha package, the
documentation of NLTK, and the page on Fleiss' kappa of Wikipedia.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.agreement.figures import Settings
from annotator.agreement.measures.alpha import coincidence_alpha, nominal_coincidences
from annotator.agreement.report.report import compute
from tests.agreement.making import corpus_of

PLAIN = Settings(replicates=0)


def nominal(counts):
    coincidences = nominal_coincidences(np.asarray(counts))
    return coincidence_alpha(coincidences, coincidences.sum(axis=1))


def test_krippendorff_2004_binary_data_of_two_observers():
    """Content Analysis, 2nd edition, section 11.3.1, page 224: ten articles, alpha = 0.095."""
    jon, han = "1100000000", "0110010100"
    marked = {
        who: [("x", p, p + 1) for p, value in enumerate(values) if value == "1"]
        for who, values in {"jon": jon, "han": han}.items()
    }
    figures = compute(corpus_of((10, marked)), PLAIN).labels["x"]
    assert figures.char_alpha == pytest.approx(0.095, abs=5e-4)
    assert figures.u_alpha.value == pytest.approx(0.095, abs=5e-4)


def test_krippendorff_2011_with_missing_values():
    """Computing Krippendorff's alpha-reliability: three coders, 15 units, nominal 0.691."""
    coders = ("*****34121133*3", "1*213343*******", "**21344*21133*4")
    counts = [
        [sum(coder[unit] == value for coder in coders) for value in "1234"] for unit in range(15)
    ]
    assert nominal(counts) == pytest.approx(0.691, abs=5e-4)


def test_missing_annotators_are_units_that_they_are_not_done_with():
    """The same data as articles of one character, each done by those who gave a value."""
    coders = {"a": "*****34121133*3", "b": "1*213343*******", "c": "**21344*21133*4"}
    articles = []
    for unit in range(15):
        given_by = {who: values[unit] for who, values in coders.items() if values[unit] != "*"}
        marked = {who: [("3", 0, 1)] if v == "3" else [] for who, v in given_by.items()}
        articles.append((1, marked))
    counts = [
        [sum(v[u] == "3" for v in coders.values()), sum(v[u] in "124" for v in coders.values())]
        for u in range(15)
    ]
    report = compute(corpus_of(*articles), PLAIN)
    assert report.articles_compared == sum(sum(row) >= 2 for row in counts)
    assert report.labels["3"].char_alpha == pytest.approx(nominal(counts), abs=1e-12)
    krippendorff = pytest.importorskip("krippendorff")
    library = krippendorff.alpha(value_counts=np.array(counts), level_of_measurement="nominal")
    assert report.labels["3"].char_alpha == pytest.approx(library, abs=1e-12)


def test_artstein_and_poesio_2008():
    """Computational Linguistics 34(4), Table 1: pi = .7995, alpha = .800, D_o = .12, D_e = .601."""
    table = {("stat", "stat"): 46, ("ireq", "stat"): 6, ("ireq", "ireq"): 32}
    table |= {("ireq", "chck"): 6, ("chck", "chck"): 10}
    values = ("stat", "ireq", "chck")
    counts = [
        [(one == value) + (other == value) for value in values]
        for (one, other), number in table.items()
        for _ in range(number)
    ]
    coincidences = nominal_coincidences(np.array(counts))
    assert 1 - np.trace(coincidences) / coincidences.sum() == pytest.approx(0.12)
    alpha = nominal(counts)
    assert alpha == pytest.approx(0.800, abs=1e-3)
    assert 0.12 / (1 - alpha) == pytest.approx(0.601, abs=1e-3)
    assert 1 - (1 - alpha) * 200 / 199 == pytest.approx(0.79953, abs=5e-6)


def test_fleiss_kappa_of_ten_patients_and_fourteen_psychiatrists():
    """The example of Fleiss (1971) kappa in Wikipedia: 0.210; alpha corrects for the sample."""
    counts = np.array(
        [
            [0, 0, 0, 0, 14],
            [0, 2, 6, 4, 2],
            [0, 0, 3, 5, 6],
            [0, 3, 9, 2, 0],
            [2, 2, 8, 1, 1],
            [7, 7, 0, 0, 0],
            [3, 2, 6, 3, 0],
            [2, 5, 3, 2, 2],
            [6, 5, 2, 1, 0],
            [0, 2, 2, 3, 7],
        ]
    )
    kappa = 1 - (1 - nominal(counts)) * counts.sum() / (counts.sum() - 1)
    assert kappa == pytest.approx(0.210, abs=5e-4)


def test_krippendorff_2004_units_of_k_agree_completely():
    """Content Analysis, 2nd edition, page 254: both have k at 180 to 240 and 300 to 350: 1.

    The figure for c, 0.7286 there, is that of the older definition, which the paper of 2016
    replaced; it is not to be reproduced.
    """
    k = [("k", 30, 90), ("k", 150, 200)]
    one = [*k, ("c", 75, 145), ("c", 220, 250)]
    other = [*k, ("c", 70, 150), ("c", 205, 225), ("c", 250, 270)]
    report = compute(corpus_of((300, {"i": one, "j": other})), PLAIN)
    assert report.labels["k"].u_alpha.value == 1
    assert 0 < report.labels["c"].u_alpha.value < 1


MARKS = st.lists(
    st.tuples(*[st.lists(st.booleans(), min_size=8, max_size=8) for _ in range(3)]),
    min_size=1,
    max_size=3,
)


@given(MARKS)
def test_character_alpha_is_that_of_independent_libraries(articles):
    krippendorff = pytest.importorskip("krippendorff")
    agreement = pytest.importorskip("nltk.metrics.agreement")
    columns = [column for article in articles for column in zip(*article, strict=True)]
    assume(len({value for column in columns for value in column}) == 2)
    corpus = corpus_of(
        *[
            (
                8,
                {
                    who: [("x", p, p + 1) for p, on in enumerate(row) if on]
                    for who, row in zip("abc", article, strict=True)
                },
            )
            for article in articles
        ]
    )
    ours = compute(corpus, PLAIN).labels["x"].char_alpha
    library = krippendorff.alpha(
        reliability_data=np.array(columns, float).T, level_of_measurement="nominal"
    )
    assert ours == pytest.approx(library, abs=1e-9)
    triples = [
        (who, str(unit), bool(value))
        for unit, column in enumerate(columns)
        for who, value in zip("abc", column, strict=True)
    ]
    assert ours == pytest.approx(agreement.AnnotationTask(data=triples).alpha(), abs=1e-9)


@given(st.lists(st.booleans(), min_size=20, max_size=20), st.lists(st.booleans(), min_size=20))
def test_exact_f1_of_places_is_that_of_scikit_learn(one, other):
    metrics = pytest.importorskip("sklearn.metrics")
    other = other[:20]
    assume(any(one) or any(other))
    marked = {
        who: [("x", 2 * p, 2 * p + 1) for p, on in enumerate(row) if on]
        for who, row in {"a": one, "b": other}.items()
    }
    figures = compute(corpus_of((40, marked)), PLAIN).labels["x"]
    library = metrics.f1_score(one, other, zero_division=0.0)
    assert figures.f1_exact == pytest.approx(library)
    assert figures.f1_iou == pytest.approx(library)
