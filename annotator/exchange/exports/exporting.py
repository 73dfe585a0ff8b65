"""Exporting: the project as it is at one moment, streamed into a file that appears complete."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

import msgspec

from annotator.annotation.records import Annotated, Link
from annotator.errors import InputError, NotSavedError, ProjectError
from annotator.exchange.exports.export_options import Shaping
from annotator.formats import Format, Loss, Losses, WriteOptions, format_named, formats
from annotator.formats.common.output import replacing, replacing_folder
from annotator.paths import usable
from annotator.progress import Cancelled, Progress, Throttle
from annotator.project import SUFFIX, Project, Unread, is_url, refuse_unread
from annotator.words import say

CHANGED = say("the project was changed while it was read; try again")
"""Said where something is read twice, and was written in between."""


class Exported(msgspec.Struct, frozen=True, kw_only=True):
    """What an export has written.

    Attributes:
        articles: how many articles.
        records: how many pairs of article and annotator.
        spans: how many spans.
        links: how many links.
        links_left_out: links to spans that are not in the file, because it was asked for some
            annotators or for finished work only.
        losses: what the format could not hold, and what was done.
        unread: what could not be read of a damaged project, and was left out.

    """

    articles: int = 0
    records: int = 0
    spans: int = 0
    links: int = 0
    links_left_out: int = 0
    losses: tuple[Loss, ...] = ()
    unread: tuple[Unread, ...] = ()


def write_out(
    project: Project,
    out: str | os.PathLike[str] | BinaryIO,
    *,
    format: str = "jsonl",  # noqa: A002
    annotators: Sequence[str] | None = None,
    done_only: bool = False,
    only: Collection[str] | None = None,
    shaping: Shaping | None = None,
    offset_unit: str = "",
    skip_bad: bool = False,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Exported:
    """Write the project, as it is at this moment, into a file.

    Args:
        project: to read.
        out: a path, whose file is replaced when the new one is complete; a new or empty folder
            for a format that is a folder of files; or a binary stream.
        format: name of a format that can be written.
        annotators: whose work; None: everybody's, and articles without any work as well.
        done_only: leave out work that is not done.
        only: articles (ids) that are exported, and no others; None: all.
        shaping: labels, clean text, segments; None: everything as it is.
        offset_unit: one of the format's ``offset_units``; "" for its own.
        skip_bad: leave out what cannot be read of a damaged project, and tell of it.
        progress: called at most twenty times a second with articles written and in all.
        cancelled: asked for each record whether to stop.

    Raises:
        InputError: there is no such format, label or unit, or it cannot be written.
        ProjectError: there is no such annotator, or the project is damaged.
        ProjectError: a link or one of its ends came or went while a choice of spans was read,
            which is read twice, so that the file would hold half of it.
        NotSavedError: the file cannot be written; what was there is still there.
        CancelledError: the user stopped it.

    """
    file_format = format_to_write(format, offset_unit)
    throttle = Throttle(say("the export was stopped; nothing has changed"), progress, cancelled)
    shaping = shaping or Shaping()
    how = how_to_write(project, shaping, offset_unit)
    chosen = Chosen(project, annotators, done_only, shaping, throttle, skip_bad=skip_bad, only=only)
    if not isinstance(out, str | os.PathLike):
        if file_format.known.folder:
            raise InputError(
                say(
                    "{format} is a folder; expected the name of one",
                    format=file_format.title,
                )
            )
        return write_chosen(chosen, how, lambda records: file_format.write(records, out, how))
    refuse_project(project, out)
    if file_format.known.folder:
        with replacing_folder(out) as folder:
            return write_chosen(
                chosen, how, lambda records: file_format.write_folder(records, folder, how)
            )
    with replacing(out) as file:
        return write_chosen(chosen, how, lambda records: file_format.write(records, file, how))


def format_to_write(name: str, offset_unit: str = "") -> Format:
    """Return the format of a name.

    Raises:
        InputError: there is none, it cannot be written, or not with these offsets.

    """
    file_format = format_named(name)
    if not file_format.known.can_write:
        known = ", ".join(one.name for one in formats() if one.can_write)
        raise InputError(
            say(
                "{format} cannot be written; expected one of: {known}",
                format=file_format.title,
                known=known,
            )
        )
    if offset_unit and offset_unit not in file_format.known.offset_units:
        units = ", ".join(file_format.known.offset_units)
        raise InputError(
            say(
                "{format} counts offsets in {known}, not in {unit}",
                format=file_format.title,
                known=units,
                unit=offset_unit,
            )
        )
    return file_format


def how_to_write(project: Project, shaping: Shaping, offset_unit: str) -> WriteOptions:
    """Return the options of a format, with losses of its own.

    Raises:
        InputError: the shaping names a label that the project does not have.

    """
    labels = tuple(project.labels())
    shaping.check({label.name for label in labels})
    return WriteOptions(labels=labels, offset_unit=offset_unit)


class Chosen:
    """What is to be exported, read afresh whenever it is asked for."""

    def __init__(
        self,
        project: Project,
        annotators: Sequence[str] | None,
        done_only: bool,
        shaping: Shaping,
        throttle: Throttle,
        *,
        skip_bad: bool = False,
        only: Collection[str] | None = None,
    ) -> None:
        self._only = None if only is None else frozenset(only)
        self._project = project
        self._annotators = annotators
        self._done_only = done_only
        self._shaping = shaping
        self._throttle = throttle
        self._unread: dict[Unread, None] | None = {} if skip_bad else None
        self.filtered = annotators is not None or done_only or shaping.drops_spans or skip_bad
        self.filtered = self.filtered or only is not None

    @property
    def unread(self) -> tuple[Unread, ...]:
        """What could not be read so far, and was left out."""
        return tuple(self._unread or ())

    def records(self, phase: int, phases: int, losses: Losses) -> Generator[Annotated]:
        """Yield it all; it is phase number ``phase`` of ``phases`` of the work."""
        position = [0, 1]

        def on_progress(done: int, total: int) -> None:
            position[:] = done, total or 1

        def stepping(record: Annotated) -> Annotated:
            done, total = position
            self._throttle.step(phase * total + done, phases * total)
            return record

        with closing(
            self._project.export(
                self._annotators,
                done_only=self._done_only,
                progress=on_progress,
                skipped=self._skip,
            )
        ) as records:
            paced = map(stepping, records)
            for article, group in groupby(paced, key=lambda record: record.article.id):
                if self._only is not None and article not in self._only:
                    continue
                yield from self._shaping.shape_all(group, losses)
        if phase + 1 == phases:
            self._throttle.finish(phases * position[1])

    def _skip(self, unread: Unread) -> None:
        if self._unread is None:
            refuse_unread(unread)
        else:
            self._unread[unread] = None


def write_chosen(
    chosen: Chosen, how: WriteOptions, write: Callable[[Iterable[Annotated]], None]
) -> Exported:
    """Give what is chosen to ``write``, and count it.

    Raises:
        ProjectError: which links have both ends in it changed meanwhile.

    """
    counts = _Counts()
    phases = 2 if chosen.filtered else 1
    links = _links_inside(chosen, phases) if chosen.filtered else None
    with closing(counts.counting(chosen.records(phases - 1, phases, how.losses), links)) as records:
        write(records)
    counts.check_links(links)
    losses = how.losses.all()
    return msgspec.structs.replace(counts.result(), losses=losses, unread=chosen.unread)


def _links_inside(chosen: Chosen, phases: int) -> frozenset[str]:
    """Return the ids of links whose ends will both be in the file."""
    found = _Ends()
    for record in chosen.records(0, phases, Losses()):
        found.add(record)
    return found.inside()


class _Ends:
    """Links, and the spans that are there for them to begin and end at."""

    def __init__(self) -> None:
        self._spans: set[str] = set()
        self._links: list[Link] = []

    def add(self, record: Annotated) -> None:
        self._spans.update(span.id for span in record.spans)
        self._links += record.links

    def links(self) -> frozenset[str]:
        """Return the ids of all links."""
        return frozenset(link.id for link in self._links)

    def inside(self) -> frozenset[str]:
        """Return the ids of links of which both ends are there."""
        there = self._spans
        return frozenset(
            one.id for one in self._links if one.source in there and one.target in there
        )


class _Counts:
    """Counts what passes through, and takes links out of which one end is not in the file."""

    def __init__(self) -> None:
        self._last: str | None = None
        self._articles = self._records = self._spans = self._links = self._left_out = 0
        self._ends = _Ends()

    def counting(
        self, records: Iterator[Annotated], inside: frozenset[str] | None
    ) -> Generator[Annotated]:
        for record in records:
            if inside is not None:
                self._ends.add(record)
            if inside is not None and record.links:
                links = tuple(link for link in record.links if link.id in inside)
                self._left_out += len(record.links) - len(links)
                record = msgspec.structs.replace(record, links=links)
            self._articles += record.article.id != self._last
            self._last = record.article.id
            self._records += 1
            self._spans += len(record.spans)
            self._links += len(record.links)
            yield record

    def check_links(self, inside: frozenset[str] | None) -> None:
        """Check that the links in the file are those of which both ends are in it."""
        if inside is not None and self._ends.inside() != self._ends.links() & inside:
            raise ProjectError(CHANGED)

    def result(self) -> Exported:
        return Exported(
            articles=self._articles,
            records=self._records,
            spans=self._spans,
            links=self._links,
            links_left_out=self._left_out,
        )


def refuse_project(project: Project, out: str | os.PathLike[str]) -> None:
    """Keep an export from taking the place of a project."""
    path = usable(out, NotSavedError)
    if path.suffix == SUFFIX:
        raise ProjectError(
            say("{path}: this is the name of a project; expected another for an export", path=path)
        )
    if is_url(project.location):
        return
    own = Path(project.location)
    beside = [own, *(own.with_name(own.name + end) for end in ("-wal", "-shm", "-journal"))]
    if path.resolve() in [one.resolve() for one in beside]:
        raise ProjectError(
            say("{path}: this is the project itself; expected another file", path=path)
        )
