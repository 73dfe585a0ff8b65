"""Where an article was left, and the time spent on it: remembered, but no annotation."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from annotator.project.storage import schema
from annotator.project.storage.clock import now
from annotator.project.storage.query_records import Reading
from annotator.project.storage.rows import article_keys

_table = schema.readings


def reading(connection: Connection, annotator_key: int, article: str) -> Reading | None:
    """Return how an annotator left an article (id), None when they have not had it open."""
    row = connection.execute(
        select(_table.c.caret, _table.c.top, _table.c.active_ms)
        .join_from(_table, schema.articles, schema.articles.c.key == _table.c.article)
        .where(schema.articles.c.id == article, _table.c.annotator == annotator_key)
    ).first()
    if row is None:
        return None
    return Reading(caret=row.caret, top=row.top, active_ms=row.active_ms)


def save(
    connection: Connection, annotator_key: int, article: str, caret: int, top: int, more_ms: int
) -> bool:
    """Store where an article is left, and add to the time; False when there is no such article.

    The time is added in the database: the annotator may have two windows open.
    """
    key = article_keys(connection, [article]).get(article)
    if key is None or not annotator_key:
        return False
    values = {"caret": caret, "top": top, "updated_at": now()}
    changed = connection.execute(
        update(_table)
        .where(_table.c.annotator == annotator_key, _table.c.article == key)
        .values(**values, active_ms=_table.c.active_ms + more_ms)
    )
    if not changed.rowcount:
        connection.execute(
            insert(_table).values(annotator=annotator_key, article=key, active_ms=more_ms, **values)
        )
    return True
