"""Names as a reader jumps to them: runs of capitalised words, but no days, months or ranks.

What belongs to a name is the same wherever it is met: by the key that goes from name to name, by a
label's key at the caret, and in what is suggested. Ranks: ``ranks``. "The" belongs to it where it
is written so inside a sentence ("told The Herald"), where it is known to ("The Hague"), and at the
head of a sentence where the text has it so inside another one. Small words in front ("van der
Berg") belong to it where the text has them behind a first name.

Guesses that help the keyboard; whatever is meant can be selected instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

from annotator.text.finding.eastern_names import eastern_name_at
from annotator.text.finding.german import (
    is_common_in_german,
    is_german,
    is_german_name,
    without_nouns,
)
from annotator.text.finding.headlines import is_headline_word, is_in_title_case, is_shouted
from annotator.text.finding.known_names import is_called_the, known_name_at
from annotator.text.finding.name_words import (
    CONNECTORS,
    DATES,
    NEVER_IN_NAMES,
    PARTICLES,
    WEEKDAYS,
)
from annotator.text.finding.ranks import is_office_alone, is_rank, without_rank
from annotator.text.offsets import check_position
from annotator.text.sentences import sentence_at
from annotator.text.words import next_word, previous_word, word_at

_POSSESSIVE = regex.compile(r"(?<=\p{L})(?:['’][sS]|(?<=[sS])['’])\Z")
_PRONOUN = regex.compile(r"(?:I|he|she|it|we|you|they|that|there|who|what)['’]\p{Ll}+\Z", regex.I)
_BETWEEN = regex.compile(r"\.?[ \u00a0]|&|[ \u00a0]&[ \u00a0]")
_PREFIXED = regex.compile(r"(?:al|el|ad|as|ash|at|ar|an|az|ben|bin|d|l)[-‑'’]\p{Lu}")
_ELIDED = regex.compile(r"[dl]['’](?=\p{Lu})")
_ACRONYM = regex.compile(r"[ \u00a0]\p{Lu}{2,}(?!\p{L})")
_BEFORE_MONTH = regex.compile(
    r"(?:^|[^\p{L}])(?:in|of|since|until|by|last|next|this|early|late|mid|from|to)[ \u00a0]\Z",
    regex.I,
)
_HITS = 8
_OPENING = "“‘«„‹「『\"' "
_CAPITAL = regex.compile(r"\p{Lu}")
_LAST_CAPITAL = regex.compile(r"(?r)\p{Lu}")
_REACH = 20_000


def name_at(text: str, position: int) -> tuple[int, int] | None:
    """Return the word at a position, with the capitalised words beside it when it is one itself.

    Small words between capitalised ones ("of", "de", "van") are taken along; words that scraped
    text has glued to the name are not. A rank in front is no part of it; with the position on the
    rank the name behind it is meant. A word such as "While" or "In" that a sentence or a headline
    begins with a capital is in no name.

    In a sentence all in capitals, as headlines are, every word has one: there it is the word alone,
    or the name that the word belongs to where the text has it in small letters near by. In a line
    with a capital on every longer word, such a name comes first, too, and a word that the text
    also writes small, or that headlines are made of, is in no name.

    Raises:
        OffsetError: ``position`` is outside the text.

    """
    word = word_at(text, position, glued=True)
    if word is None:
        return None
    if not _is_capitalised(text, word):
        return _name_behind(text, word, position) or eastern_name_at(text, word)
    shouted, titled = is_shouted(text, word), is_in_title_case(text, word)
    if shouted or titled:
        name = _name_elsewhere(text, word) or _known(text, word)
        if name is not None:
            return name if position < name[1] else (name[0], word[1])
        if shouted or _is_small_elsewhere(text, word):
            return _without_owner(text, word, position)
        if is_headline_word(_bare(text, word)) and not is_rank(text, word[0]):
            return _without_owner(text, word, position)
    if _is_common(text, word) and text[word[0] : word[1]] != "The":
        return word
    sentence = sentence_at(text, position) or word
    run = _run(text, word, position, sentence, titled=titled)
    run = _after_date(text, run[0], run[1], position), run[1]
    start, end = without_rank(text, *run, position)
    if is_german(text, position):
        start, end = without_nouns(text, start, end, position)
    elided = _ELIDED.match(text, start, end)
    if elided is not None and position >= elided.end():
        return elided.end(), end  # French: "chez d’Alain Juppé"
    if position < end:
        start = _with_the(text, start, end, sentence, titled=titled)
        start = _with_particles(text, start, sentence[0])
    return start, end


def _run(
    text: str, word: tuple[int, int], position: int, sentence: tuple[int, int], *, titled: bool
) -> tuple[int, int]:
    """Return the capitalised words around one of them, ranks included."""
    start, end = word
    owner = _POSSESSIVE.search(text, start, end)
    if owner is not None and position < owner.start():
        end = owner.start()
    while (left := _name_to_the_left(text, start, sentence[0])) is not None:
        if titled and (is_rank(text, start) or _stands_alone(text, left)):
            break
        start = left
    while owner is None and (right := _name_to_the_right(text, end, sentence[1])) is not None:
        if titled and _is_next(text, start, right):
            break
        end = right
        owner = _POSSESSIVE.search(text, start, end)
        if owner is not None:
            end = owner.start()
    return start, end


def _after_date(text: str, start: int, end: int, position: int) -> int:
    """Return where a run of capitals begins behind a day or month, unless that is meant."""
    first = word_at(text, start, glued=True)
    if first is None or first[1] >= end or position < first[1]:
        return start
    word = text[slice(*first)]
    is_day = word in WEEKDAYS
    if not is_day and (
        word not in DATES or not _BEFORE_MONTH.search(text, max(0, start - 8), start)
    ):
        return start
    following = next_word(text, first[1], glued=True)
    while following is not None and text[slice(*following)] in CONNECTORS:
        following = next_word(text, following[1], glued=True)
    return following[0] if following is not None and following[0] <= position else start


def _known(text: str, word: tuple[int, int]) -> tuple[int, int] | None:
    """Return the known name that a word of a headline begins or goes on with."""
    at: tuple[int, int] | None = word
    for _ in range(4):
        found = known_name_at(text, at[0]) if at is not None else None
        if found is not None and found[1] > word[0]:
            return found
        at = previous_word(text, at[0], glued=True) if at is not None else None
    return None


def _name_behind(text: str, word: tuple[int, int], position: int) -> tuple[int, int] | None:
    """Return the name that a small word begins, as "van" does; None for another word."""
    at: tuple[int, int] | None = word
    for _ in range(3):
        if at is None or text[slice(*at)] not in PARTICLES:
            return None
        at = next_word(text, at[1], glued=True)
        if at is not None and _is_capitalised(text, at):
            name = name_at(text, at[0])
            return name if name is not None and name[0] <= position else None
    return None


def _with_the(text: str, start: int, end: int, sentence: tuple[int, int], *, titled: bool) -> int:
    """Return where a name begins with the "The" in front of it, if that belongs to it."""
    the = start - 4
    if the < sentence[0] or text[the : start - 1] != "The" or text[start - 1] not in " \u00a0":
        return start
    if the > 0 and text[the - 1].isalnum():
        return start
    name = text[start:end]
    before = text[sentence[0] : the].rstrip(_OPENING)
    if before and before[-1] not in ":.!?" and text[the - 1] not in _OPENING.strip() and not titled:
        return the
    low, high = max(0, start - _REACH), end + _REACH
    if _stands(text, f" the {name}", low, high):
        return start
    at = low - 1
    for _ in range(_HITS):
        at = text.find(f" The {name}", at + 1, high)
        if at <= 0:
            break
        if (text[at - 1].islower() or text[at - 1] == ",") and not is_in_title_case(
            text, (at + 1, at + 4)
        ):
            return the
    return the if is_called_the(name) else start


def _stands(text: str, wanted: str, low: int, high: int) -> bool:
    """Tell whether some words stand in a part of the text and end there as a word does."""
    at = text.find(wanted, low, high)
    while at >= 0:
        if not text[at + len(wanted) : at + len(wanted) + 1].isalnum():
            return True
        at = text.find(wanted, at + 1, high)
    return False


def _with_particles(text: str, start: int, limit: int) -> int:
    """Return where a name begins with the small words in front that are part of it.

    They are where the text near by has them behind a capitalised word: "Ada van der Berg".
    """
    first, begin = word_at(text, start), start
    for _ in range(3):
        word = previous_word(text, begin)
        if word is None or word[0] < limit or text[word[1] : begin] not in (" ", "\u00a0"):
            break
        if text[slice(*word)] not in PARTICLES:
            break
        begin = word[0]
    if begin == start or first is None:
        return start
    wanted = f" {text[begin : first[1]]}"
    at, high = max(0, begin - _REACH) - 1, first[1] + _REACH
    for _ in range(_HITS):
        at = text.find(wanted, at + 1, high)
        if at <= 0:
            break
        if at == begin - 1:
            continue
        before = word_at(text, at - 1)
        if before is None or not _is_capitalised(text, before) or _is_common(text, before):
            continue
        if text[slice(*before)] not in DATES:
            return begin
    return start


def _is_next(text: str, start: int, end: int) -> bool:
    """Tell whether the last word of a run in a headline begins a name of its own, or ends one."""
    last = previous_word(text, end, glued=True)
    before = previous_word(text, last[0], glued=True) if last is not None else None
    if last is None or before is None or before[0] < start:
        return False
    if is_rank(text, last[0]):
        return True
    return not is_rank(text, before[0]) and _stands_alone(text, last[0])


def _stands_alone(text: str, position: int) -> bool:
    """Tell whether a word of a headline is elsewhere a name without its neighbour, or is none."""
    word = word_at(text, position, glued=True)
    return word is not None and (
        is_headline_word(_bare(text, word))
        or _is_small_elsewhere(text, word)
        or _name_elsewhere(text, word) is not None
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
    begins = (name[0], name[0] + 4) if text.startswith("The ", name[0]) else (name[0],)
    for begin in begins:
        start, end = here - (there - begin), here + (name[1] - there)
        is_whole = not (text[end : end + 1].isalnum() or text[max(0, start - 1) : start].isalnum())
        if start >= 0 and is_whole and text[start:end].lower() == text[begin : name[1]].lower():
            return start, end
    return here, here + length


def _without_owner(text: str, word: tuple[int, int], position: int) -> tuple[int, int]:
    """Return a word without the "’S" of an owner, unless that is meant."""
    owner = _POSSESSIVE.search(text, *word)
    return word if owner is None or position >= owner.start() else (word[0], owner.start())


def is_common_word(word: str) -> bool:
    """Tell whether a word is in no name, whatever its capitals: "While", "We've", "MORE"."""
    if _PRONOUN.match(word) is not None or word == "MORE":
        return True
    return word[1:] == word[1:].lower() and word.lower() in NEVER_IN_NAMES


def _is_common(text: str, word: tuple[int, int]) -> bool:
    written = text[word[0] : word[1]]
    if is_common_word(written):
        return True
    return is_common_in_german(written) and is_german(text, word[0])


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
        if start and text[slice(*word)] in PARTICLES and _ACRONYM.match(text, start - 1):
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
        if text[word[0] : word[1]] in PARTICLES and _ACRONYM.match(text, word[1]) is not None:
            return None  # "Müller von der CDU"
        at = word[1]
    return None


def _is_capitalised(text: str, word: tuple[int, int]) -> bool:
    """Tell whether a word has a capital; one behind an article counts: "al-Assad", "d’Or"."""
    first = text[word[0]]
    return first.isupper() or first.istitle() or _PREFIXED.match(text, *word) is not None


def names_between(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the likely names that begin with a word in ``[start, end)``, in order.

    A lone word that begins a sentence or a quotation is none, unless it stands inside a sentence
    elsewhere near. A rank or title in front of a name is left out, alone it is none; what stands in
    front of it is a name of its own.
    """
    at = start
    while (capital := _CAPITAL.search(text, at, end)) is not None:
        word = word_at(text, capital.start(), glued=True)
        if word is None or (word[0] != capital.start() and not _is_capitalised(text, word)):
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
        begins = word is not None and (word[0] == at or _PREFIXED.match(text, *word) is not None)
        name = _likely_name(text, word) if word is not None and begins else None
        if name is not None and name[0] < position:
            return name
    return None


def _likely_name(text: str, word: tuple[int, int]) -> tuple[int, int] | None:
    """Return the name that a word belongs to; None when it is not likely to be one."""
    if not _is_capitalised(text, word):
        return None
    shouted, titled = is_shouted(text, word), is_in_title_case(text, word)
    if shouted or titled:
        name = _name_elsewhere(text, word)
        return name if name is not None or shouted else _sure_in_title(text, word)
    if text[slice(*word)] == "The":
        following = next_word(text, word[1], glued=True)
        if following is None or following[0] != word[1] + 1 or not _is_capitalised(text, following):
            return None
        name = name_at(text, following[0])
        return name if name is not None and name[0] == word[0] else None
    if _is_common(text, word):
        return None
    sentence = sentence_at(text, word[0]) or word
    last = _run(text, word, word[0], sentence, titled=False)[1] - 1
    german = is_german(text, word[0])
    name = _first_likely(text, (last, word[0]) if german else (last,), german=german)
    if name is not None and name[0] >= word[1]:
        before = _first_likely(text, (word[0],), german=german)  # what stands in front of a rank
        if before is not None and before[1] <= name[0]:
            return before
    return name


def _first_likely(text: str, places: Iterable[int], *, german: bool) -> tuple[int, int] | None:
    """Return the first likely name that one of some places in a run of capitals means."""
    for place in places:
        name = name_at(text, place)
        if name is None or _is_no_name(text, *name):
            continue
        if not german or is_german_name(text, *name):
            return name
    return None


def _sure_in_title(text: str, word: tuple[int, int]) -> tuple[int, int] | None:
    """Return the name that a word of a headline belongs to, for more reasons than its capital.

    That is what is known as one, what follows a rank, and what is in capitals.
    """
    known = _known(text, word)
    if known is not None:
        return known
    before = previous_word(text, word[0], glued=True)
    if before is not None and is_rank(text, before[0]) and not _is_common(text, before):
        name = name_at(text, word[0])
        return name if name is not None and name[0] >= word[0] else None
    bare = _bare(text, word)
    is_acronym = len(bare) > 1 and bare.replace(".", "").isalpha() and bare.isupper()
    if not is_acronym or is_common_word(bare) or is_office_alone(text, word[0], word[1]):
        return None
    return word[0], word[0] + len(bare)


def _is_no_name(text: str, start: int, end: int) -> bool:
    word = text[start:end]
    if word in DATES or is_common_word(word) or is_office_alone(text, start, end):
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
        if before[1:] == " " and not after.isalnum():
            if before[0].islower() or before[0] == ",":
                return False
            rank = previous_word(text, at, glued=True)
            if rank is not None and is_rank(text, rank[0]) and text[rank[1] : at] in (" ", ". "):
                return False
        at += len(word)
    return True
