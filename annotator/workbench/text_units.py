"""Moving through an article by keyboard: units, spans, untagged sentences, quotation marks.

Every move is from offset to offset and knows no widget; the window gives each its key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum

from annotator.annotation.records import Span
from annotator.text import (
    block_at,
    clause_ranges,
    grapheme_range,
    is_grapheme_boundary,
    is_unspaced,
    name_at,
    names_between,
    next_grapheme,
    next_word,
    paragraph_at,
    previous_grapheme,
    previous_name,
    previous_word,
    quotation_at,
    sentence_at,
    sentence_ranges,
    word_at,
    word_range,
)

Range = tuple[int, int]


class Snap(StrEnum):
    """To what a selection by mouse grows."""

    CHARACTER = "character"
    WORD = "word"
    SENTENCE = "sentence"


class Unit(StrEnum):
    """What a label's key tags when nothing is selected."""

    WORD = "word"
    NAME = "name"
    QUOTE = "quote"
    SENTENCE = "sentence"
    BLOCK = "block"


def snapped(text: str, start: int, end: int, snap: Snap) -> Range:
    """Return a selection grown to whole units.

    Words also end where scraped text has lost a space, so that a selection can begin between
    "Milley" and "Mark" in "MilleyMark". A boundary that stands at an edge already stays.
    """
    start, end = grapheme_range(text, start, end)
    if snap is Snap.WORD:
        return word_range(text, start, end, glued=True)
    if snap is Snap.SENTENCE:
        sentences = sentence_ranges(text, start, end)
        if sentences:
            return min(start, sentences[0][0]), max(end, sentences[-1][1])
    return start, end


def _quoted_at(text: str, position: int) -> Range | None:
    found = quotation_at(text, position)
    return None if found is None else (found.start, found.end)


_UNITS: dict[Unit, Callable[[str, int], Range | None]] = {
    Unit.WORD: lambda text, position: word_at(text, position, glued=True),
    Unit.NAME: name_at,
    Unit.QUOTE: _quoted_at,
    Unit.SENTENCE: sentence_at,
    Unit.BLOCK: block_at,
}


def unit_at(text: str, position: int, unit: Unit) -> Range | None:
    """Return the unit around a caret; a caret right after a word means that word."""
    find = _UNITS[unit]
    found = find(text, position) if position < len(text) else None
    if found is None and position > 0:
        before = find(text, position - 1)
        if before is not None and before[1] >= position:
            return before
    return found


def word_stops(text: str, position: int) -> tuple[int, int]:
    """Return where Ctrl with an arrow key goes from a caret: the stops before and after it.

    Stops are the starts of words and of what stands after a space, and the ends of words before
    punctuation, the end of a paragraph or a word that is glued on. "6:40" is one word.
    """
    return _stop_before(text, position), _stop_after(text, position)


def _stop_after(text: str, position: int) -> int:
    word = word_at(text, position, glued=True)
    while word is not None and _is_between_digits(text, word[1]):
        word = word_at(text, word[1] + 1, glued=True)
    at = word[1] if word is not None else position
    if word is None and at < len(text) and not text[at].isspace():
        following = next_word(text, at, glued=True)
        limit = following[0] if following is not None else len(text)
        while at < limit and not text[at].isspace():
            at += 1
    if at > position and (at == len(text) or not text[at].isspace() or text[at] == "\n"):
        return _on_boundary(text, at)
    while at < len(text) and text[at].isspace():
        at += 1
    return _on_boundary(text, at)


def _is_between_digits(text: str, position: int) -> bool:
    around = text[max(0, position - 1) : position + 2]
    return len(around) == 3 and around[0].isdecimal() and around[2].isdecimal()


def _on_boundary(text: str, position: int) -> int:
    return position if is_grapheme_boundary(text, position) else next_grapheme(text, position)


def _stop_before(text: str, position: int) -> int:
    at = position
    while at > 0 and text[at - 1].isspace():
        at -= 1
    if at == 0:
        return 0
    word = word_at(text, at - 1, glued=True)
    while word is not None and _is_between_digits(text, word[0] - 1):
        word = word_at(text, word[0] - 2, glued=True)
    if word is not None:
        return word[0]
    before = previous_word(text, at, glued=True)
    limit = before[1] if before is not None else 0
    while at > limit and not text[at - 1].isspace():
        at -= 1
    return at if is_grapheme_boundary(text, at) else previous_grapheme(text, at)


def sentence_starts(text: str, position: int) -> tuple[int, int]:
    """Return the starts of the sentence before a caret and of the one after it."""
    start, end = paragraph_at(text, position)
    here = [low for low, _ in sentence_ranges(text, start, end)]
    before = max((low for low in here if low < position), default=None)
    after = min((low for low in here if low > position), default=None)
    if before is None:
        before = _last_sentence_before(text, start)
    if after is None:
        after = _first_sentence_after(text, end)
    return before, after


def _last_sentence_before(text: str, position: int) -> int:
    while position > 0:
        start, end = paragraph_at(text, position - 1)
        sentences = sentence_ranges(text, start, end)
        if sentences:
            return sentences[-1][0]
        position = start
    return 0


def _first_sentence_after(text: str, position: int) -> int:
    while position < len(text):
        start, end = paragraph_at(text, position + 1) if position + 1 <= len(text) else (0, 0)
        sentences = sentence_ranges(text, start, end)
        if sentences:
            return sentences[0][0]
        position = max(end, position + 1)
    return len(text)


def paragraph_starts(text: str, position: int) -> Range:
    """Return the starts of the paragraphs before and after a caret; empty ones do not count."""
    start, end = paragraph_at(text, position)
    before = start if start < position and text[start:end].strip() else None
    at = start
    while before is None and at > 0:
        low, high = paragraph_at(text, at - 1)
        before = low if text[low:high].strip() else None
        at = low
    after, at = None, end
    while after is None and at < len(text):
        low, high = paragraph_at(text, at + 1)
        after = low if text[low:high].strip() else None
        at = max(high, at + 1)
    return before or 0, len(text) if after is None else after


def next_untagged_sentence(text: str, position: int, spans: Iterable[Span]) -> Range | None:
    """Return the next sentence that begins after ``position`` and that no span touches."""
    taken = sorted((start, end) for span in spans for start, end in span.ranges)
    number = 0
    reach = 0
    while True:
        low = _first_from(text, position)
        if low is None:
            return None
        sentence = sentence_at(text, low)
        if sentence is None:
            return None
        start, end = sentence
        while number < len(taken) and taken[number][0] < end:
            reach = max(reach, taken[number][1])
            number += 1
        if reach <= start:
            return sentence
        position = start


def _first_from(text: str, position: int) -> int | None:
    """Return the start of the first sentence that begins after ``position``."""
    _, after = sentence_starts(text, min(position, len(text)))
    return after if after < len(text) else None


def clause_starts(text: str, position: int) -> tuple[int, int]:
    """Return the starts of the clause before a caret and of the one after it."""
    start, end = paragraph_at(text, position)
    here = [low for low, _ in _clauses(text, start, end)]
    before = max((low for low in here if low < position), default=None)
    after = min((low for low in here if low > position), default=None)
    if before is None:
        sentence = _last_sentence_before(text, start)
        before = max((low for low, _ in _clauses(text, sentence, start)), default=sentence)
    return before, _first_sentence_after(text, end) if after is None else after


def clause_end(text: str, position: int) -> int:
    """Return the end of the clause that a caret stands in, or of the next one behind its end."""
    start, end = paragraph_at(text, position)
    return min((high for _, high in _clauses(text, start, end) if high > position), default=end)


def _clauses(text: str, start: int, end: int) -> list[Range]:
    sentences = sentence_ranges(text, start, end)
    return [clause for sentence in sentences for clause in clause_ranges(text, *sentence)]


def untagged_name(
    text: str, position: int, taken: Iterable[Range], *, forward: bool
) -> Range | None:
    """Return the next likely name from a caret on, or the last before it, that is not tagged.

    Args:
        text: the article's.
        position: of the caret; a name that begins there is a next one.
        taken: ranges that it may not touch.
        forward: which way to look.

    """
    return _name_after(text, position, taken) if forward else _name_before(text, position, taken)


def _name_after(text: str, position: int, taken: Iterable[Range]) -> Range | None:
    ahead = sorted(pair for pair in taken if pair[1] > position)
    for low, high in (*ahead, (len(text), len(text))):
        for name in names_between(text, position, max(position, low)):
            if name[1] <= low:
                return name
        position = max(position, high)
    return None


def _name_before(text: str, position: int, taken: Iterable[Range]) -> Range | None:
    ranges = sorted(taken, reverse=True)
    behind = [pair for pair in ranges if pair[0] < position]
    limit = min((low for low, _ in ranges if low >= position), default=len(text))
    for low, high in (*behind, (0, 0)):
        while position > high and (name := previous_name(text, position)) is not None:
            if name[0] < high:
                break
            if name[1] <= limit:
                return name
            position = name[0]
        position = limit = min(position, low)
    return None


def is_edge(text: str, position: int, inner: str) -> bool:
    """Tell whether a text may begin or end here: not inside a word, unless it is glued there.

    In writing without spaces it may everywhere: what its words are depends on what surrounds them.
    """
    if not inner.isalnum() or position in (0, len(text)):
        return True
    left, right = text[position - 1], text[position]
    if left.isspace() or right.isspace():
        return True
    if (left + right).isascii() and left.isalpha() and right.isalpha() and not right.isupper():
        return False  # plain to see, as between most letters
    if is_unspaced(left) or is_unspaced(right):
        return True
    word = word_at(text, position, glued=True)
    return word is None or word[0] == position or word[1] == position
