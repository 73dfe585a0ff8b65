"""Widgets that scraping has glued into a sentence: a name, the name again, headlines, MORE.

A name is said twice where a space is missing ("Mark MilleyMark MilleyRepublicans …"), or its end
before the name in full ("PutinVladimir Vladimirovich PutinFBI …"). From the second one to the tail
word is a widget. Which words are tails, beside MORE, is learned from two that were tagged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec
import regex

from annotator.annotation.records import Article, Label
from annotator.suggestions.labels import is_block
from annotator.suggestions.records import Candidate, Example, Range, Tagged
from annotator.suggestions.sources.base import Proposer, Source
from annotator.text import paragraph_at
from annotator.words import Message, say

_TAILS = ("MORE",)
_FEWEST = 2
_LONGEST = 1_500
_NAME_WORD = r"\p{Lu}[\p{L}\p{M}.'’-]{0,30}"
_TWICE = regex.compile(
    r"(?<![\p{L}\p{M}\p{N}])(?:"
    r"(?P<whole>\p{Lu}[^\n“”\"]{1,60}?[\p{L}\p{M}.)])(?P<again>(?P=whole))(?=[\p{Lu}\p{N}\"'‘“])"
    r"|(?P<last>\p{Lu}[\p{L}\p{M}'’-]{0,30}?[\p{L}])"
    rf"(?P<again>(?:{_NAME_WORD}[ \u00a0]){{1,4}}(?P=last)(?=[\p{{Lu}}\p{{N}}\"'‘“]))"
    r"|(?P<start>(?:\p{Lu}[\p{L}\p{M}.'’-]{1,30}[ \u00a0]){1,3})"
    r"(?P<end>\p{Lu}[\p{L}\p{M}'’-]{1,30}?)"
    rf"(?P<again>(?P=start)(?:{_NAME_WORD}[ \u00a0]){{0,3}}(?P=end)(?=[\p{{Lu}}\p{{N}}\"'‘“]))"
    r")"
)
_SEVERAL = regex.compile(r"[,;:](?! (?:Jr|Sr|I{1,3}|IV)\b)")
"""What stands between names and in none, but before what tells namesakes apart."""
_CAPITAL_WORD = regex.compile(r"[\p{Lu}\p{N}][\p{L}\p{N}]*\Z")


def glued_widgets(text: str, tails: Sequence[str] = _TAILS) -> list[Range]:
    """Return the glued widgets of a text, in order, not overlapping."""
    found: list[Range] = []
    end_of = regex.compile(r"(?:\b|(?<=\p{Ll}))(?:" + "|".join(map(regex.escape, tails)) + r")\b")
    at = 0
    while (name := _TWICE.search(text, at)) is not None:
        first = name.start("again")
        _, stop = paragraph_at(text, first)
        closing = end_of.search(text, name.end("again"), min(stop, first + _LONGEST))
        other = _TWICE.search(text, name.end("again"), min(stop, first + _LONGEST))
        if (
            _SEVERAL.search(name["again"])
            or closing is None
            or (other is not None and other.start() < closing.start() - 400)
        ):
            at = name.end("again")
            continue
        found.append((first, closing.end()))
        at = closing.end()
    return found


class Glued(Source):
    """Glued widgets, for a label of what a website added."""

    name = "glued"
    learns = True

    def serves(self, label: Label) -> bool:
        """Tell whether the label is for page furniture."""
        return is_block(label)

    def learn(self, label: Label, examples: Sequence[Example]) -> bytes:
        """Return the words at which tagged widgets end, those that did so twice."""
        ends: Counter[str] = Counter()
        for example in examples:
            for one in example.of(label.name):
                ends.update(_tail_of(example.article.text, one))
        return msgspec.json.encode(sorted(word for word, n in ends.items() if n >= _FEWEST))

    def knows(self, label: Label, learned: bytes, surveyed: bytes = b"") -> Message:
        """Return in a few words what it goes by."""
        del label, surveyed
        more = msgspec.json.decode(learned, type=list[str]) if learned else []
        return say("rules, and {words}", words=tuple(more)) if more else say("rules")

    def proposer(self, label: Label, learned: bytes, surveyed: bytes = b"") -> Proposer:
        """Return what finds widgets up to the tails that were learned, and MORE."""
        del label, surveyed
        more = msgspec.json.decode(learned, type=list[str]) if learned else []
        return _Widgets(tuple(dict.fromkeys((*_TAILS, *more))))


def _tail_of(text: str, one: Tagged) -> Iterator[str]:
    """Yield the last word of a span that begins where a name is said again."""
    start, end = one.start, one.end
    if start == 0 or not text[start - 1].isalnum() or "\n" in text[start:end]:
        return
    tail = _CAPITAL_WORD.search(text, start, end)
    if tail is not None and tail.start() > start:
        yield tail.group()


class _Widgets(Proposer):
    def __init__(self, tails: Sequence[str]) -> None:
        self._tails = tails

    def propose(self, article: Article, tagged: Sequence[Tagged] = ()) -> Iterable[Candidate]:
        del tagged
        return [
            Candidate(ranges=(one,), features=("glued",), score=0.96)
            for one in glued_widgets(article.text, self._tails)
        ]
