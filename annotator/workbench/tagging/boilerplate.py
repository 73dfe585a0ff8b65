"""Boilerplate: what is tagged with a label that takes blocks of page furniture.

Ranges are code points of the article, ends exclusive.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from annotator.annotation.records import Label, Span
from annotator.workbench.text_units import Range, Unit


class Look(StrEnum):
    """How boilerplate is shown on the page."""

    SHOWN = "shown"
    DIMMED = "dimmed"
    FOLDED = "folded"


def boilerplate_labels(labels: Iterable[Label], but: str = "") -> frozenset[str]:
    """Return the labels (ids) that tag blocks of boilerplate; one (id) does not count."""
    return frozenset(one.id for one in labels if one.unit == Unit.BLOCK and one.id != but)


def boilerplate(spans: Iterable[Span], labels: Iterable[Label], but: str = "") -> list[Range]:
    """Return the ranges of the spans with such a label."""
    blocks = boilerplate_labels(labels, but)
    return [pair for span in spans if span.label in blocks for pair in span.ranges]


def without(ranges: Iterable[Range], cut: Iterable[Range]) -> tuple[Range, ...]:
    """Return what is left of ranges when others are cut out of them; none of it is empty."""
    left = sorted(ranges)
    for low, high in sorted(cut):
        left = [
            piece
            for start, end in left
            for piece in ((start, min(end, low)), (max(start, high), end))
            if piece[0] < piece[1]
        ]
    return tuple(left)
