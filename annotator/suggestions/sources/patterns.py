"""Patterns: regular expressions of somebody's own, each with a limit of time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple

import regex

from annotator.annotation.choices import LONGEST_PATTERN
from annotator.annotation.records import Article, Label, shorten
from annotator.errors import InputError
from annotator.suggestions.records import Candidate, Tagged
from annotator.suggestions.sources.base import Proposer, Source
from annotator.words import Message, counts, say

_SCORE = 0.85
LIMIT_S = 0.25
"""So long one pattern may take in one article; what it has found by then holds."""

_SLOW_AT_MOST = 5
"""In so many articles it may take too long; then it is not searched for any more."""

_MOST_WRITTEN_OUT = 20_000
_PARTS = regex.compile(
    r"\\[xuUN]?.|\[\^?\]?(?:\\.|[^\]\\])*\]|(?P<count>\{\d*,?\d+\}|\{\d+,\})|\(|\)|.", regex.DOTALL
)
"""Escapes, sets, counts of repeats, groups, and single characters."""


class Pattern(NamedTuple):
    """A label (name) and a regular expression; its group “span” is the span, else all of it."""

    label: str
    expression: str


class Patterns(Source):
    """Regular expressions; one that takes too long in an article finds no more in it.

    Raises:
        InputError: one is no regular expression.

    """

    name = "patterns"

    def __init__(self, patterns: Sequence[Pattern], limit_s: float = LIMIT_S) -> None:
        self.patterns = tuple(patterns)
        self._compiled = [(one.label, compiled(one.expression)) for one in patterns]
        self._limit_s = limit_s
        self.key = sha256(repr([tuple(one) for one in patterns]).encode()).hexdigest()

    def serves(self, label: Label) -> bool:
        """Tell whether a pattern has the label."""
        return any(name == label.name for name, _ in self._compiled)

    def knows(self, label: Label, learned: bytes, surveyed: bytes = b"") -> Message:
        """Return how many there are for a label."""
        del learned, surveyed
        return counts.patterns(sum(one.label == label.name for one in self.patterns))

    def proposer(self, label: Label, learned: bytes, surveyed: bytes = b"") -> Proposer:
        """Return what finds matches."""
        del learned, surveyed
        mine = [one for name, one in self._compiled if name == label.name]
        return _Matches(mine, self._limit_s)


def compiled(expression: str) -> regex.Pattern[str]:
    """Return a regular expression that can be searched for within a limit of time.

    What is repeated a fixed number of times is written out when it is compiled, for which there
    is no limit of time; so it is counted first.

    Raises:
        InputError: it is none, is too long, or would become too long.

    """
    if len(expression) > LONGEST_PATTERN:
        raise InputError(
            say(
                "{pattern}: longer than {n} characters",
                pattern=shorten(expression),
                n=LONGEST_PATTERN,
            )
        )
    try:
        if written_out(expression) > _MOST_WRITTEN_OUT:
            raise InputError(
                say(
                    "{pattern}: it repeats too much to be searched for", pattern=shorten(expression)
                )
            )
        return regex.compile(expression)
    except (regex.error, RecursionError, OverflowError, MemoryError) as error:
        why = str(error) or type(error).__name__
        raise InputError(
            say("{pattern}: no regular expression ({why})", pattern=shorten(expression), why=why)
        ) from error


def written_out(expression: str) -> int:
    """Return how many parts a regular expression has when its counted repeats are written out."""
    sizes, last = [0], 0
    for match in _PARTS.finditer(expression):
        part = match.group()
        if part == "(":
            sizes.append(0)
            last = 0
        elif part == ")" and len(sizes) > 1:
            last = sizes.pop()
            sizes[-1] += last
        elif match["count"]:
            times = max(int(n) for n in regex.findall(r"\d+", part))
            sizes[-1] += last * max(0, times - 1)
            last *= max(1, times)
        else:
            last = 1
            sizes[-1] += 1
    return sum(sizes)


class _Matches(Proposer):
    def __init__(self, patterns: Sequence[regex.Pattern[str]], limit_s: float) -> None:
        self._patterns = patterns
        self._limit_s = limit_s
        self._slow = [0] * len(patterns)

    def propose(self, article: Article, tagged: Sequence[Tagged] = ()) -> Iterable[Candidate]:
        del tagged
        for number, pattern in enumerate(self._patterns):
            if self._slow[number] >= _SLOW_AT_MOST:
                continue
            group = "span" if "span" in pattern.groupindex else 0
            try:
                for match in pattern.finditer(article.text, timeout=self._limit_s, concurrent=True):
                    start, end = match.span(group)
                    if 0 <= start < end:
                        yield Candidate(
                            ranges=((start, end),), features=(f"pattern {number}",), score=_SCORE
                        )
            except TimeoutError:
                self._slow[number] += 1
