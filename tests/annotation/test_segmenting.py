"""Articles divided into sentences and paragraphs."""

from __future__ import annotations

import pytest

from annotator.annotation.records import (
    Annotated,
    Article,
    Link,
    Span,
    make_fragments,
)
from annotator.annotation.segmenting import segment

TEXT = "“We will [Advertisement] not go,” she said. Gen. MilleyMark MilleyRepublicans would."


def span(identifier, label, *ranges, text=TEXT):
    return Span(
        id=identifier,
        article="a",
        annotator="ana",
        label=label,
        fragments=make_fragments(text, ranges),
    )


def record(*spans, links=(), text=TEXT):
    return Annotated(
        article=Article(id="a", text=text, meta={"outlet": "x"}),
        annotator="ana",
        spans=spans,
        links=tuple(links),
    )


def test_segments_hold_the_spans_that_lie_in_them():
    text = "One said so. Two did.\n\nThree."
    across = span("a", "quote", (4, 17), text=text)
    inside = span("b", "entity", (13, 16), text=text)
    last = span("c", "entity", (23, 28), text=text)
    between = span("d", "entity", (21, 23), text=text)
    links = [
        Link(id="l", type="t", source="b", target="a"),
        Link(id="m", type="t", source="c", target="c2"),
    ]
    made = segment(record(across, inside, last, between, links=links, text=text), "sentence")
    assert [one.article.text for one in made.records] == ["One said so.", "Two did.", "Three."]
    held = [[(one.id, one.text) for one in part.spans] for part in made.records]
    assert held == [
        [("a", "said so.")],
        [("a.1", "Two "), ("b", "Two")],
        [("c", "Three")],
    ]
    assert (made.divided, made.trimmed, made.links_dropped) == (1, 1, 2)
    assert made.records[1].article.meta["segment"] == {
        "article": "a", "start": 13, "end": 21, "number": 1,
    }  # fmt: skip


@pytest.mark.parametrize("unit", ["sentence", "paragraph"])
def test_an_article_without_spans_is_divided_as_well(unit):
    assert segment(record(text="One.\nTwo."), unit).records[1].article.text == "Two."
