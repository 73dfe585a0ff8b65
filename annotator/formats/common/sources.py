"""Reading the files that most formats are: JSON lines, one JSON value, one text."""

from __future__ import annotations

import codecs
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec

from annotator.annotation.records import Annotated
from annotator.errors import InputError
from annotator.formats.common.base import ReadOptions, Sourced, cannot_read
from annotator.formats.common.json_faults import not_json, wrong_value
from annotator.inputs import open_input
from annotator.words import say

T = TypeVar("T")

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MOST_BYTES = 1_000_000_000


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
    """Yield what ``read`` makes of each line; what it raises as InputError gets the line's number.

    Raises:
        InputError: through ``options.refuse``.

    """
    for line in _refusing(lines(path, options.file), options):
        try:
            made = read(line.data)
        except InputError as error:
            options.refuse(error.at(options.file, line.number))
            continue
        for record in made if isinstance(made, list) else (made,):
            if record is not None:
                yield Sourced(record, options.file, line.number, line.position)


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
