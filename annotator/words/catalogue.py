"""Messages in the words of a language."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from string import Formatter
from typing import NamedTuple

from annotator.resources import resource
from annotator.words import quotation
from annotator.words.message import Argument, Message
from annotator.words.quotation import Marks


class _Piece(NamedTuple):
    """A stretch of a template and the field that follows it, "" at the end."""

    literal: str
    field: str
    form: str
    is_quoted: bool


class Catalogue:
    """One language: what each template is in it, its quotation marks, how it writes numbers.

    Args:
        words: templates of this language by the English ones; one that is missing stays English.
        marks: its quotation marks.
        whole: writes a whole number with its thousands apart.
        decimal: writes a number with so many decimals.

    """

    def __init__(
        self,
        words: Mapping[str, str],
        marks: Marks,
        whole: Callable[[int], str],
        decimal: Callable[[float, int], str],
    ) -> None:
        self._words = words
        self._marks = marks
        self._whole = whole
        self._decimal = decimal

    def put(self, message: Message) -> str:
        """Return a message in words. A field that has no argument is shown as it is written."""
        known = self._words.get(message.template)
        marks = quotation.ENGLISH if known is None else self._marks
        arguments = dict(message.arguments)
        parts = []
        for piece in _pieces(known or message.template):
            parts.append(piece.literal)
            if not piece.field:
                continue
            if piece.field not in arguments:
                parts.append(f"{{{piece.field}}}")
                continue
            text = self._written(arguments[piece.field], piece.form)
            parts.append(quotation.alternated(text, marks) if piece.is_quoted else text)
        return "".join(parts)

    def put_in_quotes(self, message: Message) -> str:
        """Return a message in words as they are written within quotation marks."""
        return quotation.alternated(self.put(message), self._marks)

    def text_in_quotes(self, text: str) -> str:
        """Return somebody's text as it is written within quotation marks."""
        return quotation.alternated(text, self._marks)

    def _written(self, value: Argument, form: str) -> str:
        if isinstance(value, Message):
            return self.put(value)
        if isinstance(value, tuple):
            return ", ".join(self._written(part, form) for part in value)
        if isinstance(value, str):
            return value
        if "|" in form:
            singular, _, plural = form.partition("|")
            return singular if value == 1 else plural
        if form == ",":
            return self._whole(round(value))
        if decimals := re.fullmatch(r"\.(\d)f", form):
            return self._decimal(value, int(decimals[1]))
        return str(value) if isinstance(value, int) else self._short(value)

    def _short(self, value: float) -> str:
        """Return a number with the decimals that it has."""
        plain = f"{value:g}"
        _, point, decimals = plain.partition(".")
        return self._decimal(value, len(decimals)) if point and "e" not in plain else plain


@cache
def _pieces(template: str) -> tuple[_Piece, ...]:
    pieces = []
    depth = 0
    for literal, field, form, _ in Formatter().parse(template):
        for character in literal:
            if character == "„" or (character == "“" and depth == 0):
                depth += 1
            elif character in "“”" and depth:
                depth -= 1
        pieces.append(_Piece(literal, field or "", form or "", depth > 0))
    return tuple(pieces)


def fields(template: str) -> frozenset[str]:
    """Return the names of the fields of a template."""
    return frozenset(piece.field for piece in _pieces(template) if piece.field)


def has_words(template: str) -> bool:
    """Tell whether a template has words or quotation marks beside its fields, to be translated."""
    said = "".join(
        piece.literal + (piece.form if "|" in piece.form else "") for piece in _pieces(template)
    )
    return any(character.isalpha() or character in "“”" for character in said)


ENGLISH = Catalogue({}, quotation.ENGLISH, "{:,}".format, lambda x, n: f"{round(x, n) + 0.0:.{n}f}")
"""What the command line speaks."""

_MARKS = {"de": quotation.GERMAN}


def load(
    language: str, whole: Callable[[int], str], decimal: Callable[[float, int], str]
) -> Catalogue:
    """Return the catalogue of a language; one that cannot be read leaves all in English.

    Args:
        language: its code, as "de".
        whole: writes a whole number with its thousands apart.
        decimal: writes a number with so many decimals.

    """
    words: dict[str, str] = {}
    if language in _MARKS:
        try:
            words = json.loads(resource(f"words/{language}.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            words = {}
    marks = _MARKS.get(language, quotation.ENGLISH)
    return Catalogue({one: said for one, said in words.items() if said}, marks, whole, decimal)
