"""Precision, recall and F1 against gold: not symmetric, over what is settled, with intervals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from annotator.agreement.figures import Settings
from annotator.agreement.measures.intervals import percentiles
from annotator.agreement.report.against import figures_against
from annotator.agreement.report.report import compute
from tests.agreement.making import corpus_of, marked_articles
from tests.agreement.reference import f1_counts
from tests.agreement.report.test_report import drawn

PLAIN = Settings(replicates=0)


def test_by_hand():
    """Ann has 3 spans of which 1 is exactly gold's and 2 nearly; gold has 4."""
    ann = [("x", 0, 10), ("x", 20, 31), ("y", 40, 50)]
    gold = [("x", 0, 10), ("x", 20, 30), ("y", 60, 70), ("y", 80, 90)]
    article = (100, {"ann": ann, "gold": gold, "ben": []})
    (one, two), why = figures_against(corpus_of(article), "gold", PLAIN)
    assert (one.annotator, one.articles, one.all.spans, one.all.gold) == ("ann", 1, 3, 4)
    exact, iou = one.all.exact, one.all.iou
    assert (exact.precision.value, exact.recall.value) == pytest.approx((1 / 3, 1 / 4))
    assert exact.f1.value == pytest.approx(2 / 7)
    assert (iou.precision.value, iou.recall.value, iou.f1.value) == pytest.approx(
        (2 / 3, 2 / 4, 4 / 7)
    )
    assert one.labels["y"].exact.precision.value == one.labels["y"].exact.recall.value == 0
    assert two.all.exact.recall.value == 0
    assert two.all.exact.precision.value is None
    assert "marked nothing" in why["gold.1.all.exact.precision"]


@given(marked_articles(names=("ann", "ben", "gold")))
def test_it_is_what_sets_give(articles):
    corpus = corpus_of(*articles, labels=("x", "y"))
    if "gold" not in corpus.annotators:
        return
    found, _ = figures_against(corpus, "gold", PLAIN)
    shared = {who for _, marked in articles if "gold" in marked for who in marked} - {"gold"}
    assert [one.annotator for one in found] == sorted(shared)
    for one in found:
        for label, against in ((None, one.all), *one.labels.items()):
            for kind, match in (("exact", against.exact), ("iou", against.iou)):
                common, own, gold = f1_counts(articles, one.annotator, "gold", label)[kind]
                assert (against.spans, against.gold) == (own, gold)
                assert match.precision.value == (common / own if own else None)
                assert match.recall.value == (common / gold if gold else None)


def test_the_intervals_are_those_of_articles_drawn_anew():
    """Each replicate is computed again from the articles that were drawn, one by one."""
    articles = drawn(6, names=("ann", "ben", "gold"))
    settings = Settings(replicates=4, seed=5)
    corpus = corpus_of(*articles, labels=("x", "y"))
    found, _ = figures_against(corpus, "gold", settings)
    report = compute(corpus, settings)
    generator = np.random.Generator(np.random.PCG64(5))
    draws = generator.integers(0, 6, size=(4, 6), dtype=np.int32)
    again = [corpus_of(*(articles[i] for i in draw), labels=("x", "y")) for draw in draws]
    gold = [figures_against(one, "gold", PLAIN)[0][0] for one in again]
    whole = [compute(one, PLAIN) for one in again]

    def check(estimate, values):
        low, high = percentiles(np.array(values))
        assert (estimate.low, estimate.high) == pytest.approx((float(low), float(high)))

    check(found[0].all.iou.recall, [one.all.iou.recall.value for one in gold])
    check(
        found[0].labels["x"].exact.precision,
        [one.labels["x"].exact.precision.value for one in gold],
    )
    overall, pair = report.overall, report.pairs[1]
    check(overall.f1_exact_interval, [one.overall.f1_exact for one in whole])
    check(overall.f1_unlabelled_interval, [one.overall.f1_unlabelled for one in whole])
    check(report.labels["y"].f1_iou_interval, [one.labels["y"].f1_iou for one in whole])
    check(pair.u_alpha_interval, [one.pairs[1].u_alpha for one in whole])
    check(pair.f1_exact_interval, [one.pairs[1].f1_exact for one in whole])
    check(report.overall.u_alpha_micro, [one.overall.u_alpha_micro.value for one in whole])
