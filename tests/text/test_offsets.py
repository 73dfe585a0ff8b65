"""Code points to UTF-16 and back."""

import pytest
from hypothesis import given

from annotator.errors import OffsetError
from annotator.text import Utf16Map, check_position, check_range
from tests.strategies import messy_text


@given(messy_text(lone_surrogates=True))
def test_every_offset_matches_encoding(text: str) -> None:
    """Converting equals encoding what comes before and counting; inside a pair is refused."""
    converter = Utf16Map(text)
    units = [len(text[:i].encode("utf-16-le", "surrogatepass")) // 2 for i in range(len(text) + 1)]
    assert [converter.to_utf16(i) for i in range(len(text) + 1)] == units
    assert (converter.length, converter.length_utf16) == (len(text), units[-1])
    floor = 0
    for unit in range(units[-1] + 1):
        if unit in units:
            floor = units.index(unit)
            assert converter.to_codepoint(unit) == floor
        else:
            with pytest.raises(OffsetError, match="surrogate pair"):
                converter.to_codepoint(unit)
        assert converter.floor_codepoint(unit) == floor


def test_by_hand() -> None:
    """An emoji takes two units, and a position inside it snaps to its start."""
    converter = Utf16Map("a😀b")
    assert [converter.to_utf16(i) for i in range(4)] == [0, 1, 3, 4]
    assert converter.to_codepoint(3) == 2
    assert converter.floor_codepoint(2) == 1


@pytest.mark.parametrize("text", ["abc", "aé東", "a😀b"])
def test_offsets_outside_are_refused(text: str) -> None:
    """An offset before the start or after the end is an error, not a clamp."""
    converter = Utf16Map(text)
    for wrong in (-1, converter.length + 1):
        with pytest.raises(OffsetError):
            converter.to_utf16(wrong)
    for wrong in (-1, converter.length_utf16 + 1):
        with pytest.raises(OffsetError):
            converter.to_codepoint(wrong)
        with pytest.raises(OffsetError):
            converter.floor_codepoint(wrong)


def test_checks() -> None:
    """The ends of the text are inside, an empty range is one, a reversed range is not."""
    check_position("ab", 0)
    check_position("ab", 2)
    check_range("ab", 2, 2)
    for start, end in ((-1, 1), (0, 3), (2, 1)):
        with pytest.raises(OffsetError):
            check_range("ab", start, end)
    for wrong in (-1, 3):
        with pytest.raises(OffsetError):
            check_position("ab", wrong)
