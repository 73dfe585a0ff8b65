"""What a format could not hold, counted: nothing is dropped in silence."""

from __future__ import annotations

import msgspec

from annotator.words import Message, say


class Loss(msgspec.Struct, frozen=True):
    """One kind of loss.

    Attributes:
        what: what the format cannot hold, as "overlapping spans".
        done: what was done instead, as "left out, the longer one stays".
        number: how often.
        example: where it happened first, as "article a1, 10 to 25".

    """

    what: Message
    done: Message
    number: int
    example: Message | None = None

    def sentence(self) -> Message:
        """Return it as a sentence: ``12 × overlapping spans: left out, the longer one stays``."""
        return say("{n:,} × {what}: {done}", n=self.number, what=self.what, done=self.done)

    def unnumbered(self) -> Message:
        """Return it without the number, where that would tell of what is not to be seen."""
        return say("{what}: {done}", what=self.what, done=self.done)


class Losses:
    """Counts losses while records are written."""

    def __init__(self) -> None:
        self._kinds: dict[tuple[Message, Message], Loss] = {}

    def add(
        self, what: Message, done: Message, number: int = 1, example: Message | None = None
    ) -> None:
        """Count ``number`` losses of a kind; ``example`` says where the first was."""
        if number <= 0:
            return
        number = int(number)  # a comparison's True would be true in JSON
        known = self._kinds.get((what, done))
        if known is None:
            self._kinds[what, done] = Loss(what, done, number, example)
        else:
            self._kinds[what, done] = Loss(what, done, known.number + number, known.example)

    def all(self) -> tuple[Loss, ...]:
        """Return the kinds in the order in which they first came up."""
        return tuple(self._kinds.values())

    def __bool__(self) -> bool:
        return bool(self._kinds)
