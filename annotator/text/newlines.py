r"""Newlines: every text in a project ends its lines with ``\n`` and nothing else."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left

from annotator.errors import OffsetError
from annotator.words import say

_BOM = "\ufeff"
_CR_OF_CRLF = re.compile("\r(?=\n)")


class Normalised:
    r"""A text after newline normalisation, with the way of its offsets there and back.

    All offsets are code points. Only two kinds of characters are ever removed: the ``\r`` of a
    ``\r\n``, and a leading U+FEFF where that was asked for. A lone ``\r`` is replaced, so it
    moves nothing. Where nothing was removed there are no tables and both ways are free;
    otherwise each takes one binary search.

    Attributes:
        text: the normalised text.
        raw_length: length of the text as it came.

    """

    __slots__ = ("_bom", "_removed", "raw_length", "text")

    def __init__(
        self, text: str, raw_length: int, removed: array[int] | None = None, *, bom: bool = False
    ) -> None:
        self.text = text
        self.raw_length = raw_length
        self._removed = removed
        self._bom = int(bom)

    @property
    def changed_offsets(self) -> bool:
        """Whether any offset differs between the raw text and this one."""
        return self._removed is not None

    def to_text(self, raw_offset: int) -> int:
        r"""Return the offset in the text for an offset in the raw text; never decreasing.

        An offset between ``\r`` and ``\n`` goes to the position of the ``\n``, and so does the
        one before the ``\r``. An offset before a removed U+FEFF goes to 0.

        Raises:
            OffsetError: ``raw_offset`` is outside the raw text.

        """
        _check(raw_offset, self.raw_length)
        if self._removed is None:
            return raw_offset
        return raw_offset - bisect_left(self._removed, raw_offset)

    def to_raw(self, text_offset: int) -> int:
        r"""Return the raw offset of the character that stands at an offset of the text.

        For a newline that was ``\r\n`` this is the place of the ``\r``, so that a range that
        ends before the line's end leaves both out. Offset 0 comes after a removed U+FEFF.
        ``to_text(to_raw(offset)) == offset`` for every offset.

        Raises:
            OffsetError: ``text_offset`` is outside the text.

        """
        _check(text_offset, len(self.text))
        removed = self._removed
        if removed is None:
            return text_offset
        # The j-th removed character stood before the character of the text at removed[j] - j.
        before = bisect_left(
            range(len(removed)), text_offset, lo=self._bom, key=lambda j: removed[j] - j
        )
        return text_offset + before


def normalise(raw: str, *, drop_bom: bool = False) -> Normalised:
    r"""Turn ``\r\n`` and ``\r`` into ``\n`` and change nothing else.

    A byte order mark belongs to bytes, so ``decode`` has removed it once already and a U+FEFF
    that is left belongs to the text. Set ``drop_bom`` for text that did not come through
    ``decode``, such as a string of a JSON file that another program wrote: then one leading
    U+FEFF goes, and no more. Without it, normalising twice is normalising once.
    """
    bom = drop_bom and raw.startswith(_BOM)
    has_cr = "\r" in raw
    if not bom and not has_cr:
        return Normalised(raw, len(raw))
    removed = array("L", [0] if bom else [])
    if has_cr:
        removed.extend(match.start() for match in _CR_OF_CRLF.finditer(raw))
    text = raw[1:] if bom else raw
    if has_cr:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Normalised(text, len(raw), removed or None, bom=bom)


def _check(offset: int, length: int) -> None:
    if not 0 <= offset <= length:
        raise OffsetError(
            say(
                "offset {offset} is not inside the text of {length} {length:character|characters}",
                offset=offset,
                length=length,
            )
        )
