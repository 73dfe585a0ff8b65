"""Keys of labels: what is one, when two clash, and which is free."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.annotation.label_keys import clash, free_key, holder, strokes, tidy_key, with_shift
from annotator.annotation.records import Label

KEYS = st.sampled_from(["", "1", "0", "B", "F6", ",", "Ж", "B, 1", "B, B", ",, ,", "0, 1", "F6, B"])


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("1", "1"),
        ("b", "B"),
        ("f6", "F6"),
        ("F24", "F24"),
        ("g, e", "G, E"),
        ("0, 1", "0, 1"),
        (";", ";"),
        (",", ","),
        (",, a", ",, A"),
        ("a, ,", "A, ,"),
        ("é", "É"),
        ("ж", "Ж"),
        ("ß", "ß"),
    ],
)
def test_keys_are_stored_in_one_way(given, kept):
    assert tidy_key(given) == kept
    assert tidy_key(kept) == kept


@pytest.mark.parametrize(
    "given",
    ["", " ", "  ", "Ctrl+B", "Shift+B", "F25", "F0", "Del", "AB", "A,B", "A, B, C", "A, ", "😀",
     "\u0301", "\x00", "\u200b", "\ud800", "A\n"],
)  # fmt: skip
def test_what_is_no_key(given):
    """Modifiers, names of keys, more than two strokes, what nobody can press or see."""
    assert tidy_key(given) == ""
    assert strokes(given) == ()


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("B", "B", True),
        ("B", "C", False),
        ("B", "B, 1", True),
        ("B, 2", "B, 1", False),
        ("B, 1", "1", False),
        ("F1", "F", False),
        ("F1", "F10", False),
        ("", "", False),
        ("", "B", False),
    ],
)
def test_keys_clash_when_one_begins_the_other(one, other, expected):
    assert clash(one, other) is expected
    assert clash(other, one) is expected


@given(st.lists(KEYS, max_size=12))
def test_a_free_key_clashes_with_none(keys):
    labels = [Label(id=str(n), name=str(n), key=key) for n, key in enumerate(keys)]
    key = free_key(labels)
    assert key or holder("0", labels) is not None
    assert tidy_key(key) == key
    assert holder(key, labels) is None


def test_nineteen_labels_get_keys_by_themselves():
    """Digits first, then 0 and a digit; after that a person chooses."""
    labels: list[Label] = []
    for number in range(20):
        labels.append(Label(id=str(number), name=str(number), key=free_key(labels)))
    keys = [label.key for label in labels]
    assert keys[:11] == [*"123456789", "0, 1", "0, 2"]
    assert keys[18:] == ["0, 0", ""]


def test_a_label_that_has_0_leaves_no_pairs():
    labels = [Label(id=key, name=key, key=key) for key in "0123456789"]
    assert free_key(labels) == ""


def test_shift_is_held_for_the_first_stroke_or_for_both():
    """What always makes a new span; no key has none."""
    assert with_shift("2") == ("Shift+2",)
    assert with_shift("f6") == ("Shift+F6",)
    assert with_shift("0, 1") == ("Shift+0, 1", "Shift+0, Shift+1")
    assert with_shift("") == ()
