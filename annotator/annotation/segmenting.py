"""An article as several: one for each sentence or paragraph, with the spans that lie in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import NamedTuple

import msgspec

from annotator.annotation.records import Annotated, Span, make_fragments
from annotator.text import paragraph_ranges, sentence_ranges, trim

SEGMENTS: dict[str, Callable[[str], list[tuple[int, int]]]] = {
    "sentence": sentence_ranges,
    "paragraph": paragraph_ranges,
}


class Segmented(NamedTuple):
    """An article in segments.

    Attributes:
        records: in order; ``meta["segment"]`` of each holds ``article`` (the whole one's id),
            ``start`` and ``end`` in its text, and ``number`` from 0.
        divided: spans that crossed the end of a segment: each part is a span of its own.
        trimmed: spans that covered nothing but white space between segments, which are gone.
        links_dropped: links from or to what is gone, and between segments.

    """

    records: tuple[Annotated, ...]
    divided: int
    trimmed: int
    links_dropped: int


def segment(record: Annotated, unit: str) -> Segmented:
    """Divide an article, in one annotator's view of it.

    A link stays where both its ends begin in the same segment.

    Args:
        record: any.
        unit: one of ``SEGMENTS``.

    """
    article = record.article
    found = (trim(article.text, *place) for place in SEGMENTS[unit](article.text))
    places = [place for place in found if place is not None]
    ends = [end for _, end in places]
    inside: list[list[Span]] = [[] for _ in places]
    first: dict[str, int] = {}
    divided = trimmed = 0
    for span in record.spans:
        touched: dict[int, list[tuple[int, int]]] = {}
        for start, end in span.ranges:
            at = bisect_right(ends, start)
            while at < len(places) and places[at][0] < end:
                low, high = places[at]
                touched.setdefault(at, []).append((max(low, start) - low, min(high, end) - low))
                at += 1
        for part, (at, ranges) in enumerate(sorted(touched.items())):
            low, high = places[at]
            inside[at].append(
                msgspec.structs.replace(
                    span,
                    id=f"{span.id}.{part}" if part else span.id,
                    article=f"{article.id}~{unit}{at}",
                    fragments=make_fragments(article.text[low:high], tuple(ranges)),
                )
            )
            first.setdefault(span.id, at)
        divided += len(touched) > 1
        trimmed += not touched
    links = [
        link
        for link in record.links
        if link.source in first and first.get(link.target) == first[link.source]
    ]
    records = tuple(
        msgspec.structs.replace(
            record,
            article=msgspec.structs.replace(
                article,
                id=f"{article.id}~{unit}{at}",
                text=article.text[low:high],
                meta={
                    **article.meta,
                    "segment": {"article": article.id, "start": low, "end": high, "number": at},
                },
            ),
            spans=tuple(inside[at]),
            links=tuple(link for link in links if first[link.source] == at),
        )
        for at, (low, high) in enumerate(places)
    )
    return Segmented(records, divided, trimmed, len(record.links) - len(links))
