"""Near-duplicate texts: MinHash signatures, and an index that finds the ones that share much.

MinHash estimates the Jaccard similarity of two texts' sets of shingles (runs of words) from
signatures of fixed size (Broder 1997); banding finds likely pairs without comparing all (Leskovec,
Rajaraman, Ullman, Mining of Massive Datasets, 3.4). Our own, because the libraries that do this
hash each shingle in Python and take about ten times as long.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from zlib import crc32

import numpy as np
import numpy.typing as npt

Signature = npt.NDArray[np.uint32]

ROWS = 3
BANDS = 21
SIZE = ROWS * BANDS
"""Numbers in a signature. Two texts meet in a band with probability 1 - (1 - s^3)^21: 0.75 at a
similarity of 0.4, 0.99 at 0.57, 0.02 at 0.1."""

ENOUGH = 0.4
"""From this estimated similarity on, texts tell the same story: with one word in ten replaced the
expected similarity is 0.57, with one in seven 0.46; texts about the same event by two hands
share below 0.1."""

_SHINGLE = 3
_FEWEST = 24
_WORD = re.compile(r"\w+")
_random = np.random.Generator(np.random.PCG64(20_261_120))
_FACTORS = _random.integers(0, 2**31, SIZE, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
_TERMS = _random.integers(0, 2**32, SIZE, dtype=np.uint32)
_CHUNK = 4_096
_PIECE = 200_000
_SPACE = ord(" ")
_ROOM = 64
_HIGH = 0x20000

MOST_IN_BAND = 32
"""How many texts with the same key of a band are remembered."""


def _spaced() -> npt.NDArray[np.uint32]:
    r"""Return each character below U+20000, or a space where it is not what ``\w`` stands for."""
    letters = (chr(code).isalnum() or code == ord("_") for code in range(_HIGH))
    known = np.fromiter(letters, dtype=np.bool_, count=_HIGH)
    return np.where(known, np.arange(_HIGH), ord(" ")).astype("<u4")


_SPACED = _spaced()


class _Words:
    r"""Hashes of the words of a text, folded: of what ``\w+`` finds, in UTF-8.

    A text is taken in pieces, so that a long one needs no more memory than a short one. Hardly any
    text has a character from U+20000 on; without, a table is faster than the pattern.
    """

    def __init__(self) -> None:
        self._open: int | None = None  # hash of a word that may go on in the next piece

    def of(self, piece: str) -> list[int]:
        """Return the hashes of the words that end in the next piece of the text."""
        folded = piece.casefold()
        codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        if not len(codes):
            return []
        if codes.max() >= _HIGH:
            words = list(map(str.encode, _WORD.findall(folded)))
            begins, ends = (_WORD.match(one) is not None for one in (folded[0], folded[-1]))
        else:
            spaced = _SPACED.take(codes)
            words = spaced.tobytes().decode("utf-32-le").encode().split()
            begins, ends = spaced[0] != _SPACE, spaced[-1] != _SPACE
        hashes = list(map(crc32, words))
        if self._open is not None:
            if begins:
                hashes[0] = crc32(words[0], self._open)
            else:
                hashes.insert(0, self._open)
        self._open = hashes.pop() if ends else None
        return hashes

    def rest(self) -> list[int]:
        """Return the hash of the word with which the text ends, if it does."""
        return [] if self._open is None else [self._open]


def _hashes(text: str) -> Iterator[list[int]]:
    words = _Words()
    if len(text) <= _PIECE:  # as nearly all are: numpy is asked once
        yield [*words.of(text), *words.rest()]
        return
    for start in range(0, len(text), _PIECE):
        yield words.of(text[start : start + _PIECE])
    yield words.rest()


def signature(text: str) -> Signature | None:
    """Return the signature of a text, of shape (SIZE,).

    Returns:
        None for a text of fewer than 24 words, of which too little can be said.

    """
    number = 0
    lowest = np.full(SIZE, np.iinfo(np.uint32).max, dtype=np.uint32)
    last: list[int] = []  # words of which shingles are still to be made
    for found in _hashes(text):
        number += len(found)
        last += found
        if number >= _FEWEST and found:
            _lower(lowest, np.array(last, dtype=np.uint64))
            del last[: 1 - _SHINGLE]
    return None if number < _FEWEST else lowest


def _lower(lowest: Signature, hashes: npt.NDArray[np.uint64]) -> None:
    """Lower a signature to what some words of a text, at least a shingle, make it."""
    mixed = np.zeros(len(hashes) - _SHINGLE + 1, dtype=np.uint64)
    for at in range(_SHINGLE):
        mixed *= np.uint64(0x9E3779B97F4A7C15)
        mixed += hashes[at : at + len(mixed)]
        mixed ^= mixed >> np.uint64(29)
    shingles = (mixed >> np.uint64(32)).astype(np.uint32)
    for start in range(0, len(shingles), _CHUNK):
        each = np.multiply.outer(_FACTORS, shingles[start : start + _CHUNK])
        each += _TERMS[:, np.newaxis]
        np.minimum(lowest, each.min(axis=1), out=lowest)


def from_bytes(data: bytes | bytearray) -> Signature:
    """Return the signature whose ``tobytes`` this is."""
    return np.frombuffer(data, dtype=np.uint32)


def similarity(one: Signature, other: Signature) -> float:
    """Return the estimated Jaccard similarity of two texts' shingles, from 0 to 1."""
    return float(np.count_nonzero(one == other)) / SIZE


class NearDuplicates:
    """Finds among texts seen so far those that share much with a new one.

    Of the texts that agree in a band only the first 32 are met there: of thousands that
    all tell the same, such as weather reports, a new one meets some hundreds. So what a text costs
    does not grow with how many there are.

    Attributes:
        names: of the texts, as they were added.

    """

    def __init__(self) -> None:
        self._signatures = np.empty((_ROOM, SIZE), dtype=np.uint32)
        self.names: list[str] = []
        self._bands: list[dict[bytes, list[int]]] = [defaultdict(list) for _ in range(BANDS)]

    def __len__(self) -> int:
        return len(self.names)

    def add(self, name: str, signed: Signature) -> None:
        """Remember a text."""
        number = len(self.names)
        self.names.append(name)
        if number == len(self._signatures):
            self._signatures = np.concatenate((self._signatures, np.empty_like(self._signatures)))
        self._signatures[number] = signed
        for band, key in zip(self._bands, _keys(signed), strict=True):
            there = band[key]
            if len(there) < MOST_IN_BAND:
                there.append(number)

    def like(self, signed: Signature) -> list[tuple[str, float]]:
        """Return names and similarities of the texts that tell the same, most similar first."""
        numbers, scores = self.near(signed)
        return [(self.names[at], score) for at, score in zip(numbers, scores, strict=True)]

    def near(self, signed: Signature) -> tuple[list[int], list[float]]:
        """Return places in ``names`` and similarities of what ``like`` returns."""
        keyed = zip(self._bands, _keys(signed), strict=True)
        met = set[int]().union(*[band[key] for band, key in keyed if key in band])
        if not met:
            return [], []
        numbers = np.fromiter(met, dtype=np.intp, count=len(met))
        equal = self._signatures[numbers] == signed
        scores = np.add.reduce(equal, axis=1, dtype=np.uint8) / SIZE
        near = scores >= ENOUGH
        numbers, scores = numbers[near], scores[near]
        order = np.lexsort((numbers, -scores))
        return numbers[order].tolist(), scores[order].tolist()


def _keys(signed: Signature) -> list[bytes]:
    data = signed.tobytes()
    width = ROWS * signed.itemsize
    return [data[start : start + width] for start in range(0, len(data), width)]
