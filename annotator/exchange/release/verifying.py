"""Checking a release: that it is what its manifest says, and that no split knows another one."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from annotator.annotation.records import Annotated
from annotator.errors import AnnotatorError, InputError
from annotator.exchange.release import manifest as manifests
from annotator.exchange.release.groups import TextIndex, text_key
from annotator.exchange.release.manifest import (
    DATA,
    LABELS,
    MANIFEST,
    SPLITS,
    SUMS,
    Manifest,
    Tally,
    group_name,
    raw_article,
)
from annotator.formats import ReadOptions, format_named
from annotator.formats.common.files import printable
from annotator.formats.common.labelset import read_label_set
from annotator.inputs import read_input
from annotator.paths import shown_path, usable
from annotator.progress import Cancelled, Progress, Throttle

_MOST = 1_000
"""Lines about one file, or one check, at most."""


def verify(
    folder: str | os.PathLike[str],
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> list[str]:
    """Return what is wrong with a release, in lines; none where it is whole.

    Checked are the check sums and sizes of all files and that none is missing or there in
    addition; of the records in ``data`` their offsets, their numbers, and that neither a group nor
    a text nor a link is in two splits. Slow; call it off the main thread.

    Args:
        folder: the release.
        progress: called at most twenty times a second with how far it is, and how far it goes.
        cancelled: asked often whether to stop.

    Raises:
        InputError: there is no such folder, or it cannot be read.
        CancelledError: the user stopped it.

    """
    path = usable(folder, InputError)
    shown = shown_path(folder)
    if not path.is_dir():
        raise InputError("there is no such folder; expected a release", file=shown)
    try:
        return _Verification(path, Throttle("check", progress, cancelled)).problems()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror or error})", file=shown) from error
    except RecursionError:
        raise InputError("its folders are nested too deep", file=shown) from None


class _Verification:
    def __init__(self, folder: Path, throttle: Throttle) -> None:
        self._folder = folder
        self._throttle = throttle
        self._found: list[str] = []
        self._said: Counter[str] = Counter()

    def problems(self) -> list[str]:
        there = manifests.files_below(self._folder)
        if MANIFEST not in there:
            return [f"{MANIFEST}: it is missing"]
        try:
            manifest = manifests.decode(read_input(self._folder / MANIFEST, MANIFEST))
        except ValueError as error:
            return [f"{MANIFEST}: {error}"]
        self._check_files(manifest, there)
        self._check_data(manifest)
        return self._found

    def _say(self, where: str, what: str) -> None:
        self._said[where] += 1
        if self._said[where] <= _MOST:
            self._found.append(printable(f"{where}: {what}"))

    def _check_files(self, manifest: Manifest, there: dict[str, Path]) -> None:
        named = {*manifest.files, MANIFEST, SUMS}
        for name in sorted(named - there.keys()):
            self._say(name, "it is missing")
        for name in sorted(there.keys() - named):
            self._say(name, "it does not belong to the release")
        digests: dict[str, str] = {}
        for number, (name, path) in enumerate(there.items()):
            self._throttle.step(number, 4 * len(there))
            if path.is_symlink() or not path.is_file():
                self._say(name, "it is no ordinary file")
                continue
            if name == SUMS or name not in named:
                continue
            digests[name], size = manifests.digest(path)
            if name == MANIFEST:
                continue
            expected = manifest.files[name]
            if size != expected.bytes:
                self._say(name, f"it has {size:,} bytes; the manifest says {expected.bytes:,}")
            if digests[name] != expected.sha256:
                self._say(name, "its SHA-256 is not the one in the manifest: it was changed")
        self._check_sums(manifest, there, digests)

    def _check_sums(
        self, manifest: Manifest, there: dict[str, Path], digests: dict[str, str]
    ) -> None:
        if SUMS not in there or MANIFEST not in digests:
            return
        expected = {name: one.sha256 for name, one in manifest.files.items()}
        expected[MANIFEST] = digests[MANIFEST]
        if there[SUMS].is_file() and read_input(there[SUMS], SUMS) != manifests.sums(expected):
            what = f"it does not fit {MANIFEST}: one of them was changed"
            self._say(SUMS, what)

    def _check_data(self, manifest: Manifest) -> None:
        split_of = self._check_groups(manifest)
        try:
            labels = {label.name for label in read_label_set(self._folder / LABELS)}
        except InputError as error:
            self._say(LABELS, error.reason)
            labels = set(manifest.labels)
        if manifest.labels and labels != set(manifest.labels):
            self._say(LABELS, f"its labels are not those in {MANIFEST}")
        texts = _Texts(self._say, whole=not manifest.options.segments)
        released: set[str] = set()
        for number, (part, counts) in enumerate(manifest.splits.items()):
            if part not in SPLITS:
                self._say(MANIFEST, f"{part} is no split; expected {', '.join(SPLITS)}")
                continue
            name = f"{DATA}/{part}.jsonl"
            one = self._folder / DATA / f"{part}.jsonl"
            if manifest.files.get(name) is None:
                self._say(name, f"it is not named in {MANIFEST}")
            if not one.is_file():
                continue
            share = (number + 1, len(manifest.splits))
            tally = self._check_split(one, name, part, manifest, split_of, texts, labels, share)
            released |= tally.articles
            if tally.counts() != counts:
                self._say(name, f"its numbers are not those of “splits” in {MANIFEST}")
            listed = manifest.files.get(name)
            if listed is not None and listed.counts != counts:
                self._say(MANIFEST, f"the counts of {name} are not those of the split")
        for article in sorted(split_of.keys() - released):
            self._say(MANIFEST, f"article {article} is in a group and in no file")
        for left in manifest.left_out:
            for article in sorted(released.intersection(left.articles)):
                self._say(MANIFEST, f"article {article} is said to be left out and is released")
        if manifest.options.segments and texts.shared() != manifest.leakage.equal_segments:
            self._say(MANIFEST, f"{texts.shared():,} texts of segments are in several splits")

    def _check_groups(self, manifest: Manifest) -> dict[str, str]:
        split_of: dict[str, str] = {}
        for group in manifest.groups:
            if group.group != group_name(group.articles):
                self._say(MANIFEST, f"group {group.group} is not named after its articles")
            if group.split not in manifest.splits:
                self._say(MANIFEST, f"group {group.group} is in {group.split}, which is no split")
            for article in group.articles:
                if article in split_of:
                    self._say(MANIFEST, f"article {article} is in two groups")
                split_of[article] = group.split
        return split_of

    def _check_split(
        self,
        path: Path,
        name: str,
        part: str,
        manifest: Manifest,
        split_of: dict[str, str],
        texts: _Texts,
        labels: set[str],
        share: tuple[int, int],
    ) -> Tally:
        tally = Tally()
        seen: set[tuple[str, str | None]] = set()
        spans: set[str] = set()
        links: list[tuple[str, str, str]] = []
        size = path.stat().st_size or 1
        options = ReadOptions(
            file=name, source="", refuse=lambda error: self._say(name, _in_line(error))
        )
        for sourced in format_named(manifests.NATIVE).read(path, options):
            done = size * (share[0] - 1) + sourced.position
            self._throttle.step(size * share[1] + 3 * done, 4 * size * share[1])
            record = sourced.record
            where = f"{name}:{sourced.line}"
            try:
                article = raw_article(record, manifest.options)
            except ValueError as error:
                self._say(where, str(error))
                continue
            tally.add(article, record)
            key = (record.article.id, record.annotator)
            if key in seen:
                self._say(where, f"article {key[0]} of {key[1]} is there twice")
            seen.add(key)
            if article not in split_of:
                self._say(where, f"article {article} is in no group of {MANIFEST}")
            elif split_of[article] != part:
                self._say(where, f"the group of article {article} is in {split_of[article]}")
            for span in record.spans:
                spans.add(span.id)
                if span.label not in labels:
                    self._say(where, f"the label {span.label} is not in {LABELS}")
            links += [(where, one.source, one.target) for one in record.links]
            texts.add(article, part, record, where)
        for where, source, target in links:
            for end in (source, target):
                if end not in spans:
                    self._say(where, f"a link leads to the span {end}, which is not in {part}")
        return tally


class _Texts:
    """Looks for texts that are alike in different splits."""

    def __init__(self, say: Callable[[str, str], None], *, whole: bool) -> None:
        self._say = say
        self._whole = whole
        self._index = TextIndex()
        self._split_of: dict[str, str] = {}
        self._segments: dict[bytes, set[str]] = {}

    def add(self, article: str, part: str, record: Annotated, where: str) -> None:
        text = record.article.text
        if not self._whole:
            self._segments.setdefault(text_key(text), set()).add(part)
            return
        self._split_of.setdefault(article, part)
        equal, near = self._index.add(article, text)
        for what, others in (("the same text as", equal), ("nearly the same text as", near)):
            for other in others:
                if (elsewhere := self._split_of[other]) != part:
                    self._say(where, f"article {article} has {what} {other}, in {elsewhere}")

    def shared(self) -> int:
        """Return how many texts of segments are in several splits."""
        return sum(len(parts) > 1 for parts in self._segments.values())


def _in_line(error: AnnotatorError) -> str:
    if isinstance(error, InputError):
        line = "" if error.line is None else f"line {error.line}: "
        return f"{line}{error.reason}"
    return str(error)
