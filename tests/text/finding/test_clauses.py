"""Clauses without their punctuation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text import clause_ranges
from tests.strategies import messy_text


@pytest.mark.parametrize(
    ("sentence", "clauses"),
    [
        ("It cost 340,000 crowns.", ["It cost 340,000 crowns"]),
        ("The bridge, he said, is open.", ["The bridge", "he said", "is open"]),
        ('His book, "Low Tide," says so!”', ["His book", '"Low Tide', "says so"]),
        ("It shut at 7 a.m.", ["It shut at 7 a.m."]),
        ("It shut at 7 a.m.”", ["It shut at 7 a.m"]),
        ("Late — very late (they said): it came …", ["Late", "very late", "they said", "it came"]),
        ("...", []),
        ("局长表示，港口将于明年开放。", ["局长表示", "港口将于明年开放"]),
        ("“准备好了，”局长说！", ["“准备好了", "局长说"]),
        ("知事は火曜日、港が開くと述べた。", ["知事は火曜日", "港が開くと述べた"]),
        ("قال أحمد، إن الميناء مفتوح؟", ["قال أحمد", "إن الميناء مفتوح"]),
        ("“It is late. Nobody came,” she said", ["“It is late", "Nobody came", "she said"]),
        ("“Ask Gen. Vell or Prof. Orr!”", ["“Ask Gen. Vell or Prof. Orr"]),
    ],
)
def test_clauses(sentence, clauses):
    """Commas in numbers are inside, closing marks and full stops are not."""
    assert [sentence[a:b] for a, b in clause_ranges(sentence, 0, len(sentence))] == clauses


@given(messy_text(), st.data())
def test_clauses_are_in_order_and_apart(text, data):
    """Whatever the text."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    last = start
    for low, high in clause_ranges(text, start, end):
        assert last <= low < high <= end
        last = high
