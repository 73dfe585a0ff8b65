"""Packs, merging them, and the conflicts that this leaves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from annotator.annotation.records import Conflict
from annotator.errors import RuleError
from annotator.project.door.database import Database
from annotator.project.editing import editing
from annotator.project.facade.opened import Opened
from annotator.project.facade.opening import build, make_file
from annotator.project.merging import (
    adding,
    alike,
    incoming,
    merge_images,
    merging,
    naming,
    packing,
    preview,
    recovered,
)
from annotator.project.merging import plan as merge_plan
from annotator.project.merging.packing import Origin, Packed
from annotator.project.merging.plan import Merged
from annotator.project.merging.preview import MergePreview
from annotator.project.reading import agreeing
from annotator.project.records import blindness
from annotator.project.records import conflicts as stored_conflicts
from annotator.project.storage import rows
from annotator.project.storage.clock import now
from annotator.project.writing import stale_gold
from annotator.words import say


def pack(
    project: Opened,
    out: str | Path,
    annotator: str,
    articles: Sequence[str] | None = None,
    step: Callable[[int, int], None] | None = None,
) -> Packed:
    """Write a new project file with what an annotator needs, and nobody else's work.

    Args:
        out: where; there must be nothing yet.
        annotator: whose pack it is; may be new to the project.
        articles: ids; None: those assigned to the annotator, or all where none is.
        step: called with articles packed and articles in all; may raise to stop the work.

    Raises:
        ProjectError: an article is not in the project, or there is none.
        NotSavedError: there is something already, or the place cannot be written.

    """
    with project.database.reading() as connection:
        annotator = rows.Names(connection).person(annotator)
    if not (annotator and annotator.isprintable()):
        raise RuleError(say("an annotator's name is one line of visible characters"))
    made: list[Packed] = []

    def fill(database: Database) -> None:
        build(database, ())
        with project.database.reading() as source, database.writing() as target:
            made.append(packing.pack(source, target, annotator, articles, step or _no_step))

    make_file(Path(out), fill)
    return made[0]


def origin(project: Opened) -> Origin | None:
    """Return where this project was taken from; None when it is no pack."""
    with project.database.reading() as connection:
        return packing.origin(connection)


def is_related(project: Opened, other: Opened) -> bool:
    """Tell whether another project is a pack, copy or backup of this one, or both of one."""
    with other.database.reading() as connection:
        theirs = packing.root_of(connection)
    with project.database.reading() as connection:
        return theirs != "" and packing.root_of(connection) == theirs


def look_at_merge(
    project: Opened,
    pack: Opened,
    step: Callable[[int, int], None] | None = None,
    *,
    foreign: bool = False,
) -> MergePreview:
    """Return what merging a pack would do; nothing is written. As ``merge``."""
    with project.database.reading() as connection:
        ours = recovered.lost_texts(connection)
        known = adding.known_in(connection)
    with pack.database.reading() as source:
        read = incoming.read_incoming(source, step or _no_step)
        fresh = adding.fresh_in(source, known)
        theirs = recovered.lost_texts(source)
        texts = agreeing.texts(source, list(ours))
    with project.database.reading() as connection:
        recovered.as_if_given_back(connection, read, ours, texts)
        recovered.as_imported(connection, read, theirs)
        names = rows.Names(connection)
        said, pending = alike.renamed_anywhere(connection, names, read)
        if not (pending or fresh.articles):
            plan = merging.plan(connection, read, said, allow_foreign=foreign)
            return preview.preview(connection, plan, read)
    looked: list[MergePreview] = []
    with suppress(_OnlyLooked), project.database.writing() as connection:
        added = adding.carry_out(connection, fresh)  # as a merge does; all of it goes back
        naming.carry_out(connection, pending)
        plan = merging.plan(connection, read, said, allow_foreign=foreign, added=len(added))
        looked.append(preview.preview(connection, plan, read, pending))
        raise _OnlyLooked
    return looked[0]


class _OnlyLooked(Exception):  # noqa: N818
    """Ends a transaction of which nothing is to stay."""


def merge(
    project: Opened,
    pack: Opened,
    step: Callable[[int, int], None] | None = None,
    *,
    foreign: bool = False,
    by: str | None = None,
    window: str = "",
    source: str = "",
) -> Merged:
    """Bring in what was done in a pack, or in any project with articles in common.

    Only articles that both have, with equal id and text, are merged; a pack also gets those that a
    newer pack of the same annotator has. It is one transaction:
    when anything is raised, nothing has changed. It is one change, too, which can be taken
    back. A backup before it is for the caller to make.

    Args:
        pack: is only read.
        step: called with how far it is, and how much there is; may raise to stop the work.
        foreign: whether it may be another project, no pack or copy of this one.
        by: who merges in a window, in whose undo it is; None: on the command line, nobody's.
        window: id of that window.
        source: what the pack is called, for the history; "" for its location.

    Raises:
        ForeignProjectError: it is another project, and ``foreign`` is False.
        ProjectError: no article is in common, or one has different texts.
        RuleError: a span's id is that of another annotator's or article's span.
        DamagedError: the pack is damaged.
        NotSavedError: it could not be stored.

    """
    tell = step or _no_step
    with project.database.reading() as connection:
        ours = recovered.lost_texts(connection)
        known = adding.known_in(connection)
    with pack.database.reading() as found:
        read = incoming.read_incoming(found, tell)
        fresh = adding.fresh_in(found, known)
        theirs = recovered.lost_texts(found)
        texts = agreeing.texts(found, list(ours))
    with project.database.writing() as connection:
        tell(0, 3)
        recovered.give_back(connection, ours, texts)
        recovered.as_imported(connection, read, theirs)
        name = source or Path(pack.location).name
        said, pending = alike.renamed_anywhere(connection, rows.Names(connection), read)
        if pending and not foreign:
            merging.check_related(connection, read)
        added = adding.carry_out(connection, fresh)
        named = naming.carry_out(connection, pending)
        plan = merging.plan(connection, read, said, allow_foreign=foreign, added=len(added))
        tell(1, 3)
        seen = plan.is_seen or bool(pending or added)
        images = merge_images.images_of(connection, plan, named, added) if seen else None
        merge_plan.write(connection, plan)
        tell(2, 3)
        if images is not None:
            key = None
            if by is not None:
                key = editing.known_annotator(connection, rows.Names(connection), by)
            text = merge_images.name_of(name, plan.merged)
            merge_images.record(connection, images, text, key, now(), window)
        tell(3, 3)
    return plan.merged


def gold_left_open(project: Opened) -> dict[str, int]:
    """Return articles (ids) whose gold is done although places are open, and how many."""
    with project.database.reading() as connection:
        return stale_gold.left_open(connection)


def conflicts(
    project: Opened, *, settled: bool = False, viewer: str | None = None
) -> list[Conflict]:
    """Return the conflicts that merging found and nobody has settled; ``settled``: all.

    With a viewer those about others' work in articles on which that one is blind are left out.
    """
    with project.database.reading() as connection:
        found = stored_conflicts.waiting(connection, settled=settled)
        if viewer is None:
            return found
        key = project.key(connection, viewer)
        return blindness.seen_conflicts(connection, found, key, viewer)


def settle_conflict(project: Opened, conflict: str) -> None:
    """Say that a conflict (id) is settled; keeping or removing spans is an ordinary edit.

    Raises:
        RuleError: there is no such conflict.

    """
    with project.database.writing() as connection:
        stored_conflicts.settle(connection, conflict)


def _no_step(done: int, total: int) -> None:
    """Tell nobody how far the work is."""
