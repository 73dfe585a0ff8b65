"""Quoted passages and clauses, as news writes and scrapers break them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text import (
    clause_at,
    next_quotation_mark,
    passage_at,
    previous_quotation_mark,
    quoted_passages,
    widened,
)
from tests.strategies import messy_text

TEXT = (
    "“We wait,” said Capt. Nora de Vries, who doesn’t like ‘ferry talk’, in the U.S. port. "
    "“The pilot’s book, 'Low Tide,' says so,\" she added; nobody laughed."
)


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("“Yes,” he said.", ["“Yes,”"]),
        ('“Opened curly, closed straight," he said.', ['“Opened curly, closed straight,"']),
        ('"Straight" and "again"', ['"Straight"', '"again"']),
        ("„Auf Deutsch“ und »so« oder «ainsi»", ["„Auf Deutsch“", "»so«", "«ainsi»"]),
        ("「はい」と言った", ["「はい」"]),
        ("“Outer ‘inner’ outer”", ["“Outer ‘inner’ outer”", "‘inner’"]),
        ("It’s Sam's, don't ask", []),
        ("the girls' room and the boys’ hall", []),
        ("“It goes on over the paragraph's end", ["“It goes on over the paragraph's end"]),
        ("6' 2\" tall", []),
        ("“One, he said. “Two,” he said.", ["“One, he said.", "“Two,”"]),
        ("Ende“, sagte sie. „Gut“", ["„Gut“"]),
        ("“... and so on”", ["“... and so on”"]),
        ("« Il y en avait », dit-elle. « Oui ».", ["« Il y en avait »", "« Oui »"]),
        ("", []),
    ],
)
def test_passages(text, passages):
    """Marks pair up as writers mix them, and apostrophes are no marks."""
    assert [text[a:b] for a, b in quoted_passages(text, 0, len(text))] == passages


@pytest.mark.parametrize(
    ("inside", "wanted"),
    [
        ("wait", "“We wait,”"),
        ("talk", "‘ferry talk’"),
        ("book", "“The pilot’s book, 'Low Tide,' says so,\""),
        ("Tide", "'Low Tide,'"),
        ("laughed", None),
    ],
)
def test_the_innermost_passage_around_a_place(inside, wanted):
    """The passage that is meant is the smallest one around the caret."""
    found = passage_at(TEXT, TEXT.index(inside))
    assert (found and TEXT[found.start : found.end]) == wanted


def test_a_clause_ends_at_commas_and_dashes_but_not_in_numbers():
    """“9,000” is one clause's business."""
    text = "Late, the 9,000 people waited — all of them; then they left."
    assert text[slice(*clause_at(text, text.index("people")))] == "the 9,000 people waited"
    assert text[slice(*clause_at(text, text.index("them")))] == "all of them"


def test_quotation_marks_forwards_and_backwards():
    """Apostrophes are passed over; at the ends there is None."""
    first, second = TEXT.index("”"), TEXT.index("‘ferry")
    assert next_quotation_mark(TEXT, first) == second
    assert previous_quotation_mark(TEXT, second) == first
    assert previous_quotation_mark(TEXT, 0) is None
    assert next_quotation_mark(TEXT, len(TEXT)) is None
    assert next_quotation_mark("x" * 50_000 + "“", 3) == 50_000
    assert previous_quotation_mark("“" + "x" * 50_000, 50_000) == 0


@given(messy_text(), st.data())
def test_everything_stays_inside_and_around(text, data):
    """Whatever the text, units contain the place that they are asked for."""
    at = data.draw(st.integers(0, len(text)))
    for find in (passage_at, clause_at):
        found = find(text, at)
        assert found is None or 0 <= found[0] <= at <= found[1] <= len(text)
    for start, end in quoted_passages(text, 0, len(text)):
        assert 0 <= start < end <= len(text)


@given(messy_text(), st.data())
def test_widening_grows_to_the_whole_text(text, data):
    """Each step contains the one before and is larger, until nothing is left."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    for _ in range(200):
        wider = widened(text, start, end)
        assert wider[0] <= start
        assert wider[1] >= end
        if wider == (start, end):
            break
        start, end = wider
    assert (start, end) == (0, len(text))
