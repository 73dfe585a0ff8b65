"""Many strings found in a text at once (Aho and Corasick 1975), whole words where asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import ahocorasick
import regex

from annotator.suggestions.records import Range

_LETTER = regex.compile(r"[\p{L}\p{N}\p{M}]")


class Strings:
    """Finds strings in texts; which of two that overlap is meant is for others to say.

    Args:
        strings: none empty, each once; what is found is told by their numbers.

    """

    def __init__(self, strings: Sequence[str]) -> None:
        self._lengths = [len(one) for one in strings]
        self._found = ahocorasick.Automaton()
        for number, one in enumerate(strings):
            self._found.add_word(one, number)
        if strings:
            self._found.make_automaton()

    def within(self, text: str) -> Iterator[tuple[int, Range]]:
        """Yield number and range of every string in a text, by where it ends."""
        if not self._lengths:
            return
        for last, number in self._found.iter(text):
            yield number, (last + 1 - self._lengths[number], last + 1)


def is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether a range cuts no word at either end."""
    inside = start > 0 and _LETTER.match(text, start) and _LETTER.match(text, start - 1)
    outside = end < len(text) and _LETTER.match(text, end - 1) and _LETTER.match(text, end)
    return not inside and not outside
