"""The first records of a JSON file: in lines, in a list, in an object that wraps them, or alone."""

from __future__ import annotations

import codecs
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import orjson

from annotator.formats.common.sources import is_record, wrapped
from annotator.inputs import open_input

_HEAD_BYTES = 262_144
_MOST_BYTES = 300_000_000
_RECORDS = 40
_LONGEST = 200
_MOST_ITEMS = 24
_DEEPEST = 8


class Peek(NamedTuple):
    """The beginning of a JSON file.

    Attributes:
        on_lines: whether each line is a value of its own.
        value: the whole value where it is one object; None else.
        records: the first records, objects as a rule: of the lines, of the list, of the list in
            the object, or the object itself.

    """

    on_lines: bool
    value: Any
    records: list[Any]

    def whole(self) -> bytes:
        """Return the file's shape as short JSON: keys as they are, texts and lists cut."""
        if self.value is not None:
            return orjson.dumps(shortened(self.value))
        made = [orjson.dumps(shortened(one)) for one in self.records]
        return b"\n".join(made) if self.on_lines else b"[" + b",".join(made) + b"]"


def as_lines(records: Sequence[Any]) -> bytes:
    """Return records as short JSON, one on each line."""
    return b"\n".join(orjson.dumps(shortened(one)) for one in records)


def peek(path: Path, file: str | None = None) -> Peek | None:
    """Return the first records of a file; None where it is no JSON.

    Raises:
        OSError: it cannot be read.
        InputError: it is no ordinary file.

    """
    with open_input(path, file) as opened:
        size = os.fstat(opened.fileno()).st_size
        head = opened.read(_HEAD_BYTES)
        start = _bare(head)[:1]
        if start == b"[":
            return _listed(head, opened, size)
        if start != b"{":
            return None
        lines = _lines(_bare(head), size <= len(head))
        if lines:
            return _by_lines(lines, alone=len(lines) == 1 and size <= len(head))
        if size > _MOST_BYTES:
            return None
        data = _bare(head + opened.read())
    first = data.split(b"\n", 1)[0]
    value = _decoded(first)
    if isinstance(value, dict):
        return _by_lines([value], alone=len(first) + 1 >= len(data))
    value = _decoded(data)
    if isinstance(value, dict):
        return _by_lines([value], alone=True)
    rest = _lines(b"\n".join(line for line in data.split(b"\n") if _decoded_object(line)), True)
    return _by_lines(rest, alone=False) if rest else None


def _bare(data: bytes) -> bytes:
    return data.removeprefix(codecs.BOM_UTF8).lstrip(b" \t\r\n")


def _decoded(data: bytes) -> Any:
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _decoded_object(line: bytes) -> bool:
    """Tell whether a line that is not indented is an object: one of many lines, or of a fault."""
    return line[:1] == b"{" and isinstance(_decoded(line), dict)


def _lines(data: bytes, complete: bool) -> list[Any]:
    """Return the objects on the first lines; none where the first is no object by itself."""
    lines = data.split(b"\n")
    if not complete:
        lines.pop()
    found: list[Any] = []
    for line in lines:
        if not line.strip():
            continue
        value = _decoded(line)
        if not isinstance(value, dict):
            if not found:
                return []
            continue
        found.append(value)
        if len(found) == _RECORDS:
            break
    return found


def _by_lines(values: list[Any], *, alone: bool) -> Peek:
    if not alone:
        return Peek(True, None, values)
    (value,) = values
    inside = None if is_record(value) else wrapped(value)
    return Peek(False, value, [value] if inside is None else inside[1][:_RECORDS])


def _listed(head: bytes, opened: Any, size: int) -> Peek | None:
    """Return the first elements of a list; more is read until there is a whole one.

    A list on each line, as some write pairs of text and labels, counts as lines of lists.
    """
    lines = [_decoded(line) for line in _bare(head).split(b"\n", _RECORDS)[:_RECORDS]]
    pairs = [one for one in lines if isinstance(one, list)]
    if len(pairs) > 1 and isinstance(lines[0], list):
        return Peek(True, None, pairs)
    while True:
        text = _bare(head).decode("utf-8", "replace")
        found = list(_elements(text))
        if found or len(head) >= min(size, _MOST_BYTES):
            break
        head += opened.read(15 * len(head))
    if not found and not text[1:].lstrip().startswith("]"):
        return None
    return Peek(False, None, found)


def _elements(text: str) -> Iterator[Any]:
    decoder = json.JSONDecoder()
    at = 1
    for _ in range(_RECORDS):
        while at < len(text) and text[at] in " \t\r\n,":
            at += 1
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        if at >= len(text):  # a number at the end may go on
            return
        yield value


def shortened(value: Any, depth: int = _DEEPEST) -> Any:
    """Return a JSON value with its shape and keys, long texts and lists cut."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")[:_LONGEST]
    if isinstance(value, float) or (isinstance(value, int) and abs(value) >= 2**63):
        return 0.5
    if depth == 0:
        return None
    if isinstance(value, list):
        return [shortened(one, depth - 1) for one in value[:_MOST_ITEMS]]
    if isinstance(value, dict):
        return {
            str(key)[:_LONGEST].encode("utf-8", "replace").decode("utf-8"): shortened(
                one, depth - 1
            )
            for key, one in value.items()
        }
    return value
