"""REFI-QDA projects (``.qdpx``): for QualCoder, NVivo, ATLAS.ti, MAXQDA and others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from annotator.annotation.records import Annotated
from annotator.errors import InputError
from annotator.formats.common.base import Format, ReadOptions, Sourced, WriteOptions
from annotator.formats.common.sources import read_bytes
from annotator.formats.desk.documents import Package
from annotator.formats.refi.reading import Project
from annotator.formats.refi.writing import ProjectWriter
from annotator.words import say


class Refi(Format):
    """REFI-QDA projects; see ``docs/formats.md``."""

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield a record for each source and annotator."""
        data = read_bytes(path, options)
        if data is None:
            return
        try:
            if path.suffix.lower() == ".qdc":
                raise InputError(
                    say(
                        "this is a codebook: labels, and no texts; load it as a label set, with"
                        " annotator new PROJECT --labels, or under Labels"
                    )
                )
            project = Project(Package(data, say("REFI-QDA project")), options)
            sources = project.sources()
            if not sources:
                raise InputError(say("there are no sources in it; expected texts"))
        except InputError as error:
            options.refuse(error.at(options.file, error.line))
            return
        for number, source in enumerate(sources, 1):
            try:
                records = list(project.records(source))
            except InputError as error:
                name = source.get("name") or say("source {number:,}", number=number)
                options.refuse(error.inside(name).at(options.file, None))
                continue
            for record in records:
                yield Sourced(record, options.file, None, len(data) * number // len(sources))
        project.finish()

    def write(
        self, records: Iterable[Annotated], file: BinaryIO, options: WriteOptions | None = None
    ) -> None:
        """Write a project; the same records give the same bytes."""
        ProjectWriter(file, options or WriteOptions()).write(records)
