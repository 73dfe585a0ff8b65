"""Offsets that came with a text, checked and moved along to the text that is stored."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence

from annotator.annotation.records import Fragment
from annotator.errors import InputError, OffsetError
from annotator.text import Utf8Map, Utf16Map, find_unstorable, normalise
from annotator.words import Message, say

CODEPOINT = "codepoint"
UTF16 = "utf16"
UTF8 = "utf8"
UNITS = (CODEPOINT, UTF16, UTF8)

MOST_COVERED = 20_000_000
"""So many characters the spans of one article may always cover together: every span's text is
kept with it, and some thousand spans over all of a long article would be more than fits."""

MOST_SPANS = 20_000
"""So many spans an article may always have; a long one four for each of its characters more."""

_SPANS_TIMES = 4
_COVERED_TIMES = 4
_COVERED_EACH = 200
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
        repair: keys of ``REPAIRS``: offsets that do not cover what the file says that they do are
            read in one of these ways if they do then.

    Raises:
        InputError: the text is empty or cannot be stored.

    """

    def __init__(
        self,
        raw: str,
        unit: str = CODEPOINT,
        *,
        drop_bom: bool = True,
        repair: Collection[str] = (),
    ) -> None:
        self.raw = raw
        self._repair = repair
        self._covered = self._made = 0
        normalised = normalise(raw, drop_bom=drop_bom)
        self.text = normalised.text
        self._normalised = normalised if normalised.changed_offsets else None
        self._units: Utf16Map | Utf8Map | None = None
        if unit != CODEPOINT:
            self._units = Utf16Map(raw) if unit == UTF16 else Utf8Map(raw)
        self._as_it_is = self.text == raw and self._units is None
        if not self.text:
            raise InputError(say("the text is empty"))
        if (found := find_unstorable(raw)) is not None:
            raise InputError(
                say(
                    "the text has at offset {offset} {character}",
                    offset=found[0],
                    character=found[1],
                )
            )

    def fragments(
        self, ranges: Sequence[tuple[int, int]], quote: str | None
    ) -> tuple[Fragment, ...]:
        """Return ranges of the text in the file as fragments of the stored text.

        Args:
            ranges: at least one, in order; they may touch but not overlap.
            quote: what the file says that they cover, joined by one space; None: nothing.

        Raises:
            InputError: a range is empty, outside the text, out of order, or covers other text; or
                all so far are more, or cover more, than any work on such a text.

        """
        made = self._fragments(ranges, quote)
        self._made += 1
        if self._made > MOST_SPANS + _SPANS_TIMES * len(self.text):
            raise InputError(
                say(
                    "it is span {number:,} of a text of {length:,}"
                    " {length:character|characters}; expected fewer",
                    number=self._made,
                    length=len(self.text),
                )
            )
        self._covered += sum([fragment.end - fragment.start for fragment in made]) - _COVERED_EACH
        if self._covered > MOST_COVERED + _COVERED_TIMES * len(self.text):
            raise InputError(
                say(
                    "with it the spans of this article cover more than {most:,} characters"
                    " together; expected fewer spans of so great a length",
                    most=MOST_COVERED,
                )
            )
        return made

    def _fragments(
        self, ranges: Sequence[tuple[int, int]], quote: str | None
    ) -> tuple[Fragment, ...]:
        raw = self.raw
        if self._as_it_is and len(ranges) == 1:  # as nearly all are: no need for more
            start, end = ranges[0]
            if 0 <= start < end <= len(raw):
                text = raw[start:end]
                if quote is None or quote == text:
                    return (Fragment(start, end, text),)
        if self._units is not None:
            ranges = self._to_codepoints(ranges, self._units)
        fault = self._fault(ranges, quote)
        if fault is not None:
            cause = ""
            if self._units is None and quote is not None:
                cause = guess(raw, ranges, quote, self._repair)
            if not cause:
                raise InputError(fault)
            if cause not in self._repair:
                raise InputError(
                    say("{fault}; {causes}", fault=fault, causes=_CAUSES[cause]), repair=cause
                )
            ranges = REPAIRS[cause](raw, ranges)
            if (fault := self._fault(ranges, quote)) is not None:
                raise InputError(fault)
        text = self.text
        if self._normalised is not None:
            ranges = self._moved(ranges)
        return tuple([Fragment(start, end, text[start:end]) for start, end in ranges])

    @staticmethod
    def _to_codepoints(
        ranges: Sequence[tuple[int, int]], units: Utf16Map | Utf8Map
    ) -> Sequence[tuple[int, int]]:
        try:
            return [(units.to_codepoint(start), units.to_codepoint(end)) for start, end in ranges]
        except OffsetError as error:
            raise InputError(error.message) from None

    def _moved(self, ranges: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
        assert self._normalised is not None
        to_text = self._normalised.to_text
        moved = [(to_text(start), to_text(end)) for start, end in ranges]
        for (start, end), (raw_start, raw_end) in zip(moved, ranges, strict=True):
            if start == end:
                raise InputError(
                    say(
                        "{start} to {end} covers nothing but a byte order mark or half of a line"
                        " break",
                        start=raw_start,
                        end=raw_end,
                    )
                )
        return moved

    def _fault(self, ranges: Sequence[tuple[int, int]], quote: str | None) -> Message | None:
        raw = self.raw
        previous = 0
        for start, end in ranges:
            if not previous <= start < end <= len(raw):
                return _range_fault(start, end, previous, len(raw))
            previous = end
        if quote is None:
            return None
        covered = " ".join([raw[start:end] for start, end in ranges])
        if covered == quote:
            return None
        shown_covered, shown_quote = _where_they_differ(covered, quote)
        places = ", ".join(f"{start} to {end}" for start, end in ranges[:3])
        return say(
            "the text at {places} is {covered}, expected {quote}",
            places=places,
            covered=shown_covered,
            quote=shown_quote,
        )


def counting(text: str, unit: str) -> Callable[[int], int]:
    """Return what turns code point offsets of ``text`` into offsets that count ``unit``."""
    if unit == UTF16:
        return Utf16Map(text).to_utf16
    if unit == UTF8:
        return Utf8Map(text).to_utf8
    return lambda position: position


def guess(
    raw: str, ranges: Sequence[tuple[int, int]], quote: str, preferred: Collection[str] = ()
) -> str:
    """Return what would make offsets cover ``quote``: a key of ``REPAIRS``, or "" for nothing.

    Where several would, one of ``preferred`` goes before the others.
    """
    for cause, repair in sorted(REPAIRS.items(), key=lambda item: item[0] not in preferred):
        try:
            repaired = repair(raw, ranges)
        except OffsetError:
            continue
        inside = all(0 <= start < end <= len(raw) for start, end in repaired)
        if inside and quote == " ".join(raw[start:end] for start, end in repaired):
            return cause
    return ""


def _from_units(units: Utf16Map | Utf8Map, ranges: Ranges) -> Ranges:
    return [(units.to_codepoint(start), units.to_codepoint(end)) for start, end in ranges]


def _from_single_line_breaks(raw: str, ranges: Ranges) -> Ranges:
    """Return ranges of a text whose line breaks count one character as ranges of ``raw``."""
    normalised = normalise(raw, drop_bom=False)
    return [(normalised.to_raw(start), normalised.to_raw(end)) for start, end in ranges]


def _from_double_line_breaks(raw: str, ranges: Ranges) -> Ranges:
    r"""Return ranges of a text with ``\r\n`` for each ``\n`` as ranges of ``raw``."""
    breaks = [at + number + 1 for number, at in enumerate(_positions(raw, "\n"))]
    return [
        (start - bisect_left(breaks, start), end - bisect_left(breaks, end))
        for start, end in ranges
    ]


def _positions(text: str, character: str) -> list[int]:
    return [at for at, one in enumerate(text) if one == character]


Ranges = Sequence[tuple[int, int]]
REPAIRS: dict[str, Callable[[str, Ranges], Ranges]] = {
    "inclusive": lambda _, ranges: [(start, end + 1) for start, end in ranges],
    UTF16: lambda raw, ranges: _from_units(Utf16Map(raw), ranges),
    UTF8: lambda raw, ranges: _from_units(Utf8Map(raw), ranges),
    "crlf": _from_double_line_breaks,
    "lf": _from_single_line_breaks,
    "one-based": lambda _, ranges: [(start - 1, end - 1) for start, end in ranges],
}
"""How offsets that do not fit can be meant, by what ``--repair`` calls it."""

_CAUSES = {
    "inclusive": say("it fits where the end is the last character and not the one behind it"),
    UTF16: say('it fits where offsets count UTF-16 units ("offset_unit":"utf16")'),
    UTF8: say('it fits where offsets count UTF-8 bytes ("offset_unit":"utf8")'),
    "crlf": say("it fits where each line break counts two characters (\\r\\n)"),
    "lf": say("it fits where each line break counts one character (\\n)"),
    "one-based": say("it fits where the first character is number 1"),
}


def _range_fault(start: int, end: int, previous: int, length: int) -> Message:
    if end == start:
        return say(
            "{start} to {end} is empty, the end must be behind the start", start=start, end=end
        )
    if end < start:
        return say("{start} to {end} ends before it starts", start=start, end=end)
    if start < 0 or end > length:
        return say(
            "{start} to {end} is not inside the text of {length} {length:character|characters}",
            start=start,
            end=end,
            length=length,
        )
    return say(
        "{start} to {end} starts before the fragment ahead of it ends, at {previous}",
        start=start,
        end=end,
        previous=previous,
    )


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
