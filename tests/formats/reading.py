"""Reading a file of a format, for tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson

from annotator.annotation.records import Annotated
from annotator.errors import InputError
from annotator.formats import ReadOptions, format_named


def read(
    path: Path, format_name: str = "jsonl", **options: Any
) -> tuple[list[Annotated], list[str]]:
    """Return the records of a file, and what was refused."""
    refused: list[InputError] = []
    how = ReadOptions(file=path.name, source=path.name, refuse=refused.append, **options)
    records = [sourced.record for sourced in format_named(format_name).read(path, how)]
    return records, [str(error) for error in refused]


def read_line(folder: Path, line: bytes | dict[str, Any], **options: Any) -> Annotated:
    """Return the record of a single good line."""
    path = folder / "one.jsonl"
    path.write_bytes(line if isinstance(line, bytes) else orjson.dumps(line))
    records, refused = read(path, **options)
    assert refused == []
    (record,) = records
    return record
