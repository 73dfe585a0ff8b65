"""Which texts say nearly what another one says: the most similar first.

The score is the mean of two, both of them deaf to the order of words. ``token_set_ratio`` of
rapidfuzz (normalised InDel similarity of the words that two texts share and of those that they do
not) forgives spelling and a text that says more than the other one. The weight of the shared
words, each counting the more the rarer it is among the texts (Spärck Jones 1972, cosine), makes
“340,000 crowns” count for more than “the cost of the”.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from math import log, sqrt
from typing import NamedTuple

from rapidfuzz import fuzz, process, utils

_SHORTLIST = 300
"""So many are weighed word by word; the others are told apart by ``token_set_ratio`` alone."""

_LONGEST = 1_000
"""Of a longer text so many characters are compared: time grows with the square of the length."""

_THOUSANDS = re.compile(r"(?<=\d)[\s.,'’](?=\d{3}(?!\d))")


class Likeness(NamedTuple):
    """How similar one of the texts is.

    Attributes:
        number: of the text, from 0.
        score: from 0 to 100.

    """

    number: int
    score: float


def most_similar(wanted: str, texts: Sequence[str], limit: int) -> list[Likeness]:
    """Return the ``limit`` texts that are most similar to ``wanted``, the best first.

    Case, punctuation, the order of words and how thousands are grouped do not matter. Of texts
    that are equally similar the first comes first. Texts that share nothing are left out.
    """
    target = _folded(wanted)
    folded = [_folded(text) for text in texts]
    words = set(target.split())
    if not words:
        return []
    found = process.extract(
        target,
        folded,
        scorer=fuzz.token_set_ratio,
        limit=max(limit, _SHORTLIST),
        score_cutoff=1.0,
    )
    weights = _weights([target, *folded])
    total = sum(weights[word] for word in words)
    scored = []
    for text, ratio, number in found:
        shared = _shared(words, total, set(text.split()), weights)
        scored.append(Likeness(number, (ratio + 100.0 * shared) / 2.0))
    scored.sort(key=lambda one: (-one.score, one.number))
    return scored[:limit]


def _folded(text: str) -> str:
    return utils.default_process(_THOUSANDS.sub("", text[:_LONGEST]).casefold())


def _weights(texts: Sequence[str]) -> Mapping[str, float]:
    """Return how much each word counts: the more, the rarer it is."""
    counts = Counter(" ".join(texts).split())
    return {word: log(1.0 + len(texts) / count) for word, count in counts.items()}


def _shared(words: set[str], total: float, others: set[str], weights: Mapping[str, float]) -> float:
    """Return the share of weight that two texts have in common, from 0 to 1."""
    both = sum(weights[word] for word in words & others)
    return both / sqrt(total * sum(weights[word] for word in others)) if both else 0.0
