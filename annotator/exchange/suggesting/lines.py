"""A suggestion as a line of JSON, for other programs."""

from __future__ import annotations

from typing import Any

import orjson

from annotator.suggestions.records import Ranges, Suggested


def as_line(one: Suggested) -> bytes:
    """Return a suggestion as JSON with a line break; offsets are code points, ends exclusive."""
    value: dict[str, Any] = {
        "article": one.article,
        "label": one.label,
        "fragments": [list(pair) for pair in one.ranges],
        "score": one.score,
        "sources": list(one.sources),
        "attributes": one.attributes,
        "speaker": _partner(one.speaker),
        "cue": _partner(one.cue),
    }
    return orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE)


def _partner(ranges: Ranges | None) -> dict[str, Any] | None:
    return None if ranges is None else {"fragments": [list(pair) for pair in ranges]}
