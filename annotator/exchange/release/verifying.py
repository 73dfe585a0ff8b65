"""Checking a release: that it is what its manifest says, and that no split knows another one."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from annotator.annotation.label_rules import unfit_value
from annotator.annotation.records import Annotated, Label, of_articles, of_spans
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
from annotator.words import Message, as_said, say

_MOST = 1_000
"""Lines about one file, or one check, at most."""


def verify(
    folder: str | os.PathLike[str],
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> list[Message]:
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
        raise InputError(say("there is no such folder; expected a release"), file=shown)
    try:
        return _Verification(
            path, Throttle(say("the check was stopped; nothing has changed"), progress, cancelled)
        ).problems()
    except OSError as error:
        raise InputError(
            say("cannot be read ({why})", why=error.strerror or str(error)), file=shown
        ) from error
    except RecursionError:
        raise InputError(say("its folders are nested too deep"), file=shown) from None


class _Verification:
    def __init__(self, folder: Path, throttle: Throttle) -> None:
        self._folder = folder
        self._throttle = throttle
        self._found: list[Message] = []
        self._said: Counter[str] = Counter()
        self._of_articles: dict[str, Label] = {}

    def problems(self) -> list[Message]:
        there = manifests.files_below(self._folder)
        if MANIFEST not in there:
            return [say("{where}: {what}", where=MANIFEST, what=say("it is missing"))]
        try:
            manifest = manifests.decode(read_input(self._folder / MANIFEST, MANIFEST))
        except ValueError as error:
            return [say("{where}: {what}", where=MANIFEST, what=as_said(error))]
        self._check_files(manifest, there)
        self._check_data(manifest)
        return self._found

    def _say(self, where: str, what: Message) -> None:
        self._said[where] += 1
        if self._said[where] <= _MOST:
            self._found.append(say("{where}: {what}", where=printable(where), what=what))

    def _check_files(self, manifest: Manifest, there: dict[str, Path]) -> None:
        named = {*manifest.files, MANIFEST, SUMS}
        for name in sorted(named - there.keys()):
            self._say(name, say("it is missing"))
        for name in sorted(there.keys() - named):
            self._say(name, say("it does not belong to the release"))
        digests: dict[str, str] = {}
        for number, (name, path) in enumerate(there.items()):
            self._throttle.step(number, 4 * len(there))
            if path.is_symlink() or not path.is_file():
                self._say(name, say("it is no ordinary file"))
                continue
            if name == SUMS or name not in named:
                continue
            digests[name], size = manifests.digest(path)
            if name == MANIFEST:
                continue
            expected = manifest.files[name]
            if size != expected.bytes:
                self._say(
                    name,
                    say(
                        "it has {size:,} {size:byte|bytes}; the manifest says {bytes:,}",
                        size=size,
                        bytes=expected.bytes,
                    ),
                )
            if digests[name] != expected.sha256:
                self._say(name, say("its SHA-256 is not the one in the manifest: it was changed"))
        self._check_sums(manifest, there, digests)

    def _check_sums(
        self, manifest: Manifest, there: dict[str, Path], digests: dict[str, str]
    ) -> None:
        if SUMS not in there or MANIFEST not in digests:
            return
        expected = {name: one.sha256 for name, one in manifest.files.items()}
        expected[MANIFEST] = digests[MANIFEST]
        if there[SUMS].is_file() and read_input(there[SUMS], SUMS) != manifests.sums(expected):
            what = say("it does not fit {manifest}: one of them was changed", manifest=MANIFEST)
            self._say(SUMS, what)

    def _check_data(self, manifest: Manifest) -> None:
        split_of = self._check_groups(manifest)
        try:
            given = read_label_set(self._folder / LABELS)
            labels = {label.name for label in of_spans(given)}
            self._of_articles = {label.name: label for label in of_articles(given)}
        except InputError as error:
            self._say(LABELS, error.reason)
            labels = set(manifest.labels)
        if manifest.labels and labels != set(manifest.labels):
            self._say(LABELS, say("its labels are not those in {manifest}", manifest=MANIFEST))
        texts = _Texts(self._say, whole=not manifest.options.segments)
        released: set[str] = set()
        for number, (part, counts) in enumerate(manifest.splits.items()):
            if part not in SPLITS:
                self._say(
                    MANIFEST,
                    say("{part} is no split; expected {known}", part=part, known=", ".join(SPLITS)),
                )
                continue
            name = f"{DATA}/{part}.jsonl"
            one = self._folder / DATA / f"{part}.jsonl"
            if manifest.files.get(name) is None:
                self._say(name, say("it is not named in {manifest}", manifest=MANIFEST))
            if not one.is_file():
                continue
            share = (number + 1, len(manifest.splits))
            tally = self._check_split(one, name, part, manifest, split_of, texts, labels, share)
            released |= tally.articles
            if tally.counts() != counts:
                self._say(
                    name,
                    say("its numbers are not those of “splits” in {manifest}", manifest=MANIFEST),
                )
            listed = manifest.files.get(name)
            if listed is not None and listed.counts != counts:
                self._say(
                    MANIFEST, say("the counts of {name} are not those of the split", name=name)
                )
        for article in sorted(split_of.keys() - released):
            self._say(
                MANIFEST, say("article {article} is in a group and in no file", article=article)
            )
        for left in manifest.left_out:
            for article in sorted(released.intersection(left.articles)):
                self._say(
                    MANIFEST,
                    say(
                        "article {article} is said to be left out and is released", article=article
                    ),
                )
        if manifest.options.segments and texts.shared() != manifest.leakage.equal_segments:
            self._say(
                MANIFEST,
                say("{n:,} {n:text|texts} of segments are in several splits", n=texts.shared()),
            )

    def _check_groups(self, manifest: Manifest) -> dict[str, str]:
        split_of: dict[str, str] = {}
        for group in manifest.groups:
            if group.group != group_name(group.articles):
                self._say(
                    MANIFEST,
                    say("group {group} is not named after its articles", group=group.group),
                )
            if group.split not in manifest.splits:
                self._say(
                    MANIFEST,
                    say(
                        "group {group} is in {split}, which is no split",
                        group=group.group,
                        split=group.split,
                    ),
                )
            for article in group.articles:
                if article in split_of:
                    self._say(MANIFEST, say("article {article} is in two groups", article=article))
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
                self._say(where, as_said(error))
                continue
            tally.add(article, record)
            key = (record.article.id, record.annotator)
            if key in seen:
                self._say(
                    where,
                    say(
                        "article {article} of {annotator} is there twice",
                        article=key[0],
                        annotator=key[1] or "",
                    ),
                )
            seen.add(key)
            if article not in split_of:
                self._say(
                    where,
                    say(
                        "article {article} is in no group of {manifest}",
                        article=article,
                        manifest=MANIFEST,
                    ),
                )
            elif split_of[article] != part:
                self._say(
                    where,
                    say(
                        "the group of article {article} is in {split}",
                        article=article,
                        split=split_of[article],
                    ),
                )
            for name in record.document.keys() - self._of_articles.keys():
                self._say(
                    where, say("the label {label} is not in {labels}", label=name, labels=LABELS)
                )
            for name, value in record.document.items():
                label = self._of_articles.get(name)
                unfit = unfit_value(value, label) if label is not None else None
                if unfit is not None:
                    self._say(where, unfit)
            for span in record.spans:
                spans.add(span.id)
                if span.label not in labels:
                    self._say(
                        where,
                        say(
                            "the label {label} is not in {labels}", label=span.label, labels=LABELS
                        ),
                    )
            links += [(where, one.source, one.target) for one in record.links]
            texts.add(article, part, record, where)
        for where, source, target in links:
            for end in (source, target):
                if end not in spans:
                    self._say(
                        where,
                        say(
                            "a link leads to the span {end}, which is not in {part}",
                            end=end,
                            part=part,
                        ),
                    )
        return tally


class _Texts:
    """Looks for texts that are alike in different splits."""

    def __init__(self, say_of: Callable[[str, Message], None], *, whole: bool) -> None:
        self._say = say_of
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
        for what, others in (
            (say("the same text as"), equal),
            (say("nearly the same text as"), near),
        ):
            for other in others:
                if (elsewhere := self._split_of[other]) != part:
                    self._say(
                        where,
                        say(
                            "article {article} has {what} {other}, in {split}",
                            article=article,
                            what=what,
                            other=other,
                            split=elsewhere,
                        ),
                    )

    def shared(self) -> int:
        """Return how many texts of segments are in several splits."""
        return sum(len(parts) > 1 for parts in self._segments.values())


def _in_line(error: AnnotatorError) -> Message:
    if isinstance(error, InputError):
        line = "" if error.line is None else f"line {error.line}: "
        return say("{line}{reason}", line=line, reason=error.reason)
    return as_said(error)
