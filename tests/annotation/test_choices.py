"""What may be decided of suggestions, and what is no choice."""

from __future__ import annotations

import msgspec
import pytest

from annotator.annotation.choices import (
    LONGEST_PATTERN,
    LONGEST_WORD,
    Choice,
    Chosen,
    FromOthers,
    SourceOff,
    TextPattern,
    Word,
    WordList,
    fits,
    from_others,
    switched_off,
)

WORDS = WordList(name="d.csv", words=(Word(text="Elm", label="entity"),))
PATTERN = TextPattern(label="entity", expression="E.m")


@pytest.mark.parametrize(
    ("choice", "holds"),
    [
        (switched_off("quote", "marks"), True),
        (from_others(), True),
        (Choice(id="a1", chosen=WORDS), True),
        (Choice(id="a1", chosen=PATTERN), True),
        (Choice(id="off marks claim", chosen=SourceOff(label="quote", source="marks")), False),
        (Choice(id="off a;b quote", chosen=SourceOff(label="quote", source="a;b")), False),
        (Choice(id="else", chosen=FromOthers()), False),
        (Choice(id="others", chosen=WORDS), False),
        (Choice(id="", chosen=WORDS), False),
        (Choice(id="a1", chosen=WordList(name="d", words=())), False),
        (Choice(id="a1", chosen=WordList(name="", words=WORDS.words)), False),
        (Choice(id="a1", chosen=TextPattern(label="l", expression="")), False),
        (
            Choice(id="a1", chosen=TextPattern(label="l", expression="x" * (LONGEST_PATTERN + 1))),
            False,
        ),
        (
            Choice(
                id="a1",
                chosen=WordList(
                    name="d", words=(Word(text="x" * (LONGEST_WORD + 1), label="entity"),)
                ),
            ),
            False,
        ),
    ],
)
def test_a_choice_is_within_bounds_under_its_own_id(choice, holds):
    assert fits(choice) is holds


def test_what_is_stored_of_a_choice_comes_back():
    for chosen in (WORDS, PATTERN, FromOthers(), SourceOff(label="q", source="marks")):
        assert msgspec.json.decode(msgspec.json.encode(chosen), type=Chosen) == chosen


@pytest.mark.parametrize(
    "forged",
    [
        b'{"type":"command","line":"touch made"}',
        b'{"type":"pipeline","name":"./model"}',
        b'{"type":"pattern","label":"entity","expression":["a"]}',
        b"[]",
    ],
)
def test_no_choice_names_what_is_to_be_run(forged):
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(forged, type=Chosen)
