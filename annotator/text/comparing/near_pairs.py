"""Which of many texts tell the same as one before them: all at once, in little memory.

What is found is what ``minhash.NearDuplicates`` finds when texts are added one after the other and
each is looked for before it is added. It keeps for each text 21 entries in tables; of a million
texts these take some gigabytes. Here the keys of one band after the other are sorted, and kept is
only who shares one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from annotator.text.comparing.minhash import BANDS, ENOUGH, MOST_IN_BAND, ROWS, SIZE

Numbers = npt.NDArray[np.int64]
_PAIRS = 1_000_000
"""So many pairs are looked at together."""

_COMPARED = 50_000


class Near(NamedTuple):
    """The texts before one that tell the same.

    Attributes:
        number: of the text, from 0.
        others: numbers of those before it, most similar first; of equally similar the first.
        scores: how similar they are, from 0 to 1.

    """

    number: int
    others: list[int]
    scores: list[float]


class _Band(NamedTuple):
    """Who shares a key of one band.

    Attributes:
        members: numbers of texts, those of one key one after the other, in their order.
        who: numbers of the texts that meet earlier ones, rising.
        first: where the members of their key begin.
        met: how many of these they meet.

    """

    members: npt.NDArray[np.int32]
    who: npt.NDArray[np.int32]
    first: npt.NDArray[np.int32]
    met: npt.NDArray[np.int32]


def near_before(signatures: npt.NDArray[np.uint32], since: int = 0) -> Iterator[Near]:
    """Yield of each text that has any the ones before it that tell the same.

    Args:
        signatures: of shape (texts, SIZE), in their order.
        since: number of the first text that is asked for; those before it are met only.

    """
    total = len(signatures)
    bands = [_band(signatures[:, ROWS * at : ROWS * (at + 1)]) for at in range(BANDS)]
    met = np.zeros(total, dtype=np.int64)
    for band in bands:
        met[band.who] += band.met
    met[:since] = 0
    until = np.cumsum(met)
    begin = since
    while begin < total:
        before = int(until[begin - 1]) if begin else 0
        end = max(begin + 1, int(np.searchsorted(until, before + _PAIRS, side="right")))
        if int(until[end - 1]) > before:
            yield from _compared(signatures, *_pairs(bands, begin, end, total))
        begin = end


def _band(keys: npt.NDArray[np.uint32]) -> _Band:
    """Return who shares a key; ``keys`` are of shape (texts, ROWS)."""
    order = np.lexsort([keys[:, at] for at in range(ROWS)]).astype(np.int32)
    same = np.zeros(len(order), dtype=np.bool_)  # as the one before in that order
    for at in range(ROWS):
        column = keys[order, at]
        if at == 0:
            same[1:] = column[1:] == column[:-1]
        else:
            same[1:] &= column[1:] == column[:-1]
    shares = same.copy()
    shares[:-1] |= same[1:]
    members, follows = order[shares], same[shares]
    begins = np.flatnonzero(~follows)
    first = begins[np.cumsum(~follows) - 1] if len(members) else begins
    rank = np.arange(len(members)) - first
    later = np.flatnonzero(follows)
    later = later[np.argsort(members[later], kind="stable")]
    return _Band(
        members,
        members[later],
        first[later].astype(np.int32),
        np.minimum(rank[later], MOST_IN_BAND).astype(np.int32),
    )


def _pairs(bands: list[_Band], begin: int, end: int, total: int) -> tuple[Numbers, Numbers]:
    """Return the texts from ``begin`` to ``end`` with those that they meet, each pair once."""
    codes = []
    for members, who, first, met in bands:
        low, high = np.searchsorted(who, (begin, end))
        counts = met[low:high]
        ends = np.cumsum(counts)
        at = np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - counts, counts)
        others = members[np.repeat(first[low:high], counts) + at]
        codes.append(np.repeat(who[low:high].astype(np.int64), counts) * total + others)
    both = np.unique(np.concatenate(codes))
    return both // total, both % total


def _compared(
    signatures: npt.NDArray[np.uint32], texts: Numbers, others: Numbers
) -> Iterator[Near]:
    scores = np.empty(len(texts))
    for at in range(0, len(texts), _COMPARED):
        some = slice(at, at + _COMPARED)
        equal = signatures[texts[some]] == signatures[others[some]]
        scores[some] = np.add.reduce(equal, axis=1, dtype=np.uint8) / SIZE
    near = scores >= ENOUGH
    texts, others, scores = texts[near], others[near], scores[near]
    order = np.lexsort((others, -scores, texts))
    texts, others, scores = texts[order], others[order], scores[order]
    begins = np.flatnonzero(np.diff(texts, prepend=-1))
    if not len(begins):
        return
    for low, high in zip(begins, (*begins[1:], len(texts)), strict=True):
        yield Near(int(texts[low]), others[low:high].tolist(), scores[low:high].tolist())
