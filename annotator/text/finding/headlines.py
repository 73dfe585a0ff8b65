"""Headlines, in which a capital says nothing: all in capitals, or one on every longer word."""

from __future__ import annotations

from itertools import islice

import regex

from annotator.text.paragraphs import paragraph_at
from annotator.text.sentences import sentence_at

_SMALL = regex.compile(r"\p{Ll}{2}|(?<![\p{L}'’])\p{Ll}(?!\p{L})")
_LARGE = regex.compile(r"\p{Lu}[\p{Lu}\p{Ll}'’]+")
_FEWEST_SHOUTED = 3
_SENTENCE = regex.compile(r"(?<![\p{L}\p{N}'’])\p{Ll}\p{L}{4,}|\p{Ll}[.!]['’\"”]?\s*+(?!.)")
_LONGEST_TITLE, _FEWEST_TITLED = 200, 6


def is_shouted(text: str, word: tuple[int, int]) -> bool:
    """Tell whether the line or the sentence of a word is all in capitals, and no mere name."""
    if not _is_all_large(text, *word):
        return False
    start, end = paragraph_at(text, word[0])
    if not _is_all_large(text, start, end):
        sentence = sentence_at(text, word[0])
        if sentence is None or not _is_all_large(text, *sentence):
            return False
        start, end = sentence
    words = _LARGE.finditer(text, start, end)
    return sum(1 for _ in islice(words, _FEWEST_SHOUTED)) == _FEWEST_SHOUTED


def _is_all_large(text: str, start: int, end: int) -> bool:
    """Tell whether no word is written small; the "c" of "McCONNELL" and an "’s" are no words."""
    return _SMALL.search(text, start, end) is None


def is_in_title_case(text: str, word: tuple[int, int]) -> bool:
    """Tell whether a word is in a line with a capital on every longer word, as headlines are.

    A line that ends as a sentence does is none.
    """
    start, end = paragraph_at(text, word[0])
    if end - start > _LONGEST_TITLE or _SENTENCE.search(text, start, end) is not None:
        return False
    words = _LARGE.finditer(text, start, end)
    return sum(1 for _ in islice(words, _FEWEST_TITLED)) == _FEWEST_TITLED
