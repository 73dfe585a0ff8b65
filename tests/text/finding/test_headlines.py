"""Lines in which a capital says nothing."""

from __future__ import annotations

import pytest

from annotator.text.finding.headlines import is_headline_word, is_in_title_case, is_shouted

TEXT = (
    "Ostrand Council Told To Pursue Help After Ferry Strike\n\n"
    "ADA VELL SIGNS THE BILL\n\n"
    "The help that Ada Vell and Tom Orr of Ostrand asked for came late.\n\n"
    "Photo: TOM ORR"
)


@pytest.mark.parametrize(
    ("piece", "shouted", "titled"),
    [
        ("Council", False, True),
        ("SIGNS", True, False),
        ("Vell and", False, False),
        ("ORR", False, False),
    ],
)
def test_lines_of_capitals_and_of_capitalised_words(piece, shouted, titled):
    start = TEXT.index(piece)
    word = start, start + len(piece.split()[0])
    assert (is_shouted(TEXT, word), is_in_title_case(TEXT, word)) == (shouted, titled)


@pytest.mark.parametrize(
    ("line", "titled"),
    [
        ("Vell Told To Help Ostrand", True),
        ("Ostrand Council Pursues Help after Strike, Vell Says", True),
        ("Will Vell Sail With Norland Again?", True),
        ("By Ada Vell and Tom Orr", False),
        ("Ada Vell, Tom Orr", False),
        ("Ostrand University Hospital", False),
        ("The Ostrand Council Told Vell about ferries", False),
        ("Ada Vell Told Tom Orr Of It.", False),
    ],
)
def test_short_headlines_are_known_by_their_small_words(line, titled):
    """Four capitalised words are enough where one of them is in no name; six always."""
    assert is_in_title_case(line, (0, len(line.split()[0]))) == titled


def test_usual_words_of_headlines():
    """In all forms; names are none."""
    words = [
        "Told",
        "Pursue",
        "Pursues",
        "Help",
        "Combatting",
        "Tries",
        "Backed",
        "Facing",
        "Withdrawal",
    ]
    assert [word for word in words if not is_headline_word(word)] == []
    assert not any(is_headline_word(word) for word in ("Vell", "Ostrand", "Milley", "Norland"))
