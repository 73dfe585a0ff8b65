"""What a label's key tags with nothing selected, and what in the text speaks for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from annotator.annotation.records import Label, Span
from annotator.text import Evidence, quotation_at
from annotator.workbench.text_units import Range, Unit, unit_at


class Target(NamedTuple):
    """What would be tagged.

    Attributes:
        place: in code points, end exclusive.
        evidence: what shows that a quotation is just that; None for other units, which are certain.

    """

    place: Range
    evidence: Evidence | None = None

    @property
    def is_likely(self) -> bool:
        """Whether anything in the text speaks for it; a sentence for want of marks is not."""
        return self.evidence is not Evidence.SENTENCE


def target_at_caret(text: str, caret: int, label: Label, spans: Iterable[Span]) -> Target | None:
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
        return None if place is None else Target(place)
    tagged = (pair for span in spans if span.label == label.id for pair in span.ranges)
    found = quotation_at(text, caret, tagged)
    if found is None:
        return None
    return Target((found.start, found.end), found.evidence)
