"""Tokens for the tagger: words, numbers and signs, cut also where a space is missing."""

from __future__ import annotations

from functools import lru_cache

import regex

from annotator.suggestions.records import Range

_TOKEN = regex.compile(
    r"(?:\p{Lu}\.){2,}"
    r"|['’]s\b"
    r"|\p{Lu}+(?=\p{Lu}\p{Ll})"
    r"|\p{Lu}?[\p{Ll}\p{M}]+|\p{Lu}[\p{Lu}\p{M}]*|[\p{L}\p{M}]+"
    r"|\p{N}+(?:[.,:]\p{N}+)*"
    r"|[^\s\p{L}\p{N}\p{M}]|\S"
)


def tokens_of(text: str) -> list[Range]:
    """Return the tokens of a text, in order; "BrandtFerry" is two, "U.S." one, "Tom’s" two."""
    return [match.span() for match in _TOKEN.finditer(text)]


@lru_cache(maxsize=50_000)
def shape_of(word: str) -> str:
    """Return how a word looks: "Xx", "XX", "xx", "9", "X.X.", or the sign itself."""
    if word[0].isalpha():
        if word.islower():
            return "xx" if len(word) > 3 else "x" * len(word)
        if word.isupper():
            return "X" if len(word) == 1 else "X." if "." in word else "XX"
        return "Xx" if word[0].isupper() else "xX"
    if word[0].isdigit():
        return "9" * min(4, len(word))
    return word
