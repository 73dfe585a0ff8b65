"""Searching the texts, and spans of the same kind elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from annotator.annotation.changes import SpanElsewhere
from annotator.annotation.records import Article
from annotator.project.facade.opened import Opened
from annotator.project.reading import attributes_given as reading_given
from annotator.project.reading import hits, other_articles
from annotator.project.reading import search as searching
from annotator.project.reading.hits import Hit
from annotator.project.reading.search import Findings, Holding
from annotator.project.storage import rows
from annotator.project.storage.query_records import (
    ArticleElsewhere,
)


def search(project: Opened, annotator: str, words: str, limit: int = 50) -> Findings:
    """Return the best articles that have all words, "phrases" and beginnings* of a query.

    Articles that ``extend_search_index`` has not come to yet are not found.
    """
    with project.database.reading() as connection:
        return searching.search(connection, project.key(connection, annotator), words, limit)


def find_articles(project: Opened, words: str) -> tuple[int, ...]:
    """Return the keys of all articles that ``search`` would find, the best first."""
    with project.database.reading() as connection:
        return hits.find_articles(connection, words)


def hits_in(project: Opened, annotator: str, words: str, keys: Sequence[int]) -> list[Hit]:
    """Return the places in articles (keys) where what a query asks for stands."""
    with project.database.reading() as connection:
        return hits.hits_in(connection, project.key(connection, annotator), words, keys)


def hits_at(
    project: Opened, annotator: str, places: Mapping[int, Sequence[tuple[int, int]]]
) -> list[Hit]:
    """Return known places, by the article's key, with the spans that are there now."""
    with project.database.reading() as connection:
        return hits.hits_at(connection, project.key(connection, annotator), places)


def is_search_index_complete(project: Opened) -> bool:
    """Tell whether all articles can be found."""
    with project.database.reading() as connection:
        return searching.is_complete(connection)


def extend_search_index(project: Opened) -> tuple[int, int]:
    """Index some more articles in one short transaction; to be repeated until it is complete.

    Returns:
        how far it is, and how far it has to come: equal when it is complete.

    Raises:
        NotSavedError: it could not be stored; searching then reads every text.

    """
    with project.database.writing() as connection:
        return searching.extend(connection)


def holding(
    project: Opened, annotator: str, wanted: str, after: int, at_once: int = 4_000
) -> tuple[list[Holding], int, int]:
    """Return articles whose text holds ``wanted``, from those with keys above ``after``.

    Returns:
        the articles, up to which key was looked, and the highest key.

    """
    with project.database.reading() as connection:
        last = searching.last_key(connection)
        upto = min(last, after + at_once)
        by = project.key(connection, annotator)
        return searching.holding(connection, by, wanted, after, upto), upto, last


def spans_elsewhere(
    project: Opened, annotator: str, label_id: str, except_article: str
) -> list[SpanElsewhere]:
    """Return an annotator's spans with a label (id) in all articles but one (id)."""
    with project.database.reading() as connection:
        label = rows.Names(connection).label_keys.get(label_id, -1)
        by = project.key(connection, annotator)
        return other_articles.spans_with_label(connection, by, label, except_article)


def ranges_with_labels(
    project: Opened, annotator: str, labels: Iterable[str]
) -> dict[str, list[tuple[int, int]]]:
    """Return what spans and open suggestions of some labels (ids) cover, by article (id).

    The spans are the annotator's, and the suggestions those that they have not answered.
    """
    with project.database.reading() as connection:
        known = rows.Names(connection).label_keys
        by = project.key(connection, annotator)
        keys = [known[label] for label in labels if label in known]
        return other_articles.ranges_with_labels(connection, by, keys)


def articles_elsewhere(project: Opened, except_article: str) -> list[ArticleElsewhere]:
    """Return ids and titles of all articles but one (id)."""
    with project.database.reading() as connection:
        return other_articles.titles(connection, except_article)


def articles_without_texts(project: Opened) -> list[Article]:
    """Return all articles, in the order of the project, each with an empty text."""
    with project.database.reading() as connection:
        return other_articles.without_texts(connection)


def attributes_given(project: Opened, annotator: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Return label (id), text and attributes of an annotator's spans that have any attributes."""
    with project.database.reading() as connection:
        labels = {key: name for name, key in rows.Names(connection).label_keys.items()}
        by = project.key(connection, annotator)
        return [
            (labels[one.label], one.text, one.attributes)
            for one in reading_given.attributes_given(connection, by)
        ]
