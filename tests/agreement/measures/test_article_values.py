"""Nominal alpha of article labels, against pairs counted one by one."""

from __future__ import annotations

import itertools
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.figures import Settings
from annotator.agreement.measures.article_values import ValueData, compare_values
from annotator.agreement.measures.input import ArticleData

WHO = ("a", "b", "c")
USED = Settings(replicates=200)


def figures(votes, done=None, settings=USED, annotators=None):
    """Return the figures of one label: ``votes`` are dictionaries by annotator, one an article."""
    articles = [
        ArticleData(f"a{n}", 10, dict.fromkeys(done[n] if done else WHO, ""))
        for n in range(len(votes))
    ]
    values = [
        ValueData(f"a{n}", who, "topic", value)
        for n, said in enumerate(votes)
        for who, value in said.items()
    ]
    undefined = {}
    found = compare_values(articles, values, ["topic"], annotators, settings, undefined.__setitem__)
    return found["topic"], {path: str(why) for path, why in undefined.items()}


def by_hand(votes):
    """Observed and expected disagreement over all pairs of values, as fractions."""
    kept = [list(one.values()) for one in votes if len(one) >= 2]
    everything = list(itertools.chain.from_iterable(kept))
    n = len(everything)
    if n < 2:
        return None
    observed = sum(
        Fraction(sum(x != y for x, y in itertools.permutations(one, 2)), len(one) - 1)
        for one in kept
    )
    counts = Counter(everything)
    expected = Fraction(n * n - sum(c * c for c in counts.values()), n - 1)
    return None if expected == 0 else float(1 - observed / expected)


VOTES = st.lists(
    st.dictionaries(st.sampled_from(WHO), st.sampled_from(["u", "v", True]), max_size=3),
    min_size=1,
    max_size=8,
)


@given(votes=VOTES)
def test_alpha_is_that_of_all_pairs(votes):
    found, undefined = figures(votes, settings=Settings(replicates=0))
    wanted = by_hand(votes)
    if wanted is None:
        assert found.alpha.value is None
        assert undefined["article_labels.topic.alpha"]
    else:
        assert found.alpha.value == pytest.approx(wanted)
    assert found.articles == sum(len(one) >= 2 for one in votes)


def test_a_published_example():
    """Krippendorff (2011), Computing Krippendorff's alpha-reliability, B: two coders, 0.095."""
    first, second = "0100000000", "1110010100"
    votes = [{"a": one, "b": two} for one, two in zip(first, second, strict=True)]
    found, _ = figures(votes)
    assert round(found.alpha.value, 3) == 0.095
    assert found.alpha.low < found.alpha.value < found.alpha.high
    assert figures(votes)[0] == found
    assert (found.equal, found.articles, found.said) == (6, 10, {"a": 10, "b": 10, "c": 0})


def test_who_is_not_done_does_not_count():
    votes = [{"a": "u", "b": "v"}, {"a": "u", "b": "u", "c": "v"}]
    found, undefined = figures(votes, done=[["a"], ["a", "b"]])
    assert found.said == {"a": 1, "b": 1}
    assert found.alpha.value is None
    assert undefined["article_labels.topic.alpha"] == "all values are the same"


@pytest.mark.parametrize(
    ("votes", "done", "why"),
    [
        ([{"a": "u"}], [["a"]], "fewer than two annotators are done with the same article"),
        ([{}], None, "no annotator used it"),
        ([{"a": "u"}], None, "no article has it from two annotators"),
        ([{"a": "u", "b": "u"}] * 3, None, "all values are the same"),
    ],
)
def test_what_is_undefined_says_why(votes, done, why):
    found, undefined = figures(votes, done)
    assert found.alpha.value is None
    assert undefined == {"article_labels.topic.alpha": why}


def test_choices_agree_where_all_of_them_do():
    votes = [{"a": ("u", "v"), "b": ("u", "v")}, {"a": ("u",), "b": ("u", "v")}]
    found, _ = figures(votes)
    assert found.equal == 1


def test_one_article_has_no_interval():
    found, undefined = figures([{"a": "u", "b": "v"}])
    assert (found.alpha.value, found.alpha.low) == (0.0, None)
    assert undefined["article_labels.topic.alpha.low"] == "one article cannot be resampled"
