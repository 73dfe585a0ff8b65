"""What is decided of suggestions for everybody in a project: sources, words, patterns.

A choice says what is to be looked for and what is not, never what is to be run: commands are a
person's own and are kept elsewhere.
"""

from __future__ import annotations

from typing import Any

import msgspec

MOST_WORDS = 50_000
LONGEST_WORD = 2_000
LONGEST_PATTERN = 1_000
"""In code points."""


class SourceOff(msgspec.Struct, frozen=True, tag="off", kw_only=True):
    """A source that is not asked for a label.

    Attributes:
        label: the label's id.
        source: its name.

    """

    label: str
    source: str


class FromOthers(msgspec.Struct, frozen=True, tag="others"):
    """What is offered to an annotator is learned from gold and from others' work, too."""


class Word(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A text that has a label (id) wherever it stands, and the attributes of its spans."""

    text: str
    label: str
    attributes: dict[str, Any] = msgspec.field(default_factory=dict)


class WordList(msgspec.Struct, frozen=True, tag="words", kw_only=True):
    """A dictionary, and the name of the file that it came from."""

    name: str
    words: tuple[Word, ...]


class TextPattern(msgspec.Struct, frozen=True, tag="pattern", kw_only=True):
    """A regular expression for a label (id); its group “span” is the span, else all of it."""

    label: str
    expression: str


Chosen = SourceOff | FromOthers | WordList | TextPattern


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """One decision.

    Attributes:
        id: of ``off_id`` for a source that is off, ``OTHERS``, else 32 hexadecimal digits.
        chosen: what was decided.

    """

    id: str
    chosen: Chosen


OTHERS = "others"


def off_id(label: str, source: str) -> str:
    """Return the id of the choice that switches a source off for a label (id)."""
    return f"off {source} {label}"


def switched_off(label: str, source: str) -> Choice:
    """Return the choice that a source is not asked for a label (id)."""
    return Choice(id=off_id(label, source), chosen=SourceOff(label=label, source=source))


def from_others() -> Choice:
    """Return the choice that others' work is learned from."""
    return Choice(id=OTHERS, chosen=FromOthers())


def fits(choice: Choice) -> bool:
    """Tell whether a choice is within bounds and has the id that is its own."""
    chosen = choice.chosen
    if isinstance(chosen, SourceOff):
        return choice.id == off_id(chosen.label, chosen.source) and chosen.source.isidentifier()
    if isinstance(chosen, FromOthers):
        return choice.id == OTHERS
    if choice.id == OTHERS or choice.id.startswith("off ") or not choice.id:
        return False
    if isinstance(chosen, TextPattern):
        return 0 < len(chosen.expression) <= LONGEST_PATTERN
    lengths_fit = all(0 < len(one.text) <= LONGEST_WORD for one in chosen.words)
    return bool(chosen.name) and 0 < len(chosen.words) <= MOST_WORDS and lengths_fit
