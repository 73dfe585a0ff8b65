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
_HEAD_BYTES = 65_536


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
    """Return the suffixes of all formats that can be read, in lower case."""
    suffixes = (suffix for one in _FORMATS if one.can_read for suffix in one.suffixes)
    return tuple(dict.fromkeys(suffixes))


def format_for(path: Path, file: str | None = None) -> Format:
    """Return the format of a file: by its suffix, by its first bytes where several share it.

    Of those that share a suffix the one listed first is taken where the bytes say nothing.

    Args:
        path: the file.
        file: its name for messages; the path where it is not given.

    Raises:
        InputError: it is of no known format, or cannot be read.

    """
    file = str(path) if file is None else file
    suffix = path.suffix.lower()
    sharing = [one for one in _FORMATS if one.can_read and suffix in one.suffixes]
    if len(sharing) == 1:
        return sharing[0]
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
    except OSError as error:
        raise cannot_read(error, file) from None
    for one in sharing or [one for one in _FORMATS if one.can_read]:
        if one.sniff(head):
            return one
    if sharing:
        return sharing[0]
    known = ", ".join(known_suffixes())
    shown = f"the suffix {suffix}" if suffix else "a file without a suffix"
    raise InputError(f"{shown} says no known format; expected {known}, or --format", file=file)
