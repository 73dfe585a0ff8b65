"""Cutting passages out: what is left, and where every character of it came from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import OffsetError
from annotator.text.cutting import CutText
from annotator.text.spaces import WHITE_SPACE
from tests.strategies import messy_text, ranges_in


def cut(marked):
    """Cut what stands in [brackets]."""
    raw, removed, start = "", [], 0
    for character in marked:
        if character == "[":
            start = len(raw)
        elif character == "]":
            removed.append((start, len(raw)))
        else:
            raw += character
    return CutText(raw, removed)


@pytest.mark.parametrize(
    ("marked", "left"),
    [
        ("Gen. Mark Milley[Mark Milley]Republicans would", "Gen. Mark Milley Republicans would"),
        ("the Repub[ADVERTISEMENT]licans would", "the Republicans would"),
        ("He said.[More on this]The army", "He said. The army"),
        ("One. [Advertisement] Two.", "One. Two."),
        ("One.\n\n[Advertisement]\n\nTwo.", "One.\n\nTwo."),
        ("One.\n\n[Advertisement] Two.", "One.\n\nTwo."),
        ("One. [Advertisement]\n\nTwo.", "One.\n\nTwo."),
        ("[Share this]\n\nOne.", "One."),
        ("One.\n\n[Share this]", "One."),
        ("One [ad]two", "One two"),
        ("One[ad] two", "One two"),
        ("“No”[ad]“Yes”", "“No” “Yes”"),
        ("東京[広告]大阪", "東京大阪"),
        ("[all]", ""),
        (" [all] ", "  "),
        ("a[x][y]b [z] c", "ab c"),
        ("nothing", "nothing"),
    ],
)
def test_what_is_left(marked, left):
    assert cut(marked).text == left


def test_a_passage_across_a_cut_is_whole_again():
    text = cut("“We will [Advertisement] not go,” he said.")
    assert text.text == "“We will not go,” he said."
    start, end = text.to_clean(0, text.raw.index(" he"))
    assert text.text[start:end] == "“We will not go,”"


def test_what_lies_in_a_cut_is_gone():
    text = cut("One. [Advertisement] Two.")
    assert text.to_clean(6, 10) is None
    assert text.to_clean(2, 8) == (2, 5)


def test_a_range_outside_the_text_is_refused():
    with pytest.raises(OffsetError):
        CutText("abc", [(1, 4)])
    with pytest.raises(OffsetError):
        CutText("abc", []).to_clean(2, 9)


@given(st.data(), messy_text(newlines_only=True).filter(bool))
def test_every_character_keeps_its_origin(data, raw):
    removed = data.draw(st.lists(ranges_in(raw), max_size=5))
    text = CutText(raw, removed)
    gone = {at for start, end in removed for at in range(start, end)}
    cut_out = {at for start, end in text.removed for at in range(start, end)}
    assert gone <= cut_out
    assert all(raw[at] in WHITE_SPACE for at in cut_out - gone)
    covered = 0
    for clean, start, length in text.pieces:
        assert text.text[clean : clean + length] == raw[start : start + length]
        assert text.text[covered:clean] in ("", " ")
        covered = clean + length
    assert covered == len(text.text)
    assert sum(length for _, _, length in text.pieces) == len(raw) - len(cut_out)
    start, end = data.draw(ranges_in(raw))
    left = "".join(raw[at] for at in range(start, end) if at not in cut_out)
    moved = text.to_clean(start, end)
    if moved is None:
        assert left == ""
    else:
        low, high = moved
        inside = text.text[low:high]
        assert inside.replace(" ", "") == left.replace(" ", "")
        assert inside[0] == left[0]
        assert inside[-1] == left[-1]
