"""The pages of a file as they hold: those of its log over those of the file itself."""

from __future__ import annotations

import os
import struct
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from annotator.errors import ProjectError
from annotator.project.recovery.cells import TornError, read_page
from annotator.words import say

_MAGIC = b"SQLite format 3\x00"
_SIZES = (4096, 1024, 2048, 8192, 16384, 32768, 65536, 512)
_SAMPLE = 200
_LOG_HEADER, _FRAME_HEADER = 32, 24
_LOG_MAGIC = (0x377F0682, 0x377F0683)  # numbers in checksums: little end first, big end first


class Pages:
    """Reads pages by number, from 1; a file that is written meanwhile gives what it gives.

    Nothing is ever written, and no lock of SQLite's is touched as long as no other thread of the
    process has the file open.

    Raises:
        ProjectError: the file is not there or cannot be read.

    """

    def __init__(self, path: Path) -> None:
        self._log: BinaryIO | None = None
        try:
            self._file = path.open("rb")
        except FileNotFoundError:
            raise ProjectError(say("{path}: there is no such file", path=path)) from None
        except OSError as error:
            raise ProjectError(
                say("{path}: cannot be read ({why})", path=path, why=error.strerror or str(error))
            ) from None
        self.bytes = os.fstat(self._file.fileno()).st_size
        with suppress(OSError):
            self._log = path.with_name(path.name + "-wal").open("rb")
        log_size = self._page_size_of_log()
        self.size = log_size or self._find_page_size()
        self._frames: dict[int, int] = {}
        self.count = -(-self.bytes // self.size)
        if log_size:
            self.count = max(self.count, self._read_log())

    def __enter__(self) -> Pages:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
        if self._log is not None:
            self._log.close()

    def page(self, number: int) -> bytes:
        """Return the bytes of a page.

        Raises:
            TornError: it is not there, or not all of it.

        """
        if not 1 <= number <= self.count:
            raise TornError
        frame = self._frames.get(number)
        file: BinaryIO = self._file
        place = (number - 1) * self.size
        if frame is not None and self._log is not None:
            file, place = self._log, frame
        try:
            file.seek(place)
            data = file.read(self.size)
        except OSError:  # a bad sector
            raise TornError from None
        if len(data) != self.size:
            raise TornError
        return data

    @property
    def header(self) -> bytes:
        """The first 100 bytes; zeros where there are none."""
        try:
            return self.page(1)[:100]
        except TornError:
            return bytes(100)

    # -- how large pages are -------------------------------------------------------------------

    def _find_page_size(self) -> int:
        """Return the size with which most pages look like such; the header may be damaged."""
        self._file.seek(0)
        header = self._file.read(100)
        said = int.from_bytes(header[16:18], "big") if header.startswith(_MAGIC) else 0
        said = 65536 if said == 1 else said
        sizes = sorted(_SIZES, key=lambda size: size != said)
        return max(sizes, key=self._likeness)

    def _likeness(self, size: int) -> float:
        """Return which part of a sample of pages would be whole, if they had this size."""
        count = self.bytes // size
        if not count:
            return 0
        good = 0
        numbers = range(1, count + 1, max(1, count // _SAMPLE))
        for number in numbers:
            self._file.seek((number - 1) * size)
            with suppress(TornError, OSError, IndexError):
                good += read_page(self._file.read(size), number).sound
        return good / len(numbers)

    # -- the log -------------------------------------------------------------------------------

    def _page_size_of_log(self) -> int:
        """Return the page size that the log's header tells; 0 where there is no whole header."""
        if self._log is None:
            return 0
        header = self._log.read(_LOG_HEADER)
        if len(header) < _LOG_HEADER:
            return 0
        numbers: tuple[int, ...] = struct.unpack(">8I", header)
        magic, version, size, *_, first, second = numbers
        if magic not in _LOG_MAGIC or version != 3007000 or size not in _SIZES:
            return 0
        self._order = ">" if magic & 1 else "<"
        self._sums = (0, 0)
        if self._checksum(header[:24]) != (first, second):
            return 0
        self._salts = header[16:24]
        return size

    def _read_log(self) -> int:
        """Take up the pages of all transactions that were committed; return how many there are."""
        assert self._log is not None
        size, count = self.size, 0
        pending: dict[int, int] = {}
        place = _LOG_HEADER
        while True:
            self._log.seek(place)
            frame = self._log.read(_FRAME_HEADER + size)
            if len(frame) < _FRAME_HEADER + size or frame[8:16] != self._salts:
                return count
            number, pages, _, _, first, second = struct.unpack(">6I", frame[:_FRAME_HEADER])
            self._checksum(frame[:8])
            if self._checksum(frame[_FRAME_HEADER:]) != (first, second):
                return count
            pending[number] = place + _FRAME_HEADER
            if pages:
                self._frames.update(pending)
                pending.clear()
                count = pages
            place += _FRAME_HEADER + size

    def _checksum(self, data: bytes) -> tuple[int, int]:
        first, second = self._sums
        numbers = struct.unpack(f"{self._order}{len(data) // 4}I", data)
        for left, right in zip(numbers[::2], numbers[1::2], strict=True):
            first = (first + left + second) & 0xFFFFFFFF
            second = (second + right + first) & 0xFFFFFFFF
        self._sums = first, second
        return self._sums
