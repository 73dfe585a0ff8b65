"""Where other tools go wrong: one test each."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from annotator.agreement.figures import Settings
from annotator.agreement.gamma.continua import list_continua
from annotator.agreement.measures.input import ArticleData, LinkData, SpanData, build
from annotator.agreement.report.report import compute
from tests.agreement.making import corpus_of

PLAIN = Settings(replicates=0)


def report_of(*articles, labels=()):
    return compute(corpus_of(*articles, labels=labels), PLAIN)


def test_adjacent_spans_do_not_overlap():
    """Ends are exclusive: 0 to 5 and 5 to 10 share nothing."""
    report = report_of((20, {"a": [("x", 0, 5)], "b": [("x", 5, 10)]}))
    assert [one.kind for one in report.disagreements] == ["missed", "missed"]
    assert report.labels["x"].f1_iou == 0
    assert report.labels["x"].u_alpha.value < 0
    own = report_of((20, {"a": [("x", 0, 5), ("x", 5, 10)], "b": []}))
    assert own.labels["x"].merged_spans == 0


def test_matching_does_not_depend_on_order():
    """Each span has two candidates; whichever is looked at first, the figure is the same."""
    a = [("x", 0, 60), ("x", 60, 140)]
    b = [("x", 30, 100), ("x", 100, 200)]
    expected = report_of((300, {"a": a, "b": b})).labels["x"].f1_iou
    for left in (a, a[::-1]):
        for right in (b, b[::-1]):
            for names in ("ab", "ba"):
                marked = dict(zip(names, (left, right), strict=True))
                assert report_of((300, marked)).labels["x"].f1_iou == expected


def test_the_best_assignment_is_not_the_greedy_one():
    """Greedy takes 0.6 first and gets one pair; together 0.5 and 0.5 are more: two pairs."""
    a = [("x", 0, 60), ("x", 0, 20)]
    b = [("x", 0, 36), ("x", ((0, 10), (20, 60)))]
    weights = {
        (0, 0): 36 / 60, (0, 1): 50 / 60, (1, 0): 20 / 36, (1, 1): 10 / 60,
    }  # fmt: skip
    assert weights[0, 1] + weights[1, 0] > weights[0, 0] + weights[1, 1]
    assert report_of((100, {"a": a, "b": b})).labels["x"].f1_iou == 1


def test_alpha_is_of_the_sums_and_no_mean_of_articles():
    articles = [
        (1000, {"a": [("x", 0, 400)], "b": [("x", 0, 400)]}),
        (20, {"a": [("x", 0, 5)], "b": [("x", 10, 15)]}),
    ]
    report = report_of(*articles)
    mean = sum(one.u_alpha for one in report.per_article) / 2
    assert report.labels["x"].u_alpha.value > 0.9
    assert mean < 0.5


def test_annotators_without_a_common_article_are_not_in_agreement():
    report = report_of((50, {"a": [("x", 0, 5)]}), (50, {"b": [("x", 0, 5)]}))
    assert report.labels["x"].u_alpha.value is None
    assert report.pairs[0].u_alpha is None
    assert report.pairs[0].articles == 0
    three = report_of(
        (50, {"a": [("x", 0, 5)], "b": [("x", 0, 6)]}),
        (50, {"b": [("x", 0, 5)], "c": [("x", 0, 6)]}),
    )
    assert [pair.articles for pair in three.pairs] == [1, 0, 1]
    assert three.pairs[1].f1_exact is None
    assert three.overall.f1_iou == 1


def test_nothing_is_no_label():
    """The gap is neither listed among the labels nor averaged with them, and None is text."""
    report = report_of((50, {"a": [("None", 0, 5)], "b": [("x", 10, 15)]}))
    assert list(report.labels) == ["None", "x"]
    values = [one.u_alpha.value for one in report.labels.values()]
    assert report.overall.u_alpha_macro == pytest.approx(sum(values) / 2)


def test_overlapping_spans_of_one_annotator_are_kept():
    """Of different labels both stay; of the same label they are united, counted, still spans."""
    a = [("x", 0, 20), ("y", 5, 10), ("x", 10, 30)]
    report = report_of((50, {"a": a, "b": a}))
    x, y = report.labels["x"], report.labels["y"]
    assert (x.spans["a"], y.spans["a"], x.merged_spans) == (2, 1, 2)
    assert x.u_alpha.value == y.u_alpha.value == 1
    assert (x.f1_exact, x.f1_iou, y.f1_exact) == (1, 1, 1)
    differs = report_of((50, {"a": a, "b": a[:2]}))
    assert differs.labels["x"].f1_exact == pytest.approx(2 / 3)
    assert differs.labels["x"].u_alpha.value < 1


def test_total_agreement_is_one_and_never_zero():
    alike = [("x", 3, 9)]
    assert report_of((20, {"a": alike, "b": alike, "c": alike})).labels["x"].u_alpha.value == 1
    everywhere = [("x", 0, 20)]
    report = report_of((20, {"a": everywhere, "b": everywhere}))
    assert report.labels["x"].u_alpha.value is None
    assert report.labels["x"].char_alpha is None
    assert report.labels["x"].f1_exact == 1


TWICE = [("x", 0, 20), ("y", 30, 40), ("x", 0, 20), ("x", ((20, 25), (0, 20))), ("x", 0, 25)]
"""Two spans that are there twice; fragments that touch are one."""


def test_identical_spans_of_one_person_count_once_in_every_measure():
    """The same figures with and without them, gamma's units and the cases too; it is said."""
    once = corpus_of((60, {"a": TWICE[:2] + TWICE[4:], "b": [("x", 0, 20), ("y", 31, 40)]}))
    twice = corpus_of((60, {"a": TWICE, "b": [("x", 0, 20), ("y", 31, 40)]}))
    one, other = compute(once, PLAIN), compute(twice, PLAIN)
    assert (other.labels["x"].identical_spans, other.labels["y"].identical_spans) == (2, 0)
    assert [caveat.kind for caveat in other.caveats].count("identical spans") == 1
    assert any("“x”: 2 spans repeat another" in str(one.text) for one in other.caveats)
    assert one.overall == other.overall
    assert one.pairs == other.pairs
    assert one.without == other.without
    for label in "xy":
        assert one.labels[label] == replace(other.labels[label], identical_spans=0)
    assert [(d.kind, d.start, d.end) for d in one.disagreements] == [
        (d.kind, d.start, d.end) for d in other.disagreements
    ]
    for left, right in zip(list_continua(once)[0], list_continua(twice)[0], strict=True):
        assert left.tolist() == right.tolist()


def test_the_same_place_under_two_labels_is_one_place_without_regard_to_label():
    """Exactly and by IoU alike: who marks it twice over has one place."""
    report = report_of((50, {"a": [("x", 0, 9), ("y", 0, 9)], "b": [("x", 0, 9)]}))
    assert report.overall.f1_unlabelled == report.overall.f1_unlabelled_exact == 1
    assert report.overall.f1_exact == report.overall.f1_iou == pytest.approx(2 / 3)


def test_attributes_and_links_of_an_identical_span_are_those_of_the_one_that_counts():
    spans = [
        SpanData("1", "d", "a", "x", ((0, 9),), {"sure": None}),
        SpanData("2", "d", "a", "x", ((0, 9),), {"sure": True}),
        SpanData("3", "d", "a", "y", ((20, 30),)),
        SpanData("4", "d", "b", "x", ((0, 9),), {"sure": True}),
        SpanData("5", "d", "b", "y", ((20, 30),)),
    ]
    links = [LinkData("to", "1", "3"), LinkData("to", "2", "3"), LinkData("to", "4", "5")]
    article = ArticleData("d", 50, {"a": "", "b": ""})
    report = compute(build([article], spans, links=links), PLAIN)
    assert [(one.matched, one.both, one.equal) for one in report.attributes] == [(1, 1, 1)]
    assert [(one.links, one.common, one.f1) for one in report.links] == [(2, 1, 1.0)]


def test_marked_nothing_is_not_the_same_as_not_done():
    nothing = report_of((50, {"a": [("x", 0, 5)], "b": [("x", 0, 5)], "c": []}))
    absent = report_of((50, {"a": [("x", 0, 5)], "b": [("x", 0, 5)]}))
    assert absent.labels["x"].u_alpha.value == 1
    assert nothing.labels["x"].u_alpha.value < 0.6
