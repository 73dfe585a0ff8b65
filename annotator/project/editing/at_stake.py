"""What goes when articles are removed or an import is taken back: for the question before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, func, literal, select

from annotator.annotation.records import Status
from annotator.project.editing import operations
from annotator.project.operations import removing, unimporting
from annotator.project.records import adjudication, blindness, history
from annotator.project.storage import schema
from annotator.project.storage.rows import Names, article_keys, chunks

_MANY = 10
"""So many articles are backed up before they are taken out."""


class AtStake(msgspec.Struct, frozen=True, kw_only=True):
    """What goes.

    Attributes:
        articles: how many.
        spans: how many of each annotator, gold left out.
        finished: articles that somebody is done with.
        settled: articles in which something was settled.
        workers: who has worked on them since, in the order in which they joined.
        worked_on: on how many of them.
        hidden: articles of which nothing of others' work is told, since who asks is not done.

    """

    articles: int
    spans: dict[str, int]
    finished: int
    settled: int
    workers: tuple[str, ...] = ()
    worked_on: int = 0
    hidden: int = 0

    @property
    def is_much(self) -> bool:
        """Whether the project is backed up before it goes: it is much, or somebody's work."""
        return self.articles >= _MANY or bool(self.workers) or self.hidden > 0


def of_articles(
    connection: Connection, articles: Iterable[str], viewer: int | None = None
) -> AtStake:
    """Return what goes with some articles (ids), as far as a viewer (key; None: all) may see it."""
    keys = sorted(article_keys(connection, articles).values())
    return _of_keys(connection, Names(connection), len(keys), list(chunks(keys)), viewer)


def of_turn(
    connection: Connection, number: int, *, back: bool, viewer: int | None = None
) -> AtStake | None:
    """Return what taking a change back, or making it again, would take out.

    None where it takes no articles out, as with an edit.
    """
    row = history.stored(connection, number)
    root = operations.root_kind(row.kind)
    if row.kind not in operations.OPERATIONS or not operations.takes_out(row.kind, back=back):
        return None
    at = history.stored(connection, row.takes_back) if row.takes_back is not None else row
    names = Names(connection)
    if root == operations.IMPORT:
        told = unimporting.told_of(at)
        table = schema.articles
        inside = select(table.c.key).where(table.c["import"] == told.key)
        count = connection.scalar(select(func.count()).select_from(inside.subquery())) or 0
        since = _Since(at.number, told.key)
        return _of_keys(connection, names, count, [inside], viewer, since)
    if root == operations.REMOVAL:
        keys = sorted(article_keys(connection, removing.told_of(at).articles).values())
        since = _Since(_newest_turn(connection, at))
        return _of_keys(connection, names, len(keys), list(chunks(keys)), viewer, since)
    return None


class _Since(msgspec.Struct, frozen=True):
    """From when on work counts: after a change, and what an import brought does not count."""

    number: int
    import_key: int | None = None


def _newest_turn(connection: Connection, row: Row[Any]) -> int:
    """Return the newest number when a removal was taken back: nothing was there before."""
    table = schema.changes
    newest: int | None = connection.scalar(
        select(func.max(table.c.number)).where(table.c.takes_back == row.number)
    )
    return newest or row.number


def _of_keys(
    connection: Connection,
    names: Names,
    count: int,
    groups: Sequence[Any],
    viewer: int | None,
    since: _Since | None = None,
) -> AtStake:
    """Return what goes with some articles.

    Args:
        connection: to the project.
        names: annotators.
        count: how many articles.
        groups: what ``in_`` takes of their keys: lists, or a statement that selects them.
        viewer: who asks; None: sees everything.
        since: from when on work is named.

    """
    gold = adjudication.gold_keys(connection)
    spans: Counter[str] = Counter()
    finished: set[int] = set()
    settled: set[int] = set()
    table, statuses, decisions = schema.spans, schema.statuses, schema.decisions
    for some in groups:
        counted = (
            select(table.c.annotator, func.count())
            .where(
                table.c.article.in_(some),
                blindness.seen_by(viewer, table.c.annotator, table.c.article),
            )
            .group_by(table.c.annotator)
        )
        for by, many in connection.execute(counted):
            if by not in gold:
                spans[names.annotators[by]] += many
        done = (
            (statuses.c.status == Status.DONE.value)
            & statuses.c.article.in_(some)
            & blindness.seen_by(viewer, statuses.c.annotator, statuses.c.article)
        )
        for article, by in connection.execute(
            select(statuses.c.article, statuses.c.annotator).where(done)
        ):
            (settled if by in gold else finished).add(article)
        for column, condition in (
            (
                decisions.c.article,
                decisions.c.article.in_(some)
                & blindness.seen_by(viewer, literal(None), decisions.c.article),
            ),
            (
                table.c.article,
                table.c.article.in_(some)
                & table.c.annotator.in_(gold)
                & blindness.seen_by(viewer, table.c.annotator, table.c.article),
            ),
        ):
            settled.update(connection.scalars(select(column).where(condition).distinct()))
    workers, worked_on = set[int](), set[int]()
    if since is not None:
        workers, worked_on = _work_since(connection, groups, since, gold, viewer)
    return AtStake(
        articles=count,
        spans=dict(spans),
        finished=len(finished),
        settled=len(settled),
        workers=tuple(name for by, name in names.annotators.items() if by in workers),
        worked_on=len(worked_on),
        hidden=_hidden(connection, groups, viewer),
    )


def _hidden(connection: Connection, groups: Sequence[Any], viewer: int | None) -> int:
    """Return on how many of some articles a viewer is blind."""
    if viewer is None:
        return 0
    table = schema.articles
    blind = select(func.count()).where(table.c.key.in_(blindness.blind_keys(viewer)))
    return sum(connection.scalar(blind.where(table.c.key.in_(some))) or 0 for some in groups)


def _work_since(
    connection: Connection,
    groups: Sequence[Any],
    since: _Since,
    gold: set[int],
    viewer: int | None,
) -> tuple[set[int], set[int]]:
    """Return who has worked on which articles since (keys); what was settled is its settlers'."""
    workers: set[int] = set()
    articles: set[int] = set()
    changes, answers = schema.changes, schema.suggestion_answers
    suggestions, decisions = schema.suggestions, schema.decisions
    for some in groups:
        statements: list[tuple[Any, ColumnElement[bool]]] = [
            (
                select(changes.c.annotator, changes.c.article),
                changes.c.article.in_(some) & (changes.c.number > since.number),
            )
        ]
        if since.import_key is not None:
            statements += [
                (
                    select(table.c.annotator, table.c.article),
                    table.c.article.in_(some)
                    & table.c["import"].is_distinct_from(since.import_key),
                )
                for table in (schema.spans, schema.statuses)
            ]
            statements += [
                (select(decisions.c.by, decisions.c.article), decisions.c.article.in_(some)),
                (
                    select(answers.c.annotator, suggestions.c.article).join(
                        suggestions, suggestions.c.key == answers.c.suggestion
                    ),
                    suggestions.c.article.in_(some),
                ),
            ]
        for statement, condition in statements:
            seen = blindness.seen_by(viewer, *statement.selected_columns)
            for by, article in connection.execute(statement.where(condition, seen).distinct()):
                articles.add(article)
                if by is not None and by not in gold:
                    workers.add(by)
    return workers, articles
