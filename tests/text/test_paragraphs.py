"""Paragraphs."""

import pytest
from hypothesis import given

from annotator.errors import OffsetError
from annotator.text import (
    paragraph_at,
    paragraph_ranges,
)
from tests.strategies import messy_text


@given(messy_text())
def test_paragraphs_are_the_lines(text: str) -> None:
    """Paragraphs are what splitting at newlines gives, and every position is in one."""
    ranges = paragraph_ranges(text)
    assert [text[start:end] for start, end in ranges] == text.split("\n")
    for position in range(len(text) + 1):
        (around,) = [r for r in ranges if r[0] <= position <= r[1]]
        assert paragraph_at(text, position) == around


def test_paragraphs_by_hand() -> None:
    """The newline belongs to no paragraph, and U+2028 ends none."""
    assert paragraph_ranges("") == [(0, 0)]
    assert paragraph_ranges("ab\n\nc\u2028d\n") == [(0, 2), (3, 3), (4, 7), (8, 8)]
    assert paragraph_at("ab\ncd", 2) == (0, 2)
    assert paragraph_at("ab\ncd", 3) == (3, 5)
    with pytest.raises(OffsetError):
        paragraph_at("ab", 3)
