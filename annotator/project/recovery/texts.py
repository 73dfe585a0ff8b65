"""Putting texts right that were damaged, or making one from what spans say of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

UNKNOWN = "\N{WHITE SQUARE}"
"""Stands for each character that is lost."""

_LONGEST_FOR_BITS = 12_000  # bytes
_LONGEST_FOR_BYTES = 1_500

Piece = tuple[int, int, str]
"""Start, end and text of a fragment."""


def healed(data: bytes, digest: str) -> str | None:
    """Return the text with this SHA-256 that differs in one byte; None where none was found.

    Args:
        data: the damaged one.
        digest: what the text was imported with.

    """
    wanted = bytes.fromhex(digest)
    for place, values in _candidates(data):
        before, after = sha256(data[:place]), data[place + 1 :]
        for value in values:
            attempt = before.copy()
            attempt.update(bytes((value,)) + after)
            if attempt.digest() == wanted:
                try:
                    return (data[:place] + bytes((value,)) + after).decode()
                except UnicodeDecodeError:
                    return None
    return None


def _candidates(data: bytes) -> Iterator[tuple[int, Iterable[int]]]:
    """Yield places with what may have stood there, the likelier ones first."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        near = range(max(0, error.start - 4), min(len(data), error.end + 4))
        yield from ((place, range(256)) for place in near)
    if len(data) <= _LONGEST_FOR_BITS:
        bits = [1 << bit for bit in range(8)]
        for place, value in enumerate(data):
            yield place, [value ^ bit for bit in (*bits, 0xFF)]
    if len(data) <= _LONGEST_FOR_BYTES:
        yield from ((place, range(256)) for place in range(len(data)))


def pieced(stored: str | None, length: int, pieces: Iterable[Piece]) -> tuple[str, int]:
    """Return a text of ``length`` code points from what is left of it, and how many are unknown.

    Args:
        stored: as it can be read, None where it is lost.
        length: that it should have.
        pieces: what spans say of it.

    """
    text = _in_length(stored, length)
    for start, end, piece in pieces:
        if 0 <= start < end <= length and end - start == len(piece):
            text[start:end] = piece
    return "".join(text), text.count(UNKNOWN)


def _in_length(stored: str | None, length: int) -> list[str]:
    """Return a text in the length that it had: what is damaged has moved what comes after it."""
    if stored is None:
        return [UNKNOWN] * length
    if len(stored) == length:
        return list(stored)
    bad = [at for at, letter in enumerate(stored) if letter == "\N{REPLACEMENT CHARACTER}"]
    before = bad[0] if bad else min(len(stored), length)
    after = len(stored) - bad[-1] - 1 if bad else 0
    before = min(before, length)
    after = min(after, length - before)
    return [
        *stored[:before],
        *[UNKNOWN] * (length - before - after),
        *stored[len(stored) - after :],
    ]
