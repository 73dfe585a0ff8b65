"""Characters that no project can store."""

import pytest
from hypothesis import given

from annotator.text import (
    find_unstorable,
)
from tests.strategies import messy_text


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
