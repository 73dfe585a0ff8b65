"""Arguments and options that several commands have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from annotator.annotation.records import Status
from annotator.cli.parsing import Argument, Option
from annotator.errors import InputError
from annotator.words import say

if TYPE_CHECKING:
    from annotator.exchange import Shaping

ProjectArgument = Annotated[
    str, Argument(metavar="PROJECT", help="A path ending in .annotator, or a database URL.")
]
LabelsOption = Annotated[
    list[str] | None,
    Option("--label", metavar="L", help="Only spans of this label; may be repeated."),
]
AnnotatorsOption = Annotated[
    list[str] | None,
    Option("--annotator", metavar="A", help="Only this one's work; may be repeated."),
]
NoAttributesOption = Annotated[bool, Option("--no-attributes", help="Leave attributes out.")]
CleanOption = Annotated[
    list[str] | None,
    Option(metavar="L", help="Cut the spans of this label out of the text; may be repeated."),
]
SegmentsOption = Annotated[
    str, Option(metavar="S", help="One record for each: sentence or paragraph.")
]
ReplicatesOption = Annotated[
    int, Option(metavar="N", help="How many times articles are resampled; 0: never.")
]


STATUSES = {
    "new": Status.NEW,
    "in-progress": Status.IN_PROGRESS,
    "done": Status.DONE,
    "skipped": Status.SKIPPED,
}
"""What a status is called on a command line."""


def status_of(name: str) -> Status:
    """Return the status that is named; raises InputError for another name."""
    if name not in STATUSES:
        raise InputError(
            say("--status {status}: expected one of: {known}", status=name, known=tuple(STATUSES))
        )
    return STATUSES[name]


def shaping_of(
    labels: Sequence[str] | None, no_attributes: bool, clean: Sequence[str] | None, segments: str
) -> Shaping:
    """Return what these options say of the records that are written."""
    from annotator.exchange import Shaping

    return Shaping(
        labels=tuple(labels) if labels else None,
        attributes=not no_attributes,
        clean=tuple(clean or ()),
        segments=segments,
    )
