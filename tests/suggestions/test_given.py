"""Attributes that equal texts were given before are proposed."""

from __future__ import annotations

from annotator.annotation.records import Attribute, Label
from annotator.suggestions.given import Given

ENTITY = Label(
    id="e",
    name="entity",
    unit="name",
    attributes=(Attribute(name="kind", kind="choice", values=("person", "place")),),
)
QUOTE = Label(
    id="q",
    name="quote",
    unit="quote",
    attributes=(
        Attribute(
            name="directness",
            kind="choice",
            values=("direct", "mixed", "indirect"),
            default="direct",
        ),
    ),
)


def test_what_most_equal_texts_were_given_is_proposed():
    """More than half of them; of two alike neither is, nor what another label's were given."""
    known = Given([("e", "Brandt", {"kind": "person"}), ("e", "Brandt", {"kind": "person"})])
    assert known.proposed(ENTITY, "Brandt", {}) == {"kind": "person"}
    assert known.proposed(ENTITY, "brandt", {}) == {}
    known.count("e", "Brandt", {"kind": "place"})
    assert known.proposed(ENTITY, "Brandt", {}) == {"kind": "person"}
    known.count("e", "Brandt", {"kind": "place"})
    assert known.proposed(ENTITY, "Brandt", {}) == {}
    known.count("e", "Brandt", {"kind": "place"}, -1)
    assert known.proposed(ENTITY, "Brandt", {}) == {"kind": "person"}


def test_what_was_said_is_not_proposed_otherwise():
    """A value that somebody chose stands; a default was nobody's choice."""
    known = Given([("e", "Brandt", {"kind": "person"}), ("q", "“No”", {"directness": "mixed"})])
    assert known.proposed(ENTITY, "Brandt", {"kind": "place"}) == {}
    assert known.proposed(ENTITY, "Brandt", {"kind": "person"}) == {}
    assert known.proposed(QUOTE, "“No”", {"directness": "direct"}) == {"directness": "mixed"}
    assert known.proposed(QUOTE, "“No”", {"directness": "indirect"}) == {}


def test_a_value_that_the_label_no_longer_allows_is_not_proposed():
    """What is proposed can be stored."""
    assert Given([("e", "Brandt", {"kind": "ship"})]).proposed(ENTITY, "Brandt", {}) == {}


def test_quotes_go_by_their_form():
    """Without marks nine in ten were indirect: so is the next one; that says nothing of marks."""
    bare = [("q", f"He would go {n}", {"directness": "indirect"}) for n in range(5)]
    known = Given(bare)
    assert known.proposed(QUOTE, "She would stay", {}) == {"directness": "indirect"}
    assert known.proposed(QUOTE, "“I stay”", {}) == {}
    assert Given(bare[:4]).proposed(QUOTE, "She would stay", {}) == {}
