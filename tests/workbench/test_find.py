"""Finding in the text of an article."""

from __future__ import annotations

import time

import pytest

from annotator.workbench.find import Found, PatternError, Wanted, compiled, find

TEXT = (
    "Harbour 🚢 news\n"
    "\n"
    "👩‍👩‍👧 The quay was shut. Ada Vell saw the Quay, the quayside and the “old quay”. It’s shut.\n"
    "\n"
    "Ada VellAda VellHarbour wins 1,000 prizes MORE 😀 the quay."
)

SLOW = "(x+x+)+y"
PATIENCE_S = 60.0


def places(text: str, wanted: Wanted, limit: int = 10_000) -> Found:
    return find(text, compiled(wanted), whole=wanted.whole, limit=limit, timeout_s=PATIENCE_S)


def pieces(text: str, wanted: Wanted) -> list[str]:
    return [text[start:end] for start, end in places(text, wanted).hits]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted("quay"), ["quay", "Quay", "quay", "quay", "quay"]),
        (Wanted("Quay", case=True), ["Quay"]),
        (Wanted("quay", whole=True), ["quay", "Quay", "quay", "quay"]),
        (Wanted("vell", whole=True), ["Vell", "Vell", "Vell"]),
        (Wanted("ell", whole=True), []),
        (Wanted("it's"), ["It’s"]),
        (Wanted('"old'), ["“old"]),
        (Wanted("."), [".", ".", ".", "."]),
        (Wanted("(", pattern=False), []),
        (Wanted(r"[\d,]+", pattern=True), [",", "1,000"]),
        (Wanted(r"^\w+", pattern=True), ["Harbour", "Ada"]),
        (Wanted("x*", pattern=True), []),
        (Wanted("👩"), ["👩", "👩"]),
        (Wanted(""), []),
    ],
)
def test_what_is_found(wanted, found):
    """Each switch finds what it says, and offsets count code points behind emoji."""
    assert pieces(TEXT, wanted) == found


def test_a_whole_word_is_found_behind_an_overlapping_part():
    """A hit that is refused does not hide one that begins inside it."""
    assert places("cab ab ab", Wanted("ab ab", whole=True)).hits == [(4, 9)]


def test_hits_are_capped():
    """Of more than the limit the first ones are kept, and that is said."""
    assert places("a" * 11, Wanted("a"), limit=10) == Found([(n, n + 1) for n in range(10)], True)
    assert not places("a" * 10, Wanted("a"), limit=10).is_capped


@pytest.mark.parametrize("text", ["(", "[a", "*", "a{2,1}", "\\"])
def test_a_bad_expression_is_one_sentence(text):
    """What cannot be read is said shortly."""
    with pytest.raises(PatternError) as caught:
        compiled(Wanted(text, pattern=True))
    sentence = str(caught.value)
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert len(sentence) < 60


def test_an_expression_that_tries_everything_is_stopped():
    """The time limit holds inside one match and over many."""
    begun = time.thread_time()
    found = find("xy" + "x" * 5000, compiled(Wanted(SLOW, pattern=True)), timeout_s=0.1)
    assert found.out_of_time
    assert time.thread_time() - begun < 2.0
    many = find("ab" * 500_000, compiled(Wanted("a")), limit=10**9, timeout_s=0.05)
    assert many.out_of_time
    assert many.hits == [(at, at + 1) for at in range(0, 2 * len(many.hits), 2)]


def test_five_million_characters_are_searched_at_once():
    """A text at the very end of a long article is found before one notices."""
    text = "The council of Ostrand met again. 😀 " * 140_000 + "Zebra"
    found = places(text, Wanted("zebra"))
    assert found.hits == [(len(text) - 5, len(text))]
    assert not found.out_of_time
