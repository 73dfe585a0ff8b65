"""Names that are known without a text that has them."""

from __future__ import annotations

import pytest

from annotator.text.finding.known_names import is_called_the, known_name_at


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("White House Told", "White House"),
        ("New York Times Sold", "New York Times"),
        ("New York’s Mayor", "New York"),
        ("Russia’s Help", "Russia"),
        ("Cyprus’ Help", "Cyprus"),
        ("United Nations, Again", "United Nations"),
        ("Russian Help", None),
        ("Chadwick", None),
        ("", None),
    ],
)
def test_the_longest_known_name(text, name):
    found = known_name_at(text, 0)
    assert (text[slice(*found)] if found else None) == name


def test_names_with_an_article():
    """Cities, and papers of more than one word."""
    assert is_called_the("Hague")
    assert is_called_the("New York Times")
    assert not is_called_the("Post")
    assert not is_called_the("Ostrand Bank")
