"""What a new project begins with."""

from __future__ import annotations

from pathlib import Path

from annotator.annotation.records import Label
from annotator.errors import ProjectError
from annotator.formats.common.labelset import is_codebook, read_label_set
from annotator.paths import shown_path, usable
from annotator.project import SUFFIX, Project, is_url, shown
from annotator.resources import resource
from annotator.words import say


def default_labels() -> list[Label]:
    """Return the labels of a new project: claim, quote, entity, boilerplate."""
    return read_label_set(resource("labels/news.json"))


def check_location(location: str | Path) -> None:
    """Check that a project can be called ``location``.

    Raises:
        ProjectError: it is neither a path that ends in ``.annotator`` nor a database URL, or no
            file can have this name.

    """
    if is_url(location):
        return
    if usable(location, ProjectError).suffix != SUFFIX:
        raise ProjectError(
            say(
                "{path}: a project's name ends in {suffix}; expected such a path or a database URL",
                path=shown_path(shown(location)),
                suffix=SUFFIX,
            )
        )


def create_project(location: str | Path, label_set: str | Path | None = None) -> Project:
    """Make a new project and open it.

    Args:
        location: a path that ends in ``.annotator``, or a database URL.
        label_set: a file of labels, or a codebook (``.qdc``); None: the default ones.

    Raises:
        InputError: the label set is not one.
        ProjectError: there is something already, or it cannot be written.

    """
    check_location(location)
    return Project.create(location, default_labels() if label_set is None else _read(label_set))


def _read(label_set: str | Path) -> list[Label]:
    if is_codebook(label_set):
        from annotator.formats.refi.codebook import codebook_in

        return codebook_in(label_set)
    return read_label_set(label_set)
