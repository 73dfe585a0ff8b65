"""Which files the user means: paths and folders, in an order that people expect."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from annotator.errors import InputError
from annotator.formats.base import cannot_read
from annotator.openfiles import is_open

ZIP = ".zip"
_DIGITS = re.compile(r"(\d+)")


class Found(NamedTuple):
    """One file to read.

    Attributes:
        path: where it is.
        file: its name for messages, as the user gave it.
        source: its name, inside a folder its path from that folder, with forward slashes.
        named: whether the user named it, and not a folder that it lies in.

    """

    path: Path
    file: str
    source: str
    named: bool


Unpack = Callable[[Path, str, str], "Iterator[Found | InputError]"]
"""Yields what is in a zip archive: its path, its name for messages, its source."""


def expand(
    paths: Iterable[str | os.PathLike[str]],
    suffixes: Sequence[str],
    unpack: Unpack | None = None,
) -> Iterator[Found | InputError]:
    """Yield the files that ``paths`` stand for, folders and archives with all that is in them.

    Inside a folder the order is the natural one (``2.txt`` before ``10.txt``); hidden files and
    folders are passed over, links to folders are not followed. Files of other suffixes are
    found as well: the caller tells them by ``named`` and their suffix.

    Args:
        paths: as the user gave them.
        suffixes: what is looked for, to say so where a folder has nothing of the kind.
        unpack: of zip archives; None: they are files like others.

    """
    for given in paths:
        path = Path(given)
        name = printable(os.fspath(given))
        if not name:  # which would be the folder where the program was started
            yield InputError("the name of a file or folder is empty")
            continue
        if not path.is_dir():
            if is_open(path):
                yield _is_project(name)
            elif path.exists():
                found = Found(path, name, printable(path.name), named=True)
                yield from _opened(found, suffixes, unpack)
            else:
                yield InputError("there is no such file or folder", file=name)
            continue
        nothing = True
        for item in _below(path):
            if isinstance(item, InputError):
                yield item
                continue
            if is_open(item.path):  # nor does a folder's other content suffer from it
                continue
            zipped = unpack is not None and suffix_of(item.path) == ZIP
            nothing = nothing and not zipped and suffix_of(item.path) not in suffixes
            yield from _opened(item, suffixes, unpack)
        if nothing:
            expected = ", ".join(suffixes)
            yield InputError(f"nothing to import in this folder; expected {expected}", file=name)


def _is_project(name: str) -> InputError:
    return InputError("this is a project that is open here; expected files to import", file=name)


def _opened(
    found: Found, suffixes: Sequence[str], unpack: Unpack | None
) -> Iterator[Found | InputError]:
    """Yield what is in an archive, or the file itself where it is none."""
    if unpack is None or suffix_of(found.path) != ZIP:
        yield found
        return
    nothing = True
    for item in unpack(found.path, found.file, found.source):
        if isinstance(item, InputError) or suffix_of(item.path) in suffixes:
            nothing = False
        yield item
    if nothing:
        expected = ", ".join(suffixes)
        reason = f"nothing to import in this archive; expected {expected}"
        yield InputError(reason, file=found.file)


def _below(folder: Path) -> Iterator[Found | InputError]:
    def walk(here: Path) -> Iterator[Found | InputError]:
        try:
            with os.scandir(here) as entries:
                listed = sorted(entries, key=lambda entry: natural_key(entry.name))
        except OSError as error:
            yield cannot_read(error, printable(str(here)))
            return
        for entry in listed:
            if entry.name.startswith("."):
                continue
            path = here / entry.name
            if entry.is_dir(follow_symlinks=False):
                yield from walk(path)
            elif _is_file(entry):
                source = printable(path.relative_to(folder).as_posix())
                yield Found(path, printable(str(path)), source, named=False)

    return walk(folder)


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Tell whether it is a file or a link to one; a link to itself is none."""
    try:
        return entry.is_file()
    except OSError:
        return False


def suffix_of(path: Path) -> str:
    """Return a file's suffix in lower case; of a compressed file with the one before it."""
    suffixes = [suffix.lower() for suffix in path.suffixes[-2:]]
    return "".join(suffixes) if suffixes[-1:] == [".gz"] else path.suffix.lower()


def natural_key(name: str) -> tuple[list[tuple[int, int, str]], str]:
    """Return a key that sorts numbers in names by value and letters without regard to case."""
    parts = _DIGITS.split(Path(name).stem)
    key = [
        (0, int(part), "") if index % 2 else (1, 0, part.casefold())
        for index, part in enumerate(parts)
        if part
    ]
    return key, name


def printable(name: str) -> str:
    """Return a file name for people: � for bytes that are no text, on one line."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(
        c if c.isprintable() or c == "\xa0" else "\N{REPLACEMENT CHARACTER}" for c in text
    )
