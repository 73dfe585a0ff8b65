"""What is quoted at a place, where marks stand around it and where they do not.

Guesses that help the keyboard, with what each rests on, so that the annotator can be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

import regex

from annotator.text.finding.passages import (
    SINGLE_MARKS,
    Passage,
    passage_at,
    passages_between,
    quotation_marks,
)
from annotator.text.offsets import check_position
from annotator.text.paragraphs import paragraph_at
from annotator.text.sentences import sentence_at
from annotator.text.spaces import trim

_REACH = 20_000
# What introduces a block quote at the end of the paragraph before: a colon, or who said or wrote.
_INTRODUCES = regex.compile(
    r"(?::|(?:\b(?:said|says|wrote|writes|added|tweeted|posted|stated|reads|continued"
    r"|sagte|sagt|schrieb|schreibt|erklärte|hieß es)[,;]?))[*_]*\Z",
    regex.IGNORECASE,
)


class Evidence(StrEnum):
    """What a quotation was found by."""

    MARKS = "marks"
    UNCLOSED = "unclosed"
    SENTENCE_MARKS = "marks in the sentence"
    BLOCK = "block"
    SENTENCE = "sentence"


class Quotation(NamedTuple):
    """What is likely to be quoted.

    Attributes:
        start: where it begins, in code points.
        end: where it ends, exclusive.
        evidence: what it was found by.

    """

    start: int
    end: int
    evidence: Evidence


def quotation_at(
    text: str, position: int, tagged: Iterable[tuple[int, int]] = ()
) -> Quotation | None:
    """Return what is quoted at a position, None where there is no text.

    In this order: the innermost passage between marks around the position; one that is not closed
    in its paragraph goes to the paragraph's end, or to the next opening mark, and one that an
    earlier paragraph opened begins with this one. Else the passage of the position's sentence, the
    next one first. Else, where the paragraph has no passage, the paragraph, if the one before it
    introduces a block quote or was tagged as one. Else the sentence.

    Args:
        text: the article's.
        position: of the caret.
        tagged: ranges that are tagged as quotations.

    Raises:
        OffsetError: ``position`` is outside the text.

    """
    check_position(text, position)
    start, end = paragraph_at(text, position)
    low, high = max(start, position - _REACH), min(end, position + _REACH)
    found = passage_at(text, position)
    if found is not None:
        return _marked(found)
    # Single marks in a sentence are often no quotation.
    passages = [one for one in passages_between(text, low, high) if _is_double(text, one)]
    carried = _carried(text, start, end) if (low, high) == (start, end) else None
    if carried is not None:
        if carried.start <= position <= carried.end:
            return _marked(carried)
        passages.insert(0, carried)
    sentence = sentence_at(text, position)
    if sentence is None and position > start:
        sentence = sentence_at(text, position - 1)
    if sentence is None:
        return None
    ranges = list(tagged)  # not before it is needed: there may be very many
    near = _nearest(passages, position, sentence, ranges)
    if near is not None:
        return Quotation(*near, Evidence.SENTENCE_MARKS)
    block = trim(text, start, end)
    if not passages and block is not None and _follows_introduction(text, start, ranges):
        return Quotation(*block, Evidence.BLOCK)
    return Quotation(*sentence, Evidence.SENTENCE)


def _marked(passage: Passage) -> Quotation:
    evidence = Evidence.MARKS if passage.is_closed else Evidence.UNCLOSED
    return Quotation(passage.start, passage.end, evidence)


def _is_double(text: str, passage: Passage) -> bool:
    return text[passage.start] not in SINGLE_MARKS


def _nearest(
    passages: Iterable[Passage],
    position: int,
    sentence: tuple[int, int],
    tagged: Iterable[tuple[int, int]],
) -> tuple[int, int] | None:
    """Return the passage of a sentence that is not tagged yet: the next one, else the last."""
    taken = set(tagged)
    here = [(low, high) for low, high, _ in passages if low < sentence[1] and sentence[0] < high]
    left = [one for one in here if one not in taken] or here
    after = [one for one in left if one[0] >= position]
    before = [one for one in left if one[1] <= position]
    return min(after, default=None) or max(before, default=None)


def _carried(text: str, start: int, end: int) -> Passage | None:
    """Return what a quotation has of a paragraph that was opened before it and has no mark anew.

    That is all up to the mark that closes it, or the whole paragraph where a later one closes it.
    """
    if not _was_left_open(text, start):
        return None
    closing = _first_closing(text, start, end)
    part = trim(text, start, end if closing is None else closing + 1)
    if part is None:
        return None
    if closing is not None:
        return Passage(*part, is_closed=True)
    if _doubles(text, start, end):
        return None
    for low, high in _paragraphs_after(text, end):
        if _doubles(text, low, high):
            closed = _first_closing(text, low, high) is not None
            return Passage(*part, is_closed=False) if closed else None
    return None


def _was_left_open(text: str, start: int) -> bool:
    """Tell whether the last paragraph with marks before a place has one that is not closed."""
    for low, high in _paragraphs_before(text, start):
        if _doubles(text, low, high):
            last = trim(text, low, high)
            return last is not None and any(
                one.end == last[1] and not one.is_closed
                for one in passages_between(text, low, high)
            )
    return False


def _first_closing(text: str, start: int, end: int) -> int | None:
    """Return where the first mark of a paragraph is, if it is one that only closes."""
    marks = _doubles(text, start, end)
    if not marks or marks[0] == start:
        return None
    at = marks[0]
    before, after = text[at - 1], text[at + 1 : min(end, at + 2)]
    inches = text[at] == '"' and before.isdecimal()
    closes = not before.isspace() and before not in "([—–" and not after.isalnum()
    return at if closes and not inches else None


def _doubles(text: str, start: int, end: int) -> list[int]:
    return [at for at, mark in quotation_marks(text, start, end) if mark not in SINGLE_MARKS]


def _follows_introduction(text: str, start: int, tagged: Iterable[tuple[int, int]]) -> bool:
    """Tell whether the paragraph before a place announces a block quote, or is one by its tag."""
    for low, high in _paragraphs_before(text, start):
        last = trim(text, low, high)
        if last is not None:
            return _INTRODUCES.search(text, max(last[0], last[1] - 40), last[1]) is not None or any(
                begin <= last[0] and last[1] <= stop for begin, stop in tagged
            )
    return False


def _paragraphs_before(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs before one, the nearest first, as far as one looks."""
    limit = start - _REACH
    while start > max(0, limit):
        low, high = paragraph_at(text, start - 1)
        yield max(low, limit), high
        start = low


def _paragraphs_after(text: str, end: int) -> Iterator[tuple[int, int]]:
    limit = end + _REACH
    while end < min(len(text), limit):
        low, high = paragraph_at(text, end + 1)
        yield low, min(high, limit)
        end = high
