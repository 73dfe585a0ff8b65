"""Near-duplicates among the articles of an import and of the project: who tells the same story."""

from __future__ import annotations

from collections.abc import Mapping

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
        from annotator.text import minhash  # numpy: not before something is imported

        self._minhash = minhash
        self._index = minhash.NearDuplicates()
        self._order: dict[str, int] = {}
        self._stories: dict[str, str] = {}
        self._pairs: list[tuple[str, str]] = []
        if project is None:
            return
        self._stories = project.story_of()
        for article, data in project.signatures():
            self._order[article] = len(self._order)
            if data:
                self._index.add(article, minhash.from_bytes(data))
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
        alike = self._index.like(signed)
        self._pairs += [(other, article) for other, _ in alike]
        if alike and new:
            self.found.append(NearDuplicate(article, *alike[0]))
        self._index.add(article, signed)

    def stories(self, without: frozenset[str] = frozenset()) -> dict[str, str]:
        """Return the story of each article whose story is new or another than before, by id.

        A story is named after its first article.

        Args:
            without: articles that are not brought in after all.

        """
        root: dict[str, str] = {}

        def find(article: str) -> str:
            while (above := root.get(article, article)) != article:
                root[article] = root.get(above, above)
                article = above
            return article

        first: dict[str, str] = {}
        for article, story in self._stories.items():
            root[find(article)] = find(first.setdefault(story, article))
        for one, other in self._pairs:
            if one not in without and other not in without:
                low, high = sorted((find(one), find(other)), key=self._place)
                root[high] = low
        members: dict[str, list[str]] = {}
        for article in {*self._stories, *(one for pair in self._pairs for one in pair)} - without:
            members.setdefault(find(article), []).append(article)
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
