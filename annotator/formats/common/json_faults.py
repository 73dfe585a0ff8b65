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
from annotator.words import Message, as_said, say

THE_LINE = say("the line")
_TYPES = {
    "int": say("a whole number"),
    "float": say("a number with a fraction"),
    "str": say("text"),
    "bool": say("true or false"),
    "null": say("null"),
    "array": say("a list"),
    "object": say("an object"),
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


def wrong_value(error: msgspec.ValidationError, whole: Message | str | None = THE_LINE) -> Message:
    """Return a validation error as ``“spans[0].start”: expected a whole number, found text``.

    Args:
        error: as msgspec raised it.
        whole: what to call the outermost value; None: only what is wrong with it is said.

    """
    message = str(error)
    path = ""
    if at := _AT.search(message):
        message, path = message[: at.start()], at[2].replace("[...]", "[…]")
    place = say("“{path}”", path=path) if path else whole or ""
    if missing := _MISSING.match(message):
        return say("“{path}” is missing", path=f"{path}.{missing[1]}" if path else missing[1])
    if unknown := _UNKNOWN.match(message):
        return say(
            "{place} has the key “{key}”, which cannot be kept",
            place=place,
            key=shorten(unknown[1]),
        )
    if expected := _EXPECTED.match(message):
        why = _mismatch(expected[1], expected[2], expected[3])
        return why if not place else say("{place}: {why}", place=place, why=why)
    return say("{place}: {why}", place=place, why=f"{message[0].lower()}{message[1:]}")


def _mismatch(expected: str, length: str | None, found: str | None) -> Message:
    """Return what was expected, and what was found, where that is known."""
    kinds = _kinds(expected.split(" | "))
    if length:
        kinds = say("{kinds} of {n}", kinds=kinds, n=length)
    if not found:
        return say("expected {kinds}", kinds=kinds)
    return say("expected {kinds}, found {found}", kinds=kinds, found=_kinds([found]))


def _kinds(names: list[str]) -> Message:
    first, *others = (_TYPES.get(name) or as_said(name) for name in names)
    for other in others:
        first = say("{one} or {other}", one=first, other=other)
    return first


def unknown_key(error: msgspec.ValidationError) -> bool:
    """Tell whether the fault is a key that the format does not name."""
    return _UNKNOWN.match(_AT.sub("", str(error))) is not None


def not_json(data: bytes) -> tuple[Message, int]:
    """Return why ``data``, which is no JSON, is none, and on which of its lines, from 1."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        reason = say(
            "byte {number} (0x{byte}) is not UTF-8, as JSON must be",
            number=error.start + 1,
            byte=f"{data[error.start]:02X}",
        )
        return reason, data.count(b"\n", 0, error.start) + 1
    try:
        json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        what = error.msg[0].lower() + error.msg[1:].removesuffix(" at")
        reason = say(
            "this is not valid JSON: {why} at character {number}", why=what, number=error.colno
        )
        return reason, error.lineno
    except _UnknownNumberError as error:
        return say(
            "this is not valid JSON: {name} is no number that JSON knows", name=str(error)
        ), 1
    except ValueError as error:
        return say("this is not valid JSON: {why}", why=str(error)), 1
    except RecursionError:
        return say("the JSON is nested too deep"), 1
    if half := _SURROGATE.search(text):
        reason = say("{half} is half of a surrogate pair, not a character", half=half[0])
        return reason, text.count("\n", 0, half.start()) + 1
    return say("this is not valid JSON"), 1


class _UnknownNumberError(ValueError):
    """NaN or Infinity, which Python takes and JSON does not know."""


def _refuse_constant(name: str) -> None:
    raise _UnknownNumberError(name)


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
            reason = say(
                "“{where}” holds a whole number of more than 64 bits, which would not be kept",
                where=where,
            )
            raise InputError(reason) from None
        raise InputError(say("“{where}” is nested too deep", where=where)) from None
    if _depth_over(value, _DEEPEST):
        raise InputError(say("“{where}” is nested too deep", where=where))


def _depth_over(value: dict[str, Any], limit: int) -> bool:
    level: list[Any] = [value]
    while level and limit:
        level = [child for one in level for child in _children(one)]
        limit -= 1
    return bool(level)


def _children(value: Any) -> Iterator[Any]:
    inside = value.values() if isinstance(value, dict) else value
    return (child for child in inside if isinstance(child, dict | list))
