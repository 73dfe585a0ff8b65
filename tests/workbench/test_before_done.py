"""What is asked for and missing; by default nothing is."""

from __future__ import annotations

from annotator.annotation.records import Attribute, Fragment, Label, Link, Span
from annotator.workbench.before_done import missing

KIND = Attribute(name="kind", kind="choice", values=("a", "b"), required=True)
SURE = Attribute(name="sure", kind="yes/no", required=True)
QUOTE = Label(
    id="q",
    name="quote",
    attributes=(KIND, Attribute(name="free"), SURE),
    links=("speaker", "cue"),
    required_links=("speaker",),
)
FREE = Label(id="f", name="free", attributes=(Attribute(name="kind"),), links=("speaker",))
TOPIC = Label(
    id="t",
    name="topic",
    unit="article",
    attributes=(Attribute(name="value", kind="yes/no", required=True),),
)
LABELS = {"q": QUOTE, "f": FREE}


def span(name, start, label="q", **attributes):
    piece = (Fragment(start, start + 3, "abc"),)
    return Span(
        id=name, article="a", annotator="x", label=label, fragments=piece, attributes=attributes
    )


def test_where_nothing_is_asked_for_nothing_is_missing():
    assert missing({"f": FREE}, {}, [span("s", 0, "f")], [], {}) == []


def test_attributes_links_and_labels_in_the_order_of_the_text():
    there = [span("late", 9, kind="a", sure=False), span("early", 0, kind="")]
    found = missing(LABELS, {"t": TOPIC}, there, [], {})
    assert [(one.span, one.attribute, one.label) for one in found] == [
        ("early", "kind", ""),
        ("early", "sure", ""),
        ("early", "", ""),
        ("late", "", ""),
        ("", "", "t"),
    ]
    assert [str(one.words) for one in found] == [
        "quote “abc”: kind is not said",
        "quote “abc”: sure is not said",
        "quote “abc”: no link speaker",
        "quote “abc”: no link speaker",
        "the article: topic is not said",
    ]


def test_no_is_an_answer_and_a_link_counts_where_it_begins():
    there = [span("s", 0, kind="a", sure=False), span("f", 9, "f")]
    away = Link(id="l", type="speaker", source="f", target="s")
    begun = Link(id="k", type="speaker", source="s", target="f")
    assert len(missing(LABELS, {}, there, [away], {})) == 1
    assert missing(LABELS, {}, there, [away, begun], {}) == []
    assert missing(LABELS, {"t": TOPIC}, there, [begun], {"t": False}) == []
