"""Parquet tables: an article in each row, or tokens with tags, as Hugging Face keeps data sets."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson

from annotator.annotation.records import Annotated
from annotator.errors import InputError
from annotator.extras import how_to_get
from annotator.formats.common.base import Format, ReadOptions, Sourced, cannot_read
from annotator.formats.common.columns import article_of, guess_columns
from annotator.formats.common.json_faults import check_storable
from annotator.formats.huggingface.card import TagNames
from annotator.formats.huggingface.datasets import TAG_KEYS, TOKEN_KEYS, named_beside, read_row
from annotator.formats.recognising.magic import check_text
from annotator.inputs import open_input
from annotator.words import say

_SIGN = b"PAR1"
_ROWS = 200
_MOST_BYTES = 20_000_000_000


class Parquet(Format):
    """Parquet tables; see ``docs/formats.md``."""

    def sniff(self, head: bytes) -> bool:
        """Tell one by its first bytes."""
        return head.startswith(_SIGN)

    def beside(self, path: Path) -> tuple[Path, ...]:
        """Return the files that may name tags: the data set's card and description."""
        return named_beside(path)

    def columns(self, path: Path, options: ReadOptions) -> tuple[str, ...]:
        """Return the names of the columns."""
        try:
            with open_input(path, options.file) as file:
                return tuple(map(str, _opened(file).schema_arrow.names))
        except OSError as error:
            raise cannot_read(error, options.file) from None

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield an article for each row."""
        try:
            with open_input(path, options.file) as file:
                yield from self._read(file, path, options)
        except OSError as error:
            options.refuse(cannot_read(error, options.file))
        except InputError as error:
            options.refuse(error.at(options.file, error.line))

    def _read(self, file: Any, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        table = _opened(file)
        names = [str(name) for name in table.schema_arrow.names]
        tokens = not set(TOKEN_KEYS).isdisjoint(names) and not set(TAG_KEYS).isdisjoint(names)
        tags = _tag_names(table.schema_arrow.metadata or {}) if tokens else {}
        beside = TagNames(self.beside(path))
        roles = {} if tokens else guess_columns(names, options.columns)
        size = path.stat().st_size
        total = max(1, table.metadata.num_rows)
        number = 0
        for row in _rows(table):
            number += 1
            where = say("row {number:,}", number=number)
            try:
                said = {name: _plain(value) for name, value in row.items()}
                for name in [name for name, value in row.items() if isinstance(value, bytes)]:
                    del said[name]
                    options.leave_out(say("value that is no text, in “{name}”", name=name), where)
                record = _record(said, roles, tags, beside, options)
            except InputError as error:
                options.refuse(error.inside(where).at(options.file, None))
                continue
            if record is not None:
                yield Sourced(record, options.file, None, size * number // total)
        if not number:
            raise InputError(say("the table is empty; expected articles"))


def _opened(file: Any) -> Any:
    """Return the table.

    Raises:
        InputError: it cannot be read, is far too large, or the library is missing.

    """
    head = file.read(512)
    file.seek(0)
    if not head.startswith(_SIGN):
        check_text(head, say("a Parquet table"))
    try:
        from pyarrow import parquet
    except ImportError:
        raise InputError(say("Parquet needs pyarrow; {how}", how=how_to_get("files"))) from None
    try:
        table = parquet.ParquetFile(file)
        groups = (table.metadata.row_group(n) for n in range(table.metadata.num_row_groups))
        if sum(group.total_byte_size for group in groups) > _MOST_BYTES:
            raise InputError(say("this table holds more than 20 GB; expected smaller ones"))
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001 – the library raises whatever a damaged file causes
        raise InputError(say("this table cannot be read: {why}", why=_why(error))) from None
    return table


def _why(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def _rows(table: Any) -> Iterator[dict[str, Any]]:
    batches = table.iter_batches(batch_size=_ROWS)
    while True:
        try:
            batch = next(batches, None)
            rows = [] if batch is None else batch.to_pylist()
        except Exception as error:  # noqa: BLE001 – the same
            raise InputError(say("this table cannot be read: {why}", why=_why(error))) from None
        if batch is None:
            return
        yield from rows


def _record(
    row: dict[str, Any],
    roles: Mapping[str, str],
    tags: Mapping[str, list[str]],
    beside: TagNames,
    options: ReadOptions,
) -> Annotated | None:
    if all(value in (None, "") for value in row.values()):
        return None
    if not roles:
        for name, known in tags.items():
            given = row.get(name)
            if isinstance(given, list):
                row[name] = [
                    known[tag] if type(tag) is int and 0 <= tag < len(known) else tag
                    for tag in given
                ]
        return read_row(orjson.dumps(row), beside, options)
    check_storable(row, "the row")
    text = row.get(roles["text"])
    if type(text) in (int, float):
        row[roles["text"]] = str(text)
    return article_of(row, roles, options)


def _tag_names(metadata: Mapping[bytes, bytes]) -> dict[str, list[str]]:
    """Return the names of tags by column, as Hugging Face's library writes them beside a table."""
    try:
        info = json.loads(metadata.get(b"huggingface", b"{}"))
        features = dict(info["info"]["features"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}
    found = {}
    for name, feature in features.items():
        inside = feature.get("feature") if isinstance(feature, dict) else None
        names = inside.get("names") if isinstance(inside, dict) else None
        if isinstance(names, list) and all(isinstance(one, str) for one in names):
            found[str(name)] = names
    return found


def _plain(value: Any) -> Any:
    """Return a value as JSON has it: times in ISO 8601, numbers that are none as null."""
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items() if not isinstance(one, bytes)}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value if not isinstance(one, bytes)]
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal | timedelta):
        return str(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, str | int | float | bool | None):
        return value
    return str(value)
