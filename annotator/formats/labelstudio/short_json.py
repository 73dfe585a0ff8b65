"""Label Studio's short JSON (JSON-MIN) as its full one."""

from __future__ import annotations

from typing import Any

from annotator.errors import InputError
from annotator.words import say

_SHORT_KEYS = frozenset(("id", "annotator", "annotation_id", "created_at", "updated_at"))
_PLACE_KEYS = ("start", "end", "startOffset", "endOffset", "globalOffsets", "text")


def lengthened(short: dict[str, Any]) -> dict[str, Any]:
    """Return a task of JSON-MIN as a full one."""
    if any(key in short for key in ("annotations", "predictions", "completions")):
        raise InputError(say("“data” is missing; expected the object that holds the text"))
    regions: list[dict[str, Any]] = []
    said: list[dict[str, Any]] = []
    data = {}
    for key, value in short.items():
        given = [value] if _is_region(value) else value
        if isinstance(given, list) and given and all(_is_region(one) for one in given):
            for number, one in enumerate(given):
                kind = _kind(one)
                result = {"id": f"{key} {number}", "from_name": key, "type": kind, "value": one}
                (regions if kind.endswith("labels") else said).append(result)
        elif key not in _SHORT_KEYS:
            data[key] = value
    # What is said of a region stands apart from it, without its id: the place tells which it is.
    names = {_place(region): region["id"] for region in reversed(regions)}
    results = [*regions, *(one | {"id": names.get(_place(one), one["id"])} for one in said)]
    work: dict[str, Any] = {"result": results, "completed_by": short.get("annotator")}
    work |= {key: short.get(key) for key in ("created_at", "updated_at")}
    there = bool(results) or short.get("annotation_id") is not None
    return {"data": data, "annotations": [work] if there else []}


def _is_region(value: Any) -> bool:
    return isinstance(value, dict) and ("globalOffsets" in value or {"start", "end"} <= set(value))


def _kind(value: dict[str, Any]) -> str:
    """Return the type of a result of JSON-MIN, which is the key that is none of a place."""
    kinds = [key for key in value if key not in _PLACE_KEYS]
    labels = next((key for key in kinds if key.endswith("labels")), None)
    if labels is None and isinstance(value.get("text"), list):
        return "textarea"
    return labels or next(iter(kinds), "labels")


def _place(result: dict[str, Any]) -> str:
    value = result["value"]
    return repr([value.get(key) for key in _PLACE_KEYS if key != "text"])
