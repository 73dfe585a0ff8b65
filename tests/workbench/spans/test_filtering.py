"""What the list of spans can be narrowed to."""

from __future__ import annotations

from annotator.annotation.records import Attribute, Fragment, Label, Link, Span
from annotator.workbench.spans.filtering import (
    ANYTHING,
    Asked,
    Condition,
    conditions,
    linked_from,
    passes,
)

KIND = Attribute(name="kind", kind="choice", values=("person", "place"))
SURE = Attribute(name="sure", kind="yes/no")
LABELS = {
    "entity": Label(id="entity", name="entity", attributes=(KIND,)),
    "quote": Label(id="quote", name="quote", attributes=(SURE,), links=("speaker", "cue")),
}


def span(label="entity", **fields) -> Span:
    piece = Fragment(0, 1, "x")
    return Span(id="s", article="a", annotator="x", label=label, fragments=(piece,), **fields)


def asks(asked: Asked, one: Span, name: str = "", value: str | bool = "", linked=()) -> bool:
    return passes(Condition(asked, name, value), one, LABELS, linked)


def test_what_is_offered_follows_from_the_labels():
    """Attributes not set and with each value, then links that may be missing."""
    of_quotes = conditions([LABELS["quote"]])
    assert of_quotes[0] == ANYTHING
    assert of_quotes[4:] == [
        Condition(Asked.NOT_SET, "sure"),
        Condition(Asked.VALUE, "sure", True),
        Condition(Asked.VALUE, "sure", False),
        Condition(Asked.WITHOUT, "speaker"),
        Condition(Asked.WITHOUT, "cue"),
    ]
    assert Condition(Asked.VALUE, "kind", "place") in conditions(LABELS.values())
    assert Condition(Asked.NOT_SET, "kind") not in of_quotes


def test_not_set_is_only_where_it_can_be_set():
    assert asks(Asked.NOT_SET, span(), "kind")
    assert asks(Asked.NOT_SET, span(attributes={"kind": ""}), "kind")
    assert not asks(Asked.NOT_SET, span(attributes={"kind": "person"}), "kind")
    assert not asks(Asked.NOT_SET, span("quote"), "kind")
    assert not asks(Asked.NOT_SET, span("quote", attributes={"sure": False}), "sure")


def test_a_value_is_that_very_one():
    """True is no 1."""
    assert asks(Asked.VALUE, span(attributes={"kind": "person"}), "kind", "person")
    assert not asks(Asked.VALUE, span(attributes={"kind": "place"}), "kind", "person")
    assert not asks(Asked.VALUE, span("quote", attributes={"sure": 1}), "sure", True)
    assert asks(Asked.VALUE, span("quote", attributes={"sure": True}), "sure", True)


def test_without_a_speaker_is_only_what_could_have_one():
    condition = Condition(Asked.WITHOUT, "speaker")
    links = [Link(id="1", type="cue", source="s", target="t")]
    assert passes(condition, span("quote"), LABELS, linked_from(condition, links))
    links.append(Link(id="2", type="speaker", source="s", target="t"))
    assert not passes(condition, span("quote"), LABELS, linked_from(condition, links))
    assert not passes(condition, span("entity"), LABELS, ())
    assert linked_from(ANYTHING, links) == frozenset()


def test_doubt_notes_and_suggestions():
    assert asks(Asked.UNSURE, span(flagged=True))
    assert not asks(Asked.UNSURE, span())
    assert asks(Asked.NOTED, span(note="why"))
    assert not asks(Asked.NOTED, span())
    assert asks(Asked.SUGGESTED, span(origin="a program"))
    assert not asks(Asked.SUGGESTED, span())
    assert not asks(Asked.SUGGESTED, span(origin="gold"))
    assert asks(Asked.ANYTHING, span())
