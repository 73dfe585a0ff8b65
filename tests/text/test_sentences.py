"""Sentences in one paragraph at a time."""

from itertools import pairwise

import pytest
from hypothesis import given

from annotator.errors import OffsetError
from annotator.text import (
    WHITE_SPACE,
    grapheme_range,
    is_grapheme_boundary,
    sentence_at,
    sentence_ranges,
    sentences,
)
from tests.strategies import messy_text, text_and_range


def split(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [text[start:end] for start, end in sentence_ranges(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Gen. Ann Lee met the ministers.",
        "The U.S. Army left the U.S. base.",
        "The Jan. 6 panel met at 5 p.m. on Monday.",
        "Sen. Bo Ek and Rep. Di Fo spoke to Mr. Go.",
        "Lt. Col. Ha Im of St. Jo lives in Washington, D.C. with his wife.",
        "Kl Inc. said No. 5 costs $3.14 at 9 a.m. Tuesday.",
        "At 9 p.m. ET Prof. Who met Dr. No, i.e. The Doctor, at 10 a.m. March time.",
        "J. R. Moe wrote it, e.g. for the U.N. and the E.U. council.",
        "Amb. Ek and Supt. Lund met Hon. Orr at Ft. Vell on Mt. Ostrand.",
        "Er kam am 3. Oktober oder am 4. November mit Nr. 5, z. B. zum Essen.",
        "Przyszli na ul. Długą o godz. 10 m.in. z psem.",
    ],
)
def test_abbreviations_end_no_sentence(sentence: str) -> None:
    """Ranks, countries, months and hours have full stops inside a sentence."""
    assert split(sentence) == [sentence]
    assert split(f"It began. {sentence} It ended.") == ["It began.", sentence, "It ended."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two!  Three?\u00a0Four", ["One.", "Two!", "Three?", "Four"]),
        (
            "😀 One here. e\u0301t. 👨‍👩‍👧 Two 𠀀. 🇩🇪 Three.",
            ["😀 One here.", "e\u0301t.", "👨‍👩‍👧 Two 𠀀.", "🇩🇪 Three."],
        ),
        ("No stop\nNext line. \n\n  Last.", ["No stop", "Next line.", "Last."]),
        ("“Is it so?” she asked. It was.", ["“Is it so?” she asked.", "It was."]),
        ("We “will go.” They stayed.", ["We “will go.”", "They stayed."]),
        (
            "He came at 9 a.m. He left at 5 p.m. The end.",
            ["He came at 9 a.m.", "He left at 5 p.m.", "The end."],
        ),
        ("The matter ended.MORE of it follows.", ["The matter ended.", "MORE of it follows."]),
        ("东京很好。我去。", ["东京很好。", "我去。"]),
        ("「待ちます。」と述べた。彼は去った。", ["「待ちます。」と述べた。", "彼は去った。"]),
        ("He was No. 3. August came.", ["He was No. 3.", "August came."]),
        ("", []),
        (" \n\u00a0\n", []),
    ],
)
def test_sentences_by_hand(text: str, expected: list[str]) -> None:
    """Offsets are code points, newlines end sentences, white space belongs to none."""
    assert split(text) == expected


@given(messy_text(lone_surrogates=True))
def test_sentences_cover_everything_but_white_space(text: str) -> None:
    """Ranges are in order, disjoint, trimmed, on cluster boundaries, and leave out only spaces."""
    position = 0
    for start, end in sentence_ranges(text):
        assert position <= start < end <= len(text)
        assert not text[position:start].strip(WHITE_SPACE)
        assert "\n" not in text[start:end]
        assert is_grapheme_boundary(text, start)
        assert is_grapheme_boundary(text, end)
        # A space at an end is there only because a cluster holds it.
        for edge in (start, end - 1):
            assert text[edge] not in WHITE_SPACE or grapheme_range(text, edge, edge + 1) != (
                edge,
                edge + 1,
            )
        position = end
    assert not text[position:].strip(WHITE_SPACE)


@given(text_and_range(allow_empty=True))
def test_a_part_gives_the_same_sentences(case: tuple[str, int, int]) -> None:
    """Asking for a part gives those sentences of the whole text that share a character with it."""
    text, start, end = case
    whole = sentence_ranges(text)
    expected = [s for s in whole if max(s[0], start) < min(s[1], end)]
    assert sentence_ranges(text, start, end) == expected
    for position in range(len(text) + 1):
        around = [s for s in whole if s[0] <= position < s[1]]
        assert sentence_at(text, position) == (around[0] if around else None)


@pytest.mark.parametrize("cuts", [[], [3, 3, -1, 99], [5, 2], [0, 6], [1]])
def test_no_surprise_of_the_library_breaks_the_promise(
    monkeypatch: pytest.MonkeyPatch, cuts: list[int]
) -> None:
    """Whatever places the library returns, every character is in one sentence."""
    sentences._split.cache_clear()
    monkeypatch.setattr(sentences, "_cuts", lambda paragraph, language: cuts)
    ranges = sentence_ranges("e\u0301abcd")
    sentences._split.cache_clear()
    assert ranges[0][0] == 0
    assert ranges[-1][1] == 6
    assert all(a[1] == b[0] for a, b in pairwise(ranges))
    assert (0, 1) not in ranges


def test_other_languages() -> None:
    """A language that is not known is no error."""
    assert sentence_ranges("Das ist so. Und nun?", language="de") == [(0, 11), (12, 20)]
    assert sentence_ranges("One is. Two are.", language="xx") == [(0, 7), (8, 16)]


def test_positions_outside_are_refused() -> None:
    """A position or range outside the text is an error."""
    for wrong in (-1, 2):
        with pytest.raises(OffsetError):
            sentence_at("a", wrong)
    with pytest.raises(OffsetError):
        sentence_ranges("a", 0, 2)
