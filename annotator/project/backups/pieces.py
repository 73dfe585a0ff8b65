"""Pieces: what was folded into a project's file since its newest backup, kept beside that.

A log is copied before it is folded into the file. The newest backup, the pieces and the log that
lies beside the file are then all that was ever saved, whatever becomes of the file. What continues
what is told by marks (``marks``): a piece begins with the mark of a backup, or with the one that
another piece ends with.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from annotator.project import logs
from annotator.project.backups import places
from annotator.project.backups.listing import Backup, backups_of
from annotator.project.logs import KEPT, Line
from annotator.project.storage import marks
from annotator.project.storage.marks import LOG

_NAME = re.compile(
    rf".*\.(?P<number>\d{{6,}})-(?P<salt>[0-9a-f]{{16}}){re.escape(KEPT)}", re.DOTALL
)


class Piece(NamedTuple):
    """One log that was kept before it was folded.

    Attributes:
        path: of the copy.
        number: rises from one to the next.
        salt: of the log, in hexadecimal digits.
        bytes: its size.

    """

    path: Path
    number: int
    salt: str
    bytes: int


def pieces_in(folder: Path) -> list[Piece]:
    """Return the pieces in a folder of backups, in their order; it need not be there."""
    found = []
    with suppress(OSError):
        for path in folder.iterdir():
            named = _NAME.fullmatch(path.name)
            if named is not None:
                with suppress(OSError):
                    size = path.stat().st_size
                    found.append(Piece(path, int(named["number"]), named["salt"], size))
    return sorted(found, key=lambda one: one.number)


def pieces_of(project: str) -> list[Piece]:
    """Return all pieces of a project (id), whatever its file was called."""
    found = [one for place in places.all_folders_of(project) for one in pieces_in(place)]
    return sorted(found, key=lambda one: one.number)


def keep(log: Path, frames: int, project: str, path: Path) -> Path:
    """Copy a log, up to one of its frames, to the pieces of a project; return the copy's path.

    Args:
        log: whose first frames do not change meanwhile.
        frames: the last of a transaction.
        project: its id.
        path: of the project's file.

    Raises:
        OSError: it cannot be written.

    """
    with log.open("rb") as file:
        header = logs.header_of(file.read(logs.HEADER))
    salt = header.salt.hex() if header is not None else ""
    there = pieces_of(project)
    piece = next((one.path for one in reversed(there) if one.salt == salt), None)
    if piece is None:
        number = max((one.number for one in there), default=0) + 1
        folder = places.folder_of(project, path)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        piece = folder / f"{places.stem_of(path)}.{number:06d}-{salt}{KEPT}"
    logs.extend_copy(log, piece, frames)
    return piece


def keep_what_is_left(source: sqlite3.Connection, project: str, path: Path) -> None:
    """Keep the log that a killed program has left, before it is folded by whoever closes the file.

    Args:
        source: a connection in a transaction: the log does not begin anew meanwhile.
        project: its id.
        path: of the project's file.

    """
    log = Path(f"{os.path.realpath(path)}{LOG}")
    source.execute("SELECT count(*) FROM sqlite_master").fetchall()  # it reads from here on
    with suppress(OSError):
        frames = logs.committed_frames(log)
        if frames and continues(log, project):
            keep(log, frames, project, path)


# -- what continues what ---------------------------------------------------------------------------


def continues(log: Path, project: str) -> bool:
    """Tell whether a log continues a backup of its project, or a piece that does.

    Raises:
        OSError: the log cannot be read.

    """
    return _is_continued(*states_of(log), project)


def is_kept(mark: str, log: Path, project: str) -> bool:
    """Tell whether a project that is open can be built from what is kept of it, and its log.

    Args:
        mark: that it has now.
        log: that lies beside it, if there is one.
        project: its id.

    """
    base, states = mark, {mark}
    with suppress(OSError):
        of_log, in_log = states_of(log)
        if mark in in_log:
            base, states = of_log, in_log
    return _is_continued(base, states, project)


def _is_continued(base: str, states: set[str], project: str) -> bool:
    if _ending_with(base, pieces_of(project)) is not None:
        return True
    return _backup_at(states, backups_of(project)) is not None


def line_of(log: Path, of: str | None = None) -> Line | None:
    """Return the backup that a log belongs to, and what lies between them; None if that is lost.

    Args:
        log: that was kept.
        of: the id of the project that it has to be of; None: any.

    Raises:
        OSError: the log cannot be read.

    """
    noted = marks.in_log(log)
    if not noted:
        return None
    project = noted[0].project
    if of not in (None, project):
        return None
    return _line([log], pieces_of(project), backups_of(project))


def line_to(mark: str, project: str) -> Line | None:
    """Return what is to be put together to have the state of a project with a mark."""
    backups, pieces = backups_of(project), pieces_of(project)
    found = _backup_at({logs.real(mark)}, backups)
    if found is not None:
        return Line(found, ())
    last = _ending_with(mark, pieces)
    with suppress(OSError):
        return None if last is None else _line([last.path], pieces, backups)
    return None


def _line(known: Sequence[Path], pieces: Sequence[Piece], backups: Sequence[Backup]) -> Line | None:
    """Go back from a log to the backup that it rests on."""
    line = [*known]
    while True:
        base, states = states_of(line[0])
        found = _backup_at(states, backups)
        if found is not None:
            return Line(found, tuple(line))
        before = _ending_with(base, pieces)
        if before is None or before.path in line:
            return None
        line.insert(0, before.path)


def states_of(log: Path) -> tuple[str, set[str]]:
    """Return the mark before a log, and those of all states that it can be replayed into."""
    noted = marks.in_log(log)
    if not noted:
        return "", set()
    base = logs.real(noted[0].marks.base)
    return base, {base, *(one.marks.now for one in noted)} - {""}


def _ending_with(mark: str, pieces: Sequence[Piece]) -> Piece | None:
    for piece in reversed(pieces) if logs.real(mark) else ():
        with suppress(OSError):
            if logs.marks_around(piece.path)[1] == mark:
                return piece
    return None


def _backup_at(states: set[str], backups: Sequence[Backup]) -> Path | None:
    """Return the newest of some backups that is in one of some states."""
    found = (one.path for one in backups if states and logs.mark_in(one.path) in states)
    return next(found, None)


# -- which are needed ------------------------------------------------------------------------------


def ends(project: str) -> Iterator[Line]:
    """Yield the line to each piece that no other one continues, newest first."""
    pieces, backups = pieces_of(project), backups_of(project)
    around = {}
    for piece in pieces:
        with suppress(OSError):
            around[piece.path] = logs.marks_around(piece.path)
    bases = {base for base, _ in around.values()}
    for piece in reversed(pieces):
        if piece.path in around and around[piece.path][1] not in bases:
            with suppress(OSError):
                line = _line([piece.path], pieces, backups)
                if line is not None:
                    yield line


def remove_needless(folder: Path, project: str) -> None:
    """Remove the pieces in a folder that a newer backup has, or whose backup is gone."""
    there = pieces_in(folder)
    if not there:
        return
    needed = {path for line in ends(project) for path in line.logs}
    for piece in there:
        if piece.path not in needed:
            with suppress(OSError):
                piece.path.unlink()
