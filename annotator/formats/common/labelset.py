"""Label sets: JSON files that say which labels a project begins with."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from typing import Any, BinaryIO

import msgspec
import orjson

from annotator.annotation.label_keys import clash, tidy_key
from annotator.annotation.records import (
    ARTICLE,
    ARTICLE_KINDS,
    CHOICES,
    KINDS,
    LINES,
    UNITS,
    VALUE,
    Attribute,
    Label,
    shorten,
)
from annotator.errors import InputError
from annotator.formats.common.base import cannot_read
from annotator.formats.common.files import printable
from annotator.formats.common.json_faults import not_json, wrong_value
from annotator.formats.common.names import check_name
from annotator.inputs import read_input
from annotator.paths import usable
from annotator.words import say

SCHEMA = "annotator-labels/1"

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LETTERS = 2


class _AttributeEntry(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    name: str
    kind: str = "text"
    values: list[str] = []
    default: str | bool | None = None
    required: bool = False


class _LabelEntry(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    letter: str = ""
    key: str = ""
    colour: str = "#777777"
    line: str = "solid"
    description: str = ""
    guidelines: str = ""
    unit: str = "word"
    attributes: list[_AttributeEntry] = []
    links: list[str] = []
    required_links: list[str] = []


class _LabelSet(msgspec.Struct, forbid_unknown_fields=True):
    schema: str
    labels: list[_LabelEntry]


def is_codebook(path: str | os.PathLike[str]) -> bool:
    """Tell by its name whether a file of labels is, or shall be, a codebook of REFI-QDA."""
    return os.fspath(path).lower().endswith(".qdc")


def read_label_set(path: str | os.PathLike[str]) -> list[Label]:
    """Return the labels of a label set, in its order; a label's id is its name.

    Raises:
        InputError: it cannot be read, or a value is not what it must be.

    """
    usable(path, InputError)
    file = printable(os.fspath(path))
    try:
        data = read_input(path, file).removeprefix(b"\xef\xbb\xbf")
    except OSError as error:
        raise cannot_read(error, file) from None
    try:
        return _labels(msgspec.json.decode(data, type=_LabelSet))
    except msgspec.ValidationError as error:
        raise InputError(wrong_value(error, say("the label set")), file=file) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        reason, line = not_json(data)
        raise InputError(reason, file=file, line=line) from None
    except InputError as error:
        raise InputError(error.reason, file=file) from None


def _labels(given: _LabelSet) -> list[Label]:
    if given.schema != SCHEMA:
        raise InputError(
            say(
                "the schema is “{schema}”; this version reads “{known}”",
                schema=shorten(given.schema),
                known=SCHEMA,
            )
        )
    if not given.labels:
        raise InputError(say("“labels” is empty; expected at least one label"))
    for number, entry in enumerate(given.labels):
        for key, check in _CHECKS.items():
            value = getattr(entry, key)
            if (expected := check(value)) is not None:
                raise InputError(
                    say(
                        "“labels[{number}].{key}” is “{value}”; expected {expected}",
                        number=number,
                        key=key,
                        value=shorten(value),
                        expected=expected,
                    )
                )
        entry.name = check_name(entry.name, f"labels[{number}].name")
        entry.key = tidy_key(entry.key)
        of_article = entry.unit == ARTICLE
        kinds = ARTICLE_KINDS if of_article else KINDS
        _check_attributes(entry.attributes, f"labels[{number}].attributes", kinds)
        entry.links = [check_name(link, f"labels[{number}].links") for link in entry.links]
        if of_article:
            _check_of_article(entry, f"labels[{number}]")
        for link in entry.required_links:
            if link not in entry.links:
                raise InputError(
                    say(
                        "“labels[{number}].required_links” has “{link}”, which is not in “links”",
                        number=number,
                        link=shorten(link),
                    )
                )
        for other in given.labels[:number]:
            if other.name == entry.name:
                raise InputError(say("two labels are called “{name}”", name=shorten(entry.name)))
            if other.key and other.key == entry.key:
                raise InputError(
                    say(
                        "the labels “{other}” and “{label}” both have the key {key}",
                        other=shorten(other.name),
                        label=shorten(entry.name),
                        key=entry.key,
                    )
                )
            if clash(other.key, entry.key):
                raise InputError(
                    say(
                        "the keys {first} of “{other}” and {key} of “{label}” begin alike",
                        first=other.key,
                        other=shorten(other.name),
                        key=entry.key,
                        label=shorten(entry.name),
                    )
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
            unit=entry.unit,
            attributes=tuple(
                Attribute(
                    name=one.name,
                    kind=one.kind,
                    values=tuple(one.values),
                    default=one.default,
                    required=one.required,
                )
                for one in entry.attributes
            ),
            links=tuple(entry.links),
            required_links=tuple(entry.required_links),
        )
        for position, entry in enumerate(given.labels)
    ]


def _check_of_article(entry: _LabelEntry, where: str) -> None:
    """Check what a label of articles can have; without attributes its value is a text."""
    entry.attributes = entry.attributes or [_AttributeEntry(name=VALUE)]
    if [one.name for one in entry.attributes] != [VALUE]:
        raise InputError(
            say("“{where}.attributes”: a label of articles has one, called “value”", where=where)
        )
    for key in ("key", "links"):
        if getattr(entry, key):
            raise InputError(
                say("“{where}.{key}”: a label of articles has none", where=where, key=key)
            )


def _check_attributes(entries: list[_AttributeEntry], where: str, kinds: Sequence[str]) -> None:
    for number, entry in enumerate(entries):
        here = f"{where}[{number}]"
        entry.name = check_name(entry.name, f"{here}.name")
        if any(other.name == entry.name for other in entries[:number]):
            raise InputError(
                say("“{where}” has “{name}” twice", where=where, name=shorten(entry.name))
            )
        if entry.kind not in kinds:
            raise InputError(
                say(
                    "“{here}.kind” is “{kind}”; expected one of: {kinds}",
                    here=here,
                    kind=shorten(entry.kind),
                    kinds=", ".join(kinds),
                )
            )
        if (entry.kind in ("choice", CHOICES)) != bool(entry.values):
            raise InputError(
                say("“{here}.values” must be there for a choice, and only then", here=here)
            )
        fits = {
            "choice": entry.default in entry.values,
            CHOICES: False,
            "yes/no": isinstance(entry.default, bool),
            "text": isinstance(entry.default, str),
        }
        if entry.default is not None and not fits[entry.kind]:
            raise InputError(
                say(
                    "“{here}.default” is not a value of a {kind} attribute",
                    here=here,
                    kind=entry.kind,
                )
            )


def _check_letter(value: str) -> str | None:
    fits = len(value) <= _LETTERS and value.isprintable()
    return None if fits else "one or two characters"


def _check_key(value: str) -> str | None:
    return (
        None
        if not value or tidy_key(value)
        else "a key such as 1, F6 or B, two as “G, E”, or nothing"
    )


def _check_colour(value: str) -> str | None:
    return None if _COLOUR.fullmatch(value) else "a colour such as #1f77b4"


def _check_line(value: str) -> str | None:
    return None if value in LINES else f"one of: {', '.join(LINES)}"


def _check_unit(value: str) -> str | None:
    known = (*UNITS, ARTICLE)
    return None if value in known else f"one of: {', '.join(known)}"


def _check_text(value: str) -> str | None:
    return None if "\0" not in value else "text without a NUL (U+0000)"


_CHECKS: dict[str, Callable[[str], str | None]] = {
    "letter": _check_letter,
    "key": _check_key,
    "colour": _check_colour,
    "line": _check_line,
    "unit": _check_unit,
    "description": _check_text,
    "guidelines": _check_text,
}


def write_label_set(labels: Sequence[Label], file: BinaryIO) -> None:
    """Write labels in the order of their positions, as ``read_label_set`` takes them back."""
    entries = [
        _without_empty(msgspec.to_builtins(label))
        for label in sorted(labels, key=lambda label: label.position)
    ]
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    file.write(orjson.dumps({"schema": SCHEMA, "labels": entries}, option=options))


def _without_empty(label: dict[str, Any]) -> dict[str, Any]:
    """Return a label's entry; attributes and links are left out where there are none."""
    entry = {key: label[key] for key in _LabelEntry.__struct_fields__}
    entry["attributes"] = [
        {
            key: value
            for key, value in one.items()
            if value not in (None, [], ()) and (key, value) != ("required", False)
        }
        for one in entry["attributes"]
    ]
    return {key: value for key, value in entry.items() if value not in ([], ())}
