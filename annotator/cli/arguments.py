"""Arguments and options that several commands have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from annotator.annotation.records import Status
from annotator.errors import InputError
from annotator.exchange import Shaping
from annotator.words import say

ProjectArgument = Annotated[
    str, typer.Argument(metavar="PROJECT", help="A path ending in .annotator, or a database URL.")
]
LabelsOption = Annotated[
    list[str] | None,
    typer.Option("--label", metavar="L", help="Only spans of this label; may be repeated."),
]
AnnotatorsOption = Annotated[
    list[str] | None,
    typer.Option("--annotator", metavar="A", help="Only this one's work; may be repeated."),
]
NoAttributesOption = Annotated[bool, typer.Option("--no-attributes", help="Leave attributes out.")]
CleanOption = Annotated[
    list[str] | None,
    typer.Option(metavar="L", help="Cut the spans of this label out of the text; may be repeated."),
]
SegmentsOption = Annotated[
    str, typer.Option(metavar="S", help="One record for each: sentence or paragraph.")
]
ReplicatesOption = Annotated[
    int, typer.Option(metavar="N", help="How many times articles are resampled; 0: never.")
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
    return Shaping(
        labels=tuple(labels) if labels else None,
        attributes=not no_attributes,
        clean=tuple(clean or ()),
        segments=segments,
    )
