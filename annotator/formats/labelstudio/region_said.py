"""What Label Studio says of a region as attributes of a span."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from annotator.annotation.records import MANUAL
from annotator.formats.labelstudio.regions import NO, YES, Region


def said(region: Region, created_at: str, updated_at: str) -> dict[str, Any]:
    """Return what is said of a region, as attributes of ``Span``; times as we write them."""
    ours = region.ours
    if ours is None:
        return {
            "attributes": region.attributes,
            "note": region.note,
            "origin": region.origin,
            "created_at": created_at,
            "updated_at": updated_at,
        }
    attributes = dict(region.attributes)
    kept = ours.get("attributes")
    for name, value in kept.items() if isinstance(kept, dict) else ():
        if isinstance(value, bool) and attributes.get(name) in (YES, NO):
            attributes[name] = attributes[name] == YES
        else:
            attributes.setdefault(name, value)
    found: dict[str, Any] = {
        "attributes": attributes,
        "note": region.note,
        "flagged": ours.get("flagged") is True,
    }
    for key, default in (("id", None), ("origin", MANUAL), ("created_at", ""), ("updated_at", "")):
        value = ours.get(key)
        found[key] = value if isinstance(value, str) and value else default
    return found


def time_of(given: Any) -> str:
    """Return a time as we write them, "" for what is none; older versions wrote seconds."""
    return _time(given) if isinstance(given, str | int | float) else ""


@lru_cache(maxsize=1_024, typed=True)
def _time(given: str | float) -> str:
    """Return it for what can be one; all regions of an annotation have the same."""
    with suppress(ValueError, OverflowError, OSError):
        if isinstance(given, bool):
            return ""
        if isinstance(given, str):
            when = datetime.fromisoformat(given)
            when = when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
        else:
            when = datetime.fromtimestamp(given, UTC)
        return when.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return ""
