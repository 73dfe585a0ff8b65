"""In which direction the characters of a PDF's page run."""

from __future__ import annotations

import math
from typing import Any

_MOST_CHARACTERS = 50_000
_OTHER = 4


def directions(text_page: Any) -> list[int | None]:
    """Return for each character of a page (pypdfium2) how it is turned.

    Returns:
        quarters of a turn to the left, 0 to 3 (the library counts them to the right); 4 for
        anything else; None for white space.

    """
    from pypdfium2 import raw

    found: list[int | None] = []
    for at in range(min(text_page.count_chars(), _MOST_CHARACTERS)):
        sign = raw.FPDFText_GetUnicode(text_page, at)
        if sign in (0, 2, 9, 10, 13, 32, 160, 0xFFFE):
            found.append(None)
            continue
        turn = raw.FPDFText_GetCharAngle(text_page, at) / (math.pi / 2)
        quarters = round(turn)
        found.append(-quarters % 4 if turn >= 0 and abs(turn - quarters) < 0.05 else _OTHER)
    return found
