"""A text for people before it is in words: its kind, which is its English sentence, and arguments.

A template is an English sentence with named fields: ``“{name}” is not a label``. A number may say
how it is written (``{size:,}`` with thousands apart, ``{share:.2f}`` with two decimals), and what
it counts stands in the form that fits it: ``{n:,} {n:article|articles}``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

Argument: TypeAlias = "str | int | float | Message | tuple[Argument, ...]"
"""What fills a field; a tuple is a list with commas between its members."""


@dataclass(frozen=True, slots=True, eq=False)
class Message:
    """One text for people. ``say`` makes it; ``str`` of it is the English.

    It equals whatever says the same in English, another message or a text, and contains what that
    contains.

    Attributes:
        template: the English sentence with its fields; it is what the catalogues look up.
        arguments: name and value of each field.

    """

    template: str
    arguments: tuple[tuple[str, Argument], ...] = ()

    def __str__(self) -> str:
        from annotator.words.catalogue import ENGLISH

        return ENGLISH.put(self)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Message) and other.template == self.template:
            if other.arguments == self.arguments:
                return True
        elif not isinstance(other, Message | str):
            return NotImplemented
        return str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))

    def __contains__(self, text: str) -> bool:
        return text in str(self)

    def argument(self, name: str) -> Argument:
        """Return what fills a field; raises KeyError when there is no such field."""
        return dict(self.arguments)[name]


def say(template: str, /, **arguments: Argument | os.PathLike[str]) -> Message:
    """Return a message. The template is a literal, so that its translation can be looked for.

    Args:
        template: the English sentence.
        arguments: what fills its fields; paths are shown as they are written.

    """
    filled = (
        (name, os.fspath(value) if isinstance(value, os.PathLike) else value)
        for name, value in arguments.items()
    )
    return Message(template, tuple(filled))


def as_said(others: object) -> Message:
    """Return what a library, the system or a server said, in its own words."""
    return say("{words}", words=str(others))


def joined(parts: Iterable[Message]) -> Message:
    """Return messages as one, with commas between them."""
    return say("{parts}", parts=tuple(parts))
