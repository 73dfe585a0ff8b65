"""The links of one span in the order in which page and inspector number them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from annotator.annotation.records import Link, Span

MUTUAL = frozenset({"same", "contradicts"})
"""Types of links that say the same in both directions."""


class Tie(NamedTuple):
    """One link seen from one of its two spans.

    Attributes:
        number: from 1, the same on the page and in the inspector.
        link: the record.
        outgoing: whether it begins at the span that is asked about.
        other: id of the span at its other end.

    """

    number: int
    link: Link
    outgoing: bool
    other: str


def links_away(links: Mapping[str, Link], spans: Mapping[str, Span]) -> dict[str, list[Tie]]:
    """Return the links that lead from ``spans`` to other articles, by span, outgoing first."""
    found: dict[str, list[tuple[bool, Link]]] = {}
    for link in links.values():
        if (link.source in spans) != (link.target in spans):
            outgoing = link.source in spans
            here = link.source if outgoing else link.target
            found.setdefault(here, []).append((not outgoing, link))
    return {
        span: [
            Tie(number, link, not incoming, link.source if incoming else link.target)
            for number, (incoming, link) in enumerate(
                sorted(some, key=lambda one: (one[0], one[1].type, one[1].id)), 1
            )
        ]
        for span, some in found.items()
    }


def ties_of(span_id: str, links: Mapping[str, Link], spans: Mapping[str, Span]) -> list[Tie]:
    """Return a span's links: outgoing first, then by type and place, other articles' last."""
    found = []
    for link in links.values():
        if link.source == span_id:
            found.append((link, True, link.target))
        if link.target == span_id:
            found.append((link, False, link.source))

    def order(one: tuple[Link, bool, str]) -> tuple[bool, str, bool, int, str]:
        link, outgoing, other = one
        span = spans.get(other)
        return not outgoing, link.type, span is None, span.start if span else 0, link.id

    return [Tie(number, *one) for number, one in enumerate(sorted(found, key=order), 1)]
