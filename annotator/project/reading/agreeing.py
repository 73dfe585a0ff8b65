"""Reading what is done, without the texts: all that agreement is computed from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import CompoundSelect, Connection, func, select, union

from annotator.annotation.origins import suggested_by
from annotator.annotation.records import MANUAL, Status, Value
from annotator.errors import DamagedError
from annotator.project.records.adjudication import people
from annotator.project.records.article_values import keyed_values
from annotator.project.storage import checksums, schema
from annotator.project.storage.rows import Names, chunks, from_json
from annotator.words import say

_CHUNK = 500
"""Articles read at a time."""

_PARTITION = 5000
"""Rows fetched at a time."""

_NONE: dict[str, Any] = {}


class DoneArticle(msgspec.Struct, frozen=True):
    """An article, and who is done with it since when (ISO 8601)."""

    id: str
    title: str
    length: int
    done: dict[str, str]


class DoneSpan(msgspec.Struct, frozen=True, gc=False):
    """A span by an annotator who is done with its article; ``label`` is the label's name.

    ``suggested`` is whether it came from a suggestion.
    """

    id: str
    article: str
    annotator: str
    label: str
    ranges: tuple[tuple[int, int], ...]
    attributes: dict[str, Any]
    suggested: bool = False


class DoneLink(msgspec.Struct, frozen=True):
    """A link from a span by an annotator who is done with its article, by ids."""

    type: str
    source: str
    target: str


class DoneValue(msgspec.Struct, frozen=True):
    """What an annotator who is done with an article says of it; ``label`` is the label's name."""

    article: str
    annotator: str
    label: str
    value: Value | None


class DoneWork(msgspec.Struct, frozen=True):
    """Some articles, all of the work on them that is done, and none that is not."""

    articles: list[DoneArticle]
    spans: list[DoneSpan]
    links: list[DoneLink]
    values: list[DoneValue] = []


def unmarked_work(connection: Connection) -> dict[str, list[str]]:
    """Return the articles (ids) where people have work and are neither done nor skip them."""
    names = Names(connection)
    statuses, articles = schema.statuses, schema.articles
    work = _work().subquery()
    told = (statuses.c.annotator == work.c.annotator) & (statuses.c.article == work.c.article)
    ended = (Status.DONE.value, Status.SKIPPED.value)
    statement = (
        select(articles.c.id, work.c.annotator)
        .join_from(work, articles, articles.c.key == work.c.article)
        .outerjoin(statuses, told)
        .where(statuses.c.status.is_(None) | statuses.c.status.not_in(ended))
        .order_by(articles.c.key)
    )
    found: dict[str, list[str]] = {name: [] for name in people(connection, names).values()}
    for article, by in connection.execute(statement):
        if (name := names.annotators[by]) in found:
            found[name].append(article)
    return {name: articles for name, articles in found.items() if articles}


def last_worked(connection: Connection) -> dict[str, str]:
    """Return when anybody worked on each article (id) last; those without work are left out."""
    articles, found = schema.articles, dict[str, str]()
    for table in (schema.statuses, schema.spans, schema.article_values):
        statement = (
            select(articles.c.id, func.max(table.c.updated_at))
            .join_from(table, articles, articles.c.key == table.c.article)
            .group_by(articles.c.id)
        )
        if table is schema.statuses:
            statement = statement.where(table.c.status != Status.NEW.value)
        for article, at in connection.execute(statement):
            found[article] = max(at or "", found.get(article, ""))
    return {article: at for article, at in found.items() if at}


def _work() -> CompoundSelect[Any]:
    """Return the question who has spans or says something of which article."""
    spans, values = schema.spans, schema.article_values
    return union(
        select(spans.c.article, spans.c.annotator), select(values.c.article, values.c.annotator)
    )


def done_work(
    connection: Connection,
    annotators: Sequence[str] | None,
    progress: Callable[[int, int], None] | None = None,
    *,
    unfinished: bool = False,
    beside: str | None = None,
) -> Iterator[DoneWork]:
    """Yield all articles, some at a time, in the order of their keys.

    Args:
        connection: inside a read transaction.
        annotators: whose work; None: people's.
        progress: called with articles read and articles in all.
        beside: whose work as well.
        unfinished: take what is not done for done, too, where there is any: spans or values. What
            somebody skips stays out.

    Raises:
        ProjectError: an annotator is not in the project.
        DamagedError: a span or a status is not what was stored.

    """
    names = Names(connection)
    wanted = people(connection, names)
    if annotators is not None:
        wanted = {key: names.annotators[key] for key in names.people(annotators)}
    if beside is not None:
        wanted |= {key: names.annotators[key] for key in names.people([beside])}
    labels = {key: label.name for key, label in names.labels.items()}
    table = schema.articles
    total = connection.scalar(select(func.count()).select_from(table)) or 0
    read, last = 0, 0
    while True:
        rows = connection.execute(
            select(table.c.key, table.c.id, table.c.title, table.c.length)
            .where(table.c.key > last)
            .order_by(table.c.key)
            .limit(_CHUNK)
        ).all()
        if not rows:
            return
        low, last = rows[0].key, rows[-1].key
        for where in checksums.check_between(connection, low, last):
            raise DamagedError(say("{where}: {wrong}", where=where, wrong=checksums.WRONG))
        done = _done(connection, wanted, low, last)
        if unfinished:
            _add_unfinished(connection, wanted, done, low, last)
        articles = [DoneArticle(row.id, row.title, row.length, done[row.key]) for row in rows]
        ids = {row.key: row.id for row in rows}
        yield DoneWork(
            articles,
            list(_spans(connection, ids, wanted, labels, done, low, last)),
            list(_links(connection, wanted, done, low, last)),
            list(_values(connection, names, wanted, done, low, last)),
        )
        read += len(rows)
        if progress is not None:
            progress(read, total)


def texts(connection: Connection, articles: Sequence[str]) -> dict[str, str]:
    """Return the texts of some articles by id."""
    table, stored = schema.articles, schema.article_texts
    found: dict[str, str] = {}
    for some in chunks(dict.fromkeys(articles)):
        rows = connection.execute(
            select(table.c.id, stored.c.text)
            .join_from(table, stored, stored.c.article == table.c.key)
            .where(table.c.id.in_(some))
        )
        found.update((row.id, row.text) for row in rows)
    return found


def _done(
    connection: Connection, wanted: dict[int, str], low: int, high: int
) -> dict[int, dict[str, str]]:
    table = schema.statuses
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for article, annotator, when in connection.execute(
        select(table.c.article, table.c.annotator, table.c.updated_at).where(
            table.c.article.between(low, high), table.c.status == Status.DONE.value
        )
    ):
        if annotator in wanted:
            found[article][wanted[annotator]] = when
    return found


def _add_unfinished(
    connection: Connection,
    wanted: dict[int, str],
    done: dict[int, dict[str, str]],
    low: int,
    high: int,
) -> None:
    """Add who has work on an article and does not skip it, with when they last touched it."""
    spans, values, statuses = schema.spans, schema.article_values, schema.statuses
    skipped = {
        (row.article, row.annotator)
        for row in connection.execute(
            select(statuses.c.article, statuses.c.annotator).where(
                statuses.c.article.between(low, high),
                statuses.c.status == Status.SKIPPED.value,
            )
        )
    }
    for table in (spans, values):
        statement = (
            select(table.c.article, table.c.annotator, func.max(table.c.updated_at))
            .where(table.c.article.between(low, high))
            .group_by(table.c.article, table.c.annotator)
        )
        for article, annotator, when in connection.execute(statement):
            if annotator in wanted and (article, annotator) not in skipped:
                done[article].setdefault(wanted[annotator], when or "")


def _spans(
    connection: Connection,
    articles: dict[int, str],
    wanted: dict[int, str],
    labels: dict[int, str],
    done: Mapping[int, Mapping[str, str]],
    low: int,
    high: int,
) -> Iterator[DoneSpan]:
    spans, fragments = schema.spans, schema.fragments
    result = connection.execute(
        select(
            spans.c.key,
            spans.c.id,
            spans.c.article,
            spans.c.annotator,
            spans.c.label,
            spans.c.attributes,
            fragments.c.start,
            fragments.c.end,
            spans.c.origin,
        )
        .join_from(spans, fragments, fragments.c.span == spans.c.key)
        .where(spans.c.article.between(low, high))
        .order_by(spans.c.article, spans.c.annotator, spans.c.key, fragments.c.number),
        execution_options={"yield_per": _PARTITION},
    )
    last: Any = None
    ranges: tuple[tuple[int, int], ...] = ()
    for row in result:
        if last is not None and row[0] == last[0]:
            ranges += ((row[6], row[7]),)
            continue
        if last is not None and wanted.get(last[3]) in done.get(last[2], ()):
            yield _span(last, ranges, articles, wanted, labels)
        last, ranges = row, ((row[6], row[7]),)
    if last is not None and wanted.get(last[3]) in done.get(last[2], ()):
        yield _span(last, ranges, articles, wanted, labels)


def _span(
    row: Any,
    ranges: tuple[tuple[int, int], ...],
    articles: dict[int, str],
    wanted: dict[int, str],
    labels: dict[int, str],
) -> DoneSpan:
    _, span_id, article, annotator, label, attributes, _, _, origin = row
    return DoneSpan(
        span_id,
        articles[article],
        wanted[annotator],
        labels[label],
        ranges,
        _NONE if attributes == "{}" else from_json(attributes),
        origin != MANUAL and suggested_by(origin) is not None,
    )


def _values(
    connection: Connection,
    names: Names,
    wanted: dict[int, str],
    done: Mapping[int, Mapping[str, str]],
    low: int,
    high: int,
) -> Iterator[DoneValue]:
    here = schema.article_values.c.article.between(low, high)
    called = {label.id: label.name for label in names.labels.values()}
    people = set(wanted.values())
    for key, one in keyed_values(connection, names, here):
        if one.annotator in people and one.annotator in done.get(key, {}):
            yield DoneValue(one.article, one.annotator, called[one.label], one.value)


def _links(
    connection: Connection,
    wanted: dict[int, str],
    done: Mapping[int, Mapping[str, str]],
    low: int,
    high: int,
) -> Iterator[DoneLink]:
    table = schema.links
    source, target = schema.spans.alias("source_span"), schema.spans.alias("target_span")
    for kind, begin, end, annotator, article in connection.execute(
        select(table.c.type, source.c.id, target.c.id, source.c.annotator, source.c.article)
        .join_from(table, source, source.c.key == table.c.source)
        .join(target, target.c.key == table.c.target)
        .where(source.c.article.between(low, high))
        .order_by(table.c.key)
    ):
        if wanted.get(annotator) in done.get(article, ()):
            yield DoneLink(kind, begin, end)
