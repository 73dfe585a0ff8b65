"""Prodigy's JSON lines: a task with its answer on each line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
import orjson

from annotator.annotation.records import MANUAL, Annotated, Span, Status, shorten
from annotator.errors import InputError
from annotator.formats.common.base import Format, ReadOptions, Sourced, WriteOptions
from annotator.formats.common.drafts import (
    Draft,
    article_id,
    as_categories,
    describe,
    empty_annotation,
    is_foreign,
    links_inside,
    read_document,
    relation_to_itself,
    relation_to_nothing,
    status_named,
)
from annotator.formats.common.json_faults import wrong_value
from annotator.formats.common.losses import Losses
from annotator.formats.common.sources import any_json, read_lines
from annotator.formats.common.tokens import FRAGMENTS, FRAGMENTS_DONE, Range, tokenise_all
from annotator.formats.recognising.peek import as_lines
from annotator.words import say

_CHOSEN = "cats"
_SAYS = {"accept": True, "reject": False}
"""What an answer to a task with a label and no spans says of the label: whether it holds."""

_ANSWERS = {"accept": Status.DONE, "ignore": Status.SKIPPED, "reject": Status.SKIPPED}
# One of several questions about the same text: no answer to one is about the article.
_BINARY_ANSWERS = {"accept": Status.DONE, "ignore": Status.NEW, "reject": Status.DONE}
_BINARY_VIEWS = frozenset(("ner", "spans", "classification", "text"))
_ANSWER_OF = {Status.DONE: "accept", Status.SKIPPED: "ignore"}
_TOKEN_LABEL = "token"

# What Prodigy makes itself whenever it reads a task, and what ``_Task`` holds under other names.
_BOOKKEEPING = frozenset(
    (
        "_input_hash",
        "_task_hash",
        "_session_id",
        "_annotator_id",
        "_view_id",
        "_timestamp",
        "_is_binary",
    )
)
_SPAN_BOOKKEEPING = frozenset(("source", "type", "input_hash", "answer"))
# The name of a session that nobody gave a name.
_UNNAMED_SESSION = re.compile(r"\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d")
_SIGNS = re.compile(
    rb'(?<!\\)"(?:_input_hash|_task_hash|_session_id|_annotator_id|_view_id|token_start)"\s*:'
    rb'|(?<!\\)"answer"\s*:\s*"(?:accept|reject|ignore)"'
)
_TEXT = re.compile(rb'(?<!\\)"text"\s*:')


class _Token(msgspec.Struct, gc=False):
    start: int
    end: int


class _Span(msgspec.Struct):
    start: int | None = None
    end: int | None = None
    token_start: int | None = None
    token_end: int | None = None
    label: str | None = None
    text: str | None = None
    id: str | int | None = None
    attributes: dict[str, Any] | None = None
    note: str | None = None
    flagged: bool | None = None
    origin: str | None = None
    source: str | None = None
    created_at: str | None = None
    updated_at: str | None = None


class _Relation(msgspec.Struct):
    head: int | None = None
    child: int | None = None
    label: str | None = None
    head_span: _Span | None = None
    child_span: _Span | None = None
    id: str | None = None


class _Task(msgspec.Struct):
    text: str
    meta: dict[str, Any] | None = None
    tokens: list[_Token] | None = None
    spans: list[_Span] | None = None
    relations: list[_Relation] | None = None
    label: str | None = None
    answer: str | None = None
    annotator_id: str | None = msgspec.field(name="_annotator_id", default=None)
    session_id: str | None = msgspec.field(name="_session_id", default=None)
    view_id: str | None = msgspec.field(name="_view_id", default=None)
    is_binary: bool | None = msgspec.field(name="_is_binary", default=None)
    article_id: str | None = None
    id: Any = None
    annotator: str | None = None
    title: str | None = None
    source: str | None = None
    date: str | None = None
    status: str | None = None
    flagged: bool | None = None
    gold: bool | None = None
    document: dict[str, Any] | None = None
    accept: Any = None
    cats: Any = None


_TASK_KEYS = frozenset(_Task.__struct_encode_fields__) | _BOOKKEEPING
_SPAN_KEYS = frozenset(_Span.__struct_encode_fields__) | _SPAN_BOOKKEEPING


class Prodigy(Format):
    """Tasks of Prodigy's span, entity and relation interfaces; see ``docs/formats.md``."""

    def sniff(self, head: bytes) -> bool:
        """Tell tasks by a text and a key that Prodigy alone writes."""
        return (
            is_foreign(head) and _TEXT.search(head) is not None and _SIGNS.search(head) is not None
        )

    def recognises(self, records: Sequence[Any]) -> bool:
        """Tell tasks in a list or an object as those on lines."""
        objects = [one for one in records if isinstance(one, dict)]
        return bool(objects) and self.sniff(as_lines(objects))

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield a record for each task."""
        yield from read_lines(path, options, lambda line: _read(line, options))

    def write(
        self, records: Iterable[Annotated], file: BinaryIO, options: WriteOptions | None = None
    ) -> None:
        """Write a task for each record."""
        losses = options.losses if options else Losses()
        tasks = (_task(record, losses) for record in records)
        file.writelines(orjson.dumps(task, option=orjson.OPT_APPEND_NEWLINE) for task in tasks)


def _read(line: bytes, options: ReadOptions) -> Annotated:
    value = any_json(line)
    try:
        task = msgspec.convert(value, _Task)
    except msgspec.ValidationError as error:
        raise InputError(wrong_value(error)) from None
    annotator = _annotator(task)
    draft = Draft(
        task.text,
        options,
        article_id=article_id(task.article_id, task.id),
        annotator=annotator,
    )
    # Another annotator's answer to a task that we wrote: the ids in it belong to the first one.
    ours = task.annotator in (None, annotator or options.annotator)
    others = {key: item for key, item in value.items() if key not in _TASK_KEYS}
    options.look_for_spans(others, task.text)
    meta = {**(task.meta or {}), **others}
    if isinstance(task.id, int) or (task.id and article_id(None, task.id) is None):
        meta.setdefault("id", task.id)
    status = status_named(task.status)
    if task.answer is not None:
        if task.answer not in _ANSWERS:
            expected = ", ".join(_ANSWERS)
            raise InputError(
                say(
                    "“answer” is “{answer}”; expected one of: {expected}",
                    answer=shorten(task.answer),
                    expected=expected,
                )
            )
        binary = task.is_binary or task.view_id in _BINARY_VIEWS
        if task.view_id is None and task.is_binary is None:  # before 1.8 nothing said it
            binary = len(task.spans or ()) < 2 and task.status is None and "options" not in value
        status = (_BINARY_ANSWERS if binary else _ANSWERS)[task.answer]
    rejected = task.answer == "reject"
    refused: list[dict[str, Any]] = []
    given = value.get("spans") or []
    tokens = task.tokens or []
    for number, span in enumerate(task.spans or ()):
        where = f"spans[{number}]"
        label = span.label or task.label
        if not label:
            raise InputError(
                say("“{where}.label” is missing; expected the name of a label", where=where)
            )
        extra = {key: item for key, item in given[number].items() if key not in _SPAN_KEYS}
        place = _range(span, tokens, where)
        if place[0] == place[1] and 0 <= place[0] <= len(task.text):
            options.leave_out(empty_annotation(label), where)
            continue
        if rejected:
            options.leave_out(say("rejected span of the type “{type}”", type=label), where)
        made = draft.make_span if rejected else draft.add_span
        one = made(
            where,
            label,
            [place],
            quote=span.text,
            id=span.id if ours and isinstance(span.id, str) else None,
            attributes={**extra, **(span.attributes or {})},
            note=span.note or None,
            flagged=bool(span.flagged),
            origin=span.origin or span.source or MANUAL,
            created_at=span.created_at or "",
            updated_at=span.updated_at or "",
        )
        if rejected:
            refused.append({"start": one.start, "end": one.end, "label": one.label})
    if rejected:
        meta |= {"rejected_spans": refused} if refused else {}
        meta |= {"rejected_relations": value["relations"]} if task.relations else {}
    else:
        _add_links(task, tokens, draft, ours, options)
    document = _document(task, meta)
    if task.label is not None and not task.spans:
        if task.answer in _SAYS and task.label not in document:
            document[task.label] = _SAYS[task.answer]
        else:
            meta.setdefault("label", task.label)
    return draft.record(
        title=task.title,
        source=task.source,
        date=task.date or "",
        meta=meta,
        status=status,
        flagged=ours and bool(task.flagged),
        gold=ours and bool(task.gold),
        document=document,
    )


def _document(task: _Task, meta: dict[str, Any]) -> dict[str, Any]:
    """Return what is said of the whole text; what is none of Prodigy's shapes goes into ``meta``.

    ``accept`` has the options that were chosen: where they are what we wrote, ``document`` says it
    already. They are what was chosen only where the answer is to accept them. ``cats`` says of
    each label whether it holds, as 1 or 0.
    """
    said = dict(task.document or {})
    chosen = task.accept
    if chosen in (None, []) or chosen == as_categories(read_document(said, "document")):
        pass
    elif (
        isinstance(chosen, list)
        and all(type(one) in (str, int) for one in chosen)
        and task.answer in (None, "accept")
    ):
        said[_CHOSEN] = [str(one) for one in chosen]
    else:
        meta.setdefault("accept", chosen)
    if isinstance(task.cats, dict) and all(one in (0, 1) for one in task.cats.values()):
        said |= {name: bool(one) for name, one in task.cats.items()}
    elif task.cats is not None:
        meta.setdefault("cats", task.cats)
    return said


def _annotator(task: _Task) -> str | None:
    sessions = [name for name in (task.annotator_id, task.session_id) if name]
    if not sessions:
        return task.annotator
    return next((name for name in sessions if _UNNAMED_SESSION.search(name) is None), None)


def _range(span: _Span, tokens: list[_Token], where: str) -> Range:
    """Return what a span covers: “start” and “end” decide, without them its tokens do."""
    if span.start is not None and span.end is not None:
        return span.start, span.end  # tokens are counted in several ways
    if span.token_start is None or span.token_end is None or not tokens:
        raise InputError(say("{where}: expected “start” and “end”", where=where))
    first, last = span.token_start, span.token_end
    if not 0 <= first <= last < len(tokens):
        raise InputError(
            say(
                "{where}: tokens {first} to {last} are not among the {n} {n:token|tokens}"
                " (“token_end” is the last token of the span)",
                where=where,
                first=first,
                last=last,
                n=len(tokens),
            )
        )
    return tokens[first].start, tokens[last].end


def _add_links(
    task: _Task, tokens: list[_Token], draft: Draft, ours: bool, options: ReadOptions
) -> None:
    labelled = list(draft.spans)
    by_id = {span.id: span for span in labelled}
    places = [
        _range(span, tokens, f"spans[{number}]") for number, span in enumerate(task.spans or ())
    ]
    raw_ranges = [place for place in places if place[0] != place[1]]  # those that are spans
    bare: dict[Range, Span] = {}

    def end_of(relation: _Relation, which: str, where: str) -> Span:
        """Return the span at one end; a bare token becomes one."""
        given: _Span | None = getattr(relation, f"{which}_span")
        index: int | None = getattr(relation, which)
        where = f"{where}.{which}_span" if given is not None else f"{where}.{which}"
        if given is not None and isinstance(given.id, str) and given.id in by_id:
            return by_id[given.id]
        if given is not None:
            place = _range(given, tokens, where)
            same = [n for n, one in enumerate(raw_ranges) if one == place]
        else:
            if index is None or not 0 <= index < len(tokens):
                raise InputError(
                    say("“{where}” is no number of a token; expected one of “tokens”", where=where)
                )
            place = tokens[index].start, tokens[index].end
            same = [
                n for n, one in enumerate(raw_ranges) if one[0] <= place[0] and place[1] <= one[1]
            ]
            same.sort(key=lambda n: raw_ranges[n][1] - raw_ranges[n][0])
        same.sort(key=lambda n: given is not None and labelled[n].label != given.label)
        if same:
            return labelled[same[0]]
        if place not in bare:
            label = (given.label if given is not None else None) or _TOKEN_LABEL
            bare[place] = draft.add_span(where, label, [place])
        return bare[place]

    for number, relation in enumerate(task.relations or ()):
        where = f"relations[{number}]"
        kind = relation.label or ""
        ends = ((relation.head, relation.head_span), (relation.child, relation.child_span))
        if any(index is None and given is None for index, given in ends):
            options.leave_out(relation_to_nothing(kind), where)
            continue
        source, target = end_of(relation, "head", where), end_of(relation, "child", where)
        if source.id == target.id:
            options.leave_out(relation_to_itself(kind), where)
            continue
        link_id = relation.id if ours else None
        draft.add_link(where, relation.label or "", source.id, target.id, link_id)


def _task(record: Annotated, losses: Losses) -> dict[str, Any]:
    text = record.article.text
    ranges = [one for span in record.spans for one in span.ranges]
    tokens = tokenise_all(text, ranges)
    firsts = {start: number for number, (start, _, _) in enumerate(tokens)}
    lasts = {end: number for number, (_, end, _) in enumerate(tokens)}
    spans: list[dict[str, Any]] = []
    ends: dict[str, dict[str, Any]] = {}
    for span in record.spans:
        written = [_span(span, one, firsts, lasts) for one in span.ranges]
        # The further ones get ids of their own when they are read.
        for further in written[1:]:
            del further["id"]
        ends[span.id] = written[0]
        spans += written
        if len(written) > 1:
            example = say(
                "article {article}, {start} to {end}",
                article=record.article.id,
                start=span.start,
                end=span.end,
            )
            losses.add(FRAGMENTS, FRAGMENTS_DONE, 1, example)
    spans.sort(key=lambda one: (one["start"], one["end"]))
    links = links_inside(record, losses)
    # First what tells the format: a long text could push it out of sight.
    task: dict[str, Any] = {"_view_id": "relations" if links else "spans_manual", "text": text}
    about = describe(record)
    annotator, status = about.pop("annotator"), record.status
    del about["status"]
    task |= {
        "meta": about.pop("meta"),
        "tokens": [
            {"text": text[start:end], "start": start, "end": end, "id": number, "ws": space}
            for number, (start, end, space) in enumerate(tokens)
        ],
    }
    task["spans"] = spans
    if links:
        task["relations"] = [
            {
                "head": ends[link.source]["token_end"],
                "child": ends[link.target]["token_end"],
                "label": link.type,
                "head_span": _end(ends[link.source]),
                "child_span": _end(ends[link.target]),
                "id": link.id,
            }
            for link in links
        ]
    if record.document:
        task["accept"] = as_categories(record.document)
        task["options"] = [{"id": one, "text": one} for one in task["accept"]]
    if status in _ANSWER_OF:
        task["answer"] = _ANSWER_OF[status]
    elif status is not Status.NEW:
        task["status"] = status.value
    if annotator is not None:
        task |= {"_annotator_id": annotator, "_session_id": annotator, "annotator": annotator}
    return task | about


def _span(
    span: Span, place: Range, firsts: dict[int, int], lasts: dict[int, int]
) -> dict[str, Any]:
    start, end = place
    written: dict[str, Any] = {
        "start": start,
        "end": end,
        "token_start": firsts[start],
        "token_end": lasts[end],
        "label": span.label,
        "id": span.id,
    }
    if span.attributes:
        written["attributes"] = span.attributes
    if span.note:
        written["note"] = span.note
    if span.flagged:
        written["flagged"] = True
    if span.origin != MANUAL:
        written["origin"] = span.origin
    if span.created_at:
        written["created_at"] = span.created_at
    if span.updated_at:
        written["updated_at"] = span.updated_at
    return written


def _end(span: dict[str, Any]) -> dict[str, Any]:
    return {key: span[key] for key in ("start", "end", "token_start", "token_end", "label", "id")}
