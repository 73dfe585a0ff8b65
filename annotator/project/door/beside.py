"""What lies beside a project file when it is opened: logs of other files, and what is read-only.

A killed program leaves its log, and SQLite replays into a file whatever log lies beside it. So a
log is looked at first: one that belongs to another file is put aside, under a name of its own.
"""

from __future__ import annotations

import os
import stat
import time
from contextlib import suppress
from pathlib import Path

from annotator.errors import OtherFileError, ProjectError
from annotator.openfiles import INDEX, Held, is_locked_elsewhere
from annotator.project.door.rescuing import Kept, copy_file, free_name, how_to_build
from annotator.project.logs import KEPT
from annotator.project.storage import marks, pages
from annotator.project.storage.marks import LOG
from annotator.words import Message, say

_LOG_HEADER = 32
_LOOKS, _PAUSE_S = 10, 0.02
"""How often a log is read again that seems to be another file's: it may be written just now."""


def put_stray_log_aside(path: Path, held: Held, backups: Kept) -> Message | None:
    """Put a log aside that belongs to another file than the one beside it.

    Args:
        path: of the file.
        held: it.
        backups: know whether the log's own project can be put together.

    Returns:
        what to tell; None where there was none.

    Raises:
        OtherFileError: another program has the file open, under which it was overwritten.
        ProjectError: the log cannot be read, or not be put aside.

    """
    real = Path(os.path.realpath(path))
    log = Path(f"{real}{LOG}")
    try:
        if not _is_stray(log, held):
            return None
        if held.index_identity() is not None or is_locked_elsewhere(held):
            raise OtherFileError(
                say(
                    "{path}: the file was written over while a program had it open; close it"
                    " there first",
                    path=path,
                )
            )
        kept = free_name(path, "kept", KEPT)
        log.rename(kept)
        with suppress(FileNotFoundError):
            Path(f"{real}{INDEX}").unlink()
    except OSError as error:
        raise ProjectError(
            say(
                "{path}: the log beside it belongs to another file and cannot be put aside ({why})",
                path=path,
                why=error.strerror or str(error),
            )
        ) from None
    told = say(
        "Beside the project lay a log that belongs to another file or to another state of it; it"
        " was put aside as {name}",
        name=kept.name,
    )
    with suppress(ProjectError):
        backups.line_of(kept)
        command = how_to_build(kept, free_name(path, "rescued", path.suffix))
        return say(
            "{told}; the project that it belongs to comes back with “{command}”",
            told=told,
            command=command,
        )
    return told


def _is_stray(log: Path, held: Held) -> bool:
    for _ in range(_LOOKS):
        try:
            if log.stat().st_size <= _LOG_HEADER:
                return False
            before = _state(log, held)
            is_log, of_log = marks.is_log(log), marks.in_log(log)
        except FileNotFoundError:
            return False
        if is_log and marks.belong_together(info_in(held), of_log):
            return False
        if before == _state(log, held) and not is_locked_elsewhere(held):
            return True
        time.sleep(_PAUSE_S)
    return True


def _state(log: Path, held: Held) -> tuple[object, ...]:
    found, file = log.stat(), held.status()
    return found.st_size, found.st_mtime_ns, file.st_size, file.st_mtime_ns


def info_in(held: Held) -> dict[str, str]:
    """Return the rows of ``info`` in a project file itself, without what is in its log."""
    header = pages.header_of(held.read(pages.HEADER, 0))
    if header is None:
        return {}
    size = header.page_size
    return pages.info_of(lambda number: held.read(size, (number - 1) * size))


def why_read_only(path: Path) -> Message | None:
    """Return why a project can only be read; None when it can be written."""
    real = Path(os.path.realpath(path))
    if not os.access(real, os.W_OK):
        return say("the project file is read-only")
    if not os.access(real.parent, os.W_OK | os.X_OK):
        return say("the folder of the project is read-only")
    return None


def heal_permissions(path: Path, held: Held) -> None:
    """Let a log and its index be written again that were made while the file was read-only.

    Raises:
        ProjectError: that is not possible; it names them.

    """
    real = Path(os.path.realpath(path))
    mode = stat.S_IMODE(held.status().st_mode)
    for name in (Path(f"{real}{LOG}"), Path(f"{real}{INDEX}")):
        if not name.exists() or os.access(name, os.W_OK):
            continue
        with suppress(OSError):
            name.chmod(mode)
        if os.access(name, os.W_OK):
            continue
        try:
            if is_locked_elsewhere(held):
                raise OSError(0, "another program has the project open")
            _renew(name)
        except OSError as error:
            raise ProjectError(
                say(
                    "{name}: cannot be written, although the project can ({why}); close the"
                    " project everywhere and change the permissions of this file",
                    name=name,
                    why=error.strerror or str(error),
                )
            ) from None


def _renew(name: Path) -> None:
    """Replace somebody else's file by one of our own with the same content."""
    if name.name.endswith(INDEX):  # made anew from the log
        name.unlink()
        return
    copy = name.with_name(f"{name.name}.new")
    copy_file(name, copy)
    copy.replace(name)
