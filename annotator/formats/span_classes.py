"""Spans one by one for classification, with as many places that are none of them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import Any, BinaryIO

import orjson

from annotator.annotation.records import Annotated
from annotator.formats.common.base import Format, WriteOptions
from annotator.formats.common.losses import Losses
from annotator.formats.common.tokens import Range, tokenise
from annotator.words import say

_AROUND = 200
"""Characters shown before and behind a span."""

_TRIES = 20
"""How often a place is drawn that may hold a span."""


class SpanClasses(Format):
    """JSON lines with a span, what stands around it, and its labels; see ``docs/formats.md``."""

    def write(
        self, records: Iterable[Annotated], file: BinaryIO, options: WriteOptions | None = None
    ) -> None:
        """Write a line for each place that has spans, and one for a place that has none.

        Places without a span (``labels`` is empty) have as many tokens as those with one, share
        no character with any span, and are drawn by the article's and annotator's names: the same
        records give the same places.
        """
        losses = options.losses if options else Losses()
        for record in records:
            where = say("article {article}", article=record.article.id)
            several = sum(len(span.fragments) > 1 for span in record.spans)
            losses.add(
                say("spans of several fragments"), say("written as one, from first to last"),
                several, where,
            )  # fmt: skip
            losses.add(say("links"), say("left out"), len(record.links), where)
            lines = (orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in _rows(record))
            file.writelines(lines)


def _rows(record: Annotated) -> Iterator[dict[str, Any]]:
    places: dict[Range, list[str]] = {}
    for span in record.spans:
        labels = places.setdefault((span.start, span.end), [])
        if span.label not in labels:
            labels.append(span.label)
    known = sorted(places)
    for place in known:
        yield _row(record, place, sorted(places[place]))
    for place in _others(record, known):
        yield _row(record, place, [])


def _row(record: Annotated, place: Range, labels: Sequence[str]) -> dict[str, Any]:
    text, (start, end) = record.article.text, place
    return {
        "article_id": record.article.id,
        "annotator": record.annotator or "",
        "start": start,
        "end": end,
        "before": text[max(0, start - _AROUND) : start],
        "text": text[start:end],
        "after": text[end : end + _AROUND],
        "labels": list(labels),
    }


def _others(record: Annotated, places: Sequence[Range]) -> list[Range]:
    """Return places that share no character with a span, one for each, where there is room."""
    tokens = tokenise(record.article.text)
    named = f"{record.article.id}\0{record.annotator}".encode("utf-8", "surrogatepass")
    chance = random.Random(blake2b(named, digest_size=8).digest())
    taken = [span for one in record.spans for span in one.ranges] + list(places)
    found: list[Range] = []
    for start, end in places:
        number = max(1, sum(left < end and start < right for left, right in tokens))
        for _ in range(_TRIES):
            if number > len(tokens):
                break
            at = chance.randrange(len(tokens) - number + 1)
            place = tokens[at][0], tokens[at + number - 1][1]
            if not any(left < place[1] and place[0] < right for left, right in taken):
                found.append(place)
                taken.append(place)
                break
    return sorted(found)
