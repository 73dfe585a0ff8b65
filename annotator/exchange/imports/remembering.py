"""What is remembered of the records of an import, so compact that a million of them fit."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from annotator.project import ImportVerdict, Verdict
from annotator.words import Message

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.int64]

T = TypeVar("T")
_MOST_RECENT = 20_000


class Place(NamedTuple):
    """Where a record stands.

    Attributes:
        file: the file's name as the user gave it.
        line: from 1; None where the whole file is one record.

    """

    file: str
    line: int | None

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


class Articles:
    """The articles by id, in the order of reading: what tells their texts, and where they stand."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._texts = array("q")
        self._files: dict[str, int] = {}
        self._file = array("i")
        self._line = array("q")

    def __len__(self) -> int:
        return len(self._numbers)

    def number(self, article: str) -> int | None:
        """Return the number of an article, from 0; None where it is new."""
        return self._numbers.get(article)

    def add(self, article: str, text: int, place: Place) -> int:
        """Remember an article with the hash of its text, and return its number."""
        number = self._numbers[article] = len(self._numbers)
        self._texts.append(text)
        self._file.append(self._files.setdefault(place.file, len(self._files)))
        self._line.append(-1 if place.line is None else place.line)
        return number

    def text(self, number: int) -> int:
        """Return the hash of an article's text."""
        return self._texts[number]

    def place(self, number: int) -> Place:
        """Return where an article stood first."""
        line = self._line[number]
        return Place(list(self._files)[self._file[number]], None if line < 0 else line)

    def __iter__(self) -> Iterator[str]:
        """Yield the ids in their order."""
        return iter(self._numbers)


class Taken(NamedTuple):
    """What comes in, all together.

    Attributes:
        articles: that come in.
        there: articles that are in the project already.
        spans: that are new.
        kept: spans whose id is there with other content.
        suggestions: for new articles.
        labels: names that the project does not have.
        widened: what its labels will allow.
        named: labels of spans.

    """

    articles: int
    there: int
    spans: int
    kept: int
    suggestions: int
    labels: tuple[str, ...]
    widened: tuple[Message, ...]
    named: frozenset[str]


class Records:
    """What would become of each record, by its number in the order of reading."""

    def __init__(self) -> None:
        self._article = array("i")  # its number; -1 where the record is not taken in
        self._is_new = bytearray()
        self._counts = array("i"), array("i"), array("i")  # spans, kept, suggestions
        self._labels: dict[int, tuple[str, ...]] = {}
        self._widened: dict[int, tuple[Message, ...]] = {}
        self._named = array("i")
        self._sets: dict[frozenset[str], int] = {frozenset(): 0}  # of labels; most are alike

    def take(
        self,
        number: int,
        article: int,
        verdict: ImportVerdict,
        suggestions: int,
        named: frozenset[str] = frozenset(),
    ) -> None:
        """Remember a record that can be taken in; its spans have the labels ``named``."""
        is_new = verdict.article is Verdict.NEW
        self._put(number, article, is_new=is_new)
        told = verdict.new_spans, verdict.kept, suggestions if is_new else 0
        for counts, one in zip(self._counts, told, strict=True):
            counts[number] = one
        if verdict.labels:
            self._labels[number] = verdict.labels
        if verdict.widened:
            self._widened[number] = verdict.widened
        self._named[number] = self._sets.setdefault(named, len(self._sets))

    def take_bare(self, number: int, article: int, verdict: Verdict) -> None:
        """Remember a record of which only the article comes in, and what is suggested."""
        self._put(number, article, is_new=verdict is Verdict.NEW)
        for counts in self._counts[:2]:
            counts[number] = 0
        self._labels.pop(number, None)
        self._widened.pop(number, None)
        self._named[number] = 0

    def _put(self, number: int, article: int, *, is_new: bool) -> None:
        missing = number + 1 - len(self._article)
        if missing > 0:
            self._article.extend([-1] * missing)
            self._is_new += bytes(missing)
            for more in (*self._counts, self._named):
                more.extend([0] * missing)
        self._article[number], self._is_new[number] = article, is_new

    def of(self, number: int) -> tuple[int, Verdict]:
        """Return the article (number) of a record that was taken in, and what comes of it."""
        verdict = Verdict.NEW if self._is_new[number] else Verdict.THERE
        return self._article[number], verdict

    def is_taken(self, articles: int, refused: Collection[int]) -> bytearray:
        """Return of each of so many articles 2 where it comes in, 1 where it is there, else 0."""
        found = bytearray(articles)
        for number, article in enumerate(self._article):
            if article >= 0 and number not in refused:
                found[article] = 2 if self._is_new[number] else 1
        return found

    def taken(self, articles: int, refused: Collection[int]) -> Taken:
        """Return what comes in, of so many articles, without records of some numbers."""
        found = self.is_taken(articles, refused)
        gone = [number for number in refused if number < len(self._article)]
        spans, kept, suggestions = (
            sum(counts) - sum(counts[number] for number in gone) for counts in self._counts
        )
        return Taken(
            found.count(2),
            found.count(1),
            spans,
            kept,
            suggestions,
            _all(self._labels, refused),
            _all(self._widened, refused),
            self._all_named(refused),
        )

    def _all_named(self, refused: Collection[int]) -> frozenset[str]:
        there = {one for at, one in enumerate(self._named) if at not in refused}
        return frozenset(name for some, one in self._sets.items() if one in there for name in some)


def _all(told: dict[int, tuple[T, ...]], refused: Collection[int]) -> tuple[T, ...]:
    return tuple(
        dict.fromkeys(what for at, some in told.items() if at not in refused for what in some)
    )


class SpanPrints:
    """Which spans were seen: of each a print of its id, one of all it says, and of which record.

    Those of the last records lie in a dictionary, all others in sorted arrays, 24 bytes for each.
    """

    def __init__(self) -> None:
        self._recent: dict[int, tuple[int, int]] = {}
        self._runs: list[tuple[Numbers, Numbers, Numbers]] = []

    def expect(self, ids: Iterable[str]) -> None:
        """Make known what was seen of some spans: of others ``get`` does not know."""
        import numpy as np

        if len(self._recent) > _MOST_RECENT:
            self._put_away()
        if not self._runs:
            return
        wanted = np.fromiter(map(hash, ids), dtype=np.int64)
        for names, prints, numbers in self._runs:
            at = np.searchsorted(names, wanted)
            at[at == len(names)] = 0
            for place in at[names[at] == wanted].tolist():
                seen = int(prints[place]), int(numbers[place])
                self._recent.setdefault(int(names[place]), seen)

    def get(self, span: str) -> tuple[int, int] | None:
        """Return the print and the record of a span (id) that was expected; None: not seen."""
        return self._recent.get(hash(span))

    def add(self, spans: Iterable[tuple[str, int]], number: int) -> None:
        """Remember spans (id and print) of a record."""
        self._recent.update((hash(name), (told, number)) for name, told in spans)

    def _put_away(self) -> None:
        import numpy as np

        recent, self._recent = self._recent, {}
        names = np.fromiter(recent, dtype=np.int64, count=len(recent))
        told = np.array(list(recent.values()), dtype=np.int64)
        del recent
        order = np.argsort(names)
        self._runs.append((names[order], told[order, 0], told[order, 1]))
        while len(self._runs) > 1 and 2 * len(self._runs[-1][0]) >= len(self._runs[-2][0]):
            one, other = self._runs.pop(), self._runs.pop()
            joined = [np.concatenate(both) for both in zip(other, one, strict=True)]
            order = np.argsort(joined[0], kind="stable")
            names, prints, numbers = (column[order] for column in joined)
            self._runs.append((names, prints, numbers))
