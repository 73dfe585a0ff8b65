"""Names by the rules, kept, with features."""

from __future__ import annotations

from annotator.suggestions.sources import names
from annotator.suggestions.sources.names import Names, names_in
from tests.suggestions.asking import ENTITY, article, proposed


def test_names_of_a_text_are_proposed_and_none_in_a_widget():
    text = "On Tuesday Ilse Brandt met Tomas VellTomas VellFerry Fares Rise MORE in Port Elm."
    assert proposed(Names(), ENTITY, text) == ["Ilse Brandt", "Tomas Vell", "Port Elm"]


def test_a_text_is_looked_through_once(monkeypatch):
    text = "Once upon a time Ilse Brandt met nobody at all."
    first = names_in(text)
    monkeypatch.setattr(names, "names_between", None)
    assert names_in(text) is first


def test_it_says_what_it_makes_of_others_candidates():
    proposer = Names().proposer(ENTITY, b"")
    one = article("Then Ilse Brandt left.")
    assert proposer.opinion(one, ((5, 16),)) == ()
    assert proposer.opinion(one, ((5, 9),)) == ("within a name of the rules",)
    assert proposer.opinion(one, ((0, 16),)) == ("around a name of the rules",)
    assert proposer.opinion(one, ((10, 21),)) == ("across a name of the rules",)
    assert proposer.opinion(one, ((17, 21),)) == ("no name by the rules",)
