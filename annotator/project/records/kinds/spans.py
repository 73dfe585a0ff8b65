"""Spans as a kind of record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence, Set
from typing import Any

from sqlalchemy import Connection, bindparam, delete, true, update

from annotator.annotation.changes import Step
from annotator.annotation.records import Span, shorten
from annotator.errors import RuleError
from annotator.project.records.kinds.kind import (
    ANNOTATORS,
    ARTICLES,
    LABELS,
    Kind,
    Need,
    Titled,
    let_go_of_import,
)
from annotator.project.storage import checksums, schema
from annotator.project.storage.rows import (
    Names,
    chunks,
    insert_rows,
    known_article_keys,
    next_key,
    refuse,
    span_keys,
    spans_by_id,
    spans_matching,
    to_json,
)
from annotator.words import Message, say

_table = schema.spans
_DELETE = delete(_table).where(_table.c.id.in_(bindparam("ids", expanding=True)))


class Spans(Kind[Span]):
    """Spans, with their fragments."""

    field, record, table, version = "spans", Span, _table, "span"
    needs_records = (LABELS,)
    is_own_work = True

    def read(
        self, connection: Connection, names: Names, wanted: Collection[Span]
    ) -> dict[str, Span]:
        """Return those of some spans that are there, by id."""
        return spans_by_id(connection, names, [one.id for one in wanted])

    def everything(self, connection: Connection, names: Names) -> dict[str, Span]:
        """Return all spans by id; raises DamagedError where one is not as it was stored."""
        return {span.id: span for _, span in spans_matching(connection, names, true(), refuse)}

    def known(self, connection: Connection, names: Names, ids: Set[str]) -> Set[str]:
        """Return which of some ids there are."""
        del names
        return span_keys(connection, ids).keys()

    def needing(
        self, connection: Connection, names: Names, what: str, ids: Collection[str]
    ) -> Iterable[Span]:
        """Return the spans of labels (ids)."""
        del what
        for label in ids:
            here = _table.c.label == names.label_keys[label]
            for _, span in spans_matching(connection, names, here, refuse):
                yield span

    def insert(
        self,
        connection: Connection,
        names: Names,
        records: Sequence[Span],
        import_key: int | None = None,
    ) -> None:
        """Insert spans and their fragments."""
        if not records:
            return
        keys = known_article_keys(connection, names, {span.article for span in records})
        first = next_key(connection, _table)
        attributes = [to_json(span.attributes) if span.attributes else "{}" for span in records]
        insert_rows(
            connection,
            _table,
            [
                (
                    number,
                    span.id,
                    keys[span.article],
                    names.annotator_keys[span.annotator],
                    names.label_keys[span.label],
                    stored,
                    span.note,
                    int(span.flagged),
                    span.origin,
                    span.created_at,
                    span.updated_at,
                    import_key,
                    checksums.of_span(span, stored),
                )
                for number, (span, stored) in enumerate(
                    zip(records, attributes, strict=True), first
                )
            ],
        )
        _insert_fragments(connection, list(enumerate(records, first)))

    def update(self, connection: Connection, names: Names, steps: Sequence[Step[Span]]) -> None:
        """Change spans: all but their articles and annotators."""
        keys = span_keys(connection, [step.record.id for step in steps])
        connection.execute(
            update(_table)
            .where(_table.c.key == bindparam("at"))
            .values(
                label=bindparam("to_label"),
                attributes=bindparam("to_attributes"),
                note=bindparam("to_note"),
                flagged=bindparam("to_flagged"),
                origin=bindparam("to_origin"),
                created_at=bindparam("to_created_at"),
                updated_at=bindparam("to_updated_at"),
                crc=bindparam("to_crc"),
            ),
            [
                {
                    "at": keys[step.record.id],
                    "to_label": names.label_keys[step.record.label],
                    "to_attributes": to_json(step.record.attributes),
                    "to_note": step.record.note,
                    "to_flagged": int(step.record.flagged),
                    "to_origin": step.record.origin,
                    "to_created_at": step.record.created_at,
                    "to_updated_at": step.record.updated_at,
                    "to_crc": checksums.of_span(step.record, to_json(step.record.attributes)),
                }
                for step in steps
            ],
        )
        moved = [
            (keys[step.record.id], step.record)
            for step in steps
            if step.before is not None and step.before.fragments != step.record.fragments
        ]
        if moved:
            table = schema.fragments
            for some in chunks([key for key, _ in moved]):
                connection.execute(delete(table).where(table.c.span.in_(some)))
            _insert_fragments(connection, moved)
        let_go_of_import(connection, _table, _table.c.id, [step.record.id for step in steps])

    def remove(self, connection: Connection, names: Names, records: Sequence[Span]) -> None:
        """Remove spans; their fragments go with them."""
        del names
        for some in chunks(one.id for one in records):
            connection.execute(_DELETE, {"ids": some})

    def needs(self, record: Span) -> Iterable[Need]:
        """Return a span's annotator, article and label."""
        return (
            Need(ANNOTATORS, record.annotator),
            Need(ARTICLES, record.article),
            Need(LABELS, record.label),
        )

    def annotator_of(self, record: Span) -> str | None:
        """Return whose a span is."""
        return record.annotator

    def article_of(self, record: Span) -> str | None:
        """Return the article of a span."""
        return record.article

    def content_of(self, record: Span) -> Any:
        """Return all that a span says, but its id and when it was written."""
        value = (record.article, record.annotator, record.label, record.ranges, record.attributes)
        return (*value, record.note, record.flagged, record.origin)

    def check_new(self, connection: Connection, ids: Sequence[str]) -> None:
        """Check that no span has one of these ids."""
        if ids and span_keys(connection, ids):
            raise RuleError(say("there is a span with this id already"))

    def changed_since(self, record: Span, title: Titled) -> Message:
        """Return in words that a span is not as it was left."""
        return say(
            "the span “{text}” of {annotator} in “{title}” has been changed since",
            text=shorten(record.text),
            annotator=record.annotator,
            title=title(record.article),
        )

    def needs_gone(self, record: Span, gone: Any, title: Titled) -> Message:
        """Return in words that a span has a label that would go."""
        return say(
            "{annotator} uses the label {label} in “{title}”",
            annotator=record.annotator,
            label=gone.name,
            title=title(record.article),
        )


def _insert_fragments(connection: Connection, keyed: Sequence[tuple[int, Span]]) -> None:
    insert_rows(
        connection,
        schema.fragments,
        [
            (key, number, fragment.start, fragment.end, fragment.text)
            for key, span in keyed
            for number, fragment in enumerate(span.fragments)
        ],
    )
