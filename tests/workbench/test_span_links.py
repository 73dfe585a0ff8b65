"""The links of a span in the order in which page and inspector number them."""

from __future__ import annotations

from annotator.annotation.records import Link, Span, make_fragments
from annotator.workbench.span_links import links_away, ties_of

TEXT = "abcdefghij" * 4
SPANS = {
    name: Span(
        id=name,
        article="a",
        annotator="x",
        label="claim",
        fragments=make_fragments(TEXT, ((start, start + 3),)),
    )
    for name, start in (("s", 0), ("far", 30), ("near", 10))
}


def linked(*ties: tuple[str, str, str, str]) -> dict[str, Link]:
    return {
        name: Link(id=name, type=kind, source=source, target=target)
        for name, kind, source, target in ties
    }


def test_outgoing_ones_by_type_and_place_then_incoming_ones():
    """Those of other articles come last within a type; numbers begin at 1."""
    links = linked(
        ("1", "cue", "near", "s"),
        ("2", "speaker", "s", "far"),
        ("3", "cue", "s", "elsewhere"),
        ("4", "cue", "s", "far"),
        ("5", "cue", "s", "near"),
        ("6", "cue", "near", "far"),
    )
    ties = ties_of("s", links, SPANS)
    assert [(tie.number, tie.link.id, tie.outgoing, tie.other) for tie in ties] == [
        (1, "5", True, "near"),
        (2, "4", True, "far"),
        (3, "3", True, "elsewhere"),
        (4, "2", True, "far"),
        (5, "1", False, "near"),
    ]
    assert ties_of("elsewhere", links, SPANS)[0].outgoing is False
    assert ties_of("nowhere", links, SPANS) == []


def test_two_links_alike_keep_their_order():
    links = linked(("b", "cue", "s", "far"), ("a", "cue", "s", "far"))
    assert [tie.link.id for tie in ties_of("s", links, SPANS)] == ["a", "b"]


def test_links_away_are_those_of_which_one_end_is_here():
    """By the span here, outgoing first, each span with numbers of its own."""
    links = linked(
        ("1", "cue", "away", "s"),
        ("2", "updates", "s", "away"),
        ("3", "same", "s", "gone"),
        ("4", "cue", "s", "near"),
        ("5", "cue", "away", "gone"),
        ("6", "cue", "near", "away"),
    )
    found = links_away(links, SPANS)
    assert {
        span: [(tie.number, tie.link.id, tie.outgoing, tie.other) for tie in ties]
        for span, ties in found.items()
    } == {
        "s": [(1, "3", True, "gone"), (2, "2", True, "away"), (3, "1", False, "away")],
        "near": [(1, "6", True, "away")],
    }
