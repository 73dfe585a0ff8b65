"""Reading articles: the queue, one article with its spans, and counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from annotator.annotation.records import Article, Status, check_fragments
from annotator.errors import OffsetError, ProjectError
from annotator.project import schema
from annotator.project.records import (
    ArticleFilter,
    ArticleRow,
    OpenedArticle,
    Progress,
    Statistics,
)
from annotator.project.rows import Names, chunks, from_json, links_of_article, spans_of_article

_articles = schema.articles
_statuses = schema.statuses
_spans = schema.spans


def _status_join(annotator_key: int) -> Any:
    return _articles.outerjoin(
        _statuses,
        and_(_statuses.c.article == _articles.c.key, _statuses.c.annotator == annotator_key),
    )


def index(connection: Connection, annotator_key: int, wanted: ArticleFilter) -> list[int]:
    """Return the keys of the articles that the filter lets through, in imported order."""
    source = _articles if wanted.status is None else _status_join(annotator_key)
    statement = select(_articles.c.key).order_by(_articles.c.key)
    if wanted.status is not None:
        status = func.coalesce(_statuses.c.status, Status.NEW.value)
        statement = statement.where(status == wanted.status.value)
    words = wanted.words.split()
    if words:
        texts = schema.article_texts
        source = source.join(texts, texts.c.article == _articles.c.key)
    for word in words:
        statement = statement.where(_contains(word))
    return list(connection.execute(statement.select_from(source)).scalars())


def _contains(word: str) -> ColumnElement[bool]:
    """Match title or text, whatever the case.

    SQLite's LIKE folds only ASCII, so beyond it the usual spellings are tried.
    """
    spellings = {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}
    columns = (_articles.c.title, schema.article_texts.c.text)
    return or_(*(column.icontains(one, autoescape=True) for column in columns for one in spellings))


def rows(connection: Connection, annotator_key: int, keys: Sequence[int]) -> list[ArticleRow]:
    """Return the queue's rows of articles, in the order of ``keys``; missing ones are left out."""
    count = (
        select(func.count())
        .where(_spans.c.article == _articles.c.key, _spans.c.annotator == annotator_key)
        .scalar_subquery()
    )
    found: dict[int, ArticleRow] = {}
    for some in chunks(keys):
        statement = (
            select(
                _articles.c.key,
                _articles.c.id,
                _articles.c.title,
                _articles.c.source,
                _articles.c.date,
                _articles.c.length,
                _statuses.c.status,
                count,
                _statuses.c.flagged,
            )
            .select_from(_status_join(annotator_key))
            .where(_articles.c.key.in_(some))
        )
        for row in connection.execute(statement):
            found[row[0]] = ArticleRow(
                key=row[0],
                id=row[1],
                title=row[2],
                source=row[3],
                date=row[4],
                length=row[5],
                status=Status(row[6] or Status.NEW),
                spans=row[7],
                flagged=bool(row[8]),
            )
    return [found[key] for key in keys if key in found]


def article_of(
    connection: Connection, condition: ColumnElement[bool], known: Callable[[str], str | None]
) -> Any:
    """Return ``(key, sha256, Article)`` of the article that fulfils ``condition``, or None.

    Args:
        connection: inside a transaction.
        condition: on the articles table.
        known: returns the text of a SHA-256 where it need not be read.

    """
    columns = (
        _articles.c.key,
        _articles.c.id,
        _articles.c.title,
        _articles.c.source,
        _articles.c.date,
        _articles.c.meta,
        _articles.c.sha256,
    )
    row = connection.execute(select(*columns).where(condition)).first()
    if row is None:
        return None
    text = known(row.sha256)
    if text is None:
        text = text_of(connection, row.key)
    article = Article(
        id=row.id,
        text=text,
        title=row.title,
        source=row.source,
        date=row.date,
        meta=from_json(row.meta),
    )
    return row.key, row.sha256, article


def text_of(connection: Connection, article_key: int) -> str:
    """Return the text of an article by key."""
    table = schema.article_texts
    text: str | None = connection.scalar(select(table.c.text).where(table.c.article == article_key))
    if text is None:
        raise ProjectError("the article's text is missing; run “annotator check”")
    return text


def open_article(
    connection: Connection, names: Names, annotator: str, found: tuple[int, str, Article]
) -> OpenedArticle:
    """Return an article with one annotator's work, every fragment checked against the text."""
    key, _, article = found
    annotator_key = names.annotator_keys[annotator]
    good, damaged = [], []
    for span in spans_of_article(connection, names, key, annotator_key):
        try:
            check_fragments(span, article.text)
        except OffsetError as error:
            damaged.append(str(error))
        else:
            good.append(span)
    row = connection.execute(
        select(_statuses.c.status, _statuses.c.flagged).where(
            _statuses.c.article == key, _statuses.c.annotator == annotator_key
        )
    ).first()
    return OpenedArticle(
        key=key,
        article=article,
        annotator=annotator,
        status=Status(row.status) if row is not None else Status.NEW,
        flagged=row is not None and bool(row.flagged),
        spans=tuple(good),
        links=tuple(links_of_article(connection, key, annotator_key)),
        damaged=tuple(damaged),
    )


def progress(connection: Connection, annotator_key: int) -> Progress:
    """Return how far an annotator is."""
    counts = _status_counts(connection, annotator_key)
    return Progress(
        total=connection.scalar(select(func.count()).select_from(_articles)) or 0,
        in_progress=counts.get(Status.IN_PROGRESS, 0),
        done=counts.get(Status.DONE, 0),
        skipped=counts.get(Status.SKIPPED, 0),
    )


def _status_counts(connection: Connection, annotator_key: int) -> dict[str, int]:
    statement = (
        select(_statuses.c.status, func.count())
        .where(_statuses.c.annotator == annotator_key)
        .group_by(_statuses.c.status)
    )
    return {row[0]: row[1] for row in connection.execute(statement)}


def statistics(connection: Connection, names: Names) -> Statistics:
    """Return the counts of the whole project."""
    by_label = _counts(connection, _spans.c.label)
    by_annotator = _counts(connection, _spans.c.annotator)
    annotators: dict[str, dict[str, int]] = {}
    for key, name in names.annotators.items():
        counts = _status_counts(connection, key)
        annotators[name] = {
            "spans": by_annotator.get(key, 0),
            "in progress": counts.get(Status.IN_PROGRESS, 0),
            "done": counts.get(Status.DONE, 0),
            "skipped": counts.get(Status.SKIPPED, 0),
        }
    return Statistics(
        articles=connection.scalar(select(func.count()).select_from(_articles)) or 0,
        spans=sum(by_label.values()),
        labels={label.name: by_label.get(key, 0) for key, label in names.labels.items()},
        annotators=annotators,
    )


def _counts(connection: Connection, column: Any) -> dict[int, int]:
    statement: Iterable[Any] = connection.execute(select(column, func.count()).group_by(column))
    return {row[0]: row[1] for row in statement}
