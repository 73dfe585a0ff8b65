"""Erasing: rows taken out, the file written anew, and what is kept elsewhere removed."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec

from annotator.exchange.starting import check_location
from annotator.project import Project, is_url
from annotator.project.backups.places import all_folders_of
from annotator.project.door.wiping import check_alone, write_anew
from annotator.project.operations.erasing import Erased


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of a project beside it, and still has what was erased.

    Attributes:
        folders: of backups and of the logs that are kept with them.
        files: how many lie there.

    """

    folders: tuple[Path, ...] = ()
    files: int = 0


def kept_of(location: str) -> Kept:
    """Return what is kept of a project that still has what was erased; nothing on a server."""
    if is_url(location):
        return Kept()
    with Project.open(location) as project:
        facts = project.facts()
    folders = tuple(all_folders_of(facts.project)) if facts is not None else ()
    return Kept(
        folders=folders,
        files=sum(one.is_file() for folder in folders for one in folder.rglob("*")),
    )


def erase(
    location: str, *, article: str | None = None, annotator: str | None = None, became: str = ""
) -> Erased:
    """Take an article, or a person's name, out of a project for good.

    Nobody else may have the project open. On a server rows are deleted; what its own files keep of
    them is the server's.

    Args:
        location: path of a project, or a database URL.
        article: its id; or
        annotator: whose name goes.
        became: what stands in place of the name; "" for a plain one.

    Raises:
        ProjectError: it cannot be opened, or others have it open.
        RuleError: nothing is known of such an article or annotator.
        NotSavedError: it could not be stored.

    """
    check_location(location)
    if not is_url(location):
        with Project.open(location):  # as a project, of this version
            pass
        check_alone(Path(location))
    with Project.open(location) as project:
        if article is not None:
            erased = project.erase_article(article)
        else:
            erased = project.erase_name(annotator or "", became or None)
    if not is_url(location):
        write_anew(Path(location))
    return erased


def remove_kept(kept: Kept) -> None:
    """Remove backups and kept logs; raises OSError where one cannot be removed."""
    for folder in kept.folders:
        shutil.rmtree(folder)
