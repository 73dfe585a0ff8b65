"""Names as a reader jumps to them."""

from __future__ import annotations

import pytest

from annotator.text import names_between, previous_name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # "The Herald" inside a sentence makes no name of the "The" that begins another one.
        ("The ferry is late. They told The Herald so.", ["Herald"]),
        ("While the Ostrand line waits, I do.", ["Ostrand"]),
        ("After the talks, said Ada Vell, We've left Ostrand MORE.", ["Ada Vell", "Ostrand"]),
        ("They met Ostrand President Ada Vell on Friday.", ["Ada Vell"]),
        ("Harbour Told Gen. Vell To Help In Ostrand", ["Vell", "Help", "Ostrand"]),
    ],
)
def test_names_and_what_only_looks_like_one(text, names):
    """Common words are none, whatever their capitals, both ways through the text."""
    found = list(names_between(text, 0, len(text)))
    assert [text[a:b] for a, b in found] == names
    backwards = []
    at = len(text)
    while (name := previous_name(text, at)) is not None:
        backwards.append(name)
        at = name[0]
    assert backwards[::-1] == found
