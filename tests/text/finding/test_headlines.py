"""Lines in which a capital says nothing."""

from __future__ import annotations

import pytest

from annotator.text.finding.headlines import is_in_title_case, is_shouted

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
