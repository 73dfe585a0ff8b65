"""Spaces in a PDF are spaces when its text is copied.

Fonts may have one glyph for a space and for a tab. Qt then writes that the glyph means a tab, and
whoever copies a sentence has tabs between its words.
"""

from __future__ import annotations

import re
import zlib

_STREAM = re.compile(rb"stream\n(.*?)\nendstream", re.DOTALL)
_MAP = b"begincmap"
_TAB, _SPACE = b"<0009>", b"<0020>"
_LEVELS = (9, 8, 7, 6)


def with_spaces(pdf: bytes) -> bytes:
    """Return a PDF of Qt's whose glyphs mean a space where they meant a tab; as long as before."""
    return _STREAM.sub(lambda found: b"stream\n" + _mended(found[1]) + b"\nendstream", pdf)


def _mended(stream: bytes) -> bytes:
    """Return a stream in its own length: where things lie in the file stays the same."""
    try:
        table = zlib.decompress(stream)
    except zlib.error:
        table = stream
    if _MAP not in table or _TAB not in table:
        return stream
    mended = table.replace(_TAB, _SPACE)
    if table is stream:
        return mended
    for level in _LEVELS:
        packed = zlib.compress(mended, level)
        if len(packed) <= len(stream):
            return packed.ljust(len(stream), b"\n")  # what follows the end of a stream is skipped
    return stream
