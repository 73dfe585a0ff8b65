"""What a terminal would obey is written out, everything else is as it was."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.visible import visible


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Ida ran", "Ida ran"),
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("\x9b31m\x7f\x00\x07", "\\x9b31m\\x7f\\x00\\x07"),
        ("a\nb\r\tc", "a\\nb\\r\\tc"),
        ("a\u2028b\u2029c\x85d", "a\\u2028b\\u2029c\\x85d"),
        ("x\u202egnp.exe", "x\\u202egnp.exe"),
        ("a\udcffb", "a\\udcffb"),
        ("C:\\texts", "C:\\texts"),
        ("“Ida” – naïve\xa0字 👩‍👩‍👧 \u200cنم", "“Ida” – naïve\xa0字 👩‍👩‍👧 \u200cنم"),
    ],
)
def test_what_is_seen(text: str, seen: str) -> None:
    assert visible(text) == seen


@given(st.text(st.characters(exclude_categories=())))
def test_nothing_is_obeyed(text: str) -> None:
    kinds = {unicodedata.category(character) for character in visible(text)}
    assert not kinds & {"Cc", "Zl", "Zp", "Cs"}
    assert len(visible(text).splitlines()) <= 1
    left = {unicodedata.bidirectional(character) for character in visible(text)}
    assert not left & {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}
