"""Names as a reader jumps to them: runs of capitalised words, but no days, months or ranks.

Guesses that help the keyboard; whatever is meant can be selected instead.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from annotator.text.finding.headlines import is_in_title_case, is_shouted
from annotator.text.finding.name_words import (
    CONNECTORS,
    DATES,
    LEADING,
    NEVER_IN_NAMES,
    OFFICE_OF,
    OFFICES,
    RANKS,
    TITLES,
)
from annotator.text.offsets import check_position
from annotator.text.sentences import sentence_at
from annotator.text.words import next_word, previous_word, word_at

_POSSESSIVE = regex.compile(r"(?<=\p{L})(?:['’][sS]|(?<=[sS])['’])\Z")
_PRONOUN = regex.compile(r"(?:I|he|she|it|we|you|they|that|there|who|what)['’]\p{Ll}+\Z", regex.I)
_BETWEEN = regex.compile(r"\.?[ \u00a0]")
_HITS = 8
_OPENING = "“‘«„‹「『\"' "
_CAPITAL = regex.compile(r"\p{Lu}")
_LAST_CAPITAL = regex.compile(r"(?r)\p{Lu}")
_REACH = 20_000


def name_at(text: str, position: int) -> tuple[int, int] | None:
    """Return the word at a position, with the capitalised words beside it when it is one itself.

    Small words between capitalised ones ("of", "de", "van") are taken along; words that scraped
    text has glued to the name are not. An article, pronoun or rank in front is left out, and so is
    what stands before an office ("Ostrand President Ada Vell"). A word such as "While" or "In" that
    a sentence or a headline begins with a capital is in no name.

    In a sentence all in capitals, as headlines are, every word has one: there it is the word alone,
    or the name that the word belongs to where the text has it in small letters near by. In a line
    with a capital on every longer word, such a name comes first, too, and a word that the text
    also writes small is in no name.

    Raises:
        OffsetError: ``position`` is outside the text.

    """
    word = word_at(text, position, glued=True)
    if word is None or not _is_capitalised(text, word):
        return word
    shouted, titled = is_shouted(text, word), is_in_title_case(text, word)
    if shouted or titled:
        name = _name_elsewhere(text, word)
        if name is not None:
            return name if position < name[1] else (name[0], word[1])
        if shouted or _is_small_elsewhere(text, word):
            return _without_owner(text, word, position)
    if _is_common(text, word) and text[word[0] : word[1]] != "The":
        return word
    sentence = sentence_at(text, position) or word
    start, end = word
    owner = _POSSESSIVE.search(text, start, end)
    if owner is not None and position < owner.start():
        end = owner.start()
    while (left := _name_to_the_left(text, start, sentence[0])) is not None:
        if titled and (_is_rank(text, start) or _stands_alone(text, left)):
            break
        start = left
    while owner is None and (right := _name_to_the_right(text, end, sentence[1])) is not None:
        if titled and _is_next(text, start, right):
            break
        end = right
        owner = _POSSESSIVE.search(text, start, end)
        if owner is not None:
            end = owner.start()
    return _without_title(text, start, end, position), end


def _is_next(text: str, start: int, end: int) -> bool:
    """Tell whether the last word of a run in a headline begins a name of its own, or ends one."""
    last = previous_word(text, end, glued=True)
    before = previous_word(text, last[0], glued=True) if last is not None else None
    if last is None or before is None or before[0] < start:
        return False
    if _is_rank(text, last[0]):
        return True
    return not _is_rank(text, before[0]) and _stands_alone(text, last[0])


def _is_rank(text: str, position: int) -> bool:
    word = word_at(text, position, glued=True)
    return word is not None and text[slice(*word)] in TITLES | RANKS


def _stands_alone(text: str, position: int) -> bool:
    """Tell whether a word of a headline is elsewhere a name without its neighbour, or is none."""
    word = word_at(text, position, glued=True)
    return word is not None and (
        _is_small_elsewhere(text, word) or _name_elsewhere(text, word) is not None
    )


def _is_small_elsewhere(text: str, word: tuple[int, int]) -> bool:
    """Tell whether the text near a word has it in small letters."""
    at, limit = max(0, word[0] - _REACH), word[1] + _REACH
    small = " " + _bare(text, word).lower()
    while (at := text.find(small, at, limit)) >= 0:
        at += len(small)
        if not text[at : at + 1].isalnum():
            return True
    return False


def _bare(text: str, word: tuple[int, int]) -> str:
    """Return a word without the "’s" of an owner."""
    owner = _POSSESSIVE.search(text, *word)
    return text[word[0] : word[1] if owner is None else owner.start()]


def _name_elsewhere(text: str, word: tuple[int, int]) -> tuple[int, int] | None:
    """Return the name around a word of a headline, as the text near by has it outside of one."""
    shout = _bare(text, word)
    if shout.lower() in NEVER_IN_NAMES:
        return None
    low, high = max(0, word[0] - _REACH), word[1] + _REACH
    prefix = 2 if shout[:2].lower() == "mc" else 0
    scottish = shout[:prefix].capitalize() + shout[prefix:].capitalize()
    best = None
    for written in dict.fromkeys((shout.capitalize(), shout.title(), scottish, shout)):
        at, hits = low - 1, 0
        while hits < _HITS and (at := text.find(written, at + 1, high)) >= 0:
            hits += 1
            name = _name_like(text, at, word[0], len(shout))
            if name is not None and (best is None or name[1] - name[0] > best[1] - best[0]):
                best = name
    return best


def _name_like(text: str, there: int, here: int, length: int) -> tuple[int, int] | None:
    """Return a place around ``here`` that reads as the name around ``there``; None: no name."""
    found = word_at(text, there, glued=True)
    if found is None or found[0] != there or len(_bare(text, found)) != length:
        return None
    if there == here or is_shouted(text, found) or is_in_title_case(text, found):
        return None
    name = _likely_name(text, found)
    if name is None or not name[0] <= there < name[1]:
        return None
    start, end = here - (there - name[0]), here + (name[1] - there)
    is_whole = not text[end : end + 1].isalnum() and not text[max(0, start - 1) : start].isalnum()
    if start >= 0 and is_whole and text[start:end].lower() == text[slice(*name)].lower():
        return start, end
    return here, here + length


def _without_owner(text: str, word: tuple[int, int], position: int) -> tuple[int, int]:
    """Return a word without the "’S" of an owner, unless that is meant."""
    owner = _POSSESSIVE.search(text, *word)
    return word if owner is None or position >= owner.start() else (word[0], owner.start())


def _without_title(text: str, start: int, end: int, position: int) -> int:
    """Return where a name begins after an article, pronoun or rank, unless that is meant."""
    start = _after_office(text, start, end, position)
    while (first := word_at(text, start, glued=True)) is not None and first[1] < end:
        word = text[first[0] : first[1]]
        ranked = word in RANKS or (word in TITLES and text[first[1]] == ".")
        if word not in LEADING and not ranked:
            break
        following = next_word(text, first[1], glued=True)
        if following is None or following[0] > position or not _is_capitalised(text, following):
            break
        start = following[0]
    return start


def _after_office(text: str, start: int, end: int, position: int) -> int:
    """Return where a name begins after the last office before a position."""
    for office in OFFICE_OF.finditer(text, start, end):
        if office.end() <= position:
            start = office.end()
    word = next_word(text, start, glued=True)
    while word is not None and (after := next_word(text, word[1], glued=True)) is not None:
        if after[0] > position or after[1] > end:
            break
        name = text[word[0] : word[1]]
        called = name in OFFICES or (name in TITLES and text[word[1]] == ".")
        if called and _is_capitalised(text, after):
            start = after[0]
        word = after
    return start


def is_common_word(word: str) -> bool:
    """Tell whether a word is in no name, whatever its capitals: "While", "We've", "MORE"."""
    if _PRONOUN.match(word) is not None or word == "MORE":
        return True
    return word[1:] == word[1:].lower() and word.lower() in NEVER_IN_NAMES


def _is_common(text: str, word: tuple[int, int]) -> bool:
    return is_common_word(text[word[0] : word[1]])


def _name_to_the_left(text: str, start: int, limit: int) -> int | None:
    """Return where the name begins with one more word of it to the left, None at its start."""
    at = start
    for _ in range(3):
        word = previous_word(text, at, glued=True)
        if word is None or word[0] < limit or not _BETWEEN.fullmatch(text, word[1], at):
            return None
        if text[word[1]] == "." and word[1] - word[0] > 3:
            return None
        if _POSSESSIVE.search(text, *word):
            return None
        if _is_capitalised(text, word):
            return None if _is_common(text, word) else word[0]
        if text[word[0] : word[1]] not in CONNECTORS:
            return None
        at = word[0]
    return None


def _name_to_the_right(text: str, end: int, limit: int) -> int | None:
    at = end
    for _ in range(3):
        word = next_word(text, at, glued=True)
        if word is None or word[1] > limit or not _BETWEEN.fullmatch(text, at, word[0]):
            return None
        if text[at] == "." and at - end > 3:
            return None
        if _is_capitalised(text, word):
            is_letter = word[1] - word[0] == 1  # "World War I", "Hepatitis A"
            return None if _is_common(text, word) and not is_letter else word[1]
        if text[word[0] : word[1]] not in CONNECTORS:
            return None
        at = word[1]
    return None


def _is_capitalised(text: str, word: tuple[int, int]) -> bool:
    first = text[word[0]]
    return first.isupper() or first.istitle()


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
    shouted, titled = is_shouted(text, word), is_in_title_case(text, word)
    if shouted or titled:
        name = _name_elsewhere(text, word)
        if name is not None or shouted or _is_small_elsewhere(text, word):
            return name
    whole = name_at(text, word[0])
    name = name_at(text, whole[1] - 1) if whole is not None else None
    if name is None or _is_no_name(text, *name):
        return None
    return name


def _is_no_name(text: str, start: int, end: int) -> bool:
    word = text[start:end]
    if word in DATES or is_common_word(word):
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
