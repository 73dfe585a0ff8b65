"""Releasing: the finished work as a data set that can be published, checked and made again."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from annotator import __version__
from annotator.agreement.figures import Report, Settings
from annotator.agreement.report.report import to_json
from annotator.annotation.records import Label
from annotator.errors import ProjectError
from annotator.exchange.agreeing import report_of
from annotator.exchange.exports.exporting import CHANGED, format_to_write, refuse_project
from annotator.exchange.labels import save_labels
from annotator.exchange.release import manifest as manifests
from annotator.exchange.release.card import Beside, guidelines, readme
from annotator.exchange.release.groups import METHOD
from annotator.exchange.release.manifest import (
    AGREEMENT,
    CARD,
    DATA,
    GUIDELINES,
    LABELS,
    MANIFEST,
    NATIVE,
    SCHEMA,
    SPLITS,
    SUMS,
    Counts,
    Leakage,
    LeftOut,
    Lost,
    Manifest,
    group_name,
)
from annotator.exchange.release.options import ReleaseOptions, choose_work
from annotator.exchange.release.plots import plots
from annotator.exchange.release.reading import GOLD, Spool, Taken
from annotator.exchange.release.splitting import Group, split
from annotator.exchange.release.suggested import count_suggested
from annotator.exchange.release.training import Suggested, write_config
from annotator.exchange.release.verifying import verify
from annotator.exchange.release.writing import Data
from annotator.formats import Format
from annotator.formats.common.output import replacing_folder
from annotator.progress import Cancelled, Progress, Throttle
from annotator.project import Project
from annotator.project.letters import letters_of
from annotator.words import Message, say

_STOPPED = say("the release was stopped; nothing has changed")


class Released(msgspec.Struct, frozen=True, kw_only=True):
    """What was released.

    Attributes:
        splits: what each one holds.
        work_why: whose work it is, and why.
        left_out: how many articles are not released, by reason.
        losses: what could not be held.

    """

    splits: dict[str, Counts]
    work_why: Message
    left_out: dict[str, int]
    losses: tuple[Lost, ...]


def release(
    project: Project,
    folder: str | os.PathLike[str],
    options: ReleaseOptions | None = None,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Released:
    """Write a release into a new folder, which appears when it is complete and was verified.

    The same project and options give the same bytes, wherever the project lies. Articles of one
    story, linked ones and such whose texts are alike never come into different splits. Slow; call
    it off the main thread.

    Args:
        project: to read.
        folder: new or empty.
        options: what and how; None: as usual.
        progress: called at most twenty times a second with how far it is, and how far it goes.
        cancelled: asked often whether to stop.

    Raises:
        InputError: there is no such format, label or segment, or a number is out of range.
        ProjectError: there is no such annotator, nothing to release, or the project was changed
            meanwhile.
        NotSavedError: there is something in the folder, or it cannot be written.
        CancelledError: the user stopped it; nothing is left.

    """
    options = options or ReleaseOptions()
    options.check()
    refuse_project(project, folder)
    names = dict.fromkeys((NATIVE, *options.formats))
    formats = [format_to_write(name) for name in names]
    labels = project.labels()
    options.shaping.check({label.name for label in labels})
    phases = _Phases(Throttle(_STOPPED, progress, cancelled), len(formats) + 3)
    with replacing_folder(folder) as unfinished:
        return _release(project, unfinished, options, labels, formats, phases, cancelled)


class _Phases:
    """Makes one progress of several phases of equal length."""

    def __init__(self, throttle: Throttle, number: int) -> None:
        self._throttle = throttle
        self._number = number
        self._at = 0

    def step(self, done: int, total: int) -> None:
        share = min(1.0, done / total) if total else 1.0
        self._throttle.step(int((self._at + share) * 1000), self._number * 1000)

    def following(self) -> None:
        self._at += 1
        self.step(0, 1)

    def finish(self) -> None:
        self._throttle.finish(self._number * 1000)


def _release(
    project: Project,
    folder: Path,
    options: ReleaseOptions,
    labels: Sequence[Label],
    formats: Sequence[Format],
    phases: _Phases,
    cancelled: Cancelled | None,
) -> Released:
    before = project.fingerprint()
    work, kind, why = choose_work(project, options)
    names = _pseudonyms(project, options.seed) if options.blind else {}
    with tempfile.TemporaryFile(dir=folder) as file:
        spool = Spool(file)
        taken = Taken(options, work, names, spool)
        groups = _divide(taken, taken.read(project, phases.step), options)
        if not groups:
            raise ProjectError(
                say("there is nothing to release: {why}; expected finished work", why=why)
            )
        phases.following()
        report = report_of(
            project,
            Settings(
                seed=options.seed,
                replicates=options.replicates,
                disagreements=0,
                articles=str(options.scope.said() or ""),
            ),
            labels=options.shaping.labels,
            blind=options.blind,
            only=options.scope.resolve(project),
            progress=phases.step,
            cancelled=cancelled,
        )
        if project.fingerprint() != before:
            raise ProjectError(CHANGED)
        data = Data(folder, options, labels, taken, spool)
        for file_format in formats:
            phases.following()
            data.write(file_format, groups, phases.step)
        suggested = _for_spacy(folder, formats, sorted(taken.languages))
        suggestions = count_suggested(project, spool, set(taken.labels), options.shaping.labels)
    manifest = _manifest(options, (kind, why), labels, taken, groups, data)
    manifest = msgspec.structs.replace(manifest, suggestions=suggestions)
    said = project.article_labels()
    beside = Beside(data.facts, sorted(taken.languages), options, suggested)
    _write_beside(folder, manifest, labels, report, beside, said)
    files = {
        name: _file(name, path, manifest.splits)
        for name, path in manifests.files_below(folder).items()
    }
    manifest = msgspec.structs.replace(manifest, files=files)
    (folder / MANIFEST).write_bytes(manifests.encode(manifest))
    digests = {name: one.sha256 for name, one in files.items()}
    digests[MANIFEST] = manifests.digest(folder / MANIFEST)[0]
    (folder / SUMS).write_bytes(manifests.sums(digests))
    phases.following()
    if problems := verify(folder, progress=phases.step, cancelled=cancelled):
        raise RuntimeError(f"the release is not what its manifest says: {problems[0]}")
    phases.finish()
    return Released(
        splits=manifest.splits,
        work_why=why,
        left_out={one.reason: len(one.articles) for one in manifest.left_out},
        losses=tuple(manifest.losses),
    )


def _for_spacy(
    folder: Path, formats: Sequence[Format], languages: Sequence[str]
) -> Suggested | None:
    """Write what ``spacy train`` needs, where the release has spaCy's documents."""
    if all(one.name != "spacy" for one in formats):
        return None
    return write_config(folder / "spacy", languages)


def _pseudonyms(project: Project, seed: int) -> dict[str, str]:
    called = letters_of(project, seed)
    gold = project.gold()
    return called if gold is None else {**called, gold: GOLD}


def _divide(
    taken: Taken, together: Iterable[Sequence[str]], options: ReleaseOptions
) -> list[manifests.Group]:
    members = {group_name(articles): sorted(articles) for articles in together}
    groups = []
    for name, articles in sorted(members.items()):
        counts: Counter[str] = Counter()
        for article in articles:
            counts.update(taken.labels[article])
        groups.append(Group(name, len(articles), counts))
    part = split(groups, options.shares, options.seed)
    return [
        manifests.Group(group=name, split=part[name], articles=articles)
        for name, articles in sorted(members.items())
    ]


def _manifest(
    options: ReleaseOptions,
    work: tuple[str, Message],
    labels: Sequence[Label],
    taken: Taken,
    groups: list[manifests.Group],
    data: Data,
) -> Manifest:
    shaping = options.shaping
    times = Counter(key for keys in data.segments.values() for key in keys)
    shares = {name: float(options.shares.get(name, 0)) for name in SPLITS}
    return Manifest(
        schema=SCHEMA,
        tool="annotator",
        version=__version__,
        name=options.name,
        options=manifests.Options(
            seed=options.seed,
            shares=shares,
            work=work[0],
            work_why=str(work[1]),
            done_only=options.done_only,
            labels=None if shaping.labels is None else list(shaping.labels),
            attributes=shaping.attributes,
            clean=list(shaping.clean),
            segments=shaping.segments,
            formats=[name for name in dict.fromkeys(options.formats) if name != NATIVE],
            blind=options.blind,
            replicates=options.replicates,
        ),
        annotators=sorted({name for one in data.counts.values() for name in one.annotators}),
        labels=[label.name for label in labels],
        splits=data.counts,
        leakage=Leakage(
            equal_texts=0,
            near_duplicates=0,
            linked=0,
            method=METHOD,
            joined=dict(taken.joined),
            equal_segments=sum(n > 1 for n in times.values()) if shaping.segments else None,
        ),
        losses=data.losses,
        links_left_out=data.links_left_out,
        left_out=[
            LeftOut(reason=reason, articles=articles)
            for reason, articles in sorted(taken.left_out.items())
        ],
        groups=groups,
        files={},
    )


def _write_beside(
    folder: Path,
    manifest: Manifest,
    labels: Sequence[Label],
    report: Report,
    beside: Beside,
    article_labels: Sequence[Label],
) -> None:
    """Write what explains the data."""
    save_labels([*labels, *article_labels], folder / LABELS)
    (folder / GUIDELINES).write_bytes(guidelines([*labels, *article_labels]))
    (folder / AGREEMENT).write_bytes(to_json(report) + b"\n")
    drawn = plots(manifest, report)
    for name, data in drawn.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
    (folder / CARD).write_bytes(readme(manifest, report, labels, beside))


def _file(name: str, path: Path, splits: dict[str, Counts]) -> manifests.File:
    sha256, size = manifests.digest(path)
    above, _, rest = name.partition("/")
    first, last = rest.partition("/")[0], rest.rpartition("/")[2].partition(".")[0]
    part = first if first in splits else last if last in splits else ""
    native = above == DATA
    return manifests.File(
        sha256=sha256,
        bytes=size,
        split=part,
        format=(NATIVE if native else above) if part else "",
        counts=splits[part] if native and part else None,
    )
