"""Reading the files of an import, as often as it takes."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import msgspec

from annotator.annotation.records import Annotated
from annotator.errors import InputError
from annotator.exchange.imports.preview import ImportOptions
from annotator.formats import (
    Format,
    Notes,
    ReadOptions,
    Sourced,
    Told,
    format_named,
    known_suffixes,
    tell,
)
from annotator.formats.common.archives import Unpacked
from annotator.formats.common.files import Found, expand, printable, suffix_of
from annotator.formats.recognising.by_user import ExportedProjects
from annotator.words import Message, say

CHUNK_RECORDS = 200
CHUNK_SPANS = 3_000
CHUNK_CHARACTERS = 1_000_000

_TABLES = 5
_COLUMNS = 100


def _pass_over(_: InputError) -> None:
    """Take no note: reading says it, too."""


class _Stamp(NamedTuple):
    """What differs where a file was changed, or another one took its place."""

    size: int
    modified_ns: int
    changed_ns: int
    device: int
    number: int


_NOT_THERE = _Stamp(0, 0, 0, 0, 0)


class _File(NamedTuple):
    found: Found
    format: Format
    guessed: bool
    stamp: _Stamp | None
    beside: dict[Path, _Stamp | None]

    @property
    def size(self) -> int:
        return 0 if self.stamp is None else self.stamp.size


class Files:
    """The files that an import reads.

    Attributes:
        ignored: files in folders that are of no known format.
        passed_over: what lies in folders and is not read, with the reason: pipes, links.
        exported: the projects of other tools that are among them.

    """

    def __init__(
        self,
        paths: Iterable[str | os.PathLike[str]],
        options: ImportOptions,
        refuse: Callable[[InputError], None],
        text_of: Callable[[str], str | None] = lambda _: None,
    ) -> None:
        self._options = options
        self._text_of = text_of
        self._files: list[_File] = []
        self.ignored: list[str] = []
        self.passed_over: list[InputError] = []
        forced = None if options.format is None else format_named(options.format)
        suffixes = known_suffixes() if forced is None else forced.known.suffixes
        beside: set[Path] = set()
        others: list[Found] = []
        odd: list[Found] = []
        self._unpacked = Unpacked()  # as long as the import: the files are read twice
        everything = list(expand(paths, suffixes, self._unpacked.unpack, self._pass_over))
        found_all = (one for one in everything if isinstance(one, Found))
        self.exported = exported = ExportedProjects({one.source: one.path for one in found_all})
        for found in everything:
            try:
                if isinstance(found, Found) and exported.hide(found.source):
                    self._pass_over(found.file, say("a part of an exported project, no work"))
                    continue
                if isinstance(found, InputError):
                    raise found
                if not found.named and suffix_of(found.path) not in suffixes:
                    others.append(found)
                    continue
                told = Told(forced) if forced else tell(found.path, found.file)
                if not told.known and not found.named:
                    odd.append(found)
                    continue
                read_along = told.format.beside(found.path)
                stamp = _stamp(found.path)
                stamps = {path: _stamp(path) for path in read_along}
                self._files.append(_File(found, told.format, told.guessed, stamp, stamps))
                beside.update(read_along)
            except InputError as error:
                refuse(error)
        self._files = [file for file in self._files if file.found.path not in beside]
        self.ignored = [found.file for found in others if found.path not in beside]
        for found in odd:
            if found.path not in beside:
                self._pass_over(found.file, say("nothing in it is of a known format"))
        self._titles = {file.found.file: file.format.title for file in self._files}

    def _pass_over(self, file: str, reason: Message) -> None:
        self.passed_over.append(InputError(reason, file=file))

    def __len__(self) -> int:
        return len(self._files)

    @property
    def bytes_total(self) -> int:
        """The size of all files; at least 1."""
        return sum(file.size for file in self._files) or 1

    @property
    def names(self) -> list[str]:
        """The files' names without the folders that they lie in."""
        return [file.found.source for file in self._files]

    def format_of(self, file: str) -> Message:
        """Return the title of the format as which a file is read, by its name for messages."""
        return self._titles.get(file, say(""))

    def format_name(self, file: str) -> str:
        """Return the name of the format as which a file is read, by its name for messages."""
        return next((one.format.name for one in self._files if one.found.file == file), "")

    @property
    def formats(self) -> tuple[Format, ...]:
        """The formats as which the files are read, each once."""
        return tuple(dict.fromkeys(file.format for file in self._files))

    @property
    def decodes(self) -> bool:
        """Whether a chosen encoding means anything to one of the formats."""
        return any(file.format.known.decodes for file in self._files)

    def guessed_formats(self) -> list[tuple[str, Message, int, str]]:
        """Return the formats that were told by what is in files.

        Returns:
            for each its name, its title, how many files it has, and the first one's name.

        """
        found: dict[str, tuple[str, Message, int, str]] = {}
        for file in self._files:
            if file.guessed:
                name, title = file.format.name, file.format.title
                number = found[name][2] if name in found else 0
                first = found[name][3] if name in found else file.found.file
                found[name] = name, title, number + 1, first
        return list(found.values())

    @property
    def suffixes(self) -> frozenset[str]:
        """The files' suffixes, in lower case."""
        return frozenset(suffix_of(file.found.path) for file in self._files)

    def columns(self) -> tuple[str, ...]:
        """Return the columns of the first tables among the files; unreadable ones have none."""
        found: dict[str, None] = {}
        tables = 0
        for file in self._files:
            if type(file.format).columns is Format.columns or file.stamp is None:
                continue
            if tables == _TABLES:
                break
            tables += 1
            options = self._read_options(file.found, _pass_over, Notes())
            with suppress(InputError):
                found.update(dict.fromkeys(file.format.columns(file.found.path, options)))
        return tuple(found)[:_COLUMNS]

    def _read_options(
        self, found: Found, refuse: Callable[[InputError], None], notes: Notes
    ) -> ReadOptions:
        return ReadOptions(
            file=found.file,
            source=found.source,
            annotator=self._options.annotator,
            encoding=self._options.encoding,
            repair=frozenset(self._options.repair),
            main_text_only=self._options.main_text_only,
            json_ld=self._options.json_ld,
            columns=self._options.columns,
            refuse=refuse,
            notes=notes,
            text_of=self._text_of,
            project=self.exported.project_of(found.source),
        )

    def read(
        self, refuse: Callable[[InputError], None], notes: Notes
    ) -> Iterator[tuple[int, Sourced]]:
        """Yield ``(bytes read so far, record)``."""
        before = 0
        bare: list[Sourced] = []

        def refuse_work(error: InputError) -> None:
            """Refuse a record; its text comes in where only the work on it is refused."""
            refuse(error)
            text = error.bare
            if text is None and notes.last_text is not None:
                text = notes.last_text()
            notes.last_text = None
            if isinstance(text, Annotated):
                bare.append(Sourced(text, error.file or "", error.line, 0))

        for file in self._files:
            notes.line = notes.last_text = None
            options = self._read_options(file.found, refuse_work, notes)
            for sourced in file.format.read(file.found.path, options):
                notes.last_text = None
                yield before + sourced.position, self._as_told(sourced)
            yield from ((before, one) for one in bare)
            bare.clear()
            before += file.size

    def _as_told(self, sourced: Sourced) -> Sourced:
        """Return a record with the status that was asked for, where somebody's work comes in."""
        status, record = self._options.status, sourced.record
        if status is None or not (record.spans or record.document):
            return sourced
        return msgspec.structs.replace(
            sourced, record=msgspec.structs.replace(record, status=status)
        )

    def check_unchanged(self) -> None:
        """Check that the files are as they were, so that reading them again gives the same.

        Raises:
            InputError: one has changed, or can be read only once.

        """
        for found, _, _, stamp, beside in self._files:
            if stamp is None:
                reason = say("cannot be read twice; save it as a file first")
                raise InputError(reason, file=found.file)
            for path, before in {found.path: stamp, **beside}.items():
                if _stamp(path) != before:
                    file = found.file if path == found.path else printable(path.name)
                    raise InputError(say("was changed while it was imported"), file=file)


def _stamp(path: Path) -> _Stamp | None:
    """Return what tells whether a file is still the same; None for what can be read only once."""
    try:
        status = path.stat()
    except OSError:
        return _NOT_THERE
    if not stat.S_ISREG(status.st_mode):
        return None
    changed = 0 if sys.platform == "win32" else status.st_ctime_ns
    return _Stamp(status.st_size, status.st_mtime_ns, changed, status.st_dev, status.st_ino)


def in_chunks(records: Iterable[tuple[int, Sourced]]) -> Iterator[list[tuple[int, Sourced]]]:
    """Yield records in lists that are small enough to be written between two keypresses."""
    chunk: list[tuple[int, Sourced]] = []
    spans = characters = 0
    for item in records:
        record = item[1].record
        chunk.append(item)
        spans += len(record.spans)
        characters += len(record.article.text)
        if len(chunk) >= CHUNK_RECORDS or spans >= CHUNK_SPANS or characters >= CHUNK_CHARACTERS:
            yield chunk
            chunk = []
            spans = characters = 0
    if chunk:
        yield chunk
