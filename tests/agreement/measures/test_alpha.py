"""u-alpha and character alpha against the definition, character by character."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.figures import Settings
from annotator.agreement.measures.alpha import UnitSums, coincidence_alpha, label_alphas
from annotator.agreement.report.report import compute
from tests.agreement.making import corpus_of, marked_articles
from tests.agreement.reference import disagreements, segments, u_alpha

PLAIN = Settings(replicates=0)


def report_of(articles, labels=("x", "y")):
    return compute(corpus_of(*articles, labels=labels), PLAIN)


def same(value, expected):
    return value is None if expected is None else value == pytest.approx(expected, abs=1e-9)


@given(marked_articles())
def test_alphas_are_those_of_the_definition(articles):
    report = report_of(articles)
    for label in "xy":
        assert same(report.labels[label].u_alpha.value, u_alpha(articles, label))
        assert same(report.labels[label].char_alpha, u_alpha(articles, label, by_character=True))


@given(marked_articles())
def test_pairs_articles_and_leaving_one_out_are_alphas_of_fewer_annotators(articles):
    report = report_of(articles, labels=("x",))
    for pair in report.pairs:
        two = [
            (n, {who: marked[who] for who in (pair.a, pair.b)})
            for n, marked in articles
            if pair.a in marked and pair.b in marked
        ]
        assert pair.articles == len(two)
        assert same(pair.labels["x"].u_alpha, u_alpha(two, "x"))
    for one in report.without:
        left = [
            (n, {who: f for who, f in marked.items() if who != one.annotator})
            for n, marked in articles
        ]
        only = report_of(left)
        assert same(one.u_alpha_micro, only.overall.u_alpha_micro.value)
    for figures in report.per_article:
        alone = [articles[int(figures.id[-3:])]]
        assert same(figures.u_alpha, report_of(alone).overall.u_alpha_micro.value)


@given(marked_articles())
def test_micro_divides_the_sums_and_macro_is_the_mean(articles):
    report = report_of(articles)
    found = {label: disagreements(articles, label) for label in "xy"}
    alphas = [u_alpha(articles, label) for label in "xy"]
    defined = [alpha for alpha in alphas if alpha is not None]
    macro = sum(defined) / len(defined) if defined else None
    assert same(report.overall.u_alpha_macro, macro)
    if all(expected is not None for _, expected in found.values()):
        expected = sum(e for _, e in found.values())
        micro = 1 - sum(o for o, _ in found.values()) / expected if expected else None
        assert same(report.overall.u_alpha_micro.value, micro)


@given(marked_articles())
def test_merged_spans_are_those_that_ran_into_an_earlier_one(articles):
    articles = [
        (n, {who: [(f[0], f[1][0][0], f[1][-1][1]) for f in found] for who, found in m.items()})
        for n, m in articles
    ]
    report = report_of(articles)
    for label in "xy":
        merged = 0
        for length, marked in articles:
            if len(marked) < 2:
                continue
            for found in map(set, marked.values()):  # what stands twice is one
                units = [one for one in segments(length, found, label) if one[0] == label]
                merged += sum(f[0] == label for f in found) - len(units)
        assert report.labels[label].merged_spans == merged


UNIT_SPANS = st.lists(
    st.fixed_dictionaries({who: st.sets(st.integers(0, 9)) for who in "abc"}), max_size=3
)


@given(UNIT_SPANS)
def test_with_spans_of_one_character_u_alpha_is_character_alpha(articles):
    report = report_of(
        [
            (10, {who: [("x", p, p + 1) for p in places] for who, places in marked.items()})
            for marked in articles
        ]
    )
    figures = report.labels["x"]
    assert same(figures.char_alpha, figures.u_alpha.value)


@given(marked_articles())
def test_identical_work_has_alpha_and_f1_of_one(articles):
    alike = [(n, {who: next(iter(marked.values())) for who in marked}) for n, marked in articles]
    report = report_of(alike)
    for figures in report.labels.values():
        assert figures.u_alpha.value in (None, 1.0)
        assert figures.f1_exact in (None, 1.0)
        assert figures.f1_iou in (None, 1.0)
    assert report.disagreements == ()


@given(marked_articles(), st.permutations("abc"), st.randoms())
def test_names_order_and_place_make_no_difference(articles, names, random):
    """Symmetric in annotators, whatever the order of articles, wherever the text begins."""
    renamed = dict(zip("abc", names, strict=True))
    moved = [
        (n, {renamed[who]: random.sample(found, len(found)) for who, found in marked.items()})
        for n, marked in articles
    ]
    random.shuffle(moved)
    one, other = report_of(articles), report_of(moved)
    for label in "xy":
        a, b = one.labels[label], other.labels[label]
        assert same(b.u_alpha.value, a.u_alpha.value)
        assert same(b.f1_exact, a.f1_exact)
        assert same(b.f1_iou, a.f1_iou)
        assert a.differences == b.differences
    assert same(other.overall.f1_unlabelled, one.overall.f1_unlabelled)
    assert one.confusion == other.confusion
    assert one.offsets == other.offsets


@given(marked_articles(), st.integers(1, 30))
def test_where_in_the_text_all_of_it_stands_makes_no_difference(articles, shift):
    """The gap grows by the same for all: characters before and after are interchangeable."""
    before = [
        (
            n + shift,
            {
                who: [(label, tuple((s + shift, e + shift) for s, e in r)) for label, r in found]
                for who, found in marked.items()
            },
        )
        for n, marked in articles
    ]
    after = [(n + shift, marked) for n, marked in articles]
    one, other = report_of(before), report_of(after)
    for label in "xy":
        assert one.labels[label] == other.labels[label]
    assert one.overall == other.overall


def test_one_annotator_alone_is_slightly_below_nothing_and_stays():
    articles = [(1000, {"a": [("x", 10, 20)], "b": []}), (1000, {"a": [], "b": []})]
    value = report_of(articles).labels["x"].u_alpha.value
    assert value is not None
    assert -0.1 < value < 0


def test_the_closed_form_of_the_expected_disagreement():
    """Not the sums of the report but the full matrix, from the formula as it is printed."""
    both, cover, squares, total = 30.0, 50.0, 420.0, 300.0
    matrix = np.array([[both, cover - both], [cover - both, total - 2 * cover + both]])
    sums = UnitSums(np.array([both]), np.array([cover]), np.array([squares]), np.array(total))
    printed = coincidence_alpha(matrix, np.array([squares, total - cover]))
    assert label_alphas(sums)[0] == pytest.approx(printed, abs=1e-12)
