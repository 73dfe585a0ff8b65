"""Imports that did not finish: found, and what they brought taken back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, select, update

from annotator.project.operations import unimporting
from annotator.project.operations.unused import unused_annotators, unused_labels
from annotator.project.records.kinds.table import KINDS
from annotator.project.storage import schema
from annotator.project.storage.rows import (
    Names,
)
from annotator.project.writing import stale_gold

_ABANDONED_AFTER = timedelta(minutes=2)


def abandoned_imports(connection: Connection) -> list[int]:
    """Return the keys of imports that were killed: not finished, and silent for two minutes."""
    table = schema.imports
    limit = (datetime.now(UTC) - _ABANDONED_AFTER).isoformat()
    statement = select(table.c.key).where(table.c.finished_at.is_(None), table.c.alive_at < limit)
    return list(connection.scalars(statement))


def is_unused(connection: Connection, begun: str | None) -> bool:
    """Tell whether nothing is in a project but what an import could not finish or take back.

    Args:
        connection: to the project.
        begun: when this import began; None: there was none.

    """
    imports, articles = schema.imports, schema.articles
    ours = imports.c.finished_at.is_(None) & (imports.c.started_at == (begun or ""))
    key = connection.scalar(select(imports.c.key).where(ours))
    left = [
        select(imports.c.key).where(imports.c.key.is_distinct_from(key)),
        select(articles.c.key).where(articles.c["import"].is_distinct_from(key)),
        select(schema.changes.c.number),
    ]
    if key is None:  # what an import could not take back includes annotators
        left.append(select(schema.annotators.c.key))
    return all(connection.execute(one.limit(1)).first() is None for one in left)


def sweep_abandoned(connection: Connection) -> None:
    """Take back imports that were killed."""
    for key in abandoned_imports(connection):
        take_back_unfinished(connection, key, 0)


def take_back_unfinished(connection: Connection, import_key: int, since: int) -> None:
    """Remove what an import brought in, unless somebody has worked with it since.

    Args:
        connection: inside a write transaction.
        import_key: of an import that has not finished.
        since: number of the first change that can speak of its labels.

    """
    statuses, articles = schema.statuses, schema.articles
    changes = schema.changes
    brought = [kind.table for kind in reversed(KINDS) if "import" in kind.table.c]
    for table in brought:
        if table is not statuses:
            connection.execute(delete(table).where(table.c["import"] == import_key))
    unused = [
        ~select(work.c.article)
        .where(work.c.article == statuses.c.article, work.c.annotator == statuses.c.annotator)
        .exists()
        for work in (schema.spans, schema.article_values)
    ]
    connection.execute(delete(statuses).where(statuses.c["import"] == import_key, *unused))
    # What has a history is kept as well, so that it can be undone and redone.
    worked_on = [kind.table for kind in KINDS if kind.is_work and "article" in kind.table.c]
    used = (
        select(changes.c.article)
        .where(changes.c.article.is_not(None))
        .union(*(select(table.c.article) for table in worked_on))
    )
    connection.execute(
        delete(articles).where(articles.c["import"] == import_key, articles.c.key.not_in(used))
    )
    for table in (articles, *brought):
        connection.execute(
            update(table).where(table.c["import"] == import_key).values({"import": None})
        )
    made = unimporting.made_by(connection, import_key)
    stale_gold.finish_again(connection, made.reopened)
    names = Names(connection)
    for key in unused_labels(connection, names, made.labels, since):
        connection.execute(delete(schema.labels).where(schema.labels.c.key == key))
    for key in unused_annotators(connection, names, made.annotators):
        connection.execute(delete(schema.annotators).where(schema.annotators.c.key == key))
    connection.execute(delete(schema.imports).where(schema.imports.c.key == import_key))
