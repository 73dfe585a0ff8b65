"""What a merge would do, as a table: by annotator, label and article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

import msgspec
import orjson
from sqlalchemy import Connection, select

from annotator.annotation.adjudication.disputes import key_of
from annotator.annotation.records import ArticleStatus, ArticleValue, Label, Span, Status
from annotator.project.merging.incoming import Incoming
from annotator.project.merging.plan import Merged, MergePlan
from annotator.project.records import adjudication
from annotator.project.records.conflicts import UNITED
from annotator.project.records.kinds.table import ARTICLE_VALUES
from annotator.project.records.versions import DECISION, SPAN, STATUS, VALUE
from annotator.project.storage import schema
from annotator.project.storage.rows import Names, article_keys, chunks, spans_by_id, spans_matching
from annotator.project.writing import stale_gold


class Touches(StrEnum):
    """Which work of before a row of the table is about."""

    NOTHING = ""
    DONE = "done"
    SETTLED = "settled"
    BOTH = "done and settled"


class MergeRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row: what a merge would do to one annotator's work in one article.

    Attributes:
        article: its id.
        label: name of the spans' or the article label; "" where the row is about something else.
        what: of that: "status", "values", "decisions", "links", "answers"; "" for spans.
        detail: of a status: what it was and becomes, as "new → done".
        duplicates: spans that come although the annotator has them already, with other ids.
        touches: whether the annotator is done with the article, or its gold is.

    """

    annotator: str
    label: str
    article: str
    title: str
    what: str = ""
    detail: str = ""
    new: int = 0
    changed: int = 0
    removed: int = 0
    conflicts: int = 0
    duplicates: int = 0
    touches: Touches = Touches.NOTHING


class LabelRow(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of a label: "new", "changed", "removed", "united", "conflict", or "key".

    Attributes:
        detail: of a key, where it is and where it goes; else "".

    """

    name: str
    what: str
    detail: str = ""


class MergePreview(msgspec.Struct, frozen=True, kw_only=True):
    """What a merge would do.

    Attributes:
        merged: in numbers.
        is_foreign: whether it is another project, no pack or copy of this one.
        annotators: names that are new to the project.
        labels: what becomes of labels.
        rows: those that touch finished or settled work first.
        named: who is called otherwise by it, with the name that they get.

    """

    merged: Merged
    is_foreign: bool
    annotators: tuple[str, ...] = ()
    labels: tuple[LabelRow, ...] = ()
    rows: tuple[MergeRow, ...] = ()
    named: tuple[tuple[str, str], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it would change nothing that one can see."""
        return not (
            self.rows or self.labels or self.annotators or self.named or self.merged.articles_new
        )

    @property
    def duplicates(self) -> int:
        """How many spans come although their annotator has them already."""
        return sum(row.duplicates for row in self.rows)


_Key = tuple[str, str, str, str]
"""Annotator, label (name), article, and what the row is about."""


class _Table:
    """Counts, by what the rows are about."""

    def __init__(self) -> None:
        self.counts: dict[_Key, dict[str, int]] = {}
        self.details: dict[_Key, str] = {}

    def add(self, key: _Key, column: str, count: int = 1) -> None:
        counts = self.counts.setdefault(key, {})
        counts[column] = counts.get(column, 0) + count


def preview(
    connection: Connection,
    plan: MergePlan,
    incoming: Incoming,
    named: Sequence[tuple[str, str]] = (),
) -> MergePreview:
    """Return a merge that was thought out as a table.

    Args:
        connection: inside the transaction in which it was thought out.
        plan: all that it does.
        incoming: of the pack.
        named: who of ours is called otherwise by it, with the new name.

    """
    names = Names(connection)
    table = _Table()
    called = {label.id: label.name for label in names.labels.values()}
    for step in plan.delta.labels:
        if step.after is not None:
            called[step.after.id] = step.after.name
    _count_spans(table, plan, called)
    _count_others(connection, names, table, plan, called)
    _count_conflicts(connection, names, table, plan, called, incoming)
    _count_duplicates(connection, names, table, plan, called)
    articles = {key[2] for key in table.counts}
    return MergePreview(
        merged=plan.merged,
        is_foreign=plan.is_foreign,
        annotators=tuple(one for one in plan.annotators if one not in plan.gold),
        labels=tuple(_labels(names, plan)),
        rows=tuple(_rows(connection, names, table, articles)),
        named=tuple(named),
    )


def _column(before: Any | None, after: Any | None) -> str:
    return "new" if before is None else "removed" if after is None else "changed"


def _count_spans(table: _Table, plan: MergePlan, called: Mapping[str, str]) -> None:
    for step in plan.delta.spans:
        span: Span = step.record
        before = step.before
        if before is not None and step.after is not None and _only_united(before, step.after, plan):
            continue  # that its label has another id now is no change of its own
        key = span.annotator, called.get(span.label, span.label), span.article, ""
        table.add(key, _column(step.before, step.after))


def _only_united(before: Span, after: Span, plan: MergePlan) -> bool:
    return before.label in plan.united and before == msgspec.structs.replace(
        after, label=before.label
    )


def _count_others(
    connection: Connection,
    names: Names,
    table: _Table,
    plan: MergePlan,
    called: Mapping[str, str],
) -> None:
    for status in plan.delta.statuses:
        row: ArticleStatus = status.record
        key = row.annotator, "", row.article, "status"
        if _status(status.before) == _status(status.after):
            continue  # only when it was set is another
        table.add(key, _column(status.before, status.after))
        table.details[key] = f"{_status(status.before)} → {_status(status.after)}"
    for value in plan.delta.article_values:
        said: ArticleValue = value.record
        if ARTICLE_VALUES.same(value.before, value.after) or said.label in plan.united:
            continue
        name = called.get(said.label, said.label)
        table.add(
            (said.annotator, name, said.article, "values"), _column(value.before, value.after)
        )
    for decision in plan.delta.decisions:
        one = decision.record
        table.add((one.by, "", one.article, "decisions"), _column(decision.before, decision.after))
    ends = {step.record.source for step in plan.delta.links}
    spans = {step.record.id: step.record for step in plan.delta.spans}
    spans |= spans_by_id(connection, names, ends - spans.keys())
    for link in plan.delta.links:
        source = spans.get(link.record.source)
        if source is not None:
            key = source.annotator, "", source.article, "links"
            table.add(key, _column(link.before, link.after))
    asked = {step.record.id: step.record.article for step in plan.delta.suggestions}
    wanted = {step.record.suggestion for step in plan.delta.answers} - asked.keys()
    suggestions, articles = schema.suggestions, schema.articles
    for some in chunks(wanted):
        statement = select(suggestions.c.id, articles.c.id).join_from(
            suggestions, articles, articles.c.key == suggestions.c.article
        )
        found = connection.execute(statement.where(suggestions.c.id.in_(some)))
        asked.update((row[0], row[1]) for row in found)
    for answer in plan.delta.answers:
        article = asked.get(answer.record.suggestion, "")
        key = answer.record.annotator, "", article, "answers"
        table.add(key, _column(answer.before, answer.after))


def _status(row: ArticleStatus | None) -> str:
    if row is None:
        return Status.NEW.value
    return f"{row.status.value}, flagged" if row.flagged else row.status.value


def _count_conflicts(
    connection: Connection,
    names: Names,
    table: _Table,
    plan: MergePlan,
    called: Mapping[str, str],
    incoming: Incoming,
) -> None:
    waiting = [one for one in plan.conflicts if one["settled_at"] is None]
    spans = {step.record.id: step.record for step in plan.delta.spans}
    spans |= spans_by_id(
        connection, names, (one["record"] for one in waiting if one["kind"] == SPAN)
    )
    decisions: dict[str, Any] = {step.record.id: step.record for step in plan.delta.decisions}
    decisions |= incoming.copy.records[DECISION]
    for conflict in waiting:
        kind, record = conflict["kind"], conflict["record"]
        if kind == SPAN and record in spans:
            span = spans[record]
            key = span.annotator, called.get(span.label, span.label), span.article, ""
        elif kind == STATUS:
            annotator, _, article = record.partition("\n")
            key = annotator, "", article, "status"
        elif kind == VALUE:
            annotator, article, label = record.split("\n", 1)[0], *_second(record)
            key = annotator, called.get(label, label), article, "values"
        elif kind == DECISION and record in decisions:
            key = decisions[record].by, "", decisions[record].article, "decisions"
        else:
            continue  # of a label: told with the labels; of a link, an answer: in the number
        table.add(key, "conflicts")


def _second(record: str) -> tuple[str, str]:
    """Return article and label of what identifies a value of an article label."""
    article, _, label = record.partition("\n")[2].rpartition("\n")
    return article, label


def _count_duplicates(
    connection: Connection,
    names: Names,
    table: _Table,
    plan: MergePlan,
    called: Mapping[str, str],
) -> None:
    """Count new spans that say what another span of their annotator says already."""
    new = [step.after for step in plan.delta.spans if step.before is None and step.after]
    keys = article_keys(connection, {span.article for span in new})
    gone = {step.record.id for step in plan.delta.spans if step.after is None}
    changed = {step.record.id: step.after for step in plan.delta.spans if step.after is not None}
    there: set[tuple[str, str, Any]] = set()
    for some in chunks(keys.values()):
        here = schema.spans.c.article.in_(some)
        for _, span in spans_matching(connection, names, here):
            if span.id not in gone:
                now = changed.get(span.id) or span
                there.add((now.article, now.annotator, key_of(now)))
    for span in new:
        said = span.article, span.annotator, key_of(span)
        if said in there:
            name = called.get(span.label, span.label)
            table.add((span.annotator, name, span.article, ""), "duplicates")
        there.add(said)


# -- labels --------------------------------------------------------------------------------------


def _labels(names: Names, plan: MergePlan) -> Iterable[LabelRow]:
    before = {label.id: label for label in names.labels.values()}
    for step in plan.delta.labels:
        if step.before is None and step.after is not None:
            yield LabelRow(name=step.after.name, what="new", detail=_keyless(step.after, plan))
        elif step.before is not None and step.after is not None:
            yield from _changed_label(step.before, step.after)
        elif step.record.id not in plan.united:
            yield LabelRow(name=step.record.name, what="removed")
    for conflict in plan.conflicts:
        label = before.get(conflict["record"])
        name = label.name if label is not None else ""
        if conflict["kind"] == UNITED:
            other = orjson.loads(conflict["detail"]).get("other") or {}
            yield LabelRow(name=name or other.get("name", ""), what="united")
        elif conflict["kind"] == "label" and conflict["settled_at"] is None:
            yield LabelRow(name=name, what="conflict")


def _keyless(label: Label, plan: MergePlan) -> str:
    return "" if label.key or not plan.is_foreign else "without a key"


def _changed_label(before: Label, after: Label) -> Iterable[LabelRow]:
    if before.key != after.key:
        detail = f"{before.key or '–'} → {after.key or '–'}"
        yield LabelRow(name=after.name, what="key", detail=detail)
    if before != msgspec.structs.replace(after, key=before.key):
        detail = f"{before.name} → {after.name}" if before.name != after.name else ""
        yield LabelRow(name=after.name, what="changed", detail=detail)


# -- rows ----------------------------------------------------------------------------------------


def _rows(
    connection: Connection, names: Names, table: _Table, articles: Iterable[str]
) -> list[MergeRow]:
    keys = article_keys(connection, articles)
    titles = dict(zip(keys, stale_gold.titles(connection, keys), strict=True))
    settled = stale_gold.finished(connection, keys)
    done = _done(connection, names, keys)
    gold = adjudication.gold_of(connection, names)
    rows = []
    for key, counts in table.counts.items():
        annotator, label, article, what = key
        is_done = annotator != gold and (article, annotator) in done
        touches = Touches.NOTHING
        if article in settled:
            touches = Touches.BOTH if is_done else Touches.SETTLED
        elif is_done:
            touches = Touches.DONE
        rows.append(
            MergeRow(
                annotator=annotator,
                label=label,
                article=article,
                title=titles.get(article, article),
                what=what,
                detail=table.details.get(key, ""),
                touches=touches,
                **counts,
            )
        )
    weights = {Touches.BOTH: 0, Touches.SETTLED: 1, Touches.DONE: 2, Touches.NOTHING: 3}
    return sorted(
        rows,
        key=lambda row: (
            weights[row.touches],
            row.annotator,
            keys.get(row.article, 0),
            row.what,
            row.label,
        ),
    )


def _done(connection: Connection, names: Names, keys: Mapping[str, int]) -> set[tuple[str, str]]:
    """Return articles (ids) and annotators who are done with them."""
    ids = {key: article for article, key in keys.items()}
    table = schema.statuses
    found: set[tuple[str, str]] = set()
    for some in chunks(ids):
        here = table.c.article.in_(some) & (table.c.status == Status.DONE.value)
        for row in connection.execute(select(table.c.article, table.c.annotator).where(here)):
            found.add((ids[row.article], names.annotators[row.annotator]))
    return found
