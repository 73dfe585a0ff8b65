"""Writing a file so that it is there complete, or as it was before."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from annotator.errors import NotSavedError
from annotator.openfiles import to_disk
from annotator.paths import shown_path, usable
from annotator.unfinished import SWEPT_AT_ONCE, sweep, unfinished_path
from annotator.words import say

_AT_ONCE = 8
"""How many files are flushed to the disk at the same time."""


@contextmanager
def replacing(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """Open a file that takes the place of ``path`` when the block ends without an error.

    It is written under another name in the same folder, flushed to the disk and then renamed.
    When the block raises, nothing is left and what was at ``path`` stays. A device or pipe, such
    as ``/dev/stdout``, is written directly.

    Raises:
        NotSavedError: the file cannot be written.

    """
    shown = shown_path(path)
    target = usable(path, NotSavedError)
    try:
        mode = target.stat().st_mode if target.exists() else None
        if mode is not None and stat.S_ISDIR(mode):
            raise NotSavedError(
                say("{path}: this is a folder; expected the name of a file", path=shown)
            )
        if mode is not None and not stat.S_ISREG(mode):
            with target.open("wb") as file:
                yield file
            return
        if not target.parent.is_dir():
            raise NotSavedError(
                say(
                    "{path}: the folder {parent} does not exist",
                    path=shown,
                    parent=shown_path(target.parent),
                )
            )
        with _replacing(target.resolve(), mode) as file:
            yield file
    except BrokenPipeError:
        raise
    except OSError as error:
        raise NotSavedError(
            say("{path}: cannot be written ({why})", path=shown, why=error.strerror or str(error))
        ) from error


@contextmanager
def _replacing(target: Path, mode: int | None) -> Iterator[BinaryIO]:
    sweep(target.parent, SWEPT_AT_ONCE)
    unfinished = unfinished_path(target)
    try:
        with unfinished.open("xb") as file:
            if mode is not None and sys.platform != "win32":
                os.fchmod(file.fileno(), stat.S_IMODE(mode))
            yield file
            file.flush()
            to_disk(file.fileno())
        unfinished.replace(target)
    except BaseException:
        with suppress(FileNotFoundError):
            unfinished.unlink()
        raise
    _sync_folder(target.parent)


@contextmanager
def replacing_folder(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Open a folder that becomes ``path`` when the block ends without an error.

    What is at ``path`` may be an empty folder, or nothing; a folder with files in it is refused.
    When the block raises, nothing is left.

    Raises:
        NotSavedError: there is something already, or it cannot be written.

    """
    shown = shown_path(path)
    target = usable(path, NotSavedError)
    try:
        sweep(target, SWEPT_AT_ONCE)
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise NotSavedError(
                say("{shown}: there is something already; expected a new folder", shown=shown)
            )
        if not target.absolute().parent.is_dir():
            raise NotSavedError(
                say(
                    "{path}: the folder {parent} does not exist",
                    path=shown,
                    parent=shown_path(target.parent),
                )
            )
        target = target.resolve()
        sweep(target.parent, SWEPT_AT_ONCE)
        unfinished = unfinished_path(target)
        unfinished.mkdir()
        try:
            yield unfinished
            _sync_all(unfinished)
            if target.exists():
                target.rmdir()
            unfinished.rename(target)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
        _sync_folder(target.parent)
    except OSError as error:
        raise NotSavedError(
            say("{path}: cannot be written ({why})", path=shown, why=error.strerror or str(error))
        ) from error


def _sync_all(folder: Path) -> None:
    """Flush everything in a folder to the disk.

    Several files at once: what waits for the disk together is written together, which is many
    times faster for the thousands of small files that some formats are.
    """
    inside = sorted(folder.rglob("*"))
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        waiting = [pool.submit(_sync_file, path) for path in inside if path.is_file()]
        try:
            for one in waiting:
                one.result()
        finally:
            pool.shutdown(cancel_futures=True)
    for path in inside:
        if path.is_dir():
            _sync_folder(path)
    _sync_folder(folder)


def _sync_file(file: Path) -> None:
    with file.open("rb+") as opened:
        to_disk(opened.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut, where the system can do that."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            to_disk(handle)
        finally:
            os.close(handle)
