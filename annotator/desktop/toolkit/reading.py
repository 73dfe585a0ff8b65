"""How one person wants to read, as it is remembered."""

from __future__ import annotations

from typing import NamedTuple

LINE_HEIGHTS = 100, 200
"""Percent of the smallest and the largest line height."""


class Reading(NamedTuple):
    """What somebody has chosen.

    Attributes:
        family: the font of the articles, "" for the usual one.
        size: in points, 0 for the usual one.
        line_height: in percent of what it is by itself, 100 to 200.
        focus: whether all but the paragraph of the caret is dimmed.
        guide: whether the line that is read has a band.

    """

    family: str = ""
    size: int = 0
    line_height: int = 100
    focus: bool = False
    guide: bool = False

    def as_text(self) -> str:
        """Return it as one line, for a settings file."""
        parts = str(self.size), str(self.line_height), str(int(self.focus)), str(int(self.guide))
        return " ".join((*parts, self.family)).rstrip()

    @classmethod
    def of_text(cls, text: str) -> Reading:
        """Return what such a line says; what makes no sense is as usual."""
        parts = text.split(" ", 4)
        if len(parts) < 4 or not all(part.isdecimal() and len(part) < 5 for part in parts[:4]):
            return cls()
        size, line_height, focus, guide = (int(part) for part in parts[:4])
        low, high = LINE_HEIGHTS
        return cls(
            family=parts[4] if len(parts) > 4 else "",
            size=size if 8 <= size <= 40 else 0,
            line_height=min(max(line_height, low), high),
            focus=focus == 1,
            guide=guide == 1,
        )
