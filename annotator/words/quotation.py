"""Quotation marks within quotation marks: “We said ‘no’ …”."""

from __future__ import annotations

from typing import NamedTuple


class Marks(NamedTuple):
    """The quotation marks of a language, the outer ones and those within."""

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str


ENGLISH = Marks("“", "”", "‘", "’")
GERMAN = Marks("„", "“", "‚", "‘")


def alternated(text: str, marks: Marks) -> str:
    """Return a text as it is written within quotation marks: its own ones change places.

    Marks of either language are known, and become those of ``marks``; an apostrophe and straight
    marks stay. A text that was cut off may open a mark that nothing closes.
    """
    written: list[str] = []
    open_marks: list[str] = []
    for place, character in enumerate(text):
        if character in "„“”":
            closes = character != "„" and "double" in open_marks
            if closes:
                _close(open_marks, "double")
            elif character != "”":
                open_marks.append("double")
            ends = closes or character == "”"
            written.append(marks.inner_closing if ends else marks.inner_opening)
        elif character in "‚‘’":
            closes = character != "‚" and "single" in open_marks and not _in_word(text, place)
            opens = character == "‚" or (character == "‘" and not closes)
            if closes:
                _close(open_marks, "single")
                written.append(marks.closing)
            elif opens:
                open_marks.append("single")
                written.append(marks.opening)
            else:
                written.append(character)
        else:
            written.append(character)
    return "".join(written)


def _close(open_marks: list[str], kind: str) -> None:
    while open_marks.pop() != kind:
        pass


def _in_word(text: str, place: int) -> bool:
    """Tell whether a mark is an apostrophe, with letters around it."""
    return text[place - 1 : place].isalnum() and text[place + 1 : place + 2].isalnum()
