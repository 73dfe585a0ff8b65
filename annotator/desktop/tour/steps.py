"""What the steps of the tour are, and what of somebody's own doing takes each of them."""

from __future__ import annotations

from enum import IntEnum

from annotator.annotation.changes import Changes, Direction
from annotator.annotation.records import Status

ARTICLE = "harbour-bridge-01"
"""The article of the sample in which the tour has its examples."""


class TourStep(IntEnum):
    """One thing to do, in this order."""

    TAG = 0
    WIDEN = 1
    SPLIT_QUOTE = 2
    SPEAKER = 3
    DONE = 4


EXAMPLES = {
    TourStep.TAG: ("About 11,000 people cross it on a working day.",),
    TourStep.WIDEN: ("The nest cannot be moved",),
    TourStep.SPLIT_QUOTE: (
        "“We heard knocking and assumed it was the gearbox,”",
        "“It was the gearbox, but it was also an egg.”",
    ),
    TourStep.SPEAKER: ("Tomas Vell",),
    TourStep.DONE: (),
}
"""The places of that article that the steps name."""


def takes(step: TourStep, changes: Changes) -> bool:
    """Tell whether an edit is what a step asks for.

    Only what is done anew here counts: no undo, no redo, nothing from another window. Widening a
    selection is no edit, see ``widens``.
    """
    if changes.elsewhere or changes.reloads or changes.direction is not Direction.DONE:
        return False
    delta = changes.delta
    if step is TourStep.TAG:
        return any(one.before is None and one.after is not None for one in delta.spans)
    if step is TourStep.SPLIT_QUOTE:
        return any(
            one.after is not None
            and len(one.after.fragments) > (len(one.before.fragments) if one.before else 1)
            for one in delta.spans
        )
    if step is TourStep.SPEAKER:
        return any(one.before is None and one.after is not None for one in delta.links)
    if step is TourStep.DONE:
        return any(
            one.after is not None and one.after.status is Status.DONE for one in delta.statuses
        )
    return False


def widens(before: tuple[int, int] | None, after: tuple[int, int] | None) -> bool:
    """Tell whether a selection (code points) has become a larger one around the same place."""
    if before is None or after is None or before == after:
        return False
    return after[0] <= before[0] and before[1] <= after[1]
