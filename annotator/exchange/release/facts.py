"""What the card says of the data: lengths, overlap, sources, dates, how it came about."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import median_low
from typing import NamedTuple
from urllib.parse import urlsplit

from annotator.annotation.origins import suggested_by
from annotator.annotation.records import GOLD, MANUAL, Annotated, Span


class Lengths(NamedTuple):
    """Lengths in characters."""

    number: int
    shortest: int
    median: int
    longest: int


class Facts:
    """Gathers facts about records as they go by.

    Attributes:
        sources: how many articles are from each: the host of an address, else what is named.
        first: the earliest date of an article, as far as they have one; "" for none.
        last: the latest one.
        dated: how many articles have a date.
        origins: how many spans came about how.
        overlapping: how many spans share a character with another one of the same record.
        exactly: how often a span lies exactly on one of another label, by the pair of labels.

    """

    def __init__(self) -> None:
        self.sources: Counter[str] = Counter()
        self.first = self.last = ""
        self.dated = 0
        self.origins: Counter[str] = Counter()
        self.overlapping = 0
        self.exactly: Counter[tuple[str, str]] = Counter()
        self._articles: dict[str, int] = {}
        self._spans: dict[str, list[int]] = defaultdict(list)

    def add(self, record: Annotated) -> None:
        """Take in a record; an article is one, however many annotators it has."""
        article = record.article
        if article.id not in self._articles:
            self._articles[article.id] = len(article.text)
            self.sources[_host(article.source)] += 1
            if article.date:
                self.dated += 1
                day = article.date[:10]
                self.first = min(self.first or day, day)
                self.last = max(self.last, day)
        for span in record.spans:
            self._spans[span.label].append(sum(end - start for start, end in span.ranges))
            self.origins[span.origin] += 1
        self._overlaps(record.spans)

    def articles(self) -> Lengths | None:
        """Return the lengths of the articles (or segments)."""
        return _lengths(list(self._articles.values()))

    def spans(self) -> dict[str, Lengths]:
        """Return the lengths of the spans of each label, most frequent first."""
        ordered = sorted(self._spans.items(), key=lambda one: (-len(one[1]), one[0]))
        return {label: found for label, given in ordered if (found := _lengths(given))}

    @property
    def suggested(self) -> int:
        """How many spans came from a suggestion that somebody accepted."""
        return sum(n for origin, n in self.origins.items() if suggested_by(origin) is not None)

    @property
    def foreign(self) -> int:
        """How many spans were neither marked by hand nor settled nor accepted: an import's."""
        known = self.origins[MANUAL] + self.origins[GOLD] + self.suggested
        return sum(self.origins.values()) - known

    def _overlaps(self, spans: Sequence[Span]) -> None:
        touched: set[int] = set()
        begun: list[tuple[int, int]] = []
        places: dict[tuple[tuple[int, int], ...], set[str]] = defaultdict(set)
        ranges = sorted(
            (start, end, number) for number, span in enumerate(spans) for start, end in span.ranges
        )
        for start, end, number in ranges:
            begun = [one for one in begun if one[0] > start]
            for _, other in begun:
                if other != number:
                    touched |= {other, number}
            begun.append((end, number))
        for span in spans:
            places[tuple(span.ranges)].add(span.label)
        for labels in places.values():
            ordered = sorted(labels)
            self.exactly.update(
                (one, other) for at, one in enumerate(ordered) for other in ordered[at + 1 :]
            )
        self.overlapping += len(touched)


def _lengths(given: list[int]) -> Lengths | None:
    if not given:
        return None
    return Lengths(len(given), min(given), median_low(given), max(given))


def _host(source: str) -> str:
    """Return where an article is from: the host of an address, else what is named."""
    try:
        host = urlsplit(source).hostname if "://" in source else None
    except ValueError:
        host = None
    return host or source
