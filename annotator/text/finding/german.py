"""Names in German text, where every noun has a capital: told by what else the text says of a word.

A word is taken for an ordinary noun that stands behind an article, a possessive or a number
anywhere near ("der Bericht", "viele Menschen", "die neuen Zahlen"), that ends as nouns do ("-ung",
"-heit", "-tion"), or that news are full of ("Prozent", "Woche"). A name is what has another reason
than its capital: it is known as one or in capitals, it stands behind another noun ("Kanzlerin
Vell", "Hersteller Orr"), two words of it stand side by side ("Ada Vell"), there or elsewhere near,
somebody of that name says something, or the text goes there more than once ("in Ostrand").

Limits: a place that the text names once, and that no list has, is passed over; so is a name that
has an article ("der Stadtrat von Ostrand"). A label's key takes them all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import regex

from annotator.text.finding.german_words import (
    ARTICLES,
    DOES,
    FIRST_NAMES,
    FREQUENT,
    KNOWN,
    MEASURES,
    NEVER_IN_GERMAN_NAMES,
    NOUNS,
    SAYS,
)
from annotator.text.finding.known_names import known_name_at
from annotator.text.finding.name_words import DATES
from annotator.text.paragraphs import paragraph_at
from annotator.text.sentences import sentence_at
from annotator.text.words import next_word, previous_word

_SAMPLE = 800
"""How many characters around a place say in which language it is written."""

_FEWEST, _SHARE = 3, 0.15
_SHARED = frozenset({"der", "die", "den", "des", "ein", "in", "am", "was", "so"})
"""German words that other languages have, too."""

_HITS = 12
_ADJECTIVES = 3
_OPENING = "“‘«„‹»›\"' "
_REACH = 20_000

_WORD = regex.compile(r"\p{L}+")
_ADJECTIVE = regex.compile(r"\p{L}\p{Ll}{2,}(?:e|en|er|es|em)")
_JOINS = frozenset({"der", "den", "des", "das"})
_FROM = frozenset({"von", "van", "auf", "zu", "zur", "aus", "in"})
_LARGE_ADJECTIVE = regex.compile(
    r"\p{Lu}\p{L}*(?:isch|lich|ig|al|iv|ell|deutsch|groß|neu|rot|grün|erst|zweit|dritt|jung|alt)"
    r"(?:e|en|er|es|em)",
    regex.IGNORECASE,
)
_ENDINGS = regex.compile(
    r"\p{Lu}\p{L}+(?:ung|ungen|heit|heiten|keit|keiten|schaft|schaften|tion|tionen|tät|täten"
    r"|ismus|nis|nisse|nissen|tum|tümer|lichen|enz|enzen|ment|mente|erin|erinnen|istin|istinnen"
    r"|ologin|antin|eurin|entinnen|chef|chefin|bank|amt|amtes|recht|gesetz|krieg)s?"
)
_PLACE = frozenset({"in", "nach", "aus"})


def is_german(text: str, position: int) -> bool:
    """Tell whether the text around a position, within its paragraph, is German.

    A short paragraph is judged by what is around it.
    """
    start, end = paragraph_at(text, position)
    if end - start < _SAMPLE // 4:
        start, end = max(0, position - _SAMPLE), position + _SAMPLE
    # In steps, so that places side by side share one answer.
    low = max(start, position // _SAMPLE * _SAMPLE - _SAMPLE // 2)
    return _is_german(text[low : min(end, low + 2 * _SAMPLE)])


@lru_cache(maxsize=256)
def _is_german(sample: str) -> bool:
    words = [match.group().lower() for match in _WORD.finditer(sample)]
    articles = sum(word in _SHARED for word in words)
    found = [word for word in words if word in FREQUENT]
    is_enough = len(found) + articles >= _SHARE * len(words)
    return len(set(found)) >= _FEWEST and is_enough


def is_common_in_german(word: str) -> bool:
    """Tell whether a word that begins a German sentence with a capital is in no name: "Die"."""
    return word[1:] == word[1:].lower() and word.lower() in NEVER_IN_GERMAN_NAMES


def without_nouns(text: str, start: int, end: int, position: int) -> tuple[int, int]:
    """Return what a position means in a run of capitalised words: no ordinary nouns beside a name.

    Articles join no names there, but for those of "von der": "Leiter der Behörde" are two words.

    Args:
        text: that is German there.
        start: of the run.
        end: of the run, exclusive.
        position: in it; on a noun that word is meant, alone.

    """
    position = max(position, start)
    piece = _piece_at(text, list(_words_in(text, start, end)), position)
    pieces: list[list[tuple[int, int]]] = [[]]
    for number, word in enumerate(piece):
        if _is_noun_of_run(text, piece, number):
            if position < word[1]:
                break
            pieces.append([])
        elif pieces[-1] or _is_large(text, word):
            pieces[-1].append(word)
    name = pieces[-1]
    while name and not _is_large(text, name[-1]):
        name.pop()
    if name and name[0][0] <= position < name[-1][1]:
        return name[0][0], name[-1][1]
    return next((one for one in piece if position < one[1]), (start, end))


def _piece_at(text: str, words: Sequence[tuple[int, int]], position: int) -> list[tuple[int, int]]:
    """Return those words of a run that no article divides from a position."""
    pieces: list[list[tuple[int, int]]] = [[]]
    for number, word in enumerate(words):
        before = text[slice(*words[number - 1])] if number else ""
        if text[slice(*word)] in _JOINS and before not in _FROM:
            pieces.append([])
        else:
            pieces[-1].append(word)
    for piece in pieces:
        if piece and position < piece[-1][1]:
            return piece
    return []


def _is_large(text: str, word: tuple[int, int]) -> bool:
    return text[word[0]].isupper()


def is_german_name(text: str, start: int, end: int) -> bool:
    """Tell whether capitalised words of a German text are a name for more than their capitals."""
    name = text[start:end]
    bare = _bare(name)
    if name in KNOWN or bare in KNOWN or known_name_at(text, start) == (start, end):
        return True
    if len(bare) > 1 and bare.replace("-", "").isalpha() and bare.isupper():
        return True
    run = list(_words_in(text, start, end))
    words = [word for word in run if _is_large(text, word)]
    if len(words) > 1:
        if any(_is_noun_of_run(text, run, number) for number in range(len(run))):
            return False
        return not _may_be_adjective(text, words[0]) or _has_reason(
            text, text[slice(*words[-1])], words[-1][0], but=words[-1][0]
        )
    if any(_is_noun(text, written, start) for written in {name, bare}):
        return False
    return _is_in_apposition(text, start) or any(
        _has_reason(text, written, start) for written in (name, bare)
    )


def _may_be_adjective(text: str, word: tuple[int, int]) -> bool:
    """Tell whether a word with a capital because it begins a sentence may be an adjective."""
    written = text[slice(*word)]
    if written in FIRST_NAMES or _ADJECTIVE.fullmatch(written) is None:
        return False
    sentence = sentence_at(text, word[0])
    return sentence is not None and not text[sentence[0] : word[0]].strip(_OPENING)


def _words_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    word = next_word(text, start, glued=True)
    while word is not None and word[0] < end:
        yield word[0], min(end, word[1])
        word = next_word(text, word[1], glued=True)


def _is_noun_of_run(text: str, words: Sequence[tuple[int, int]], number: int) -> bool:
    """Tell whether a word of a run is a noun; what stands behind "von der" is what the name is."""
    word = words[number]
    if not _is_large(text, word) or (number > 1 and not _is_large(text, words[number - 1])):
        return False
    return _is_noun(text, text[slice(*word)], word[0])


def _bare(name: str) -> str:
    """Return a name without the "s" of an owner, which German has without an apostrophe."""
    for ending in ("’s", "'s", "’", "'"):
        name = name.removesuffix(ending)
    is_owner = len(name) > 4 and name.endswith("s") and not name.endswith(("ss", "us", "is"))
    return name[:-1] if is_owner and not name[:-1].isupper() else name


def _is_noun(text: str, word: str, here: int) -> bool:
    """Tell whether a word is an ordinary noun: by itself, or by what stands in front of it."""
    if word in KNOWN or (len(word) > 1 and word.isupper()):
        return False
    if word in NOUNS or word in DATES or _ENDINGS.fullmatch(word) is not None:
        return True
    last = word.rpartition("-")[2]
    if last != word and (last in NOUNS or _ENDINGS.fullmatch(last) is not None):
        return True
    return any(_is_behind_article(text, at) for at in _places(text, word, here))


def _places(text: str, word: str, here: int) -> Iterator[int]:
    """Yield where a word stands near a place, whole; at most some."""
    at, limit = max(0, here - _REACH) - 1, here + _REACH
    for _ in range(_HITS):
        at = text.find(word, at + 1, limit)
        if at < 0:
            return
        end = at + len(word)
        if not (text[at - 1 : at].isalnum() and at) and not text[end : end + 1].isalpha():
            yield at


def _is_behind_article(text: str, at: int) -> bool:
    """Tell whether an article or number stands in front of a word, adjectives between them or not.

    One that follows a comma begins a clause: "der Plan, den Vell vorlegte".
    """
    begin = at
    for _ in range(_ADJECTIVES):
        before = previous_word(text, begin)
        if before is None or text[before[1] : begin] not in (" ", "\u00a0"):
            return False
        word = text[slice(*before)]
        if word.isdigit():
            return True
        if word.lower() in ARTICLES:
            return text[: before[0]][-2:-1] != ","
        if (_ADJECTIVE if word.islower() else _LARGE_ADJECTIVE).fullmatch(word) is None:
            return False
        begin = before[0]
    return False


def _is_in_apposition(text: str, start: int) -> bool:
    """Tell whether a word stands behind a noun that says what it is: "Hersteller Orr"."""
    before = previous_word(text, start, glued=True)
    if before is None or text[before[1] : start] not in (" ", "\u00a0"):
        return False
    word = text[slice(*before)]
    if not word[:1].isupper() or word in MEASURES or word.lower() in NEVER_IN_GERMAN_NAMES:
        return False
    return _is_noun(text, word, start) or word.endswith("er")


def _has_reason(text: str, word: str, here: int, *, but: int = -1) -> bool:
    """Tell whether a word is a name near: beside another, or of somebody who speaks.

    Args:
        text: the article's.
        word: without the "s" of an owner.
        here: around where it is looked for.
        but: a place that does not count.

    """
    for at in _places(text, word, here):
        if at == but:
            continue
        before = previous_word(text, at, glued=True)
        after = next_word(text, at + len(word), glued=True)
        left = text[slice(*before)] if before and text[before[1] : at] == " " else ""
        right = text[slice(*after)] if after and text[at + len(word) : after[0]] == " " else ""
        if left in SAYS or right in SAYS or right in DOES:
            return True
        if left in _PLACE and _is_often(text, word, here):
            return True
        if any(_is_name_beside(text, other, at) for other in (left, right)):
            return True
    return False


def _is_name_beside(text: str, word: str, at: int) -> bool:
    """Tell whether the capitalised word beside another is no ordinary noun."""
    if not word[:1].isupper() or word.lower() in NEVER_IN_GERMAN_NAMES or word in DATES:
        return False
    return word in FIRST_NAMES or not (
        _is_noun(text, _bare(word), at) or _ADJECTIVE.fullmatch(word)
    )


def _is_often(text: str, word: str, here: int) -> bool:
    """Tell whether a word stands near more than once."""
    places = _places(text, word, here)
    return next(places, None) is not None and next(places, None) is not None
