"""What agreement is computed from: articles, who is done with them, and spans, as sorted arrays.

An annotator counts on an article only when the article is *done* for them: marking nothing and
not having done it are different. Everything is sorted (articles by id), so that the same work
gives the same figures, bit by bit, in whatever order it was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from itertools import pairwise
from typing import Any
from zlib import crc32

import msgspec
import numpy as np

from annotator.agreement.measures.arrays import Flags, Ints
from annotator.errors import OffsetError, RuleError
from annotator.words import say

Ranges = tuple[tuple[int, int], ...]


class ArticleData(msgspec.Struct, frozen=True):
    """One article.

    Attributes:
        id: unique.
        length: code points of its text.
        done: the annotators who are done with it, each with when (ISO 8601, "" for unknown).

    """

    id: str
    length: int
    done: Mapping[str, str]
    title: str = ""


class SpanData(msgspec.Struct, frozen=True, gc=False):
    """One span; ``label`` is its name, ``ranges`` are its fragments in code points."""

    id: str
    article: str
    annotator: str
    label: str
    ranges: Ranges
    attributes: Mapping[str, Any] = msgspec.field(default_factory=dict)


class LinkData(msgspec.Struct, frozen=True):
    """One link between spans, by id."""

    type: str
    source: str
    target: str


class Corpus(msgspec.Struct, frozen=True, eq=False, kw_only=True):
    """Articles and spans as arrays.

    D articles, A annotators, K labels, S spans, F fragments. Spans are sorted by article,
    annotator, label, start, end and id; fragments by span and start.

    Attributes:
        annotators: sorted names.
        labels: names, in the order given.
        article_ids: sorted.
        titles: in the order of the articles.
        lengths: (D,) code points.
        done: (D, A) who is done with what.
        done_at: for each article the times, by annotator.
        article: (S,) index of the article.
        annotator: (S,) index.
        label: (S,) index.
        first: (S + 1,) where the fragments of each span begin in ``start`` and ``end``.
        start: (F,) code points.
        end: (F,) code points, exclusive.
        size: (S,) code points that each span covers.
        doubles: (S,) how many more identical spans the annotator has, which count no further.
        span_ids: S ids.
        attributes: S mappings.
        links: all, sorted.

    """

    annotators: tuple[str, ...]
    labels: tuple[str, ...]
    article_ids: tuple[str, ...]
    titles: tuple[str, ...]
    lengths: Ints
    done: Flags
    done_at: tuple[Mapping[str, str], ...]
    article: Ints
    annotator: Ints
    label: Ints
    first: Ints
    start: Ints
    end: Ints
    size: Ints
    doubles: Ints
    span_ids: tuple[str, ...]
    attributes: tuple[Mapping[str, Any], ...]
    links: tuple[LinkData, ...] = ()

    def compared(self) -> Corpus:
        """Return the articles that at least two annotators are done with, and their spans."""
        return self.chosen(self.done.sum(axis=1) >= 2)

    def chosen(self, articles: Flags) -> Corpus:
        """Return some of the articles, (D,), and their spans."""
        if articles.all():
            return self
        kept = np.flatnonzero(articles)
        numbers = np.cumsum(articles) - 1
        spans = articles[self.article]
        fragments = np.repeat(spans, np.diff(self.first))
        chosen = np.flatnonzero(spans)
        return msgspec.structs.replace(
            self,
            article_ids=tuple(self.article_ids[i] for i in kept),
            titles=tuple(self.titles[i] for i in kept),
            lengths=self.lengths[kept],
            done=self.done[kept],
            done_at=tuple(self.done_at[i] for i in kept),
            article=numbers[self.article[spans]].astype(np.int64),
            annotator=self.annotator[spans],
            label=self.label[spans],
            first=_offsets(np.diff(self.first)[spans]),
            start=self.start[fragments],
            end=self.end[fragments],
            size=self.size[spans],
            doubles=self.doubles[spans],
            span_ids=tuple(self.span_ids[i] for i in chosen),
            attributes=tuple(self.attributes[i] for i in chosen),
        )

    def cut(self, begin: int, end: int) -> Corpus:
        """Return the articles ``begin`` to ``end`` (exclusive) with their spans."""
        low, high = np.searchsorted(self.article, [begin, end])
        fragments = slice(int(self.first[low]), int(self.first[high]))
        return msgspec.structs.replace(
            self,
            article_ids=self.article_ids[begin:end],
            titles=self.titles[begin:end],
            lengths=self.lengths[begin:end],
            done=self.done[begin:end],
            done_at=self.done_at[begin:end],
            article=self.article[low:high] - begin,
            annotator=self.annotator[low:high],
            label=self.label[low:high],
            first=self.first[low : high + 1] - self.first[low],
            start=self.start[fragments],
            end=self.end[fragments],
            size=self.size[low:high],
            doubles=self.doubles[low:high],
            span_ids=self.span_ids[low:high],
            attributes=self.attributes[low:high],
            links=(),
        )

    def blocks(self, fragments: int = 20_000) -> list[tuple[int, int]]:
        """Return ranges of articles that are worked on, and remembered, together.

        Where one ends depends on the ids of its own articles and little else, so that an article
        more or less changes one block and not all that follow.
        """
        begins = [0]
        per_article = np.bincount(
            self.article, weights=np.diff(self.first), minlength=len(self.article_ids)
        )
        held = 0
        for number, one in enumerate(self.article_ids):
            held += int(per_article[number])
            ends_here = crc32(one.encode("utf-8", "surrogatepass")) % 64 == 0
            if (ends_here and held > fragments // 8) or held > fragments:
                begins.append(number + 1)
                held = 0
        if begins[-1] != len(self.article_ids):
            begins.append(len(self.article_ids))
        return list(pairwise(begins))

    def digest(self) -> bytes:
        """Return a hash of all that the sums over these articles depend on."""
        total = blake2b(digest_size=16)
        total.update(msgspec.msgpack.encode((self.annotators, self.labels, self.article_ids)))
        for array in (
            self.lengths,
            self.done,
            self.article,
            self.annotator,
            self.label,
            self.first,
            self.start,
            self.end,
        ):
            total.update(np.ascontiguousarray(array).tobytes())
        return total.digest()


def build(
    articles: Iterable[ArticleData],
    spans: Iterable[SpanData],
    *,
    labels: Sequence[str] = (),
    annotators: Sequence[str] | None = None,
    links: Iterable[LinkData] = (),
) -> Corpus:
    """Return a corpus of plain data.

    Spans by an annotator who is not done with the article are left out. Identical spans of one
    annotator (label and characters) are one, that with the first id: what is set on the others
    only, an attribute or a link, is its own.

    Args:
        articles: in any order.
        spans: in any order; fragments that overlap or touch are joined.
        labels: names in the order of the project; others that spans have follow, sorted.
        annotators: only these are compared; None: all who are done with something.
        links: between the spans given.

    Raises:
        OffsetError: a range is empty or reaches outside its article.
        RuleError: two articles have the same id, or a span's article is not given.

    """
    given = sorted(articles, key=lambda one: one.id)
    numbers = {one.id: i for i, one in enumerate(given)}
    if len(numbers) != len(given):
        raise RuleError(say("two articles have the same id"))
    if annotators is None:
        names = tuple(sorted({name for one in given for name in one.done}))
    else:
        names = tuple(sorted(set(annotators)))
    who = {name: i for i, name in enumerate(names)}
    done = np.zeros((len(given), len(names)), np.bool_)
    for number, one in enumerate(given):
        for name in one.done:
            if name in who:
                done[number, who[name]] = True

    kept: list[SpanData] = []
    seen: set[str] = set()
    for span in spans:
        if span.article not in numbers:
            raise RuleError(
                say(
                    "the article {article} of span {span} is not given",
                    article=span.article,
                    span=span.id,
                )
            )
        seen.add(span.label)
        if span.annotator in who and done[numbers[span.article], who[span.annotator]]:
            kept.append(span)
    known = tuple(dict.fromkeys(labels))
    all_labels = known + tuple(sorted(seen - set(known)))
    which = {name: i for i, name in enumerate(all_labels)}

    lengths = [one.length for one in given]
    ranges = [_normal(span, lengths[numbers[span.article]]) for span in kept]
    article = np.array([numbers[span.article] for span in kept], np.int64)
    annotator = np.array([who[span.annotator] for span in kept], np.int64)
    label = np.array([which[span.label] for span in kept], np.int64)
    begin = np.array([one[0][0] for one in ranges], np.int64)
    finish = np.array([one[-1][1] for one in ranges], np.int64)
    order, others = _once(
        np.lexsort((finish, begin, label, annotator, article)),
        (finish, begin, label, annotator, article),
        kept,
        ranges,
    )
    places = order.tolist()
    ordered = [ranges[i] for i in places]
    start = np.array([pair[0] for one in ordered for pair in one], np.int64)
    end = np.array([pair[1] for one in ordered for pair in one], np.int64)
    first = _offsets(np.array([len(one) for one in ordered], np.int64))
    reached = _offsets(end - start)
    return Corpus(
        annotators=names,
        labels=all_labels,
        article_ids=tuple(one.id for one in given),
        titles=tuple(one.title for one in given),
        lengths=np.array(lengths, np.int64),
        done=done,
        done_at=tuple(one.done for one in given),
        article=article[order],
        annotator=annotator[order],
        label=label[order],
        first=first,
        start=start,
        end=end,
        size=reached[first[1:]] - reached[first[:-1]],
        doubles=np.array([len(others.get(i, ())) for i in places], np.int64),
        span_ids=tuple(kept[i].id for i in places),
        attributes=tuple(_attributes(kept, i, others.get(i, ())) for i in places),
        links=_links(links, kept, others),
    )


def _normal(span: SpanData, length: int) -> Ranges:
    if not span.ranges:
        raise OffsetError(say("span {span} has no fragment", span=span.id))
    for start, end in span.ranges:
        if not 0 <= start < end <= length:
            raise OffsetError(
                say(
                    "span {span}: the range {start} to {end} is not inside the text of {length}"
                    " {length:character|characters}",
                    span=span.id,
                    start=start,
                    end=end,
                    length=length,
                )
            )
    if len(span.ranges) == 1:
        return span.ranges
    joined: list[tuple[int, int]] = []
    for start, end in sorted(span.ranges):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _once(
    order: Ints, keys: Sequence[Ints], spans: Sequence[SpanData], ranges: Sequence[Ranges]
) -> tuple[Ints, dict[int, list[int]]]:
    """Return an order in which spans that are equal in all keys are sorted by id, each once.

    Sorting all spans by id first, or looking all of them up, would give the same and take seconds
    for a million of them.

    Returns:
        The order, and by the place of a span the places of those that are identical with it.

    """
    same = np.ones(max(len(order) - 1, 0), np.bool_)
    for key in keys:
        ordered = key[order]
        same &= ordered[1:] == ordered[:-1]
    found = order.copy()
    stays = np.ones(len(order), np.bool_)
    others: dict[int, list[int]] = {}
    # Where a run of equal spans begins, and the place after its last one.
    edges = np.flatnonzero(np.diff(np.concatenate(([False], same, [False])).astype(np.int8)))
    for begin, last in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        run = slice(begin, last + 1)
        members = sorted(order[run].tolist(), key=lambda one: spans[one].id)
        found[run] = members
        seen: dict[Ranges, int] = {}
        for at, one in enumerate(members, begin):
            first = seen.setdefault(ranges[one], one)
            if first != one:
                others.setdefault(first, []).append(one)
                stays[at] = False
    return found[stays], others


def _attributes(spans: Sequence[SpanData], place: int, others: Sequence[int]) -> Mapping[str, Any]:
    """Return a span's attributes, and what is set only on those that are identical with it."""
    if not others:
        return spans[place].attributes
    found: dict[str, Any] = {}
    for one in (*reversed(others), place):
        given = spans[one].attributes
        found |= {name: value for name, value in given.items() if value is not None}
    return found


def _links(
    links: Iterable[LinkData], spans: Sequence[SpanData], others: Mapping[int, Sequence[int]]
) -> tuple[LinkData, ...]:
    """Return links in order, between the spans that stand for their ends."""
    stands = {spans[one].id: spans[first].id for first, more in others.items() for one in more}
    if stands:
        links = {
            LinkData(
                one.type, stands.get(one.source, one.source), stands.get(one.target, one.target)
            )
            for one in links
        }
    return tuple(sorted(links, key=lambda one: (one.type, one.source, one.target)))


def _offsets(counts: Ints) -> Ints:
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64)))
