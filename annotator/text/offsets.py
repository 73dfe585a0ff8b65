"""Offsets: code points are the truth; UTF-16 units are what Qt, Java and JavaScript count."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from itertools import accumulate

from annotator.errors import OffsetError
from annotator.words import say

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Utf16Map:
    """Converts offsets of one text between code points and UTF-16 units.

    A text without characters above U+FFFF costs one encoding to find that out, and then nothing:
    both counts are equal. Otherwise the places of the astral characters are kept, eight bytes
    for each, and every conversion is one binary search.

    Attributes:
        length: length of the text in code points.
        length_utf16: length of the text in UTF-16 units.

    """

    __slots__ = ("_astral", "_astral_utf16", "length", "length_utf16")

    def __init__(self, text: str) -> None:
        self.length = len(text)
        self.length_utf16 = self.length
        self._astral: array[int] = array("I")
        self._astral_utf16: array[int] = array("I")
        if text.isascii():
            return
        # Encoding 5 M characters takes a tenth of the time of looking at each one.
        units = len(text.encode("utf-16-le", "surrogatepass")) // 2
        if units != self.length:
            self.length_utf16 = units
            self._astral.extend(match.start() for match in _ASTRAL.finditer(text))
            self._astral_utf16.extend(at + index for index, at in enumerate(self._astral))

    def to_utf16(self, position: int) -> int:
        """Return the UTF-16 offset of a code point offset.

        Raises:
            OffsetError: ``position`` is outside the text.

        """
        if not 0 <= position <= self.length:
            raise OffsetError(
                say(
                    "offset {offset} is not inside the text of {length}"
                    " {length:character|characters}",
                    offset=position,
                    length=self.length,
                )
            )
        return position + bisect_left(self._astral, position) if self._astral else position

    def to_codepoint(self, position_utf16: int) -> int:
        """Return the code point offset of a UTF-16 offset.

        Raises:
            OffsetError: ``position_utf16`` is outside the text, or inside a surrogate pair.

        """
        position, inside = self._locate(position_utf16)
        if inside:
            raise OffsetError(
                say(
                    "UTF-16 offset {offset} is in the middle of a surrogate pair",
                    offset=position_utf16,
                )
            )
        return position

    def floor_codepoint(self, position_utf16: int) -> int:
        """Return the code point offset of a UTF-16 offset, one inside a pair moved to its start.

        Raises:
            OffsetError: ``position_utf16`` is outside the text.

        """
        return self._locate(position_utf16)[0]

    def _locate(self, position_utf16: int) -> tuple[int, bool]:
        if not 0 <= position_utf16 <= self.length_utf16:
            raise OffsetError(
                say(
                    "UTF-16 offset {offset} is not inside the text of {length} UTF-16"
                    " {length:unit|units}",
                    offset=position_utf16,
                    length=self.length_utf16,
                )
            )
        if not self._astral:
            return position_utf16, False
        before = bisect_left(self._astral_utf16, position_utf16)
        if before and self._astral_utf16[before - 1] + 1 == position_utf16:
            return self._astral[before - 1], True
        return position_utf16 - before, False


class Utf8Map:
    """Converts offsets of one text between code points and UTF-8 bytes.

    A text of ASCII costs nothing; any other keeps eight bytes for each character.

    Attributes:
        length_utf8: length of the text in bytes.

    """

    __slots__ = ("_length", "_starts", "length_utf8")

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._starts: array[int] | None = None
        self.length_utf8 = self._length
        if not text.isascii():
            sizes = (1 + (c > "\x7f") + (c > "\u07ff") + (c > "\uffff") for c in text)
            self._starts = array("Q", accumulate(sizes, initial=0))
            self.length_utf8 = self._starts[-1]

    def to_utf8(self, position: int) -> int:
        """Return the byte offset of a code point offset.

        Raises:
            OffsetError: ``position`` is outside the text.

        """
        if not 0 <= position <= self._length:
            raise OffsetError(
                say(
                    "offset {offset} is not inside the text of {length}"
                    " {length:character|characters}",
                    offset=position,
                    length=self._length,
                )
            )
        return position if self._starts is None else self._starts[position]

    def to_codepoint(self, position_utf8: int) -> int:
        """Return the code point offset of a byte offset.

        Raises:
            OffsetError: ``position_utf8`` is outside the text, or inside a character.

        """
        if not 0 <= position_utf8 <= self.length_utf8:
            raise OffsetError(
                say(
                    "byte offset {offset} is not inside the text of {length} {length:byte|bytes}",
                    offset=position_utf8,
                    length=self.length_utf8,
                )
            )
        if self._starts is None:
            return position_utf8
        position = bisect_left(self._starts, position_utf8)
        if self._starts[position] != position_utf8:
            raise OffsetError(
                say(
                    "byte offset {offset} is in the middle of a character",
                    offset=position_utf8,
                )
            )
        return position


def check_position(text: str, position: int) -> None:
    """Check that a code point offset lies in ``text``, its end included.

    Raises:
        OffsetError: it does not.

    """
    if not 0 <= position <= len(text):
        raise OffsetError(
            say(
                "offset {offset} is not inside the text of {length} {length:character|characters}",
                offset=position,
                length=len(text),
            )
        )


def check_range(text: str, start: int, end: int) -> None:
    """Check that ``[start, end)`` lies in ``text``; it may be empty.

    Raises:
        OffsetError: it does not, or ``end`` comes before ``start``.

    """
    if not 0 <= start <= end <= len(text):
        raise OffsetError(
            say(
                "the range {start} to {end} is not inside the text of {length}"
                " {length:character|characters}",
                start=start,
                end=end,
                length=len(text),
            )
        )
