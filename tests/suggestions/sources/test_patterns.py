"""Regular expressions with a limit of time."""

from __future__ import annotations

import pytest

from annotator.errors import InputError
from annotator.suggestions.sources.patterns import Pattern, Patterns
from tests.suggestions.asking import CLAIM, ENTITY, proposed


def test_a_match_or_its_group_is_proposed():
    source = Patterns([Pattern("entity", r"MS \p{Lu}\w+"), Pattern("entity", r"by (?<span>Vell)")])
    assert source.serves(ENTITY)
    assert not source.serves(CLAIM)
    text = "The MS Tern was sold by Vell."
    assert proposed(source, ENTITY, text) == ["MS Tern", "Vell"]


def test_what_takes_too_long_finds_no_more_and_others_go_on():
    slow = Pattern("entity", r"(a+)+$|(?:a|aa)+!")
    source = Patterns([slow, Pattern("entity", "Vell")], limit_s=0.05)
    assert proposed(source, ENTITY, "a" * 5000 + "b Vell") == ["Vell"]


def test_an_empty_match_is_none():
    assert proposed(Patterns([Pattern("entity", "x*")]), ENTITY, "abxxc") == ["xx"]


def test_what_is_no_expression_is_refused():
    with pytest.raises(InputError, match="no regular expression"):
        Patterns([Pattern("entity", "(")])
