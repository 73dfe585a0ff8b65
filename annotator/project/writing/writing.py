"""Writing records: bulk inserts, and the deltas of edits, undo and redo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, update

from annotator.annotation.changes import Delta, Step
from annotator.annotation.records import ArticleStatus, Label, Link, Span
from annotator.errors import RuleError
from annotator.project.records import adjudication, assigning, conflicts, suggesting, versions
from annotator.project.storage import checksums, schema
from annotator.project.storage.clock import new_id
from annotator.project.storage.rows import (
    Names,
    chunks,
    insert_rows,
    known_article_keys,
    next_key,
    span_keys,
    to_json,
)
from annotator.words import say

_DELETE_SPANS = delete(schema.spans).where(schema.spans.c.id.in_(bindparam("ids", expanding=True)))


def annotator_key(connection: Connection, names: Names, annotator: str) -> int:
    """Return the key of an annotator, who is added when not known yet."""
    annotator = names.person(annotator)
    key = names.annotator_keys.get(annotator)
    if key is None:
        key = next_key(connection, schema.annotators)
        connection.execute(insert(schema.annotators).values(key=key, name=annotator))
        names.annotator_keys[annotator] = key
        names.annotators[key] = annotator
    return key


def insert_spans(
    connection: Connection,
    names: Names,
    spans: Sequence[Span],
    keys: Mapping[str, int],
    import_key: int | None = None,
) -> None:
    """Insert spans and their fragments.

    Args:
        connection: inside a write transaction.
        names: labels and annotators.
        spans: with label ids.
        keys: article id to key.
        import_key: the import that brings them in.

    """
    if not spans:
        return
    first = next_key(connection, schema.spans)
    attributes = [to_json(span.attributes) if span.attributes else "{}" for span in spans]
    insert_rows(
        connection,
        schema.spans,
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
            for number, (span, stored) in enumerate(zip(spans, attributes, strict=True), first)
        ],
    )
    _insert_fragments(connection, list(enumerate(spans, first)))


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


def insert_labels(connection: Connection, names: Names, labels: Iterable[Label]) -> None:
    """Insert the labels whose names are not there yet; ids and keys that are taken give way."""
    there = list(names.labels.values())
    new: list[Label] = []
    number = next_key(connection, schema.labels)
    for label in labels:
        if any(label.name == other.name for other in there):
            continue
        label = msgspec.structs.replace(
            label,
            id=free_id(label.id, there),
            key="" if any(label.key == other.key for other in there) else label.key,
        )
        connection.execute(insert(schema.labels).values(key=number, **label_values(label)))
        there.append(label)
        new.append(label)
        number += 1
    note_new(connection, labels=new)


def note_new(connection: Connection, **came: Iterable[Any]) -> None:
    """Note for merging what came in from a file: it may have been here before, and be back.

    Args:
        connection: inside a write transaction.
        came: records by what a ``Delta`` calls them, as ``spans``.

    """
    if versions.is_known(connection):
        steps = {kind: tuple(Step(None, one) for one in records) for kind, records in came.items()}
        versions.note(connection, Delta(**steps), by_hand=False)


def free_id(wanted: str, labels: Iterable[Label]) -> str:
    """Return ``wanted``, or with a number where a label has that id already."""
    ids = {label.id for label in labels}
    identifier, number = wanted, 2
    while identifier in ids:
        identifier, number = f"{wanted}-{number}", number + 1
    return identifier


def insert_links(
    connection: Connection, links: Sequence[Link], import_key: int | None = None
) -> None:
    """Insert links; raises RuleError when a span that one refers to is not there.

    Args:
        connection: inside a write transaction.
        links: whose ids are free.
        import_key: the import that brings them in.

    """
    if not links:
        return
    keys = span_keys(connection, {end for link in links for end in (link.source, link.target)})
    for link in links:
        for end in (link.source, link.target):
            if end not in keys:
                raise RuleError(
                    say(
                        "link {link} refers to span {end}, which is not there",
                        link=link.id,
                        end=end,
                    )
                )
        if link.source == link.target:
            raise RuleError(say("link {link} leads from a span to itself", link=link.id))
    connection.execute(
        insert(schema.links),
        [
            {
                "id": link.id,
                "type": link.type,
                "source": keys[link.source],
                "target": keys[link.target],
                "import": import_key,
                "crc": checksums.of_link(link),
            }
            for link in links
        ],
    )


def write_delta(
    connection: Connection, names: Names, delta: Delta, fresh: Set[str] = frozenset()
) -> None:
    """Carry out the delta of an edit, an undo or a redo, and note it for merging.

    Args:
        connection: inside a write transaction.
        names: labels and annotators.
        delta: the caller has checked that what it replaces is there.
        fresh: ids that were made for it, which nothing has ever had before.

    """
    carry_out(connection, names, delta)
    versions.note(connection, delta, fresh=fresh)


def carry_out(connection: Connection, names: Names, delta: Delta) -> None:
    """Carry out a delta; the caller has checked that what it replaces is there."""
    _write_labels(connection, names, delta.labels)
    gone = [step.before.id for step in delta.links if step.before and step.after is None]
    for some in chunks(gone):
        connection.execute(delete(schema.links).where(schema.links.c.id.in_(some)))
    _write_spans(connection, names, delta.spans)
    linked = [step.after for step in delta.links if step.before is None and step.after]
    insert_links(connection, linked)
    _adopt(connection, {end for link in linked for end in (link.source, link.target)})
    _write_statuses(connection, names, delta.statuses)
    adjudication.write_decisions(connection, names, delta.decisions)
    suggesting.write_suggestions(connection, names, delta.suggestions, delta.answers)
    assigning.write_assignments(connection, names, delta.assignments)
    conflicts.write_conflicts(connection, delta.conflicts)
    _remove_labels(connection, names, delta.labels)


def _adopt(connection: Connection, spans: Iterable[str]) -> None:
    """Make spans somebody's own work, which no import that is cancelled takes back."""
    table = schema.spans
    for some in chunks(spans):
        connection.execute(
            update(table)
            .where(table.c.id.in_(some), table.c["import"].is_not(None))
            .values({"import": None})
        )


def _write_spans(connection: Connection, names: Names, steps: Sequence[Step[Span]]) -> None:
    removed = [step.before.id for step in steps if step.before and step.after is None]
    for some in chunks(removed):
        connection.execute(_DELETE_SPANS, {"ids": some})
    added = [step.after for step in steps if step.before is None and step.after is not None]
    keys = known_article_keys(connection, names, (span.article for span in added))
    insert_spans(connection, names, added, keys)
    changed = [step for step in steps if step.before is not None and step.after is not None]
    if changed:
        _update_spans(connection, names, changed)
        _adopt(connection, [step.record.id for step in changed])


def _update_spans(connection: Connection, names: Names, steps: Sequence[Step[Span]]) -> None:
    keys = span_keys(connection, [step.record.id for step in steps])
    table = schema.spans
    connection.execute(
        update(table)
        .where(table.c.key == bindparam("at"))
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
        for some in chunks([key for key, _ in moved]):
            connection.execute(delete(schema.fragments).where(schema.fragments.c.span.in_(some)))
        _insert_fragments(connection, moved)


def _write_statuses(
    connection: Connection, names: Names, steps: Sequence[Step[ArticleStatus]]
) -> None:
    if not steps:
        return
    table = schema.statuses
    keys = known_article_keys(connection, names, (step.record.article for step in steps))
    here = (table.c.article == bindparam("at")) & (table.c.annotator == bindparam("by"))
    removed: list[dict[str, Any]] = []
    added: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    for step in steps:
        at = keys[step.record.article]
        by = names.annotator_keys[step.record.annotator]
        if step.after is None:
            removed.append({"at": at, "by": by})
        elif step.before is None:
            added.append({"article": at, "annotator": by, **status_values(step.after)})
        else:
            changed.append({"at": at, "by": by, **status_values(step.after, "to_")})
    if removed:
        connection.execute(delete(table).where(here), removed)
    if added:
        connection.execute(insert(table), added)
    if changed:
        values: dict[str, Any] = {
            name: bindparam(f"to_{name}") for name in ("status", "flagged", "updated_at", "crc")
        }
        connection.execute(update(table).where(here).values({**values, "import": None}), changed)


def status_values(status: ArticleStatus, prefix: str = "") -> dict[str, Any]:
    """Return a status as values of its row, without those that refer to others."""
    return {
        f"{prefix}status": status.status.value,
        f"{prefix}flagged": int(status.flagged),
        f"{prefix}updated_at": status.updated_at,
        f"{prefix}crc": checksums.of_status(status),
    }


def _write_labels(connection: Connection, names: Names, steps: Sequence[Step[Label]]) -> None:
    renamed = [s.after for s in steps if s.before and s.after and s.before.name != s.after.name]
    if len(renamed) > 1:  # names may pass from one to the other: all are let go of first
        for label in renamed:
            key = names.label_keys[label.id]
            table = schema.labels
            connection.execute(update(table).where(table.c.key == key).values(name=new_id()))
    for step in steps:
        if step.before is None and step.after is not None:
            key = next_key(connection, schema.labels)
            values = label_values(step.after)
            connection.execute(insert(schema.labels).values(key=key, **values))
            names.labels[key] = step.after
            names.label_keys[step.after.id] = key
        elif step.before is not None and step.after is not None:
            values = label_values(step.after)
            key = names.label_keys[step.after.id]
            table = schema.labels
            connection.execute(update(table).where(table.c.key == key).values(**values))
            names.labels[key] = step.after


def _remove_labels(connection: Connection, names: Names, steps: Sequence[Step[Label]]) -> None:
    """Remove labels, last of all: their spans have gone elsewhere by now."""
    for step in steps:
        if step.before is not None and step.after is None:
            key = names.label_keys.pop(step.before.id)
            del names.labels[key]
            connection.execute(delete(schema.labels).where(schema.labels.c.key == key))


def label_values(label: Label) -> dict[str, Any]:
    """Return a label as the values of its row."""
    values = {
        "id": label.id,
        "name": label.name,
        "letter": label.letter,
        "shortcut": label.key,
        "colour": label.colour,
        "line": label.line,
        "description": label.description,
        "guidelines": label.guidelines,
        "position": label.position,
        "unit": label.unit,
        "attributes": msgspec.json.encode(label.attributes).decode(),
        "links": msgspec.json.encode(label.links).decode(),
    }
    return {**values, "crc": checksums.of_values(values, checksums.LABEL)}
