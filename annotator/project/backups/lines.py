"""What is kept of a project that is lost: the backup that a log continues, and the logs between.

``door/rescuing.py`` asks when the file under a project's name is another one (``Kept``).
"""

from __future__ import annotations

from pathlib import Path

from annotator.errors import NotAProjectError, ProjectError
from annotator.project import logs
from annotator.project.backups import pieces
from annotator.project.backups.listing import backups_of
from annotator.project.door.rebuilding import build
from annotator.project.logs import Line
from annotator.words import say


def line_of(log: Path) -> Line:
    """Return the backup that a kept log belongs to, and the logs between them.

    Raises:
        NotAProjectError: it is no log of a project.
        ProjectError: there is no backup that it belongs to, or it cannot be read.

    """
    try:
        with log.open("rb") as file:
            if logs.header_of(file.read(logs.HEADER)) is None:
                raise NotAProjectError(
                    say("{log}: this is no log of an Annotator project", log=log)
                )
        line = pieces.line_of(log)
    except OSError as error:
        raise ProjectError(
            say("{log}: cannot be read ({why})", log=log, why=error.strerror or str(error))
        ) from error
    if line is None:
        raise ProjectError(say("{log}: there is no backup that this log continues", log=log))
    return line


def line_to(mark: str, project: str) -> Line | None:
    """Return what is to be put together for a state of a project (id); None where it is lost."""
    return pieces.line_to(mark, project)


def newest_backup(project: str) -> Path | None:
    """Return the newest backup of a project (id), None where there is none."""
    return next((one.path for one in backups_of(project)), None) if project else None


def rebuild(log: Path, target: Path) -> Path:
    """Write the project that a kept log belongs to, as it was at the log's end; as ``build``.

    Raises:
        NotAProjectError: it is no log of a project.
        ProjectError: there is no backup that it belongs to, or it cannot be read.

    """
    return build(line_of(log), target)
