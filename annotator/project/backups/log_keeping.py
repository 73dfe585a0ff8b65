"""Before a log is folded into a project's file, it is kept among the backups.

So the file is never the only place of anything: it can be written over at any time. Where no
backup goes with the log, or where much has been kept since, a backup is made instead.
"""

from __future__ import annotations

import time
from pathlib import Path

from annotator.errors import CancelledError, ProjectError
from annotator.project.backups import pieces
from annotator.project.backups.copying import cannot_write
from annotator.project.backups.making import back_up_open
from annotator.project.backups.places import folder_of
from annotator.project.door.database import Database
from annotator.project.door.guarding import LogToKeep
from annotator.words import Message

MOST_BYTES = 64_000_000
"""How much is kept beside a backup, unless the project is larger: then as much as that."""

MOST_PIECES = 1_000
_AGAIN_AFTER_S = 600.0
WHY = "work"


class LogKeeper:
    """Keeps the logs of one project that is open.

    Attributes:
        problem: why what was folded last could not be kept; None where it could.

    """

    def __init__(self, path: Path) -> None:
        self.problem: Message | None = None
        self._path = path
        self._kept = ("", 0)
        self._failed_at: float | None = None
        self._stopped = False

    def stop(self) -> None:
        """Begin no backup any more: the project is being closed."""
        self._stopped = True

    def keep(self, database: Database, log: LogToKeep, *, in_bulk: bool = False) -> None:
        """Keep a log that is folded next; nothing is raised, see ``problem``.

        Args:
            database: of the project.
            log: whose frames stay as they are meanwhile.
            in_bulk: somebody waits, and much more comes: only where nothing goes with the log
                yet, a backup is made.

        """
        if self._kept == (log.salt, log.frames):
            return
        try:
            if self._is_backup_due(log, in_bulk=in_bulk):
                back_up_open(
                    database, self._path, WHY, gentle=not in_bulk, stop=lambda: self._stopped
                )
            pieces.keep(log.path, log.frames, log.project, self._path)
        except CancelledError:
            return
        except OSError as error:
            self._fail(cannot_write(folder_of(log.project, self._path), error))
        except ProjectError as error:
            self._fail(error)
        else:
            self._kept, self._failed_at, self.problem = (log.salt, log.frames), None, None

    def keep_at_end(self, log: LogToKeep) -> None:
        """Keep a log that is folded when the project is closed, where it goes with a backup."""
        if self._kept == (log.salt, log.frames):
            return
        try:
            if self._kept[0] == log.salt or pieces.continues(log.path, log.project):
                pieces.keep(log.path, log.frames, log.project, self._path)
        except OSError as error:
            self._fail(cannot_write(folder_of(log.project, self._path), error))

    def _fail(self, error: ProjectError) -> None:
        self.problem, self._failed_at = error.message, time.monotonic()

    def _is_backup_due(self, log: LogToKeep, *, in_bulk: bool) -> bool:
        if self._failed_at is not None and time.monotonic() - self._failed_at < _AGAIN_AFTER_S:
            return False
        if self._kept[0] != log.salt and not pieces.continues(log.path, log.project):
            return True
        if in_bulk:
            return False
        there = pieces.pieces_in(folder_of(log.project, self._path))
        many = sum(one.bytes for one in there) > max(MOST_BYTES, log.project_bytes)
        return many or len(there) > MOST_PIECES
