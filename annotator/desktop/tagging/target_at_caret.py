"""What a label's key means with nothing selected, and what is to be said where that was a guess."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from annotator.annotation.records import Label, Span
from annotator.text import Evidence, quotation_at
from annotator.workbench.text_units import Range, Unit, unit_at


class Meant(NamedTuple):
    """What would be tagged.

    Attributes:
        place: in code points, end exclusive.
        told: a sentence for the annotator where the text left it open, else "".
        is_likely: whether anything in the text speaks for it; a sentence for want of marks is not.

    """

    place: Range
    told: str = ""
    is_likely: bool = True


def meant_at(text: str, caret: int, label: Label, spans: Iterable[Span]) -> Meant | None:
    """Return what a label's key would tag at a caret; None where there is nothing.

    Args:
        text: the article's.
        caret: where it is.
        label: whose unit counts.
        spans: of the article; what is quoted may follow from what is tagged.

    """
    unit = Unit(label.unit)
    if unit is not Unit.QUOTE:
        place = unit_at(text, caret, unit)
        return None if place is None else Meant(place)
    tagged = (pair for span in spans if span.label == label.id for pair in span.ranges)
    found = quotation_at(text, caret, tagged)
    if found is None:
        return None
    likely = found.evidence is not Evidence.SENTENCE
    return Meant((found.start, found.end), _told(found.evidence), is_likely=likely)


def _told(evidence: Evidence) -> str:
    return {
        Evidence.MARKS: "",
        Evidence.UNCLOSED: _tr("This quotation has no closing mark here."),
        Evidence.SENTENCE_MARKS: _tr("The quoted passage of this sentence was tagged."),
        Evidence.BLOCK: _tr("No quotation marks here: the paragraph was tagged as a block quote."),
        Evidence.SENTENCE: _tr("No quotation marks here: the sentence was tagged."),
    }[evidence]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Gestures", text)
