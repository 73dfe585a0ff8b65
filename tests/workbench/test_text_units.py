"""Moves through a text, on the troubles of scraped news."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.annotation.records import Span, make_fragments
from annotator.workbench.text_units import (
    Snap,
    Unit,
    clause_end,
    clause_starts,
    next_untagged_sentence,
    paragraph_starts,
    sentence_starts,
    snapped,
    unit_at,
    untagged_name,
    word_stops,
)
from tests.strategies import messy_text

GLUED = "Gen. Ada VellAda VellHarbour wins prize MORE, the chief, spoke in the U.S. on Jan. 6."
CLAUSES = (
    "The log, which we saw, is 9,000 lines by 7 a.m. Nobody read it. “We wait,” she said.\n\nLate"
)
TWO = "First one. Second one “here.”\n\n\nThird, in the U.S. Senate. Fourth."


def test_word_snapping_stops_where_a_space_is_lost():
    """A drag from inside the second name on begins exactly at it."""
    second = GLUED.index("VellAda") + 4
    start, end = snapped(GLUED, second + 1, GLUED.index("MORE") + 2, Snap.WORD)
    assert GLUED[start:end] == "Ada VellHarbour wins prize MORE"
    assert snapped(GLUED, second + 1, second + 2, Snap.CHARACTER) == (second + 1, second + 2)


def test_sentence_snapping_knows_abbreviations():
    """The U.S. and Jan. 6 do not end the sentence."""
    at = GLUED.index("spoke")
    assert snapped(GLUED, at, at + 2, Snap.SENTENCE) == (0, len(GLUED))


@pytest.mark.parametrize(
    ("unit", "at", "wanted"),
    [
        (Unit.WORD, "Second", "Second"),
        (Unit.NAME, "Senate", "U.S. Senate"),
        (Unit.QUOTE, "here", "“here.”"),
        (Unit.SENTENCE, "Senate", "Third, in the U.S. Senate."),
    ],
)
def test_units_under_the_caret(unit, at, wanted):
    """Each label's unit is found from any place inside it."""
    start, end = unit_at(TWO, TWO.index(at) + 1, unit)
    assert TWO[start:end] == wanted


def test_a_caret_right_after_a_word_means_it():
    """At the end of a word, and of the text, the word before the caret is meant."""
    start, end = unit_at(TWO, TWO.index("one") + 3, Unit.WORD)
    assert TWO[start:end] == "one"
    assert unit_at("end", 3, Unit.WORD) == (0, 3)
    assert unit_at("  ", 1, Unit.WORD) is None


def test_sentence_and_paragraph_steps():
    """Steps go from sentence to sentence and over empty paragraphs."""
    second, third, fourth = (TWO.index(word) for word in ("Second", "Third", "Fourth"))
    assert sentence_starts(TWO, 0) == (0, second)
    assert sentence_starts(TWO, second) == (0, third)
    assert sentence_starts(TWO, third) == (second, fourth)
    assert sentence_starts(TWO, fourth) == (third, len(TWO))
    assert paragraph_starts(TWO, third + 3) == (third, len(TWO))
    assert paragraph_starts(TWO, third) == (0, len(TWO))
    assert paragraph_starts(TWO, 4) == (0, third)


def walk(text: str, step, at: int = 0) -> list[int]:
    """Go on to the end and return every stop."""
    stops = []
    while at < len(text):
        at = step(text, at)[1]
        stops.append(at)
    return stops


def test_word_steps_keep_numbers_and_abbreviations_and_stop_at_glue():
    """Stops before punctuation, at the paragraph's end and where a space was lost."""
    text = "At 6:40 a.m. “we” met, VellMark spoke.\n\nThen"
    pieces = ["At ", "6:40 ", "a.m. ", "“", "we", "” ", "met", ", ", "Vell", "Mark ", "spoke", "."]
    pieces += ["\n\n", "Then"]
    stops = walk(text, word_stops)
    assert [text[a:b] for a, b in pairwise([0, *stops])] == pieces
    back = [len(text)]
    while back[-1] > 0:
        back.append(word_stops(text, back[-1])[0])
    assert [stop for stop in stops if text[stop - 1] != "."] == back[::-1][1:]


def test_clause_steps_and_ends():
    """From clause to clause over sentences and paragraphs; ends are before the punctuation."""
    starts = walk(CLAUSES, clause_starts)
    words = ["which", "is", "Nobody", "“We", "she", "Late"]
    assert starts == [*(CLAUSES.index(word) for word in words), len(CLAUSES)]
    assert clause_starts(CLAUSES, CLAUSES.index("Late"))[0] == CLAUSES.index("she")
    ends = [CLAUSES[start : clause_end(CLAUSES, start)] for start in [0, *starts[:-1]]]
    assert ends == [
        "The log", "which we saw", "is 9,000 lines by 7 a.m.", "Nobody read it", "“We wait",
        "she said", "Late",
    ]  # fmt: skip
    assert clause_end(CLAUSES, CLAUSES.index(", which")) == CLAUSES.index(", is")


def test_names_on_both_sides():
    """No rank, day or first word of a sentence; glued names are two."""
    text = "Mayor Ada VellAda Vell met Tom Orr on Monday. Rain fell. “We saw Orr.”"
    places, at = [], 0
    while (name := untagged_name(text, at, [], forward=True)) is not None:
        places.append(name)
        at = name[1]
    assert [text[a:b] for a, b in places] == ["Ada Vell", "Ada Vell", "Tom Orr", "Orr"]
    back = [(len(text), 0)]
    while (name := untagged_name(text, back[-1][0], [], forward=False)) is not None:
        back.append(name)
    assert back[1:] == places[::-1]
    first, second, third, fourth = places
    assert untagged_name(text, 0, [second, first], forward=True) == third
    assert untagged_name(text, second[0], [first], forward=True) == second
    assert untagged_name(text, 0, [(third[0] + 5, fourth[1]), (0, second[1])], forward=True) is None
    assert untagged_name(text, len(text), [fourth, second], forward=False) == third
    assert untagged_name(text, second[0], [], forward=False) == first
    assert untagged_name(text, second[0], [first], forward=False) is None


def test_the_next_untagged_sentence():
    """Sentences that a span touches are passed over."""
    span = Span(
        id="1",
        article="a",
        annotator="b",
        label="c",
        fragments=make_fragments(TWO, ((TWO.index("Second"), TWO.index("Third") + 2),)),
    )
    assert next_untagged_sentence(TWO, 0, [span]) == (TWO.index("Fourth"), len(TWO))
    assert next_untagged_sentence(TWO, len(TWO), [span]) is None


@given(messy_text(), st.data())
def test_moves_stay_inside_and_move(text, data):
    """Whatever the text, steps stay inside it, go the right way and end."""
    at = data.draw(st.integers(0, len(text)))
    for step in (word_stops, clause_starts, sentence_starts, paragraph_starts):
        before, after = step(text, at)
        assert 0 <= before <= at <= after <= len(text)
        assert before < at or at == 0 or before == 0
        assert after > at or at == len(text)
    sentence = next_untagged_sentence(text, at, [])
    assert sentence is None or at < sentence[0] < sentence[1] <= len(text)
    assert at <= clause_end(text, at) <= len(text)
    high = data.draw(st.integers(at, len(text)))
    for pairs in ([], [(at, high)], [(0, at), (high, len(text))]):
        taken = [pair for pair in pairs if pair[0] < pair[1]]
        name = untagged_name(text, at, taken, forward=True)
        assert name is None or at <= name[0] < name[1] <= len(text)
        before = untagged_name(text, at, taken, forward=False)
        assert before is None or before[0] < at
        for one in filter(None, (name, before)):
            assert not any(low < one[1] and one[0] < end for low, end in taken)
    for unit in Unit:
        found = unit_at(text, at, unit)
        # A quotation may be another one of the sentence, a name the one behind a rank.
        elsewhere = unit in (Unit.QUOTE, Unit.NAME)
        around = elsewhere or found is None or found[0] <= at <= found[1]
        assert around
        assert found is None or 0 <= found[0] < found[1] <= len(text)
