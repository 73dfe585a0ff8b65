r"""Newline normalisation, and offsets moved along with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import OffsetError
from annotator.text import normalise
from tests.strategies import messy_text, text_and_range


def naive(raw: str, drop_bom: bool) -> tuple[str, list[int]]:
    """Return the text, and for every raw offset its offset in the text, one by one."""
    text, to_text = "", []
    for index, character in enumerate(raw):
        to_text.append(len(text))
        if (drop_bom and index == 0 and character == "\ufeff") or raw[index : index + 2] == "\r\n":
            continue
        text += "\n" if character == "\r" else character
    return text, [*to_text, len(text)]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("", ""),
        ("a\r\nb", "a\nb"),
        ("a\rb", "a\nb"),
        ("a\r\r\nb", "a\n\nb"),
        ("a\n\rb", "a\n\nb"),
        ("a\u2028b\u0085c\x0bd\u00a0", "a\u2028b\u0085c\x0bd\u00a0"),
        ("\ufeffa", "\ufeffa"),
    ],
)
def test_only_carriage_returns_change(raw: str, text: str) -> None:
    """Line ends become newlines and every other character stays."""
    assert normalise(raw).text == text


def test_one_byte_order_mark_goes_on_request() -> None:
    """Only the first U+FEFF goes, and only if asked."""
    assert normalise("\ufeff\ufeffa\ufeff", drop_bom=True).text == "\ufeffa\ufeff"
    assert normalise("\ufeff\ufeffa").text == "\ufeff\ufeffa"


def test_offsets_by_hand() -> None:
    r"""Both offsets around the ``\r`` go to the newline, and it comes back before the ``\r``."""
    moved = normalise("\ufeffab\r\ncd\re", drop_bom=True)
    assert moved.text == "ab\ncd\ne"
    assert [moved.to_text(i) for i in range(10)] == [0, 0, 1, 2, 2, 3, 4, 5, 6, 7]
    assert [moved.to_raw(i) for i in range(8)] == [1, 2, 3, 5, 6, 7, 8, 9]


def test_a_text_of_removed_characters() -> None:
    """Nothing but a byte order mark, or a line end at the very start, still has its offsets."""
    assert normalise("\ufeff", drop_bom=True).to_raw(0) == 1
    assert normalise("\r\na").to_raw(0) == 0
    assert normalise("\ufeff\r\na", drop_bom=True).to_raw(0) == 1


@given(messy_text(lone_surrogates=True), st.booleans())
def test_offsets_match_the_naive_way(raw: str, drop_bom: bool) -> None:
    """Every raw offset goes where counting one by one puts it, and back."""
    moved = normalise(raw, drop_bom=drop_bom)
    text, to_text = naive(raw, drop_bom)
    assert moved.text == text
    assert [moved.to_text(i) for i in range(len(raw) + 1)] == to_text
    back = [moved.to_raw(i) for i in range(len(text) + 1)]
    assert [moved.to_text(i) for i in back] == list(range(len(text) + 1))
    assert back == sorted(set(back))
    assert moved.changed_offsets == (len(text) != len(raw))


@given(text_and_range(newlines_only=False))
def test_a_range_keeps_its_characters(case: tuple[str, int, int]) -> None:
    """A moved range covers the normalised form of what the raw range covered."""
    raw, start, end = case
    moved = normalise(raw)
    covered = raw[start:end]
    if raw[end - 1 : end + 1] == "\r\n":
        covered = covered[:-1]
    assert moved.text[moved.to_text(start) : moved.to_text(end)] == normalise(covered).text


@given(messy_text())
def test_normalising_twice_changes_nothing(raw: str) -> None:
    """What export writes, import takes back unchanged."""
    once = normalise(raw).text
    assert normalise(once).text == once


@pytest.mark.parametrize("raw", ["ab", "a\r\nb"])
def test_offsets_outside_are_refused(raw: str) -> None:
    """An offset before the start or after the end is an error, not a clamp."""
    moved = normalise(raw)
    for wrong in (-1, len(raw) + 1):
        with pytest.raises(OffsetError):
            moved.to_text(wrong)
    for wrong in (-1, len(moved.text) + 1):
        with pytest.raises(OffsetError):
            moved.to_raw(wrong)
