"""Quoted passages, clauses and runs of capitalised words around a position.

Guesses that help the keyboard; the annotator can always select something else. All work within
one paragraph, and within ``_REACH`` characters of the position where a paragraph is longer.
"""

from __future__ import annotations

from bisect import bisect_right

import regex

from annotator.text.offsets import check_position
from annotator.text.paragraphs import paragraph_at
from annotator.text.sentences import sentence_at
from annotator.text.spaces import trim
from annotator.text.words import next_word, previous_word, word_at

_REACH = 20_000

_MARK = regex.compile("[“”„‟«»‹›\"＂「」『』‘’‚'`´]")
_CLOSES = {
    "“": '”"＂',
    "„": '“”"＂',
    "‟": '”"＂',
    '"': '"”',
    "＂": "＂",
    "‘": "’'",
    "‚": "‘’'",
    "'": "'’",
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹›",
    "「": "」",
    "『": "』",
}
_SINGLES = "‘’‚'`´"

_CLAUSE_END = regex.compile(r"[,;:](?=\s)|\s[–—-]+\s|[—]|[()\[\]]")

_CONNECTORS = frozenset({"of", "the", "de", "del", "di", "da", "du", "des", "la", "le", "el", "al"})
_CONNECTORS |= {"della", "van", "von", "der", "den", "bin", "&"}
_POSSESSIVE = regex.compile(r"(?<=\p{L})(?:['’]s|(?<=s)['’])\Z")
_LEADING = frozenset({"The", "A", "An", "In", "On", "At", "But", "And", "He", "She", "It"})
_TITLES = frozenset({"Gen", "Lt", "Col", "Maj", "Capt", "Sgt", "Adm", "Sen", "Rep", "Gov", "Dr"})
_TITLES |= {"Prof", "Mr", "Mrs", "Ms", "Rev", "Hon"}
_RANKS = frozenset({"Mayor", "President", "Senator", "Governor", "Judge", "Professor"})
_RANKS |= {"Captain", "Colonel", "Sergeant", "Inspector", "Detective", "Minister", "Chancellor"}
_RANKS |= {"King", "Queen", "Prince", "Princess", "Pope", "Sir", "Dame", "Lord", "Lady", "Doctor"}
_RANKS |= {"Councillor", "Ambassador", "Chairman", "Chairwoman", "Commissioner", "Bishop"}
# Of what stands inside a run of capitals, these alone are always followed by the name.
_OFFICES = frozenset({"President", "Senator", "Governor", "Minister", "Chancellor", "Secretary"})
_OFFICES |= {"Chairman", "Chairwoman", "Commissioner", "Ambassador", "Congressman"}
_OFFICES |= {"Congresswoman", "Representative", "Mayor", "Professor", "Spokesman", "Spokeswoman"}
_OFFICE_OF = regex.compile(
    r"(?:Secretary|Minister|Chief|Director|Chairman|Chairwoman|President)[ \u00a0](?:of|for)"
    r"[ \u00a0](?:the[ \u00a0])?(?:State|Defen[cs]e|(?:General[ \u00a0])?Staff|Education|Energy"
    r"|Health|Justice|Commerce|Labou?r|Agriculture|Transport(?:ation)?|Treasury|Interior|Finance"
    r"|(?:Foreign|Veterans)[ \u00a0]Affairs|Homeland[ \u00a0]Security"
    r"|National[ \u00a0]Intelligence)[ \u00a0](?=\p{Lu})"
)
_NEVER_IN_NAMES = frozenset(
    [
        *("a", "about", "after", "all", "also", "although", "among", "an", "and", "another"),
        *("any", "are", "as", "at", "because", "before", "between", "but", "by", "can", "could"),
        *("did", "do", "does", "during", "each", "every", "few", "for", "from", "had", "has"),
        *("have", "he", "her", "here", "his", "how", "however", "i", "if", "in", "is", "it"),
        *("its", "just", "last", "later", "many", "meanwhile", "more", "most", "my", "no", "nor"),
        *("not", "now", "on", "once", "or", "our", "over", "she", "should", "since", "so"),
        *("some", "such", "than", "that", "the", "their", "them", "then", "there", "these"),
        *("they", "this", "those", "though", "through", "to", "under", "until", "was", "we"),
        *("were", "what", "when", "where", "whether", "which", "while", "who", "why", "with"),
        *("would", "yet", "you", "your"),
    ]
)
_PRONOUN = regex.compile(r"(?:I|he|she|it|we|you|they|that|there|who|what)['’]\p{Ll}+\Z", regex.I)
_BETWEEN = regex.compile(r"\.?[ \u00a0]")


def quotation_marks(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """Return ``(offset, mark)`` of the quotation marks in a range; apostrophes are none."""
    found = []
    for match in _MARK.finditer(text, start, end):
        at, mark = match.start(), match.group()
        if mark in _SINGLES and _is_apostrophe(text, at):
            continue
        found.append((at, mark))
    return found


def _is_apostrophe(text: str, at: int) -> bool:
    """A single mark between letters, or after a plural's s with no opening one, is no quote."""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return before.isalnum() and after.isalnum()


def quoted_passages(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the quoted passages in ``[start, end)``, marks included, inner ones too, by start.

    Marks pair up as writers mix them: a curly one may be closed by a straight one. A passage
    that is still open at ``end`` goes on to there, as when a quote runs over several paragraphs.
    """
    passages: list[tuple[int, int]] = []
    open_marks: list[tuple[int, str]] = []
    for at, mark in quotation_marks(text, start, end):
        closing = next(
            (
                depth
                for depth in range(len(open_marks) - 1, -1, -1)
                if mark in _CLOSES.get(open_marks[depth][1], "")
            ),
            None,
        )
        if closing is not None and not _opens(text, at, mark, start):
            passages.append((open_marks[closing][0], at + 1))
            del open_marks[closing:]
        elif _may_open(text, at, mark):
            open_marks.append((at, mark))
    for at, mark in open_marks:
        if mark not in _SINGLES:
            kept = trim(text, at, end)
            if kept is not None:
                passages.append(kept)
    passages.sort()
    return passages


def _opens(text: str, at: int, mark: str, start: int) -> bool:
    """Tell whether a mark that could close stands as an opening one does."""
    if mark in "”’":
        return False
    before = text[at - 1] if at > start else " "
    after = text[at + 1 : at + 2] or " "
    return (before.isspace() or before in "([—–") and not after.isspace()


def _may_open(text: str, at: int, mark: str) -> bool:
    if mark in "”’`´" or mark not in _CLOSES:
        return False
    after = text[at + 1 : at + 2] or " "
    return not after.isspace() or mark in "«„"


def quoted_passage_at(text: str, position: int) -> tuple[int, int] | None:
    """Return the innermost quoted passage around a position, marks included, or None.

    Raises:
        OffsetError: ``position`` is outside the text.

    """
    start, end = _near(text, position)
    around = [
        (low, high) for low, high in quoted_passages(text, start, end) if low <= position < high
    ] or [(low, high) for low, high in quoted_passages(text, start, end) if position == high]
    return min(around, key=lambda passage: passage[1] - passage[0], default=None)


def clause_at(text: str, position: int) -> tuple[int, int] | None:
    """Return the clause around a position: the stretch of its sentence between two of ``, ; : —``.

    Raises:
        OffsetError: ``position`` is outside the text.

    """
    sentence = sentence_at(text, position)
    if sentence is None:
        return None
    start, end = sentence
    cuts = [(match.start(), match.end()) for match in _CLAUSE_END.finditer(text, start, end)]
    low = max([start, *(stop for _, stop in cuts if stop <= position)])
    high = min([end, *(begin for begin, _ in cuts if begin >= position and begin > low)])
    return trim(text, low, high)


def name_at(text: str, position: int) -> tuple[int, int] | None:
    """Return the word at a position, with the capitalised words beside it when it is one itself.

    Small words between capitalised ones ("of", "de", "van") are taken along; words that scraped
    text has glued to the name are not. An article, pronoun or rank in front is left out, and so is
    what stands before an office ("Ostrand President Ada Vell"). A word such as "While" or "In" that
    a sentence or a headline begins with a capital is in no name.

    Raises:
        OffsetError: ``position`` is outside the text.

    """
    word = word_at(text, position, glued=True)
    if word is None or not _is_capitalised(text, word):
        return word
    if _is_common(text, word) and text[word[0] : word[1]] != "The":
        return word
    sentence = sentence_at(text, position) or word
    start, end = word
    owner = _POSSESSIVE.search(text, start, end)
    if owner is not None and position < owner.start():
        end = owner.start()
    while (left := _name_to_the_left(text, start, sentence[0])) is not None:
        start = left
    while owner is None and (right := _name_to_the_right(text, end, sentence[1])) is not None:
        end = right
        owner = _POSSESSIVE.search(text, start, end)
        if owner is not None:
            end = owner.start()
    return _without_title(text, start, end, position), end


def _without_title(text: str, start: int, end: int, position: int) -> int:
    """Return where a name begins after an article, pronoun or rank, unless that is meant."""
    start = _after_office(text, start, end, position)
    while (first := word_at(text, start, glued=True)) is not None and first[1] < end:
        word = text[first[0] : first[1]]
        ranked = word in _RANKS or (word in _TITLES and text[first[1]] == ".")
        if word not in _LEADING and not ranked:
            break
        following = next_word(text, first[1], glued=True)
        if following is None or following[0] > position or not _is_capitalised(text, following):
            break
        start = following[0]
    return start


def _after_office(text: str, start: int, end: int, position: int) -> int:
    """Return where a name begins after the last office before a position."""
    for office in _OFFICE_OF.finditer(text, start, end):
        if office.end() <= position:
            start = office.end()
    word = next_word(text, start, glued=True)
    while word is not None and (after := next_word(text, word[1], glued=True)) is not None:
        if after[0] > position or after[1] > end:
            break
        name = text[word[0] : word[1]]
        called = name in _OFFICES or (name in _TITLES and text[word[1]] == ".")
        if called and _is_capitalised(text, after):
            start = after[0]
        word = after
    return start


def is_common_word(word: str) -> bool:
    """Tell whether a word is in no name, whatever its capitals: "While", "We've", "MORE"."""
    if _PRONOUN.match(word) is not None or word == "MORE":
        return True
    return word[1:] == word[1:].lower() and word.lower() in _NEVER_IN_NAMES


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
        if text[word[0] : word[1]] not in _CONNECTORS:
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
        if text[word[0] : word[1]] not in _CONNECTORS:
            return None
        at = word[1]
    return None


def _is_capitalised(text: str, word: tuple[int, int]) -> bool:
    first = text[word[0]]
    return first.isupper() or first.istitle()


def widened(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the next larger unit around ``[start, end)``: word, clause, quoted passage, sentence.

    Then the paragraph, and last the whole text. What is returned always contains the range, and
    is larger unless the range is the whole text.

    Raises:
        OffsetError: the range is outside the text.

    """
    middle = min(start, max(0, len(text) - 1))
    low, high = _near(text, middle)
    candidates: list[tuple[int, int] | None] = [
        word_at(text, middle, glued=True),
        clause_at(text, middle),
        sentence_at(text, middle),
        (low, high),
        *(passage for passage in quoted_passages(text, low, high) if passage[0] <= start),
    ]
    last = max(start, end - 1)
    if last != middle:
        far = sentence_at(text, min(last, len(text) - 1)) if text else None
        near = sentence_at(text, middle) if text else None
        if near is not None and far is not None:
            candidates.append((near[0], far[1]))
    candidates.append((0, len(text)))
    around = [
        unit
        for unit in candidates
        if unit is not None and unit[0] <= start and end <= unit[1] and unit != (start, end)
    ]
    return min(around, key=lambda unit: unit[1] - unit[0], default=(start, end))


def next_quotation_mark(text: str, position: int) -> int | None:
    """Return the offset of the next quotation mark after ``position``, None when there is none."""
    at = position + 1
    while at < len(text):
        found = quotation_marks(text, at, min(len(text), at + _REACH))
        if found:
            return found[0][0]
        at += _REACH
    return None


def previous_quotation_mark(text: str, position: int) -> int | None:
    """Return the offset of the last quotation mark before ``position``, None when there is none."""
    end = position
    while end > 0:
        found = quotation_marks(text, max(0, end - _REACH), end)
        if found:
            return found[bisect_right([at for at, _ in found], position - 1) - 1][0]
        end -= _REACH
    return None


def _near(text: str, position: int) -> tuple[int, int]:
    check_position(text, position)
    start, end = paragraph_at(text, position)
    return max(start, position - _REACH), min(end, position + _REACH)
