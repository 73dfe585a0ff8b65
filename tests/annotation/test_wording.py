"""Records as names of changes and errors call them: short, counted, and never mistaken."""

from __future__ import annotations

import pytest

from annotator.annotation.records import Fragment, Label, Span, Status, Suggestion
from annotator.annotation.wording import (
    articles_described,
    flag_named,
    label_named,
    span_described,
    status_named,
    suggestions_described,
)

QUOTE = Label(id="quote", name="quote", letter="Q", key="2")


def span(text: str) -> Span:
    return Span(
        id="s", article="a", annotator="ann", label="quote",
        fragments=(Fragment(0, len(text), text),),
        created_at="2026-01-01T00:00:00Z", updated_at="2026-01-01T00:00:00Z",
    )  # fmt: skip


def suggestion(name: str) -> Suggestion:
    place = {"start": 0, "end": 3, "text": "Ada"}
    return Suggestion(id=name, article="a", label="quote", score=0.9, origin="rules", **place)


def test_a_span_is_its_label_and_the_beginning_of_its_text() -> None:
    assert span_described(span("We wait."), QUOTE) == "quote “We wait.”"
    long = str(span_described(span("word " * 100), QUOTE))
    assert len(long) < 60
    assert long.endswith("…”")


def test_quotation_marks_inside_change_places() -> None:
    assert span_described(span("“We wait,”"), QUOTE) == "quote “‘We wait,’”"


def test_a_long_label_is_short() -> None:
    assert len(label_named(Label(id="x", name="very " * 30, letter="V", key=""))) <= 21


def test_several_are_counted() -> None:
    assert suggestions_described([suggestion("1")]) == "suggestion “Ada”"
    assert suggestions_described([suggestion("1"), suggestion("2")]) == "2 suggestions"
    assert articles_described(1) == "article"
    assert articles_described(1200) == "1,200 articles"


@pytest.mark.parametrize("status", Status)
def test_each_status_has_a_name(status: Status) -> None:
    assert str(status_named(status)) == status.value.replace("_", " ").replace("-", " ")


def test_a_flag_is_set_or_taken() -> None:
    assert flag_named(articles_described(2), flagged=True) == "Flag 2 articles"
    assert flag_named(articles_described(1), flagged=False) == "Take flag from article"
