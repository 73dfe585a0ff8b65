"""Clauses: the stretches of a sentence between two of ``, ; : —``, brackets and inner full stops.

Chinese, Japanese and Arabic write these in their own way, without a space behind them.

A clause has neither the punctuation around it nor the full stop that closes its sentence, as a
claim is tagged. Guesses that help the keyboard.
"""

from __future__ import annotations

import regex

from annotator.text.offsets import check_range
from annotator.text.spaces import trim

# A quotation of several sentences is one for sentencex. A short word may be an abbreviation.
_STOP = r"(?<=\p{Ll}{4})[.!?](?=\s+\p{Lu})"
_CUT = regex.compile(
    rf"[,;:](?=[\s\"”’»])[\"”’»]*|[，、；：،؛][\"”’»」』]*|\s[–—-]+\s|—|[()\[\]（）]|{_STOP}"
)
_CLOSING = regex.compile(r"(?<!\b\p{L}\.\p{L})[.!?…。！？؟]+[\"”’»」』]*\Z|[.!?…][\"”’»]+\Z")


def clause_ranges(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the clauses of a sentence ``[start, end)``, in order.

    "7 a.m." keeps its full stop.

    Raises:
        OffsetError: the range is not inside the text.

    """
    check_range(text, start, end)
    closing = _CLOSING.search(text, start, end)
    stop = closing.start() if closing is not None else end
    cuts = [match.span() for match in _CUT.finditer(text, start, stop)]
    lows = [start, *(high for _, high in cuts)]
    highs = [*(low for low, _ in cuts), stop]
    trimmed = (trim(text, low, high) for low, high in zip(lows, highs, strict=True) if low < high)
    return [clause for clause in trimmed if clause is not None]
