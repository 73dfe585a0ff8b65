"""Articles: which there are, one with the annotator's work, and how it was left."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from annotator.annotation.records import Article
from annotator.errors import ProjectError
from annotator.project.facade.opened import Opened
from annotator.project.reading import (
    agreeing,
    queries,
    reading_positions,
)
from annotator.project.storage.query_records import (
    ArticleFilter,
    ArticleRow,
    OpenedArticle,
    Progress,
    Reading,
)
from annotator.project.storage.rows import Names, article_keys
from annotator.project.writing import stale_gold
from annotator.words import say

_log = logging.getLogger(__name__)


def index(project: Opened, annotator: str, wanted: ArticleFilter | None = None) -> list[int]:
    """Return the keys of the articles that pass the filter, in its order."""
    with project.database.reading() as connection:
        return queries.index(
            connection, project.key(connection, annotator), wanted or ArticleFilter()
        )


def has_article(project: Opened, article: str) -> bool:
    """Tell whether there is an article of this id."""
    with project.database.reading() as connection:
        return bool(article_keys(connection, [article]))


def article_ids(project: Opened, keys: Sequence[int]) -> list[str]:
    """Return the ids of some articles, in the order of ``keys``."""
    with project.database.reading() as connection:
        return queries.article_ids(connection, keys)


def article_titles(project: Opened, articles: Sequence[str]) -> dict[str, str]:
    """Return the titles of some articles by id; an article without one has its id."""
    with project.database.reading() as connection:
        found = stale_gold.titles(connection, articles)
        return dict(zip(articles, found, strict=True))


def rows(project: Opened, annotator: str, keys: Sequence[int]) -> list[ArticleRow]:
    """Return the queue's rows of some articles, in the order of ``keys``."""
    with project.database.reading() as connection:
        return queries.rows(connection, project.key(connection, annotator), keys)


def progress(project: Opened, annotator: str) -> Progress:
    """Return how far an annotator is."""
    with project.database.reading() as connection:
        return queries.progress(connection, project.key(connection, annotator))


def unmarked_work(project: Opened) -> dict[str, list[str]]:
    """Return the articles (ids) where people have work and are not done, by annotator.

    Work is a span, or a value of an article label. Programs and gold are not among them.
    """
    with project.database.reading() as connection:
        return agreeing.unmarked_work(connection)


def described(project: Opened, article: str) -> Article:
    """Return an article (id) as it is called by now; raises ProjectError where it is not there."""
    with project.database.reading() as connection:
        return project.checked_article(connection, article)[2]


def last_worked(project: Opened) -> dict[str, str]:
    """Return when anybody worked on each article (id) last, ISO 8601; others are left out.

    Work is a status other than new, a span, or what is said with an article label.
    """
    with project.database.reading() as connection:
        return agreeing.last_worked(connection)


def archived_articles(project: Opened) -> list[str]:
    """Return the ids of the articles that are set aside, as they were imported."""
    with project.database.reading() as connection:
        return queries.archived(connection)


def open_article(project: Opened, annotator: str, article: str | int) -> OpenedArticle:
    """Return an article, by id or key, with the annotator's work, offsets checked.

    Raises:
        ProjectError: there is no such article.
        DamagedError: its text is not what was imported.

    """
    with project.database.reading() as connection:
        names = Names(connection)
        annotator = names.person(annotator)
        if annotator not in names.annotator_keys:
            raise ProjectError(say("there is no annotator {name}", name=annotator))
        found = project.checked_article(connection, article)
        return queries.open_article(connection, names, annotator, found)


def texts(project: Opened, articles: Sequence[str]) -> dict[str, str]:
    """Return the texts of some articles by id; those that are not there are left out."""
    with project.database.reading() as connection:
        return agreeing.texts(connection, articles)


def reading(project: Opened, annotator: str, article: str) -> Reading | None:
    """Return how an annotator left an article (id); None when that is not known.

    It is a help and no annotation: what cannot be read is not known, and nothing is raised.
    """
    try:
        with project.database.reading() as connection:
            return reading_positions.reading(
                connection, project.key(connection, annotator), article
            )
    except ProjectError as error:
        _log.debug("the reading of %s cannot be read: %s", article, error)
        return None


def save_reading(
    project: Opened, annotator: str, article: str, *, caret: int, top: int, more_ms: int = 0
) -> bool:
    """Remember how an article (id) is left; tell whether that was stored.

    Waits neither for another program nor for the disk, and never raises: it is a help and no
    annotation.

    Args:
        annotator: who has read it.
        article: its id.
        caret: in code points.
        top: a code point of the first visible line.
        more_ms: active time since it was saved last.

    """
    try:
        with project.database.writing(lightly=True) as connection:
            by = project.key(connection, annotator)
            return reading_positions.save(connection, by, article, caret, top, more_ms)
    except ProjectError as error:
        _log.debug("the reading of %s cannot be stored: %s", article, error)
        return False
