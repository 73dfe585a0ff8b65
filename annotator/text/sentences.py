"""Sentences, found by ``sentencex`` in one paragraph at a time.

Only the places where sentencex cuts are taken from it, never its texts. Whatever it returns,
the ranges are in order, do not overlap and cover everything but white space.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

import sentencex

from annotator.text.graphemes import is_grapheme_boundary
from annotator.text.offsets import check_position, check_range
from annotator.text.paragraphs import paragraph_at
from annotator.text.spaces import trim

_SURROGATE = re.compile("[\ud800-\udfff]")
# sentencex cuts after any abbreviation if a common first word follows: "Mr. Who", "9 a.m. Monday".
_BEFORE_NAME = re.compile(
    r"(?<!\w)(?:Adm|Amb|Approx|Atty|Brig|Capt|Cllr|Cmdr|Col|Cpl|Det|Dr|Ft|Gen|Gov|Hon|Insp|Lt|Maj"
    r"|Messrs|Mme|Mr|Mrs|Ms|Msgr|Mt|Pres|Profs?|Pvt|Reps?|Rev|Sens?|Sgt|Supt|Drs|Gens|Govs)"
    r"\.\s*\Z|(?<!\w)(?:e\.g|i\.e)\.\s*\Z"
    # German and Polish: the language of an article is not known.
    r"|(?<!\w)(?:bzw|evtl|ggf|inkl|Nr|sog|vgl|[zZ]\.\s?B|[dD]\.\s?h|[uU]\.\s?a)\.\s*\Z"
    r"|(?<!\w)(?:godz|m\.in|tzw|ul|św)\.\s*\Z"
)
_DAY = re.compile(r"(?<![\w.,])[0-3]?\d\.\s*\Z")
_GERMAN_DAY = re.compile(r"(?<!\w)(?:am|vom|bis|zum|ab|seit|den|der|dem)\s[0-3]?\d\.\s*\Z")
_GERMAN_MONTH = re.compile(
    r"(?:Januar|Jänner|Februar|März|Mai|Juni|Juli|Oktober|Okt|Dezember|Dez)\b"
)
_MONTH = re.compile(r"(?:April|August|September|November|Jan|Feb|Aug|Sept|Nov)\b")
# After a quotation in Japanese a particle goes on: 「…。」と述べた。
_QUOTED = re.compile(r"[」』]\Z")
_PARTICLE = re.compile(r"[とってなはがをにでものや、]")
_AFTER_NOON = re.compile(r"(?<![^\W\d])[ap]\.m\.\s*\Z", re.IGNORECASE)
_DAY_OR_ZONE = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|(?:January|February|March|April|June|July|August|September|October|November|December)\b"
    r"|(?:May|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.) \d"
    r"|(?:[ECMP][SD]?T|GMT|UTC|BST|CET|Eastern|Central|Mountain|Pacific|Greenwich)\b"
)
_LOOK_BACK = 12


def sentence_at(text: str, position: int, language: str = "en") -> tuple[int, int] | None:
    """Return the sentence with the character at ``position``; None in white space and at the end.

    The paragraph around ``position`` is looked at and nothing else.

    Raises:
        OffsetError: ``position`` is outside the text.

    """
    check_position(text, position)
    first, last = paragraph_at(text, position)
    for start, end in _split(text[first:last], language):
        if first + start <= position < first + end:
            return first + start, first + end
    return None


def sentence_ranges(
    text: str, start: int = 0, end: int | None = None, language: str = "en"
) -> list[tuple[int, int]]:
    """Return the whole sentences that share a character with ``[start, end)``, in order.

    A sentence never crosses a newline and has no white space at its ends. It is not cut at
    ``start`` and ``end``: the first one may begin before and the last one may end after. An
    empty range touches no sentence. Without ``end`` the range goes to the end of the text.

    Args:
        text: the text.
        start: in code points.
        end: in code points, exclusive.
        language: ISO 639-1; a language that sentencex does not know gets its common rules.

    Raises:
        OffsetError: the range is not inside the text.

    """
    end = len(text) if end is None else end
    check_range(text, start, end)
    found = []
    position = start
    while position < end:
        first, last = paragraph_at(text, position)
        found += [
            (first + left, first + right)
            for left, right in _split(text[first:last], language)
            if first + left < end and first + right > start
        ]
        position = last + 1
    return found


@lru_cache(maxsize=4)
def _split(paragraph: str, language: str) -> tuple[tuple[int, int], ...]:
    # Dragging a selection asks for the same paragraph again and again.
    cuts = [
        cut
        for cut in sorted({0, len(paragraph), *_cuts(paragraph, language)})
        if 0 <= cut <= len(paragraph)
        and is_grapheme_boundary(paragraph, cut)
        and not (language == "en" and _after_abbreviation(paragraph, cut))
    ]
    pieces = (trim(paragraph, start, end) for start, end in pairwise(cuts))
    return tuple(piece for piece in pieces if piece is not None)


def _cuts(paragraph: str, language: str) -> list[int]:
    # sentencex takes no lone surrogates; one character for one keeps the offsets.
    clean = _SURROGATE.sub("\ufffd", paragraph)
    return [piece["end_index"] for piece in sentencex.get_sentence_boundaries(language, clean)]


def _after_abbreviation(paragraph: str, cut: int) -> bool:
    """Tell whether a sentence goes on here, whatever word follows."""
    if cut in {0, len(paragraph)}:
        return False
    before = paragraph[max(0, cut - _LOOK_BACK) : cut]
    if _BEFORE_NAME.search(before):
        return True
    if _DAY.search(before) and _GERMAN_MONTH.match(paragraph, cut):
        return True
    if _GERMAN_DAY.search(before) and _MONTH.match(paragraph, cut):
        return True
    if _QUOTED.search(before) and _PARTICLE.match(paragraph, cut):
        return True
    return bool(_AFTER_NOON.search(before) and _DAY_OR_ZONE.match(paragraph, cut))
