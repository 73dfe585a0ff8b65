"""Words: by hand, and what must hold for any text."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.errors import OffsetError
from annotator.text import (
    WHITE_SPACE,
    is_grapheme_boundary,
    next_word,
    previous_word,
    word_at,
    word_range,
)
from tests.strategies import messy_text, text_and_range


def ranges(text: str, glued: bool) -> list[tuple[int, int]]:
    """Walk over all words from the start."""
    found = []
    position = 0
    while word := next_word(text, position, glued=glued):
        found.append(word)
        position = word[1]
    return found


def words(text: str, glued: bool = False) -> list[str]:
    """Return the words of a text."""
    return [text[start:end] for start, end in ranges(text, glued)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We don't, he's well-known.", ["We", "don't", "he's", "well-known"]),
        ("It’s the voters’ ‘choice’", ["It’s", "the", "voters", "choice"]),
        ("the U.S. Army, U.S.-led, 5 p.m.", ["the", "U.S.", "Army", "U.S.-led", "5", "p.m."]),
        ("in the U.S...", ["in", "the", "U.S."]),
        ("$3.14 or 1,000, COVID-19", ["3.14", "or", "1,000", "COVID-19"]),
        ("a--b a - b …c…", ["a", "b", "a", "b", "c"]),
        ("cafe\u0301 naïve co\u00adop", ["cafe\u0301", "naïve", "co\u00adop"]),
        ("می‌خواهم צה״ל", ["می‌خواهم", "צה״ל"]),
        ("東カタカナ。한국어 คำ", ["東", "カタカナ", "한국어", "คำ"]),
        ("👍🏽ok😀 1️⃣ 🇩🇪", ["ok", "1️⃣"]),
        ("𝒜𝒷 𠀀𠀁", ["𝒜𝒷", "𠀀", "𠀁"]),
        ("ended.MORE MilleyMark", ["ended.MORE", "MilleyMark"]),
        ("", []),
        (" … \n", []),
    ],
)
def test_words_by_hand(text: str, expected: list[str]) -> None:
    """Apostrophes, hyphens and stops inside a word belong to it, those around it do not."""
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Gen. Ann LeeAnn LeeMinisters meet",
            ["Gen", "Ann", "Lee", "Ann", "Lee", "Ministers", "meet"],
        ),
        ("it ended.MORE: now.Then", ["it", "ended", "MORE", "now", "Then"]),
        ("a deal 'closing'Jansen says", ["a", "deal", "closing", "Jansen", "says"]),
        ("she said.”The “quote”Then", ["she", "said", "The", "quote", "Then"]),
        ("the agency’sOffice", ["the", "agency’s", "Office"]),
        (
            "McDonald's McCain MacArthur LeBron DeSantis",
            ["McDonald's", "McCain", "MacArthur", "LeBron", "DeSantis"],
        ),
        ("iPhone eBay PhD SARS-CoV-2 DON'T", ["iPhone", "eBay", "PhD", "SARS-CoV-2", "DON'T"]),
        ("O'Brien d’Artagnan l'Europe", ["O'Brien", "d’Artagnan", "l'Europe"]),
        ("LeeMcCain AnnO'Brien OzMaria", ["Lee", "McCain", "Ann", "O'Brien", "Oz", "Maria"]),
        (
            "the U.S. U.S.Army LeeU.S. J.R.Smith",
            ["the", "U.S.", "U.S.", "Army", "Lee", "U.S.", "J.R.", "Smith"],
        ),
        ("3.14 5p.m. example.com B.Then", ["3.14", "5p.m.", "example.com", "B", "Then"]),
        ("élanÉmile cafe\u0301Étoile", ["élan", "Émile", "cafe\u0301", "Étoile"]),
        ("YouTube", ["You", "Tube"]),
    ],
)
def test_glued_words_by_hand(text: str, expected: list[str]) -> None:
    """Where scraping lost a space words come apart; names and initials mostly do not."""
    assert words(text, glued=True) == expected


@given(messy_text(lone_surrogates=True), st.booleans())
@example("ab.\u0301Cd", True)
@example("ab\u0d4e.Cd", True)
def test_walking_both_ways_meets_the_same_words(text: str, glued: bool) -> None:
    """Words are in order, disjoint, on cluster boundaries, and the same from either side."""
    forward = ranges(text, glued)
    backward = []
    position = len(text)
    while word := previous_word(text, position, glued=glued):
        backward.append(word)
        assert word[0] < position
        position = word[0]
    assert backward[::-1] == forward
    edges = [edge for word in forward for edge in word]
    assert edges == sorted(edges)
    assert all(start < end for start, end in forward)
    assert all(is_grapheme_boundary(text, edge) for edge in edges)


@given(messy_text(lone_surrogates=True), st.booleans())
@example("aℹ\u200d😀b", False)
@example("\u0d4e.x", False)
def test_every_position_agrees_with_the_walk(text: str, glued: bool) -> None:
    """Looking around one position finds what reading from the start finds."""
    walked = ranges(text, glued)
    for position in range(len(text) + 1):
        around = [word for word in walked if word[0] <= position < word[1]]
        assert word_at(text, position, glued=glued) == (around[0] if around else None)
        after = [word for word in walked if word[0] >= position]
        assert next_word(text, position, glued=glued) == (after[0] if after else None)
        before = [word for word in walked if word[1] <= position]
        assert previous_word(text, position, glued=glued) == (before[-1] if before else None)


@given(messy_text())
def test_letters_are_in_words(text: str) -> None:
    """No letter or digit is left out of the words."""
    covered = {i for start, end in ranges(text, glued=False) for i in range(start, end)}
    assert all(i in covered for i, character in enumerate(text) if character.isalnum())


@given(messy_text(), messy_text())
def test_only_the_unspaced_run_matters(before: str, text: str) -> None:
    """What stands before a line's start does not change its words."""
    offset = len(before) + 1
    whole = [word for word in ranges(f"{before}\n{text}", glued=True) if word[0] >= offset]
    assert [(start - offset, end - offset) for start, end in whole] == ranges(text, glued=True)


@given(text_and_range(allow_empty=True), st.booleans())
def test_word_range_widens(case: tuple[str, int, int], glued: bool) -> None:
    """Snapping to words keeps everything that was selected except white space at its ends."""
    text, start, end = case
    left, right = word_range(text, start, end, glued=glued)
    assert 0 <= left <= right <= len(text)
    lost = text[start : max(left, start)] + text[min(right, end) : end]
    assert not lost.strip(WHITE_SPACE)
    assert word_range(text, left, right, glued=glued) == (left, right)


def test_word_range_widens_to_either_glued_word() -> None:
    """From inside the second name to its start, and from inside the first to its end."""
    text = "MilleyMark Wood"
    assert word_range(text, 8, 13, glued=True) == (6, 15)
    assert word_range(text, 8, 13, glued=False) == (0, 15)
    assert word_range(text, 1, 3, glued=True) == (0, 6)
    assert word_range(text, 1, 3, glued=False) == (0, 10)


def test_word_range_by_hand() -> None:
    """Half words become whole ones; white space alone stays."""
    assert word_range("one two three", 5, 10) == (4, 13)
    assert word_range("one two three", 3, 8) == (4, 7)
    assert word_range("LeeMark said", 1, 2, glued=True) == (0, 3)
    assert word_range("one  two", 3, 5) == (3, 5)
    assert word_range("one", 1, 1) == (1, 1)


@pytest.mark.parametrize(
    "row", ["🇩🇪", "\u0301", "👩\u200d", "क\u094d", "a", "漢", " ", "-", "U.", "aB", "ก"]
)
def test_a_long_row_takes_no_square_time(row: str) -> None:
    """A hundred thousand letters, flags, marks or spaces in a row answer at once."""
    text = "x" + row * 100_000 + "y"
    middle = len(text) // 2
    started = time.thread_time()
    word_at(text, middle)
    next_word(text, middle)
    previous_word(text, middle)
    assert time.thread_time() - started < 10


def test_positions_outside_are_refused() -> None:
    """A position outside the text is an error, the end of the text is none."""
    assert word_at("a", 1) is None
    for call in (word_at, next_word, previous_word):
        for wrong in (-1, 2):
            with pytest.raises(OffsetError):
                call("a", wrong)
