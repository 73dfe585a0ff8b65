"""Echo: the other mentions of what was just tagged in this article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import regex

from annotator.annotation.records import Article, Label
from annotator.suggestions.labels import is_name, is_quote, is_sentence
from annotator.suggestions.pieces.strings import is_whole
from annotator.suggestions.records import Candidate, Tagged
from annotator.suggestions.sources.base import Proposer, Source
from annotator.words import Message, say

_SHORTEST = 3
_LONGEST = 200
_LAST_WORD = regex.compile(r"(?<=[ \u00a0])\p{Lu}[\p{L}\p{M}'’-]{2,}\Z")


class Echo(Source):
    """Other mentions of what is tagged in the article, for every label but quotes and sentences."""

    name = "echo"
    stands = True
    shows_from = 0.5

    def serves(self, label: Label) -> bool:
        """Tell whether equal texts are likely to be tagged alike."""
        return not (is_quote(label) or is_sentence(label))

    def knows(self, label: Label, learned: bytes, surveyed: bytes = b"") -> Message:
        """Return in a few words what it goes by."""
        del label, learned, surveyed
        return say("what is tagged in the article")

    def proposer(self, label: Label, learned: bytes, surveyed: bytes = b"") -> Proposer:
        """Return what finds other mentions."""
        del learned, surveyed
        return _Echo(label.name, is_name(label))


class _Echo(Proposer):
    def __init__(self, label: str, are_names: bool) -> None:
        self._label = label
        self._are_names = are_names

    def propose(self, article: Article, tagged: Sequence[Tagged] = ()) -> Iterable[Candidate]:
        text = article.text
        mine = [one for one in tagged if one.label == self._label and len(one.ranges) == 1]
        said: dict[str, tuple[dict[str, object], float, str]] = {}
        for one in mine:
            words = text[one.start : one.end]
            if not _SHORTEST <= len(words) <= _LONGEST or "\n" in words:
                continue
            said.setdefault(words, (one.attributes, 0.89, "echo"))
            last = _LAST_WORD.search(words) if self._are_names else None
            if last is not None and one.attributes.get("kind", "person") == "person":
                said.setdefault(last.group(), (one.attributes, 0.7, "echo of a last name"))
        taken = [pair for one in mine for pair in one.ranges]
        made: dict[tuple[int, int], Candidate] = {}
        for words in sorted(said, key=lambda each: (-len(each), each)):
            attributes, score, fact = said[words]
            at = text.find(words)
            while at >= 0:
                end = at + len(words)
                here = (at, end)
                free = not any(low < end and at < high for low, high in (*taken, *made))
                if free and is_whole(text, at, end):
                    made[here] = Candidate(
                        ranges=(here,), features=(fact,), score=score, attributes=dict(attributes)
                    )
                at = text.find(words, at + 1)
        return [made[here] for here in sorted(made)]
