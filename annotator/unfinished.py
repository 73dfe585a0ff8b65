"""Files and folders that are not finished: one way to name them, so that none stays for ever.

Whatever the program writes gets its own name only when it is complete. Until then it has a hidden
name that says that it is ours and which process makes it. A process that was killed leaves such a
file behind; whoever next opens or writes in that folder removes it, and never one of a process
that lives. Files are only listed and unlinked here, never opened.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import sha256
from itertools import islice
from pathlib import Path

SIDES = ("", "-journal", "-wal", "-shm")
"""What may lie beside a database: the ends of the names of its files."""

SWEPT_AT_ONCE = 5_000
"""So many entries of a folder are looked at where somebody waits: some milliseconds."""

_SUFFIX = ".part"
_LONGEST = 60
"""How many bytes of the target's name are in it; names have at most 255 bytes."""

_FOREIGN_S = 2 * 24 * 3600.0
"""After how long without a write it is left behind, where the process cannot be asked for."""

_RECENT_S = 600.0

_WHO = (
    r"annotator-(?P<system>[0-9a-f]{8})-(?P<boot>[0-9a-f]{8})"
    r"-(?P<process>\d{1,10})-(?P<started>\d{1,20})-[0-9a-z_]{8}"
)
_NAME = re.compile(rf"\..*{_WHO}{re.escape(_SUFFIX)}(-journal|-wal|-shm)?", re.DOTALL)
_FOLDER = re.compile(_WHO)
_EARLIER = re.compile(  # as earlier versions called them: they name no process
    r"\.(?:.*\.[0-9a-f]{12}\.part|[0-9a-f]{32}\.annotator(-journal|-wal|-shm)?)", re.DOTALL
)


def unfinished_path(target: Path) -> Path:
    """Return a new hidden name beside ``target``, of this process."""
    beginning = os.fsencode(target.name)[:_LONGEST].decode("utf-8", "ignore")
    return target.with_name(f".{beginning}.{_who()}-{os.urandom(4).hex()}{_SUFFIX}")


def remove_database(path: Path) -> None:
    """Remove a database that was not finished, with what lies beside it."""
    for end in SIDES:
        with suppress(OSError):
            path.with_name(path.name + end).unlink(missing_ok=True)


def make_temporary_folder() -> Path:
    """Make a folder of this process among the system's temporary ones, and sweep those."""
    sweep_temporary()
    return Path(tempfile.mkdtemp(prefix=f"{_who()}-"))


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A temporary folder that is removed at the end of the block."""
    folder = make_temporary_folder()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(folder: Path, at_most: int | None = None) -> list[str]:
    """Remove what processes that are no more have left unfinished in a folder.

    What cannot be removed stays, and nothing is raised: it is tidying.

    Args:
        folder: only itself, not what is below.
        at_most: how many entries are looked at, where somebody waits for it; None: all.

    Returns:
        the names of what was removed.

    """
    return [name for name in _listed(folder, at_most) if _sweep_one(folder, name, _NAME)]


def sweep_temporary() -> list[str]:
    """Remove the temporary folders of processes that are no more; as ``sweep``."""
    folder = Path(tempfile.gettempdir())
    return [name for name in _listed(folder, None) if _sweep_one(folder, name, _FOLDER)]


def being_made(folder: Path) -> bool:
    """Tell whether another living process is just making something in a folder."""
    mine = f".{_who()}-"
    for name in _listed(folder, None):
        found = _NAME.fullmatch(name)
        if found is None or mine in name:
            continue
        try:
            written = (folder / name).lstat().st_mtime
        except OSError:
            continue
        if _is_alive(found, written, _RECENT_S):
            return True
    return False


def _listed(folder: Path, at_most: int | None) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return [
                entry.name
                for entry in islice(entries, at_most)
                if entry.name.startswith((".", "annotator-"))
            ]
    except OSError:
        return []


def _sweep_one(folder: Path, name: str, pattern: re.Pattern[str]) -> bool:
    """Remove one entry if it was left behind; tell whether it was."""
    found = pattern.fullmatch(name)
    earlier = found is None and pattern is _NAME and _EARLIER.fullmatch(name) is not None
    if found is None and not earlier:
        return False
    path = folder / name
    try:
        what = path.lstat()
        if not _is_ours(what):
            return False
        if _is_alive(found, what.st_mtime, _FOREIGN_S):
            return False
        if stat.S_ISDIR(what.st_mode):
            shutil.rmtree(path)
        else:
            path.unlink()
    except OSError:
        return False
    return True


def _is_ours(what: os.stat_result) -> bool:
    """Tell whether it belongs to the user who runs this; in shared folders others have theirs."""
    return sys.platform == "win32" or what.st_uid == os.geteuid()


def _who() -> str:
    """Return what tells this process from all others, as a part of a name."""
    process = os.getpid()
    return f"annotator-{_system()}-{_boot()}-{process}-{_started(process) or 0}"


@cache
def _system() -> str:
    """Return what tells this machine, and its table of processes, from others."""
    told = [socket.gethostname()]
    with suppress(OSError):
        told.append(Path("/etc/machine-id").read_text(encoding="utf-8", errors="replace"))
    with suppress(OSError):
        told.append(os.readlink("/proc/self/ns/pid"))  # noqa: PTH115 - no path, but a name
    return _short("\n".join(told))


@cache
def _boot() -> str:
    """Return what tells this start of the machine from others, as far as it has a name."""
    with suppress(OSError):
        return _short(Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii"))
    return _short("")


def _short(told: str) -> str:
    return sha256(told.encode("utf-8", "replace")).hexdigest()[:8]


def _is_alive(found: re.Match[str] | None, written: float, silence_s: float) -> bool:
    """Tell whether the process that makes something lives, as far as that can be known.

    Args:
        found: what its name says; None where that names no process.
        written: when it was written last.
        silence_s: for how long it may be silent where the process cannot be asked for.

    """
    if found is not None and found["system"] == _system():
        if found["boot"] != _boot() and written < _booted_at():
            return False
        if found["boot"] == _boot() and sys.platform != "win32":  # there, asking would end it
            return _lives(found)
    return time.time() - written <= silence_s


def _booted_at() -> float:
    """Return when this machine was started, in seconds since 1970; 0 where it is not known."""
    try:
        up = Path("/proc/uptime").read_text(encoding="ascii").split()[0]
    except OSError:
        return 0.0
    return time.time() - float(up)


def _lives(found: re.Match[str]) -> bool:
    process, started = int(found["process"]), int(found["started"])
    if started:  # a number that was given again is another process
        return _started(process) == started
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _started(process: int) -> int | None:
    """Return when a process started, in the system's ticks; None when it is no more, or unknown."""
    try:
        told = Path(f"/proc/{process}/stat").read_bytes()
    except OSError:
        return None
    fields = told.rpartition(b")")[2].split()
    if len(fields) < 20 or fields[0] in (b"Z", b"X"):
        return None
    return int(fields[19])
