r"""Paragraphs: the stretches between newlines, one for each block of the article view."""

from __future__ import annotations

from annotator.text.offsets import check_position


def paragraph_at(text: str, position: int) -> tuple[int, int]:
    r"""Return the paragraph that ``position`` stands in, without its newline; it may be empty.

    A position before a ``\n`` belongs to the paragraph that this ``\n`` ends. Only ``\n``
    counts: U+2028 and other separators are characters of the paragraph.

    Raises:
        OffsetError: ``position`` is outside the text.

    """
    check_position(text, position)
    end = text.find("\n", position)
    return text.rfind("\n", 0, position) + 1, len(text) if end < 0 else end


def paragraph_ranges(text: str) -> list[tuple[int, int]]:
    """Return all paragraphs in order, empty ones too; there is always at least one."""
    ranges = []
    start = 0
    for line in text.split("\n"):
        ranges.append((start, start + len(line)))
        start += len(line) + 1
    return ranges
