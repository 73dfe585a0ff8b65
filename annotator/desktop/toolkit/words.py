"""What the layers below say, in the language that was chosen: the desktop's edge of ``words``."""

from __future__ import annotations

from annotator import words
from annotator.desktop.toolkit.numbers import decimal, whole
from annotator.words import Catalogue, Message


class _Chosen:
    """The catalogue that is in use; English until another is chosen."""

    catalogue: Catalogue = words.load("en", whole, decimal)
    language: str = "en"


def choose(language: str) -> None:
    """Use the words of a language (its code) for all that is put into words from now on."""
    _Chosen.catalogue = words.load(language, whole, decimal)
    _Chosen.language = language


def spoken() -> str:
    """Return the code of the language in use."""
    return _Chosen.language


def in_words(message: Message) -> str:
    """Return a message in the language of the interface."""
    return _Chosen.catalogue.put(message)


def in_quoted_words(message: Message) -> str:
    """Return a message as it is written within quotation marks: “Tag claim ‘We will …’”."""
    return _Chosen.catalogue.put_in_quotes(message)


def within_quotes(text: str) -> str:
    """Return somebody's text as it is written within quotation marks, its own ones changed."""
    return _Chosen.catalogue.text_in_quotes(text)


def as_sentence(text: str) -> str:
    """Return a text as it begins a line."""
    return f"{text[:1].upper()}{text[1:]}"
