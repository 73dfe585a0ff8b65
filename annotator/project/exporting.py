"""Reading a whole project in chunks, so that its size does not matter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from annotator.annotation.records import (
    Annotated,
    Article,
    Link,
    Span,
    Status,
    check_fragments,
)
from annotator.errors import DamagedError
from annotator.project import schema
from annotator.project.checking import check_text
from annotator.project.rows import (
    Names,
    from_json,
    links_from_articles,
    spans_matching,
    to_link,
)
from annotator.project.settling import gold_keys

_NOTHING = (Status.NEW, False)
_CHUNK = 100
_Work = dict[tuple[int, int], Any]


def export(
    connection: Connection,
    annotators: Sequence[str] | None,
    *,
    done_only: bool,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Annotated]:
    """Yield an article and annotator at a time; every text and fragment is checked on the way.

    Raises:
        ProjectError: an annotator is not in the project.
        DamagedError: a text is not the one that was imported.
        OffsetError: a fragment does not cover what it says.

    """
    names = Names(connection)
    wanted = None if annotators is None else names.people(annotators)
    by_name = sorted(names.annotators, key=lambda key: names.annotators[key])
    gold = gold_keys(connection)
    articles = schema.articles
    total = connection.scalar(select(func.count()).select_from(articles)) or 0
    done, last = 0, 0
    while chunk := _articles(connection, last):
        low, last = chunk[0].key, chunk[-1].key
        statuses, spans, links = _work(connection, names, low, last)
        for row in chunk:
            article = _article(row)
            # By name, so that the order is the same in a project made from the export.
            keys = [
                key
                for key in by_name
                if (row.key, key) in spans or statuses.get((row.key, key), _NOTHING) != _NOTHING
            ]
            if not keys and wanted is None and not done_only:
                yield Annotated(article=article)
            for key in keys:
                status, flagged = statuses.get((row.key, key), _NOTHING)
                if (wanted is not None and key not in wanted) or (
                    done_only and status is not Status.DONE
                ):
                    continue
                theirs = spans.get((row.key, key), ())
                for span in theirs:
                    check_fragments(span, article.text)
                yield Annotated(
                    article=article,
                    annotator=names.annotators[key],
                    status=status,
                    flagged=flagged,
                    spans=tuple(theirs),
                    links=tuple(links.get((row.key, key), ())),
                    gold=key in gold,
                )
        done += len(chunk)
        if progress is not None:
            progress(done, total)


def _articles(connection: Connection, after: int) -> Sequence[Any]:
    articles, texts = schema.articles, schema.article_texts
    return connection.execute(
        select(articles, texts.c.text)
        .outerjoin(texts, texts.c.article == articles.c.key)
        .where(articles.c.key > after)
        .order_by(articles.c.key)
        .limit(_CHUNK)
    ).all()


def _article(row: Any) -> Article:
    if row.text is None:
        raise DamagedError(f"article {row.id}: its text is missing")
    check_text(row.id, row.text, row.sha256)
    return Article(
        id=row.id,
        text=row.text,
        title=row.title,
        source=row.source,
        date=row.date,
        meta=from_json(row.meta),
    )


def _work(connection: Connection, names: Names, low: int, high: int) -> tuple[_Work, _Work, _Work]:
    """Return statuses, spans and links by (article key, annotator key)."""
    table = schema.statuses
    statuses = {
        (row.article, row.annotator): (Status(row.status), bool(row.flagged))
        for row in connection.execute(
            select(table.c.article, table.c.annotator, table.c.status, table.c.flagged).where(
                table.c.article.between(low, high)
            )
        )
    }
    spans: dict[tuple[int, int], list[Span]] = defaultdict(list)
    label_names = {label.id: label.name for label in names.labels.values()}
    renamed = any(key != name for key, name in label_names.items())
    for key, span in spans_matching(connection, names, schema.spans.c.article.between(low, high)):
        if renamed:
            span = msgspec.structs.replace(span, label=label_names[span.label])
        spans[key, names.annotator_keys[span.annotator]].append(span)
    links: dict[tuple[int, int], list[Link]] = defaultdict(list)
    for row in links_from_articles(connection, low, high):
        links[row.article, row.annotator].append(to_link(row))
    return statuses, spans, links
