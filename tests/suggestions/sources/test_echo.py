"""The other mentions of what was just tagged."""

from __future__ import annotations

from annotator.suggestions.records import Tagged
from annotator.suggestions.sources.echo import Echo
from tests.suggestions.asking import CLAIM, ENTITY, QUOTE, place, proposed


def tags(text: str, *words: str, **attributes: object) -> list[Tagged]:
    return [
        Tagged(ranges=(place(text, one),), label="entity", attributes=attributes) for one in words
    ]


def test_other_mentions_are_offered_and_the_last_name_of_a_person():
    text = "Ilse Brandt came. Ilse Brandt left. Brandt’s hat stayed. Brandtson too."
    found = proposed(Echo(), ENTITY, text, tagged=tags(text, "Ilse Brandt"))
    assert found == ["Ilse Brandt", "Brandt"]


def test_of_a_place_the_last_word_is_no_echo():
    text = "Port Elm is small. The Elm is a tree."
    assert proposed(Echo(), ENTITY, text, tagged=tags(text, "Port Elm", kind="place")) == []


def test_what_is_tagged_is_not_offered_again():
    text = "Vell met Vell and Vell."
    once = Tagged(ranges=((9, 13),), label="entity")
    assert proposed(Echo(), ENTITY, text, tagged=[*tags(text, "Vell"), once]) == ["Vell"]


def test_other_labels_have_no_echo_here():
    text = "Vell met Vell."
    other = [Tagged(ranges=((0, 4),), label="claim")]
    assert proposed(Echo(), ENTITY, text, tagged=other) == []
    assert not Echo().serves(QUOTE)
    assert not Echo().serves(CLAIM)
