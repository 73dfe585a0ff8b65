"""A merge as one change: recorded with all that it touched, taken back and made again.

Taking it back takes its stamps back, too: what is known of the versions of each record is then
what was known before. Forgetting what one knew never takes anything from another copy; it only
means that merging the same pack again brings it all in. Decision 0018 tells why that is sound.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from annotator.annotation.adjudication.staleness import by_article
from annotator.annotation.changes import Delta, identify
from annotator.annotation.records import ArticleStatus, Label, shorten
from annotator.errors import RuleError
from annotator.project.merging.incoming import statuses
from annotator.project.merging.merge_images import KIND, Images, StampsOf, images_in
from annotator.project.merging.plan import (
    Reading,
    ReadingStep,
    remove_conflicts,
    write_delta_of_many,
    write_readings,
)
from annotator.project.records import adjudication, history, suggesting, versions
from annotator.project.storage import rows, schema
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
    return _reason(connection, names, row, images, images.delta.inverted())


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
    reason = _reason(connection, names, row, images, delta)
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
    _remove_annotators(connection, names, images)
    _reopen(connection, names, delta)


def make_again(connection: Connection, names: Names, row: Row[Any]) -> None:
    """Do again what a merge did, which was taken back; as ``take_back``.

    Raises:
        RuleError: what it touched has been changed since; nothing has been written.

    """
    images = images_in(row)
    delta = images.delta
    reason = _reason(connection, names, row, images, delta)
    if reason is not None:
        raise RuleError(reason)
    for name in images.gold:
        adjudication.add_gold(connection, names, name)
    for name in images.annotators:
        annotator_key(connection, names, name)
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
    spans = rows.spans_by_id(connection, names, [step.record.id for step in delta.spans])
    for span in delta.spans:
        if spans.get(span.record.id) != span.before:
            return say(
                "the span “{text}” of {annotator} in “{title}” has been changed since",
                text=shorten(span.record.text),
                annotator=span.record.annotator,
                title=_title(connection, span.record.article),
            )
    articles = {step.record.article for step in delta.statuses}
    there = statuses(connection, names) if articles else {}
    for status in delta.statuses:
        if not _same(there.get(identify(status.record)), status.before):
            return say(
                "the status of “{title}” for {annotator} has been changed since",
                title=_title(connection, status.record.article),
                annotator=status.record.annotator,
            )
    labels = {label.id: label for label in names.labels.values()}
    for label in delta.labels:
        if labels.get(label.record.id) != label.before:
            return say("the label {label} has been changed since", label=label.record.name)
    links = rows.links_by_id(connection, [step.record.id for step in delta.links])
    for link in delta.links:
        if links.get(link.record.id) != link.before:
            return say("a link of the type {type} has been changed since", type=link.record.type)
    ids = [step.record.id for step in delta.decisions]
    decisions = adjudication.decisions_by_id(connection, ids)
    for decision in delta.decisions:
        if decisions.get(decision.record.id) != decision.before:
            title = _title(connection, decision.record.article)
            return say(
                "a decision of {by} in “{title}” has been changed since",
                by=decision.record.by,
                title=title,
            )
    return _answers_changed(connection, names, delta)


def _answers_changed(connection: Connection, names: Names, delta: Delta) -> Message | None:
    ids = [step.record.id for step in delta.suggestions]
    suggestions = suggesting.suggestions_by_id(connection, names, ids)
    for suggestion in delta.suggestions:
        if suggestions.get(suggestion.record.id) != suggestion.before:
            title = _title(connection, suggestion.record.article)
            return say("a suggestion in “{title}” has been changed since", title=title)
    answered = {step.record.suggestion for step in delta.answers}
    answers = {identify(one): one for one in suggesting.answers_to(connection, names, answered)}
    for answer in delta.answers:
        if answers.get(identify(answer.record)) != answer.before:
            return say(
                "{annotator} has answered a suggestion anew since",
                annotator=answer.record.annotator,
            )
    return None


def _same(now_: ArticleStatus | None, before: ArticleStatus | None) -> bool:
    if now_ is None or before is None:
        return now_ is before
    return (now_.status, now_.flagged) == (before.status, before.flagged)


def _needed_since(
    connection: Connection, names: Names, delta: Delta, images: Images
) -> Message | None:
    """Return what others have made that needs what would go."""
    gone = {step.record.id: step.record for step in delta.spans if step.after is None}
    going = {step.record.id for step in delta.links if step.after is None}
    for link in rows.links_at(connection, gone):
        if link.id not in going:
            span = gone.get(link.source) or gone[link.target]
            title = _title(connection, span.article)
            return say("a span in “{title}” has been linked to what it brought since", title=title)
    reason = _decided_since(connection, delta, gone)
    reason = reason or _labels_needed(connection, names, delta)
    if reason is not None:
        return reason
    removed = {step.record.id for step in delta.suggestions if step.after is None}
    answered = {identify(step.record) for step in delta.answers if step.after is None}
    for answer in suggesting.answers_to(connection, names, removed):
        if identify(answer) not in answered:
            return say(
                "{annotator} has answered a suggestion that it brought", annotator=answer.annotator
            )
    table = schema.conflicts
    at = {one["id"]: one["settled_at"] for one in images.conflicts}
    for some in chunks(at):
        here = select(table.c.id, table.c.settled_at).where(table.c.id.in_(some))
        for conflict in connection.execute(here):
            if conflict.settled_at != at[conflict.id]:
                return say("a conflict that it left has been settled since")
    return _names_taken(names, delta)


def _decided_since(connection: Connection, delta: Delta, gone: Mapping[str, Any]) -> Message | None:
    """Return who has decided on a span that would go."""
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


def _labels_needed(connection: Connection, names: Names, delta: Delta) -> Message | None:
    """Return who uses a label that would go."""
    removed: list[Label] = [step.before for step in delta.labels if step.before and not step.after]
    touched = {step.record.id for step in delta.spans}
    for label in removed:
        here = schema.spans.c.label == names.label_keys[label.id]
        for _, span in rows.spans_matching(connection, names, here):
            if span.id not in touched:
                title = _title(connection, span.article)
                return say(
                    "{annotator} uses the label {label} in “{title}”",
                    annotator=span.annotator,
                    label=label.name,
                    title=title,
                )
        proposed = schema.suggestions.c.label == names.label_keys[label.id]
        going = {step.record.id for step in delta.suggestions}
        for one in suggesting.suggestions_where(connection, names, proposed):
            if one.id not in going:
                return say(
                    "a suggestion in “{title}” uses {label}",
                    title=_title(connection, one.article),
                    label=label.name,
                )
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
        connection.execute(delete(schema.gold).where(schema.gold.c.annotator == key))
        connection.execute(delete(schema.annotators).where(schema.annotators.c.key == key))
        del names.annotator_keys[name], names.annotators[key]


def _is_used(connection: Connection, key: int) -> bool:
    tables = (
        *(schema.spans, schema.statuses, schema.changes, schema.readings),
        *(schema.assignments, schema.suggestion_answers),
    )
    columns = [*(table.c.annotator for table in tables), schema.decisions.c.by]
    return any(
        connection.execute(select(column).where(column == key).limit(1)).first() is not None
        for column in columns
    )
