"""Clean text: an article without its boilerplate, and every other span moved along."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import NamedTuple

import msgspec

from annotator.annotation.records import Annotated, Span, make_fragments
from annotator.text.cutting import CutText


class Cleaned(NamedTuple):
    """An article without some passages.

    Attributes:
        record: where something was cut out its article has another id and text;
            ``meta["clean"]`` holds the way back: ``raw_id``, ``raw_sha256`` and ``pieces`` as
            ``[clean start, raw start, length]``. An article of which nothing was cut out keeps
            its id, and has one piece.
        cut: spans that were cut out.
        dropped: other spans that lay inside what was cut out.
        links_dropped: links that ended or began at either.

    """

    record: Annotated
    cut: int
    dropped: int
    links_dropped: int


def clean(record: Annotated, labels: Collection[str]) -> Cleaned | None:
    """Cut the spans of some labels out of an article, in one annotator's view of it.

    A span across a cut becomes whole again; of one that reaches into a cut the rest stays.

    Args:
        record: labels by name.
        labels: names of the labels whose spans are cut out.

    Returns:
        None when nothing but white space would be left.

    """
    article = record.article
    cut = [span for span in record.spans if span.label in labels]
    text = CutText(article.text, [place for span in cut for place in span.ranges])
    if not text.text.strip():
        return None
    digest = hashlib.sha256(text.text.encode("utf-8")).hexdigest()
    meta = {
        **article.meta,
        "clean": {
            "raw_id": article.id,
            "raw_sha256": hashlib.sha256(article.text.encode("utf-8")).hexdigest(),
            "pieces": [list(piece) for piece in text.pieces],
        },
    }
    whole = text.text == article.text
    name = article.id if whole else f"{article.id}~{digest[:12]}"
    kept = [
        moved
        for span in record.spans
        if span.label not in labels and (moved := _moved(span, text, name)) is not None
    ]
    ids = {span.id for span in kept}
    gone = {span.id for span in record.spans} - ids
    links = tuple(link for link in record.links if not gone & {link.source, link.target})
    clean_article = msgspec.structs.replace(article, id=name, text=text.text, meta=meta)
    return Cleaned(
        msgspec.structs.replace(record, article=clean_article, spans=tuple(kept), links=links),
        len(cut),
        len(record.spans) - len(cut) - len(kept),
        len(record.links) - len(links),
    )


def _moved(span: Span, text: CutText, article: str) -> Span | None:
    places = [text.to_clean(start, end) for start, end in span.ranges]
    ranges = tuple(place for place in places if place is not None)
    if not ranges:
        return None
    return msgspec.structs.replace(
        span, article=article, fragments=make_fragments(text.text, ranges)
    )
