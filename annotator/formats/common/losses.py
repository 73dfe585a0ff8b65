"""What a format could not hold, counted: nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from annotator.words import Message, say


class Loss(msgspec.Struct, frozen=True):
    """One kind of loss.

    Attributes:
        what: what the format cannot hold, as "overlapping spans".
        done: what was done instead, as "left out, the longer one stays".
        number: how often.
        example: where it happened first, as "article a1, 10 to 25".
        labels: how often by label, where it is spans of some that are lost.

    """

    what: Message
    done: Message
    number: int
    example: Message | None = None
    labels: dict[str, int] = {}

    def sentence(self) -> Message:
        """Return it as a sentence: ``12 × overlapping spans: left out, the longer one stays``."""
        if self.labels:
            return say(
                "{n:,} × {what}: {done} ({labels})",
                n=self.number,
                what=self.what,
                done=self.done,
                labels=by_label(self.labels),
            )
        return say("{n:,} × {what}: {done}", n=self.number, what=self.what, done=self.done)

    def unnumbered(self) -> Message:
        """Return it without the number, where that would tell of what is not to be seen."""
        return say("{what}: {done}", what=self.what, done=self.done)


def by_label(labels: Mapping[str, int]) -> tuple[Message, ...]:
    """Return how often by label, the most frequent first: ``claim 12``, ``quote 3``."""
    ordered = sorted(labels.items(), key=lambda one: (-one[1], one[0]))
    return tuple(say("{label} {n:,}", label=label, n=number) for label, number in ordered)


class Losses:
    """Counts losses while records are written."""

    def __init__(self) -> None:
        self._kinds: dict[tuple[Message, Message], Loss] = {}

    def add(
        self,
        what: Message,
        done: Message,
        number: int = 1,
        example: Message | None = None,
        *,
        labels: Mapping[str, int] | None = None,
    ) -> None:
        """Count ``number`` losses of a kind; ``example`` says where the first was.

        ``labels`` says how many of them are of each label.
        """
        if number <= 0:
            return
        number = int(number)  # a comparison's True would be true in JSON
        known = self._kinds.get((what, done))
        if known is None:
            self._kinds[what, done] = Loss(what, done, number, example, dict(labels or {}))
            return
        counts = dict(known.labels)
        for label, more in (labels or {}).items():
            counts[label] = counts.get(label, 0) + more
        self._kinds[what, done] = Loss(what, done, known.number + number, known.example, counts)

    def all(self) -> tuple[Loss, ...]:
        """Return the kinds in the order in which they first came up."""
        return tuple(self._kinds.values())

    def __bool__(self) -> bool:
        return bool(self._kinds)
