"""What a link of a span may go to: spans, then words near it, the nearest of each first.

Words are guesses that help the keyboard; whatever is selected can be linked instead.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from annotator.annotation.records import Label, Link, Span
from annotator.text import names_between, paragraph_at

SPEAKER = "speaker"
CUE = "cue"

NEW_FURTHER = 40
"""By how many characters a name that is no span yet counts as further away: it is a guess."""

KNOWN_FURTHER = 10
"""The same where another mention of the person is a span; a verb of saying right beside a name
leaves no doubt."""

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

_BEFORE_SAYING = re.compile(
    rf":|,?[ \u00a0](?:\w+ly[ \u00a0])?(?:{_CUES})\b(?! to\b)", re.IGNORECASE
)
_AFTER_SAYING = re.compile(
    rf"\b(?:{_SAYING}|according to)[ \u00a0](?:[\w.]+[ \u00a0]){{0,2}}\Z", re.IGNORECASE
)
_NO_PERSON = frozenset({"of", "the", "and", "&", "for"})

Range = tuple[int, int]
Name = tuple[str, ...]
"""Of a person: the first and the last word, or the only one."""


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
    """Return what a link of a type may go to, at most ``limit``: the nearest mention first.

    Behind the nearest mention of somebody comes the nearest one with more of the name ("Pike said",
    then "Rasmus Pike", however far away); further mentions of them come behind everybody else.

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
    if link_type != SPEAKER:
        return sorted([*found, *mentions], key=_distance)[:limit]
    sure = {one for one in mentions if _says(text, one.start, one.end)}
    people = _by_person([*found, *mentions], sure)
    foremost = [one for mentioned in people for one in _foremost(mentioned)]
    others = {one for mentioned in people for one in mentioned}.difference(foremost)
    return [*foremost, *sorted(others, key=_distance)][:limit]


def _says(text: str, start: int, end: int) -> bool:
    """Tell whether a verb of saying stands right beside a name, at most a title between."""
    after = _BEFORE_SAYING.match(text, end)
    return after is not None or _AFTER_SAYING.search(text, max(0, start - 40), start) is not None


def _distance(one: Candidate) -> tuple[bool, int, bool, int]:
    return one.inside, abs(one.gap), not one.span, one.start


def _by_person(offered: Iterable[Candidate], sure: Collection[Candidate]) -> list[list[Candidate]]:
    """Return the mentions of each person, the nearest of all and of each first.

    A mention that is neither a span nor ``sure`` counts as further away.
    """
    ranked = sorted(offered, key=_distance)
    names = {one: _name(one.text) for one in ranked}
    whole: dict[str, list[tuple[int, Name]]] = {}
    for one in sorted(ranked, key=lambda one: one.start):
        for part in set(names[one]) if len(names[one]) > 1 else ():
            whole.setdefault(part, []).append((one.start, names[one]))
    people: dict[Name, list[Candidate]] = {}
    for one in ranked:
        name = names[one]
        if len(name) == 1 and (known := whole.get(name[0])):
            # Of several Pikes the one who was named in full last.
            last = bisect_right(known, one.start, key=lambda pair: pair[0])
            name = known[max(0, last - 1)][1]
        people.setdefault(name, []).append(one)

    def nearest(mentioned: list[Candidate]) -> tuple[bool, int, bool, int]:
        further = KNOWN_FURTHER if any(one.span for one in mentioned) else NEW_FURTHER
        return min(
            (inside, gap + (further if is_new and one not in sure else 0), is_new, start)
            for one in mentioned
            for inside, gap, is_new, start in (_distance(one),)
        )

    return sorted(people.values(), key=nearest)


def _name(text: str) -> Name:
    """Return the first and the last word of a person's name; else the text as one."""
    words = text.casefold().split()
    if len(words) < 2 or not text[0].isupper() or not _NO_PERSON.isdisjoint(words):
        return (" ".join(words),)
    return words[0], words[-1]


def _foremost(mentioned: list[Candidate]) -> list[Candidate]:
    """Return somebody's nearest mention, and the one that says more or is a span already."""

    def worth(one: Candidate) -> tuple[bool, int]:
        return bool(one.span), len(one.text.split())

    nearest, *further = mentioned
    best = max(further, key=worth, default=None)
    said_more = best is not None and (
        worth(best)[1] > worth(nearest)[1] or (best.span and not nearest.span)
    )
    return [nearest, best] if best is not None and said_more else [nearest]


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
