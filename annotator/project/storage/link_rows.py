"""From rows to records: reading links."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Row,
    Select,
    bindparam,
    select,
)

from annotator.annotation.records import (
    Link,
)
from annotator.project.storage import schema
from annotator.project.storage.rows import chunks

_source = schema.spans.alias("source_span")
_target = schema.spans.alias("target_span")

LINKS: Select[Any] = (
    select(
        schema.links.c.id,
        schema.links.c.type,
        _source.c.id.label("source_id"),
        _target.c.id.label("target_id"),
        _source.c.article.label("article"),
        _source.c.annotator.label("annotator"),
    )
    .join_from(schema.links, _source, schema.links.c.source == _source.c.key)
    .join(_target, schema.links.c.target == _target.c.key)
    .order_by(schema.links.c.key)
)


_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_LINKS_AT = LINKS.where(_source.c.id.in_(_IDS) | _target.c.id.in_(_IDS))
_LINKS_BY_ID = LINKS.where(schema.links.c.id.in_(_IDS))
_LINKS_OF_ARTICLE = LINKS.where(
    (_source.c.article == bindparam("here")) | (_target.c.article == bindparam("here")),
    _source.c.annotator == bindparam("by"),
)


def links_at(connection: Connection, span_ids: Iterable[str]) -> list[Link]:
    """Return the links that begin or end at any of the spans, each once."""
    found: dict[str, Link] = {}
    for some in chunks(span_ids):
        for row in connection.execute(_LINKS_AT, {"ids": some}):
            found[row.id] = to_link(row)
    return list(found.values())


def links_of_article(connection: Connection, article_key: int, annotator_key: int) -> list[Link]:
    """Return one annotator's links that begin or end in an article."""
    asked = {"here": article_key, "by": annotator_key}
    return [to_link(row) for row in connection.execute(_LINKS_OF_ARTICLE, asked)]


def links_from_articles(connection: Connection, low: int, high: int) -> list[Row[Any]]:
    """Return the rows of links that begin in the articles with keys ``low`` to ``high``."""
    return list(connection.execute(LINKS.where(_source.c.article.between(low, high))))


def to_link(row: Row[Any]) -> Link:
    """Return a row of ``LINKS`` as a record."""
    return Link(id=row.id, type=row.type, source=row.source_id, target=row.target_id)


def links_by_id(connection: Connection, ids: Iterable[str]) -> dict[str, Link]:
    """Return the links that exist among ``ids``."""
    found: dict[str, Link] = {}
    for some in chunks(ids):
        for row in connection.execute(_LINKS_BY_ID, {"ids": some}):
            found[row.id] = to_link(row)
    return found
