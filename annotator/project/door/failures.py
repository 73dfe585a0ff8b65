"""What SQLite says when something fails, told apart and put into words."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError, OperationalError

from annotator.errors import (
    DamagedError,
    NotSavedError,
    ProjectBusyError,
    ProjectError,
)
from annotator.words import as_said, say

NO_ROOM = ("SQLITE_FULL", "SQLITE_IOERR_SHMSIZE")
"""What SQLite calls a full disk: to write, and to make the index of a log, as who reads does."""


def may_be_stored(error: DBAPIError) -> bool:
    """Tell whether a COMMIT that failed may have been carried out all the same."""
    name = getattr(error.orig, "sqlite_errorname", "") or ""
    if name:
        return name.startswith("SQLITE_IOERR")
    code = getattr(error.orig, "sqlstate", None) or ""
    return error.connection_invalidated or code.startswith(("57P", "08")) or not code


def _is_no_text(error: DBAPIError) -> bool:
    """Tell whether a text was read that is none; the driver has no name for that."""
    return str(error.orig).startswith("Could not decode to UTF-8")


def is_damage(error: DBAPIError) -> bool:
    """Tell whether a page of the file could not be read, or is not what it should be."""
    name = getattr(error.orig, "sqlite_errorname", "") or ""
    damaged = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR")
    return name.startswith(damaged) or _is_no_text(error)


def in_plain_words(error: DBAPIError, *, writing: bool) -> ProjectError:
    """Return what happened as a sentence for the person at the screen."""
    name = getattr(error.orig, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return ProjectBusyError(say("another program is writing to the project"))
    if name.startswith(NO_ROOM):
        return NotSavedError(say("the disk is full"))
    if name.startswith("SQLITE_READONLY"):
        if not writing:  # the log and its index lie beside the file
            return ProjectError(
                say(
                    "the folder of the project cannot be written, which even reading needs;"
                    " copy the project to another folder"
                )
            )
        return NotSavedError(say("the project file is read-only"))
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or _is_no_text(error):
        return DamagedError(say("the project file is damaged"))
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_PERM")):
        why = str(error.orig)
        if writing:
            return NotSavedError(say("the project file cannot be written ({why})", why=why))
        return ProjectError(say("the project file cannot be read ({why})", why=why))
    if name.startswith("SQLITE_CONSTRAINT"):
        reason = say(
            "the project refused a record that breaks its rules ({why})", why=str(error.orig)
        )
        return DamagedError(reason, advice=None)
    if isinstance(error, OperationalError):
        return NotSavedError(as_said(error.orig)) if writing else ProjectError(as_said(error.orig))
    return DamagedError(say("the database reported: {why}", why=str(error.orig)))


def finding(found: str) -> str:
    """Return what a check of SQLite has found, in one line: it names the database above it."""
    return " ".join(found.removeprefix("*** in database main ***").split())
