"""Writing Label Studio's tasks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, BinaryIO

import orjson

from annotator.annotation.records import MANUAL, Annotated, Span, Status, Value
from annotator.formats.common.base import WriteOptions
from annotator.formats.common.drafts import links_inside
from annotator.formats.common.losses import Losses
from annotator.formats.labelstudio.regions import NO, OURS, YES
from annotator.words import say

KEPT = say("kept in “meta” of the region, which Label Studio does not show")
FRAGMENTS = say("spans of several fragments")
FRAGMENTS_DONE = say("written as one region for each fragment, which import joins again")
ATTRIBUTES = say("attributes that are neither text, number, yes or no, nor a list of texts")
IDLE = say("annotators who have done nothing on an article")
NAMES = say("names of annotators")
NAMES_DONE = say("kept in the file; Label Studio takes all work as that of who imports it")
STATUSES = say("articles that are not done yet")
STATUSES_DONE = say("kept in the file; Label Studio takes them as done")

_TEXT = "text"
_LABEL = "label"
_OWN_CONTROLS = frozenset(("", _TEXT, _LABEL))


def write_tasks(records: Iterable[Annotated], file: BinaryIO, options: WriteOptions) -> None:
    """Write a list with a task on each line; what cannot be held goes to ``options.losses``."""
    choices = {
        (label.name, attribute.name)
        for label in options.labels
        for attribute in label.attributes
        if attribute.kind == "choice"
    }
    before = b"[\n"
    for _, group in groupby(records, key=lambda record: record.article.id):
        file.write(before)
        file.write(orjson.dumps(_task(group, choices, options.losses)))
        before = b",\n"
    file.write(b"\n]\n" if before == b",\n" else b"[]\n")


def _task(
    group: Iterator[Annotated], choices: set[tuple[str, str]], losses: Losses
) -> dict[str, Any]:
    annotations = []
    article = None
    for record in group:
        article = article or record.article
        if record.annotator is not None:
            annotation = _annotation(record, choices, losses)
            annotations += [annotation] if annotation else []
    assert article is not None
    data = {
        _TEXT: article.text,
        "article_id": article.id,
        "title": article.title,
        "source": article.source,
        "date": article.date,
        "meta": article.meta,
    }
    return {"annotations": annotations, "data": data}


def _annotation(
    record: Annotated, choices: set[tuple[str, str]], losses: Losses
) -> dict[str, Any] | None:
    example = say("article {article}", article=record.article.id)
    idle = record.status is Status.NEW and not (record.flagged or record.gold)
    if idle and not record.spans and not record.links and not record.document:
        losses.add(IDLE, say("left out"), 1, example)
        return None
    results: list[dict[str, Any]] = []
    names = {span.id for span in record.spans}
    for span in record.spans:
        results += _results(span, names, choices, losses)
    for link in links_inside(record, losses):
        results.append(
            {
                "from_id": link.source,
                "to_id": link.target,
                "type": "relation",
                "direction": "right",
                "labels": [link.type],
                "meta": {OURS: {"id": link.id}},
            }
        )
    results += of_article(record.document)
    annotation: dict[str, Any] = {
        "result": results,
        "was_cancelled": record.status is Status.SKIPPED,
        "ground_truth": record.gold,
        "annotator": record.annotator,
    }
    losses.add(NAMES, NAMES_DONE, 1, example)
    if record.status in (Status.NEW, Status.IN_PROGRESS):
        annotation["status"] = record.status.value
        losses.add(STATUSES, STATUSES_DONE, 1, example)
    if record.flagged:
        annotation["flagged"] = True
        losses.add(
            say("flags of articles"), say("kept in the file; Label Studio has none"), 1, example
        )
    if record.gold:
        annotation["gold"] = True
    if record.document:
        annotation["document"] = record.document
    return annotation


def of_article(document: Mapping[str, Value | None]) -> list[dict[str, Any]]:
    """Return what is said of a whole article as results without a region."""
    results = []
    for name, value in document.items():
        if value is None or name in _OWN_CONTROLS:
            continue
        choices = [YES if value else NO] if isinstance(value, bool) else [value]
        held = {"choices": list(value) if isinstance(value, tuple) else choices}
        results.append(
            {
                "id": f"article {name}",
                "from_name": name,
                "to_name": _TEXT,
                "type": "choices",
                "origin": "manual",
                "value": held,
            }
        )
    return results


def _results(
    span: Span, names: set[str], choices: set[tuple[str, str]], losses: Losses
) -> list[dict[str, Any]]:
    example = say(
        "article {article}, {start} to {end}", article=span.article, start=span.start, end=span.end
    )
    ours: dict[str, Any] = {"id": span.id}
    ours |= {"flagged": True} if span.flagged else {}
    ours |= {"origin": span.origin} if span.origin != MANUAL else {}
    ours |= {"created_at": span.created_at} if span.created_at else {}
    ours |= {"updated_at": span.updated_at} if span.updated_at else {}
    losses.add(say("flags of spans"), KEPT, span.flagged, example)
    first = span.fragments[0]
    place: dict[str, Any] = {"start": first.start, "end": first.end, "text": first.text}
    said = []
    kept = {}
    for name, value in span.attributes.items():
        control = _control(value, (span.label, name) in choices)
        if control is not None and name not in _OWN_CONTROLS:
            kind, held = control
            said.append(_result(span.id, name, kind, {**place, **held}))
        else:
            losses.add(ATTRIBUTES, KEPT, 1, example)
        if control is None or name in _OWN_CONTROLS or isinstance(value, bool):
            kept[name] = value
    if kept:
        ours["attributes"] = kept
    meta: dict[str, Any] = {"text": [span.note]} if span.note else {}
    meta[OURS] = ours
    region = _result(span.id, _LABEL, "labels", {**place, "labels": [span.label]})
    results = [region | {"meta": meta}, *said]
    losses.add(FRAGMENTS, FRAGMENTS_DONE, len(span.fragments) > 1, example)
    for number, fragment in enumerate(span.fragments[1:], 2):
        name = f"{span.id}#{number}"
        while name in names:
            name += "#"
        names.add(name)
        place = {"start": fragment.start, "end": fragment.end, "text": fragment.text}
        region = _result(name, _LABEL, "labels", {**place, "labels": [span.label]})
        results.append(region | {"meta": {OURS: {"fragment_of": span.id}}})
    return results


def _result(name: str, control: str, kind: str, value: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": name,
        "from_name": control,
        "to_name": _TEXT,
        "type": kind,
        "origin": "manual",
        "value": value,
    }


def _control(value: Any, choice: bool) -> tuple[str, dict[str, Any]] | None:
    """Return the type of a control that can hold an attribute's value, and how it does."""
    if isinstance(value, bool):
        return "choices", {"choices": [YES if value else NO]}
    if isinstance(value, int | float):
        return "number", {"number": value}
    if isinstance(value, str):
        return ("choices", {"choices": [value]}) if choice else ("textarea", {"text": [value]})
    several = isinstance(value, list) and len(value) > 1
    if several and all(isinstance(one, str) for one in value):
        return "choices", {"choices": value}
    return None
