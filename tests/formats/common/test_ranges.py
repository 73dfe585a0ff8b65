"""Offsets that came with a text: other units, guesses at what went wrong, repairs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import InputError
from annotator.formats.common.ranges import REPAIRS, UNITS, Incoming, counting, guess
from tests.strategies import messy_text, ranges_in

TEXT = "😀😀 She said:\n“No,\nand no,\nnever” – twice."


def place(passage):
    start = TEXT.index(passage)
    return start, start + len(passage)


WRONG = {
    "inclusive": lambda start, end: (start, end - 1),
    "utf16": lambda start, end: tuple(map(counting(TEXT, "utf16"), (start, end))),
    "utf8": lambda start, end: tuple(map(counting(TEXT, "utf8"), (start, end))),
    "crlf": lambda start, end: (start + TEXT.count("\n", 0, start), end + TEXT.count("\n", 0, end)),
    "one-based": lambda start, end: (start + 1, end + 1),  # where UTF-16 is no explanation
}


@pytest.mark.parametrize("cause", WRONG)
def test_the_cause_is_guessed_and_mended(cause):
    start, end = place("never”")
    given_ranges = [WRONG[cause](start, end)]
    with pytest.raises(InputError, match="it fits where") as caught:
        Incoming(TEXT).fragments(given_ranges, "never”")
    assert caught.value.repair == cause
    (fragment,) = Incoming(TEXT, repair={cause}).fragments(given_ranges, "never”")
    assert (fragment.start, fragment.end, fragment.text) == (start, end, "never”")


def test_line_breaks_that_were_counted_as_one():
    raw = TEXT.replace("\n", "\r\n")
    incoming = Incoming(raw, repair={"lf"})
    (fragment,) = incoming.fragments([place("never”")], "never”")
    assert fragment.text == "never”"
    assert incoming.text[fragment.start : fragment.end] == "never”"


def test_a_repair_that_was_not_asked_for_is_not_made():
    start, end = place("never”")
    with pytest.raises(InputError):
        Incoming(TEXT, repair=set(REPAIRS) - {"inclusive"}).fragments([(start, end - 1)], "never”")


def test_what_fits_in_no_way_stays_refused():
    with pytest.raises(InputError) as caught:
        Incoming(TEXT, repair=set(REPAIRS)).fragments([(0, 3)], "elsewhere")
    assert caught.value.repair == ""


@given(st.data(), messy_text(newlines_only=True).filter(bool), st.sampled_from(UNITS))
def test_offsets_of_every_unit_come_back(data, text, unit):
    start, end = data.draw(ranges_in(text))
    counted = counting(text, unit)
    incoming = Incoming(text, unit, drop_bom=False)
    (fragment,) = incoming.fragments([(counted(start), counted(end))], text[start:end])
    assert (fragment.start, fragment.end) == (start, end)


@given(st.data(), messy_text().filter(bool), st.sampled_from(list(REPAIRS)))
def test_a_guess_is_never_wrong(data, raw, cause):
    start, end = data.draw(ranges_in(raw))
    quote = data.draw(st.sampled_from([raw[start:end], raw[: end - start]]))
    found = guess(raw, [(start, end)], quote)
    if found:
        ((low, high),) = REPAIRS[found](raw, [(start, end)])
        assert raw[low:high] == quote


def test_of_several_causes_that_fit_the_one_asked_for_is_taken():
    """After one emoji UTF-16 units and counting from 1 are the same."""
    raw = "😀 Hello"
    assert guess(raw, [(3, 8)], "Hello") == "utf16"
    assert guess(raw, [(3, 8)], "Hello", ["one-based"]) == "one-based"
    (fragment,) = Incoming(raw, repair=["one-based"]).fragments([(3, 8)], "Hello")
    assert (fragment.start, fragment.end) == (2, 7)


def test_spans_that_cover_a_text_thousands_of_times_are_refused() -> None:
    """Each span's text is kept with it: of short spans any number fits, of long ones a few."""
    incoming = Incoming("x" * 1_000_000)
    for _ in range(24):
        incoming.fragments([(0, 1_000_000)], None)
    with pytest.raises(InputError, match="cover more than 20,000,000 characters together"):
        incoming.fragments([(0, 1_000_000)], None)
    incoming = Incoming("x" * 50_000)
    for start in range(200_000):
        incoming.fragments([(start % 800, start % 800 + 200)], None)


def test_far_more_spans_than_characters_are_refused() -> None:
    """Twenty thousand and four for each character are work; more are not."""
    incoming = Incoming("Ida ran")
    for _ in range(20_028):
        incoming.fragments([(0, 3)], None)
    with pytest.raises(InputError, match="it is span 20,029 of a text of 7 characters"):
        incoming.fragments([(0, 3)], None)
