"""Regular expressions with a limit of time."""

from __future__ import annotations

import pytest

from annotator.errors import InputError
from annotator.suggestions.sources.patterns import Pattern, Patterns, written_out
from tests.suggestions.asking import CLAIM, ENTITY, article, proposed


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


@pytest.mark.parametrize(
    "bomb",
    [
        "(?:(?:(?:a{100}){100}){100}){100}",
        "(?:[^]{}()]{300}){300}",
        r"(?:\({200}|x{0,200}){200}",
        "a" * 1001,
    ],
)
def test_what_grows_too_large_when_it_is_compiled_is_refused(bomb):
    """There is no limit of time for that, so it is counted first."""
    with pytest.raises(InputError, match=r"repeats too much|longer than"):
        Patterns([Pattern("entity", bomb)])


@pytest.mark.parametrize(
    ("expression", "parts"),
    [("abc", 3), ("a{3}", 3), ("(?:ab){3,5}c", 21), (r"[a\]{9}]{2}", 2), (r"\{2}", 3), (")a{", 3)],
)
def test_counted_repeats_are_written_out(expression, parts):
    assert written_out(expression) == parts


def test_one_that_is_slow_again_and_again_is_asked_no_more():
    source = Patterns([Pattern("entity", r"(?:a|aa)+!")], limit_s=0.02)
    proposer = source.proposer(ENTITY, b"")
    texts = ["a" * 3000] * 5 + ["aa!"]
    assert [list(proposer.propose(article(one))) for one in texts] == [[]] * 6


def test_what_is_no_expression_is_refused():
    with pytest.raises(InputError, match="no regular expression"):
        Patterns([Pattern("entity", "(")])
