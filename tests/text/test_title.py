"""The title that a text begins with."""

import pytest
from hypothesis import given

from annotator.text import (
    WHITE_SPACE,
    split_title,
)
from tests.strategies import messy_text


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The title\n\nThe text.", "The title"),
        ("\n \n The title\u00a0 \n \u00a0\nThe text.", "The title"),
        ("x" * 200 + "\n\ny", "x" * 200),
        ("x" * 201 + "\n\ny", ""),
        ("First line\nSecond line\n\nThird", ""),
        ("Only a line", ""),
        ("Only a line\n", ""),
        ("Only a line\n\n \n", ""),
        ("", ""),
        ("\n\n", ""),
    ],
)
def test_titles(text: str, title: str) -> None:
    """A short first line with a blank line after it and text after that is the title."""
    assert split_title(text) == title


@given(messy_text())
def test_a_title_is_a_line_of_the_text(text: str) -> None:
    """A title is one line, trimmed, and stands in the text."""
    title = split_title(text)
    assert title in text
    assert "\n" not in title
    assert title == title.strip(WHITE_SPACE)
