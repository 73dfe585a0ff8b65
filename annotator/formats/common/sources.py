"""Reading the files that most formats are: JSON lines, one JSON value, one text."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec
import orjson

from annotator.annotation.records import Annotated
from annotator.errors import InputError
from annotator.formats.common.base import ReadOptions, Sourced, cannot_read
from annotator.formats.common.json_faults import not_json, wrong_value
from annotator.inputs import open_input
from annotator.words import say

T = TypeVar("T")

LISTS = (
    "articles", "documents", "docs", "items", "results", "data", "records", "rows", "stories",
    "examples", "tasks", "entries", "posts", "texts", "sentences",
)  # fmt: skip
"""What the list of records is called in an object that wraps it, the surest first."""

_RECORD_KEYS = frozenset(("text", "data", "tokens", "words", "schema", "spans"))
_LIST = re.compile(rb"\s*\[\s*(?:\{|$)")
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MOST_BYTES = 1_000_000_000
_MOST_TO_LOOK = 300_000_000


class Line(NamedTuple):
    """One line of a file that is not blank, without its line break and a leading mark.

    Attributes:
        number: from 1.
        position: how many bytes of the file were read with it.

    """

    data: bytes
    number: int
    position: int


def lines(path: Path, file: str | None = None) -> Iterator[Line]:
    r"""Yield the lines of a UTF-8 file; only ``\n`` ends one, and blank ones are passed over.

    Raises:
        OSError: it cannot be read.
        InputError: it is in UTF-16, it is no ordinary file, or it grows while it is read.

    """
    position = 0
    with open_input(path, file) as opened:
        for number, line in enumerate(opened, 1):
            position += len(line)
            if number == 1:
                line = without_mark(line)
            line = line.strip(b" \t\r\n")
            if line:
                yield Line(line, number, position)


def without_mark(data: bytes) -> bytes:
    """Return the bytes of a UTF-8 file without a byte order mark.

    Raises:
        InputError: they begin with the mark of UTF-16.

    """
    if data.startswith(_UTF16_MARKS):
        raise InputError(say("this file is in UTF-16; expected UTF-8, as JSON must be"))
    return data.removeprefix(codecs.BOM_UTF8)


def read_lines(
    path: Path,
    options: ReadOptions,
    read: Callable[[bytes], Annotated | list[Annotated] | None],
) -> Iterator[Sourced]:
    """Yield what ``read`` makes of each record; what it raises as InputError gets its place.

    Records stand on lines, one on each, as a rule. Where the file is a list of objects, or an
    object that wraps one, they are taken from there.

    Raises:
        InputError: through ``options.refuse``.

    """
    if not _on_lines(path):
        yield from _read_list(path, options, read)
        return
    for line in _refusing(lines(path, options.file), options):
        options.notes.line = line.number
        try:
            made = read(line.data)
        except InputError as error:
            options.refuse(error.at(options.file, line.number))
            continue
        for record in made if isinstance(made, list) else (made,):
            if record is not None:
                yield Sourced(record, options.file, line.number, line.position)
    options.notes.line = None


def _on_lines(path: Path) -> bool:
    """Tell whether the file is anything but a list, or one object that stretches over lines."""
    first: Line | None = None
    with suppress(InputError, OSError):  # reading says it
        first = next(lines(path), None)
    if first is None:
        return True
    if first.data[:1] == b"[":
        return _LIST.match(first.data) is None
    if first.data[:1] != b"{":
        return True
    with suppress(InputError):
        value = any_json(first.data)
        return not isinstance(value, dict) or is_record(value) or wrapped(value) is None
    with suppress(InputError, OSError), open_input(path) as opened:
        # Half an object, or a fault in the first of many lines.
        return not isinstance(any_json(opened.read(_MOST_TO_LOOK)), dict)
    return True


def is_record(value: Mapping[str, Any]) -> bool:
    """Tell whether an object is a record, and not one that wraps a list of them."""
    return not _RECORD_KEYS.isdisjoint(
        key for key, inside in value.items() if not _wraps(key, inside)
    )


def _wraps(key: str, inside: Any) -> bool:
    return key == "data" and isinstance(inside, list)


def wrapped(value: Mapping[str, Any]) -> tuple[str, list[Any]] | None:
    """Return the list of records in an object that is none itself, with its key."""
    lists = {
        key: inside
        for key, inside in value.items()
        if isinstance(inside, list) and inside and all(isinstance(one, dict) for one in inside)
    }
    for key in LISTS:
        if key in lists:
            return key, lists[key]
    return next(iter(lists.items())) if len(lists) == 1 else None


def listed(value: Any) -> list[tuple[str, Any]]:
    """Return the records in a JSON value, each with its path; "" for the value itself."""
    where = ""
    if isinstance(value, dict):
        found = None if is_record(value) else wrapped(value)
        if found is None:
            return [("", value)]
        where, value = found
    if not isinstance(value, list):
        return [("", value)]
    return [(f"{where}[{number}]", one) for number, one in enumerate(value)]


def _read_list(
    path: Path,
    options: ReadOptions,
    read: Callable[[bytes], Annotated | list[Annotated] | None],
) -> Iterator[Sourced]:
    data = read_bytes(path, options)
    if data is None:
        return
    try:
        records = listed(any_json(data))
        if not records:
            raise InputError(say("the list is empty; expected articles"))
    except InputError as error:
        options.refuse(error.at(options.file, error.line))
        return
    options.notes.line = None
    for number, (where, value) in enumerate(records, 1):
        try:
            made = read(orjson.dumps(value))
        except (InputError, TypeError) as error:
            why = error if isinstance(error, InputError) else InputError(say("it is no record"))
            inside = why.inside(where) if where else why
            options.refuse(inside.at(options.file, None))
            continue
        for record in made if isinstance(made, list) else (made,):
            if record is not None:
                yield Sourced(record, options.file, None, len(data) * number // len(records))


def _refusing(found: Iterator[Line], options: ReadOptions) -> Iterator[Line]:
    """Yield lines; what keeps the file from being read is refused, what a caller raises is not."""
    while True:
        try:
            line = next(found, None)
        except InputError as error:
            options.refuse(error if error.file else error.at(options.file, 1))
            return
        except OSError as error:
            options.refuse(cannot_read(error, options.file))
            return
        if line is None:
            return
        yield line


def read_bytes(path: Path, options: ReadOptions) -> bytes | None:
    """Return a file's bytes; None when it was refused because it cannot be read.

    Raises:
        InputError: through ``options.refuse``.

    """
    try:
        with open_input(path, options.file) as file:
            if os.fstat(file.fileno()).st_size > _MOST_BYTES:
                reason = say("the file is larger than 1 GB; expected smaller files, or JSON lines")
                raise InputError(reason, file=options.file)
            return file.read()
    except OSError as error:
        options.refuse(cannot_read(error, options.file))
    except InputError as error:
        options.refuse(error)
    return None


def decode_json(data: bytes, decoder: msgspec.json.Decoder[T], whole: str = "the file") -> T:
    """Return a JSON value of a known shape.

    Args:
        data: UTF-8, perhaps with a byte order mark.
        decoder: of the shape.
        whole: what to call the outermost value in messages.

    Raises:
        InputError: it is no JSON (with its line), or of another shape (with the JSON path).

    """
    data = without_mark(data)
    try:
        return decoder.decode(data)
    except msgspec.ValidationError as error:
        raise InputError(wrong_value(error, whole)) from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        reason, line = not_json(data)
        raise InputError(reason, line=line) from None
    except RecursionError:
        raise InputError(say("the JSON is nested too deep")) from None


def any_json(data: bytes) -> Any:
    """Return any JSON value; raises InputError as ``decode_json``."""
    return decode_json(data, _ANY)


_ANY: msgspec.json.Decoder[Any] = msgspec.json.Decoder()
