"""Which files the user means: paths and folders, in an order that people expect."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from annotator.errors import InputError
from annotator.formats.common.base import cannot_read
from annotator.inputs import fault_of
from annotator.openfiles import is_open
from annotator.paths import fault_in, shown_path
from annotator.words import Message, say

ZIP = ".zip"
GZ = ".gz"
_AGAIN = say("this is a link to a file in the folder, which is taken once")
_SHORT_NUMBER = 1_000
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

PassOver = Callable[[str, Message], None]
"""Told what lies in a folder and is not read, and why."""


def _pass_over(_file: str, _reason: Message) -> None:
    """Take no note."""


def expand(
    paths: Iterable[str | os.PathLike[str]],
    suffixes: Sequence[str],
    unpack: Unpack | None = None,
    pass_over: PassOver = _pass_over,
) -> Iterator[Found | InputError]:
    """Yield the files that ``paths`` stand for, folders and archives with all that is in them.

    Inside a folder the order is the natural one (``2.txt`` before ``10.txt``); hidden files and
    folders are passed over, links to folders and out of the folder are not followed. Files of
    other suffixes are found as well: the caller tells them by ``named`` and their suffix.

    Args:
        paths: as the user gave them.
        suffixes: what is looked for, to say so where a folder has nothing of the kind.
        unpack: of zip archives; None: they are files like others.
        pass_over: told of pipes, devices and links in folders that are not read.

    """
    for given in paths:
        if fault := fault_in(given):  # an empty one would be where the program was started
            yield InputError(fault, file=shown_path(given) or None)
            continue
        path = Path(given)
        name = shown_path(given)
        try:
            fault = fault_of(path)
        except FileNotFoundError:
            yield InputError(say("there is no such file or folder"), file=name)
            continue
        except OSError as error:
            yield cannot_read(error, name)
            continue
        if not path.is_dir():
            if fault:
                yield InputError(fault, file=name)
            elif is_open(path):
                yield _is_project(name)
            else:
                found = Found(path, name, printable(path.name), named=True)
                yield from _opened(found, suffixes, unpack)
            continue
        nothing = True
        for item in _below(path, pass_over):
            if isinstance(item, InputError):
                yield item
                continue
            if is_open(item.path):  # nor does a folder's other content suffer from it
                continue
            zipped = unpack is not None and suffix_of(item.path)[-4:] in (ZIP, GZ)
            nothing = nothing and not zipped and suffix_of(item.path) not in suffixes
            yield from _opened(item, suffixes, unpack)
        if nothing:
            expected = ", ".join(suffixes)
            yield InputError(
                say("nothing to import in this folder; expected {expected}", expected=expected),
                file=name,
            )


def _is_project(name: str) -> InputError:
    return InputError(
        say("this is a project that is open here; expected files to import"), file=name
    )


def _opened(
    found: Found, suffixes: Sequence[str], unpack: Unpack | None
) -> Iterator[Found | InputError]:
    """Yield what is in an archive, or the file itself where it is none."""
    suffix = suffix_of(found.path)
    if unpack is None or (suffix != ZIP and (suffix[-3:] != GZ or suffix in suffixes)):
        yield found
        return
    if suffix != ZIP:
        for item in unpack(found.path, found.file, found.source):
            yield item if isinstance(item, InputError) else item._replace(named=found.named)
        return
    nothing = True
    for item in unpack(found.path, found.file, found.source):
        if isinstance(item, InputError) or suffix_of(item.path) in suffixes:
            nothing = False
        yield item
    if nothing:
        expected = ", ".join(suffixes)
        reason = say("nothing to import in this archive; expected {expected}", expected=expected)
        yield InputError(reason, file=found.file)


def _below(folder: Path, pass_over: PassOver) -> Iterator[Found | InputError]:
    """Yield the files in a folder and the folders in it; nothing outside it, and none twice.

    Hard links are files like others. A link is followed only to a file in the folder that is not
    found anyway, since it is hidden.
    """
    root = folder.resolve()
    linked: set[Path] = set()
    waiting = [_listed(folder)]
    while waiting:
        entry = next(waiting[-1], None)
        if entry is None:
            waiting.pop()
            continue
        if isinstance(entry, InputError):
            yield entry
            continue
        path = Path(entry.path)
        shown = shown_path(entry.path)
        source = printable(path.relative_to(folder).as_posix())
        if entry.is_symlink():
            target, reason = _followed(path, root)
            if target is not None and target not in linked:
                linked.add(target)
                yield Found(target, shown, source, named=False)
            else:
                pass_over(shown, reason or _AGAIN)
        elif entry.is_dir(follow_symlinks=False):
            waiting.append(_listed(path))
        elif entry.is_file(follow_symlinks=False):
            yield Found(path, shown, source, named=False)
        else:
            pass_over(shown, _fault_at(path) or _AGAIN)


def _listed(folder: Path) -> Iterator[os.DirEntry[str] | InputError]:
    """Yield what is in a folder in natural order, without what is hidden."""
    try:
        with os.scandir(folder) as entries:
            listed = [entry for entry in entries if not entry.name.startswith(".")]
    except OSError as error:
        yield cannot_read(error, shown_path(folder))
        return
    yield from sorted(listed, key=lambda entry: natural_key(entry.name))


def _followed(link: Path, root: Path) -> tuple[Path | None, Message | None]:
    """Return the file that a link leads to, or None and why it is not followed."""
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):  # RuntimeError: links that lead to one another, in a circle
        return None, say("this is a link that leads nowhere")
    if not target.is_relative_to(root):
        return None, say("this is a link that leads out of the folder, which is not followed")
    if target.is_dir():
        return None, say("this is a link to a folder, which is not followed")
    if fault := _fault_at(target):
        return None, fault
    hidden = any(part.startswith(".") for part in target.relative_to(root).parts)
    return (target, None) if hidden else (None, _AGAIN)


def _fault_at(path: Path) -> Message | None:
    try:
        return fault_of(path)
    except OSError as error:
        return say("cannot be read ({why})", why=error.strerror or str(error))


def suffix_of(path: Path) -> str:
    """Return a file's suffix in lower case; of a compressed file with the one before it."""
    suffixes = [suffix.lower() for suffix in path.suffixes[-2:]]
    return "".join(suffixes) if suffixes[-1:] == [".gz"] else path.suffix.lower()


def natural_key(name: str) -> tuple[list[tuple[int, int, str]], str]:
    """Return a key that sorts numbers in names by value and letters without regard to case."""
    parts = _DIGITS.split(Path(name).stem)
    key = [
        _number_key(part) if index % 2 else (1, 0, part.casefold())
        for index, part in enumerate(parts)
        if part
    ]
    return key, name


def _number_key(digits: str) -> tuple[int, int, str]:
    """Return a key that sorts numbers by value, of any length: Python limits that of ``int``."""
    if len(digits) <= _SHORT_NUMBER:
        return 0, len(str(int(digits))), str(int(digits))
    digits = digits.lstrip("0")
    return 0, len(digits), digits


def printable(name: str) -> str:
    """Return a file name for people: � for bytes that are no text, on one line."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(
        c if c.isprintable() or c == "\xa0" else "\N{REPLACEMENT CHARACTER}" for c in text
    )
