"""The links of an article as a list."""

from __future__ import annotations

from annotator.annotation.changes import SpanElsewhere
from annotator.annotation.records import Fragment, Label, Link, Span
from annotator.workbench.spans.relations import Standing, Wanted, passes, relations, types

LABELS = {
    "quote": Label(id="quote", name="quote", position=1, links=("speaker", "cue")),
    "claim": Label(id="claim", name="claim", position=0, links=("same",)),
    "entity": Label(id="entity", name="entity", position=2),
}


def span(name: str, start: int, label: str) -> Span:
    piece = Fragment(start, start + 3, "abc")
    return Span(id=name, article="a", annotator="x", label=label, fragments=(piece,))


SPANS = {
    one.id: one for one in (span("q", 20, "quote"), span("e", 0, "entity"), span("c", 40, "claim"))
}
AWAY = {"far": SpanElsewhere(id="far", article="b", title="B", ranges=((0, 3),), text="xyz")}
LINKS = [
    Link(id="1", type="same", source="c", target="far"),
    Link(id="2", type="speaker", source="q", target="e"),
    Link(id="3", type="cue", source="c", target="e"),
    Link(id="4", type="speaker", source="q", target="lost"),
    Link(id="5", type="same", source="far", target="c"),
]


def listed(wanted: Wanted = Wanted()) -> list[str]:  # noqa: B008 - a frozen record
    found = relations(LINKS, SPANS, AWAY, LABELS)
    return [one.link.id for one in found if passes(one, wanted)]


def test_links_stand_in_the_order_of_the_text():
    """By their source, or where that is elsewhere by the end that is here."""
    assert listed() == ["2", "4", "3", "1", "5"]


def test_a_link_is_here_away_or_broken():
    """Broken is one with an end that is not there, and one that its label may not begin."""
    standing = {one.link.id: one.standing for one in relations(LINKS, SPANS, AWAY, LABELS)}
    assert standing == {
        "1": Standing.AWAY,
        "2": Standing.HERE,
        "3": Standing.BROKEN,
        "4": Standing.BROKEN,
        "5": Standing.AWAY,
    }


def test_filters_by_type_label_and_standing():
    assert listed(Wanted("speaker")) == ["2", "4"]
    assert listed(Wanted(label="entity")) == ["2", "3"]
    assert listed(Wanted("speaker", "entity")) == ["2"]
    assert listed(Wanted(standing=Standing.BROKEN)) == ["4", "3"]
    assert listed(Wanted("same", standing=Standing.AWAY)) == ["1", "5"]


def test_types_are_those_of_the_labels_then_others():
    odd = Link(id="6", type="odd", source="q", target="e")
    assert types(LABELS.values(), [*LINKS, odd]) == ["same", "speaker", "cue", "odd"]
