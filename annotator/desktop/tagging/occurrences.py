"""Every place in the project where a text stands: collected off the main thread, tagged at once."""

from __future__ import annotations

from typing import NamedTuple

from annotator.annotation.edits import AddSpan, Batch, default_attributes
from annotator.annotation.records import Label, shorten
from annotator.desktop.toolkit.numbers import whole
from annotator.errors import CancelledError
from annotator.progress import Cancelled, Progress
from annotator.project import Piece, Project, pieces, snippet
from annotator.words import say
from annotator.workbench.text_units import occurrences

LIMIT = 3_000
"""So many places make one change: more would be too long to look through and to undo."""


class Places(NamedTuple):
    """The places of one text in one article that a label has not tagged yet."""

    article: str
    ranges: tuple[tuple[int, int], ...]
    title: tuple[Piece, ...]
    snippet: tuple[Piece, ...]


class Collected(NamedTuple):
    """What there is to tag.

    Attributes:
        places: by article, as they were imported.
        number: of all places.
        tagged: so many places have this very span already.
        is_capped: whether there are more than these.

    """

    places: tuple[Places, ...]
    number: int
    tagged: int
    is_capped: bool


def collect(
    project: Project,
    annotator: str,
    wanted: str,
    label: str,
    report: Progress,
    cancelled: Cancelled,
) -> Collected:
    """Return all places where ``wanted`` stands, letter by letter, as whole words.

    Raises:
        CancelledError: it was asked to stop.

    """
    found: list[Places] = []
    count = tagged = after = 0
    last = 1
    while after < last:
        if cancelled():
            raise CancelledError(say("stopped"))
        articles, after, last = project.holding(annotator, wanted, after)
        for article in articles:
            there = occurrences(article.text, wanted)
            ranges = [place for place in there if (label, *place) not in article.tagged]
            tagged += len(there) - len(ranges)
            room = LIMIT - count
            is_capped = len(ranges) > room
            if ranges := ranges[:room]:
                count += len(ranges)
                name = f"{article.title or article.id}  ({whole(len(ranges))})"
                around = snippet(article.text, ranges)
                found.append(Places(article.id, tuple(ranges), pieces(name, ()), around))
            if is_capped:
                return Collected(tuple(found), count, tagged, is_capped=True)
        report(after, last)
    return Collected(tuple(found), count, tagged, is_capped=False)


def tagging(collected: Collected, wanted: str, label: Label) -> Batch:
    """Return the edit that tags all these places."""
    attributes = default_attributes(label)
    edits = tuple(
        AddSpan(article=one.article, label=label.id, ranges=(place,), attributes=attributes)
        for one in collected.places
        for place in one.ranges
    )
    name = shorten(label.name, 20)
    return Batch(
        edits=edits,
        text=say("Tag {n:,} × {label} “{text}”", n=len(edits), label=name, text=shorten(wanted)),
    )
