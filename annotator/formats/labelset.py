"""Label sets: JSON files that say which labels a project begins with."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
import orjson

from annotator.annotation.records import Label, shorten
from annotator.errors import InputError
from annotator.formats.base import cannot_read
from annotator.formats.files import printable
from annotator.formats.names import check_name
from annotator.formats.plain import not_json, wrong_value

SCHEMA = "annotator-labels/1"
LINES = ("solid", "dashed", "dotted", "double", "wavy")

_KEYS = tuple("123456789")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LETTERS = 2


class _LabelEntry(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    letter: str = ""
    key: str = ""
    colour: str = "#777777"
    line: str = "solid"
    description: str = ""
    guidelines: str = ""


class _LabelSet(msgspec.Struct, forbid_unknown_fields=True):
    schema: str
    labels: list[_LabelEntry]


def read_label_set(path: str | os.PathLike[str]) -> list[Label]:
    """Return the labels of a label set, in its order; a label's id is its name.

    Raises:
        InputError: it cannot be read, or a value is not what it must be.

    """
    file = printable(os.fspath(path))
    try:
        data = Path(path).read_bytes().removeprefix(b"\xef\xbb\xbf")
    except OSError as error:
        raise cannot_read(error, file) from None
    try:
        return _labels(msgspec.json.decode(data, type=_LabelSet))
    except msgspec.ValidationError as error:
        raise InputError(wrong_value(error, "the label set"), file=file) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        reason, line = not_json(data)
        raise InputError(reason, file=file, line=line) from None
    except InputError as error:
        raise InputError(error.reason, file=file) from None


def _labels(given: _LabelSet) -> list[Label]:
    if given.schema != SCHEMA:
        raise InputError(f"the schema is “{shorten(given.schema)}”; this version reads “{SCHEMA}”")
    if not given.labels:
        raise InputError("“labels” is empty; expected at least one label")
    for number, entry in enumerate(given.labels):
        for key, check in _CHECKS.items():
            value = getattr(entry, key)
            if (expected := check(value)) is not None:
                raise InputError(
                    f"“labels[{number}].{key}” is “{shorten(value)}”; expected {expected}"
                )
        check_name(entry.name, f"labels[{number}].name")
        for other in given.labels[:number]:
            if other.name == entry.name:
                raise InputError(f"two labels are called “{shorten(entry.name)}”")
            if other.key and other.key == entry.key:
                raise InputError(
                    f"the labels “{shorten(other.name)}” and “{shorten(entry.name)}” both have"
                    f" the key {entry.key}"
                )
    return [
        Label(
            id=entry.name,
            name=entry.name,
            letter=entry.letter,
            key=entry.key,
            colour=entry.colour.lower(),
            line=entry.line,
            description=entry.description,
            guidelines=entry.guidelines,
            position=position,
        )
        for position, entry in enumerate(given.labels)
    ]


def _check_letter(value: str) -> str | None:
    fits = len(value) <= _LETTERS and value.isprintable()
    return None if fits else "one or two characters"


def _check_key(value: str) -> str | None:
    return None if not value or value in _KEYS else "a digit from 1 to 9, or nothing"


def _check_colour(value: str) -> str | None:
    return None if _COLOUR.fullmatch(value) else "a colour such as #1f77b4"


def _check_line(value: str) -> str | None:
    return None if value in LINES else f"one of: {', '.join(LINES)}"


def _check_text(value: str) -> str | None:
    return None if "\0" not in value else "text without a NUL (U+0000)"


_CHECKS: dict[str, Callable[[str], str | None]] = {
    "letter": _check_letter,
    "key": _check_key,
    "colour": _check_colour,
    "line": _check_line,
    "description": _check_text,
    "guidelines": _check_text,
}


def write_label_set(labels: Sequence[Label], file: BinaryIO) -> None:
    """Write labels in the order of their positions, as ``read_label_set`` takes them back."""
    entries: list[dict[str, Any]] = [
        {key: getattr(label, key) for key in _LabelEntry.__struct_fields__}
        for label in sorted(labels, key=lambda label: label.position)
    ]
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    file.write(orjson.dumps({"schema": SCHEMA, "labels": entries}, option=options))
