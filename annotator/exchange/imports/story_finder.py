"""Near-duplicates among the articles of an import and of the project: who tells the same story."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

import msgspec

from annotator.project import Project


class NearDuplicate(msgspec.Struct, frozen=True):
    """A new article that tells the same as another one.

    Attributes:
        article: its id.
        like: id of the article that it is most similar to.
        similarity: of their words in runs of three, from 0 to 1, estimated.

    """

    article: str
    like: str
    similarity: float


class _Trees:
    """Sets of articles that are joined to one another, as trees."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def top(self, article: str) -> str:
        """Return the one that stands for all that an article is joined to."""
        while (above := self._above.get(article, article)) != article:
            self._above[article] = self._above.get(above, above)
            article = above
        return article

    def join(self, one: str, other: str) -> None:
        """Join two, and all that they are joined to."""
        self._above[self.top(other)] = self.top(one)


class _Groups:
    """Numbers from 0 that are joined to one another."""

    def __init__(self) -> None:
        self._above = array("i")

    def add(self, number: int) -> None:
        """Add numbers up to this one, joined to none."""
        self._above.extend(range(len(self._above), number + 1))

    def of(self, number: int) -> int:
        """Return the one that stands for all that a number is joined to."""
        above = self._above
        while above[number] != number:
            above[number] = above[above[number]]
            number = above[number]
        return number

    def join(self, one: int, other: int) -> None:
        """Join two, and all that they are joined to."""
        one, other = self.of(one), self.of(other)
        self._above[max(one, other)] = min(one, other)


_MOST_PAIRS = 8
"""Of how many others, the most similar first, it is kept that an article tells the same.

Of further ones only what joins two stories. More than one is kept so that a story holds together
when articles of it are not brought in."""


class StoryFinder:
    """Compares new articles with those of the project and with one another.

    Held of an article are its id and 252 bytes, so that there may be a million of them; who is like
    whom is worked out when it is asked.

    Args:
        project: None: one that is not there yet.

    """

    def __init__(self, project: Project | None) -> None:
        from annotator.text.comparing import minhash, near_pairs  # numpy: not before an import

        self._minhash, self._near_pairs = minhash, near_pairs
        self._order: dict[str, int] = {}  # of articles, as they came
        self._row = array("i")  # of each its signature; -1: none, the text is too short to tell
        self._names: list[str] = []  # of the articles of signatures
        self._signatures = bytearray()
        self._first_new = 0
        self._unsigned: list[str] = []
        self._stories: dict[str, str] = {}
        self._compared = 0
        self._found: list[NearDuplicate] = []
        self._joined: tuple[array[int], array[int]] = array("i"), array("i")
        self._groups = _Groups()
        if project is None:
            return
        self._stories = project.story_of()
        for article, data in project.each_signature():
            self._remember(article, data)
        self._compared = len(self._names)
        for article, text in project.unsigned_articles():
            self.look_at(article, text)
            self._unsigned.append(article)
        self._first_new = len(self._order)

    @property
    def found(self) -> list[NearDuplicate]:
        """The near-duplicates among new articles, in the order of reading."""
        self._compare()
        return self._found

    @property
    def new(self) -> set[str]:
        """Ids of the new articles."""
        return {one for one, at in self._order.items() if at >= self._first_new}

    @property
    def late(self) -> dict[str, bytes]:
        """Signatures of articles in the project that had none, by id."""
        return self.signatures(self._unsigned)

    def signatures(self, articles: Iterable[str]) -> dict[str, bytes]:
        """Return what tells near-duplicates of articles that were looked at, by id.

        It is empty for a text that is too short to tell.
        """
        found = {}
        for article in articles:
            at = self._order.get(article)
            if at is not None:
                row = self._row[at]
                begin = row * self._width
                data = self._signatures[begin : begin + self._width] if row >= 0 else b""
                found[article] = bytes(data)
        return found

    def look_at(self, article: str, text: str) -> None:
        """Remember an article, to be compared with all before it."""
        if article in self._order:
            return
        signed = self._minhash.signature(text)
        self._remember(article, b"" if signed is None else signed.tobytes())

    @property
    def _width(self) -> int:
        return 4 * self._minhash.SIZE

    def _remember(self, article: str, data: bytes) -> None:
        self._order[article] = len(self._order)
        if len(data) != self._width:
            self._row.append(-1)
            return
        self._row.append(len(self._names))
        self._names.append(article)
        self._signatures += data

    def _compare(self) -> None:
        """Compare what was remembered since with all before it."""
        since, self._compared = self._compared, len(self._names)
        if since == self._compared:
            return
        self._groups.add(len(self._names) - 1)
        known = self._minhash.from_bytes(self._signatures).reshape(-1, self._minhash.SIZE)
        groups = self._groups
        for number, others, scores in self._near_pairs.near_before(known, since):
            for other in others[:_MOST_PAIRS]:
                self._join(other, number)
            for other in others[_MOST_PAIRS:]:
                if groups.of(other) != groups.of(number):
                    self._join(other, number)
            article = self._names[number]
            if self._order[article] >= self._first_new:
                self._found.append(NearDuplicate(article, self._names[others[0]], scores[0]))

    def _join(self, other: int, number: int) -> None:
        for joined, one in zip(self._joined, (other, number), strict=True):
            joined.append(one)
        self._groups.join(other, number)

    @property
    def _pairs(self) -> list[tuple[str, str]]:
        """Ids of articles that tell the same, the earlier one first."""
        self._compare()
        return [(self._names[a], self._names[b]) for a, b in zip(*self._joined, strict=True)]

    def stories(self, without: frozenset[str] = frozenset()) -> dict[str, str]:
        """Return the story of each article whose story is new or another than before, by id.

        A story is named after its first article.

        Args:
            without: articles that are not brought in after all.

        """
        trees = _Trees()
        first: dict[str, str] = {}
        for article, story in self._stories.items():
            trees.join(first.setdefault(story, article), article)
        pairs = self._pairs
        for one, other in pairs:
            if one not in without and other not in without:
                trees.join(one, other)
        members: dict[str, list[str]] = {}
        for article in {*self._stories, *(one for pair in pairs for one in pair)} - without:
            members.setdefault(trees.top(article), []).append(article)
        told: dict[str, str] = {}
        for articles in members.values():
            if len(articles) < 2:
                continue
            articles.sort(key=self._place)
            kept = [self._stories[one] for one in articles if one in self._stories]
            name = kept[0] if kept else articles[0]
            told.update({one: name for one in articles if self._stories.get(one) != name})
        return told

    def _place(self, article: str) -> int:
        return self._order.get(article, len(self._order))
