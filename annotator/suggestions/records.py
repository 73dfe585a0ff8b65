"""What sources are given and what they propose. Offsets are code points, ends exclusive."""

from __future__ import annotations

from typing import Any

import msgspec

from annotator.annotation.records import Article

Range = tuple[int, int]
Ranges = tuple[Range, ...]
"""Fragments in order, not overlapping; at least one."""


class Tagged(msgspec.Struct, frozen=True, kw_only=True):
    """A span as somebody drew it, by the label's name.

    Attributes:
        ranges: its fragments.
        label: the label's name.
        attributes: JSON values by name.

    """

    ranges: Ranges
    label: str
    attributes: dict[str, Any] = msgspec.field(default_factory=dict)

    @property
    def start(self) -> int:
        """Start of the first fragment."""
        return self.ranges[0][0]

    @property
    def end(self) -> int:
        """End of the last fragment, exclusive."""
        return self.ranges[-1][1]


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """An article that somebody is done with: what is not tagged in it is not meant.

    Attributes:
        article: with its text.
        tagged: spans of all labels.
        story: what articles that tell the same have in common; never both learned from and judged.

    """

    article: Article
    tagged: tuple[Tagged, ...] = ()
    story: str = ""

    def of(self, label: str) -> list[Tagged]:
        """Return the spans of a label (name)."""
        return [one for one in self.tagged if one.label == label]


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """What a source proposes for a label.

    Attributes:
        ranges: its fragments.
        features: what speaks for and against it, as names; the combiner learns their weights.
        score: how often such a one is right where nothing was learned, from 0 to 1; None: the
            source does not say, and proposes nothing as long as its label has no model.
        attributes: that come along with it.
        speaker: who said it.
        cue: the words that introduce it.
        stands: whether its score holds beside a model, which cannot have seen what is like it.

    """

    ranges: Ranges
    features: tuple[str, ...] = ()
    score: float | None = None
    attributes: dict[str, Any] = msgspec.field(default_factory=dict)
    speaker: Ranges | None = None
    cue: Ranges | None = None
    stands: bool = False


class Suggested(msgspec.Struct, frozen=True, kw_only=True):
    """What is suggested after all sources were heard.

    Attributes:
        article: its id.
        label: the label's name.
        ranges: its fragments.
        score: how likely it is right, from 0 to 1.
        sources: who proposed it, in the order of the registry.
        attributes: that come along with it.
        speaker: who said it.
        cue: the words that introduce it.

    """

    article: str
    label: str
    ranges: Ranges
    score: float
    sources: tuple[str, ...]
    attributes: dict[str, Any] = msgspec.field(default_factory=dict)
    speaker: Ranges | None = None
    cue: Ranges | None = None


def overlaps(one: Ranges, other: Ranges) -> bool:
    """Tell whether two have a character in common."""
    return any(low < end and start < high for low, high in one for start, end in other)


def is_valid(ranges: Ranges, length: int) -> bool:
    """Tell whether ranges are in order, not empty, apart, and inside a text of some length."""
    last = -1
    for start, end in ranges:
        if not last < start < end <= length:
            return False
        last = end
    return bool(ranges)
