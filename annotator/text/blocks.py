"""Page furniture: what a scraper has glued into a sentence, else the whole paragraph."""

from __future__ import annotations

import regex

from annotator.text.offsets import check_position
from annotator.text.paragraphs import paragraph_at
from annotator.text.spaces import trim

_REACH = 20_000
_WIDGET = regex.compile(
    r"(?<![\p{L}\p{M}\p{N}])(\p{Lu}[^\n]{1,60}?[\p{L}\p{M}.])(?<block>\1[^\n]*?\bMORE\b)"
)


def block_at(text: str, position: int) -> tuple[int, int] | None:
    """Return the block of page furniture around a position; None in the space beside a paragraph.

    Inside a sentence that is a widget of news sites as scraping leaves it: a name, at once the
    same name again, headlines, and MORE. It begins with the second name. Anywhere else it is the
    paragraph, without white space at its ends.

    Raises:
        OffsetError: ``position`` is outside the text.

    """
    check_position(text, position)
    start, end = paragraph_at(text, position)
    low, high = max(start, position - _REACH), min(end, position + _REACH)
    for match in _WIDGET.finditer(text, low, high):
        first, last = match.span("block")
        if first <= position < last:
            return first, last
    block = trim(text, start, end)
    return block if block is not None and block[0] <= position <= block[1] else None
