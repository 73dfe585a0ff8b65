"""Folds keep stories together."""

from __future__ import annotations

from annotator.suggestions.learning.folds import fold_of, stories
from benchmarks.invented import corpus
from tests.suggestions.asking import example


def test_articles_of_one_story_are_in_one_fold():
    known = [example("x", "l", name=f"{number}") for number in range(30)]
    told = [one.__class__(article=one.article, story=f"s{n // 3}") for n, one in enumerate(known)]
    folds = fold_of(told)
    assert len(set(folds)) == 5
    assert all(len(set(folds[at : at + 3])) == 1 for at in range(0, 30, 3))
    assert folds == fold_of(told)
    assert max(map(folds.count, range(5))) <= 9


def test_many_articles_are_in_fewer_folds():
    """Each fold is learned from, which takes time; with many, half of them are enough."""
    known = [example("x", "l", name=f"{number}") for number in range(80)]
    assert [len(set(fold_of(known[:n]))) for n in (39, 40, 79, 80)] == [5, 3, 3, 2]


def test_one_story_alone_is_one_fold():
    told = [example("x", "l", name="a")] * 4
    assert set(fold_of(told)) == {0}


def test_near_duplicates_and_known_stories_are_one():
    first, second, third = (one.example.article.text for one in corpus(8, 3))
    texts = {"a": first, "b": first + " More.", "c": second, "d": third}
    found = stories(texts, {"c": "s", "d": "s", "gone": "s"})
    assert found["a"] == found["b"]
    assert found["c"] == found["d"]
    assert found["a"] != found["c"]
