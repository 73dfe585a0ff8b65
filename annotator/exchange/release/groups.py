"""Which articles of a release must stay in one split: those that tell the same."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np

from annotator.text.comparing.minhash import ENOUGH, SIZE, NearDuplicates, Signature, signature

METHOD = (
    "equal texts: the same words in the same order, case and white space aside; near-duplicates:"
    f" MinHash of {SIZE} hashes over runs of three words, from an estimated similarity of {ENOUGH}"
    " on, texts of fewer than 24 words aside; texts as imported and as released"
)

STORY, LINK, EQUAL, NEAR = "story", "link", "equal text", "near-duplicate"


class Kin:
    """Puts articles together that must not be parted.

    Args:
        signatures: of whole texts as imported, by article id, as far as they are known; empty for
            a text that is too short.

    Attributes:
        joined: how many articles each reason has put together that were apart before.

    """

    def __init__(self, signatures: Mapping[str, bytes] | None = None) -> None:
        self.joined: Counter[str] = Counter({STORY: 0, LINK: 0, EQUAL: 0, NEAR: 0})
        self._signatures = signatures or {}
        self._above: dict[str, str] = {}
        self._texts = TextIndex()

    def join(self, articles: Sequence[str], reason: str) -> None:
        """Keep some articles together."""
        for one, other in pairwise(articles):
            root, below = sorted((self._root(one), self._root(other)))
            if root != below:
                self._above[below] = root
                self.joined[reason] += 1

    def look_at(self, article: str, text: str, *, imported: bool) -> None:
        """Keep an article together with those seen so far whose texts are alike.

        Args:
            article: id.
            text: one form of its text.
            imported: whether that is the text as it was imported.

        """
        known = self._signatures.get(article) if imported else None
        equal, near = self._texts.add(article, text, known)
        for other in equal:
            self.join((other, article), EQUAL)
        for other in near:
            self.join((other, article), NEAR)

    def groups(self, articles: Iterable[str]) -> list[list[str]]:
        """Return the groups among some articles, in the order of their first ones."""
        found: dict[str, list[str]] = {}
        for article in articles:
            found.setdefault(self._root(article), []).append(article)
        return list(found.values())

    def _root(self, article: str) -> str:
        while (above := self._above.get(article, article)) != article:
            self._above[article] = self._above.get(above, above)
            article = above
        return article


class TextIndex:
    """Texts seen so far, several of one article among them; finds those that are alike."""

    def __init__(self) -> None:
        self._equal: dict[bytes, list[str]] = {}
        self._near = NearDuplicates()
        self._seen: set[tuple[str, bytes]] = set()

    def add(
        self, article: str, text: str, known: bytes | None = None
    ) -> tuple[list[str], list[str]]:
        """Remember a text and return the other articles with equal and with similar texts.

        Args:
            article: id.
            text: one form of its text.
            known: its signature, empty for a text that is too short; None: to be computed.

        """
        key = text_key(text)
        if (article, key) in self._seen:
            return [], []
        self._seen.add((article, key))
        same = self._equal.setdefault(key, [])
        equal = [other for other in same if other != article]
        same.append(article)
        near: list[str] = []
        signed = _signature(text, known)
        if signed is not None:
            near = [other for other, _ in self._near.like(signed) if other != article]
            self._near.add(article, signed)
        return equal, list(dict.fromkeys(near))


def _signature(text: str, known: bytes | None) -> Signature | None:
    if known is None:
        return signature(text)
    return np.frombuffer(known, dtype=np.uint32) if known else None


def text_key(text: str) -> bytes:
    """Return what is the same for texts of the same words, whatever their case and spaces."""
    words = " ".join(text.casefold().split())
    return hashlib.blake2b(words.encode("utf-8"), digest_size=12).digest()
