"""Finding a text in an article: where it stands, as ranges of code points. Knows no widget.

A time limit holds for every search, so that neither five million characters nor an expression
that tries everything can freeze the page.
"""

from __future__ import annotations

import time
from typing import Any, NamedTuple

import regex

from annotator.workbench.text_units import Range, is_edge

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
    hits: list[Range] = []
    search = _matches_of_words if whole else _matches
    try:
        is_capped = search(text, pattern, timeout_s, concurrent, limit, hits)
    except TimeoutError:
        return Found(hits, out_of_time=True)
    return Found(hits, is_capped=is_capped)


def _matches(
    text: str,
    pattern: regex.Pattern[str],
    timeout_s: float,
    concurrent: bool,
    limit: int,
    hits: list[Range],
) -> bool:
    """Add where a pattern stands to ``hits``; tell whether there are more than the limit.

    Raises:
        TimeoutError: the time is up; the hits are the first ones.

    """
    until = time.perf_counter() + timeout_s
    search: Any = pattern.finditer  # the stubs know no timeout
    for match in search(text, timeout=timeout_s, concurrent=concurrent):
        if time.perf_counter() > until:  # its own is for each step to the next match
            raise TimeoutError
        hit = match.span()
        if hit[0] < hit[1]:
            if len(hits) == limit:
                return True
            hits.append(hit)
    return False


def _matches_of_words(
    text: str,
    pattern: regex.Pattern[str],
    timeout_s: float,
    concurrent: bool,
    limit: int,
    hits: list[Range],
) -> bool:
    """Do it for words: what is none may still overlap with one."""
    until = time.perf_counter() + timeout_s
    search: Any = pattern.search
    at = 0
    while at <= len(text):
        left_s = until - time.perf_counter()
        if left_s <= 0.0:
            raise TimeoutError
        match = search(text, at, timeout=left_s, concurrent=concurrent)
        if match is None:
            return False
        start, end = match.span()
        if start == end:
            at = end + 1
        elif not (is_edge(text, start, text[start]) and is_edge(text, end, text[end - 1])):
            at = start + 1
        elif len(hits) == limit:
            return True
        else:
            hits.append((start, end))
            at = end
    return False
