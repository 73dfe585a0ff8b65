"""Memory: what was tagged before, wherever the same text stands again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from annotator.annotation.records import Article, Label
from annotator.suggestions.labels import is_block, is_quote, is_sentence
from annotator.suggestions.pieces.strings import Strings, is_whole
from annotator.suggestions.records import Candidate, Example, Range, Tagged
from annotator.suggestions.sources.base import Proposer, Source
from annotator.words import Message, counts, say

_SHORTEST, _LONGEST = 2, 2_000
_LONG = 25
_MOST = 20_000


class Remembered(msgspec.Struct, frozen=True, array_like=True):
    """A text that was tagged.

    Attributes:
        text: what was tagged.
        tagged: how often.
        seen: how often it stands in the articles that were learned from.
        articles: in how many of these it was tagged.
        attributes: what most of those spans were given.

    """

    text: str
    tagged: int
    seen: int
    articles: int
    attributes: dict[str, Any] = msgspec.field(default_factory=dict)


class Memory(Source):
    """Texts that were tagged before, for every label but quotes and sentences."""

    name = "memory"
    learns = True

    def serves(self, label: Label) -> bool:
        """Tell whether equal texts are likely to be tagged alike."""
        return not (is_quote(label) or is_sentence(label))

    def learn(self, label: Label, examples: Sequence[Example]) -> bytes:
        """Return the texts that were tagged, and how often each stands without a tag."""
        tagged: Counter[str] = Counter()
        articles: dict[str, set[str]] = {}
        said: dict[str, Counter[bytes]] = {}
        taken: list[set[Range]] = []
        for example in examples:
            text = example.article.text
            taken.append(set())
            for one in example.of(label.name):
                if len(one.ranges) > 1:
                    continue
                words = text[one.start : one.end]
                if not _SHORTEST <= len(words) <= _LONGEST:
                    continue
                tagged[words] += 1
                articles.setdefault(words, set()).add(example.article.id)
                taken[-1].add((one.start, one.end))
                plain = msgspec.json.encode(one.attributes, order="sorted")
                said.setdefault(words, Counter())[plain] += 1
        kept = sorted(tagged, key=lambda words: (-tagged[words], words))[:_MOST]
        seen: Counter[str] = Counter()
        strings = Strings(kept)
        anywhere = is_block(label)
        for example, mine in zip(examples, taken, strict=True):
            for number, (start, end) in strings.within(example.article.text):
                whole = _counts(example.article.text, start, end, anywhere)
                if whole or (start, end) in mine:
                    seen[kept[number]] += 1
        return msgspec.json.encode(
            [
                Remembered(
                    words,
                    tagged[words],
                    max(seen[words], tagged[words]),
                    len(articles[words]),
                    _most(said[words]),
                )
                for words in kept
            ]
        )

    def knows(self, label: Label, learned: bytes, surveyed: bytes = b"") -> Message:
        """Return in a few words what it goes by."""
        del label, surveyed
        known = msgspec.json.decode(learned, type=list[Remembered]) if learned else []
        return counts.texts(len(known)) if known else say("nothing yet")

    def proposer(self, label: Label, learned: bytes, surveyed: bytes = b"") -> Proposer:
        """Return what finds texts again."""
        del surveyed
        known = msgspec.json.decode(learned, type=list[Remembered]) if learned else []
        return _Memory(known, is_block(label))


def _most(said: Counter[bytes]) -> dict[str, Any]:
    plain = min(said, key=lambda one: (-said[one], one))
    found: dict[str, Any] = msgspec.json.decode(plain)
    return found


def _counts(text: str, start: int, end: int, anywhere: bool) -> bool:
    """Tell whether a place counts: where words are whole, or anywhere if it is page furniture."""
    return (anywhere and end - start >= _LONG) or is_whole(text, start, end)


class _Memory(Proposer):
    def __init__(self, known: Sequence[Remembered], anywhere: bool) -> None:
        self._known = known
        self._anywhere = anywhere
        self._strings = Strings([one.text for one in known])

    def propose(self, article: Article, tagged: Sequence[Tagged] = ()) -> Iterable[Candidate]:
        del tagged
        text = article.text
        made = []
        for number, (start, end) in self._strings.within(text):
            if not _counts(text, start, end, self._anywhere):
                continue
            one = self._known[number]
            share = one.tagged / one.seen
            facts = ["remembered"]
            facts += [f"remembered {n} times" for n in (2, 3, 5, 10) if one.tagged >= n]
            facts += [f"remembered in {n} articles" for n in (2, 4) if one.articles >= n]
            facts += [
                f"tagged where it stood >= {at}" for at in (0.3, 0.6, 0.8, 0.95) if share >= at
            ]
            if end - start >= _LONG:
                facts.append("remembered, long")
                score = (one.tagged + 1) / (one.seen + 1.12)
            else:
                score = (one.tagged + 0.5) / (one.seen + 1)
            made.append(
                Candidate(
                    ranges=((start, end),),
                    features=tuple(facts),
                    score=round(score, 4),
                    attributes=dict(one.attributes),
                )
            )
        return made
