"""Steps of a span's edges: out and back, and never beside white space inside the span."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text import WHITE_SPACE, grapheme_range
from annotator.workbench.edge_steps import edge_step
from tests.strategies import messy_text

TEXT = (
    "The crew met Anna Berg, 61, on\u00a0Tuesday. “We were late,” said Karl OstrandKarl Ostrand.\n"
    "\nLate ... (no one) came — at\u202f7 a.m. in the U.S. MORE"
)


def walk(text: str, at: int, **how: bool) -> list[int]:
    """Step on until the edge cannot move, and return every place."""
    step = edge_step(**how)
    stops = [at]
    while (moved := step(text, stops[-1])) != stops[-1]:
        stops.append(moved)
    return stops[1:]


def test_ends_go_from_end_to_end_of_words_and_signs():
    """No space, no-break space or newline is ever the last character."""
    pieces, last = [], 0
    for end in walk(TEXT, 0, at_start=False, forward=True, by_word=True):
        pieces.append(TEXT[last:end].lstrip(WHITE_SPACE))
        last = end
    assert pieces == [
        "The", "crew", "met", "Anna", "Berg", ",", "61", ",", "on", "Tuesday", ".", "“", "We",
        "were", "late", ",", "”", "said", "Karl", "Ostrand", "Karl", "Ostrand", ".", "Late", "...",
        "(", "no", "one", ")", "came", "—", "at", "7", "a.m.", "in", "the", "U.S.", "MORE",
    ]  # fmt: skip
    starts = walk(TEXT, len(TEXT), at_start=True, forward=False, by_word=True)
    assert len(starts) == len(pieces)
    for start, piece in zip(starts, pieces[::-1], strict=True):
        assert TEXT.startswith(piece, start)


@pytest.mark.parametrize(
    ("edge", "how", "wanted"),
    [
        ("nna Berg", {"at_start": True, "forward": False}, "Anna Berg"),
        ("Anna Berg", {"at_start": True, "forward": True}, "Berg"),
        ("nna Berg", {"at_start": True, "forward": True}, "Berg"),
        ("Anna Ber", {"at_start": False, "forward": True}, "Anna Berg"),
        ("Anna Berg", {"at_start": False, "forward": True}, "Anna Berg,"),
        ("Anna Ber", {"at_start": False, "forward": False}, "Anna"),
        ("Anna ", {"at_start": False, "forward": True}, "Anna Berg"),
        ("Anna ", {"at_start": False, "forward": False}, "Anna"),
        (" Berg", {"at_start": True, "forward": True}, "Berg"),
        ("on", {"at_start": False, "forward": True}, "on\u00a0Tuesday"),
    ],
)
def test_by_words(edge, how, wanted):
    """From inside a word, and from beside a space, the next step leads to a word's own edge."""
    start = TEXT.index(edge)
    end = start + len(edge)
    moved = edge_step(by_word=True, **how)(TEXT, start if how["at_start"] else end)
    assert (TEXT[moved:end] if how["at_start"] else TEXT[start:moved]) == wanted


def test_by_characters():
    """One at a time, white space too; at the ends of the text it stays."""
    right = edge_step(at_start=False, forward=True, by_word=False)
    left = edge_step(at_start=True, forward=False, by_word=False)
    space = TEXT.index("Anna ") + 4
    assert (right(TEXT, space), left(TEXT, space)) == (space + 1, space - 1)
    assert (right("e\u0301", 0), left("e\u0301", 2)) == (2, 0)
    assert (right("a", 1), left("a", 0)) == (1, 0)


@given(messy_text(), st.data())
def test_out_and_back_and_never_beside_white_space(text, data):
    """Of any text, from every edge that a step by words can lead to."""
    at_start, forward = data.draw(st.booleans()), data.draw(st.booleans())
    out = edge_step(at_start=at_start, forward=forward, by_word=True)
    back = edge_step(at_start=at_start, forward=not forward, by_word=True)
    at = grapheme_range(text, *[data.draw(st.integers(0, len(text)))] * 2)[0]
    edge = out(text, at)
    assert edge >= at if forward else edge <= at
    if edge == at:
        return
    beside = text[edge : edge + 1] if at_start else text[edge - 1 : edge]
    inside = grapheme_range(text, edge if at_start else edge - 1, edge + at_start)
    assert beside not in WHITE_SPACE or inside[1] - inside[0] > 1
    further = out(text, edge)
    if further != edge:
        assert back(text, further) == edge
