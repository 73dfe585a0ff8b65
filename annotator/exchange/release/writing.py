"""Writing the splits of a release in each format."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from pathlib import Path

import msgspec

from annotator.annotation.records import Annotated, Label
from annotator.exchange.release.facts import Facts
from annotator.exchange.release.groups import text_key
from annotator.exchange.release.manifest import (
    DATA,
    NATIVE,
    SPLITS,
    Counts,
    Group,
    Tally,
    losses_of,
)
from annotator.exchange.release.options import ReleaseOptions
from annotator.exchange.release.reading import Spool, Taken, released_only
from annotator.formats import Format, Losses, WriteOptions
from annotator.progress import Progress

BY_LABEL = "by-label"
"""The folder of files of tags, one for each label."""

_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST = 40


def folder_names(labels: Sequence[str]) -> dict[str, str]:
    """Return what the folder of each label is called: its name, where every system takes that."""
    found: dict[str, str] = {}
    for number, label in enumerate(labels, 1):
        name = _UNSAFE.sub("_", label).strip("._")[:_LONGEST] or "label"
        if name.casefold() in {one.casefold() for one in found.values()}:
            name = f"{name}-{number}"
        found[label] = name
    return found


def _only(record: Annotated, label: str) -> Annotated:
    """Return a record with the spans of one label."""
    spans = tuple(span for span in record.spans if span.label == label)
    return msgspec.structs.replace(record, spans=spans, links=())


class Data:
    """Writes the splits in each format.

    Attributes:
        counts: of each split.
        losses: so far.
        links_left_out: links to spans that are not released.
        segments: texts of segments by split, if there are any.
        facts: about all records.

    """

    def __init__(
        self,
        folder: Path,
        options: ReleaseOptions,
        labels: Sequence[Label],
        taken: Taken,
        spool: Spool,
    ) -> None:
        self.counts: dict[str, Counts] = {}
        self.losses = losses_of(taken.losses.all(), "", "")
        self.links_left_out = 0
        self.facts = Facts()
        self.segments: dict[str, set[bytes]] = {}
        self._folder = folder
        self._options = options
        self._labels = tuple(labels)
        self._taken = taken
        self._spool = spool
        used = {label for counts in taken.labels.values() for label in counts}
        self._used = tuple(label.name for label in labels if label.name in used)

    def write(self, file_format: Format, groups: Sequence[Group], step: Progress) -> None:
        """Write all splits in one format."""
        part = {article: group.split for group in groups for article in group.articles}
        passes = 1 + (len(self._used) if file_format.known.tags else 0)
        done = 0

        def on_article() -> None:
            nonlocal done
            step(done, len(part) * passes)
            done += 1

        native = file_format.name == NATIVE
        folder = self._folder / (DATA if native else file_format.name)
        folder.mkdir()

        def records(name: str) -> Generator[Annotated]:
            articles = sorted(one for one in self._taken.labels if part[one] == name)
            return self._records(articles, name, native, on_article)

        names = [one for one in SPLITS if self._options.shares.get(one, 0) > 0]
        if file_format.known.splits:
            how = self._how()
            file_format.write_splits(((name, records(name)) for name in names), folder, how)
            self.losses += losses_of(how.losses.all(), file_format.name, "")
            return
        for name in names:
            how = self._how()
            self._write_one(file_format, folder, name, records(name), how)
            self.losses += losses_of(how.losses.all(), file_format.name, name)
        if file_format.known.tags:
            self._write_by_label(file_format, folder, names, records)

    def _how(self) -> WriteOptions:
        return WriteOptions(labels=self._labels, losses=Losses(), tag_columns=self._used)

    def _write_one(
        self,
        file_format: Format,
        folder: Path,
        name: str,
        records: Generator[Annotated],
        how: WriteOptions,
    ) -> None:
        with closing(records):
            if file_format.known.folder:
                (folder / name).mkdir()
                file_format.write_folder(records, folder / name, how)
                return
            with (folder / f"{name}{file_format.known.suffixes[0]}").open("wb") as file:
                file_format.write(records, file, how)

    def _write_by_label(
        self,
        file_format: Format,
        folder: Path,
        names: Sequence[str],
        records: Callable[[str], Generator[Annotated]],
    ) -> None:
        """Write one file of tags for each label: so none is lost that lies under another one."""
        for label, called in folder_names(self._used).items():
            below = folder / BY_LABEL / called
            below.mkdir(parents=True)
            for name in names:
                how = self._how()
                only = (_only(record, label) for record in records(name))
                self._write_one(file_format, below, name, only, how)
                overlaps = [one for one in how.losses.all() if one.labels]
                where = f"{file_format.name}/{BY_LABEL}/{called}"
                self.losses += losses_of(overlaps, where, name)

    def _records(
        self, articles: Iterable[str], name: str, native: bool, on_article: Callable[[], None]
    ) -> Generator[Annotated]:
        """Yield the records of a split; what they are is counted when they are native ones."""
        tally, losses = Tally(), Losses()
        shaping = self._options.shaping
        texts: set[bytes] = set()
        left_out = 0
        for article in articles:
            on_article()
            shaped = shaping.shape_all(self._spool.of(article), losses)
            for record, less in released_only(shaped, self._taken.spans):
                left_out += less
                if native:
                    tally.add(article, record)
                    self.facts.add(record)
                    if shaping.segments:
                        texts.add(text_key(record.article.text))
                yield record
        if native:
            self.counts[name] = tally.counts()
            self.losses += losses_of(losses.all(), "", name)
            self.links_left_out += left_out
            self.segments[name] = texts
