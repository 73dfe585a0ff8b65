"""Page furniture, as scraping leaves it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text import block_at
from tests.strategies import messy_text

GLUED = (
    "Title\n\nMayor Ada VellAda VellHarbour wins prize Ferry stays MORE, the mayor, met Tom OrrTom "
    "OrrQuiet bridge MORE.\n\n  Sign up. One email a day.  \n"
)


@pytest.mark.parametrize(
    ("inside", "wanted"),
    [
        ("VellHarbour", "Ada VellHarbour wins prize Ferry stays MORE"),
        ("MORE,", "Ada VellHarbour wins prize Ferry stays MORE"),
        ("Quiet", "Tom OrrQuiet bridge MORE"),
        ("Mayor", None),
        (", the", None),
        ("One email", "Sign up. One email a day."),
        ("\n\nMayor", "Title"),
        ("\n\n  Sign", None),
        ("  Sign", None),
    ],
)
def test_what_is_glued_in_else_the_paragraph(inside, wanted):
    """A widget begins with the second name and ends with MORE, to the character.

    Beside one, in the article's own words, nothing is guessed.
    """
    found = block_at(GLUED, GLUED.index(inside))
    assert (found and GLUED[slice(*found)]) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("by Mayor VellAda VellHarbour wins MORE today", "Ada VellHarbour wins MORE"),
        ("by Ada VellAda Berta VellHarbour wins MORE's", "Ada Berta VellHarbour wins MORE"),
        ("of former Mayor OrrTom OrrOrr denies harbour MORE", "Tom OrrOrr denies harbour MORE"),
        ("Joint Harbour BoardJoint Harbour BoardAll MORE.", "Joint Harbour BoardAll MORE"),
    ],
)
def test_a_name_that_is_glued_on_in_full(text, wanted):
    """Where the sentence has the surname alone, or the widget has one name more."""
    start, end = block_at(text, text.index("MORE"))
    assert text[start:end] == wanted


def test_many_names_and_no_widget_take_no_time():
    """A page full of capitals is looked through once."""
    text = "The Word in Text That Goes on. " * 1200 + "MORE"
    assert block_at(text, len(text) // 2) is None


def test_a_name_said_twice_is_no_furniture():
    """Without MORE, and with a space between, the paragraph is meant."""
    for text in ("Ada VellAda Vell spoke", "Ada Vell Ada Vell wants MORE"):
        assert block_at(text, 12) == (0, len(text))


@given(messy_text(), st.data())
def test_a_block_is_around_the_place_in_one_paragraph(text, data):
    """Whatever the text."""
    at = data.draw(st.integers(0, len(text)))
    found = block_at(text, at)
    if found is not None:
        assert found[0] <= at <= found[1]
        assert "\n" not in text[slice(*found)]
        assert text[slice(*found)].strip() != ""
