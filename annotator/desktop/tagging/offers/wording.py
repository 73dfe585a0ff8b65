"""Why something is suggested, in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale

from annotator.annotation.records import FOR_ONE, Suggestion
from annotator.desktop.toolkit.widgets.marks import one_line
from annotator.workbench.tagging.draft import Part, PartKind

_LONGEST = 40


def why(suggestion: Suggestion) -> str:
    """Return who proposes it: “stands in quotation marks, tagged before”, or a program’s name."""
    if not suggestion.is_for_one:
        return one_line(suggestion.origin, _LONGEST)
    sources = suggestion.origin.removeprefix(FOR_ONE).rpartition(":")[0].split("+")
    known = _reasons()
    return ", ".join(dict.fromkeys(known.get(name, name) for name in sources))


def about(suggestion: Suggestion) -> str:
    """Return how sure the program is, and why: “83 % · in quotation marks”."""
    return f"{score(suggestion)} · {why(suggestion)}" if suggestion.origin else score(suggestion)


def score(suggestion: Suggestion) -> str:
    """Return how sure the program is: “83 %”."""
    return f"{QLocale().toString(round(suggestion.score * 100))} %"


def part_named(part: Part, number: int, text: str) -> str:
    """Return what a part of a suggestion is: “speaker: Ilse Brandt”, “1: “We waited,””.

    Args:
        part: which one.
        number: its number, from 0.
        text: of the article.

    """
    if part.kind is PartKind.ATTRIBUTE:
        value = part.value
        if isinstance(value, bool):
            value = _tr("yes") if value else _tr("no")
        return f"? {one_line(part.name, 20)}: {one_line(str(value), 24)}"
    words = one_line(" … ".join(text[start:end] for start, end in part.ranges), 28)
    return f"{one_line(part.name, 20) or number + 1}: {words}"


def part_in_words(part: Part, number: int, text: str) -> str:
    """Return a part with whether it comes along, as it is read out."""
    name = part_named(part, number, text)
    if part.kind is PartKind.ATTRIBUTE:
        name = name.removeprefix("? ")
        if not part.is_out:
            return _tr("{0}, proposed").format(name)
    return (_tr("{0}, left out") if part.is_out else _tr("{0}, taken in")).format(name)


def parts_in_words(parts: Sequence[Part], text: str) -> str:
    """Return what comes along with a suggestion, and what is left out: “speaker: Ilse Brandt”."""
    told = []
    for number, part in enumerate(parts):
        plain = part.kind is PartKind.PARTNER and not part.is_out
        if plain:
            told.append(part_named(part, number, text))
        elif part.is_out or part.kind is PartKind.ATTRIBUTE:
            told.append(part_in_words(part, number, text))
    return ", ".join(told)


def _reasons() -> dict[str, str]:
    return {
        "marks": _tr("in quotation marks"),
        "glued": _tr("glued into a sentence"),
        "repetition": _tr("repeated in its outlet"),
        "memory": _tr("tagged before"),
        "echo": _tr("tagged in this article"),
        "names": _tr("written as a name"),
        "tagger": _tr("like what you tagged"),
        "sentences": _tr("like sentences you tagged"),
        "dictionary": _tr("in the dictionary"),
        "patterns": _tr("fits a pattern"),
        "spacy": _tr("found by spaCy"),
        "command": _tr("found by your program"),
    }


def _tr(text: str) -> str:
    return QCoreApplication.translate("Offers", text)
