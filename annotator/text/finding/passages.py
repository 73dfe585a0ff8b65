"""Quoted passages and clauses around a position.

Guesses that help the keyboard; the annotator can always select something else. All work within
one paragraph, and within ``_REACH`` characters of the position where a paragraph is longer.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

import regex

from annotator.text.offsets import check_position
from annotator.text.paragraphs import paragraph_at
from annotator.text.sentences import sentence_at
from annotator.text.spaces import trim
from annotator.text.words import word_at

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
SINGLE_MARKS = "‘’‚'`´"
"""Marks that are apostrophes, too, and inside a sentence often mark no quote."""

_CLAUSE_END = regex.compile(r"[,;:](?=\s)|[，、；：،؛]|\s[–—-]+\s|[—]|[()\[\]（）]")


def quotation_marks(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """Return ``(offset, mark)`` of the quotation marks in a range; apostrophes are none."""
    found = []
    for match in _MARK.finditer(text, start, end):
        at, mark = match.start(), match.group()
        if mark in SINGLE_MARKS and _is_apostrophe(text, at):
            continue
        found.append((at, mark))
    return found


def _is_apostrophe(text: str, at: int) -> bool:
    """A single mark between letters, or after a plural's s with no opening one, is no quote."""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return before.isalnum() and after.isalnum()


class Passage(NamedTuple):
    """A quoted passage.

    Attributes:
        start: of its opening mark, in code points.
        end: exclusive, behind its closing mark where it has one.
        is_closed: whether it has one.

    """

    start: int
    end: int
    is_closed: bool


def quoted_passages(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the ranges of the quoted passages in ``[start, end)``, as ``passages_between``."""
    return [(one.start, one.end) for one in passages_between(text, start, end)]


def passages_between(text: str, start: int, end: int) -> list[Passage]:
    """Return the quoted passages in ``[start, end)``, marks included, inner ones too, by start.

    Marks pair up as writers mix them: a curly one may be closed by a straight one. A passage
    that is still open at ``end`` goes on to there, as when a quote runs over several paragraphs,
    or to the next mark that opens as it did: then the one that closes was forgotten.
    """
    passages: list[Passage] = []
    open_marks: list[tuple[int, str]] = []
    opened: list[tuple[int, str]] = []
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
            passages.append(Passage(open_marks[closing][0], at + 1, is_closed=True))
            del open_marks[closing:]
        elif _may_open(text, at, mark):
            open_marks.append((at, mark))
            opened.append((at, mark))
    for at, mark in open_marks:
        if mark not in SINGLE_MARKS:
            again = (later for later, other in opened if later > at and other == mark)
            kept = trim(text, at, next(again, end))
            if kept is not None:
                passages.append(Passage(*kept, is_closed=False))
    passages.sort()
    return passages


def _opens(text: str, at: int, mark: str, start: int) -> bool:
    """Tell whether a mark that could close stands as an opening one does."""
    if mark in "”’":
        return False
    before = text[at - 1] if at > start else " "
    after = text[at + 1 : at + 2] or " "
    # A space stands inside French marks, too: « Il y en avait », dit-elle.
    return (before.isspace() or before in "([—–") and not after.isspace() and after not in ",;:.!?)"


def _may_open(text: str, at: int, mark: str) -> bool:
    if mark in "”’`´" or mark not in _CLOSES:
        return False
    after = text[at + 1 : at + 2] or " "
    if after in ",;:)" or (after == "." and text[at + 2 : at + 3] != "."):
        return False
    return not after.isspace() or mark in "«„"


def passage_at(text: str, position: int) -> Passage | None:
    """Return the innermost quoted passage around a position, marks included, or None.

    Raises:
        OffsetError: ``position`` is outside the text.

    """
    start, end = _near(text, position)
    passages = passages_between(text, start, end)
    around = [one for one in passages if one.start <= position < one.end]
    around = around or [one for one in passages if position == one.end]
    return min(around, key=lambda one: one.end - one.start, default=None)


def clause_at(text: str, position: int) -> tuple[int, int] | None:
    """Return the clause around a position: the stretch of its sentence between two of ``, ; : —``.

    None in white space before a clause.

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
    clause = trim(text, low, high)
    return clause if clause is not None and clause[0] <= position else None


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
