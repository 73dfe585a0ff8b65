"""Every place in the project where a text stands: collected off the main thread, tagged at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from annotator.annotation.edits import AddSpan, Batch, default_attributes
from annotator.annotation.records import Label, shorten
from annotator.desktop.toolkit.numbers import whole
from annotator.errors import CancelledError
from annotator.progress import Cancelled, Progress
from annotator.project import Piece, Project, pieces, snippet
from annotator.words import say
from annotator.workbench.tagging.boilerplate import boilerplate_labels
from annotator.workbench.tagging.same_text import Place, Wanted, Why, places

LIMIT = 3_000
"""So many places make one change: more would be too long to look through and to undo."""


class FoundPlace(NamedTuple):
    """One place in an article, as the list shows it.

    Attributes:
        article: its id.
        place: where it is, and why it is left out unless it is wanted all the same.
        title: of the article.
        snippet: the text around the place.

    """

    article: str
    place: Place
    title: tuple[Piece, ...]
    snippet: tuple[Piece, ...]


class Collected(NamedTuple):
    """What there is to tag.

    Attributes:
        found: by article, as they were imported, in the order of the text; but for those that are
            tagged so already.
        left: how many places are left out, by reason.
        is_capped: whether there are more than these.

    """

    found: tuple[FoundPlace, ...] = ()
    left: Mapping[Why, int] = {}
    is_capped: bool = False


def collect(
    project: Project,
    annotator: str,
    wanted: Wanted,
    label: str,
    labels: Iterable[Label],
    report: Progress,
    cancelled: Cancelled,
) -> Collected:
    """Return all places where ``wanted`` stands, letter by letter.

    Raises:
        CancelledError: it was asked to stop.

    """
    blocks = boilerplate_labels(labels, but=label)
    found: list[FoundPlace] = []
    left: Counter[Why] = Counter()
    free = after = 0
    last = 1
    while after < last:
        if cancelled():
            raise CancelledError(say("stopped"))
        articles, after, last = project.holding(annotator, wanted.text, after)
        for article in articles:
            tagged = [ranges for name, ranges in article.spans if name == label]
            furniture = [pair for name, some in article.spans if name in blocks for pair in some]
            title = pieces(article.title or article.id, ())
            for place in places(article.text, wanted, tagged, furniture):
                if place.why is None and free == LIMIT:
                    return Collected(tuple(found), left, is_capped=True)
                free += place.why is None
                if place.why is not None:
                    left[place.why] += 1
                if place.why is not Why.TAGGED and len(found) - free < LIMIT:
                    around = snippet(article.text, [(place.start, place.end)])
                    found.append(FoundPlace(article.id, place, title, around))
        report(after, last)
    return Collected(tuple(found), left)


def tagging(chosen: Iterable[tuple[str, Place]], wanted: str, label: Label) -> Batch:
    """Return the edit that tags places of articles (ids)."""
    attributes = default_attributes(label)
    edits = tuple(
        AddSpan(
            article=article,
            label=label.id,
            ranges=((place.start, place.end),),
            attributes=attributes,
        )
        for article, place in chosen
    )
    name = shorten(label.name, 20)
    return Batch(
        edits=edits,
        text=say("Tag {n:,} × {label} “{text}”", n=len(edits), label=name, text=shorten(wanted)),
    )


def reason(why: Why | None) -> str:
    """Return why a place is left out, in a few words; "" where it is not."""
    return {
        None: "",
        Why.TAGGED: _tr("tagged so already"),
        Why.INSIDE: _tr("inside a span of this label"),
        Why.CROSSING: _tr("across the edge of a span of this label"),
        Why.BOILERPLATE: _tr("in boilerplate"),
        Why.LONGER_WORD: _tr("in a longer word"),
    }[why]


def left_out_words(left: Mapping[Why, int], unticked: int = 0) -> str:
    """Return a sentence that says how many places were left out and why; "" for none.

    Args:
        left: how many, by reason.
        unticked: how many the annotator took out.

    """
    parts = [f"{whole(left[why])} {reason(why)}" for why in Why if left.get(why)]
    if unticked:
        parts.append(_tr("{0} unticked").format(whole(unticked)))
    return _tr("Left out: {0}.").format(", ".join(parts)) if parts else ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Occurrences", text)
