"""What Qt is given to show, and where each code point of the article lies in it.

The stored text is the truth and is never read back from a widget. Qt would drop a leading
U+FEFF, split at U+FDD0 and U+FDD1, and draw control characters as nothing, so these are shown as
stand-ins of the same length in UTF-16.
"""

from __future__ import annotations

import re

from annotator.text import Utf16Map

_STAND_INS = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)}
_STAND_INS |= {0x7F: 0x2421, 0xFDD0: 0xFFFD, 0xFDD1: 0xFFFD, 0xFEFF: 0x2060, 0x2029: 0x000A}
_SPECIAL = re.compile("[{}]".format("".join(map(chr, _STAND_INS)).replace("\\", "")))


class Display:
    """One article's text as Qt shows it.

    Attributes:
        text: the article's text.
        shown: what is given to Qt; as long as ``text`` in code points and in UTF-16 units.

    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.shown = text.translate(_STAND_INS) if _SPECIAL.search(text) else text
        self._map = Utf16Map(text)

    @property
    def qt_length(self) -> int:
        """Length in UTF-16 units."""
        return self._map.length_utf16

    def qt(self, position: int) -> int:
        """Return the Qt position of a code point offset."""
        return self._map.to_utf16(position)

    def code_point(self, qt_position: int) -> int:
        """Return the code point offset of a Qt position, one inside a pair moved to its start."""
        return self._map.floor_codepoint(min(max(qt_position, 0), self._map.length_utf16))
