"""The user's own copy of the sample project: made when missing, somewhere that can be written."""

from __future__ import annotations

import tempfile
from pathlib import Path

from annotator.desktop.toolkit.settings import data_folder
from annotator.errors import AnnotatorError, NotSavedError
from annotator.project import Project, is_url
from annotator.words import as_said, say

_NAME = "sample.annotator"
_MOST_ASIDE = 10_000


def open_sample() -> Project:
    """Open the sample project; a copy that cannot be opened is put aside, never thrown away.

    Where the user's folder cannot be written it lies in a temporary one, which a notice of the
    project says.

    Raises:
        AnnotatorError: it cannot be made anywhere.

    """
    try:
        return _sample_in(data_folder())
    except (OSError, NotSavedError) as error:
        reason = (
            as_said(error.strerror or str(error)) if isinstance(error, OSError) else error.message
        )
    try:
        folder = Path(tempfile.mkdtemp(prefix="annotator-"))
    except OSError as error:
        raise NotSavedError(
            say(
                "there is no place for the sample project ({why}); name a project to open",
                why=error.strerror or str(error),
            )
        ) from error
    project = _sample_in(folder)
    project.notices += (
        say(
            "Your own folder cannot be written ({why}). This sample lies in {folder} and may be"
            " gone after a restart; make a project where you may write to keep your work.",
            why=reason,
            folder=folder,
        ),
    )
    return project


def is_sample(location: str) -> bool:
    """Tell whether a project is the sample, wherever its copy lies."""
    return not is_url(location) and Path(location).name == _NAME


def _sample_in(folder: Path) -> Project:
    """Open the sample in a folder, made when missing; raises OSError or NotSavedError."""
    place = folder / _NAME
    if place.exists():
        try:
            return Project.open(place)
        except AnnotatorError:
            aside = _aside(place)
            place.replace(aside)
            log = place.with_name(f"{place.name}-wal")
            if log.exists():  # what a killed program has left belongs to it
                log.replace(aside.with_name(f"{aside.name}-wal"))
    from annotator.exchange import ImportOptions, bring_in, create_project
    from annotator.resources import resource

    project = create_project(place)
    try:
        bring_in(project, [resource("samples/news.jsonl")], ImportOptions())
    except BaseException:
        project.close()
        place.unlink()
        raise
    return project


def _aside(place: Path) -> Path:
    for number in range(1, _MOST_ASIDE):
        aside = place.with_name(f"sample.unreadable-{number}.annotator")
        if not aside.exists():
            return aside
    raise NotSavedError(say("there are too many copies of the sample that could not be opened"))
