"""Faults of JSON in plain words, with the path to the value that is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec
import orjson

from annotator.annotation.records import shorten
from annotator.errors import InputError

_TYPES = {
    "int": "a whole number",
    "float": "a number with a fraction",
    "str": "text",
    "bool": "true or false",
    "null": "null",
    "array": "a list",
    "object": "an object",
}
_AT = re.compile(r" - at `(key in )?\$\.?(.*)`$")
_EXPECTED = re.compile(r"Expected `([^`]+)`(?: of length (\d+))?(?:, got `?([^`]+)`?)?$")
_MISSING = re.compile(r"Object missing required field `(.*)`$")
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`$", re.DOTALL)
_SURROGATE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    r"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)
_DEEPEST = 200


def wrong_value(error: msgspec.ValidationError, whole: str = "the line") -> str:
    """Return a validation error as ``“spans[0].start”: expected a whole number, found text``.

    Args:
        error: as msgspec raised it.
        whole: what to call the outermost value.

    """
    message = str(error)
    path = ""
    if at := _AT.search(message):
        message, path = message[: at.start()], at[2].replace("[...]", "[…]")
    place = f"“{path}”" if path else whole
    if missing := _MISSING.match(message):
        return f"“{f'{path}.' if path else ''}{missing[1]}” is missing"
    if unknown := _UNKNOWN.match(message):
        return f"{place} has the key “{shorten(unknown[1])}”, which cannot be kept"
    if expected := _EXPECTED.match(message):
        kinds = " or ".join(_TYPES.get(kind, kind) for kind in expected[1].split(" | "))
        length = f" of {expected[2]}" if expected[2] else ""
        found = f", found {_TYPES.get(expected[3], expected[3])}" if expected[3] else ""
        return f"{place}: expected {kinds}{length}{found}"
    return f"{place}: {message[0].lower()}{message[1:]}"


def unknown_key(error: msgspec.ValidationError) -> bool:
    """Tell whether the fault is a key that the format does not name."""
    return _UNKNOWN.match(_AT.sub("", str(error))) is not None


def not_json(data: bytes) -> tuple[str, int]:
    """Return why ``data``, which is no JSON, is none, and on which of its lines, from 1."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        reason = f"byte {error.start + 1} (0x{data[error.start]:02X}) is not UTF-8, as JSON must be"
        return reason, data.count(b"\n", 0, error.start) + 1
    try:
        json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        what = error.msg[0].lower() + error.msg[1:].removesuffix(" at")
        return f"this is not valid JSON: {what} at character {error.colno}", error.lineno
    except ValueError as error:
        return f"this is not valid JSON: {error}", 1
    except RecursionError:
        return "the JSON is nested too deep", 1
    if half := _SURROGATE.search(text):
        reason = f"{half[0]} is half of a surrogate pair, not a character"
        return reason, text.count("\n", 0, half.start()) + 1
    return "this is not valid JSON", 1


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no number that JSON knows")


def check_storable(value: dict[str, Any] | None, where: str) -> None:
    """Check that a JSON object can be stored and written again as it is.

    Raises:
        InputError: a whole number has more than 64 bits, or it is nested too deep.

    """
    if not value:
        return
    try:
        orjson.dumps(value)
    except TypeError as error:
        if "recursion" not in str(error).lower():
            reason = f"“{where}” holds a whole number of more than 64 bits, which would not be kept"
            raise InputError(reason) from None
        raise InputError(f"“{where}” is nested too deep") from None
    if _depth_over(value, _DEEPEST):
        raise InputError(f"“{where}” is nested too deep")


def _depth_over(value: dict[str, Any], limit: int) -> bool:
    level: list[Any] = [value]
    while level and limit:
        level = [child for one in level for child in _children(one)]
        limit -= 1
    return bool(level)


def _children(value: Any) -> Iterator[Any]:
    inside = value.values() if isinstance(value, dict) else value
    return (child for child in inside if isinstance(child, dict | list))
