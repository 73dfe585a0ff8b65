"""Records that were looked at, kept until they are written: nothing is read, or checked, twice.

They are packed, as a record that is packed takes a third of the memory and less time than reading
it again; many of them lie in a file without a name, which goes with this process.
"""

from __future__ import annotations

import weakref
from collections.abc import Container, Iterator
from tempfile import SpooledTemporaryFile
from typing import Any

import msgspec

from annotator.annotation.records import Annotated
from annotator.errors import NotSavedError
from annotator.formats import Sourced
from annotator.words import say

IN_MEMORY = 16_000_000
"""So many bytes of packed records stay in memory; more of them go to the disk."""

SPANS = 20_000
"""A record of more spans is kept, and comes back, in several: of one article hundreds of thousands
take more memory than all else."""

_LENGTH = 8


class Kept:
    """Records in the order of reading, each with its number.

    Args:
        most: so many bytes are kept; of more the files are to be read again.

    Attributes:
        is_whole: whether all could be kept: there was room, and each could be packed.

    """

    def __init__(self, most: int) -> None:
        self._file: Any = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
        weakref.finalize(self, self._file.close)
        self._pack = msgspec.msgpack.Encoder(enc_hook=_as_plain).encode
        self._left = most
        self.is_whole = True

    def add(self, number: int, sourced: Sourced) -> None:
        """Keep a record, unless one before could not be kept."""
        if not self.is_whole:
            return
        try:
            for piece in _pieces(sourced):
                packed = self._pack((number, piece))
                self._file.write(len(packed).to_bytes(_LENGTH, "big"))
                self._file.write(packed)
                self._left -= len(packed)
        except (OSError, TypeError, ValueError, OverflowError, RecursionError):
            self.give_up()  # no room, or a value of a kind of its own
        if self._left < 0:
            self.give_up()

    def give_up(self) -> None:
        """Let go of all: the files are to be read again."""
        self.is_whole = False
        self._file.close()

    def read(self, without: Container[int]) -> Iterator[tuple[int, Sourced]]:
        """Yield the records, each with its number, but those of some numbers; see ``SPANS``.

        Raises:
            NotSavedError: they cannot be read.

        """
        try:
            yield from self._read(without)
        except OSError as error:
            why = error.strerror or str(error)
            raise NotSavedError(say("cannot be read ({why})", why=why)) from error

    def _read(self, without: Container[int]) -> Iterator[tuple[int, Sourced]]:
        unpack = msgspec.msgpack.Decoder(tuple[int, Sourced]).decode
        file = self._file
        file.seek(0)
        while length := file.read(_LENGTH):
            number, sourced = unpack(file.read(int.from_bytes(length, "big")))
            if number not in without:
                yield number, sourced


def _pieces(sourced: Sourced) -> Iterator[Sourced]:
    """Yield a record in some of at most so many spans; the last one has all that is said beside."""
    record = sourced.record
    spans = record.spans
    if len(spans) <= SPANS:
        yield sourced
        return
    whole = range(0, len(spans), SPANS)
    for begin in whole:
        some = spans[begin : begin + SPANS]
        piece = Annotated(
            article=record.article,
            annotator=record.annotator,
            gold=record.gold,
            program=record.program,
            spans=some,
        )
        if begin == whole[-1]:
            piece = msgspec.structs.replace(record, spans=some)
        yield msgspec.structs.replace(sourced, record=piece)


def _as_plain(value: object) -> object:
    """Return a text or a number of a library's own kind as a plain one."""
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int):
        return int(value)
    raise TypeError
