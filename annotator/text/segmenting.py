"""Words of writing without spaces: Chinese, Japanese, Thai, Lao, Khmer and Burmese.

They are found in the dictionaries of ICU, through ``icu4py``, which is large and therefore an extra
(``annotator[icu]``). Without it each grapheme cluster is a word, as is a run of Katakana; whoever
shows words says so once (``lacks_dictionary``). Only the lengths of what ICU returns are taken from
it, never its texts or its offsets.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial
from typing import TYPE_CHECKING

import regex

from annotator.text.graphemes import is_grapheme_boundary
from annotator.text.offsets import check_range

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_SCRIPTS = r"\p{Han}\p{Hiragana}\p{Katakana}\u30fc\uff70\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
UNSPACED = rf"[[{_SCRIPTS}]&&[\p{{L}}\p{{Nl}}]]"
"""Pattern (``regex.V1``) of a letter of writing without spaces between words."""

UNSPACED_ON = rf"[[{_SCRIPTS}]&&[\p{{L}}\p{{Nl}}\p{{M}}]]"
"""The same, or a mark: what a grapheme cluster further on in a run may begin with."""

_UNSPACED = regex.compile(UNSPACED, regex.V1)
_SINGLE = regex.compile(r"(?:(?=[[\p{Katakana}\u30fc\uff70]&&\p{L}])\X)++|\X", regex.V1)


def words_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the words of a run of writing without spaces; together they cover it.

    Raises:
        OffsetError: the range is not inside the text.

    """
    check_range(text, start, end)
    before = 0
    for after in _ends(text[start:end]):
        yield start + before, start + after
        before = after


def is_unspaced(character: str) -> bool:
    """Tell whether a character is a letter of writing without spaces between words."""
    return _UNSPACED.match(character) is not None


def lacks_dictionary(text: str, start: int, end: int) -> bool:
    """Tell whether words in a range would be found by a dictionary, and there is none.

    Raises:
        OffsetError: the range is not inside the text.

    """
    check_range(text, start, end)
    return _breaker() is None and _UNSPACED.search(text, start, end) is not None


@lru_cache(maxsize=16)
def _ends(run: str) -> tuple[int, ...]:
    """Return where the words of a run end, on grapheme cluster boundaries."""
    breaker = _breaker()
    if breaker is None:
        return tuple(match.end() for match in _SINGLE.finditer(run))
    ends, at = [], 0
    for piece in breaker(run):
        at += len(piece)
        if is_grapheme_boundary(run, at):
            ends.append(at)
    assert at == len(run), "ICU has left out characters"
    return tuple(ends)


@lru_cache(maxsize=1)
def _breaker() -> Callable[[str], Iterable[str]] | None:
    """Return what cuts a text into words, None where the library is missing."""
    try:
        from icu4py.breakers import WordBreaker
    except ImportError:
        return None
    return partial(WordBreaker, locale="en")  # the dictionaries are the same for all
