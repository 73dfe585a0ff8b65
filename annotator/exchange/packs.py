"""Packs out and in: what one annotator needs as a file of its own, and what they did with it."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from annotator.errors import (
    CancelledError,
    InputError,
    NotSavedError,
    ProjectError,
    RuleError,
)
from annotator.exchange.outlook import count
from annotator.exchange.pace import Cancelled, Pace, Progress
from annotator.exchange.starting import check_location
from annotator.inputs import read_input
from annotator.paths import fault_in, usable
from annotator.project import Merged, Packed, Project, is_url, shown
from annotator.text import find_unstorable

_LINE_BREAK = re.compile("\r\n|\r|\n")  # and no other: an id may have U+2028


def pack_out(
    project: Project,
    out: str | os.PathLike[str],
    annotator: str,
    articles: Sequence[str] | None = None,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Packed:
    """Write a pack: a project file with what an annotator needs, and nobody else's work.

    Args:
        project: to read.
        out: a path that ends in ``.annotator``; there must be nothing yet.
        annotator: whose pack it is; may be new to the project.
        articles: ids, or files with an id on each line; None: the articles that are assigned to
            the annotator, or all where none is.
        progress: called at most twenty times a second with articles packed and in all.
        cancelled: asked often whether to stop.

    Raises:
        InputError: a file of ids cannot be read.
        ProjectError: an article is not in the project, or OUT is no name of a project.
        NotSavedError: there is something already, or the place cannot be written.
        CancelledError: the user stopped it; nothing is left.

    """
    if is_url(os.fspath(out)):
        raise ProjectError("a pack is a file; expected a path that ends in .annotator")
    check_location(os.fspath(out))
    wanted = None if articles is None else _ids(project, articles)
    pace = Pace("packing", progress, cancelled)
    packed = project.pack(Path(out), annotator, wanted, pace.step)
    pace.finish(packed.articles)
    return packed


def _ids(project: Project, given: Sequence[str]) -> list[str]:
    """Return article ids, those in files among them, each once."""
    ids: list[str] = []
    for one in given:
        if _is_id(project, one):
            ids.append(one)
            continue
        try:
            lines = _LINE_BREAK.split(read_input(usable(one, InputError), one).decode("utf-8-sig"))
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"no list of article ids can be read ({error})", file=one) from error
        ids += [line.strip() for line in lines if line.strip()]
    return list(dict.fromkeys(ids))


def _is_id(project: Project, given: str) -> bool:
    """Tell whether an article is meant, and not a file of ids; one that is neither is an id."""
    if find_unstorable(given) is not None:
        return False
    return project.has_article(given) or (not fault_in(given) and not Path(given).is_file())


def merge_in(
    project: Project,
    pack: str | os.PathLike[str],
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Merged:
    """Bring in what was done in a pack, or in any other project with articles in common.

    Articles are in common where id and text are equal; others stay where they are.

    Args:
        project: into which.
        pack: path or address of the other one, which is only read; one of an older version is
            backed up and migrated first.
        progress: called at most twenty times a second with how far it is, and how far it goes.
        cancelled: asked often whether to stop.

    Raises:
        ProjectError: no article is in common, or one has different texts; nothing has changed.
        NotSavedError: it could not be stored; nothing has changed.
        CancelledError: the user stopped it; nothing has changed.

    """
    location = os.fspath(pack)
    check_location(location)
    if not is_url(location) and not is_url(project.location):
        ours = Path(project.location)
        if Path(location).resolve() == ours.resolve():
            raise ProjectError(f"{location}: this is the project itself; expected another one")
    pace = Pace("merging", progress, cancelled)
    with Project.open(location) as other:
        try:
            return project.merge(other, pace.step)
        except (NotSavedError, CancelledError):
            raise
        except (ProjectError, RuleError) as error:  # it is about the pack, of which many may be
            raise type(error)(f"{shown(location)}: {error}") from error


def describe(merged: Merged) -> str:
    """Return what a merge has changed, in one line."""
    parts = [
        f"{count(merged.spans_new, 'span')} new",
        f"{merged.spans_changed:,} changed",
        f"{merged.spans_removed:,} removed",
    ]
    if merged.links:
        parts.append(f"{count(merged.links, 'link')} changed")
    if merged.statuses:
        parts.append(f"{merged.statuses:,} statuses changed")
    if merged.labels:
        parts.append(f"labels changed: {', '.join(merged.labels)}")
    if merged.conflicts:
        parts.append(f"{count(merged.conflicts, 'conflict')} to settle")
    if merged.left_out:
        parts.append(f"{count(merged.left_out, 'article')} not in the project left out")
    return ", ".join(parts)
