"""An annotator's spans in other articles, and the articles: what a claim may be linked to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, select

from annotator.annotation.changes import SpanElsewhere
from annotator.annotation.records import Article
from annotator.project.storage import schema
from annotator.project.storage.query_records import ArticleElsewhere
from annotator.project.storage.rows import chunks, from_json, plain_rows

_articles = schema.articles
_spans = schema.spans
_fragments = schema.fragments
_suggestions = schema.suggestions
_answers = schema.suggestion_answers


def spans_with_label(
    connection: Connection, annotator_key: int, label_key: int, except_article: str
) -> list[SpanElsewhere]:
    """Return an annotator's spans with a label in all articles but one, as they were stored."""
    return _read(
        connection,
        (_spans.c.annotator == annotator_key)
        & (_spans.c.label == label_key)
        & (_articles.c.id != except_article),
    )


def spans_by_id(connection: Connection, ids: Iterable[str]) -> dict[str, SpanElsewhere]:
    """Return where those of some spans are that are in the project, by id."""
    found: dict[str, SpanElsewhere] = {}
    for some in chunks(ids):
        found.update((span.id, span) for span in _read(connection, _spans.c.id.in_(some)))
    return found


def ranges_with_labels(
    connection: Connection, annotator_key: int, label_keys: Sequence[int]
) -> dict[str, list[tuple[int, int]]]:
    """Return what an annotator's spans with some labels cover, by article (id).

    What is suggested with these labels counts as well, until the annotator has answered.
    """
    answered = select(_answers.c.suggestion).where(_answers.c.annotator == annotator_key)
    spans = (
        select(_articles.c.id, _fragments.c.start, _fragments.c.end)
        .join_from(_spans, _articles, _spans.c.article == _articles.c.key)
        .join(_fragments, _fragments.c.span == _spans.c.key)
        .where((_spans.c.annotator == annotator_key) & _spans.c.label.in_(label_keys))
    )
    suggestions = (
        select(_articles.c.id, _suggestions.c.start, _suggestions.c.end)
        .join_from(_suggestions, _articles, _suggestions.c.article == _articles.c.key)
        .where(_suggestions.c.label.in_(label_keys) & _suggestions.c.key.not_in(answered))
    )
    found: dict[str, list[tuple[int, int]]] = {}
    for statement in (spans, suggestions):
        for article, start, end in connection.execute(statement):
            found.setdefault(article, []).append((start, end))
    return found


def titles(connection: Connection, except_article: str) -> list[ArticleElsewhere]:
    """Return ids and titles of all articles but one."""
    statement = select(_articles.c.id, _articles.c.title).where(_articles.c.id != except_article)
    rows = connection.execute(statement.order_by(_articles.c.key))
    return [ArticleElsewhere(id=row[0], title=row[1]) for row in rows]


def without_texts(connection: Connection) -> list[Article]:
    """Return all articles, in the order of the project, each with an empty text."""
    table = _articles
    statement = select(table.c.id, table.c.title, table.c.source, table.c.date, table.c.meta)
    return [
        Article(
            id=row.id,
            text="",
            title=row.title,
            source=row.source,
            date=row.date,
            meta=from_json(row.meta),
        )
        for row in connection.execute(statement.order_by(table.c.key))
    ]


def _read(connection: Connection, condition: ColumnElement[bool]) -> list[SpanElsewhere]:
    statement = (
        select(
            _spans.c.id,
            _articles.c.id,
            _articles.c.title,
            _fragments.c.start,
            _fragments.c.end,
            _fragments.c.text,
        )
        .join_from(_spans, _articles, _spans.c.article == _articles.c.key)
        .join(_fragments, _fragments.c.span == _spans.c.key)
        .where(condition)
        .order_by(_spans.c.key, _fragments.c.number)
    )
    found: dict[str, SpanElsewhere] = {}
    for span, article, title, start, end, text in plain_rows(connection.execute(statement)):
        before = found.get(span)
        found[span] = SpanElsewhere(
            id=span,
            article=article,
            title=title,
            ranges=(*before.ranges, (start, end)) if before is not None else ((start, end),),
            text=f"{before.text} {text}" if before is not None else text,
        )
    return list(found.values())
