"""Widgets that scraping has glued into sentences."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggestions.sources.glued import Glued, glued_widgets
from benchmarks.invented import corpus
from tests.suggestions.asking import BOILERPLATE, example, proposed

WIDGETS = [
    (
        "Mayor Ilse BrandtIlse BrandtFerry fares to rise MORE, who left.",
        "Ilse BrandtFerry fares to rise MORE",
    ),
    (
        "President PikeRasmus Aldous PikeGulls cleared Pike told 'no' MORE to rise",
        "Rasmus Aldous PikeGulls cleared Pike told 'no' MORE",
    ),
    (
        "former Mayor PikeRasmus PikePike defends aide MORE’s bid",
        "Rasmus PikePike defends aide MORE",
    ),
    (
        "Sen. Ada VellAda Maria VellWhite Harbour: closing 'Budget' MORE.",
        "Ada Maria VellWhite Harbour: closing 'Budget' MORE",
    ),
]


@pytest.mark.parametrize(("text", "widget"), WIDGETS)
def test_a_widget_begins_with_the_second_name_and_ends_with_the_tail(text, widget):
    assert [text[start:end] for start, end in glued_widgets(text)] == [widget]


@pytest.mark.parametrize(
    "text",
    [
        "Ilse Brandt met Ilse Brandt, who wants MORE of everything.",
        "The McCain and MacDonald families want MORE. LeBron LeBron",
        "She said so so often. New York, New York is MORE than a song.",
        "BadenBaden is a spelling. There is nothing after it.",
        "Ilse BrandtIlse BrandtFerry fares to rise\n\nWe want MORE, she said.",
    ],
)
def test_a_clean_text_has_none(text):
    assert glued_widgets(text) == []


def test_two_in_one_paragraph():
    text = "Tom OrrTom OrrGulls cleared MORE and Ada VellAda VellFares rise MORE met."
    found = [text[start:end] for start, end in glued_widgets(text)]
    assert found == ["Tom OrrGulls cleared MORE", "Ada VellFares rise MORE"]


def test_another_tail_is_learned_from_two():
    texts = ["Tom OrrTom OrrGulls cleared WEITER, who", "Ada VellAda VellFares rise WEITER said"]
    known = [
        example(text, "boilerplate", text[text.index(again, 5) :].split(" WEITER")[0] + " WEITER")
        for text, again in zip(texts, ("Tom OrrG", "Ada VellF"), strict=True)
    ]
    new = "Uma PikeUma PikeHall sold WEITER left."
    assert proposed(Glued(), BOILERPLATE, new) == []
    one = Glued().learn(BOILERPLATE, known[:1])
    assert proposed(Glued(), BOILERPLATE, new, one) == []
    two = Glued().learn(BOILERPLATE, known)
    assert proposed(Glued(), BOILERPLATE, new, two) == ["Uma PikeHall sold WEITER"]


def test_invented_widgets_are_found_and_clean_news_has_none():
    found = wanted = right = 0
    for one in corpus(3, 40):
        text = one.example.article.text
        there = {
            span.ranges[0]
            for span in one.example.of("boilerplate")
            if text[span.start : span.end].endswith("MORE")
        }
        got = set(glued_widgets(text))
        found, wanted, right = found + len(got), wanted + len(there), right + len(got & there)
    assert wanted > 10
    assert right == wanted == found
    assert not any(glued_widgets(one.example.article.text) for one in corpus(4, 60, clean=True))


@given(
    st.lists(st.sampled_from(["Ada Vell", "Vell", "A", "MORE", " ", "\n", "x.", "É"])).map("".join)
)
def test_they_are_in_order_and_apart(text):
    found = glued_widgets(text)
    assert all(0 < start < end <= len(text) for start, end in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
