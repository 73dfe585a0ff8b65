"""Where the edge of a span goes by one key: by characters or by words, out and back again.

By words a start goes from beginning to beginning and an end from end to end, of words and of the
signs between them, so that an edge never rests beside white space inside the span, and a step out
and one back lead to where the edge was. An edge inside a word goes to that word's own edge first.
A sign that is repeated ("...") is one. Words that scraping has glued together are two.

By characters an edge goes from character to character, white space too.
"""

from __future__ import annotations

from collections.abc import Callable

from annotator.text import WHITE_SPACE, next_grapheme, previous_grapheme, word_at

Step = Callable[[str, int], int]
"""From a text and the offset of an edge to its next place, the same where it has none."""


def edge_step(*, at_start: bool, forward: bool, by_word: bool) -> Step:
    """Return how an edge moves.

    Args:
        at_start: the start of a span moves, else its end.
        forward: towards the end of the text.
        by_word: by words, else by characters.

    """
    if by_word:
        return _BY_WORD[at_start, forward]
    return next_character if forward else previous_character


def start_word_left(text: str, position: int) -> int:
    """Return the last beginning of a word or sign before a start."""
    end = _before_space(text, position)
    return _piece(text, end - 1)[0] if end else position


def start_word_right(text: str, position: int) -> int:
    """Return the next beginning of a word or sign after a start."""
    at = position
    if at < len(text) and not _is_space(text, at):
        at = _piece(text, at)[1]
    at = _after_space(text, at)
    return at if at < len(text) else position


def end_word_left(text: str, position: int) -> int:
    """Return the last end of a word or sign before an end."""
    at = position
    if at > 0 and not _is_space(text, previous_grapheme(text, at)):
        at = _piece(text, at - 1)[0]
    return _before_space(text, at) or position


def end_word_right(text: str, position: int) -> int:
    """Return the next end of a word or sign after an end."""
    start = _after_space(text, position)
    return _piece(text, start)[1] if start < len(text) else position


def previous_character(text: str, position: int) -> int:
    """Return the boundary before an edge."""
    return previous_grapheme(text, position) if position > 0 else position


def next_character(text: str, position: int) -> int:
    """Return the boundary after an edge."""
    return next_grapheme(text, position) if position < len(text) else position


def _piece(text: str, at: int) -> tuple[int, int]:
    """Return the word with a character that is no white space, or the sign, repeated."""
    word = word_at(text, at, glued=True)
    if word is not None:
        return word
    end = next_grapheme(text, at)
    start = previous_grapheme(text, end)
    sign = text[start:end]
    while start > 0 and _is_sign(text, previous_grapheme(text, start), start, sign):
        start = previous_grapheme(text, start)
    while end < len(text) and _is_sign(text, end, next_grapheme(text, end), sign):
        end = next_grapheme(text, end)
    return start, end


def _is_sign(text: str, start: int, end: int, sign: str) -> bool:
    return text[start:end] == sign and word_at(text, start, glued=True) is None


def _is_space(text: str, start: int) -> bool:
    """Tell whether the cluster that begins here is white space; one with an accent is not."""
    return text[start] in WHITE_SPACE and (
        next_grapheme(text, start) == start + 1
        or text[start : next_grapheme(text, start)].isspace()
    )


def _after_space(text: str, position: int) -> int:
    while position < len(text) and _is_space(text, position):
        position = next_grapheme(text, position)
    return position


def _before_space(text: str, position: int) -> int:
    while position > 0 and _is_space(text, before := previous_grapheme(text, position)):
        position = before
    return position


_BY_WORD = {
    (True, False): start_word_left,
    (True, True): start_word_right,
    (False, False): end_word_left,
    (False, True): end_word_right,
}
