"""The title that a text brings with it."""

from __future__ import annotations

from annotator.text.spaces import WHITE_SPACE

TITLE_LIMIT = 200
"""The longest first line that is taken for a title, in code points."""


def split_title(text: str) -> str:
    """Return the title at the head of ``text``, or "" where there is none.

    The title is the first line that is not blank, without white space at its ends, if it has
    at most ``TITLE_LIMIT`` characters, a blank line follows, and more text follows that. The
    text itself is not touched: it keeps its first line.
    """
    start = len(text) - len(text.lstrip(WHITE_SPACE))
    end = text.find("\n", start)
    title = text[start:end].rstrip(WHITE_SPACE) if end >= 0 else ""
    if not title or len(title) > TITLE_LIMIT:
        return ""
    blank_end = text.find("\n", end + 1)
    if blank_end < 0 or text[end:blank_end].strip(WHITE_SPACE):
        return ""
    return title if text[blank_end:].strip(WHITE_SPACE) else ""
