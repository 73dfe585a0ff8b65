"""Paragraphs, white space, titles, and what cannot be stored."""

import sys

import pytest
from hypothesis import given

from annotator.errors import OffsetError
from annotator.text import (
    WHITE_SPACE,
    find_unstorable,
    is_grapheme_boundary,
    paragraph_at,
    paragraph_ranges,
    split_title,
    trim,
)
from tests.strategies import messy_text, text_and_range


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


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The title\n\nThe text.", "The title"),
        ("\n \n The title\u00a0 \n \u00a0\nThe text.", "The title"),
        ("x" * 200 + "\n\ny", "x" * 200),
        ("x" * 201 + "\n\ny", ""),
        ("First line\nSecond line\n\nThird", ""),
        ("Only a line", ""),
        ("Only a line\n", ""),
        ("Only a line\n\n \n", ""),
        ("", ""),
        ("\n\n", ""),
    ],
)
def test_titles(text: str, title: str) -> None:
    """A short first line with a blank line after it and text after that is the title."""
    assert split_title(text) == title


@given(messy_text())
def test_a_title_is_a_line_of_the_text(text: str) -> None:
    """A title is one line, trimmed, and stands in the text."""
    title = split_title(text)
    assert title in text
    assert "\n" not in title
    assert title == title.strip(WHITE_SPACE)


@pytest.mark.parametrize(
    ("text", "offset", "word"),
    [
        ("a\0b", 1, "NUL"),
        ("😀a\ud800", 2, "U+D800"),
        ("\ude00\0", 0, "surrogate"),
        ("\0\ude00", 0, "NUL"),
    ],
)
def test_unstorable_characters_are_found(text: str, offset: int, word: str) -> None:
    """The first one is named with its offset in code points."""
    found = find_unstorable(text)
    assert found is not None
    assert found[0] == offset
    assert word in found[1]


@given(messy_text(lone_surrogates=True))
def test_unstorable_means_what_databases_refuse(text: str) -> None:
    """A text passes if and only if it has no NUL and can be encoded."""
    bad = [i for i, c in enumerate(text) if c == "\0" or "\ud800" <= c <= "\udfff"]
    found = find_unstorable(text)
    assert (found[0] if found else None) == (bad[0] if bad else None)
