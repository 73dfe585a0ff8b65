"""The links of an article as a list: both ends of each, filtered, and what is wrong with one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from annotator.annotation.changes import SpanElsewhere
from annotator.annotation.label_rules import may_begin
from annotator.annotation.records import Label, Link, Span

End = Span | SpanElsewhere
"""A span of the open article, or one of another."""


class Standing(StrEnum):
    """Where a link leads, and whether it is whole."""

    HERE = "here"
    AWAY = "away"
    BROKEN = "broken"


class Relation(NamedTuple):
    """One link with its ends, None for one that cannot be read.

    Attributes:
        link: the record.
        source: the span at which it begins.
        target: the span to which it leads.
        standing: both ends here, one in another article, or broken: an end is missing, or spans
            of the source's label may not begin such a link.

    """

    link: Link
    source: End | None
    target: End | None
    standing: Standing

    def end(self, *, source: bool) -> End | None:
        """Return one of the ends."""
        return self.source if source else self.target


class Wanted(NamedTuple):
    """Which links are shown; "" and None for all.

    Attributes:
        type: of the link.
        label: id that the span at either end has.
        standing: see ``Relation``.

    """

    type: str = ""
    label: str = ""
    standing: Standing | None = None


def relations(
    links: Iterable[Link],
    spans: Mapping[str, Span],
    elsewhere: Mapping[str, SpanElsewhere],
    labels: Mapping[str, Label],
) -> list[Relation]:
    """Return links in the order of the text.

    Args:
        links: those that begin or end at ``spans``.
        spans: of the open article, by id.
        elsewhere: spans at far ends in other articles, by id.
        labels: by id.

    """
    found = []
    for link in links:
        source = spans.get(link.source) or elsewhere.get(link.source)
        target = spans.get(link.target) or elsewhere.get(link.target)
        standing = Standing.HERE
        if source is None or target is None or not _may_be(link, source, labels):
            standing = Standing.BROKEN
        elif not (isinstance(source, Span) and isinstance(target, Span)):
            standing = Standing.AWAY
        found.append(Relation(link, source, target, standing))
    found.sort(key=_order)
    return found


def _may_be(link: Link, source: End, labels: Mapping[str, Label]) -> bool:
    label = labels.get(source.label) if isinstance(source, Span) else None
    return label is None or may_begin(label, link.type)


def _order(one: Relation) -> tuple[int, int, str, str]:
    here = [end.start for end in (one.source, one.target) if isinstance(end, Span)] or [0]
    return here[0], here[-1], one.link.type, one.link.id


def passes(one: Relation, wanted: Wanted) -> bool:
    """Tell whether a link is shown."""
    if wanted.type and one.link.type != wanted.type:
        return False
    if wanted.standing is not None and one.standing is not wanted.standing:
        return False
    return not wanted.label or any(
        isinstance(end, Span) and end.label == wanted.label for end in (one.source, one.target)
    )


def types(labels: Iterable[Label], links: Iterable[Link]) -> list[str]:
    """Return the types of links that there can be, in the order of the labels, then others."""
    known = dict.fromkeys(
        one for label in sorted(labels, key=lambda one: one.position) for one in label.links
    )
    others = sorted({link.type for link in links} - known.keys())
    return [*known, *others]
