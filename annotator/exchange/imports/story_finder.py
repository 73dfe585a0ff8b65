"""Near-duplicates among the articles of an import and of the project: who tells the same story."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from annotator.project import Project

if TYPE_CHECKING:
    from annotator.text.comparing.minhash import Signature


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
    """Numbers from 0 that are joined to one another; of many it is soon said which group is theirs.

    Attributes:
        of: the group of each number.

    """

    def __init__(self) -> None:
        self.of: list[int] = []
        self._members: dict[int, list[int]] = {}

    def add(self) -> int:
        """Add the next number, joined to none, and return it."""
        number = len(self.of)
        self.of.append(number)
        self._members[number] = [number]
        return number

    def join(self, one: int, other: int) -> None:
        """Join two, and all that they are joined to."""
        groups = {self.of[one], self.of[other]}
        if len(groups) == 2:
            smaller, larger = sorted(groups, key=lambda group: len(self._members[group]))
            moved = self._members.pop(smaller)
            for number in moved:
                self.of[number] = larger
            self._members[larger] += moved


_MOST_PAIRS = 8
"""Of how many others, the most similar first, it is kept that an article tells the same.

Of further ones only what joins two stories. More than one is kept so that a story holds together
when articles of it are not brought in."""


class StoryFinder:
    """Compares new articles with those of the project and with one another.

    Args:
        project: None: one that is not there yet.

    Attributes:
        found: the near-duplicates, in the order of reading.
        new: ids of the new articles.
        signatures: of new articles, and of those in the project that had none, by article id; empty
            for a text that is too short to tell.

    """

    def __init__(self, project: Project | None) -> None:
        self.found: list[NearDuplicate] = []
        self.new: set[str] = set()
        self.signatures: dict[str, bytes] = {}
        from annotator.text.comparing import minhash  # numpy: not before something is imported

        self._minhash = minhash
        self._index = minhash.NearDuplicates()
        self._order: dict[str, int] = {}
        self._stories: dict[str, str] = {}
        self._pairs: list[tuple[str, str]] = []
        self._joined = _Groups()
        if project is None:
            return
        self._stories = project.story_of()
        for article, data in project.signatures():
            self._order[article] = len(self._order)
            if data:
                self._remember(article, minhash.from_bytes(data))
        for article, text in project.unsigned_articles():
            self.look_at(article, text, new=False)

    def look_at(self, article: str, text: str, *, new: bool = True) -> None:
        """Compare an article with all before it."""
        if article in self._order:
            return
        self._order[article] = len(self._order)
        if new:
            self.new.add(article)
        signed = self._minhash.signature(text)
        self.signatures[article] = b"" if signed is None else signed.tobytes()
        if signed is None:
            return
        near, scores = self._index.near(signed)
        number = self._remember(article, signed)
        for other in near[:_MOST_PAIRS]:
            self._join(other, number)
        group = self._joined.of
        mine = group[number]
        for other in [one for one in near[_MOST_PAIRS:] if group[one] != mine]:
            if group[other] != group[number]:  # joining may have brought it here
                self._join(other, number)
        if near and new:
            like = self._index.names[near[0]]
            self.found.append(NearDuplicate(article, like, scores[0]))

    def _remember(self, article: str, signed: Signature) -> int:
        self._index.add(article, signed)
        return self._joined.add()

    def _join(self, other: int, number: int) -> None:
        names = self._index.names
        self._pairs.append((names[other], names[number]))
        self._joined.join(other, number)

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
        for one, other in self._pairs:
            if one not in without and other not in without:
                trees.join(one, other)
        members: dict[str, list[str]] = {}
        for article in {*self._stories, *(one for pair in self._pairs for one in pair)} - without:
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


def chosen(signatures: Mapping[str, bytes], articles: set[str]) -> dict[str, bytes]:
    """Return the signatures of some articles."""
    return {one: signatures[one] for one in articles if one in signatures}
