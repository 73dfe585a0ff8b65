"""White space and what is left without it."""

import sys

import pytest
from hypothesis import given

from annotator.errors import OffsetError
from annotator.text import (
    WHITE_SPACE,
    is_grapheme_boundary,
    trim,
)
from tests.strategies import text_and_range


@given(text_and_range(allow_empty=True))
def test_trim_leaves_out_white_space_only(case: tuple[str, int, int]) -> None:
    """What is cut off is white space, and what is left has none at its ends."""
    text, start, end = case
    trimmed = trim(text, start, end)
    if trimmed is None:
        assert not text[start:end].strip(WHITE_SPACE)
        return
    left, right = trimmed
    assert start <= left < right <= end
    assert not text[start:left].strip(WHITE_SPACE)
    assert not text[right:end].strip(WHITE_SPACE)
    if text[left] in WHITE_SPACE:
        assert not is_grapheme_boundary(text, left + 1)
    if text[right - 1] in WHITE_SPACE:
        assert right - left == 1 or not is_grapheme_boundary(text, right - 1)
    if left != start:
        assert is_grapheme_boundary(text, left)
    if right != end:
        assert is_grapheme_boundary(text, right)


def test_trim_by_hand() -> None:
    """No-break spaces and invisible characters go; a space that carries an accent stays."""
    assert trim("\u00a0 a b\u2028\u200b", 0, 7) == (2, 5)
    assert trim(" \n\u00a0", 0, 3) is None
    assert trim("abc", 1, 1) is None
    assert trim("a  \u0301b", 1, 5) == (2, 5)
    assert trim("a\u0600  ", 0, 4) == (0, 3)
    with pytest.raises(OffsetError):
        trim("abc", 2, 4)


def test_white_space_is_all_of_it() -> None:
    """Every character that Python calls white space is in the list."""
    assert {c for c in map(chr, range(sys.maxunicode + 1)) if c.isspace()} <= set(WHITE_SPACE)
