"""What came of trying a kind of fault, and the table of all."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field

_DIFFERS = re.compile(r"\d{8}T\d{6}|(?<=-)[0-9a-f]{32}|0\.\d{6,}")
"""Times, ids of projects, and names that were left to chance."""


@dataclass
class Outcome:
    """What came of one kind.

    Attributes:
        kind: what was done to the program or the file.
        tried: how often.
        acknowledged: actions that the program had said were stored.
        lost: of those, how many are in no place that the program names.
        damaged: how often a file was left that ``check`` finds fault with.
        wrong: what else went wrong, in words; empty when nothing did.
        saw: what the person was told, each sentence once.

    """

    kind: str
    tried: int = 0
    acknowledged: int = 0
    lost: int = 0
    damaged: int = 0
    wrong: list[str] = field(default_factory=list)
    saw: dict[str, None] = field(default_factory=dict)

    def see(self, sentence: str) -> None:
        """Note what the person was told, without what differs each time."""
        if sentence and len(self.saw) < 3:
            self.saw[_DIFFERS.sub("…", sentence)] = None

    @property
    def is_good(self) -> bool:
        """Whether nothing was lost, damaged, or otherwise wrong."""
        return not (self.lost or self.damaged or self.wrong)


def table(outcomes: Sequence[Outcome]) -> str:
    """Return the outcomes as lines of text."""
    head = (
        f"{'kind':38} {'tried':>6} {'acknowledged':>13} {'lost':>5} {'damaged':>8}  what was seen"
    )
    lines = [head, "-" * len(head)]
    for one in outcomes:
        seen = textwrap.wrap("; ".join(one.saw) or "–", 70)
        numbers = f"{one.tried:>6} {one.acknowledged:>13} {one.lost:>5} {one.damaged:>8}"
        lines.append(f"{one.kind:38} {numbers}  {seen[0]}")
        lines += [f"{'':76}{more}" for more in seen[1:]]
        lines += [f"{'':40}WRONG: {what}" for what in one.wrong[:5]]
    return "\n".join(lines)
