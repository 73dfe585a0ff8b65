"""Making backups, and letting go of old ones."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import msgspec

from annotator.errors import NotAProjectError, NotSavedError, OtherFileError, ProjectError
from annotator.openfiles import to_disk
from annotator.project.backups import pieces, places
from annotator.project.backups.copying import (
    Stop,
    cannot_write,
    copied,
    copied_as_it_is,
    give_name,
    in_plain_words,
    never,
    reader,
)
from annotator.project.backups.facts import Facts, is_project, read_facts
from annotator.project.backups.keeping import Kept, superfluous
from annotator.project.backups.listing import (
    NOTE,
    Backup,
    Note,
    backups_in,
    facts_of,
    name_of,
    note_path,
)
from annotator.project.door.database import Database
from annotator.project.door.files import SUFFIX
from annotator.unfinished import being_made, sweep, unfinished_path
from annotator.words import say

_ORPHANED = timedelta(days=1)


def _nothing() -> None:
    """Check nothing."""


def back_up(
    source: sqlite3.Connection,
    path: Path,
    why: str,
    *,
    gentle: bool = False,
    stop: Stop = never,
    check: Callable[[], None] = _nothing,
) -> Path:
    """Make a verified backup of a project in its folder of backups, then let go of old ones.

    Args:
        source: a connection to the project, that is in no transaction.
        path: the project's file.
        why: one word, as "merge".
        gentle: pause while copying, for what runs beside somebody's work.
        stop: asked often.
        check: called when everything was copied; it raises if that is worth nothing.

    Returns:
        the copy's path.

    Raises:
        NotSavedError: there is no room, or it cannot be written.
        DamagedError: the project is damaged; earlier backups stay.
        CancelledError: it was asked to stop.

    """
    project, size = _about(source)
    folder = places.folder_of(project, path)
    at = datetime.now(UTC)
    with copied(source, _free(folder, path, at, why), gentle=gentle, stop=stop) as (copy, facts):
        check()
        try:
            made = _keep(copy, path, at, why, folder, facts)
        except OSError as error:
            raise cannot_write(folder, error) from error
    let_go(folder, made, size)
    pieces.remove_needless(folder, project)
    return made


def back_up_if_changed(
    database: Database, path: Path, why: str, *, stop: Stop = never
) -> Path | None:
    """Make a gentle backup if anything was done since the last one.

    Returns:
        the copy's path; None when nothing has changed, or somebody else is just making one.

    Raises:
        As ``back_up``.

    """
    facts = facts_of_open(database)
    folder = places.folder_of(facts.project, path)
    for place in (path.parent, folder):  # here nobody waits, however many files there are
        sweep(place)
    there = backups_in(folder)
    unchanged = there and there[0].facts == facts and _is_kept(database, facts.project)
    if unchanged or being_made(folder):
        return None
    return back_up_open(database, path, why, gentle=True, stop=stop)


def _is_kept(database: Database, project: str) -> bool:
    """Tell whether what will be folded into the file can be added to what is kept already."""
    with in_plain_words(None):
        mark = database.mark()
    return not (mark and database.has_log) or pieces.is_kept(mark, database.log_path, project)


def back_up_open(
    database: Database, path: Path, why: str, *, gentle: bool = False, stop: Stop = never
) -> Path:
    """Make a backup of a project that is open here; as ``back_up``."""

    def check() -> None:
        if problem := database.look():
            raise OtherFileError(problem)

    with database.bare() as source:
        return back_up(source, path, why, gentle=gentle, stop=stop, check=check)


def facts_of_open(database: Database) -> Facts:
    """Return what a project that is open here holds.

    Raises:
        DamagedError: it cannot be read.

    """
    with database.bare() as source, in_plain_words(None, say("the project cannot be read")):
        source.execute("BEGIN")
        try:
            return read_facts(source)
        finally:
            source.execute("ROLLBACK")


def back_up_file(path: Path, why: str) -> Path:
    """Make a backup of a project file of any format, which is not changed; as ``back_up``.

    Raises:
        NotAProjectError: it is something else.

    """
    with _project_file(path) as source:
        return back_up(source, path, why)


def write_copy(path: Path, out: Path) -> tuple[Path, Facts]:
    """Write a verified copy of a project file to a place of the user's choice.

    Args:
        path: of the project; it is not changed.
        out: a new file, or a folder, in which it gets its name by date.

    Returns:
        the copy's path, and what it holds.

    Raises:
        NotSavedError: there is something of that name, no room, or it cannot be written.
        NotAProjectError: PATH is no project.

    """
    if out.is_dir():
        out = out / name_of(path, datetime.now(UTC), "backup")
    elif out.suffix != SUFFIX:
        raise ProjectError(
            say(
                "{path}: a project's name ends in {suffix}; expected such a path",
                path=out,
                suffix=SUFFIX,
            )
        )
    if out.exists():
        raise NotSavedError(say("{path}: there is already something of that name", path=out))
    if not out.parent.is_dir():
        raise NotSavedError(
            say("{path}: the folder {parent} does not exist", path=out, parent=out.parent)
        )
    with _project_file(path) as source, copied(source, out) as (copy, facts):
        try:
            _as_readable_as(path, copy)
            give_name(copy, out)
        except FileExistsError:
            raise NotSavedError(
                say("{path}: there is already something of that name", path=out)
            ) from None
        except OSError as error:
            raise cannot_write(out.parent, error) from error
        with in_plain_words(None):
            source.execute("BEGIN")
            pieces.keep_what_is_left(source, facts.project, path)
            source.execute("ROLLBACK")
    return out, facts


@contextmanager
def _project_file(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a file to be read if it is a project.

    Raises:
        NotAProjectError: it is not.
        ProjectError: it cannot be read just now, as on a full disk.

    """
    with closing(reader(path)) as source:
        try:
            ours = is_project(source)
        except sqlite3.OperationalError:  # it cannot be told just now
            with in_plain_words(path.parent):
                raise
        except sqlite3.Error:
            ours = False
        if not ours:
            raise NotAProjectError(say("{path}: this is not an Annotator project", path=path))
        yield source


def put_aside(source: sqlite3.Connection, path: Path) -> Path:
    """Copy a damaged project into its folder of backups as it is; it is never let go of.

    Raises:
        NotSavedError: there is no room, or it cannot be written.
        DamagedError: not even its pages can be read.

    """
    project = ""
    with suppress(ProjectError):
        project, _ = _about(source)
    at, folder = datetime.now(UTC), places.folder_of(project, path)
    target = _free(folder, path, at, "damaged")
    with copied_as_it_is(source, target) as copy:
        try:
            _as_readable_as(path, copy)
            give_name(copy, target)
        except OSError as error:
            raise cannot_write(folder, error) from error
    return target


def _free(folder: Path, path: Path, at: datetime, why: str) -> Path:
    """Return a path in a folder of backups, which is made, that nothing has.

    Raises:
        NotSavedError: the folder cannot be made.

    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise cannot_write(folder, error) from error
    names = (folder / name_of(path, at, why, number) for number in count(1))
    return next(one for one in names if not one.exists())


def _about(source: sqlite3.Connection) -> tuple[str, int]:
    """Return a project's id ("" where it has none) and its size in bytes.

    Raises:
        DamagedError: it cannot be read.

    """
    with in_plain_words(None):
        project = read_facts(source).project
        pages: int = source.execute("PRAGMA page_count").fetchone()[0]
        size: int = source.execute("PRAGMA page_size").fetchone()[0]
    return project, pages * size


def _keep(copy: Path, path: Path, at: datetime, why: str, folder: Path, facts: Facts) -> Path:
    """Give a copy its name in the folder of backups, with its note beside it."""
    there = backups_in(folder)
    number = max((one.number for one in there), default=0) + 1
    note = Note(number=number, at=at, why=why, of=str(path.absolute()), facts=facts)
    _as_readable_as(path, copy)
    while True:
        target = _free(folder, path, at, why)
        _write(note_path(target), msgspec.json.encode(note))
        try:
            give_name(copy, target)
        except FileExistsError:  # somebody was quicker
            continue
        return target


def _write(target: Path, data: bytes) -> None:
    unfinished = unfinished_path(target)
    try:
        with unfinished.open("xb") as file:
            file.write(data)
            file.flush()
            to_disk(file.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _as_readable_as(path: Path, copy: Path) -> None:
    """Let those read a copy who can read the project; it can always be written."""
    with suppress(OSError):
        copy.chmod((path.stat().st_mode & 0o666) | 0o600)


def let_go(folder: Path, made: Path, project_bytes: int) -> list[Path]:
    """Remove the backups in a folder that the rules do not keep, and return their paths.

    One in which somebody has worked since is a project of its own, and stays. What cannot be
    removed stays, too.

    Args:
        folder: of one project's backups.
        made: the newest one, which stays whatever clocks say.
        project_bytes: the project's size.

    """
    # What has no note beside it, somebody has put there.
    there = [one for one in backups_in(folder) if one.number and one.path != made]
    kept = [Kept(one.number, one.at, one.bytes) for one in there]
    size = made.stat().st_size if made.exists() else 0
    size += sum(one.bytes for one in pieces.pieces_in(folder))
    newest = Kept(max((one.number for one in kept), default=0) + 1, datetime.now(UTC), size)
    removed = []
    for index in superfluous([*kept, newest], newest.at, project_bytes):
        backup = there[index]
        if _was_worked_in(backup):
            continue
        try:
            backup.path.unlink()
        except OSError:
            continue
        removed.append(backup.path)
        with suppress(OSError):
            note_path(backup.path).unlink(missing_ok=True)
    _remove_lonely_notes(folder, newest.at)
    return removed


def _was_worked_in(backup: Backup) -> bool:
    log = backup.path.with_name(f"{backup.path.name}-wal")
    if log.exists():  # it is open, or what was done in it is not folded yet
        return True
    return facts_of(backup.path) != backup.facts


def _remove_lonely_notes(folder: Path, now: datetime) -> None:
    with suppress(OSError):
        for note in folder.glob(f"*{SUFFIX}{NOTE}"):
            copy = note.with_name(note.name.removesuffix(NOTE))
            age = now.timestamp() - note.stat().st_mtime
            if not copy.exists() and age > _ORPHANED.total_seconds():
                note.unlink()
