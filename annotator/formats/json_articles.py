"""JSON of any program: one article, a list of them, or one on each line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from annotator.annotation.records import Annotated
from annotator.errors import InputError
from annotator.formats.common.base import Format, ReadOptions, Sourced
from annotator.formats.common.columns import article_of, guess_columns
from annotator.formats.common.json_faults import check_storable
from annotator.formats.common.sources import (
    LISTS,
    any_json,
    read_bytes,
    read_lines,
    without_mark,
)
from annotator.words import say

_LARGEST_LOOK = 100_000_000
_LINES = re.compile(rb"\s*\{[^\n]*\}[ \t\r]*\n\s*\{")
_OTHERS = frozenset(("text", "schema", "@context", "target", "tokens", "spans", "annotations"))


class JsonArticles(Format):
    """Articles as JSON objects; see ``docs/formats.md``."""

    def sniff(self, head: bytes) -> bool:
        """Tell JSON lines of articles whose text has another name than ``text``."""
        line = head.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n", 1)[0]
        try:
            value = msgspec.json.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return False
        return isinstance(value, dict) and _OTHERS.isdisjoint(value) and self.recognises([value])

    def recognises(self, records: Sequence[Any]) -> bool:
        """Tell records by a key that can hold the text of an article."""
        return any(isinstance(one, dict) and _has_text(one) for one in records)

    def columns(self, path: Path, options: ReadOptions) -> tuple[str, ...]:
        """Return the keys of the first article whose values can be what a column holds.

        None of a file over 100 MB, which is read once and no more.
        """
        data = read_bytes(path, options) if _size(path) <= _LARGEST_LOOK else None
        if data is None:
            return ()
        data = without_mark(data)
        if _LINES.match(data):
            value = any_json(data.lstrip().split(b"\n", 1)[0])
        else:
            value = _first(any_json(data))
        if not isinstance(value, dict):
            return ()
        return tuple(key for key, one in value.items() if not isinstance(one, list | dict | bool))

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield an article for each object."""
        data = read_bytes(path, options)
        if data is None:
            return
        try:
            if _LINES.match(without_mark(data)):
                whole = None
            else:
                whole = _listed(any_json(data), options)
        except InputError as error:
            options.refuse(error.at(options.file, error.line))
            return
        if whole is None:
            yield from read_lines(path, options, lambda line: _record(any_json(line), options))
            return
        for number, (where, value) in enumerate(whole, 1):
            try:
                record = _record(value, options)
            except InputError as error:
                inside = error.inside(where) if where else error
                options.refuse(inside.at(options.file, None))
            else:
                yield Sourced(record, options.file, None, len(data) * number // len(whole))


def _listed(value: Any, options: ReadOptions) -> list[tuple[str, Any]]:
    """Return the articles in a JSON value, each with its path; "" for the value itself."""
    if isinstance(value, list):
        return _numbered("", value)
    if not isinstance(value, dict):
        raise InputError(
            say("expected a list of objects, or an object with the text of an article")
        )
    try:
        _roles(value, options.columns)
    except InputError:
        lists = {
            key: inside
            for key, inside in value.items()
            if isinstance(inside, list) and inside and all(isinstance(one, dict) for one in inside)
        }
        for key in LISTS:
            if key in lists:
                return _numbered(key, lists[key])
        if len(lists) == 1:
            ((key, inside),) = lists.items()
            return _numbered(key, inside)
        raise
    return [("", value)]


def _has_text(value: Mapping[str, Any]) -> bool:
    try:
        return isinstance(value[_roles(value, {})["text"]], str)
    except InputError:
        return False


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # reading says why it cannot be read
        return 0


def _first(value: Any) -> Any:
    """Return the object in which keys are looked for: the first of the list that is in it."""
    if isinstance(value, dict):
        lists = {key: one for key, one in value.items() if isinstance(one, list) and one}
        named = next((lists[key] for key in LISTS if key in lists), None)
        only = next(iter(lists.values())) if len(lists) == 1 else None
        found = named or only
        return found[0] if found and isinstance(found[0], dict) else value
    return value[0] if isinstance(value, list) and value else value


def _numbered(where: str, values: list[Any]) -> list[tuple[str, Any]]:
    if not values:
        raise InputError(say("the list is empty; expected articles"))
    return [(f"{where}[{number}]", value) for number, value in enumerate(values)]


def _record(value: Any, options: ReadOptions) -> Annotated:
    if not isinstance(value, dict):
        raise InputError(say("expected an object with the text of an article"))
    check_storable(value, "the object")
    return article_of(value, _roles(value, options.columns), options)


def _roles(value: Mapping[str, Any], chosen: Mapping[str, str]) -> dict[str, str]:
    """Return which key holds what; lists and objects hold none of it."""
    plain = [
        key
        for key, inside in value.items()
        if key in chosen.values() or not isinstance(inside, list | dict | bool)
    ]
    there = {role: key for role, key in chosen.items() if key in value or role == "text"}
    return guess_columns(plain, there)
