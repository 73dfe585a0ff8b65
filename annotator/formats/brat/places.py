"""Which text an ``.ann`` file is about, and whose work it is, by the names of files and folders."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from annotator.formats.common.files import printable

_SEPARATORS = "._-"
_NOBODYS = frozenset((
    "ann", "anns", "annotation", "annotations", "annotated", "brat", "standoff", "labels", "data",
    "gold", "train", "dev", "test", "output", "out", "a1", "a2",
))  # fmt: skip
"""Folders that say what is in them, and not who made it."""


class Place(NamedTuple):
    """Where a text lies, and whose name the files or folders say; None for neither.

    Attributes:
        several: whether folders beside have different texts of this name, so that none is taken.

    """

    text: Path | None
    annotator: str | None
    several: bool = False


def find_text(path: Path) -> Place:
    """Return the text that an ``.ann`` file is about, and the annotator that its place names.

    The text is called as the file is, or as it is without an annotator behind ``.``, ``_`` or
    ``-``; it lies beside it, in the folder above, or in a folder beside one of these.
    """
    names = list(_names(path.stem))
    for name, annotator in names:
        beside = path.with_name(f"{name}.txt")
        if beside.is_file():
            return Place(beside, annotator)
    if not path.parent.name:
        return Place(None, None)
    above = path.parent.parent
    for name, annotator in names:
        if (text := above / f"{name}.txt").is_file():
            return Place(text, annotator or path.parent.name)
    for near, folder in ((above, path.parent), (above.parent, above)):
        for name, annotator in names:
            texts = [other / f"{name}.txt" for other in folders_beside(folder, near)]
            texts = [text for text in texts if text.is_file()]
            if len(texts) > 1 and len({text.read_bytes() for text in texts}) > 1:
                return Place(None, None, several=True)
            if texts:
                return Place(texts[0], annotator or _owner(path))
        if not above.name:
            break
    return Place(None, None)


def _names(stem: str) -> Iterator[tuple[str, str | None]]:
    """Yield what the text may be called, the longest first, and who is left of the name."""
    yield stem, None
    for at in range(len(stem) - 2, 0, -1):
        if stem[at] in _SEPARATORS:
            yield stem[:at], stem[at + 1 :]


def _owner(path: Path) -> str | None:
    name = path.parent.name
    return None if name.casefold() in _NOBODYS else name


def folder_as_annotator(path: Path, source: str) -> str | None:
    """Return the folder's name where a folder beside it has the same document."""
    if "/" not in source:  # the folder was not given whole: what is beside it is not meant
        return None
    folder = path.parent
    beside = folders_beside(folder, folder.parent)
    return folder.name if any((one / path.name).is_file() for one in beside) else None


def folders_beside(folder: Path, above: Path) -> list[Path]:
    """Return the folders in ``above`` but for ``folder``; none where it cannot be read."""
    try:
        return [one for one in _folders_in(above, above.stat().st_mtime_ns) if one != folder]
    except OSError:
        return []


@lru_cache(maxsize=8)
def _folders_in(folder: Path, stamp: int) -> tuple[Path, ...]:
    """Return the folders in a folder; ``stamp`` says when something was last put into it.

    Hidden ones are nobody's work: a program may just be writing one.
    """
    del stamp
    return tuple(one for one in folder.iterdir() if one.is_dir() and not one.name.startswith("."))


def source_of(text: Path, path: Path, source: str) -> str:
    """Return where the text lies, as ``source`` says where the ``.ann`` file does."""
    folder = PurePosixPath(source).parent
    way = PurePosixPath(os.path.relpath(text.parent, path.parent))
    for part in way.parts:
        if part == "..":
            folder = folder.parent
        elif part != ".":
            folder /= printable(part)
    return str(folder / printable(text.name))
