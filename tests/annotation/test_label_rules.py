"""What a label states of its spans: values, links, and what another label leaves of them."""

from __future__ import annotations

import pytest

from annotator.annotation.label_rules import (
    carried_over,
    check_link,
    check_narrowed,
    fits,
    links_to_drop,
    narrowed,
    unfit,
    what_widened,
    widened,
)
from annotator.annotation.records import Attribute, Label, Link, Span, make_fragments
from annotator.errors import RuleError

TONE = Attribute(name="tone", kind="choice", values=("calm", "sharp"))
SURE = Attribute(name="sure", kind="yes/no")
WORDS = Attribute(name="words")
CLAIM = Label(id="claim", name="claim", attributes=(TONE, SURE), links=("same",))
QUOTE = Label(id="quote", name="quote", attributes=(TONE, WORDS), links=("speaker",))


def span(**attributes: object) -> Span:
    fragments = make_fragments("Some text", ((0, 4),))
    return Span(
        id="s",
        article="a",
        annotator="x",
        label="claim",
        fragments=fragments,
        attributes=attributes,
    )


def link(source: str, kind: str) -> Link:
    return Link(id=f"{source}-{kind}", type=kind, source=source, target="t")


@pytest.mark.parametrize(
    ("attribute", "good", "bad"),
    [
        (TONE, ["calm", None], ["loud", True, 1]),
        (SURE, [True, False, None], ["yes", 1, 0]),
        (WORDS, ["any", 3, 2.5, None], [True, ["list"]]),
    ],
)
def test_values(attribute, good, bad):
    """A number is no yes, and a yes is no text; no value fits everywhere."""
    assert [fits(one, attribute) for one in good] == [True] * len(good)
    assert [fits(one, attribute) for one in bad] == [False] * len(bad)


def test_what_does_not_fit_is_said():
    assert unfit({}, CLAIM) is None
    assert unfit({"tone": "calm", "from a file": [1]}, CLAIM) is None
    assert unfit({"tone": "loud"}, CLAIM) == "“tone” of claim is one of calm, sharp, not “loud”"
    assert unfit({"sure": "yes"}, CLAIM) == "“sure” of claim is yes or no, not “yes”"
    assert unfit({"words": True}, QUOTE) == "“words” of quote is a text, not “true”"


def test_another_label_keeps_what_it_knows_and_what_nobody_defined():
    """What only the old label defines makes no sense any more, however well it is kept."""
    there = span(tone="sharp", sure=True, source="wire")
    assert carried_over(there, CLAIM, QUOTE) == {"tone": "sharp", "source": "wire"}
    assert carried_over(there, CLAIM, CLAIM) == there.attributes
    assert carried_over(span(tone="loud", words=True), CLAIM, QUOTE) == {}


def test_links_that_a_label_does_not_begin():
    links = [link("a", "same"), link("a", "speaker"), link("b", "same")]
    assert links_to_drop(["a"], QUOTE, links) == [links[0]]
    check_link(QUOTE, "speaker")
    with pytest.raises(RuleError, match="do not begin a link “same”, but speaker"):
        check_link(QUOTE, "same")
    with pytest.raises(RuleError, match="but no links"):
        check_link(Label(id="x", name="x"), "same")


def test_a_label_is_widened_by_what_came_in():
    """A choice gets the value, each once and at its end; a text needs none."""
    wide = widened(QUOTE, {"tone": ["loud", "calm"], "words": ["any"]}, ["same", "speaker"])
    assert wide.attributes == (
        Attribute(name="tone", kind="choice", values=("calm", "sharp", "loud")),
        WORDS,
    )
    assert wide.links == ("speaker", "same")
    assert what_widened(QUOTE, wide) == ["quote: link same", "quote: tone loud"]
    assert what_widened(QUOTE, QUOTE) == []


def test_narrower_is_whatever_states_more():
    wide = widened(CLAIM, {"tone": ["loud"]}, ["updates"])
    assert narrowed(wide, CLAIM)
    assert not narrowed(CLAIM, wide)
    assert not narrowed(CLAIM, CLAIM)
    assert narrowed(CLAIM, QUOTE)
    more = Label(id="claim", name="claim", attributes=(TONE, SURE, WORDS), links=("same",))
    assert narrowed(CLAIM, more)
    assert not narrowed(more, CLAIM)
    changed = Label(id="claim", name="claim", attributes=(TONE, Attribute(name="sure")))
    assert narrowed(Label(id="claim", name="claim", attributes=(TONE, SURE)), changed)


def test_what_a_narrower_label_would_break_is_counted():
    check_narrowed(CLAIM, [span(tone="calm")], [link("s", "same")])
    with pytest.raises(RuleError, match="spans of claim would break this: “tone” of claim"):
        check_narrowed(CLAIM, [span(tone="loud"), span(tone="calm")], [])
    with pytest.raises(RuleError, match="links “cue” of claim would break this: remove them first"):
        check_narrowed(CLAIM, [], [link("s", "cue"), link("t", "cue"), link("s", "same")])
