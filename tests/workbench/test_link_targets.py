"""What a quote may be linked to: spans, names, people who are described, and cues."""

from __future__ import annotations

import pytest

from annotator.annotation.records import Fragment, Link, Span
from annotator.workbench.link_targets import candidates, cues_near, names_near, people_near


def quote_in(text: str) -> Span:
    start, end = text.index("“"), text.index("”") + 1
    return Span(
        id="s",
        article="a",
        annotator="ana",
        label="quote",
        fragments=(Fragment(start, end, text[start:end]),),
    )


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("“We wait,” said the Ostrand official. “The sea decides.”", ["the Ostrand official"]),
        ("“We wait,” a harbour official told the Herald.", ["a harbour official"]),
        ("“We wait,” the paper reportedly added.", ["the paper"]),
        ("A harbour spokesperson said:\n\n“We wait for the tide.”", ["A harbour spokesperson"]),
        ("“We wait,” the Herald wrote.", []),
        ("“We wait,” said Nora Vance after the phone calls.", []),
        ("“We wait,” said the", []),
    ],
)
def test_people_described_beside_a_verb_of_saying(text, people):
    """A description with its article, up to the verb or the next punctuation; names are none."""
    assert [text[a:b] for a, b in people_near(text, quote_in(text))] == people


FAR = (
    "Ida Orr waits.\n\nTom Lund left.\n\n“We wait,” said Ada Vell.\n\n"
    "Bo Ek stays.\n\nUlf Dahl goes."
)


def test_names_and_cues_of_the_paragraph_and_its_neighbours():
    """Not of those beyond; an empty line is no paragraph."""
    names = [FAR[a:b] for a, b in names_near(FAR, quote_in(FAR))]
    assert names == ["Tom Lund", "Ada Vell", "Bo Ek"]
    text = "Nora insisted.\n\n“We wait.” It reports, and according to Orr he warned.\n\nShe noted."
    cues = [text[a:b] for a, b in cues_near(text, quote_in(text))]
    assert cues == ["insisted", "reports", "according to", "warned", "noted"]


def entity(text: str, name: str, passage: str) -> Span:
    start = text.index(passage)
    fragment = Fragment(start, start + len(passage), passage)
    return Span(id=name, article="a", annotator="ana", label="entity", fragments=(fragment,))


def test_candidates_come_by_distance_with_their_gap():
    """Behind the quote the gap counts up, before it down, and inside it is none."""
    text = "Ida Orr waits. “Ada Vell waits,” he said. Tom Lund left."
    source = quote_in(text)
    spans = {
        name: entity(text, name, passage)
        for name, passage in (("ida", "Ida Orr"), ("ada", "Ada Vell"), ("tom", "Tom Lund"))
    }
    spans["s"] = source
    found = candidates("t", source, text, spans, [], "entity", 9)
    assert [(one.span, one.text, one.gap, one.inside) for one in found] == [
        ("ida", "Ida Orr", -8, False),
        ("tom", "Tom Lund", 10, False),
        ("ada", "Ada Vell", 0, True),
    ]
    assert [(one.start, one.end) for one in found] == [spans[one.span].ranges[0] for one in found]
    linked = [Link(id="l", type="t", source="s", target="ida")]
    assert [one.span for one in candidates("t", source, text, spans, linked, "entity", 1)] == [
        "tom"
    ]
    other = [Link(id="l", type="u", source="s", target="ida")]
    assert len(candidates("t", source, text, spans, other, "entity", 9)) == 3


def test_cues_are_offered_where_they_have_no_span():
    text = "“We wait,” said Ada Vell, who insisted."
    source = quote_in(text)
    said = Span(
        id="c", article="a", annotator="ana", label="cue", fragments=(Fragment(11, 15, "said"),)
    )
    found = candidates("cue", source, text, {"s": source, "c": said}, [], "cue", 9)
    assert [(one.span, one.text) for one in found] == [("c", "said"), ("", "insisted")]
