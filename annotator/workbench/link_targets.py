"""What a link of a span may go to: spans, then words near it, the nearest of each first.

Words are guesses that help the keyboard; whatever is selected can be linked instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from annotator.annotation.records import Label, Link, Span
from annotator.text import names_between, paragraph_at

SPEAKER = "speaker"
CUE = "cue"

NEW_FURTHER = 40
"""By how many characters a name that is no span yet counts as further away: it is a guess."""

CUE_COLOUR = "#7a7a7a"

_CUES = (
    "said|says|say|saying|told|tells|added|adds|asked|asks|wrote|writes|replied|replies|answered|"
    "explained|explains|insisted|insists|argued|argues|warned|warns|noted|notes|stated|states|"
    "announced|declared|admitted|recalled|continued|claimed|claims|tweeted|posted|joked|shouted|"
    "called|calls|reported|reports|confirmed|confirms|revealed|reveals|suggested|suggests|"
    "acknowledged|conceded|stressed|emphasi[sz]ed|remarked|testified|vowed|according to"
)
_CUE = re.compile(rf"\b(?:{_CUES})\b", re.IGNORECASE)
# Without those that are as often nouns or adjectives: "the phone calls", "the reported talks".
_SAYING = "|".join(
    set(_CUES.split("|")) - {"according to", "called", "calls", "claims", "reported", "reports"}
)
_SOMEBODY = (
    r"(?:a|an|the|one|another|his|her|its|their)[ \u00a0](?:[\w'’-]+[ \u00a0]){0,4}?[\w'’-]+"
)
_DESCRIBED = re.compile(
    rf"\b(?P<first>{_SOMEBODY})[ \u00a0](?:\w+ly[ \u00a0])?(?:{_SAYING})\b"
    rf"|\b(?:said|says|added|adds|wrote|writes|explained|according to)"
    rf"[ \u00a0](?P<then>{_SOMEBODY})"
    r"(?=[,.;:”\"\n]|\Z)",
    re.IGNORECASE,
)

Range = tuple[int, int]


class Candidate(NamedTuple):
    """Something that a link may go to.

    Attributes:
        span: its id, "" for words that are no span yet.
        start: in code points.
        end: exclusive.
        text: of it.
        gap: characters between it and the span, negative when it comes before.
        inside: whether it lies inside the span's fragments.

    """

    span: str
    start: int
    end: int
    text: str
    gap: int
    inside: bool


def target_label(link_type: str, source: Span, labels: Mapping[str, Label]) -> str:
    """Return the label that the far end of a link has; "" when the project has none.

    A speaker is a name, a cue has the label "cue", and anything else joins spans of one label.
    """
    if link_type == SPEAKER:
        return next((label.id for label in labels.values() if label.unit == "name"), "")
    if link_type == CUE:
        return next((one.id for one in labels.values() if one.name.casefold() == CUE), "")
    return source.label


def candidates(
    link_type: str,
    source: Span,
    text: str,
    spans: Mapping[str, Span],
    links: Iterable[Link],
    label: str,
    limit: int,
) -> list[Candidate]:
    """Return what a link of a type may go to, at most ``limit``.

    A name that is tagged ("Rasmus Pike") is offered before the last word of it that stands near
    and is not ("Pike said").

    Args:
        link_type: "speaker" offers names and people near the span as well, "cue" verbs of saying.
        source: where the link begins.
        text: the article's.
        spans: of the article.
        links: those that are there already are not offered again.
        label: of the spans that are offered.
        limit: how many.

    """
    linked = {link.target for link in links if (link.source, link.type) == (source.id, link_type)}
    there = [span for span in spans.values() if span.label == label]
    found = [
        _candidate(source, span.id, span.start, span.end, span.text)
        for span in there
        if span.id not in linked and span.id != source.id
    ]
    words: list[Range] = []
    if link_type == SPEAKER and label:
        words = [*names_near(text, source), *people_near(text, source)]
    elif link_type == CUE:
        words = cues_near(text, source)
    taken = [pair for span in there for pair in span.ranges]
    mentions = [
        _candidate(source, "", start, end, text[start:end])
        for start, end in words
        if not any(start < high and end > low for low, high in (*taken, *source.ranges))
    ]
    further = NEW_FURTHER if link_type == SPEAKER else 0

    def far(one: Candidate) -> tuple[bool, int, bool, int]:
        if not one.span:
            return one.inside, abs(one.gap) + further, True, one.start
        again = [abs(each.gap) + further for each in mentions if one.text.endswith(f" {each.text}")]
        return one.inside, min([abs(one.gap), *again]), False, one.start

    return sorted([*found, *mentions], key=far)[:limit]


def _candidate(source: Span, span: str, start: int, end: int, text: str) -> Candidate:
    gaps = [start - high if start >= high else end - low for low, high in source.ranges]
    inside = any(start < high and end > low for low, high in source.ranges)
    gap = 0 if inside else min(gaps, key=abs)
    return Candidate(span, start, end, text, gap, inside)


def _surroundings(text: str, source: Span) -> Range:
    """Return the paragraphs of a span with the one before and the one after them."""
    low, _ = paragraph_at(text, source.start)
    _, high = paragraph_at(text, source.end)
    before = len(text[:low].rstrip())
    after = len(text) - len(text[high:].lstrip())
    if before:
        low = paragraph_at(text, before)[0]
    if after < len(text):
        high = paragraph_at(text, after)[1]
    return max(low, source.start - 2000), min(high, source.end + 2000)


def names_near(text: str, source: Span) -> list[Range]:
    """Return the likely names around a span."""
    return list(names_between(text, *_surroundings(text, source)))


def people_near(text: str, source: Span) -> list[Range]:
    """Return who is described beside a verb of saying around a span: “said the harbour master”.

    What ends with a capitalised word is a name.
    """
    low, high = _surroundings(text, source)
    found = _DESCRIBED.finditer(text, low, high)
    people = [match.span("first" if match["first"] else "then") for match in found]
    return [pair for pair in people if text[slice(*pair)].split()[-1].islower()]


def cues_near(text: str, source: Span) -> list[Range]:
    """Return the words around a span that may introduce it: said, according to …"""
    low, high = _surroundings(text, source)
    return [match.span() for match in _CUE.finditer(text, low, high)]
