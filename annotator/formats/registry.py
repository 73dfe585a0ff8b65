"""The formats. This is the only place that lists them."""

from __future__ import annotations

from pathlib import Path

from annotator.errors import InputError
from annotator.formats.base import Format, cannot_read
from annotator.formats.jsonl import Jsonl
from annotator.formats.text import PlainText

_FORMATS: tuple[Format, ...] = (
    Jsonl(),
    PlainText(),
)
_HEAD_BYTES = 4096


def formats() -> tuple[Format, ...]:
    """Return all formats, the native one first."""
    return _FORMATS


def format_named(name: str) -> Format:
    """Return the format of this name.

    Raises:
        InputError: there is none.

    """
    for one in _FORMATS:
        if one.name == name:
            return one
    names = ", ".join(one.name for one in _FORMATS)
    raise InputError(f"there is no format {name!r}; expected one of: {names}")


def known_suffixes() -> tuple[str, ...]:
    """Return the suffixes of all formats, in lower case."""
    return tuple(suffix for one in _FORMATS for suffix in one.suffixes)


def format_for(path: Path, file: str | None = None) -> Format:
    """Return the format of a file: by its suffix, else by its first bytes.

    Args:
        path: the file.
        file: its name for messages; the path where it is not given.

    Raises:
        InputError: it is of no known format, or cannot be read.

    """
    file = str(path) if file is None else file
    suffix = path.suffix.lower()
    for one in _FORMATS:
        if suffix in one.suffixes:
            return one
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
    except OSError as error:
        raise cannot_read(error, file) from None
    for one in _FORMATS:
        if one.sniff(head):
            return one
    known = ", ".join(known_suffixes())
    shown = f"the suffix {suffix}" if suffix else "a file without a suffix"
    raise InputError(f"{shown} says no known format; expected {known}, or --format", file=file)
