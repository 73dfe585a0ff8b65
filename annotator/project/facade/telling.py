"""Stories that several articles tell, and what tells near-duplicates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from annotator.project.facade.opened import Opened
from annotator.project.records import stories as stored
from annotator.project.storage.query_records import (
    ArticleElsewhere,
)


def stories(project: Opened) -> dict[str, list[str]]:
    """Return the ids of each story's articles."""
    with project.database.reading() as connection:
        return stored.stories(connection)


def told_by(project: Opened, names: Iterable[str]) -> dict[str, list[ArticleElsewhere]]:
    """Return the articles of some stories, as they were imported."""
    with project.database.reading() as connection:
        return stored.told_by(connection, names)


def story_of(project: Opened) -> dict[str, str]:
    """Return the story of each article that has one, by article id."""
    with project.database.reading() as connection:
        return stored.story_of(connection)


def signatures(project: Opened) -> list[tuple[str, bytes]]:
    """Return article ids with what tells near-duplicates of each, in the order of import."""
    with project.database.reading() as connection:
        return stored.signatures(connection)


def each_signature(project: Opened) -> Iterator[tuple[str, bytes]]:
    """Yield what ``signatures`` returns, some at a time: of a million it would take much memory."""
    with project.database.reading() as connection:
        yield from stored.each_signature(connection)


def unsigned_articles(project: Opened) -> Iterator[tuple[str, str]]:
    """Yield ids and texts of articles of which no signature is stored."""
    after = 0
    while True:
        with project.database.reading() as connection:
            found = stored.unsigned(connection, after, 200)
        if not found:
            return
        for _, article, text in found:
            yield article, text
        after = found[-1][0]


def set_stories(
    project: Opened, told: Mapping[str, str], base: Mapping[str, str] | None = None
) -> None:
    """Say which story articles (ids) tell; "" for none. It is no change and not undoable.

    Args:
        told: stories by article.
        base: what the articles told when it was decided; None: whatever they tell.

    Raises:
        ClashError: an article tells another story by now; nothing has changed.

    """
    with project.database.writing() as connection:
        stored.set_story(connection, told, base)


def merge_stories(project: Opened, names: Iterable[str]) -> str:
    """Make one story of several and return its name."""
    with project.database.writing() as connection:
        return stored.merge_stories(connection, names)
