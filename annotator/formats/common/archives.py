"""Zip archives, opened with care: nothing lands outside its folder or fills the disk."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import stat
import struct
import weakref
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from annotator.annotation.records import shorten
from annotator.errors import InputError
from annotator.formats.common.base import cannot_read
from annotator.formats.common.files import GZ, ZIP, Found, natural_key, printable, suffix_of
from annotator.inputs import open_input
from annotator.unfinished import make_temporary_folder
from annotator.words import Message, say

_HOLDS_WORK = frozenset(("annotation", "curation"))
"""Folders of an exported INCEpTION project in which each annotator's work may be an archive."""

_UTF8_FLAG = 0x800
_UNICODE_PATH = 0x7075
_MIXED = re.compile("[A-Za-z][\u0400-\u045f]|[\u0400-\u045f][A-Za-z]")
"""Cyrillic and Latin letters in one word: the encoding is another one."""

_NAME_ENCODINGS = (
    ("utf-8", re.compile("")),
    ("shift_jis", re.compile("[\u3000-\u30ff\u4e00-\u9fff\uff00-\uff65]")),
    ("gb2312", re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’—…·]")),
    ("euc_kr", re.compile("[\uac00-\ud7a3]")),
    ("cp866", re.compile("[\u0400-\u045f№]")),
    ("cp1251", re.compile("[\u0400-\u045f№«»—–]")),
)
_PIECE = 1 << 20
_MOST_FILES = 500_000
_MANY_BYTES = 100_000_000
_LONGEST_NAME = 80
_NO_NAME = re.compile(r'[<>:"|?*\x00-\x1f]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


class Unpacked:
    """Zip archives unpacked into a temporary folder, which goes when this object does.

    Args:
        most_bytes: how much all archives together may hold.
        most_times: how many times larger than the archive its content may be, once it is large.

    """

    def __init__(self, most_bytes: int = 2_000_000_000, most_times: int = 200) -> None:
        self._left = self._most_bytes = most_bytes
        self._most_times = most_times
        self._folder: Path | None = None
        self._archives = 0

    def unpack(self, path: Path, file: str, source: str) -> Iterator[Found | InputError]:
        """Yield the files in an archive in natural order, hidden ones passed over.

        Of a ``.gz`` file that is the one in it, under its name without that ending.

        Args:
            path: of the archive.
            file: its name for messages; a member is called ``archive.zip/inner/a.txt``.
            source: the beginning of what goes into ``Article.source``.

        """
        if suffix_of(path) != ZIP:
            yield self.decompress(path, file, source)
            return
        try:
            with open_input(path, file) as opened, zipfile.ZipFile(opened) as archive:
                members = archive.infolist()
                if len(members) > _MOST_FILES:
                    raise InputError(
                        say(
                            "this archive has more than {most:,} files; expected smaller ones",
                            most=_MOST_FILES,
                        )
                    )
                size = os.fstat(opened.fileno()).st_size
                # All of it before the first is looked at: some are read with what lies beside.
                yield from list(self._members(archive, members, size, file, source))
        except InputError as error:
            yield InputError(error.reason, file=file)
        except OSError as error:
            yield cannot_read(error, file)
        except _FAULTS as error:
            yield InputError(
                say("this zip archive cannot be read: {why}", why=str(error)), file=file
            )

    def _members(
        self,
        archive: zipfile.ZipFile,
        members: list[zipfile.ZipInfo],
        size: int,
        file: str,
        source: str,
    ) -> Iterator[Found | InputError]:
        folder = self._next_folder()
        budget = max(_MANY_BYTES, size * self._most_times)
        seen: set[Path] = set()
        named = decoded_names(members)
        parts_of = {id(one): _parts(name) for one, name in zip(members, named, strict=True)}
        members.sort(key=lambda member: [natural_key(part) for part in parts_of[id(member)]])
        for member in members:
            parts = parts_of[id(member)]
            inner = "/".join(printable(part) for part in parts)
            if member.is_dir() or not parts or _is_hidden(parts):
                continue
            fault = _fault(member, parts)
            if fault is None and suffix_of(Path(parts[-1])) == ZIP:
                yield from self._inside(archive, member, f"{file}/{inner}", f"{source}/{inner}")
                continue
            target = folder.joinpath(*(_safe(part) for part in parts))
            if not fault and target in seen:
                fault = say("the archive has two files of this name")
            if fault:
                yield InputError(fault, file=f"{file}/{shorten(inner, 300)}")
                continue
            seen.add(target)
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                if target.exists():  # here “A.txt” and “a.txt” are one name, there they are two
                    target = self._next_folder() / target.name
                    target.parent.mkdir(parents=True)
                with archive.open(member) as opened, target.open("xb") as written:
                    budget -= self._copy(opened, written, budget)
            except (OSError, *_FAULTS) as error:
                reason = say("this file of the archive cannot be unpacked: {why}", why=str(error))
                yield InputError(reason, file=f"{file}/{inner}")
                continue
            yield Found(target, f"{file}/{inner}", f"{source}/{inner}", named=False)

    def _inside(
        self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, file: str, source: str
    ) -> Iterator[Found | InputError]:
        """Yield what is in an archive inside one: of each annotator's work there is one."""
        folder = self._next_folder()
        folder.mkdir()
        inner = folder / "inner.zip"
        try:
            with archive.open(member) as opened, inner.open("xb") as written:
                self._copy(opened, written, max(_MANY_BYTES, member.compress_size * 2))
            with zipfile.ZipFile(inner) as nested:
                members = nested.infolist()[:_MOST_FILES]
                if any(suffix_of(Path(one.filename)) == ZIP for one in members):
                    raise InputError(
                        say("an archive inside an archive is not opened; unpack it first")
                    )
                yield from list(self._members(nested, members, inner.stat().st_size, file, source))
        except InputError as error:
            yield InputError(error.reason, file=file)
        except (OSError, *_FAULTS) as error:
            reason = say("this zip archive cannot be read: {why}", why=str(error))
            yield InputError(reason, file=file)

    def decompress(self, path: Path, file: str, source: str) -> Found | InputError:
        """Return the file that a ``.gz`` file holds, under its name without that."""
        folder = self._next_folder()
        folder.mkdir()
        target = folder / _safe(path.name[: -len(GZ)] or "file")
        try:
            with open_input(path, file) as opened, gzip.open(opened) as inside:
                size = os.fstat(opened.fileno()).st_size
                with target.open("xb") as written:
                    self._copy(inside, written, max(_MANY_BYTES, size * self._most_times))
        except InputError as error:
            return InputError(error.reason, file=file)
        except (OSError, *_FAULTS) as error:
            reason = say("this compressed file cannot be read: {why}", why=str(error))
            return InputError(reason, file=file)
        return Found(target, file, source, named=True)

    def _copy(self, opened: IO[bytes] | gzip.GzipFile, written: IO[bytes], budget: int) -> int:
        """Copy a file; what the archive says of its size is not believed."""
        copied = 0
        while piece := opened.read(_PIECE):
            copied += len(piece)
            self._left -= len(piece)
            if self._left < 0:
                raise InputError(
                    say(
                        "the archives hold more than {most} GB; expected less, or a folder",
                        most=self._most_bytes / 1e9,
                    )
                )
            if copied > budget:
                raise InputError(
                    say(
                        "this archive holds more than {most} times its own size, as an attack"
                        " would; expected a folder",
                        most=self._most_times,
                    )
                )
            written.write(piece)
        return copied

    def _next_folder(self) -> Path:
        if self._folder is None:
            self._folder = make_temporary_folder()
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._archives += 1
        return self._folder / str(self._archives)


def decoded_names(members: list[zipfile.ZipInfo]) -> list[str]:
    """Return the names in an archive; those without the mark of UTF-8 are decoded together.

    Such a name is in whatever encoding its system had. Python takes it for cp437. The first that
    fits them all: what Info-ZIP says beside, UTF-8, GBK or Shift JIS where all is Chinese or
    Japanese, cp866 or windows-1251 where all is Cyrillic; else cp437.
    """
    bare = {
        id(one): one.orig_filename.encode("cp437", "replace")
        for one in members
        if not one.flag_bits & _UTF8_FLAG and not one.orig_filename.isascii()
    }
    encoding = _encoding_of(b"\n".join(bare.values())) if bare else "cp437"
    names = []
    for one in members:
        said = _unicode_path(one)
        if said is not None:
            names.append(said)
        elif id(one) in bare:
            names.append(bare[id(one)].decode(encoding, "replace"))
        else:
            names.append(one.filename)
    return names


def _encoding_of(data: bytes) -> str:
    for encoding, script in _NAME_ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        beyond = [one for one in text if one > "\x7f"]
        if all(script.match(one) for one in beyond) and _MIXED.search(text) is None:
            return encoding
    return "cp437"


def _unicode_path(member: zipfile.ZipInfo) -> str | None:
    """Return the name that Info-ZIP keeps beside one in another encoding."""
    extra = member.extra
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        if kind == _UNICODE_PATH and 5 < size <= len(extra) - 4 and extra[4] == 1:
            (checksum,) = struct.unpack("<I", extra[5:9])
            if checksum == zlib.crc32(member.orig_filename.encode("cp437", "replace")):
                with suppress(UnicodeDecodeError):
                    return extra[9 : 4 + size].decode("utf-8")
        extra = extra[4 + size :]
    return None


def _parts(name: str) -> list[str]:
    return [part for part in name.replace("\\", "/").split("/") if part not in ("", ".")]


def _is_hidden(parts: list[str]) -> bool:
    return any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in parts)


def _fault(member: zipfile.ZipInfo, parts: list[str]) -> Message | None:
    name = member.filename.replace("\\", "/")
    if ".." in parts or name.startswith("/") or re.match("[a-zA-Z]:", name):
        return say("the path of this file leads out of the archive")
    if stat.S_ISLNK(member.external_attr >> 16):
        return say("this file of the archive is a link, which is not followed")
    if member.flag_bits & 0x1:
        return say("this file of the archive is encrypted; unpack it first")
    if suffix_of(Path(parts[-1])) == ZIP and _HOLDS_WORK.isdisjoint(parts[:-1]):
        return say("an archive inside an archive is not opened; unpack it first")
    return None


def _safe(part: str) -> str:
    """Return a name that every system takes, with the same suffix."""
    name = _NO_NAME.sub("_", printable(part)).rstrip(". ") or "_"
    if _RESERVED.match(name):
        name = f"_{name}"
    if len(name) > _LONGEST_NAME:
        suffix = "".join(Path(name).suffixes[-2:])[-20:]
        name = f"{name[: _LONGEST_NAME - len(suffix)]}{suffix}"
    return name
