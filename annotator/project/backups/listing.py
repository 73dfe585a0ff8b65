"""The backups that there are, and what is known of each without opening it."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from annotator.errors import ProjectError
from annotator.project.backups import places
from annotator.project.backups.copying import reader, untouched
from annotator.project.backups.facts import Facts, read_facts
from annotator.project.door.files import SUFFIX

_NAME = re.compile(
    rf".*\.(?P<at>\d{{4}}-\d\d-\d\dT\d{{6}}Z)\.(?P<why>[a-z-]+)(-\d+)?{re.escape(SUFFIX)}",
    re.DOTALL,
)
NOTE = ".note"
"""The suffix of what is written beside a backup: no format that can be imported."""

_AT = "%Y-%m-%dT%H%M%SZ"


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """What is written beside a backup, so that a list need not open it.

    Attributes:
        number: rises from one backup to the next.
        at: when it was made, UTC.
        why: one word.
        of: the path of the project's file.
        facts: what the copy holds.

    """

    number: int
    at: datetime
    why: str
    of: str
    facts: Facts


class Backup(msgspec.Struct, frozen=True, kw_only=True):
    """One backup.

    Attributes:
        path: of the copy, which is a project file.
        at: when it was made, UTC.
        why: one word: opening, daily, import, merge, removal, migration, restore, asked.
        bytes: its size.
        of: the path of the project's file at that time, "" where that is not known.
        number: rises from one backup to the next, 0 where it is not known.
        facts: what it held when it was made, None where it cannot be read.

    """

    path: Path
    at: datetime
    why: str
    bytes: int
    of: str = ""
    number: int = 0
    facts: Facts | None = None


def name_of(path: Path, at: datetime, why: str, number: int = 1) -> str:
    """Return the name of a backup: by its project's file, date and reason."""
    stem = path.stem.encode("utf-8", "surrogateescape")[:100].decode("utf-8", "ignore")
    word = re.sub("[^a-z-]+", "-", why.lower()).strip("-") or "backup"
    further = f"-{number}" if number > 1 else ""
    return f"{stem}.{at.strftime(_AT)}.{word}{further}{SUFFIX}"


def note_path(copy: Path) -> Path:
    """Return where the note of a backup lies."""
    return copy.with_name(f"{copy.name}{NOTE}")


def backups_in(folder: Path) -> list[Backup]:
    """Return the backups in a folder, newest first; it need not be there."""
    found = []
    with suppress(OSError):
        for path in folder.iterdir():
            if path.suffix == SUFFIX and not path.name.startswith("."):
                with suppress(OSError):
                    found.append(backup_at(path))
    return _newest_first(found)


def backups_of(project: str) -> list[Backup]:
    """Return all backups of a project (id), newest first, whatever its file was called."""
    places_of = places.all_folders_of(project)
    return _newest_first([one for place in places_of for one in backups_in(place)])


def backups_of_file(path: Path) -> list[Backup]:
    """Return the backups of what lay at a path, newest first: of a project that is gone."""
    wanted, found = str(path.absolute()), []
    for place in places.folders():
        with suppress(OSError):
            for folder in place.iterdir():
                found += [one for one in backups_in(folder) if one.of == wanted]
    return _newest_first(found)


def backups_at(path: Path) -> list[Backup]:
    """Return the backups of the project that lies at a path, or that lay there."""
    project = id_of(path)
    return (backups_of(project) if project else []) or backups_of_file(path)


def id_of(path: Path) -> str:
    """Return the id of a project that may be damaged, "" where it cannot be read."""
    try:
        with closing(untouched(path)) as connection:
            found = connection.execute("SELECT value FROM info WHERE name = 'id'").fetchone()
    except (ProjectError, sqlite3.Error):
        return ""
    return str(found[0]) if found else ""


def _newest_first(found: list[Backup]) -> list[Backup]:
    return sorted(found, key=lambda one: (one.number, one.at, one.path.name), reverse=True)


def backup_at(path: Path) -> Backup:
    """Return what is known of a copy: by its note, else by its name and what is in it.

    Raises:
        OSError: it is gone.

    """
    what = path.stat()
    try:
        note = msgspec.json.decode(note_path(path).read_bytes(), type=Note)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        note = None
    if note is not None:
        return Backup(
            path=path,
            at=note.at,
            why=note.why,
            bytes=what.st_size,
            of=note.of,
            number=note.number,
            facts=note.facts,
        )
    named = _NAME.fullmatch(path.name)
    at = datetime.fromtimestamp(what.st_mtime, UTC)
    with suppress(ValueError):
        at = datetime.strptime(named["at"], _AT).replace(tzinfo=UTC) if named else at
    why = named["why"] if named else ""
    return Backup(path=path, at=at, why=why, bytes=what.st_size, facts=facts_of(path))


def facts_of(path: Path) -> Facts | None:
    """Return what a copy holds now, None when it cannot be read."""
    try:
        with closing(reader(path)) as connection:
            return read_facts(connection)
    except (ProjectError, sqlite3.Error):
        return None
