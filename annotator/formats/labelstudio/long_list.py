"""The elements of a long JSON list one after the other, without the list in memory.

Where one ends is told from brackets and quotation marks, some megabytes at a time; what stands
between them is for whoever decodes the element to judge.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

import numpy as np
import numpy.typing as npt

from annotator.errors import InputError
from annotator.words import say

BLOCK = 4_000_000
_BETWEEN = 4_000_000
_QUOTE, _ESCAPE = ord('"'), ord("\\")
_OPENING, _CLOSING = b"{[", b"}]"
_SPACE = b" \t\r\n"
_NOT_JSON = say("this is not valid JSON")


def _table(signs: bytes) -> npt.NDArray[np.bool_]:
    table = np.zeros(256, dtype=np.bool_)
    table[list(signs)] = True
    return table


_SIGNS = _table(_OPENING + _CLOSING + b'"\\')
_OPENS, _CLOSES = _table(_OPENING), _table(_CLOSING)


class Element(NamedTuple):
    """One element of the list.

    Attributes:
        data: the bytes of an object or a list.
        line: on which it begins, from 1.
        position: how many bytes of the file were read with it.

    """

    data: bytes
    line: int
    position: int


def elements(file: BinaryIO) -> Iterator[Element]:
    """Yield the elements of a list, which are objects or lists.

    Args:
        file: UTF-8, from the list's opening bracket, or white space before it, on.

    Raises:
        InputError: the list does not end, or something else stands in it or behind it; with the
            line.

    """
    seen = _Seen()
    element: list[bytes] = []
    before, wanted = b"", b"["  # what stands before the next element, and what must
    position, line, is_open = 0, 1, False
    while block := file.read(BLOCK):
        done = 0
        for at, opens, depth in seen.look(block):
            if opens and depth == 2:
                before += block[done:at]
                line = _passed(before, wanted, line)
                before, wanted, is_open, done = b"", b",", True, at
            elif not opens and depth == 1:
                element.append(block[done : at + 1])
                is_open, done = False, at + 1
                data = b"".join(element)
                yield Element(data, line, position + done)
                line += data.count(b"\n")
                element.clear()
        if is_open:
            element.append(block[done:])
        else:
            before += block[done:]
            if len(before) > _BETWEEN:
                raise InputError(_NOT_JSON, line=line)
        position += len(block)
    if is_open:
        raise InputError(say("this is not valid JSON: it ends too early"), line=line)
    _passed(before, b"]" if wanted == b"," else b"[]", line)


def _passed(before: bytes, wanted: bytes, line: int) -> int:
    """Return the line behind what stands between elements; raises InputError where it is else."""
    if before.translate(None, _SPACE) != wanted:
        raise InputError(_NOT_JSON, line=line + before.count(b"\n"))
    return line + before.count(b"\n")


class _Seen:
    """Where brackets stand that count, of a text that comes in blocks."""

    def __init__(self) -> None:
        self._depth = 0
        self._in_text = 0  # whether a quotation mark is open
        self._is_escaped = False  # whether the next sign is

    def look(self, block: bytes) -> Iterator[tuple[int, bool, int]]:
        """Yield place, whether it opens, and the depth behind it, of the outermost brackets."""
        signs = np.frombuffer(block, dtype=np.uint8)
        at = np.flatnonzero(_SIGNS[signs])
        if self._is_escaped:
            at = at[at > 0]
        at = self._not_escaped(at, signs)
        kinds = signs[at]
        marks = kinds == _QUOTE
        counted = np.cumsum(marks)
        inside = (counted + self._in_text) & 1
        self._in_text = (self._in_text + int(np.count_nonzero(marks))) & 1
        at = at[~marks & (inside == 0)]
        opens = _OPENS[signs[at]]
        depth = np.cumsum(np.where(opens, 1, -1)) + self._depth
        if len(depth):
            self._depth = int(depth[-1])
        outer = np.flatnonzero(np.where(opens, depth == 2, depth == 1))
        return zip(at[outer].tolist(), opens[outer].tolist(), depth[outer].tolist(), strict=True)

    def _not_escaped(
        self, at: npt.NDArray[np.intp], signs: npt.NDArray[np.uint8]
    ) -> npt.NDArray[np.intp]:
        """Return the places of signs that no backslash takes the meaning of, without these."""
        slashes = at[signs[at] == _ESCAPE]
        was_escaped, self._is_escaped = self._is_escaped, False
        if not len(slashes):
            self._is_escaped = was_escaped and not len(signs)
            return at
        first = np.diff(slashes, prepend=-2) != 1  # of some that stand side by side
        run = slashes[first][np.cumsum(first) - 1]
        escaping = slashes[(slashes - run) % 2 == 0]
        self._is_escaped = int(escaping[-1]) == len(signs) - 1
        at = at[signs[at] != _ESCAPE]
        return at[~np.isin(at, escaping + 1)]
