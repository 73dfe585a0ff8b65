"""Label Studio's tasks: its full JSON, its short one (JSON-MIN), and tasks on lines."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from annotator.annotation.records import Annotated, Span, Status, Suggestion
from annotator.errors import InputError
from annotator.formats.common.base import Format, ReadOptions, Sourced, WriteOptions, cannot_read
from annotator.formats.common.drafts import (
    Draft,
    article_id,
    empty_annotation,
    is_foreign,
    read_document,
    relation_to_itself,
    relation_to_nothing,
    status_named,
)
from annotator.formats.common.json_faults import wrong_value
from annotator.formats.common.losses import Losses
from annotator.formats.common.names import check_name
from annotator.formats.common.sources import any_json, lines, read_bytes, read_lines, without_mark
from annotator.formats.labelstudio.region_said import said, time_of
from annotator.formats.labelstudio.regions import (
    Result,
    Results,
    all_fit,
    gather,
    settle,
    visible_text,
)
from annotator.formats.labelstudio.short_json import lengthened
from annotator.formats.labelstudio.tables_in import is_table, read_table
from annotator.formats.labelstudio.tasks_out import of_article, write_tasks
from annotator.inputs import open_input
from annotator.words import say

_DATA = re.compile(rb'(?<!\\)"data"\s*:\s*\{')
_WORK = re.compile(rb'(?<!\\)"(?:annotations|predictions|completions)"\s*:\s*\[')
_RESULTS = re.compile(rb'(?<!\\)"(?:from_name|completed_by|was_cancelled)"\s*:')
_SHORT = re.compile(rb'(?<!\\)"annotation_id"\s*:')
_ADDRESS = re.compile(r"(?:https?|s3|gs|azure-blob)://\S+|/data/(?:upload|local-files)/\S*")
_NUMBERED = re.compile(r", (\d{1,18})$", re.ASCII)
LONG_BYTES = 8_000_000
"""A larger list is read task by task."""

_HEAD = 4_096
_UNSURE = 0.5
_MODEL = "model"


class _Work(msgspec.Struct):
    """One annotation, draft or prediction."""

    result: list[Result] | None = None
    completed_by: Any = None
    user: Any = None
    was_cancelled: bool | None = None
    ground_truth: bool | None = None
    created_at: Any = None
    updated_at: Any = None
    model_version: str | None = None
    score: float | None = None
    created_username: str | None = None
    annotator: str | None = None
    status: str | None = None
    flagged: bool | None = None
    gold: bool | None = None
    document: dict[str, Any] | None = None


class _Task(msgspec.Struct):
    data: dict[str, Any]
    annotations: list[_Work] | None = None
    completions: list[_Work] | None = None
    predictions: list[Any] | None = None
    drafts: list[Any] | None = None
    meta: Any = None


_task_decoder = msgspec.json.Decoder(_Task)


class LabelStudio(Format):
    """Tasks of Label Studio that label text; see ``docs/formats.md``."""

    def sniff(self, head: bytes) -> bool:
        """Tell tasks by the keys that only Label Studio writes."""
        start = head.removeprefix(codecs.BOM_UTF8).lstrip()
        if is_table(start):
            return True
        if not start.startswith(b"[") and not is_foreign(head):
            return False
        full = _DATA.search(head) is not None or _RESULTS.search(head) is not None
        return (full and _WORK.search(head) is not None) or _SHORT.search(head) is not None

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield a record for each annotator of each task, or one without work."""
        if path.suffix.lower() in (".csv", ".tsv"):
            yield from read_table(path, options, lambda row: _read(row, options))
            return
        if _on_lines(path):
            yield from read_lines(path, options, lambda line: _read(any_json(line), options))
            return
        if _is_long(path):
            yield from _read_long(path, options)
            return
        data = read_bytes(path, options)
        if data is None:
            return
        try:
            whole = any_json(data)
        except InputError as error:
            options.refuse(error.at(options.file, error.line))
            return
        tasks = whole if isinstance(whole, list) else [whole]
        for number, task in enumerate(tasks):
            try:
                records = _read(task, options)
            except InputError as error:
                inside = _in_task(error, number) if isinstance(whole, list) else error
                options.refuse(inside.at(options.file, None))
                continue
            position = len(data) * (number + 1) // len(tasks)
            for record in records:
                yield Sourced(record, options.file, None, position)

    def write(
        self, records: Iterable[Annotated], file: BinaryIO, options: WriteOptions | None = None
    ) -> None:
        """Write a task for each article, with an annotation for each annotator."""
        options = options or WriteOptions(losses=Losses())
        write_tasks(records, file, options)


def _is_long(path: Path) -> bool:
    """Tell whether it is a list that is not to be in memory as a whole."""
    with suppress(InputError, OSError):
        return path.stat().st_size > LONG_BYTES and _begins_with(path) == b"["
    return False


def _begins_with(path: Path) -> bytes:
    """Return the first byte that is no white space; b"" for none."""
    with open_input(path) as opened:
        return without_mark(opened.read(_HEAD)).lstrip(b" \t\r\n")[:1]


def _read_long(path: Path, options: ReadOptions) -> Iterator[Sourced]:
    """Yield the records of a list task by task."""
    from annotator.formats.labelstudio.long_list import (  # numpy: only where it is long
        Element,
        elements,
    )

    with ExitStack() as stack:
        found: Iterator[Element] = iter(())
        for number in count():
            try:
                if not number:
                    opened = stack.enter_context(open_input(path, options.file))
                    if opened.read(len(codecs.BOM_UTF8)) != codecs.BOM_UTF8:
                        opened.seek(0)
                    found = elements(opened)
                element = next(found, None)
            except InputError as error:
                options.refuse(error if error.file else error.at(options.file, error.line))
                return
            except OSError as error:
                options.refuse(cannot_read(error, options.file))
                return
            if element is None:
                return
            try:
                records = _read_task(element.data, options)
            except InputError as error:
                line = element.line + error.line - 1 if error.line else None
                options.refuse(_in_task(error, number).at(options.file, line))
                continue
            for record in records:
                yield Sourced(record, options.file, None, element.position)


def _read_task(data: bytes, options: ReadOptions) -> list[Annotated]:
    """Read a task from its bytes; what is no full one is looked at more slowly."""
    try:
        task = _task_decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _read(any_json(data), options)
    return _TaskReader(task, options).records()


def _in_task(error: InputError, number: int) -> InputError:
    return error.inside(say("task {number}", number=number + 1))


def _on_lines(path: Path) -> bool:
    """Tell whether the first line is a task by itself."""
    with suppress(InputError, OSError):
        if _begins_with(path) == b"[":
            return False
        first = next(lines(path), None)
        return first is not None and first.data[:1] == b"{" and bool(any_json(first.data))
    return False


def _read(value: Any, options: ReadOptions) -> list[Annotated]:
    if not isinstance(value, dict):
        raise InputError(say("expected a task, an object with “data”"))
    short = "data" not in value
    try:
        task = msgspec.convert(lengthened(value) if short else value, _Task)
    except msgspec.ValidationError as error:
        raise InputError(wrong_value(error, say("the task"))) from None
    return _TaskReader(task, options).records()


class _TaskReader:
    """Reads one task."""

    def __init__(self, task: _Task, options: ReadOptions) -> None:
        self._task = task
        self._options = options
        done = task.annotations if task.annotations is not None else task.completions or []
        kind = "annotations" if task.annotations is not None else "completions"
        self._work = [(one, f"{kind}[{n}]") for n, one in enumerate(done)]
        self._drafted = self._others(task.drafts, "drafts")
        self._predicted = self._others(task.predictions, "predictions")
        self._results = {
            where: gather(one.result or [], where)
            for one, where in (*self._work, *self._drafted, *self._predicted)
        }
        for found in self._results.values():
            self._leave_out_empty(found)
        self._numbered = all(isinstance(one.completed_by, int | None) for one, _ in self._work)
        self._key, self._text = self._find_text()
        self._ours = "article_id" in task.data

    def records(self) -> list[Annotated]:
        """Return a record for each annotator, or one without work."""
        names = {where: self._annotator(one) for one, where in self._work}
        done = {
            names[where] for one, where in self._work if not one.was_cancelled and not one.status
        }
        meta = self._meta(names)
        made = []
        for one, where in self._work:
            status = status_named(one.status) if one.status else Status.SKIPPED
            if not one.status and names[where] in done:
                status = Status.DONE
            made.append(self._record(one, where, names[where], status, meta))
        for one, where in self._drafted:
            name = self._annotator(one)
            if name not in names.values():
                names[where] = name
                made.append(self._record(one, where, name, Status.IN_PROGRESS, meta))
        if not made:
            made.append(self._record(_Work(), "", None, Status.NEW, meta))
        suggestions = self._suggestions()
        if suggestions:
            made[0] = msgspec.structs.replace(made[0], suggestions=suggestions)
        return made

    def _leave_out_empty(self, found: Results) -> None:
        """Take regions away that cover nothing, and count them."""
        for name, region in list(found.regions.items()):
            if all(start == end for start, end in region.ranges):
                label = (region.labels or [region.control])[0]
                self._options.leave_out(empty_annotation(label), region.where)
                del found.regions[name]

    def _others(self, given: list[Any] | None, kind: str) -> list[tuple[_Work, str]]:
        """Return drafts or predictions; Label Studio sometimes writes their numbers only."""
        found = []
        for number, one in enumerate(given or ()):
            if not isinstance(one, dict):
                continue
            try:
                found.append((msgspec.convert(one, _Work), f"{kind}[{number}]"))
            except msgspec.ValidationError as error:
                raise InputError(wrong_value(error, say("it"))).inside(
                    say("{kind}[{number}]", kind=kind, number=number)
                ) from None
        return found

    def _find_text(self) -> tuple[str, str]:
        data = self._task.data
        regions = [one for found in self._results.values() for one in found.regions.values()]
        texts = {key: one for key, one in data.items() if isinstance(one, str)}
        named = {region.to_name for region in regions} & set(texts)
        if len(named) > 1:
            both = " and ".join(f"“data.{name}”" for name in sorted(named)[:2])
            raise InputError(
                say("there are regions of {both}; expected one text in each task", both=both)
            )
        likely = [*named, *(key for key in ("text", "html") if key in texts), *texts]
        if not named and "text" not in texts and "html" not in texts and len(texts) > 1:
            fitting = [key for key in texts if regions and all_fit(texts[key], regions)]
            if len(fitting) != 1:
                keys = ", ".join(f"“{key}”" for key in texts)
                raise InputError(
                    say("which of {keys} in “data” is the text? expected “text”", keys=keys)
                )
            likely = fitting
        if not likely:
            raise InputError(say("“data.text” is missing; expected the text"))
        key = likely[0]
        text = texts[key]
        if _ADDRESS.fullmatch(text.strip()):
            raise InputError(
                say(
                    "“data.{key}” is the address of a text; expected the text itself in the file",
                    key=key,
                )
            )
        if "<" in text and any(one.hypertext for one in regions):
            seen = visible_text(text)
            if all_fit(seen, regions) or not all_fit(text, regions):
                text = seen
        return key, text

    def _meta(self, names: dict[str, str | None]) -> dict[str, Any]:
        data = self._task.data
        known = {"article_id", "title", "source", "date", "meta", self._key}
        given = data.get("meta")
        meta = dict(given) if isinstance(given, dict) else {}
        if self._ours:
            return meta
        for key, value in data.items():
            strange = key in ("title", "source", "date") and not isinstance(value, str)
            if key not in known or strange or (key == "meta" and not isinstance(value, dict)):
                meta.setdefault(key, value)
        if self._task.meta:
            meta.setdefault("task_meta", self._task.meta)
        for one, where in self._work:
            name = names[where] or ""
            whole = {k: v for k, v in self._results[where].whole.items() if not _is_said(v)}
            if whole:
                meta.setdefault("whole_text", {})[name] = whole
            if one.ground_truth:
                meta.setdefault("ground_truth", []).append(name)
        return meta

    def _annotator(self, work: _Work) -> str | None:
        by = work.completed_by if work.completed_by is not None else work.user
        if work.annotator is not None:
            return work.annotator
        if isinstance(by, str) and self._numbered:
            # The same export names a user by email in a draft and by number in an annotation.
            numbered = _NUMBERED.search(work.created_username or "")
            by = int(numbered[1]) if numbered else by
        if isinstance(by, dict):
            named = (by.get("email"), by.get("username"), by.get("first_name"))
            name = next((one for one in named if isinstance(one, str) and one.strip()), None)
            by = name if name is not None else by.get("id")
        if isinstance(by, int) and not isinstance(by, bool):
            return f"user {by}"
        return by if isinstance(by, str) and by.strip() else None

    def _draft(self, annotator: str | None) -> Draft:
        data = self._task.data
        ours = data.get("article_id")
        name = article_id(ours if isinstance(ours, str) else None, data.get("id"))
        try:
            return Draft(self._text, self._options, article_id=name, annotator=annotator)
        except InputError as error:
            told = dict(error.reason.arguments)
            if told.get("where") != "“text”":
                raise
            place = f"“data.{self._key}”"
            raise InputError(say("{where}: {reason}", where=place, reason=told["reason"])) from None

    def _record(
        self,
        work: _Work,
        where: str,
        annotator: str | None,
        status: Status,
        meta: dict[str, Any],
    ) -> Annotated:
        draft = self._draft(annotator)
        results = self._results.get(where, Results())
        firsts: dict[str, Span] = {}
        settled = settle(self._text, results.regions.values())
        times = time_of(work.created_at), time_of(work.updated_at)
        for (name, region), (ranges, quote) in zip(results.regions.items(), settled, strict=True):
            for label in region.labels or [region.control]:
                span = draft.add_span(
                    region.where, label, ranges, quote=quote, **said(region, *times)
                )
                firsts.setdefault(name, span)
        for relation in results.relations:
            kind = relation.types[0] if relation.types else ""
            if not firsts.keys() >= {relation.source, relation.target}:
                self._options.leave_out(relation_to_nothing(kind), relation.where)
                continue
            ends = firsts[relation.source].id, firsts[relation.target].id
            if ends[0] == ends[1]:
                self._options.leave_out(relation_to_itself(kind), relation.where)
                continue
            for type_ in relation.types:
                draft.add_link(relation.where, type_, *ends, relation.id)
        data = self._task.data
        known = {key: data[key] for key in ("title", "source", "date") if _is_text(data.get(key))}
        record = draft.record(
            title=known.get("title"),
            source=known.get("source"),
            date=known.get("date", ""),
            meta=meta,
            status=status,
            flagged=bool(work.flagged),
            document=_document(work, results) if annotator is not None else None,
        )
        return msgspec.structs.replace(record, gold=bool(work.gold) and annotator is not None)

    def _suggestions(self) -> tuple[Suggestion, ...]:
        found = []
        for one, where in self._predicted:
            draft = self._draft(_MODEL)
            origin = one.model_version or _MODEL
            origin = check_name(origin, f"{where}.model_version")
            regions = self._results[where].regions.values()
            for region, (ranges, quote) in zip(regions, settle(self._text, regions), strict=True):
                score = region.score if region.score is not None else one.score
                for label in region.labels or [region.control]:
                    span = draft.make_span(region.where, label, ranges, quote=quote)
                    suggestion = Suggestion(
                        article=span.article,
                        label=span.label,
                        start=span.start,
                        end=span.end,
                        text=draft.text[span.start : span.end],
                        score=_UNSURE if score is None else min(max(score, 0.0), 1.0),
                        origin=origin,
                    )
                    if suggestion not in found:
                        found.append(suggestion)
        return tuple(found)


def _is_said(value: Any) -> bool:
    """Tell whether what is said of a whole text can be the value of an article label."""
    several = isinstance(value, list) and all(isinstance(one, str) for one in value)
    return several or isinstance(value, str | int | float)


def _document(work: _Work, results: Results) -> dict[str, Any]:
    """Return what is said of the whole text: what we wrote, and what was changed of it since."""
    said = dict(work.document or {})
    written = {
        one["from_name"]: one["value"]["choices"]
        for one in of_article(read_document(said, "document"))
    }
    for name, value in results.whole.items():
        given = value if isinstance(value, list) else [value]
        if _is_said(value) and given != written.get(name):
            said[name] = value
    for name in written.keys() - results.whole.keys():
        del said[name]
    return said


def _is_text(value: Any) -> bool:
    return isinstance(value, str)
