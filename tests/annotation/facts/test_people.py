"""What became of names."""

from __future__ import annotations

import pytest

from annotator.annotation.facts.people import Person, current_name


@pytest.mark.parametrize(
    ("became", "name", "current"),
    [
        ({}, "a", "a"),
        ({"a": "b"}, "a", "b"),
        ({"a": "b", "b": "c"}, "a", "c"),
        ({"a": "b", "b": "c"}, "b", "c"),
        ({"a": ""}, "a", "a"),
        ({"a": "b", "b": "a"}, "a", "b"),
        ({"a": "b", "b": "a"}, "b", "b"),
        ({"x": "a", "a": "b", "b": "a"}, "x", "b"),
    ],
)
def test_a_name_leads_to_the_one_that_holds_now(became, name, current):
    """Also in a circle, which two copies make: there all come to the same."""
    people = {one: Person(name=one, became=other) for one, other in became.items()}
    assert current_name(name, people) == current
