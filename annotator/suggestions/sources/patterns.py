"""Patterns: regular expressions of somebody's own, each with a limit of time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple

import regex

from annotator.annotation.records import Article, Label
from annotator.errors import InputError
from annotator.suggestions.records import Candidate, Tagged
from annotator.suggestions.sources.base import Proposer, Source
from annotator.words import say

_SCORE = 0.85
LIMIT_S = 0.25
"""So long one pattern may take in one article; what it has found by then holds."""


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
        self._compiled = [(one.label, _compiled(one.expression)) for one in patterns]
        self._limit_s = limit_s
        self.key = sha256(repr([tuple(one) for one in patterns]).encode()).hexdigest()

    def serves(self, label: Label) -> bool:
        """Tell whether a pattern has the label."""
        return any(name == label.name for name, _ in self._compiled)

    def proposer(self, label: Label, learned: bytes, surveyed: bytes = b"") -> Proposer:
        """Return what finds matches."""
        del learned, surveyed
        mine = [compiled for name, compiled in self._compiled if name == label.name]
        return _Matches(mine, self._limit_s)


def _compiled(expression: str) -> regex.Pattern[str]:
    try:
        return regex.compile(expression)
    except regex.error as error:
        raise InputError(
            say("{pattern}: no regular expression ({why})", pattern=expression, why=str(error))
        ) from error


class _Matches(Proposer):
    def __init__(self, patterns: Sequence[regex.Pattern[str]], limit_s: float) -> None:
        self._patterns = patterns
        self._limit_s = limit_s

    def propose(self, article: Article, tagged: Sequence[Tagged] = ()) -> Iterable[Candidate]:
        del tagged
        for number, pattern in enumerate(self._patterns):
            group = "span" if "span" in pattern.groupindex else 0
            try:
                for match in pattern.finditer(article.text, timeout=self._limit_s):
                    start, end = match.span(group)
                    if 0 <= start < end:
                        yield Candidate(
                            ranges=((start, end),), features=(f"pattern {number}",), score=_SCORE
                        )
            except TimeoutError:
                continue
