"""What an export would write, before it is written: its first record, and what would be lost."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from typing import Any

import msgspec

from annotator.annotation.records import Annotated
from annotator.exchange.exports.export_options import Shaping
from annotator.exchange.exports.exporting import (
    Chosen,
    Exported,
    format_to_write,
    how_to_write,
    write_chosen,
)
from annotator.formats import Format, Losses, WriteOptions
from annotator.progress import Cancelled, Progress, Throttle
from annotator.project import Project
from annotator.unfinished import temporary_folder
from annotator.words import say

_SEARCHED = 200
_SHOWN = 20_000
_FILES = 12
_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])


class Sample(msgspec.Struct, frozen=True):
    """The beginning of one file as it would be written.

    Attributes:
        name: of the file in its folder; "" where the format is one file.
        text: up to 20,000 characters; "" where it is no text.
        size: in bytes.

    """

    name: str
    text: str
    size: int


def first_record(
    project: Project,
    *,
    format: str,  # noqa: A002
    annotators: Sequence[str] | None = None,
    done_only: bool = False,
    shaping: Shaping | None = None,
    offset_unit: str = "",
    viewer: str | None = None,
    skip_bad: bool = False,
    cancelled: Cancelled | None = None,
) -> tuple[Sample, ...]:
    """Write one record as ``write_out`` would, and return the files' beginnings.

    It is the first one with spans, if there is one among the first 200.

    Args:
        project: what is exported.
        format: its name.
        annotators: whose work; None: everybody's.
        done_only: only work that is done.
        shaping: of the records.
        offset_unit: "" for the format's own.
        viewer: who looks; of articles that they have still to do they see their own work only.
        skip_bad: leave out what cannot be read of a damaged project.
        cancelled: asked whether to stop.

    Returns:
        nothing where nothing would be exported.

    Raises:
        InputError: there is no such format, label or unit.
        ProjectError: there is no such annotator, or the project is damaged.
        CancelledError: the user stopped it.

    """
    file_format = format_to_write(format, offset_unit)
    shaping = shaping or Shaping()
    how = how_to_write(project, shaping, offset_unit)
    throttle = Throttle(say("the preview was stopped; nothing has changed"), None, cancelled)
    chosen = Chosen(project, annotators, done_only, shaping, throttle, skip_bad=skip_bad)
    hidden = project.blind_articles(viewer) if viewer is not None else frozenset()
    record = _first(chosen, lambda one: one.article.id not in hidden or one.annotator == viewer)
    if record is None:
        return ()
    if not file_format.known.folder:
        out = io.BytesIO()
        file_format.write([record], out, how)
        return (_sample("", out.getvalue()),)
    with temporary_folder() as folder:
        file_format.write_folder([record], folder, how)
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        return tuple(
            _sample(path.relative_to(folder).as_posix(), path.read_bytes())
            for path in files[:_FILES]
        )


def try_out(
    project: Project,
    *,
    format: str,  # noqa: A002
    annotators: Sequence[str] | None = None,
    done_only: bool = False,
    shaping: Shaping | None = None,
    offset_unit: str = "",
    skip_bad: bool = False,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Exported:
    """Do everything that ``write_out`` does but keep nothing, and return what it would return.

    A format that is a folder is written into a temporary one.

    Raises:
        InputError: there is no such format, label or unit.
        ProjectError: there is no such annotator, or the project is damaged.
        CancelledError: the user stopped it.

    """
    file_format = format_to_write(format, offset_unit)
    shaping = shaping or Shaping()
    how = how_to_write(project, shaping, offset_unit)
    throttle = Throttle(say("the preview was stopped; nothing has changed"), progress, cancelled)
    chosen = Chosen(project, annotators, done_only, shaping, throttle, skip_bad=skip_bad)
    return write_chosen(chosen, how, lambda records: _write_nowhere(file_format, records, how))


def _first(chosen: Chosen, may_show: Callable[[Annotated], bool]) -> Annotated | None:
    first: Annotated | None = None
    with closing(chosen.records(0, 1, Losses())) as records:
        for number, record in enumerate(filter(may_show, records)):
            if record.spans:
                return _without_loose_links(record) if chosen.filtered else record
            first = first or record
            if number >= _SEARCHED:
                break
    return first


def _without_loose_links(record: Annotated) -> Annotated:
    """Leave out links of which this record does not show that they stay."""
    there = {span.id for span in record.spans}
    links = tuple(link for link in record.links if {link.source, link.target} <= there)
    return msgspec.structs.replace(record, links=links)


def _sample(name: str, data: bytes) -> Sample:
    head = data[: 4 * _SHOWN]
    text = head.decode("utf-8", "replace").removeprefix("\ufeff")[:_SHOWN]
    controls = len(text) - len(text.translate(_CONTROLS))
    binary = controls > 0 or text.count("\N{REPLACEMENT CHARACTER}") > 1
    return Sample(name, "" if binary else text, len(data))


def _write_nowhere(file_format: Format, records: Iterable[Annotated], how: WriteOptions) -> None:
    if not file_format.known.folder:
        file_format.write(records, _Nowhere(), how)
        return
    with temporary_folder() as folder:
        file_format.write_folder(records, folder, how)


class _Nowhere(io.BytesIO):
    """Takes bytes and forgets them."""

    def write(self, data: Any) -> int:
        """Take some bytes."""
        return len(data)
