"""A label that two people change: both keep what they did, or both are told."""

from __future__ import annotations

import msgspec
import pytest

from annotator.annotation.label_fields import in_text, with_changes
from annotator.annotation.records import Attribute, Label
from annotator.errors import ClashError

BASE = Label(id="claim", name="claim", key="1", guidelines="Old.", position=1)


def but(**fields: object) -> Label:
    return msgspec.structs.replace(BASE, **fields)


def test_both_keep_what_they_changed():
    mine, now = but(guidelines="Mine."), but(key="2", position=3)
    assert with_changes(BASE, mine, now) == but(guidelines="Mine.", key="2", position=3)


def test_what_i_left_alone_stays_as_it_is_now():
    assert with_changes(BASE, BASE, but(name="statement")) == but(name="statement")


def test_the_same_change_twice_is_one():
    assert with_changes(BASE, but(name="b"), but(name="b", key="3")) == but(name="b", key="3")


def test_a_field_that_both_changed_is_refused_with_both_values():
    """All clashes are told; the sentence says the first, and who did it."""
    mine = but(key="7", guidelines="Mine.")
    now = but(key="8", guidelines="Theirs.")
    with pytest.raises(ClashError) as caught:
        with_changes(BASE, mine, now, {"key": "ben", "guidelines": ""}.__getitem__)
    assert str(caught.value) == (
        "meanwhile ben has changed the key of label claim to “8”; yours is “7”"
    )
    assert [(one.what, one.theirs, one.mine, one.by) for one in caught.value.clashes] == [
        ("key", "8", "7", "ben"),
        ("guidelines", "Theirs.", "Mine.", ""),
    ]


def test_the_order_has_a_sentence_of_its_own():
    with pytest.raises(ClashError, match="the order of the labels was changed by somebody"):
        with_changes(BASE, but(position=5), but(position=6))


def test_values_as_people_read_them():
    assert in_text(("same", "updates")) == "same, updates"
    assert in_text((Attribute(name="tone"), Attribute(name="sure"))) == "tone, sure"
    assert in_text(3) == "3"
