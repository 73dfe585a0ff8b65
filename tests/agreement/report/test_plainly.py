"""Three sentences that need no statistics: what is good, what is not, what to do next."""

from __future__ import annotations

import pytest
from hypothesis import given

from annotator.agreement.figures import Settings
from annotator.agreement.report.plainly import in_three_sentences
from annotator.agreement.report.report import compute
from tests.agreement.making import corpus_of, marked_articles


def said(articles, replicates=50):
    found = in_three_sentences(compute(corpus_of(*articles), Settings(replicates=replicates)))
    return tuple(map(str, found))


ALIKE = [("solid", p, p + 9) for p in (0, 100)]
TROUBLES = {
    "missed": (
        [("weak", 40, 60)],
        [],
        "one marks what the other",
        "when a passage counts as “weak”",
    ),
    "boundary": ([("weak", 40, 60)], [("weak", 50, 61)], "begin or end", "where a “weak” begins"),
    "label": ([("weak", 40, 60)], [("other", 40, 60)], "different labels", "what tells “"),
    "split": (
        [("weak", 40, 80)],
        [("weak", 40, 47), ("weak", 55, 62), ("weak", 72, 78)],
        "as several",
        "are one or several",
    ),
}


@pytest.mark.parametrize("kind", TROUBLES)
def test_the_trouble_is_named_and_what_to_write(kind):
    one, other, why, what = TROUBLES[kind]
    articles = [(150, {"a": ALIKE + one, "b": ALIKE + other})] * 25
    good, bad, then = said(articles)
    assert good == "On “solid” the annotators agree so well that results can be relied on."
    assert "“weak”" in bad
    assert why in bad
    assert what in then
    assert "“solid”" not in bad + then


def test_with_few_articles_more_are_asked_for_first():
    good, bad, then = said([(150, {"a": ALIKE, "b": ALIKE})] * 3)
    assert "“solid”" in good
    assert bad == "There is no label on which they agree too little."
    assert "finish 17 more articles" in then


def test_all_is_well():
    *_, then = said([(150, {"a": ALIKE, "b": ALIKE})] * 30)
    assert "can go on as it is" in then


def test_nothing_to_compare_and_nothing_to_judge():
    for articles in ([], [(20, {"a": [("x", 0, 5)]})]):
        assert "no article is done by two annotators" in said(articles)[0]
    alone = said([(20, {"a": [("x", 0, 5)], "b": [("x", 0, 5)]})])
    assert "nothing can be judged" in alone[0]
    assert "finish 19 more articles" in alone[2]


def test_without_resampling_the_figure_itself_is_judged():
    assert "“solid”" in said([(150, {"a": ALIKE, "b": ALIKE})], replicates=0)[0]


def test_many_labels_are_cut():
    spans = [(f"l{n}", 20 * n, 20 * n + 9) for n in range(9)]
    assert "“l3” and 5 more the annotators" in said([(200, {"a": spans, "b": spans})] * 2)[0]


@given(marked_articles())
def test_any_report_has_three_sentences(articles):
    for one in said(articles, replicates=5):
        assert one.endswith(".")
        assert "{" not in one
