"""White space: what a selection should not begin or end with."""

from __future__ import annotations

from annotator.text.graphemes import grapheme_range
from annotator.text.offsets import check_range

_INVISIBLE = "\u200b\u2060\ufeff"
WHITE_SPACE = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000" + _INVISIBLE
)
"""Every white space character (U+00A0 and U+2028 too), and the invisible U+200B, U+2060, U+FEFF."""


def trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return ``[start, end)`` without white space at its ends, None if nothing is left.

    A space that carries a combining mark is no white space. Ends that do not fall on white
    space stay where they are, even inside a grapheme cluster.

    Raises:
        OffsetError: the range is not inside the text.

    """
    check_range(text, start, end)
    covered = text[start:end]
    kept = covered.lstrip(WHITE_SPACE)
    new_start = end - len(kept)
    kept = kept.rstrip(WHITE_SPACE)
    new_end = new_start + len(kept)
    if not kept:
        return None
    if new_start != start:
        new_start = max(start, grapheme_range(text, new_start, new_end)[0])
    if new_end != end:
        new_end = min(end, grapheme_range(text, new_start, new_end)[1])
    return new_start, new_end
