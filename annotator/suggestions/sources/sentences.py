"""Sentences, for labels of which a span is a sentence or most of one, as claims are.

Its words are what the combiner learns from. Whether the full stop belongs to it is learned.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

import msgspec
import regex

from annotator.annotation.records import Article, Label
from annotator.suggestions.labels import is_block, is_name, is_quote, is_sentence
from annotator.suggestions.records import Candidate, Example, Range, Tagged
from annotator.suggestions.sources.base import Proposer, Source
from annotator.suggestions.sources.glued import glued_widgets
from annotator.text import sentence_ranges
from annotator.words import Message, say

_WORD = regex.compile(r"[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*|\p{N}+(?:[.,]\p{N}+)*|[%$€£?!]")
_CLOSING = regex.compile(r"(?<!\b\p{L}\.\p{L})[.!?…]+[\"”’»]*\Z")
_MARKS = '“"„«'
_FEWEST_WORDS = 3
_MOSTLY = 0.6


class _Habit(msgspec.Struct, frozen=True):
    """How spans lie in sentences: whether they are sentences at all, with their full stop."""

    is_on: bool = True
    keeps_stop: bool = True


class Sentences(Source):
    """Whole sentences, with their words as features."""

    name = "sentences"
    learns = True

    def serves(self, label: Label) -> bool:
        """Tell whether a span may be a sentence; ``learn`` looks whether that is so."""
        return not (is_quote(label) or is_name(label) or is_block(label))

    def learn(self, label: Label, examples: Sequence[Example]) -> bytes:
        """Return whether spans are sentences, and end as these do."""
        whole = stops = seen = 0
        for example in examples:
            text = example.article.text
            for one in example.of(label.name):
                seen += 1
                start, end = one.start, one.end
                around = sentence_ranges(text, start, end)
                length = sum(high - low for low, high in around)
                whole += (end - start) >= _MOSTLY * length
                stops += text[end - 1 : end] in '.!?”"…'
        is_on = whole >= _MOSTLY * seen if seen and not is_sentence(label) else is_sentence(label)
        return msgspec.json.encode(_Habit(is_on, 2 * stops >= seen))

    def knows(self, label: Label, learned: bytes, surveyed: bytes = b"") -> Message:
        """Return in a few words what it goes by."""
        del label, surveyed
        return say("words of sentences") if learned else say("nothing yet")

    def proposer(self, label: Label, learned: bytes, surveyed: bytes = b"") -> Proposer:
        """Return what gives the sentences of an article."""
        del surveyed
        default = _Habit(is_on=is_sentence(label))
        return _Sentences(msgspec.json.decode(learned, type=_Habit) if learned else default)


@lru_cache(maxsize=64)
def _sentences(text: str) -> tuple[Range, ...]:
    without = glued_widgets(text)
    return tuple(
        one
        for one in sentence_ranges(text)
        if not any(low <= one[0] and one[1] <= high for low, high in without)
    )


class _Sentences(Proposer):
    def __init__(self, habit: _Habit) -> None:
        self._habit = habit

    def propose(self, article: Article, tagged: Sequence[Tagged] = ()) -> Iterable[Candidate]:
        del tagged
        if not self._habit.is_on:
            return []
        text = article.text
        there = _sentences(text)
        made = []
        for number, (start, end) in enumerate(there):
            facts = _facts(text, start, end, number, len(there))
            if not facts:
                continue
            if not self._habit.keeps_stop:
                closing = _CLOSING.search(text, start, end)
                end = closing.start() if closing is not None else end
            if end > start:
                made.append(Candidate(ranges=((start, end),), features=facts))
        return made


def _facts(text: str, start: int, end: int, number: int, count: int) -> tuple[str, ...]:
    """Return what a sentence says, as features; none for one that is too short."""
    sentence = text[start:end]
    words = ["9" if word[0].isdigit() else word.lower() for word in _WORD.findall(sentence)]
    if len(words) < _FEWEST_WORDS:
        return ()
    facts = [f"has {word}" for word in words]
    facts += [f"has {one} {other}" for one, other in pairwise(words)]
    facts += [f"sentence words >= {n}" for n in (6, 10, 15, 20, 30, 45) if len(words) >= n]
    facts += [f"sentence begins {words[0]}", f"sentence ends {sentence[-1]}"]
    facts.append(f"sentence part {min(4, 5 * number // max(1, count))}")
    if number == 0:
        facts.append("first sentence")
    if any(mark in sentence for mark in _MARKS):
        facts.append("sentence has marks")
    if any(character.isdigit() for character in sentence):
        facts.append("sentence has a number")
    capitals = sum(word[0].isupper() for word in sentence.split()[1:])
    facts += [f"sentence capitals >= {n}" for n in (1, 2, 4) if capitals >= n]
    if words[0] in ("i", "we", "you") or "i" in words or "we" in words:
        facts.append("sentence of a speaker")
    return tuple(dict.fromkeys(facts))
