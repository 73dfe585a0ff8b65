"""Offsets that came with a text, checked and moved along to the text that is stored."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.annotation.records import Fragment
from annotator.errors import InputError, OffsetError
from annotator.text import Utf16Map, find_unstorable, normalise

CODEPOINT = "codepoint"
UTF16 = "utf16"
UNITS = (CODEPOINT, UTF16)

_SHOWN = 40
_CONTEXT = 12


class Incoming:
    r"""A text as a file holds it, and the one that is stored for it.

    Stored is the text with ``\n`` for every ``\r\n`` and ``\r``. Offsets
    refer to the text in the file and are moved along.

    Args:
        raw: the text in the file.
        unit: what its offsets count, one of ``UNITS``.
        drop_bom: whether a leading U+FEFF is a byte order mark and no part of the text.

    Raises:
        InputError: the text is empty or cannot be stored.

    """

    def __init__(self, raw: str, unit: str = CODEPOINT, *, drop_bom: bool = True) -> None:
        self.raw = raw
        normalised = normalise(raw, drop_bom=drop_bom)
        self.text = normalised.text
        self._normalised = normalised if normalised.changed_offsets else None
        self._units = Utf16Map(raw) if unit == UTF16 else None
        self._as_it_is = self.text == raw and self._units is None
        if not self.text:
            raise InputError("the text is empty")
        if (found := find_unstorable(raw)) is not None:
            raise InputError(f"the text has at offset {found[0]} {found[1]}")

    def fragments(
        self, ranges: Sequence[tuple[int, int]], quote: str | None
    ) -> tuple[Fragment, ...]:
        """Return ranges of the text in the file as fragments of the stored text.

        Args:
            ranges: at least one, in order; they may touch but not overlap.
            quote: what the file says that they cover, joined by one space; None: nothing.

        Raises:
            InputError: a range is empty, outside the text, out of order, or covers other text.

        """
        raw = self.raw
        if self._as_it_is and len(ranges) == 1:  # as nearly all are: no need for more
            start, end = ranges[0]
            if 0 <= start < end <= len(raw):
                text = raw[start:end]
                if quote is None or quote == text:
                    return (Fragment(start, end, text),)
        if self._units is not None:
            ranges = self._to_codepoints(ranges, self._units)
        previous = 0
        for start, end in ranges:
            if not previous <= start < end <= len(raw):
                fault = _range_fault(start, end, previous, len(raw))
                raise InputError(fault + self._unit_hint(ranges, quote))
            previous = end
        if quote is not None:
            covered = " ".join([raw[start:end] for start, end in ranges])
            if covered != quote:
                raise InputError(self._other_text(ranges, covered, quote))
        text = self.text
        if self._normalised is not None:
            ranges = self._moved(ranges)
        return tuple([Fragment(start, end, text[start:end]) for start, end in ranges])

    @staticmethod
    def _to_codepoints(
        ranges: Sequence[tuple[int, int]], units: Utf16Map
    ) -> Sequence[tuple[int, int]]:
        try:
            return [(units.to_codepoint(start), units.to_codepoint(end)) for start, end in ranges]
        except OffsetError as error:
            raise InputError(str(error)) from None

    def _moved(self, ranges: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
        assert self._normalised is not None
        to_text = self._normalised.to_text
        moved = [(to_text(start), to_text(end)) for start, end in ranges]
        for (start, end), (raw_start, raw_end) in zip(moved, ranges, strict=True):
            if start == end:
                raise InputError(
                    f"{raw_start} to {raw_end} covers nothing but a byte order mark or half of a"
                    " line break"
                )
        return moved

    def _other_text(self, ranges: Sequence[tuple[int, int]], covered: str, quote: str) -> str:
        shown_covered, shown_quote = _where_they_differ(covered, quote)
        places = ", ".join(f"{start} to {end}" for start, end in ranges[:3])
        reason = f"the text at {places} is {shown_covered}, expected {shown_quote}"
        return reason + self._unit_hint(ranges, quote)

    def _unit_hint(self, ranges: Sequence[tuple[int, int]], quote: str | None) -> str:
        if self._units is not None or quote is None or not _fits_utf16(self.raw, ranges, quote):
            return ""
        return '; it fits where offsets count UTF-16 units ("offset_unit":"utf16")'


def _range_fault(start: int, end: int, previous: int, length: int) -> str:
    if end == start:
        return f"{start} to {end} is empty, the end must be behind the start"
    if end < start:
        return f"{start} to {end} ends before it starts"
    if start < 0 or end > length:
        return f"{start} to {end} is not inside the text of {length} characters"
    return f"{start} to {end} starts before the fragment ahead of it ends, at {previous}"


def _where_they_differ(covered: str, quote: str) -> tuple[str, str]:
    """Return both, cut to the same few characters around the first difference."""
    pairs = enumerate(zip(covered, quote, strict=False))
    first = next((at for at, (a, b) in pairs if a != b), min(len(covered), len(quote)))
    start = max(0, first - _CONTEXT) if max(len(covered), len(quote)) > _SHOWN else 0
    return _excerpt(covered, start), _excerpt(quote, start)


def _excerpt(text: str, start: int) -> str:
    end = start + _SHOWN
    before, after = "…" if start else "", "…" if end < len(text) else ""
    return f"{before}{text[start:end]!r}{after}"


def _fits_utf16(raw: str, ranges: Sequence[tuple[int, int]], quote: str) -> bool:
    units = Utf16Map(raw)
    try:
        return quote == " ".join(
            raw[units.to_codepoint(start) : units.to_codepoint(end)] for start, end in ranges
        )
    except OffsetError:
        return False
