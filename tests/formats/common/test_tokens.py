"""Tokens cover the text but for white space; tags give spans back in every scheme."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.annotation.records import Annotated, Article, Span, make_fragments
from annotator.formats.common.losses import Losses
from annotator.formats.common.tokens import (
    BIOES,
    IOB2,
    Flat,
    align,
    edges,
    flatten,
    is_tag,
    tag,
    tokenise,
    tokenise_all,
    untag,
)
from annotator.text import words_and_signs
from tests.formats.records import records
from tests.strategies import messy_text, ranges_in


def with_spans(text: str, *spans: tuple[str, tuple[tuple[int, int], ...]]) -> Annotated:
    made = tuple(
        Span(id=str(n), article="a", annotator="x", label=label, fragments=make_fragments(text, at))
        for n, (label, at) in enumerate(spans)
    )
    return Annotated(article=Article(id="a", text=text), annotator="x", spans=made)


def test_words_are_tokens_and_so_is_each_sign() -> None:
    text = "“It’s U.S. well-known,” 3.14 👍🏽!"
    tokens = [text[start:end] for start, end in tokenise(text)]
    assert tokens == ["“", "It’s", "U.S.", "well-known", ",", "”", "3.14", "👍🏽", "!"]


def test_words_and_signs_pass_over_white_space_only() -> None:
    text = "one,\u2028 two\u00a0\U0001f1e9\U0001f1ea"
    found = [text[start:end] for start, end in words_and_signs(text)]
    assert found == ["one", ",", "two", "\U0001f1e9\U0001f1ea"]


@given(text=messy_text(), cuts=st.lists(st.integers(0, 60), max_size=5))
def test_tokens_are_everything_but_white_space(text: str, cuts: list[int]) -> None:
    """In order, without overlaps, and split at every cut."""
    tokens = tokenise(text, cuts)
    assert "".join(text[a:b] for a, b in tokens) == re.sub(r"\s", "", text)
    assert all(a < b for a, b in tokens)
    assert all(before[1] <= after[0] for before, after in pairwise(tokens))
    assert not [cut for cut in cuts for a, b in tokens if a < cut < b]


@given(text=messy_text(), data=st.data())
def test_spaced_tokens_give_the_text_back(text: str, data: st.DataObject) -> None:
    """And each range is whole tokens."""
    ranges = data.draw(st.lists(ranges_in(text), max_size=4)) if text else []
    tokens = tokenise_all(text, ranges)
    assert "".join(text[t.start : t.end] + " " * t.space for t in tokens) == text
    for start, end in ranges:
        assert start in {token.start for token in tokens}
        assert end in {token.end for token in tokens}


def test_a_longer_span_wins_and_every_loss_is_counted() -> None:
    text = "Anna Berg said  no."
    record = with_spans(
        text,
        ("name", ((0, 4),)),
        ("name", ((0, 9),)),
        ("gap", ((14, 16),)),
        ("edge", ((14, 18),)),
        ("two", ((5, 9), (10, 14))),
    )
    losses = Losses()
    assert flatten(record, losses) == [
        Flat(0, 9, "name"),
        Flat(10, 14, "two"),
        Flat(16, 18, "edge"),
    ]
    assert {loss.what: loss.number for loss in losses.all()} == {
        "spans of white space only": 1,
        "spans that begin or end with white space": 1,
        "spans of several fragments": 1,
        "overlapping spans": 2,
    }


@given(made=records(), scheme=st.sampled_from([IOB2, BIOES]))
def test_tags_give_the_flat_spans_back(made: list[Annotated], scheme: str) -> None:
    """No span is cut by a token, whatever its edges."""
    for record in made:
        text = record.article.text
        spans = flatten(record, Losses())
        assert all(a.end <= b.start for a, b in pairwise(spans))
        assert all(text[a:b] == text[a:b].strip() for a, b, _ in spans)
        tokens = tokenise(text, edges(spans))
        tags = tag(tokens, spans, scheme)
        found = [Flat(tokens[a][0], tokens[b][1], label) for a, b, label in untag(tags)]
        assert found == spans


@pytest.mark.parametrize(
    "tags",
    [
        "O B-P I-P B-P O B-L",  # IOB2
        "O I-P I-P B-P O I-L",  # IOB1
        "O I-P E-P I-P O I-L",  # IOE1
        "O I-P E-P E-P O E-L",  # IOE2
        "O B-P E-P S-P O S-L",  # BIOES
        "O B-P L-P U-P O U-L",  # BILOU
        "O B_P I_P B_P _ B_L",
    ],
)
def test_every_scheme_is_read(tags: str) -> None:
    assert list(untag(tags.split())) == [(1, 2, "P"), (3, 3, "P"), (5, 5, "L")]


def test_a_run_ends_where_its_label_changes() -> None:
    assert list(untag(["I-P", "I-L", "P", "P", "O"])) == [(0, 0, "P"), (1, 1, "L"), (2, 3, "P")]


def test_what_is_no_tag() -> None:
    values = ["O", "B-x", "I_x", "_", "NNP", "B-", "o", "X-y"]
    assert [value for value in values if is_tag(value)] == ["O", "B-x", "I_x", "_"]


def test_tokens_are_aligned_over_white_space_only() -> None:
    assert align("a \n bc", ["a", "b", "c"]) == [(0, 1), (4, 5), (5, 6)]
    assert align("a x bc", ["a", "bc"]) == 1
    assert align("a", ["a", "b"]) == 1
