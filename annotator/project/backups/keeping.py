"""Which backups are kept: pure rules on what there is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

LAST = 10
"""So many of the newest are kept."""

WEEKS = timedelta(weeks=13)
"""For how long one of each week is kept."""

MOST_BYTES = 1_000_000_000
"""How much all may take together, unless three times the project is more."""

TIMES_THE_PROJECT = 3


class Kept(NamedTuple):
    """One backup, as far as keeping it goes.

    Attributes:
        number: rises from one to the next; clocks do not always.
        at: when it was made.
        bytes: its size.

    """

    number: int
    at: datetime
    bytes: int


def superfluous(backups: Sequence[Kept], now: datetime, project_bytes: int) -> list[int]:
    """Return the indexes of the backups that are not kept, oldest first.

    Kept are the last ten, and the last one of each calendar week of the past quarter; of these,
    from the newest on, as many as fit into 1 GB or three times the project, whichever is more.
    The newest is kept whatever its size.
    """
    newest_first = sorted(range(len(backups)), key=lambda i: backups[i][:2], reverse=True)
    kept: list[int] = []
    weeks = set()
    for rank, index in enumerate(newest_first):
        at = backups[index].at
        week = at.isocalendar()[:2]
        of_a_week = timedelta(0) <= now - at <= WEEKS and week not in weeks
        weeks.add(week)
        if rank < LAST or of_a_week:
            kept.append(index)
    most = max(MOST_BYTES, TIMES_THE_PROJECT * project_bytes)
    while len(kept) > 1 and sum(backups[index].bytes for index in kept) > most:
        kept.pop()
    return [index for index in reversed(newest_first) if index not in kept]
