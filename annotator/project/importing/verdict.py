"""What importing records would do: looked at before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

import msgspec
from sqlalchemy import Connection, select

from annotator.annotation.records import (
    Annotated,
    Label,
    Span,
)
from annotator.project.storage import schema
from annotator.project.storage.rows import (
    Names,
    chunks,
    sha256,
    spans_by_id,
)
from annotator.project.writing import label_checks
from annotator.words import Message, say


class Verdict(StrEnum):
    """What importing a record's article would do."""

    NEW = "new"
    THERE = "already there"
    CONFLICT = "conflict"


class ImportVerdict(msgspec.Struct, frozen=True, kw_only=True):
    """What importing one record would do.

    Attributes:
        article: a new one, one that is already there, or one whose id has another text.
        new_spans: spans that are not in the project yet.
        kept: spans whose id is there with other content; the project's version stays.
        conflict: why the record must be refused, None when it need not.
        labels: names of labels that the project does not have.
        widened: what its labels do not allow yet and would: “entity: kind PER”.

    """

    article: Verdict
    new_spans: int = 0
    kept: int = 0
    conflict: Message | None = None
    labels: tuple[str, ...] = ()
    widened: tuple[Message, ...] = ()


def sight(connection: Connection, records: Sequence[Annotated]) -> list[ImportVerdict]:
    """Tell what importing each of ``records`` would do."""
    names = Names(connection)
    records = [as_here(record, names) for record in records]
    there = articles_there(connection, records)
    spans = spans_by_id(connection, names, (s.id for r in records for s in r.spans))
    known = {label.name: label.id for label in names.labels.values()}
    labels = {label.name: label for label in names.labels.values()}
    return [
        held_to_rules(verdict_on(record, there, spans, known), record, labels) for record in records
    ]


def held_to_rules(
    verdict: ImportVerdict, record: Annotated, labels: Mapping[str, Label]
) -> ImportVerdict:
    """Return a verdict with what the labels (by name) state of the record."""
    why, widened = label_checks.sighted(record, labels)
    if why and verdict.conflict is None:
        return ImportVerdict(article=Verdict.CONFLICT, conflict=why)
    return msgspec.structs.replace(verdict, widened=widened) if widened else verdict


def as_here(record: Annotated, names: Names) -> Annotated:
    """Return a record with the names that the project has for its annotator and labels."""
    annotator = None if record.annotator is None else names.person(record.annotator)
    called = {name: names.label_called(name) for name in dict.fromkeys(labels_named(record))}
    document = {called[name]: value for name, value in record.document.items()}
    if annotator == record.annotator and all(name == there for name, there in called.items()):
        return record
    return msgspec.structs.replace(
        record,
        annotator=annotator,
        document=document,
        spans=tuple(msgspec.structs.replace(s, label=called[s.label]) for s in record.spans),
        suggestions=tuple(
            msgspec.structs.replace(s, label=called[s.label]) for s in record.suggestions
        ),
    )


def articles_there(
    connection: Connection, records: Sequence[Annotated]
) -> dict[str, tuple[int, str]]:
    """Return ``{article id: (key, SHA-256)}`` of those that are in the project."""
    table = schema.articles
    found: dict[str, tuple[int, str]] = {}
    for some in chunks({record.article.id for record in records}):
        statement = select(table.c.id, table.c.key, table.c.sha256).where(table.c.id.in_(some))
        found.update((row[0], (row[1], row[2])) for row in connection.execute(statement))
    return found


def verdict_on(
    record: Annotated,
    there: dict[str, tuple[int, str]],
    spans: dict[str, Span],
    labels: dict[str, str],
) -> ImportVerdict:
    """Tell what importing one record would do, whatever its labels allow.

    Args:
        record: with names as the project has them.
        there: see ``articles_there``.
        spans: those of the record that are in the project, by id.
        labels: ids by name.

    """
    article = record.article
    unknown = tuple(name for name in dict.fromkeys(labels_named(record)) if name not in labels)
    if article.id in there and there[article.id][1] != sha256(article.text):
        return ImportVerdict(
            article=Verdict.CONFLICT,
            conflict=say(
                "article {article} is in the project with another text", article=article.id
            ),
        )
    kept = present = 0
    for span in record.spans if spans else ():
        ours = spans.get(span.id)
        if ours is None:
            continue
        if (ours.article, ours.annotator) != (article.id, record.annotator):
            return ImportVerdict(
                article=Verdict.CONFLICT,
                conflict=say(
                    "span id {span} is in the project already, as {annotator}’s in article"
                    " {article}",
                    span=span.id,
                    annotator=ours.annotator,
                    article=ours.article,
                ),
            )
        present += 1
        kept += not _equal(ours, span, labels)
    return ImportVerdict(
        article=Verdict.THERE if article.id in there else Verdict.NEW,
        new_spans=len(record.spans) - present,
        kept=kept,
        labels=unknown,
    )


def labels_named(record: Annotated) -> list[str]:
    """Return the names of the labels that a record speaks of."""
    return [*spans_named(record), *record.document]


def spans_named(record: Annotated) -> list[str]:
    """Return the names of the labels of spans that a record speaks of."""
    return [span.label for span in record.spans] + [one.label for one in record.suggestions]


def _equal(ours: Span, theirs: Span, labels: dict[str, str]) -> bool:
    return ours == msgspec.structs.replace(
        theirs, article=ours.article, annotator=ours.annotator, label=labels.get(theirs.label, "")
    )
