"""Why something is suggested, in plain words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from annotator.annotation.records import FOR_ONE, Suggestion
from annotator.desktop.toolkit.widgets.marks import one_line

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


def partners(suggestion: Suggestion, text: str) -> str:
    """Return what a suggestion is linked to: “speaker: Ilse Brandt, cue: said”; "" for nothing.

    Args:
        suggestion: whose.
        text: of the article.

    """
    return ", ".join(
        f"{one.type}: {one_line(' … '.join(text[start:end] for start, end in one.ranges), 40)}"
        for one in suggestion.partners
    )


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
