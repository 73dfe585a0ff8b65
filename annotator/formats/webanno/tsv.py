"""WebAnno TSV 3, as INCEpTION and WebAnno import and export it: a document in each file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from annotator.annotation.records import Annotated
from annotator.errors import InputError
from annotator.formats.common.base import Format, ReadOptions, Sourced, WriteOptions
from annotator.formats.common.losses import Losses
from annotator.formats.common.sources import read_bytes
from annotator.formats.common.uima_layers import FileNames
from annotator.formats.recognising.by_user import owner_of
from annotator.formats.webanno.lines import SIGN
from annotator.formats.webanno.old_tsv import is_old, read_old
from annotator.formats.webanno.reading import Reader
from annotator.formats.webanno.writing import written


class WebAnnoTsv(Format):
    """``.tsv`` files of INCEpTION and WebAnno; see ``docs/formats.md``."""

    def sniff(self, head: bytes) -> bool:
        """Tell it by its first line, versions 1 and 2 by their first sentence."""
        if is_old(head):
            return True
        return head.removeprefix(b"\xef\xbb\xbf").startswith(SIGN.encode())

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield the one record of the file."""
        data = read_bytes(path, options)
        if data is None:
            return
        try:
            owner = owner_of(path, options.source, options.project)
            if is_old(data):
                record = read_old(data, options, owner.annotator if owner else None)
            else:
                record = Reader(data, options, owner).record()
        except InputError as error:
            options.refuse(error.at(options.file, error.line))
        else:
            yield Sourced(record, options.file, None, len(data))

    def write_folder(
        self, records: Iterable[Annotated], folder: Path, options: WriteOptions | None = None
    ) -> None:
        """Write a file for each record."""
        losses = options.losses if options else Losses()
        names = FileNames()
        for record in records:
            text = written(record, losses)
            (folder / names.name(record, ".tsv")).write_bytes(text.encode("utf-8"))
