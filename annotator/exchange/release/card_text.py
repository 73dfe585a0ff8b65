"""What the card is written with: tables, names that Markdown shows as they are, counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from annotator.agreement.report.wording import printable

_MARKS = re.compile(r"([\\`*_{}\[\]<>|#])")


def table(head: Sequence[str], rows: Iterable[Sequence[str]], aligned: str = "---:") -> str:
    """Return a table; all columns but the first are aligned so."""
    lines = [head, ["---", *[aligned] * (len(head) - 1)], *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def plain(text: str) -> str:
    """Return text that Markdown shows as it is, in one line."""
    return _MARKS.sub(r"\\\1", printable(text))


def count(number: int, noun: str) -> str:
    """Return ``1 span``, ``2 spans``, ``1,200 spans``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
