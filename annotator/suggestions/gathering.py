"""What all sources propose for one article, joined: one case for each place, with its features."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from annotator.annotation.records import Article, Label
from annotator.suggestions.labels import is_sentence
from annotator.suggestions.pieces.tokens import shape_of
from annotator.suggestions.records import Candidate, Ranges, Tagged, is_valid
from annotator.suggestions.sources.base import Proposer, Source

_PRIORS = (0.1, 0.25, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9)


class Case(msgspec.Struct, kw_only=True):
    """A place that at least one source proposes for a label.

    Attributes:
        ranges: its fragments.
        features: of all sources, and of the place itself.
        sources: who proposes it.
        rule: the highest score that a source gives it by itself; None: none does.
        shown: whether a source would show it where nothing was learned.
        stands: the highest score of a source that no model can have learned from; 0 for none.
        attributes: that come along.
        speaker: who said it.
        cue: the words that introduce it.

    """

    ranges: Ranges
    features: list[str]
    sources: list[str]
    rule: float | None = None
    shown: bool = False
    stands: float = 0.0
    attributes: dict[str, Any] = msgspec.field(default_factory=dict)
    speaker: Ranges | None = None
    cue: Ranges | None = None


def gather(
    article: Article,
    label: Label,
    proposers: Mapping[Source, Proposer],
    tagged: Sequence[Tagged] = (),
) -> list[Case]:
    """Return the cases of a label in an article, in the order of the text.

    What a source proposes outside the text, or out of order, is left out.

    Args:
        article: with its text.
        label: what is looked for.
        proposers: of the sources, in their order.
        tagged: what the annotator has tagged in it so far.

    """
    length = len(article.text)
    cases: dict[Ranges, Case] = {}
    for source, proposer in proposers.items():
        for one in proposer.propose(article, tagged):
            if is_valid(one.ranges, length):
                _join(cases, one, source, length)
    ordered = [cases[ranges] for ranges in sorted(cases)]
    opinions = list(proposers.values())
    for case in ordered:
        for proposer in opinions:
            case.features += proposer.opinion(article, case.ranges)
        case.features += _of_place(article.text, case, is_sentence(label))
    return ordered


def _join(cases: dict[Ranges, Case], one: Candidate, source: Source, length: int) -> None:
    """Put a candidate to what others propose at its place."""
    case = cases.get(one.ranges)
    if case is None:
        case = cases[one.ranges] = Case(ranges=one.ranges, features=[], sources=[])
    if source.name not in case.sources:
        case.sources.append(source.name)
        case.features.append(f"by {source.name}")
    case.features += one.features
    if one.score is not None:
        case.features += [f"{source.name} >= {at}" for at in _PRIORS if one.score >= at]
        case.rule = max(case.rule or 0.0, min(1.0, max(0.0, one.score)))
        case.shown = case.shown or one.score >= source.shows_from
        if source.stands or one.stands:
            case.stands = max(case.stands, one.score)
    for name, value in one.attributes.items():
        case.attributes.setdefault(name, value)
    if case.speaker is None and one.speaker is not None and is_valid(one.speaker, length):
        case.speaker = one.speaker
    if case.cue is None and one.cue is not None and is_valid(one.cue, length):
        case.cue = one.cue


def _of_place(text: str, case: Case, is_long: bool) -> list[str]:
    """Return features of a place, whoever proposes it."""
    facts = ["+".join(case.sources)]
    if len(case.sources) > 1:
        facts.append(f"by {min(4, len(case.sources))}")
    if is_long:
        return facts
    start, end = case.ranges[0][0], case.ranges[-1][1]
    facts.append(f"length {int(math.log2(end - start + 1))}")
    words = text[start : min(end, start + 80)].split()
    if words and len(words) <= 4 and end - start <= 60:
        small = [word.casefold() for word in words]
        facts += [f"text {' '.join(small)}", f"first {small[0]}", f"last {small[-1]}"]
        facts.append("shape " + " ".join(shape_of(word) for word in words))
    before, after = text[max(0, start - 24) : start], text[end : end + 24]
    last, following = before.split(), after.split()
    facts.append("before " + (last[-1].casefold() if last else "^"))
    facts.append("after " + (following[0].casefold() if following else "$"))
    if before[-1:].isalnum() and text[start].isalnum():
        facts.append("cuts a word at the start")
    if after[:1].isalnum() and text[end - 1].isalnum():
        facts.append("cuts a word at the end")
    return facts


def best_apart(
    cases: Sequence[Case], scores: Sequence[float], taken: Sequence[Ranges] = ()
) -> list[int]:
    """Return the numbers of the best cases that overlap neither one another nor what is taken.

    The better score first; of equal ones that in the text first, then the longer.

    Args:
        cases: of one label and article.
        scores: of each.
        taken: ranges that are tagged with the label already.

    """
    order = sorted(
        range(len(cases)),
        key=lambda at: (-scores[at], cases[at].ranges[0][0], -cases[at].ranges[-1][1]),
    )
    held = [*(one.ranges for one in cases), *taken]
    is_taken = bytearray(max((ranges[-1][1] for ranges in held), default=0))
    for low, high in (pair for ranges in taken for pair in ranges):
        is_taken[low:high] = b"\1" * (high - low)
    kept: list[int] = []
    for at in order:
        ranges = cases[at].ranges
        if not any(1 in is_taken[low:high] for low, high in ranges):
            kept.append(at)
            for low, high in ranges:
                is_taken[low:high] = b"\1" * (high - low)
    return sorted(kept, key=lambda at: cases[at].ranges)
