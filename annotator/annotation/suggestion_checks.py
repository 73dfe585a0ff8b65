"""Whether a suggestion covers what it says."""

from __future__ import annotations

from annotator.annotation.records import Suggestion, shorten
from annotator.errors import OffsetError, RuleError
from annotator.words import say


def check_suggestion(suggestion: Suggestion, text: str) -> None:
    """Check that a suggestion covers in ``text`` exactly what it says.

    Raises:
        OffsetError: it is empty, outside the text, or its text differs; its fragments, or those of
            a partner, are out of order.
        RuleError: its score is not from 0 to 1.

    """
    start, end = suggestion.start, suggestion.end
    if not 0 <= start < end <= len(text):
        raise OffsetError(
            say(
                "suggestion at {start} to {end} is not inside the text of {length}"
                " {length:character|characters}",
                start=start,
                end=end,
                length=len(text),
            )
        )
    if text[start:end] != suggestion.text:
        raise OffsetError(
            say(
                "suggestion: the text at {start} to {end} is {text}, the suggestion says {said}",
                start=start,
                end=end,
                text=repr(shorten(text[start:end])),
                said=repr(shorten(suggestion.text)),
            )
        )
    if suggestion.fragments and (start, end) != (
        suggestion.fragments[0][0],
        suggestion.fragments[-1][1],
    ):
        raise OffsetError(
            say("suggestion at {start} to {end}: its fragments lie elsewhere", start=start, end=end)
        )
    for ranges in (suggestion.fragments, *(one.ranges for one in suggestion.partners)):
        if not _are_apart(ranges, len(text)):
            raise OffsetError(
                say(
                    "suggestion at {start} to {end}: its fragments overlap or are out of order",
                    start=start,
                    end=end,
                )
            )
    if not 0 <= suggestion.score <= 1:
        raise RuleError(
            say("suggestion: the score {score} is not from 0 to 1", score=suggestion.score)
        )


def _are_apart(ranges: tuple[tuple[int, int], ...], length: int) -> bool:
    """Tell whether ranges are in order, none empty, and inside a text of some length."""
    last = -1
    for start, end in ranges:
        if not last < start < end <= length:
            return False
        last = end
    return True
