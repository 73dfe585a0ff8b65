"""Importing: everything is read and checked before anything is written, then written in chunks."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from annotator.annotation.records import Label, shorten
from annotator.annotation.wording import status_named
from annotator.errors import InputError, NotSavedError, RefusedError
from annotator.exchange.imports.entries import MOST, Entry
from annotator.exchange.imports.guesses import guesses_of
from annotator.exchange.imports.keeping import Kept
from annotator.exchange.imports.preview import ImportOptions, ImportPreview, Summary, listed
from annotator.exchange.imports.reading import Files, in_chunks
from annotator.exchange.imports.story_finder import NearDuplicate, StoryFinder
from annotator.exchange.imports.survey import Survey, without_work
from annotator.exchange.starting import default_labels
from annotator.formats import Notes, Sourced, Unread
from annotator.formats.common.columns import guess_columns
from annotator.progress import Cancelled, Progress, Throttle
from annotator.project import Project
from annotator.words import Message, say

Paths = Iterable[str | os.PathLike[str]]

MOST_REFUSALS = 10_000
"""After so many refusals an import that skips none ends without looking further."""

_BULK = 100
"""From so many articles on, an import is preceded by a backup."""


class _Reading(msgspec.Struct, frozen=True):
    """What the first pass leaves for the second.

    Attributes:
        kept: the records that were read; None where not all could be kept.
        left_out: places in the order of reading of records that were read but refused.
        bare: places of those of which only the article comes in.
        told: which story articles tell, where that is new.
        finder: has what tells near-duplicates.
        declared: what the files say of labels.

    """

    files: Files
    options: ImportOptions
    records: int
    kept: Kept | None
    left_out: frozenset[int]
    bare: frozenset[int]
    told: dict[str, str]
    finder: StoryFinder
    declared: tuple[Label, ...]


class _Refusals:
    """Collects what cannot be taken in; once there are ten thousand of it, or at once, it stops.

    Args:
        options: of the import.
        at_once: whether the first one stops, where refusals are not skipped.

    """

    def __init__(self, options: ImportOptions, *, at_once: bool = False) -> None:
        self._skip = options.skip_bad
        self._at_once = at_once
        self.all: list[InputError] = []

    def __call__(self, error: InputError) -> None:
        self.all.append(error)
        if not self._skip and (self._at_once or len(self.all) >= MOST_REFUSALS):
            self.stop()

    def stop(self) -> None:
        """Raise what was collected, unless it is to be skipped."""
        if self.all and not self._skip:
            raise RefusedError(self.all) if len(self.all) > 1 else self.all[0]


def look(
    project: Project | None,
    paths: Paths,
    options: ImportOptions | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> ImportPreview:
    """Read and check everything, write nothing, and tell what the import would bring in.

    Args:
        project: None: one that is not there yet and would have the default labels.
        paths: files and folders.
        options: None: the defaults.
        progress: called at most twenty times a second.
        cancelled: asked for each record whether to stop.

    Raises:
        InputError: what cannot be taken in; where there is more than one, a ``RefusedError`` with
            them all. With ``skip_bad`` they are in the preview's ``refused`` and this is only
            raised for an unknown format.
        CancelledError: the user stopped it.

    """
    options = options or ImportOptions()
    notes = Notes()
    throttle = Throttle(say("the import was stopped; nothing has changed"), progress, cancelled)
    refusals = _Refusals(options)
    files = Files(paths, options, refusals, lambda article: _text_of(project, article))
    labels = default_labels() if project is None else project.labels()
    total = files.bytes_total
    survey = Survey(project, labels, options, refusals, files.format_of)
    for chunk in in_chunks(_paced(files.read(refusals, notes), throttle, total)):
        survey.look_at([sourced for _, sourced in chunk])
    survey.finish()
    if options.format is None:
        for one in notes.unread:
            if not options.skip_bad:
                refusals(_to_be_named(one, files.format_name(one.file)))
    refusals.stop()
    throttle.finish(total)
    taken, gone, finder = survey.taken(), survey.gone(), survey.finder
    unused = files.exported.unused_labels(taken.named)
    if unused:
        notes.remark(
            say(
                "labels of the project that nobody has used stay out: {names}", names=listed(unused)
            )
        )
    alike = tuple(one for one in finder.found if one.article not in gone and one.like not in gone)
    entries = survey.entries.all(survey.refused_numbers)
    columns = files.columns()
    roles = _roles(columns, options)
    return ImportPreview(
        files=len(files),
        articles=taken.articles,
        already_there=taken.there,
        spans=taken.spans,
        kept=taken.kept,
        links=survey.new_links,
        labels=taken.labels,
        widened=taken.widened,
        near_duplicates=alike,
        suggestions=taken.suggestions,
        refused=tuple(refusals.all),
        ignored=tuple(files.ignored),
        passed_over=tuple(files.passed_over),
        left_out=notes.left_out,
        unread=notes.unread,
        remarks=notes.remarks,
        guesses=guesses_of(files, entries, roles, options, notes.guesses),
        entries=entries,
        guessed=survey.entries.guessed,
        titles=_titles(project, entries, alike),
        marked=_marked(options, survey.statuses),
        formats=tuple(one.name for one in files.formats),
        suffixes=files.suffixes,
        columns=columns,
        roles=roles,
        reading=_Reading(
            files,
            options,
            survey.read,
            survey.kept(),
            frozenset(survey.refused_numbers),
            frozenset(survey.bare_numbers),
            finder.stories(without=gone),
            finder,
            notes.labels,
        ),
    )


def bring_in(
    project: Project,
    paths: Paths,
    options: ImportOptions | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    *,
    preview: ImportPreview | None = None,
    by: str | None = None,
    window: str = "",
) -> Summary:
    """Import files: look at everything first, then write it in chunks.

    When it fails or is stopped, the project is as it was before.

    Args:
        project: to write into; annotators may go on working in it.
        paths: files and folders.
        options: None: the defaults.
        progress: called at most twenty times a second.
        cancelled: asked for each record whether to stop.
        preview: what ``look`` returned for the same project, paths and options; it saves
            looking again. What was looked at comes in; where it could not be kept the files are
            read again, and one that has changed since is refused.
        by: the annotator who imports in a window, in whose undo it is; None: in nobody's.
        window: id of that window.

    Raises:
        InputError: the first thing that cannot be taken in, unless ``skip_bad`` is set.
        CancelledError: the user stopped it.
        NotSavedError: it could not be stored.

    """
    if preview is None:
        preview = look(project, paths, options, _half(progress, 0), cancelled)
        progress = _half(progress, 1)
    reading = preview.reading
    assert isinstance(reading, _Reading)
    not_backed_up = _back_up_before(project, preview)
    throttle = Throttle(say("the import was stopped; nothing has changed"), progress, cancelled)
    finder = reading.finder
    total = reading.records or 1
    written = 0
    with project.begin_import(_called(reading.files.names), by, window) as work:
        work.declare(reading.declared)
        for chunk in in_chunks(enumerate(_again(reading))):
            throttle.step(written, total)
            records = [sourced.record for _, sourced in chunk]
            work.add(records, finder.signatures({record.article.id for record in records}))
            written += len(chunk)
        work.add([], finder.late)
        throttle.step(written, total)
        tally = work.finish(reading.told)
    throttle.finish(total)
    names = Summary.__struct_fields__
    summary = Summary(**{name: getattr(preview, name) for name in names})
    return msgspec.structs.replace(
        summary,
        spans=tally.spans,
        kept=tally.kept,
        links=tally.links,
        labels=tuple(tally.labels),
        not_backed_up=not_backed_up,
        widened=tuple(tally.widened),
        marked=_marked(reading.options, tally.statuses),
        reopened=tuple(dict.fromkeys(tally.reopened)),
    )


def _text_of(project: Project | None, article: str) -> str | None:
    return None if project is None else project.texts([article]).get(article)


def _marked(options: ImportOptions, number: int) -> Message | None:
    """Return how many articles are marked, each annotator's for itself; None: it was not asked."""
    if options.status is None:
        return None
    return say("{n:,} marked {status}", n=number, status=status_named(options.status))


def _to_be_named(unread: Unread, own: str) -> InputError:
    """Return a refusal of what looks like spans and was not read, with what to do.

    Args:
        unread: what it is.
        own: the name of the format as which the file was read.

    """
    table = own not in ("json", "jsonl")
    if table and unread.format != "labelstudio":
        reason = say(
            "{reason}; save it as JSON lines, whose spans are read, or bring in the texts alone"
            " with --format {own}",
            reason=unread.reason(),
            own=own,
        )
    elif unread.format:
        reason = say(
            "{reason}; name the format of the file, as --format {other}, or bring in the texts"
            " alone with --format {own}",
            reason=unread.reason(),
            other=unread.format,
            own=own,
        )
    else:
        reason = say(
            "{reason}; call it “label” and read it with --format doccano, or bring in the texts"
            " alone with --format {own}",
            reason=unread.reason(),
            own=own,
        )
    return InputError(reason, file=unread.file, line=unread.line)


def _back_up_before(project: Project, coming: Summary) -> Message | None:
    """Make a backup before an import that brings much, or spans among others.

    Returns:
        why none could be made; None where there is one or none is needed.

    Raises:
        DamagedError: the project is damaged.

    """
    facts = project.facts()
    if facts is None or not facts.articles:
        return None
    many = coming.articles + coming.already_there >= _BULK
    if many or (coming.spans and facts.spans):
        try:
            project.back_up("import")
        except NotSavedError as error:
            return error.message
    return None


def _titles(
    project: Project | None, entries: Sequence[Entry], alike: Sequence[NearDuplicate]
) -> dict[str, str]:
    wanted = {name for one in alike[:MOST] for name in (one.article, one.like)}
    titles = {one.article: one.title for one in entries if one.article in wanted}
    if project is not None and (rest := wanted - titles.keys()):
        there = project.articles_elsewhere("")
        titles.update({one.id: one.title for one in there if one.id in rest})
    return titles


def _roles(columns: Sequence[str], options: ImportOptions) -> dict[str, str]:
    chosen = {role: name for role, name in options.columns.items() if name in columns}
    if not columns:
        return {}
    try:
        return guess_columns(columns, chosen)
    except InputError:  # none of them holds the text: that is for the user to say
        return chosen


def _paced(
    records: Iterable[tuple[int, Sourced]], throttle: Throttle, total: int
) -> Iterator[tuple[int, Sourced]]:
    for item in records:
        throttle.step(item[0], total)
        yield item


def _again(reading: _Reading) -> Iterator[Sourced]:
    """Yield the records that can be taken in, from memory or from the files once more."""
    if reading.kept is not None:
        for number, sourced in reading.kept.read(reading.left_out):
            yield without_work(sourced) if number in reading.bare else sourced
        return
    reading.files.check_unchanged()
    again = reading.files.read(_Refusals(reading.options, at_once=True), Notes())
    for number, (_, sourced) in enumerate(again):
        if number not in reading.left_out:
            yield without_work(sourced) if number in reading.bare else sourced
    reading.files.check_unchanged()


def _half(progress: Progress | None, which: int) -> Progress | None:
    """Return a progress of which the first (0) or second (1) half is reported to ``progress``."""
    if progress is None:
        return None
    scale = 1000

    def report(done: int, total: int) -> None:
        progress(which * scale + done * scale // total, 2 * scale)

    return report


_CALLED, _LONGEST_CALLED = 5, 80


def _called(names: Sequence[str]) -> Message | str:
    """Return what files are called in the history."""
    shown = shorten(", ".join(names[:_CALLED]), _LONGEST_CALLED)
    more = len(names) - _CALLED
    return say("{names} and {n:,} more", names=shown, n=more) if more > 0 else shown
