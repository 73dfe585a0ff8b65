"""Ranks, titles and offices in front of names: no part of them, wherever they are met.

One rule for the caret, for the key that goes from name to name and for what is suggested: "Gen.
Vell", "Sgt Orr", "Ostrand President Ada Vell", "Prime Minister Ada Vell" and "Secretary of State
Ada Vell" give "Vell", "Orr", "Ada Vell". What stands in front of the rank is a name of its own. A
rank with no name behind it is what it looks like: "the President of the Ostrand Bank". Alone it can
be tagged, but nothing takes it for a name: "the Chairman", "the Foreign Secretary".
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from annotator.text.finding.name_words import (
    AMBIGUOUS,
    BODIES,
    CALLED,
    CONNECTORS,
    FORMERLY,
    NO_PERSON_ENDS,
    OF_OFFICES,
    OFFICE_OF,
    OFFICES,
    PORTFOLIOS,
    QUALIFIERS,
    RANKS,
    TITLES,
)
from annotator.text.words import next_word, previous_word, word_at

_GERMAN_OFFICE = regex.compile(
    r"(?:\p{Lu}\p{Ll}*)?(?:minister|kanzler|präsident|bürgermeister|sprecher|sekretär|direktor"
    r"|\p{L}chef|\p{L}vorsitzende[rn]?|abgeordnete[rn]?|staatsanwalt)(?:in|en|s)?",
    regex.IGNORECASE,
)
_AROUND = frozenset({"for", "and"}) | CONNECTORS
_DETERMINERS = frozenset({"the", "a", "an", "his", "her", "its", "our", "their", "this", "that"})
_DETERMINERS |= {"former", "acting", "interim", "new", "then"}
_BEING = frozenset({"as", "be", "became", "become", "been", "elected", "appointed", "is", "was"})
_HYPHEN = regex.compile("[-‑]")
_HITS = 50
_REACH = 20_000


def is_rank(text: str, position: int) -> bool:
    """Tell whether a word that begins at a position is a rank, title or office."""
    word = word_at(text, position, glued=True)
    if word is None:
        return False
    plain = _plain(text, word)
    return plain in TITLES or plain in RANKS or _is_office(plain)


def is_office_alone(text: str, start: int, end: int) -> bool:
    """Tell whether what may be a name is but an office, or a body, without whose: "the Chairman".

    Some are names all the same where somebody seems to be called so: without an article there, and
    nowhere near with one or in front of a name ("a spaniel called Bishop"), or elsewhere behind a
    first name ("Ada King … said King").
    """
    words = _words_in(text, start, end)
    name = text[start:end]
    if name in BODIES:
        return True
    parts = [part for word in words for part in _HYPHEN.split(text[slice(*word)])]
    if not any(_is_of_office(part) for part in parts) or not all(
        _is_of_office(part)
        or part in PORTFOLIOS
        or part in QUALIFIERS
        or part in OF_OFFICES
        or part.lower() in _AROUND
        for part in parts
    ):
        return False
    if _is_no_person(text, words) and all(part[:1].isupper() for part in parts):
        return _is_of_office(parts[-1])  # "Justice Secretary", and not "General Staff"
    return len(parts) > 1 or not _is_called(text, name, start)


def _is_of_office(word: str) -> bool:
    return word in TITLES or word in RANKS or word == "Leader" or _is_office(word)


def _is_called(text: str, name: str, here: int) -> bool:
    """Tell whether a word at a place is what somebody is called, though it is an office, too."""
    if name not in CALLED or _is_determined(text, here):
        return False
    before = previous_word(text, here)
    is_beside = before is not None and text[before[1] : here] == " "
    word = text[slice(*before)] if before is not None and is_beside else ""
    if word in _BEING or _is_of_office(word) or word in QUALIFIERS:
        return False
    at, limit, is_used = max(0, here - _REACH) - 1, here + _REACH, False
    for _ in range(_HITS):
        at = text.find(name, at + 1, limit)
        if at < 0:
            break
        end = at + len(name)
        if text[max(0, at - 1) : at].isalnum() or text[end : end + 1].isalnum():
            continue
        if _is_behind_first_name(text, at):
            return True
        following = next_word(text, end, glued=True)
        is_rank_there = following is not None and text[end : following[0]] in (" ", ". ")
        if is_rank_there and following is not None and text[following[0]].isupper():
            is_used = True
        is_used = is_used or _is_determined(text, at)
    return not is_used


def _is_behind_first_name(text: str, position: int) -> bool:
    """Tell whether a word with a capital, and no office, is in front of a place, by no article."""
    first = previous_word(text, position, glued=True)
    if first is None or text[first[1] : position] != " ":
        return False
    word = text[slice(*first)]
    if not (word.istitle() and word.isalpha()) or word.lower() in _DETERMINERS:
        return False
    is_office = _is_of_office(word) or word in QUALIFIERS | PORTFOLIOS | OF_OFFICES
    return not is_office and not _is_determined(text, first[0])


def _is_determined(text: str, position: int) -> bool:
    """Tell whether an article, or what stands for one, is in front of a place."""
    before = previous_word(text, position)
    return before is not None and text[slice(*before)].lower() in _DETERMINERS


def without_rank(text: str, start: int, end: int, position: int) -> tuple[int, int]:
    """Return the name in a run of capitalised words that a position means.

    Args:
        text: the article's.
        start: of the run.
        end: of the run, exclusive.
        position: in it; on a rank the name behind it is meant.

    """
    names = _names_in(text, _words_in(text, start, end))
    for name in names:
        if position < name[1]:
            return name
    return names[-1]


def _words_in(text: str, start: int, end: int) -> list[tuple[int, int]]:
    words = []
    word = next_word(text, start, glued=True)
    while word is not None and word[0] < end:
        words.append((word[0], min(end, word[1])))
        word = next_word(text, word[1], glued=True)
    return words


def _names_in(text: str, words: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return what is left of a run between its ranks: at least one range."""
    if not words or _is_no_person(text, words):
        return [(words[0][0], words[-1][1])] if words else [(0, 0)]
    pieces: list[list[tuple[int, int]]] = [[]]
    skipped = 0
    for number, word in enumerate(words):
        of = OFFICE_OF.match(text, word[0], words[-1][1])
        if of is not None:
            skipped = of.end()
        if word[0] < skipped or _is_before_name(text, words, number, is_first=not pieces[-1]):
            if pieces[-1]:
                pieces.append([])
        else:
            pieces[-1].append(word)
    return [(piece[0][0], piece[-1][1]) for piece in pieces if piece]


def _is_no_person(text: str, words: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a run that begins with a rank is the name of a place or an organisation."""
    first, last = text[slice(*words[0])], text[slice(*words[-1])]
    return len(words) > 1 and first in AMBIGUOUS and last in NO_PERSON_ENDS


def _is_before_name(
    text: str, words: Sequence[tuple[int, int]], number: int, *, is_first: bool
) -> bool:
    """Tell whether a word of a run is a rank with a capitalised word behind it."""
    if number + 1 == len(words) or not text[words[number + 1][0]].isupper():
        return False
    word = _plain(text, words[number])
    if word in TITLES:
        following = words[number + 1]
        return text[words[number][1]] == "." or following[1] - following[0] > 1
    if _is_office(word) or (is_first and (word in RANKS or word in FORMERLY)):
        return True
    is_qualifier = word in QUALIFIERS or word in PORTFOLIOS or word in RANKS
    return is_qualifier and _is_before_name(text, words, number + 1, is_first=True)


def _is_office(word: str) -> bool:
    """Tell whether a word is an office, in the plural and in German, too."""
    if word in OFFICES or _GERMAN_OFFICE.fullmatch(word) is not None:
        return True
    one = word.removesuffix("s")
    return one in OFFICES and one not in {"Chief", "Coach", "Justice", "Attorney"}


def _plain(text: str, word: tuple[int, int]) -> str:
    """Return a word, of a compound the last part: "Lieutenant-Colonel", "Secretary-General"."""
    return text[slice(*word)].replace("‑", "-").rpartition("-")[2]
