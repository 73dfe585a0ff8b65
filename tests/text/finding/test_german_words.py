"""The lists of German words that tell names from nouns contradict each other nowhere."""

from __future__ import annotations

from annotator.text.finding import german_words as lists


def test_a_known_name_is_no_noun():
    assert not lists.KNOWN & lists.NOUNS


def test_a_first_name_is_no_noun():
    assert not lists.FIRST_NAMES & lists.NOUNS


def test_who_says_and_who_does_are_told_apart():
    assert not lists.SAYS & lists.DOES
