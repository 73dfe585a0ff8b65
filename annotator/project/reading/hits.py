"""The places in the whole project where a search finds what was looked for, with what is around.

Which articles have hits, the best first, is one cheap question; the hits are read some articles at
a time, so that the first are shown while the last are still looked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from sqlalchemy import Connection, select

from annotator.annotation.records import Status
from annotator.project.reading import queries, search
from annotator.project.records import blindness
from annotator.project.storage import schema
from annotator.project.storage.rows import chunks

ARTICLES = 200_000
"""So many articles are looked into at most."""

_HITS = 5_000
_BEFORE, _AFTER = 60, 90


class SpanThere(msgspec.Struct, frozen=True, kw_only=True):
    """One of the annotator's spans that touches a hit.

    Attributes:
        label: its id.
        ranges: of its fragments, in code points.

    """

    id: str
    label: str
    ranges: tuple[tuple[int, int], ...]


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """One place where what was looked for stands.

    Attributes:
        key: of the article.
        article: its id.
        title: its title, else its id.
        status: how far the annotator is with it.
        start: where the hit begins, in code points.
        end: where it ends, exclusive.
        before: the words before it, on one line.
        text: the hit itself, on one line.
        after: the words after it, on one line.
        spans: the annotator's spans that touch it, in reading order.
        others: how many spans of others touch it, of which the annotator may know.

    """

    key: int
    article: str
    title: str
    status: Status
    start: int
    end: int
    before: str
    text: str
    after: str
    spans: tuple[SpanThere, ...] = ()
    others: int = 0


def find_articles(connection: Connection, words: str) -> tuple[int, ...]:
    """Return the keys of all articles that have what is wanted, the best first."""
    return search.keys_of(connection, words, ARTICLES)


def hits_in(
    connection: Connection, annotator_key: int, words: str, keys: Sequence[int]
) -> list[Hit]:
    """Return the hits in articles (keys), in their order and that of the text.

    An article whose title alone has a word gives no hit for it.
    """
    terms = search.parse(words)
    texts = _texts(connection, keys)
    places = {key: search.find_hits(text, terms, _HITS) for key, text in texts.items()}
    return _with_spans(connection, annotator_key, keys, texts, places)


def hits_at(
    connection: Connection,
    annotator_key: int,
    places: Mapping[int, Sequence[tuple[int, int]]],
) -> list[Hit]:
    """Return known places, by the article's key, with what is there now; what is gone is not."""
    keys = list(places)
    texts = _texts(connection, keys)
    there = {
        key: sorted(one for one in some if one[1] <= len(texts[key]))
        for key, some in places.items()
        if key in texts
    }
    return _with_spans(connection, annotator_key, keys, texts, there)


def _texts(connection: Connection, keys: Sequence[int]) -> dict[int, str]:
    table = schema.article_texts
    texts: dict[int, str] = {}
    for some in chunks(keys):
        found = connection.execute(
            select(table.c.article, table.c.text).where(table.c.article.in_(some))
        )
        texts.update((row[0], row[1]) for row in found)
    return texts


def _with_spans(
    connection: Connection,
    annotator_key: int,
    keys: Sequence[int],
    texts: Mapping[int, str],
    places: Mapping[int, Sequence[tuple[int, int]]],
) -> list[Hit]:
    wanted = [key for key in keys if places.get(key)]
    own, others = _spans_in(connection, annotator_key, wanted)
    found = []
    for row in queries.rows(connection, annotator_key, wanted):
        text = texts[row.key]
        mine, theirs = own.get(row.key, []), others.get(row.key, [])
        for start, end in places[row.key]:
            found.append(
                Hit(
                    key=row.key,
                    article=row.id,
                    title=row.title or row.id,
                    status=row.status,
                    start=start,
                    end=end,
                    before=_line(text, max(0, start - _BEFORE), start),
                    text=_line(text, start, end),
                    after=_line(text, end, min(len(text), end + _AFTER)),
                    spans=tuple(one for one in mine if _touches(one.ranges, start, end)),
                    others=sum(_touches(ranges, start, end) for ranges in theirs),
                )
            )
    return found


def _line(text: str, start: int, end: int) -> str:
    """Return a piece of a text on one line, with as many characters."""
    return "".join(c if c.isprintable() else " " for c in text[start:end])


def _touches(ranges: Iterable[tuple[int, int]], start: int, end: int) -> bool:
    return any(low < end and high > start for low, high in ranges)


def _spans_in(
    connection: Connection, annotator_key: int, keys: Sequence[int]
) -> tuple[dict[int, list[SpanThere]], dict[int, list[tuple[tuple[int, int], ...]]]]:
    """Return by article the annotator's spans, and the ranges of others' that they may know of."""
    spans, labels, fragments = schema.spans, schema.labels, schema.fragments
    own: dict[int, list[SpanThere]] = {}
    others: dict[int, list[tuple[tuple[int, int], ...]]] = {}
    for some in chunks(keys):
        pieces = connection.execute(
            select(
                spans.c.key,
                spans.c.article,
                spans.c.annotator,
                spans.c.id,
                labels.c.id,
                fragments.c.start,
                fragments.c.end,
            )
            .join_from(spans, fragments, fragments.c.span == spans.c.key)
            .join(labels, labels.c.key == spans.c.label)
            .where(
                spans.c.article.in_(some),
                blindness.seen_by(annotator_key, spans.c.annotator, spans.c.article),
            )
            .order_by(spans.c.key, fragments.c.number)
        )
        ranges: dict[int, list[tuple[int, int]]] = {}
        heads: dict[int, tuple[int, int, str, str]] = {}
        for key, article, annotator, name, label, start, end in pieces:
            ranges.setdefault(key, []).append((start, end))
            heads[key] = article, annotator, name, label
        for key, (article, annotator, name, label) in heads.items():
            these = tuple(ranges[key])
            if annotator == annotator_key:
                one = SpanThere(id=name, label=label, ranges=these)
                own.setdefault(article, []).append(one)
            else:
                others.setdefault(article, []).append(these)
    for found in own.values():
        found.sort(key=lambda one: (one.ranges[0][0], -one.ranges[-1][1], one.id))
    return own, others
