"""Names that look the same are the same."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.naming import known_name, look_alikes, tidy_name


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Zoe\u0308", "Zoë"),
        ("ana ", "ana"),
        ("\u00a0ana\u3000", "ana"),
        ("Ada\u00a0 Bell", "Ada Bell"),
        ("ana\u200b", "ana"),
        ("\ufeffana", "ana"),
        ("co\u00adder", "coder"),
        ("علی\u200cرضا", "علی\u200cرضا"),  # this joiner is seen
        ("  ", ""),
        ("a\nb", "a\nb"),  # to be refused, not mended
    ],
)
def test_what_nobody_sees_is_no_part_of_a_name(typed, stored):
    assert tidy_name(typed) == stored


@given(st.text(max_size=20))
def test_a_tidy_name_stays(name):
    """Tidying once is enough, and what it gives is NFC."""
    tidy = tidy_name(name)
    assert tidy_name(tidy) == tidy
    assert unicodedata.is_normalized("NFC", tidy)


def test_an_older_projects_name_is_found_as_it_is():
    """Who says it exactly means it; who says it nearly means the one that looks like it."""
    assert known_name("ana ", ["ana ", "bo"]) == "ana "
    assert known_name("ana", ["ana ", "bo"]) == "ana "
    assert known_name("ana", ["ana ", "ana"]) == "ana"
    assert known_name("Zoe\u0308", ["bo"]) == "Zoë"


def test_look_alikes_are_named():
    assert look_alikes(["ana", "Zoë", "ana ", "bo", "Zoe\u0308"]) == [
        ("ana", "ana "),
        ("Zoë", "Zoe\u0308"),
    ]
