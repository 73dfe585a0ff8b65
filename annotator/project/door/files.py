"""What can be told of a project file before it is opened: its header and where it lies."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.errors import NewerProjectError, NotAProjectError, ProjectError
from annotator.inputs import fault_of
from annotator.openfiles import Held, hold
from annotator.project.storage.pages import HEADER, header_of
from annotator.project.storage.schema import APPLICATION_ID, REVISION
from annotator.words import say

SUFFIX = ".annotator"

LONGEST_SIDE = "-journal"
"""The longest end that SQLite gives to names of files beside a project."""

_PAGE = 4096
_NETWORK_FILESYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "afs", "9p", "ncpfs"}
_NETWORK_FILESYSTEMS |= {"afpfs", "webdav", "macfuse", "osxfuse"}  # as macOS calls them
_REMOTE = 4
"""What Windows says of a letter that stands for a folder of another machine."""


@contextmanager
def held(path: Path) -> Iterator[Held]:
    """Hold a project file, see ``openfiles``, for a look into it.

    Raises:
        NotAProjectError: it is a folder or a device.
        ProjectError: there is no such file, or it cannot be read.

    """
    try:
        if fault := fault_of(path):  # a pipe, say, would let nobody go on
            raise NotAProjectError(say("{path}: {fault}", path=path, fault=fault))
        file = hold(path)
    except FileNotFoundError:
        raise ProjectError(say("{path}: there is no such project", path=path)) from None
    except OSError as error:
        raise ProjectError(
            say("{path}: cannot be read ({why})", path=path, why=error.strerror or str(error))
        ) from None
    try:
        yield file
    finally:
        file.let_go()


def read_revision(path: Path) -> int:
    """Return the schema revision in the header of a project file, bypassing SQLite.

    Raises:
        NotAProjectError: the file is not a project of this program.
        NewerProjectError: it was made by a newer version of the program.
        ProjectError: there is no such file, or it cannot be read.

    """
    with held(path) as file:
        try:
            header = header_of(file.read(HEADER, 0))
        except OSError as error:
            raise ProjectError(
                say("{path}: cannot be read ({why})", path=path, why=error.strerror or str(error))
            ) from None
    if header is None:
        if _may_be_damaged(path):
            raise NotAProjectError(
                say(
                    "{path}: this is not an Annotator project; if it was one, save what can be"
                    " read with “annotator recover FILE OUT”",
                    path=path,
                )
            )
        raise NotAProjectError(say("{path}: this is not an Annotator project", path=path))
    if header.application != APPLICATION_ID:
        raise NotAProjectError(
            say("{path}: this SQLite file is not an Annotator project", path=path)
        )
    if header.revision > REVISION:
        raise NewerProjectError(
            say(
                "{path}: made by a newer version of Annotator (format {revision}, this"
                " version knows {known}); it was left untouched",
                path=path,
                revision=header.revision,
                known=REVISION,
            )
        )
    return header.revision


def _may_be_damaged(path: Path) -> bool:
    """Tell whether a file has the size of a project, and so may be one with a damaged beginning."""
    try:
        size = path.stat().st_size
    except OSError:
        return False
    return size >= 2 * _PAGE and size % _PAGE == 0


def on_network_drive(path: Path) -> bool:
    """Tell whether ``path`` lies on a drive where SQLite's write-ahead log does not work."""
    resolved = str(path.resolve())
    if sys.platform == "win32":
        import ctypes

        drive = path.resolve().anchor
        kind_of_drive: int = ctypes.windll.kernel32.GetDriveTypeW(drive)
        return resolved.startswith("\\\\") or kind_of_drive == _REMOTE
    if sys.platform == "darwin":
        told = subprocess.run(["/sbin/mount"], check=False, capture_output=True, text=True).stdout
        mounted = list(mounted_on_macos(told))
    else:
        mounts = Path("/proc/mounts")
        if not mounts.exists():
            return False
        mounted = []
        for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
            _, mount, filesystem, *_ = line.split(" ")
            mounted.append((mount.replace("\\040", " "), filesystem))
    best, kind = "", ""
    for mount, filesystem in mounted:
        inside = resolved == mount or resolved.startswith(mount.rstrip("/") + "/")
        if inside and len(mount) >= len(best):
            best, kind = mount, filesystem
    return kind in _NETWORK_FILESYSTEMS


def mounted_on_macos(told: str) -> Iterator[tuple[str, str]]:
    """Yield the places of drives and the kinds of their file systems, as ``mount`` tells them.

    A line is “WHAT on PLACE (KIND, option, …)”.
    """
    for line in told.splitlines():
        before, _, options = line.rpartition(" (")
        _, _, place = before.partition(" on ")
        if place:
            yield place, options.partition(",")[0].rstrip(")")
