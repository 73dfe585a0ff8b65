"""Opening and making the project that a command names."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from annotator.cli.terminal import complain
from annotator.errors import AnnotatorError, NotAProjectError, ProjectError
from annotator.exchange import check_location, create_project
from annotator.paths import usable
from annotator.project import Project, is_url


def opened_at(location: str) -> Project:
    """Open a project.

    Raises:
        ProjectError: it is not there, not one, or its name is not that of one.

    """
    check_location(location)
    return _told(Project.open(location))


def opened_if_there(location: str) -> Project | None:
    """Open a project; None where none is yet."""
    if not is_url(location):
        place = usable(location, ProjectError)
        return _told(Project.open(location)) if place.exists() else None
    try:
        return Project.open(location)
    except NotAProjectError:  # an empty database; creating refuses any other one
        return None


def _told(project: Project) -> Project:
    """Say what is to be known of a project before it is used."""
    for notice in project.notices:
        said = str(notice)
        complain(f"{project.location}: {said[:1].lower()}{said[1:]}")
    return project


def tell_the_blind(project: Project) -> None:
    """Say at a terminal to whom what is printed of everybody's work should not be shown.

    Standard error of a script stays empty: nobody reads there.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        return
    people = project.blind_people()
    if people:
        from annotator.exchange import listed

        complain(
            "note: this tells of everybody’s work; who has articles still to do is no longer blind"
            f" after reading it: {listed(people)}"
        )


@contextmanager
def created(location: str) -> Iterator[Project]:
    """Make a project that is removed again when the import into it fails.

    Unless others have begun to work in it meanwhile; one on a server stays, empty.
    """
    project = create_project(location)
    try:
        yield project
    except BaseException:
        unused = not is_url(location) and _is_unused(project)
        project.close()
        if unused:
            for end in ("", "-wal", "-shm"):
                with suppress(OSError):
                    Path(location + end).unlink(missing_ok=True)
        elif not is_url(location):
            complain(f"{location}: the new project stays, because there is other work in it")
        raise
    finally:
        project.close()


def _is_unused(project: Project) -> bool:
    try:
        return project.is_unused()
    except AnnotatorError:  # it cannot be read any more: no reason to believe so
        return False
