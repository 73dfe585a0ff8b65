"""What an import left out, written down so that it can be mended and imported again."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import jsonlines
import orjson

from annotator.errors import InputError, NotSavedError, ProjectError
from annotator.formats.common.output import replacing
from annotator.inputs import open_input
from annotator.paths import fault_in, shown_path, usable
from annotator.project import SUFFIX
from annotator.words import say

_LONGEST = 100_000_000


def check_refused(out: str | os.PathLike[str], paths: Iterable[str | os.PathLike[str]]) -> None:
    """Check, before anything is imported, that refused records may be written to ``out``.

    Args:
        out: the file that would be written, or replaced.
        paths: what is imported.

    Raises:
        ProjectError: it is named as projects are, or would take the place of what is imported.
        NotSavedError: it is a folder, or lies in one that is not there.

    """
    shown = shown_path(out)
    target = usable(out, NotSavedError)
    if target.suffix == SUFFIX:
        raise ProjectError(
            say("{path}: this is the name of a project; expected another for a file", path=shown)
        )
    if target.is_dir():
        raise NotSavedError(
            say("{path}: this is a folder; expected the name of a file", path=shown)
        )
    if not target.parent.is_dir():
        raise NotSavedError(
            say("{path}: the folder {parent} does not exist", path=shown, parent=target.parent)
        )
    if target.exists() and any(_is_in(target, path) for path in paths):
        raise ProjectError(say("{path}: this is to be imported; expected another file", path=shown))


def _is_in(target: Path, path: str | os.PathLike[str]) -> bool:
    return not fault_in(path) and target.resolve().is_relative_to(Path(path).resolve())


def write_refused(errors: Iterable[InputError], out: str | os.PathLike[str]) -> int:
    """Write a line of JSON for each refusal: ``file``, ``line``, ``reason`` and ``record``.

    ``record`` is the refused line as it stands in the file; null where the file as a whole was
    refused, or cannot be read any more.

    Returns:
        how many lines were written.

    Raises:
        NotSavedError: the file cannot be written; what was there is still there.

    """
    refused = list(errors)
    wanted: dict[str, set[int]] = {}
    for error in refused:
        if error.file is not None and error.line is not None:
            wanted.setdefault(error.file, set()).add(error.line)
    found = {file: _lines(Path(file), numbers) for file, numbers in wanted.items()}
    with replacing(out) as target, jsonlines.Writer(target, dumps=orjson.dumps) as writer:
        for error in refused:
            lines = found.get(error.file or "", {})
            writer.write(
                {
                    "file": error.file,
                    "line": error.line,
                    "reason": str(error.reason),
                    "record": None if error.line is None else lines.get(error.line),
                }
            )
    return len(refused)


def _lines(path: Path, numbers: set[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    with suppress(OSError, InputError), open_input(path) as file:
        last = max(numbers)
        for number, line in enumerate(file, 1):
            if number in numbers and len(line) <= _LONGEST:
                found[number] = line.decode("utf-8", "replace").rstrip("\r\n")
            if number >= last:
                break
    return found
