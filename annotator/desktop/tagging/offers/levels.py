"""How many suggestions an annotator wants of each label."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """What is offered of a label: nothing, what is right nine times in ten, or eight times."""

    OFF = "off"
    CAREFUL = "careful"
    EAGER = "eager"


def is_due(done: int, learned: int) -> bool:
    """Tell whether to learn anew: 4 more articles are done than were learned from, or 30 % more.

    The first ones are learned from at once.
    """
    return done > 0 and (learned == 0 or done - learned >= 4 or done >= 1.3 * learned)
