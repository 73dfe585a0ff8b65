"""Page furniture: what a scraper has glued into a sentence, else the whole paragraph."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from annotator.text.offsets import check_position
from annotator.text.paragraphs import paragraph_at
from annotator.text.spaces import trim

_REACH = 20_000
_LONGEST = 600
# The name as it was ("Tom OrrTom Orr"), or its end before it is said in full ("OrrTom A. Orr").
_TWICE = regex.compile(
    r"(?<![\p{L}\p{M}\p{N}])(?:"
    r"(?P<whole>\p{Lu}[^\n]{1,60}?[\p{L}\p{M}.])(?P<again>(?P=whole))"
    r"|(?P<last>\p{Lu}[\p{L}\p{M}'’-]{0,30}?\p{Ll})"
    r"(?P<again>(?:\p{Lu}[\p{L}\p{M}.'’-]{0,30}[ \u00a0]){1,4}(?P=last)(?![\p{Ll}\p{M}])))"
)
_END = regex.compile(r"\bMORE\b")
_LAST_END = regex.compile(r"(?r)\bMORE\b")


def block_at(text: str, position: int) -> tuple[int, int] | None:
    """Return the block of page furniture around a position; None where there is no telling.

    Inside a sentence that is a widget of news sites as scraping leaves it: a name, at once the
    same name again (or "OrrTom Orr", in full), headlines, and MORE. It begins with the second name.
    Anywhere else it is the paragraph, without white space at its ends, unless that is long or has a
    widget somewhere else: then it is an article's paragraph, and the caret stands a little off.

    Raises:
        OffsetError: ``position`` is outside the text.

    """
    check_position(text, position)
    start, end = paragraph_at(text, position)
    low, high = max(start, position - _REACH), min(end, position + _REACH)
    widgets = list(_widgets(text, low, high))
    for first, last in widgets:
        if first <= position < last:
            return first, last
    block = trim(text, start, end)
    if widgets or end - start > _LONGEST:
        return None
    return block if block is not None and block[0] <= position <= block[1] else None


def _widgets(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    last = _LAST_END.search(text, start, end)
    limit = last.start() if last is not None else start
    while (name := _TWICE.search(text, at, limit)) is not None:
        first = name.start("again")
        closing = _END.search(text, name.end(), end)
        if closing is None:
            return
        yield first, closing.end()
        at = closing.end()
