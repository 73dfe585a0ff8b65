"""One gesture on several spans: which are taken, which are left out, and what is said of it."""

from __future__ import annotations

from annotator.annotation.edits import DescribeSpans, FlagSpans, RelabelSpans, RemoveSpans
from annotator.annotation.records import Attribute, Fragment, Label, Link, Span
from annotator.workbench.spans.several import describing, flagging, in_common, relabelling, removing

LABELS = {
    "claim": Label(
        id="claim",
        name="claim",
        position=0,
        attributes=(
            Attribute(name="sure", kind="choice", values=("low", "high")),
            Attribute(name="seen", kind="yes/no"),
        ),
        links=("same",),
    ),
    "quote": Label(
        id="quote",
        name="quote",
        position=1,
        attributes=(Attribute(name="sure", kind="choice", values=("high", "higher")),),
        links=("speaker",),
    ),
    "entity": Label(id="entity", name="entity", position=2),
}


def span(name: str, start: int, label: str = "claim", **fields) -> Span:
    pieces = (Fragment(start, start + 3, "abc"),)
    return Span(id=name, article="a", annotator="x", label=label, fragments=pieces, **fields)


def test_another_label_leaves_out_what_has_it_and_what_would_stand_twice():
    """Also of two that are meant themselves only the first one goes there."""
    spans = [
        span("b", 10), span("a", 0), span("has", 20, "quote"), span("twice", 20),
        span("other", 10, "entity"),
    ]  # fmt: skip
    made = relabelling(spans, LABELS["quote"], LABELS, spans, ())
    assert made.edit == RelabelSpans(
        spans=("a", "b"), label="quote", base={"a": "claim", "b": "claim"}
    )
    assert str(made.sentence) == (
        "2 spans are quote now; left out: 1 is quote already, 2 would stand in one place twice"
    )


def test_another_label_says_what_goes_with_it():
    """Attributes that the new label has not, and links that it may not begin."""
    spans = [
        span("a", 0, attributes={"seen": True}),
        span("b", 10, attributes={"sure": "low"}),
        span("c", 20, attributes={"sure": "high"}),
    ]
    links = [
        Link(id="1", type="same", source="a", target="b"),
        Link(id="2", type="same", source="z", target="a"),
    ]
    made = relabelling(spans, LABELS["quote"], LABELS, spans, links)
    assert str(made.sentence) == (
        "3 spans are quote now, 2 without attributes that it does not have, without 1 link"
    )


def test_where_all_is_left_out_nothing_is_done():
    made = relabelling([span("a", 0)], LABELS["claim"], LABELS, (), ())
    assert made.edit is None
    assert str(made.sentence) == "Nothing has changed: 1 is claim already"


def test_deleting_counts_the_links_that_go():
    links = [
        Link(id="1", type="same", source="a", target="z"),
        Link(id="2", type="same", source="z", target="b"),
        Link(id="3", type="same", source="y", target="z"),
    ]
    made = removing([span("a", 0), span("b", 9)], links)
    assert made.edit == RemoveSpans(spans=("a", "b"))
    assert str(made.sentence) == "2 spans deleted, with 2 links"


def test_a_flag_leaves_out_what_has_it():
    spans = [span("a", 0, flagged=True), span("b", 9), span("c", 12)]
    made = flagging(spans, flagged=True)
    assert made.edit == FlagSpans(spans=("b", "c"), flagged=True)
    assert str(made.sentence) == "2 spans are unsure now; left out: 1 is unsure already"
    assert str(flagging(spans, flagged=False).sentence) == (
        "1 span is no longer unsure; left out: 2 are not unsure"
    )


def test_an_attribute_is_given_to_those_that_can_have_it():
    spans = [
        span("a", 0), span("b", 9, "quote"), span("c", 12, "entity"),
        span("d", 15, attributes={"sure": "low"}),
    ]  # fmt: skip
    made = describing(spans, "sure", "low", LABELS)
    assert made.edit == DescribeSpans(spans=("a",), attribute="sure", value="low", base={"a": None})
    assert str(made.sentence) == (
        "“sure” of 1 span is “low” now; left out: 1 is so already, 1 has no “sure”,"
        " 1 cannot be “low”"
    )
    cleared = describing(spans, "sure", None, LABELS)
    assert cleared.edit == DescribeSpans(
        spans=("d",), attribute="sure", value=None, base={"d": "low"}
    )
    assert str(cleared.sentence).startswith("“sure” of 1 span is open now; left out: 2 are so")


def test_true_is_no_one():
    """For Python 1 and True are equal: a span that has 1 from a file is given True."""
    made = describing([span("a", 0, attributes={"seen": 1})], "seen", True, LABELS)
    assert made.taken == ("a",)
    assert "is “yes” now" in str(made.sentence)


def test_what_all_have_is_common_and_the_rest_differs():
    """Attributes of one name are one; values of a choice are those of any of the labels."""
    spans = [
        span("a", 0, attributes={"sure": "high", "seen": False}),
        span("b", 9, "quote", attributes={"sure": "high"}),
        span("c", 12, "entity"),
    ]
    sure, seen = in_common(spans, LABELS)
    assert (sure.value, sure.is_mixed, sure.number) == ("high", False, 2)
    assert sure.values == ("low", "high", "higher")
    assert (seen.value, seen.is_mixed, seen.number) == (False, False, 1)
    sure, seen = in_common([*spans, span("d", 20, attributes={"seen": 0})], LABELS)
    assert (sure.value, sure.is_mixed, sure.number) == (None, True, 3)
    assert (seen.value, seen.is_mixed) == (None, True)
    assert in_common([spans[2]], LABELS) == []
