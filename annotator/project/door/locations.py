"""Which names of a project mean the same one: the same desk, whatever was typed."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy.exc import ArgumentError

from annotator.project.door.server import is_url, same_address


def absolute(location: str | Path) -> str:
    """Return a path that means the same wherever the program goes on to; a URL as it is."""
    if is_url(location):
        return str(location)
    try:
        return str(Path(location).absolute())
    except OSError:  # the folder where the program was started is gone
        return str(location)


def place_of(location: str | Path) -> str:
    """Return what is equal for two names of one project, and for no others.

    For a file the absolute path without links, ``.`` and ``..``; for a database its address
    without password, port and options where they are the usual ones. A copy in another folder is
    another project, although it has the same id: somebody else may work on it there.
    """
    if is_url(location):
        try:
            return same_address(str(location))
        except (ArgumentError, ValueError):
            return str(location).partition("://")[0] + "://…"
    try:
        resolved = os.path.realpath(location)
    except (OSError, ValueError):
        return absolute(location)
    return os.path.normcase(resolved)
