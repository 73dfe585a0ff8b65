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


PIKE = (
    "Rasmus Pike and Nora Pike own the ferry. Pike lives in Ostrand. Ada Vell does not.\n\n"
    + "Nothing moved. " * 120
    + "\n\nTom Lund waited. Pike said: “We wait.”"
)


def offered(tagged: dict[str, int], text: str = PIKE) -> list[tuple[str, bool]]:
    """Text of each offer and whether it is a span, with the n-th "Pike" and so on tagged."""
    source = quote_in(text)
    spans = {"s": source}
    for name, number in tagged.items():
        start = -1
        for _ in range(number + 1):
            start = text.index(name, start + 1)
        fragment = Fragment(start, start + len(name), name)
        spans[f"{name}{number}"] = Span(
            id=f"{name}{number}",
            article="a",
            annotator="ana",
            label="entity",
            fragments=(fragment,),
        )
    found = candidates("speaker", source, text, spans, [], "entity", 9)
    return [(one.text, bool(one.span)) for one in found]


def test_the_nearest_mention_comes_first_however_well_the_person_is_known():
    """The name in full, 1,800 characters before, comes behind the last name right before."""
    assert offered({"Nora Pike": 0, "Rasmus Pike": 0, "Ada Vell": 0}) == [
        ("Pike", False),
        ("Nora Pike", True),
        ("Tom Lund", False),
        ("Ada Vell", True),
        ("Rasmus Pike", True),
    ]


def test_further_mentions_of_somebody_come_behind_everybody_else():
    """Of each the nearest, and the nearest in full; of those named alike the one named last."""
    assert offered({"Nora Pike": 0, "Pike": 2, "Tom Lund": 0, "Rasmus Pike": 0}) == [
        ("Pike", False),
        ("Nora Pike", True),
        ("Tom Lund", True),
        ("Rasmus Pike", True),
        ("Pike", True),
    ]


def test_a_tagged_name_near_comes_before_a_guess_that_is_a_little_nearer():
    """A name that is no span yet counts as further away, unless it is known or says something."""
    text = "Ada Vell waits at Tom Lund. “We wait.” Nora Vance left."
    assert offered({"Ada Vell": 0}, text)[0] == ("Ada Vell", True)
    assert offered({"Nora Vance": 0, "Ada Vell": 0}, text)[0] == ("Nora Vance", True)
    said = "Ada Vell waits. Tom Lund said: “We wait.” Nora Vance left."
    assert offered({"Ada Vell": 0}, said)[0] == ("Tom Lund", False)
    behind = "Ada Vell: “We wait,” said Capt. Tom Lund."
    assert offered({"Ada Vell": 0}, behind)[:2] == [("Ada Vell", True), ("Tom Lund", False)]
    known = "Tom Lund waits. Ada Vell waits at Lund. “We wait.”"
    assert offered({"Ada Vell": 0, "Tom Lund": 0}, known)[:2] == [
        ("Lund", False),
        ("Tom Lund", True),
    ]
