"""What a format is, and what goes in and out of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from annotator.annotation.records import Annotated, Label
from annotator.errors import InputError
from annotator.formats.common.losses import Losses
from annotator.formats.common.notes import Notes
from annotator.formats.common.ranges import CODEPOINT
from annotator.words import Message, say


def _stop(error: InputError) -> None:
    raise error


def _no_text(_: str) -> str | None:
    return None


class ReadOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How to read one file.

    Attributes:
        file: the file's name as the user gave it, for messages.
        source: what to write into ``Article.source`` where the file itself says nothing: the
            file's name, inside a folder its path from that folder, never a path of this machine.
        annotator: who made the work for which the file names nobody.
        encoding: forced on text, pages and tables; None: found out.
        repair: keys of ``ranges.REPAIRS``: how offsets that do not fit may be read.
        main_text_only: of web pages only what is surely the article.
        json_ld: of web pages that show their article nowhere the one that stands in their JSON-LD.
        columns: of tables and JSON: which column holds what, by the names in
            ``columns.ROLES``; those that are not named here are guessed.
        refuse: called with each thing that cannot be taken in. It raises, or it returns and
            reading goes on behind what was refused.
        notes: takes note of what is left out because it says nothing, of what was guessed, and
            of what looks like spans that no reader took.
        text_of: returns the text of an article of the project by its id, None for none.
        project: what is said of the exported project that the file is a part of; None for none.

    """

    file: str
    source: str
    annotator: str | None = None
    encoding: str | None = None
    repair: frozenset[str] = frozenset()
    main_text_only: bool = False
    json_ld: bool = False
    columns: dict[str, str] = {}
    refuse: Callable[[InputError], None] = _stop
    notes: Notes = msgspec.field(default_factory=Notes)
    text_of: Callable[[str], str | None] = _no_text
    project: object = None

    def leave_out(self, what: Message, where: Message | str = "") -> None:
        """Count something of this file that says nothing and does not come in."""
        self.notes.leave_out(what, self.file, where)

    def say_replaced(self, number: int) -> None:
        """Note that so many places of this file are not in its encoding and stand as U+FFFD."""
        if number:
            self.notes.remark(
                say(
                    "{file}: {n:,} {n:place is|places are} not UTF-8 and {n:stands|stand} as “�”",
                    file=self.file,
                    n=number,
                )
            )

    def look_for_spans(self, others: Mapping[str, Any], text: str) -> None:
        """Note what looks like spans in what the reader of a record did not understand."""
        self.notes.look_for_spans(others, text, self.file)


class Sourced(msgspec.Struct, frozen=True):
    """A record and where it stands.

    Attributes:
        record: the article and one annotator's work, labels by name.
        file: the file's name as the user gave it.
        line: from 1; None where the whole file is one record.
        position: how many bytes of the file were read when the record was complete.
        encoding: that the file was read in, where the article's ``meta`` does not say it.
        guessed: whether nothing in the bytes settles that.

    """

    record: Annotated
    file: str
    line: int | None
    position: int
    encoding: str = ""
    guessed: bool = False

    def fault(self, reason: Message) -> InputError:
        """Return what is wrong with this record as an error at its place."""
        return InputError(reason, file=self.file, line=self.line)


class WriteOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How to write.

    Attributes:
        labels: the label set, for formats that declare labels or attributes up front.
        offset_unit: what offsets count, one of the format's ``offset_units``; "" for its first.
        losses: takes note of what the format cannot hold.
        tag_columns: labels that have a column of tags of their own, where a format has such.

    """

    labels: tuple[Label, ...] = ()
    offset_unit: str = ""
    losses: Losses = msgspec.field(default_factory=Losses)
    tag_columns: tuple[str, ...] = ()


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a format without its module: its entry in the ``registry``.

    Attributes:
        place: module below ``annotator.formats``, and class.
        name: as in ``--format``.
        title: for file dialogs.
        suffixes: in lower case, with the dot; several formats may share one, ``sniff`` tells.
        can_read: whether ``read`` may be called.
        can_write: whether ``write``, or for a ``folder`` format ``write_folder``, may be called.
        folder: whether it is written as a folder of files, and not as one file.
        splits: whether one folder holds several splits: whether ``write_splits`` may be called.
        tags: whether its spans are tags of tokens, which cannot lie over one another.
        offset_units: what its offsets can be written in, its own first.
        limits: what cannot be held, in a few words, as "no links, no attributes"; None for nothing.
        sniffs: whether it can tell a file by its first bytes: whether it has a ``sniff``.
        decodes: whether ``ReadOptions.encoding`` means anything to it.

    """

    place: tuple[str, str]
    name: str
    title: Message
    suffixes: tuple[str, ...] = ()
    can_read: bool = True
    can_write: bool = True
    folder: bool = False
    splits: bool = False
    tags: bool = False
    offset_units: tuple[str, ...] = (CODEPOINT,)
    limits: Message | None = None
    sniffs: bool = True
    decodes: bool = False

    def load(self) -> Format:
        """Return the format itself, always the same; its module is imported the first time."""
        return _load(self)


@cache
def _load(known: Known) -> Format:
    module, kind = known.place
    made = getattr(import_module(f"annotator.formats.{module}"), kind)(known)
    assert isinstance(made, Format)
    return made


class Format:
    """A file format. To add one, write a module with one of these and enter it in ``registry``.

    A module is imported when its format is used, or when a file might be of it. A library that
    only one format needs, and that takes long to import, is imported where it is used.

    Attributes:
        known: its entry in the registry; nothing of that is said here again.

    """

    def __init__(self, known: Known) -> None:
        self.known = known

    @property
    def name(self) -> str:
        """The format's name, as in ``--format``."""
        return self.known.name

    @property
    def title(self) -> Message:
        """What people call it."""
        return self.known.title

    def sniff(self, head: bytes) -> bool:
        """Tell whether a file that begins with ``head`` is surely of this format."""
        del head
        return False

    def recognises(self, records: Sequence[Any]) -> bool:
        """Tell whether the first records of a JSON file, whatever holds them, are surely of it."""
        del records
        return False

    def beside(self, path: Path) -> tuple[Path, ...]:
        """Return files that ``read`` of ``path`` reads along, as the text beside an ``.ann``."""
        del path
        return ()

    def columns(self, path: Path, options: ReadOptions) -> tuple[str, ...]:
        """Return the names among which ``options.columns`` may choose; none for most formats.

        Raises:
            InputError: they cannot be read.

        """
        del path, options
        return ()

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield what the file holds, checked; every offset is in code points of ``text``.

        Raises:
            InputError: through ``options.refuse``, for each thing that cannot be taken in.

        """
        del path
        raise InputError(say("{format} cannot be read", format=self.title), file=options.file)

    def write(
        self, records: Iterable[Annotated], file: BinaryIO, options: WriteOptions | None = None
    ) -> None:
        """Write records, those of one article one after the other.

        The same records give the same bytes. What the format cannot hold is added to
        ``options.losses``.
        """
        del records, file, options
        raise InputError(say("{format} cannot be written as one file", format=self.title))

    def write_folder(
        self, records: Iterable[Annotated], folder: Path, options: WriteOptions | None = None
    ) -> None:
        """Write records into an empty folder; as ``write``."""
        del records, folder, options
        raise InputError(say("{format} cannot be written as a folder", format=self.title))

    def write_splits(
        self,
        splits: Iterable[tuple[str, Iterable[Annotated]]],
        folder: Path,
        options: WriteOptions | None = None,
    ) -> None:
        """Write several splits, by name and one after the other, into one empty folder."""
        del splits, folder, options
        raise InputError(say("{format} has no folder of splits", format=self.title))


def cannot_read(error: OSError, file: str) -> InputError:
    """Return why a file cannot be read as an error for the user."""
    if isinstance(error, FileNotFoundError):
        return InputError(say("there is no such file or folder"), file=file)
    return InputError(say("cannot be read ({why})", why=error.strerror or str(error)), file=file)
