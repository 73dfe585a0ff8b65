"""What a format is, and what goes in and out of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

import msgspec

from annotator.annotation.records import Annotated
from annotator.errors import InputError


def _stop(error: InputError) -> None:
    raise error


class ReadOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How to read one file.

    Attributes:
        file: the file's name as the user gave it, for messages.
        source: what to write into ``Article.source`` where the file itself says nothing: the
            file's name, inside a folder its path from that folder, never a path of this machine.
        annotator: who made the work for which the file names nobody.
        encoding: forced on plain text; None: found out.
        refuse: called with each thing that cannot be taken in. It raises, or it returns and
            reading goes on behind what was refused.

    """

    file: str
    source: str
    annotator: str | None = None
    encoding: str | None = None
    refuse: Callable[[InputError], None] = _stop


class Sourced(msgspec.Struct, frozen=True):
    """A record and where it stands.

    Attributes:
        record: the article and one annotator's work, labels by name.
        file: the file's name as the user gave it.
        line: from 1; None where the whole file is one record.
        position: how many bytes of the file were read when the record was complete.

    """

    record: Annotated
    file: str
    line: int | None
    position: int

    def fault(self, reason: str) -> InputError:
        """Return what is wrong with this record as an error at its place."""
        return InputError(reason, file=self.file, line=self.line)


class Format(Protocol):
    """A file format. To add one, write a module with one of these and name it in ``registry``.

    Attributes:
        name: as in ``--format``.
        title: for file dialogs.
        suffixes: in lower case, with the dot.
        can_write: whether ``write`` may be called.

    """

    @property
    def name(self) -> str: ...  # noqa: D102

    @property
    def title(self) -> str: ...  # noqa: D102

    @property
    def suffixes(self) -> tuple[str, ...]: ...  # noqa: D102

    @property
    def can_write(self) -> bool: ...  # noqa: D102

    def sniff(self, head: bytes) -> bool:
        """Tell whether a file that begins with ``head`` is surely of this format."""
        ...

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield what the file holds, checked; every offset is in code points of ``text``.

        Raises:
            InputError: through ``options.refuse``, for each thing that cannot be taken in.

        """
        ...

    def write(self, records: Iterable[Annotated], file: BinaryIO) -> None:
        """Write records; the same records give the same bytes."""
        ...


def cannot_read(error: OSError, file: str) -> InputError:
    """Return why a file cannot be read as an error for the user."""
    if isinstance(error, FileNotFoundError):
        return InputError("there is no such file or folder", file=file)
    return InputError(f"cannot be read ({error.strerror or error})", file=file)
