"""A copy of a project that can only be read, so that nothing is written where it lies.

Reading a project through SQLite writes beside it: the log and its index, and where the file is
read-only these stay so when it no longer is. So what can only be read is copied first, with what
is in its log, and read in the copy. It shows the project as it was when it was opened.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from annotator.errors import ProjectBusyError, ProjectError
from annotator.openfiles import Held
from annotator.project.storage.marks import LOG
from annotator.unfinished import make_temporary_folder
from annotator.words import say

_TRIES = 20
_CHUNK = 1 << 22


class Snapshot:
    """A copy in a folder of its own, which goes when it is closed."""

    def __init__(self, path: Path, held: Held) -> None:
        """Copy a project.

        Raises:
            ProjectBusyError: another program folds its log into the file again and again.
            ProjectError: there is no room for the copy, or the file cannot be read.

        """
        self._folder = make_temporary_folder()
        self.path = self._folder / path.name
        log = Path(f"{os.path.realpath(path)}{LOG}")
        try:
            for _ in range(_TRIES):
                before = _state(held, log)
                _copy(held, self.path)
                copied = Path(f"{self.path}{LOG}")
                copied.unlink(missing_ok=True)
                with suppress(FileNotFoundError), log.open("rb") as file, copied.open("wb") as to:
                    while data := file.read(_CHUNK):
                        to.write(data)
                if _state(held, log) == before:
                    return
        except OSError as error:
            self.close()
            raise ProjectError(
                say(
                    "{path}: it is read-only, and cannot be copied to be read ({why})",
                    path=path,
                    why=error.strerror or str(error),
                )
            ) from None
        self.close()
        raise ProjectBusyError(say("another program is writing to the project"))

    def close(self) -> None:
        """Remove the copy."""
        shutil.rmtree(self._folder, ignore_errors=True)


def _state(held: Held, log: Path) -> tuple[object, ...]:
    """Return what changes when the log is folded into the file, or begins anew.

    What is added to the log meanwhile is in the copy, or cut off where it is not whole.
    """
    found = held.status()
    head = b""
    with suppress(FileNotFoundError), log.open("rb") as file:
        head = file.read(32)
    return found.st_size, found.st_mtime_ns, head


def _copy(held: Held, target: Path) -> None:
    with target.open("wb") as copy:
        at = 0
        while data := held.read(_CHUNK, at):
            copy.write(data)
            at += len(data)
