"""A merge as one change: recorded with all that it touched, taken back and made again.

Taking it back takes its stamps back, too: what is known of the versions of each record is then
what was known before. Forgetting what one knew never takes anything from another copy; it only
means that merging the same pack again brings it all in. Decision 0018 tells why that is sound.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, insert, select, update

from annotator.annotation.adjudication.staleness import by_article
from annotator.annotation.changes import Delta, identify
from annotator.annotation.records import shorten
from annotator.errors import RuleError
from annotator.project.merging import adding, naming
from annotator.project.merging.merge_images import (
    KIND,
    Images,
    StampsOf,
    images_in,
    set_images,
)
from annotator.project.merging.plan import (
    Reading,
    ReadingStep,
    remove_conflicts,
    write_delta_of_many,
    write_readings,
)
from annotator.project.records import adjudication, history, versions
from annotator.project.records.kinds.table import KINDS, parts_of, stranded
from annotator.project.storage import schema
from annotator.project.storage.query_records import ChangeState
from annotator.project.storage.rows import Names, article_keys, chunks
from annotator.project.writing import stale_gold
from annotator.project.writing.writing import annotator_key, write_delta
from annotator.words import Message, say

# -- taking back and making again ----------------------------------------------------------------


def why_not(connection: Connection, names: Names, row: Row[Any]) -> Message | None:
    """Return why a merge cannot be taken back as things are, None where nothing is in the way."""
    if history.turns(connection, row.number) % 2:
        return say("it has been taken back already")
    images = images_in(row)
    return naming.why_not(connection, images.named, row.number) or _reason(
        connection, names, row, images, images.delta.inverted()
    )


def _reason(
    connection: Connection, names: Names, row: Row[Any], images: Images, delta: Delta
) -> Message | None:
    return (
        _later_merge(connection, row, images)
        or _changed_since(connection, names, delta)
        or _needed_since(connection, names, delta, images)
    )


def take_back(connection: Connection, names: Names, row: Row[Any]) -> None:
    """Bring everything back to how it was before a merge.

    Args:
        connection: inside a write transaction.
        names: labels and annotators.
        row: of ``changes``.

    Raises:
        RuleError: later work depends on it, and on what; nothing has been written.

    """
    images = images_in(row)
    delta = images.delta.inverted()
    reason = naming.why_not(connection, images.named, row.number)
    reason = reason or _reason(connection, names, row, images, delta)
    if reason is not None:
        raise RuleError(reason)
    write_delta_of_many(connection, names, delta)
    _restore_imports(connection, images.imports)
    _set_stamps(connection, images.stamps, after=False)
    remove_conflicts(connection, (one["id"] for one in images.conflicts))
    _put_conflicts(connection, images.conflicts_gone)
    back = [
        ReadingStep(one.annotator, one.article, one.after, one.before) for one in images.readings
    ]
    write_readings(connection, names, _still(connection, names, back))
    if (reason := adding.why_not(connection, images.added)) is not None:
        raise RuleError(reason)
    adding.take_back(connection, images.added)
    _remove_annotators(connection, names, images)
    _reopen(connection, names, delta)
    naming.take_back(connection, images.named)


def make_again(connection: Connection, names: Names, row: Row[Any]) -> None:
    """Do again what a merge did, which was taken back; as ``take_back``.

    Raises:
        RuleError: what it touched has been changed since; nothing has been written.

    """
    images = images_in(row)
    adding.check_again(row, images.added)
    if images.named.renamed or images.named.united:
        naming.check_again(connection, images.named)
        named = naming.again(connection, images.named)
        images = msgspec.structs.replace(
            images_in(history.stored(connection, row.number)), named=named
        )
        set_images(connection, row.number, images)
        names = Names(connection)
    delta = images.delta
    reason = _reason(connection, names, row, images, delta)
    if reason is not None:
        raise RuleError(reason)
    for name in images.gold:
        adjudication.add_gold(connection, names, name)
    for name in images.annotators:
        annotator_key(connection, names, name)
    for name in images.programs:
        adjudication.add_program(connection, names, name)
    write_delta_of_many(connection, names, delta)
    _set_stamps(connection, images.stamps, after=True)
    remove_conflicts(connection, (one["id"] for one in images.conflicts_gone))
    _put_conflicts(connection, images.conflicts)
    write_readings(connection, names, _still(connection, names, images.readings))
    _reopen(connection, names, delta)


def _reopen(connection: Connection, names: Names, delta: Delta) -> None:
    """Take gold back in progress where it was marked done between, and what came makes it stale."""
    keys = stale_gold.finished(connection, {step.record.article for step in delta.spans})
    gold = adjudication.gold_of(connection, names)
    if gold is None or not keys:
        return
    after = stale_gold.works(connection, names, keys)
    told = {step.record.article for step in delta.statuses if step.record.annotator == gold}
    back = by_article(delta.inverted(), after)
    before = {article: work.after(back[article]) for article, work in after.items()}
    steps = stale_gold.reopening(
        {one: work for one, work in before.items() if one not in told}, delta, gold, {}
    )
    if steps:
        write_delta(connection, names, Delta(statuses=tuple(steps.values())))


# -- why not -------------------------------------------------------------------------------------


def _later_merge(connection: Connection, row: Row[Any], images: Images) -> Message | None:
    """Return why a later merge that is about the same records is in the way."""
    table = schema.changes
    later = select(table).where(
        table.c.kind == KIND,
        table.c.number > row.number,
        table.c.state == ChangeState.DONE.value,
    )
    for other in connection.execute(later.order_by(table.c.number.desc())).all():
        if history.turns(connection, other.number) % 2:
            continue  # it was taken back by itself
        if not images_in(other).records.isdisjoint(images.records):
            return say(
                "“{change}” came after it and is about the same; take that back first",
                change=history.text_of(other),
            )
    return None


def _changed_since(connection: Connection, names: Names, delta: Delta) -> Message | None:
    """Return what is not as ``delta`` expects to find it, and whose it is."""
    for kind, steps in parts_of(delta):
        there = kind.read(connection, names, [step.record for step in steps])
        for step in steps:
            if not kind.same(there.get(identify(step.record)), step.before):
                return kind.changed_since(step.record, partial(_title, connection))
    return None


def _needed_since(
    connection: Connection, names: Names, delta: Delta, images: Images
) -> Message | None:
    """Return what others have made that needs what would go."""
    for kind, record, gone in stranded(connection, names, delta):
        return kind.needs_gone(record, gone, partial(_title, connection))
    reason = _decided_since(connection, delta) or _labels_missing(connection, names, delta)
    if reason is not None:
        return reason
    table = schema.conflicts
    at = {one["id"]: one["settled_at"] for one in images.conflicts}
    for some in chunks(at):
        here = select(table.c.id, table.c.settled_at).where(table.c.id.in_(some))
        for conflict in connection.execute(here):
            if conflict.settled_at != at[conflict.id]:
                return say("a conflict that it left has been settled since")
    return _names_taken(names, delta)


def _decided_since(connection: Connection, delta: Delta) -> Message | None:
    """Return who has decided on a span that would go."""
    gone = {step.record.id: step.record for step in delta.spans if step.after is None}
    taken = {step.record.id for step in delta.decisions if step.after is None}
    keys = article_keys(connection, {span.article for span in gone.values()})
    for some in chunks(keys.values()):
        here = schema.decisions.c.article.in_(some)
        for one in adjudication.decisions_where(connection, here):
            if one.id not in taken and not gone.keys().isdisjoint((*one.accepted, *one.gold)):
                title = _title(connection, one.article)
                return say(
                    "{by} has decided on a span in “{title}” that it brought",
                    by=one.by,
                    title=title,
                )
    return None


def _labels_missing(connection: Connection, names: Names, delta: Delta) -> Message | None:
    """Return in which article a span would come back to a label that has gone."""
    added = {step.after.id for step in delta.labels if step.after is not None}
    for step in delta.spans:
        if step.after is not None and step.after.label not in names.label_keys.keys() | added:
            title = _title(connection, step.after.article)
            return say("a label of a span in “{title}” is no longer there", title=title)
    return None


def _names_taken(names: Names, delta: Delta) -> Message | None:
    """Return which label has a name or key by now that another one would get back."""
    labels = {label.id: label for label in names.labels.values()}
    for step in delta.labels:
        if step.after is None:
            labels.pop(step.record.id, None)
        else:
            labels[step.after.id] = step.after
    for step in delta.labels:
        if step.after is None:
            continue
        for other in labels.values():
            if other.id != step.after.id and other.name == step.after.name:
                return say("there is another label {other} by now", other=other.name)
    return None


def _title(connection: Connection, article: str) -> str:
    return shorten(stale_gold.titles(connection, [article])[0])


# -- writing -------------------------------------------------------------------------------------


def _set_stamps(connection: Connection, stamps: Iterable[StampsOf], *, after: bool) -> None:
    """Let exactly these rows be what is known of each record."""
    table = schema.versions
    by_kind: dict[str, list[str]] = {}
    new = versions.Rows()
    for one in stamps:
        by_kind.setdefault(one.kind, []).append(one.record)
        for stamp, holds, gone in one.after if after else one.before:
            new.add((one.kind, one.record), stamp, holds=holds, gone=gone)
    for kind, records in by_kind.items():
        for some in chunks(records):
            here = (table.c.kind == kind) & table.c.id.in_(some)
            connection.execute(delete(table).where(here))
    new.write(connection)


def _put_conflicts(connection: Connection, conflicts: Iterable[dict[str, Any]]) -> None:
    """Insert rows of conflicts, under new keys."""
    for one in conflicts:
        values = {name: value for name, value in one.items() if name != "key"}
        connection.execute(insert(schema.conflicts).values(values))


def _still(connection: Connection, names: Names, steps: Iterable[ReadingStep]) -> list[ReadingStep]:
    """Return the steps of readings that nobody has gone on from."""
    table, keys = schema.readings, {}
    steps = list(steps)
    keys = article_keys(connection, {step.article for step in steps})
    there = {(row.annotator, row.article): row for row in connection.execute(select(table))}
    found = []
    for step in steps:
        row = there.get((names.annotator_keys.get(step.annotator, 0), keys.get(step.article, 0)))
        held = row and Reading(row.caret, row.top, row.active_ms, row.updated_at)
        if held == step.before:
            found.append(step)
    return found


def _restore_imports(connection: Connection, imports: Mapping[str, Mapping[str, int]]) -> None:
    """Say again which import brought a record, where that import is still known."""
    known = set(connection.scalars(select(schema.imports.c.key)))
    for name, brought in imports.items():
        table = schema.metadata.tables[name]
        for record_id, key in brought.items():
            if key in known:
                here = table.c.id == record_id
                connection.execute(update(table).where(here).values({"import": key}))


def _remove_annotators(connection: Connection, names: Names, images: Images) -> None:
    """Remove the annotators that came and have done nothing since."""
    for name in images.annotators:
        key = names.annotator_keys.get(name)
        if key is None or _is_used(connection, key):
            continue
        for table in (schema.gold, schema.programs):
            connection.execute(delete(table).where(table.c.annotator == key))
        connection.execute(delete(schema.annotators).where(schema.annotators.c.key == key))
        del names.annotator_keys[name], names.annotators[key]
        names.programs.discard(key)


def _is_used(connection: Connection, key: int) -> bool:
    others = (schema.changes.c.annotator, schema.readings.c.annotator)
    columns = (*(column for kind in KINDS for column in kind.whose), *others)
    return any(
        connection.execute(select(column).where(column == key).limit(1)).first() is not None
        for column in columns
    )
