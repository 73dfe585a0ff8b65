"""What is undecided of what is said of an article, and what all say alike."""

from __future__ import annotations

from annotator.annotation.adjudication.value_disputes import alike_values, undecided_values
from annotator.annotation.records import ArticleValue, Value


def value(who: str, label: str, said: Value | None) -> ArticleValue:
    return ArticleValue(article="a", annotator=who, label=label, value=said)


THERE = [
    value("x", "topic", "war"),
    value("y", "topic", "war"),
    value("x", "good", True),
    value("y", "good", False),
    value("z", "genre", "news"),
    value("gold", "good", True),
]


def test_undecided_is_what_gold_is_silent_about():
    found = undecided_values(THERE, ["x", "y"], "gold")
    assert [(one.annotator, one.label) for one in found] == [("x", "topic"), ("y", "topic")]


def test_gold_that_says_nothing_has_decided():
    there = [*THERE, value("gold", "topic", None)]
    assert undecided_values(there, ["x", "y"], "gold") == []


def test_alike_is_what_all_who_are_done_say():
    """Of three who are done, one of whom is silent, nothing is unanimous."""
    assert [one.value for one in alike_values(THERE, ["x", "y"], "gold")] == ["war"]
    assert alike_values(THERE, ["x", "y", "z"], "gold") == []


def test_true_and_a_text_are_not_alike():
    there = [value("x", "t", True), value("y", "t", "yes")]
    assert alike_values(there, ["x", "y"], "gold") == []
