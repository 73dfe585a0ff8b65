"""Words that tell names apart: each is written so that it can ever be met."""

from __future__ import annotations

import pytest

from annotator.text.finding import name_words
from annotator.text.finding.name_words import (
    AMBIGUOUS,
    BODIES,
    CALLED,
    CONNECTORS,
    DATES,
    FORMERLY,
    NEVER_IN_NAMES,
    NO_PERSON_ENDS,
    OF_OFFICES,
    OFFICE_OF,
    OFFICES,
    PARTICLES,
    PORTFOLIOS,
    QUALIFIERS,
    RANKS,
    TITLES,
)


def test_words_are_single_and_in_the_case_they_are_compared_in():
    """Small words are compared in small letters, the others as a name is written."""
    assert all(word == word.lower() for word in NEVER_IN_NAMES | CONNECTORS | PARTICLES)
    offices = (TITLES, RANKS, OFFICES, QUALIFIERS, PORTFOLIOS, FORMERLY, OF_OFFICES, CALLED)
    for words in (*offices, AMBIGUOUS, NO_PERSON_ENDS, BODIES, DATES):
        assert all(word[0].isupper() and word.isalpha() for word in words)


def test_no_word_is_two_things():
    """What can begin a name is none of what never stands in one."""
    lower = {word.lower() for word in RANKS | OFFICES | TITLES}
    assert not lower & NEVER_IN_NAMES
    assert not RANKS & TITLES
    assert not OFFICES & (RANKS | TITLES)
    assert AMBIGUOUS <= RANKS | OFFICES
    assert CALLED <= RANKS | OFFICES | TITLES
    assert not (PORTFOLIOS | OF_OFFICES | BODIES) & (RANKS | TITLES | OFFICES)
    assert not DATES & (RANKS | TITLES | OFFICES)


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Secretary of State Ada Vell", "Secretary of State "),
        ("Minister for Foreign\u00a0Affairs Ada", "Minister for Foreign\u00a0Affairs "),
        ("Chief of the General Staff Ada", "Chief of the General Staff "),
        ("Chairman of the Joint Chiefs of Staff Ada", "Chairman of the Joint Chiefs of Staff "),
        ("Secretary of State said", None),
        ("Secretary of the Club Ada", None),
    ],
)
def test_an_office_with_what_it_is_of(text, office):
    """Up to the name: where none follows it is no part of one."""
    found = OFFICE_OF.match(text)
    assert (found.group() if found else None) == office


def test_nothing_else_is_in_the_module():
    """A list that is added is added to these tests, too."""
    public = {name for name in vars(name_words) if name.isupper()}
    assert public == {
        *("AMBIGUOUS", "CONNECTORS", "DATES", "NEVER_IN_NAMES", "NO_PERSON_ENDS"),
        *("OFFICES", "OFFICE_OF", "PARTICLES", "QUALIFIERS", "RANKS", "TITLES"),
        *("BODIES", "CALLED", "FORMERLY", "OF_OFFICES", "PORTFOLIOS"),
        "WEEKDAYS",
    }
