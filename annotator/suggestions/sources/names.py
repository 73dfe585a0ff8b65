"""Names by the rules of ``text``: runs of capitalised words, no days, months or ranks."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from hashlib import blake2b

import regex

from annotator.annotation.records import Article, Label
from annotator.suggestions.labels import is_name
from annotator.suggestions.records import Candidate, Range, Ranges, Tagged
from annotator.suggestions.sources.base import Proposer, Source
from annotator.suggestions.sources.glued import glued_widgets
from annotator.text import names_between
from annotator.text.finding.name_words import DATES

_KEPT = 4_096
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['’.&-][\p{L}\p{M}\p{N}]+)*")
_INSIDE = regex.compile(r"[\p{Ll},;:\p{N}][\"“‘(]?\s\Z")
_found: OrderedDict[bytes, tuple[Range, ...]] = OrderedDict()


def names_in(text: str) -> tuple[Range, ...]:
    """Return the likely names of a text, none in page furniture; kept, because it takes long."""
    key = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    there = _found.get(key)
    if there is None:
        without = glued_widgets(text)
        likely = (_without_dates(text, *one) for one in names_between(text, 0, len(text)))
        there = tuple(
            one
            for one in likely
            if not any(low < one[1] and one[0] < high for low, high in without)
        )
        _found[key] = there
        if len(_found) > _KEPT:
            _found.popitem(last=False)
    else:
        _found.move_to_end(key)
    return there


def _without_dates(text: str, start: int, end: int) -> Range:
    """Return a name without the day or month before it: “On Tuesday Ilse Brandt said”."""
    name = text[start:end]
    first, space, rest = name.partition(" ")
    if space and first.rstrip(".") in DATES and rest[:1].isupper() and first != "May":
        return end - len(rest), end
    return start, end


class Names(Source):
    """The name rules, for labels of names."""

    name = "names"

    def serves(self, label: Label) -> bool:
        """Tell whether the label is for names."""
        return is_name(label)

    def proposer(self, label: Label, learned: bytes, surveyed: bytes = b"") -> Proposer:
        """Return what finds names."""
        del label, learned, surveyed
        return _Names()


class _Names(Proposer):
    def propose(self, article: Article, tagged: Sequence[Tagged] = ()) -> Iterable[Candidate]:
        del tagged
        text = article.text
        names = names_in(text)
        longer = {text[start:end] for start, end in names if " " in text[start:end]}
        ends = {name.rpartition(" ")[2] for name in longer}
        made = []
        for start, end in names:
            facts = _facts(text, start, end, ends)
            made.append(
                Candidate(ranges=((start, end),), features=tuple(facts), score=_score(facts))
            )
        return made

    def opinion(self, article: Article, ranges: Ranges) -> tuple[str, ...]:
        """Say whether the rules see a name, there or around."""
        if len(ranges) > 1:
            return ("no one range",)
        start, end = ranges[0]
        for low, high in names_in(article.text):
            if low < end and start < high:
                if (low, high) == (start, end):
                    return ()
                if low <= start and end <= high:
                    return ("within a name of the rules",)
                if start <= low and high <= end:
                    return ("around a name of the rules",)
                return ("across a name of the rules",)
        return ("no name by the rules",)


def _facts(text: str, start: int, end: int, ends: set[str]) -> dict[str, None]:
    name = text[start:end]
    words = _WORD.findall(name)
    facts = [f"name words {min(len(words), 5)}"]
    inside = _INSIDE.search(text, max(0, start - 4), start) is not None
    facts.append("name inside a sentence" if inside else "name opens a sentence")
    if name.isupper():
        facts.append(f"name all capitals {min(len(name), 6)}")
    if name in ends:
        facts.append("name ends a longer one")
    if text.count(name) > 1:
        facts.append("name said again")
    if any(character.isdigit() for character in name):
        facts.append("name with a digit")
    line = text.rfind("\n", 0, start) + 1
    if line == 0:
        facts.append("name in the first line")
    return dict.fromkeys(facts)


def _score(facts: dict[str, None]) -> float:
    """Return how often such a name was one somebody tagged, on the careful side."""
    score = 0.62
    if "name inside a sentence" in facts:
        score += 0.1
    if "name words 2" in facts or "name words 3" in facts:
        score += 0.1
    if "name ends a longer one" in facts:
        score += 0.1
    if "name with a digit" in facts:
        score -= 0.2
    if "name in the first line" in facts:
        score -= 0.08
    return round(min(score, 0.85), 4)
