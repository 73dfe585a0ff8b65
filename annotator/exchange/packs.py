"""Packs out and in: what one annotator needs as a file of its own, and what they did with it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from annotator.annotation.records import shorten
from annotator.errors import (
    CancelledError,
    NotSavedError,
    ProjectError,
    RuleError,
)
from annotator.exchange.imports.preview import listed
from annotator.exchange.scope import given_ids
from annotator.exchange.starting import check_location
from annotator.progress import Cancelled, Progress, Throttle
from annotator.project import Merged, MergePreview, Packed, Project, is_url, shown
from annotator.words import Message, joined, say


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
        raise ProjectError(say("a pack is a file; expected a path that ends in .annotator"))
    check_location(os.fspath(out))
    wanted = None if articles is None else given_ids(project, articles)
    throttle = Throttle(say("the packing was stopped; nothing has changed"), progress, cancelled)
    packed = project.pack(Path(out), annotator, wanted, throttle.step)
    throttle.finish(packed.articles)
    return packed


def check_related(project: Project, packs: Sequence[str | os.PathLike[str]]) -> None:
    """Check, before any of several is merged, that none of them is another project.

    Raises:
        ForeignProjectError: one is no pack, copy or backup of the project; it is named.
        ProjectError: one cannot be opened, or has no article in common with the project.

    """
    for pack in packs:
        with _opened(project, pack) as other:
            if not project.is_related(other):
                project.look_at_merge(other)  # says why not: it may have no article in common


@contextmanager
def _opened(project: Project, pack: str | os.PathLike[str]) -> Iterator[Project]:
    """Open what is to be merged into a project, and say of a failure which pack it is about."""
    location = os.fspath(pack)
    check_location(location)
    if not is_url(location) and not is_url(project.location):
        ours = Path(project.location)
        if Path(location).resolve() == ours.resolve():
            raise ProjectError(
                say(
                    "{location}: this is the project itself; expected another one",
                    location=location,
                )
            )
    with Project.open(location) as other:
        try:
            yield other
        except (NotSavedError, CancelledError):
            raise
        except (ProjectError, RuleError) as error:  # it is about the pack, of which many may be
            if not str(error).startswith(f"{shown(location)}: "):
                error.reason = say("{pack}: {why}", pack=shown(location), why=error.reason)
            raise


def look_at_merge(
    project: Project,
    pack: str | os.PathLike[str],
    *,
    foreign: bool = False,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> MergePreview:
    """Return what merging a pack would do to the project as it is; nothing is written.

    Args:
        project: into which.
        pack: path or address of the other one.
        foreign: whether it may be another project.
        progress: called at most twenty times a second with how far it is, and how far it goes.
        cancelled: asked often whether to stop.

    Raises:
        ForeignProjectError: it is another project, and ``foreign`` is False.
        ProjectError: no article is in common, or one has different texts.
        CancelledError: the user stopped it.

    """
    throttle = Throttle(say("the merging was stopped; nothing has changed"), progress, cancelled)
    with _opened(project, pack) as other:
        return project.look_at_merge(other, throttle.step, foreign=foreign)


def merge_in(
    project: Project,
    pack: str | os.PathLike[str],
    *,
    foreign: bool = False,
    by: str | None = None,
    window: str = "",
    back_up: bool = True,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Merged:
    """Bring in what was done in a pack, or in any other project with articles in common.

    Articles are in common where id and text are equal; others stay where they are. The project
    is backed up before.

    Args:
        project: into which.
        pack: path or address of the other one, which is only read; one of an older version is
            backed up and migrated first.
        foreign: whether it may be another project, no pack or copy of this one.
        by: who merges in a window, in whose undo it is; None: nobody's.
        window: id of that window.
        back_up: False where that was done already, for an earlier pack.
        progress: called at most twenty times a second with how far it is, and how far it goes.
        cancelled: asked often whether to stop.

    Raises:
        ForeignProjectError: it is another project, and ``foreign`` is False; nothing has changed.
        ProjectError: no article is in common, or one has different texts; nothing has changed.
        NotSavedError: it could not be stored; nothing has changed.
        CancelledError: the user stopped it; nothing has changed.

    """
    throttle = Throttle(say("the merging was stopped; nothing has changed"), progress, cancelled)
    with _opened(project, pack) as other:
        if not foreign and not project.is_related(other):
            project.look_at_merge(other)
        if back_up:
            project.back_up("merge")
        name = Path(shown(os.fspath(pack))).name
        return project.merge(
            other, throttle.step, foreign=foreign, by=by, window=window, source=name
        )


def describe(merged: Merged) -> Message:
    """Return what a merge has changed, in one line."""
    parts = [
        say("{n:,} {n:span|spans} new", n=merged.spans_new),
        say("{n:,} changed", n=merged.spans_changed),
        say("{n:,} removed", n=merged.spans_removed),
    ]
    if merged.articles_new:
        parts.insert(0, say("{n:,} {n:article|articles} new", n=merged.articles_new))
    if merged.links:
        parts.append(say("{n:,} {n:link|links} changed", n=merged.links))
    if merged.statuses:
        parts.append(say("{n:,} {n:status|statuses} changed", n=merged.statuses))
    if merged.labels:
        parts.append(say("labels changed: {labels}", labels=tuple(merged.labels)))
    if merged.conflicts:
        parts.append(say("{n:,} {n:conflict|conflicts} to settle", n=merged.conflicts))
    if merged.left_out:
        parts.append(
            say("{n:,} {n:article|articles} not in the project left out", n=merged.left_out)
        )
    return joined(parts)


def gold_again(titles: Sequence[str]) -> Message | None:
    """Return in one line which articles' gold is to be looked at again; None for none."""
    if not titles:
        return None
    named = listed([say("“{title}”", title=shorten(title, 50)) for title in titles], 3)
    return say(
        "gold to be looked at again in {n:,} {n:article|articles}: {titles}",
        n=len(titles),
        titles=named,
    )
