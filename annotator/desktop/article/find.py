"""Finding a text in an article: where it stands, as ranges of code points. Knows no widget.

A time limit holds for every search, so that neither five million characters nor an expression
that tries everything can freeze the page.
"""

from __future__ import annotations

import time
from typing import Any, NamedTuple

import regex

from annotator.desktop.reading import Range, is_edge

LIMIT = 10_000
"""How many hits are looked for; more than that nobody goes through one by one."""

_ALIKE = {
    "'": "['‘’]",
    '"': '["“”„]',
    "-": "[-‐‑]",
    " ": r"[ \u00a0\u2007\u2009\u202f]",
}
"""What a key types, and what newspapers print for it."""


class Wanted(NamedTuple):
    """What to look for.

    Attributes:
        text: as it was typed.
        case: whether capital and small letters differ.
        whole: whether a hit must begin and end where a word may.
        pattern: whether the text is a regular expression.

    """

    text: str
    case: bool = False
    whole: bool = False
    pattern: bool = False


class Found(NamedTuple):
    """What was found.

    Attributes:
        hits: ``(start, end)`` in order, without overlaps, none of them empty.
        is_capped: there are more than the limit.
        out_of_time: the search was not ended; the hits are the first ones.

    """

    hits: list[Range]
    is_capped: bool = False
    out_of_time: bool = False


class PatternError(ValueError):
    """A regular expression cannot be read; the message is one short sentence."""


def compiled(wanted: Wanted) -> regex.Pattern[str]:
    """Return what to search with.

    Straight quotation marks, hyphens and spaces of a plain text also stand for those that are
    printed in their place. In an expression ``^`` and ``$`` are the ends of a line.

    Raises:
        PatternError: the regular expression cannot be read.

    """
    flags = regex.V0 if wanted.case else regex.V0 | regex.IGNORECASE
    if not wanted.pattern:
        signs = (_ALIKE.get(sign) or regex.escape(sign) for sign in wanted.text)
        return regex.compile("".join(signs), flags)
    try:
        return regex.compile(wanted.text, flags | regex.MULTILINE)
    except regex.error as error:
        reason = str(error.msg)
        raise PatternError(f"{reason[:1].upper()}{reason[1:]}.") from error
    except (OverflowError, RecursionError, MemoryError) as error:
        raise PatternError("This expression is too large.") from error


def find(
    text: str,
    pattern: regex.Pattern[str],
    *,
    whole: bool = False,
    limit: int = LIMIT,
    timeout_s: float,
    concurrent: bool = False,
) -> Found:
    """Return where a pattern stands in a text.

    Args:
        text: of the article.
        pattern: from ``compiled``.
        whole: leave out hits that begin or end inside a word.
        limit: stop after so many hits.
        timeout_s: stop after so many seconds.
        concurrent: let other threads of Python run meanwhile.

    """
    until = time.perf_counter() + timeout_s
    hits: list[Range] = []
    at = 0
    search: Any = pattern.search
    try:
        while at <= len(text):
            left_s = until - time.perf_counter()
            if left_s <= 0.0:
                return Found(hits, out_of_time=True)
            match = search(text, at, timeout=left_s, concurrent=concurrent)
            if match is None:
                break
            start, end = match.span()
            if start == end:
                at = end + 1
            elif whole and not (_may_begin(text, start) and _may_end(text, end)):
                at = start + 1
            elif len(hits) == limit:
                return Found(hits, is_capped=True)
            else:
                hits.append((start, end))
                at = end
    except TimeoutError:
        return Found(hits, out_of_time=True)
    return Found(hits)


def _may_begin(text: str, start: int) -> bool:
    return start == 0 or text[start - 1].isspace() or _is_edge(text, start, text[start])


def _may_end(text: str, end: int) -> bool:
    return end == len(text) or text[end].isspace() or _is_edge(text, end, text[end - 1])


def _is_edge(text: str, position: int, inner: str) -> bool:
    """Tell whether a word may begin or end here; between most letters that is plain to see."""
    left, right = text[position - 1], text[position]
    if (left + right).isascii() and left.isalpha() and right.isalpha() and not right.isupper():
        return False
    return is_edge(text, position, inner)
