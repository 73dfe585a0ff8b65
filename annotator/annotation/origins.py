"""Where a span came from: a person, or sources of suggestions with their score.

The origin of a span that came from a suggestion is the sources, joined by ``+``, and the score:
``marks+tagger 0.93``. What was worked out for one annotator has it as the suggestion said it:
``suggested:marks+tagger:0.93``. Files have it in parts.
"""

from __future__ import annotations

import re

SUGGESTION = "suggestion"
"""What files call the origin of a span that came from a suggestion."""

_SOURCES = r"[a-z]+(?:\+[a-z]+)*"
_ORIGIN = re.compile(
    rf"(?:suggested:(?P<mine>{_SOURCES}):|(?P<sources>{_SOURCES}) )(?P<score>0\.\d{{2}}|1\.00)"
)


def origin_of(sources: tuple[str, ...], score: float) -> str:
    """Return the origin of what sources have proposed, with two decimals of the score."""
    return f"{'+'.join(sources)} {score:.2f}"


def suggested_by(origin: str) -> tuple[tuple[str, ...], float] | None:
    """Return sources and score of an origin; None where it is none of a suggestion's."""
    found = _ORIGIN.fullmatch(origin)
    if found is None:
        return None
    return tuple((found["sources"] or found["mine"]).split("+")), float(found["score"])
