"""Names as a reader jumps to them: runs of capitalised words, but no days, months or ranks.

Guesses that help the keyboard; whatever is meant can be selected instead.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from annotator.text.offsets import check_position
from annotator.text.passages import is_common_word, name_at
from annotator.text.sentences import sentence_at
from annotator.text.words import word_at

_DATES = frozenset(
    [
        *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December"),
        *("Jan", "Feb", "Mar", "Apr", "Aug", "Sept", "Oct", "Nov", "Dec"),
    ]
)
_OPENING = "“‘«„‹「『\"' "
_CAPITAL = regex.compile(r"\p{Lu}")
_LAST_CAPITAL = regex.compile(r"(?r)\p{Lu}")
_REACH = 20_000


def names_between(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the likely names that begin with a word in ``[start, end)``, in order.

    A lone word that begins a sentence or a quotation is none, unless it stands inside a sentence
    elsewhere near; a rank or title in front of a name is left out.
    """
    at = start
    while (capital := _CAPITAL.search(text, at, end)) is not None:
        word = word_at(text, capital.start(), glued=True)
        if word is None or word[0] != capital.start():
            at = capital.end() if word is None else word[1]
            continue
        name = _likely_name(text, word)
        at = word[1] if name is None else max(word[1], name[1])
        if name is not None and name[0] >= start:
            yield name


def previous_name(text: str, position: int) -> tuple[int, int] | None:
    """Return the last likely name that starts before ``position``, or None.

    Raises:
        OffsetError: ``position`` is outside the text.

    """
    check_position(text, position)
    at = position
    while (capital := _LAST_CAPITAL.search(text, 0, at)) is not None:
        at = capital.start()
        word = word_at(text, at, glued=True)
        name = _likely_name(text, word) if word is not None and word[0] == at else None
        if name is not None and name[0] < position:
            return name
    return None


def _likely_name(text: str, word: tuple[int, int]) -> tuple[int, int] | None:
    """Return the name that a word belongs to; None when it is not likely to be one."""
    if not text[word[0]].isupper():
        return None
    whole = name_at(text, word[0])
    name = name_at(text, whole[1] - 1) if whole is not None else None
    if name is None or _is_no_name(text, *name):
        return None
    return name


def _is_no_name(text: str, start: int, end: int) -> bool:
    word = text[start:end]
    if word in _DATES or is_common_word(word):
        return True
    sentence = sentence_at(text, start)
    if " " in word or sentence is None:
        return False
    opens = text[max(0, start - 1) : start].strip() and text[start - 1] in _OPENING
    if not opens and text[sentence[0] : start].strip(_OPENING):
        return False
    at, limit = max(0, start - _REACH), end + _REACH
    while (at := text.find(word, at, limit)) >= 0:
        before, after = text[max(0, at - 2) : at], text[at + len(word) : at + len(word) + 1]
        if before[1:] == " " and (before[0].islower() or before[0] == ",") and not after.isalnum():
            return False
        at += len(word)
    return True
