"""Reading articles: the queue, one article with its spans, and counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, or_, select, true

from annotator.annotation.records import (
    Article,
    Span,
    Status,
    Suggestion,
    Value,
    check_fragments,
)
from annotator.errors import DamagedError, OffsetError
from annotator.project.reading import other_articles
from annotator.project.records import (
    adjudication,
    article_values,
    assigning,
    blindness,
    suggesting,
)
from annotator.project.storage import schema
from annotator.project.storage.link_rows import links_of_article
from annotator.project.storage.query_records import (
    ArticleFilter,
    ArticleRow,
    OpenedArticle,
    Order,
    Progress,
    Statistics,
)
from annotator.project.storage.rows import (
    Names,
    chunks,
    damage_of,
    from_json,
    last_event,
    plain_rows,
    spans_of_article,
)
from annotator.words import Message, say

_articles = schema.articles
_statuses = schema.statuses
_spans = schema.spans
_values = schema.article_values


def _status_join(annotator_key: int) -> Any:
    return _articles.outerjoin(
        _statuses,
        and_(_statuses.c.article == _articles.c.key, _statuses.c.annotator == annotator_key),
    )


def index(connection: Connection, annotator_key: int, wanted: ArticleFilter) -> list[int]:
    """Return the keys of the articles that the filter lets through, in its order.

    Articles that are equal in that order stand as they were imported, in its direction.
    """
    by_status = wanted.status is not None or wanted.order in (Order.STATUS, Order.FLAGGED)
    source: Any = _status_join(annotator_key) if by_status or wanted.flagged_only else _articles
    statement = select(_articles.c.key)
    status = func.coalesce(_statuses.c.status, Status.NEW.value)
    away = _articles.c.key.in_(archived_keys())
    statement = statement.where(away if wanted.archived else ~away)
    if wanted.status is not None:
        statement = statement.where(status == wanted.status.value)
    if wanted.flagged_only:
        statement = statement.where(_statuses.c.flagged == 1)
    if wanted.assigned_only:
        table = schema.assignments
        mine = select(table.c.article).where(table.c.annotator == annotator_key)
        statement = statement.where(_articles.c.key.in_(mine))
    if wanted.story:
        told = schema.stories
        tellings = select(told.c.article).where(told.c.story == wanted.story)
        statement = statement.where(_articles.c.key.in_(tellings))
    if wanted.gold_again:
        gold = _statuses.c.annotator.in_(select(schema.gold.c.annotator))
        again = select(_statuses.c.article).where(gold, _statuses.c.flagged == 1)
        statement = statement.where(
            _articles.c.key.in_(again.correlate(None)),
            _articles.c.key.not_in(blindness.blind_keys(annotator_key)),
        )
    if wanted.order is Order.DATE:
        statement = statement.order_by(case((_articles.c.date == "", 1), else_=0))
    for term in (*_order_terms(wanted.order, status, annotator_key), _articles.c.key):
        statement = statement.order_by(term.desc() if wanted.descending else term)
    words = wanted.words.split()
    if words:
        texts = schema.article_texts
        source = source.join(texts, texts.c.article == _articles.c.key)
    for word in words:
        statement = statement.where(contains(word))
    result = connection.execute(statement.select_from(source))
    return [key for (key,) in plain_rows(result)]


def _order_terms(order: Order, status: ColumnElement[str], annotator_key: int) -> list[Any]:
    """Return what articles are sorted by, beside their keys."""
    if order is Order.TITLE:
        shown = func.coalesce(func.nullif(_articles.c.title, ""), _articles.c.id)
        return [func.lower(shown)]  # SQLite folds only ASCII
    if order is Order.DATE:
        return [_articles.c.date]
    if order is Order.STATUS:
        places = {one.value: place for place, one in enumerate(Status)}
        return [case(places, value=status)]
    if order is Order.FLAGGED:
        return [case((_statuses.c.flagged == 1, 0), else_=1)]
    if order is Order.SPANS:
        return [_span_count(annotator_key)]
    return []


def _span_count(annotator_key: int) -> Any:
    """Count an annotator's spans in an article."""
    return (
        select(func.count())
        .where(_spans.c.article == _articles.c.key, _spans.c.annotator == annotator_key)
        .scalar_subquery()
    )


def contains(word: str) -> ColumnElement[bool]:
    """Match title or text, whatever the case.

    SQLite's LIKE folds only ASCII, so beyond it the usual spellings are tried.
    """
    spellings = {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}
    columns = (_articles.c.title, schema.article_texts.c.text)
    return or_(*(column.icontains(one, autoescape=True) for column in columns for one in spellings))


def article_ids(connection: Connection, keys: Sequence[int]) -> list[str]:
    """Return the ids of articles in the order of ``keys``; missing ones are left out."""
    found: dict[int, str] = {}
    for some in chunks(keys):
        statement = select(_articles.c.key, _articles.c.id).where(_articles.c.key.in_(some))
        found.update((row[0], row[1]) for row in connection.execute(statement))
    return [found[key] for key in keys if key in found]


def rows(connection: Connection, annotator_key: int, keys: Sequence[int]) -> list[ArticleRow]:
    """Return the queue's rows of articles, in the order of ``keys``; missing ones are left out."""
    count = _span_count(annotator_key)
    stories = schema.stories
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
                stories.c.story,
            )
            .select_from(
                _status_join(annotator_key).outerjoin(stories, stories.c.article == _articles.c.key)
            )
            .where(_articles.c.key.in_(some))
        )
        assigned = assigning.assigned_by_key(connection, some)
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
                assigned=assigned.get(row[0], ()),
                story=row[9] or "",
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
        raise DamagedError(say("the article’s text is missing"))
    return text


def open_article(
    connection: Connection, names: Names, annotator: str, found: tuple[int, str, Article]
) -> OpenedArticle:
    """Return an article with one annotator's work, every fragment checked against the text."""
    key, _, article = found
    annotator_key = names.annotator_keys[annotator]
    good: list[Span] = []
    damaged: list[Message] = []

    def on_damaged(span: Span) -> None:
        damaged.append(damage_of(span))

    for span in spans_of_article(connection, names, key, annotator_key, on_damaged):
        try:
            check_fragments(span, article.text)
        except OffsetError as error:
            damaged.append(error.message)
        else:
            good.append(span)
    suggestions: list[Suggestion] = []
    wrong: list[Message] = []
    unaided = assigning.is_unaided(connection, annotator_key, key)
    if not unaided:
        suggestions, wrong = suggesting.open_suggestions(
            connection, names, key, annotator_key, article.text
        )
    row = connection.execute(
        select(_statuses.c.status, _statuses.c.flagged).where(
            _statuses.c.article == key, _statuses.c.annotator == annotator_key
        )
    ).first()
    links = tuple(links_of_article(connection, key, annotator_key))
    try:
        values = article_values.values_of_article(connection, names, key, annotator_key)
    except DamagedError as error:
        values, wrong = [], [*wrong, error.reason]
    far = {end for link in links for end in (link.source, link.target)} - {one.id for one in good}
    return OpenedArticle(
        key=key,
        article=article,
        annotator=annotator,
        status=Status(row.status) if row is not None else Status.NEW,
        flagged=row is not None and bool(row.flagged),
        spans=tuple(good),
        links=links,
        damaged=(*damaged, *wrong),
        suggestions=tuple(suggestions),
        labels=tuple(names.labels.values()),
        progress=progress(connection, annotator_key),
        event=last_event(connection),
        linked=tuple(other_articles.spans_by_id(connection, far).values()),
        values=tuple(values),
        unaided=unaided,
    )


def archived_keys() -> Select[tuple[int]]:
    """Return the statement for the keys of the articles that are set aside."""
    facts = schema.article_facts
    return select(facts.c.article).where(facts.c.archived == 1)


def archived(connection: Connection) -> list[str]:
    """Return the ids of the articles that are set aside, as they were imported."""
    here = _articles.c.key.in_(archived_keys())
    return list(connection.scalars(select(_articles.c.id).where(here).order_by(_articles.c.key)))


def progress(connection: Connection, annotator_key: int) -> Progress:
    """Return how far an annotator is, without what is set aside."""
    away = archived_keys()
    counts = _status_counts(connection, annotator_key, without=away)
    there = select(func.count()).select_from(_articles).where(_articles.c.key.not_in(away))
    return Progress(
        total=connection.scalar(there) or 0,
        in_progress=counts.get(Status.IN_PROGRESS, 0),
        done=counts.get(Status.DONE, 0),
        skipped=counts.get(Status.SKIPPED, 0),
    )


def _status_counts(
    connection: Connection,
    annotator_key: int,
    viewer: int | None = None,
    without: Select[tuple[int]] | None = None,
    only: Set[int] | None = None,
) -> dict[str, int]:
    statement = (
        select(_statuses.c.status, func.count())
        .where(
            _statuses.c.annotator == annotator_key,
            _statuses.c.article.not_in(without) if without is not None else true(),
            blindness.seen_by(viewer, _statuses.c.annotator, _statuses.c.article),
        )
        .group_by(_statuses.c.status)
    )
    return _counted(connection, statement, _statuses.c.article, only)


def _counted(
    connection: Connection, statement: Select[Any], article: Any, only: Set[int] | None
) -> dict[Any, int]:
    """Return counts by the first column; of some articles alone they are added up here."""
    if only is None:
        return {row[0]: row[1] for row in connection.execute(statement)}
    counted: dict[Any, int] = {}
    for value, number, of in connection.execute(statement.add_columns(article).group_by(article)):
        if of in only:
            counted[value] = counted.get(value, 0) + number
    return counted


def statistics(
    connection: Connection,
    names: Names,
    viewer: int | None = None,
    only: Set[int] | None = None,
) -> Statistics:
    """Return the counts of the whole project, as far as a viewer (key; None: all) may see it.

    With ``only`` they are of these articles (keys) alone.
    """
    by_label = _counts(connection, _spans.c.label, viewer, only)
    by_annotator = _counts(connection, _spans.c.annotator, viewer, only)
    annotators: dict[str, dict[str, int]] = {}
    gold: dict[str, dict[str, int]] = {}
    programs: dict[str, dict[str, int]] = {}
    settled = adjudication.gold_keys(connection)
    for key, name in names.annotators.items():
        counts = _status_counts(connection, key, viewer, only=only)
        kind = gold if key in settled else programs if key in names.programs else annotators
        kind[name] = {
            "spans": by_annotator.get(key, 0),
            "in progress": counts.get(Status.IN_PROGRESS, 0),
            "done": counts.get(Status.DONE, 0),
            "skipped": counts.get(Status.SKIPPED, 0),
        }
    total = connection.scalar(select(func.count()).select_from(_articles)) or 0
    return Statistics(
        articles=total if only is None else len(only),
        spans=sum(by_label.values()),
        labels={
            label.name: by_label.get(key, 0)
            for key, label in names.labels.items()
            if not label.of_article
        },
        article_labels=_value_counts(connection, names, viewer, only),
        annotators=annotators,
        gold=gold,
        programs=programs,
    )


def label_use(
    connection: Connection, names: Names, label_id: str, viewer: int | None = None
) -> dict[str, int]:
    """Return how many spans of a label each annotator has, as far as a viewer may see it.

    Of an article label: of how many articles each annotator says something with it.
    """
    key = names.label_keys.get(label_id, -1)
    label = names.labels.get(key)
    table = _values if label is not None and label.of_article else _spans
    statement = (
        select(table.c.annotator, func.count())
        .where(
            table.c.label == key,
            blindness.seen_by(viewer, table.c.annotator, table.c.article),
        )
        .group_by(table.c.annotator)
        .order_by(table.c.annotator)
    )
    return {names.annotators[row[0]]: row[1] for row in connection.execute(statement)}


def _value_counts(
    connection: Connection, names: Names, viewer: int | None, only: Set[int] | None = None
) -> dict[str, dict[str, int]]:
    """Return how often people say what with each article label; texts are only counted."""
    if not any(label.of_article for label in names.labels.values()):
        return {}
    settled = adjudication.gold_keys(connection)
    seen = blindness.seen_by(viewer, _values.c.annotator, _values.c.article)
    statement = (
        select(_values.c.label, _values.c.value, func.count(), _values.c.article)
        .where(seen, _values.c.annotator.not_in(settled))
        .group_by(_values.c.label, _values.c.value, _values.c.article)
        .order_by(_values.c.label, _values.c.value)
    )
    counted: dict[tuple[int, str], int] = {}
    for key, value, n, of in connection.execute(statement):
        if only is None or of in only:
            counted[key, value] = counted.get((key, value), 0) + n
    said: dict[int, list[tuple[Value | None, int]]] = {}
    for (key, value), n in counted.items():
        said.setdefault(key, []).append((article_values.value_from_json(value, ""), n))
    return {
        label.name: article_values.counted(label, said.get(key, ()))
        for key, label in names.labels.items()
        if label.of_article
    }


def _counts(
    connection: Connection, column: Any, viewer: int | None, only: Set[int] | None = None
) -> dict[int, int]:
    seen = blindness.seen_by(viewer, _spans.c.annotator, _spans.c.article)
    counted = select(column, func.count()).where(seen).group_by(column)
    return _counted(connection, counted, _spans.c.article, only)
