"""What can be told of a project file before it is opened: its header and where it lies."""

from __future__ import annotations

import sys
from pathlib import Path

from annotator.errors import InputError, NewerProjectError, NotAProjectError, ProjectError
from annotator.inputs import open_input
from annotator.project.schema import APPLICATION_ID, REVISION

SUFFIX = ".annotator"

LONGEST_SIDE = "-journal"
"""The longest end that SQLite gives to names of files beside a project."""

_PAGE = 4096
_SQLITE_MAGIC = b"SQLite format 3\x00"
_NETWORK_FILESYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "afs", "9p", "ncpfs"}


def read_revision(path: Path) -> int:
    """Return the schema revision in the header of a project file, opening nothing.

    Raises:
        NotAProjectError: the file is not a project of this program.
        NewerProjectError: it was made by a newer version of the program.
        ProjectError: there is no such file, or it cannot be read.

    """
    try:
        with open_input(path) as file:
            header = file.read(100)
    except InputError as error:
        raise NotAProjectError(str(error)) from None
    except FileNotFoundError:
        raise ProjectError(f"{path}: there is no such project") from None
    except OSError as error:
        raise ProjectError(f"{path}: cannot be read ({error.strerror})") from None
    if len(header) < 100 or not header.startswith(_SQLITE_MAGIC):
        raise NotAProjectError(f"{path}: this is not an Annotator project{_hint(path)}")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise NotAProjectError(f"{path}: this SQLite file is not an Annotator project")
    revision = int.from_bytes(header[60:64], "big")
    if revision > REVISION:
        raise NewerProjectError(
            f"{path}: made by a newer version of Annotator (format {revision}, this version"
            f" knows {REVISION}); it was left untouched"
        )
    return revision


def _hint(path: Path) -> str:
    """Return what to do if a file that has a project's size is one whose beginning is damaged."""
    try:
        size = path.stat().st_size
    except OSError:
        return ""
    if size < 2 * _PAGE or size % _PAGE:
        return ""
    return "; if it was one, save what can be read with “annotator recover FILE OUT”"


def on_network_drive(path: Path) -> bool:
    """Tell whether ``path`` lies on a drive where SQLite's write-ahead log does not work."""
    resolved = str(path.resolve())
    if sys.platform == "win32":
        return resolved.startswith("\\\\")
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return False
    best, kind = "", ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _, mount, filesystem, *_ = line.split(" ")
        mount = mount.replace("\\040", " ")
        inside = resolved == mount or resolved.startswith(mount.rstrip("/") + "/")
        if inside and len(mount) >= len(best):
            best, kind = mount, filesystem
    return kind in _NETWORK_FILESYSTEMS
