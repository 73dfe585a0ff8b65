"""What kind of difference each one is."""

from __future__ import annotations

import pytest
from hypothesis import given

from annotator.agreement.figures import Differences, Settings
from annotator.agreement.report.report import compute
from tests.agreement.making import corpus_of, marked_articles

PLAIN = Settings(replicates=0)


def report_of(a, b, length=100):
    return compute(corpus_of((length, {"a": a, "b": b})), PLAIN)


def kinds(report):
    return [(one.kind, one.start, one.end, one.characters) for one in report.disagreements]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ([("x", 0, 9)], [("x", 0, 9)], []),
        ([("x", 0, 9)], [], [("missed", 0, 9, 9)]),
        ([("x", 0, 9)], [("x", 9, 12)], [("missed", 0, 9, 9), ("missed", 9, 12, 3)]),
        ([("x", 0, 9)], [("x", 2, 12)], [("boundary", 0, 12, 5)]),
        ([("x", 0, 9)], [("x", 8, 30)], [("boundary", 0, 30, 29)]),
        ([("x", 0, 9)], [("y", 0, 9)], [("label", 0, 9, 9)]),
        ([("x", 0, 9)], [("y", 1, 9)], [("label", 0, 9, 9)]),
        ([("x", 0, 9)], [("y", 8, 30)], [("missed", 8, 30, 22), ("missed", 0, 9, 9)]),
        ([("x", 0, 9)], [("x", 0, 4), ("x", 5, 9)], [("split", 0, 9, 1)]),
        ([("x", 0, 4), ("x", 5, 9)], [("x", 0, 9)], [("split", 0, 9, 1)]),
        ([("x", 0, 4), ("x", 4, 9)], [("x", 0, 9)], [("split", 0, 9, 0)]),
        ([("x", 10, 18)], [("x", 6, 14), ("x", 14, 22)], [("split", 6, 22, 8)]),
        # A neighbour that is only touched is not a part.
        (
            [("x", 0, 9)],
            [("x", 0, 8), ("x", 8, 30)],
            [("missed", 8, 30, 22), ("boundary", 0, 9, 1)],
        ),
        # What agrees is out of the way first: the claim in the quote is missed, not relabelled.
        ([("x", 0, 9), ("y", 0, 8)], [("x", 0, 9)], [("missed", 0, 8, 8)]),
        ([("x", ((0, 3), (6, 9)))], [("x", 0, 9)], [("boundary", 0, 9, 3)]),
        ([("x", 0, 9), ("x", 0, 9)], [("x", 0, 9)], []),
    ],
)
def test_kinds(a, b, expected):
    assert kinds(report_of(a, b)) == expected


def test_what_is_listed():
    report = report_of([("x", 0, 9), ("y", 20, 40)], [("x", 0, 4), ("x", 5, 9), ("y", 22, 41)])
    boundary, split = report.disagreements
    assert (boundary.pair, boundary.labels) == (("a", "b"), ("y", "y"))
    assert boundary.spans == ("article000-a-01", "article000-b-02")
    assert split.spans == ("article000-a-00", "article000-b-00", "article000-b-01")
    missed = report_of([], [("x", 0, 9)]).disagreements[0]
    assert missed.labels == (None, "x")
    assert [(one.distance, one.starts, one.ends) for one in report.offsets] == [
        (1, 0, 1),
        (2, 1, 0),
    ]


def test_the_list_can_be_cut_and_says_how_many_there_are():
    corpus = corpus_of((100, {"a": [("x", p, p + 2) for p in range(0, 90, 10)], "b": []}))
    report = compute(corpus, Settings(replicates=0, disagreements=4))
    assert (len(report.disagreements), report.disagreements_total) == (4, 9)


def test_confusion_has_nothing_as_a_row_and_column():
    a = [("x", 0, 9), ("x", 20, 29), ("y", 40, 49)]
    b = [("x", 0, 9), ("y", 20, 29), ("y", 60, 69)]
    report = report_of(a, b)
    assert report.pairs[0].confusion == ((1, 1, 0), (0, 0, 1), (0, 1, 0))
    assert report.confusion == ((1, 1, 0), (1, 0, 2), (0, 2, 0))
    assert report.labels["x"].differences == Differences(agreed=1, label=1)
    assert report.labels["y"].differences == Differences(missed=2, label=1)
    assert report.overall.differences == Differences(agreed=1, missed=2, label=1)


@given(marked_articles())
def test_every_span_is_in_one_case_for_every_other_annotator(articles):
    corpus = corpus_of(*articles, labels=("x", "y"))
    report = compute(corpus, PLAIN)
    for pair in report.pairs:
        both = [m for _, m in articles if pair.a in m and pair.b in m]
        spans = sum(len(set(m[who])) for m in both for who in (pair.a, pair.b))
        listed = [one for one in report.disagreements if one.pair == (pair.a, pair.b)]
        ids = [span for one in listed for span in one.spans]
        assert len(ids) == len(set(ids))
        assert len(ids) + 2 * pair.differences.agreed == spans
        assert len(listed) + pair.differences.agreed == sum(map(sum, pair.confusion))
    chars = [one.characters for one in report.disagreements]
    assert chars == sorted(chars, reverse=True)
    assert sum(one.disputed for one in report.per_article) == sum(chars)
