"""What becomes of acknowledged work when the file under a project's name is another one.

Nothing is written into a file that is not ours, and no log of ours is left beside one: the next
program that opens it would replay that into it. What was acknowledged goes where it belongs:

- moved, under whatever name: the log is folded into the file where it lies now;
- deleted, or replaced by another file: the whole project is still open, and is copied beside it;
- its log cut: what SQLite still holds of it in memory is saved, if that is all, in a new file;
- overwritten in place: what the log has is kept in a file of its own, and the project is built
  from the newest backup, from what was kept since whenever a log was folded, and from that.
"""

from __future__ import annotations

import glob
import os
import shlex
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from annotator.errors import DamagedError, OtherFileError, ProjectError
from annotator.openfiles import identity_of, is_locked_elsewhere, to_disk
from annotator.project import logs
from annotator.project.door.rebuilding import build
from annotator.project.door.watching import Finding, Watch
from annotator.project.logs import KEPT, Line, is_log, mark_in
from annotator.project.storage.marks import LOG
from annotator.unfinished import remove_database, unfinished_path
from annotator.words import Message, say

_LOG_HEADER, _FRAME_HEADER = 32, 24


class Kept(Protocol):
    """What is kept elsewhere of projects, so that they can be put together again."""

    def line_of(self, log: Path) -> Line:
        """Return the backup that a kept log belongs to, and the logs between them.

        Raises:
            ProjectError: there is no backup that it belongs to, or it cannot be read.

        """

    def line_to(self, mark: str, project: str) -> Line | None:
        """Return what leads to a state of a project (id); None where it is lost."""

    def newest_backup(self, project: str) -> Path | None:
        """Return the newest backup of a project (id), None where there is none."""


def settle(
    finding: Finding,
    watch: Watch,
    raw: sqlite3.Connection,
    others: Callable[[], None],
    kept: Kept | None = None,
) -> OtherFileError | None:
    """Bring what was acknowledged to where it belongs, and leave no log of ours behind.

    Args:
        finding: what has become of the file.
        watch: of it.
        raw: the only connection that is used from now on, outside of a transaction; it is not
            used afterwards.
        others: closes all other connections of this program that are idle.
        kept: knows what is kept of the project; None where nothing is.

    Returns:
        what to tell, naming the file that has it all; None when everything is well again.

    """
    others()
    if finding is Finding.OVERWRITTEN:
        return OtherFileError(_overwritten(watch, kept))
    if finding is Finding.LOG_CUT:
        told = _cut(watch, raw)
        return None if told is None else OtherFileError(told)
    if finding is Finding.LOG_GONE and identity_of(watch.log) is None and _fold(watch, raw):
        return None
    if finding is Finding.MOVED:
        place = watch.held.place()
        if _fold(watch, raw):
            _clear(watch)
            return OtherFileError(_moved(watch.path, place))
    return OtherFileError(_copied(watch, raw))


def fold_where_it_is(watch: Watch, raw: sqlite3.Connection) -> OtherFileError:
    """Bring everything into a file that has moved, and may still be put back; return what to tell.

    Nothing has its name meanwhile. Where another program has the file open, nothing is done yet.
    """
    place = watch.held.place()
    if not is_locked_elsewhere(watch.held) and not _has_other_log(watch):
        with suppress(sqlite3.Error):
            raw.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    index = watch.state()
    is_whole = index is not None and index.is_folded
    return OtherFileError(_moved(watch.path, place if is_whole else None))


def gone(path: Path) -> Message:
    """Return what to tell of a file that is not where it was, wherever it is."""
    return say(
        "{path}: the project has been moved or deleted while it was open; put it"
        " back, or close it and open it where it is now",
        path=path,
    )


def _moved(path: Path, place: Path | None) -> Message:
    if place is None:
        return gone(path)
    return say(
        "{path}: the project has been moved or deleted while it was open; everything that was"
        " saved is in {place}; open that, or put it back",
        path=path,
        place=place,
    )


# -- the log into the file where it lies now ------------------------------------------------------


def _fold(watch: Watch, raw: sqlite3.Connection) -> bool:
    """Fold the log into the file that is open, whatever its name; tell whether that was done.

    Leaving the log mode does it, under a lock that nobody gets who shares the file with another
    program, wherever that has opened it. Where the file has moved, SQLite folds the log, then
    says so, and the mode stays.
    """
    if identity_of(watch.log) is not None and not watch.has_own_log():
        return False  # SQLite would delete it by its name
    if _has_other_log(watch):
        return False
    try:
        raw.execute("PRAGMA busy_timeout=200")
        raw.execute("PRAGMA journal_mode=DELETE").fetchall()
    except sqlite3.Error as error:
        if error.sqlite_errorname != "SQLITE_READONLY_DBMOVED":
            return False
    index = watch.state()
    return index is None or index.is_folded


def _has_other_log(watch: Watch) -> bool:
    """Tell whether the file has another program's log where it lies by now.

    Its log and ours would overwrite each other. True where that cannot be known.
    """
    if watch.held.identity == identity_of(watch.path):
        return False
    place = watch.held.place()
    if place is None:
        return True
    log = Path(f"{place}{LOG}")
    with suppress(OSError):
        # A folder that was moved takes our own log along.
        return log.stat().st_size > 0 and not watch.is_own_log(log)
    return False


# -- the whole project into a new file ------------------------------------------------------------


def _copied(watch: Watch, raw: sqlite3.Connection) -> Message:
    """Copy the project, which is open still, into a new file; return what to tell."""
    reason = ""
    for folder in dict.fromkeys((watch.path.parent, Path.home())):
        try:
            copy = _copy_whole(watch.path, folder, raw)
        except (OSError, sqlite3.Error) as error:
            reason = reason or str(error)
            continue
        _clear(watch)
        return say(
            "{path}: the project has been moved or deleted while it was open; everything that was"
            " saved is now in {copy}; open that",
            path=watch.path,
            copy=copy,
        )
    kept = _keep(watch)
    if kept is not None:
        return say(
            "{path}: the project has been moved or deleted while it was open; what was saved last"
            " is kept in {kept}",
            path=watch.path,
            kept=kept,
        )
    return say(
        "{path}: the project has been moved or deleted while it was open; what was saved last"
        " could not be copied ({why})",
        path=watch.path,
        why=reason,
    )


def _copy_whole(path: Path, folder: Path, raw: sqlite3.Connection) -> Path:
    copy = free_name(folder / path.name, "rescued", path.suffix)
    unfinished = unfinished_path(copy)
    try:
        with closing(sqlite3.connect(unfinished)) as target:
            raw.backup(target)
        unfinished.rename(copy)
    finally:
        remove_database(unfinished)
    return copy


def _cut(watch: Watch, raw: sqlite3.Connection) -> Message | None:
    """Save the project from its file and from memory, whole or not at all; return what to tell.

    What was cut off must not be folded: SQLite would write pages into the file of which others
    are missing.
    """
    index = watch.state()
    if index is not None and index.is_folded and _fold(watch, raw):
        return None  # it was all in the file
    told = say(
        "{path}: another program has cut off the log of the project while it was open",
        path=watch.path,
    )
    copy = None
    with suppress(OSError, sqlite3.Error):
        copy = _copy_whole(watch.path, watch.path.parent, raw)
        if not _is_whole(copy):
            remove_database(copy)
            copy = None
    if copy is not None:
        with suppress(OSError):
            os.truncate(watch.log, 0)  # so that SQLite has nothing to fold when it closes
        _clear(watch)
        return _all_there(told, copy)
    told = say("{told}, and nothing more is saved into it", told=told)
    if (kept := _keep(watch)) is not None:
        told = say("{told}; what is left of it is kept in {kept}", told=told, kept=kept)
    return say("{told}; what was saved last is lost if it is not in the newest backup", told=told)


def _is_whole(copy: Path) -> bool:
    with closing(sqlite3.connect(copy)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def free_name(path: Path, what: str, suffix: str) -> Path:
    """Return ``NAME.WHAT-DATE.SUFFIX`` beside ``path``, with a number where a file has that."""
    stamp = f"{path.stem}.{what}-{datetime.now(UTC).strftime('%Y%m%dT%H%M%S')}"
    name, number = path.with_name(f"{stamp}{suffix}"), 2
    while name.exists():
        name, number = path.with_name(f"{stamp}-{number}{suffix}"), number + 1
    return name


# -- the log into a file of its own ----------------------------------------------------------------


def _overwritten(watch: Watch, backups: Kept | None) -> Message:
    """Put together what was saved in a file of its own; return what to tell."""
    told = say(
        "{path}: another program has written over the project while it was open", path=watch.path
    )
    kept = _keep(watch)
    mark = _last_mark(kept) or watch.last_mark
    if kept is None and (rescued := _rescued_elsewhere(watch, mark)):
        return _all_there(told, rescued)
    line = _line_to(kept, mark, watch, backups)
    target = free_name(watch.path, "rescued", watch.path.suffix)
    if line is not None:
        try:
            rescued = build(line, target)
        except DamagedError:
            line = None
        except ProjectError as error:
            return say(
                "{told}, and nothing more is saved into it; everything that was saved comes back"
                " with “{command}” ({why})",
                told=told,
                command=how_to_build(line.logs[-1] if line.logs else line.backup, target),
                why=error.message,
            )
        else:
            return _all_there(told, rescued)
    newest = backups.newest_backup(watch.project or "") if backups is not None else None
    return _not_all_there(told, kept, newest)


def _all_there(told: Message, rescued: Path) -> Message:
    return say(
        "{told}; everything that was saved is now in {copy}; open that", told=told, copy=rescued
    )


def _not_all_there(told: Message, kept: Path | None, newest: Path | None) -> Message:
    told = say("{told}, and nothing more is saved into it", told=told)
    if kept is not None:
        told = say("{told}; what was saved last is kept in {kept}", told=told, kept=kept)
    if newest is None:
        return say("{told}; there is no backup", told=told)
    if kept is None:
        return say("{told}; the newest backup is {backup}", told=told, backup=newest)
    return say("{told}; it does not continue the newest backup, {backup}", told=told, backup=newest)


def how_to_build(log: Path, target: Path) -> str:
    """Return the command that puts a project together from what is kept of it."""
    if is_log(log):
        return f"annotator recover {shlex.quote(str(log))} {shlex.quote(str(target))}"
    return f"annotator restore {shlex.quote(str(target))} {shlex.quote(str(log))}"


def _line_to(kept: Path | None, mark: str, watch: Watch, backups: Kept | None) -> Line | None:
    """Return what is to be put together: everything up to the last transaction."""
    if backups is None:
        return None
    with suppress(ProjectError):
        if kept is not None:
            return backups.line_of(kept)
        return backups.line_to(mark, watch.project or "")
    return None


def _last_mark(log: Path | None) -> str:
    with suppress(OSError):
        return logs.marks_around(log)[1] if log is not None else ""
    return ""


def _rescued_elsewhere(watch: Watch, mark: str) -> Path | None:
    """Return the project that another program has put together, which shared the log."""
    pattern = f"{glob.escape(watch.path.stem)}.rescued-*{glob.escape(watch.path.suffix)}"
    found = (one for one in watch.path.parent.glob(pattern) if mark and mark_in(one) == mark)
    return next(found, None)


def _keep(watch: Watch) -> Path | None:
    """Bring our log out of the way of other files; return where it is, None where it is empty."""
    if not watch.has_own_log():
        return None
    kept = None
    with suppress(OSError):
        if _worth_keeping(watch):
            kept = _kept_copy(watch)
    with suppress(OSError):
        os.truncate(watch.log, 0)  # so that SQLite has nothing to fold when it closes
    _clear(watch)
    return kept


def _kept_copy(watch: Watch) -> Path:
    """Copy our log to where there is room for it; where there is none, it gets another name.

    Raises:
        OSError: not even that can be done.

    """
    for folder in (watch.path.parent, Path.home(), Path(tempfile.gettempdir())):
        kept = free_name(folder / watch.path.name, "kept", KEPT)
        with suppress(OSError):
            copy_file(watch.log, kept)
            return kept
    kept = free_name(watch.path, "kept", KEPT)
    watch.log.rename(kept)
    return kept


def _worth_keeping(watch: Watch) -> bool:
    index = watch.state()
    return watch.log.stat().st_size > _LOG_HEADER and (index is None or index.frames > 0)


def copy_file(source: Path, target: Path) -> None:
    """Copy a file so that it is on the disk; one that is no project file.

    Raises:
        OSError: it cannot be copied.

    """
    unfinished = unfinished_path(target)
    try:
        with source.open("rb") as file, unfinished.open("xb") as copy:
            while data := file.read(1 << 20):
                copy.write(data)
            copy.flush()
            to_disk(copy.fileno())
        unfinished.rename(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _clear(watch: Watch) -> None:
    """Take the names of our log and its index away: what is open stays open."""
    with suppress(OSError):
        if watch.has_own_log():
            watch.log.unlink()
    with suppress(OSError):
        if watch.has_own_index():
            watch.index.unlink()
