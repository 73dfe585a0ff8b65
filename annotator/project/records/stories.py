"""Stories: articles that tell the same, as two newspapers' versions of one wire report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection, delete, insert, select, update

from annotator.errors import ClashError
from annotator.project.storage import schema
from annotator.project.storage.clock import new_id
from annotator.project.storage.query_records import ArticleElsewhere
from annotator.project.storage.rows import article_keys, chunks
from annotator.words import say

_table = schema.stories

_AT_ONCE = 1_000

TOLD = "stories"
"""In ``info``: what is another text whenever a story was told, for other windows to see."""


def stories(connection: Connection) -> dict[str, list[str]]:
    """Return the ids of each story's articles, as they were imported; stories by their first."""
    statement = (
        select(_table.c.story, schema.articles.c.id)
        .join(schema.articles, schema.articles.c.key == _table.c.article)
        .order_by(_table.c.article)
    )
    found: dict[str, list[str]] = {}
    for story, article in connection.execute(statement):
        found.setdefault(story, []).append(article)
    return found


def told_by(connection: Connection, names: Iterable[str]) -> dict[str, list[ArticleElsewhere]]:
    """Return the articles of some stories, as they were imported."""
    found: dict[str, list[ArticleElsewhere]] = {}
    articles = schema.articles
    for some in chunks(names):
        statement = (
            select(_table.c.story, articles.c.id, articles.c.title)
            .join(articles, articles.c.key == _table.c.article)
            .where(_table.c.story.in_(some))
            .order_by(_table.c.article)
        )
        for story, article, title in connection.execute(statement):
            found.setdefault(story, []).append(ArticleElsewhere(id=article, title=title))
    return found


def set_story(
    connection: Connection, stories: Mapping[str, str], base: Mapping[str, str] | None = None
) -> None:
    """Say which story articles (ids) tell; "" for none. Those that are not there are left out.

    Raises:
        ClashError: with ``base``, what they told: one tells neither that nor what it is to.

    """
    keys = article_keys(connection, stories)
    if base is not None:
        now = story_of(connection)
        for one in keys:
            if now.get(one, "") not in (base.get(one, ""), stories[one]):
                raise ClashError(say("article {name} was put to another story meanwhile", name=one))
    if not keys:
        return
    _note_told(connection)
    for some in chunks(keys.values()):
        connection.execute(delete(_table).where(_table.c.article.in_(some)))
    new = [
        {"article": keys[one], "story": story}
        for one, story in stories.items()
        if story and one in keys
    ]
    if new:
        connection.execute(insert(_table), new)


def _note_told(connection: Connection) -> None:
    """Let other windows see that stories are others now."""
    info, told = schema.info, new_id()
    done = connection.execute(update(info).where(info.c.name == TOLD).values(value=told))
    if not done.rowcount:
        connection.execute(insert(info).values(name=TOLD, value=told))


def merge_stories(connection: Connection, stories: Iterable[str]) -> str:
    """Make one story of several and return its name, that of the first; "" where none is given."""
    names = list(dict.fromkeys(stories))
    if not names:
        return ""
    if names[1:]:
        _note_told(connection)
    for some in chunks(names[1:]):
        connection.execute(update(_table).where(_table.c.story.in_(some)).values(story=names[0]))
    return names[0]


def story_of(connection: Connection) -> dict[str, str]:
    """Return the story of each article that has one, by article id."""
    statement = select(schema.articles.c.id, _table.c.story).join(
        schema.articles, schema.articles.c.key == _table.c.article
    )
    return {row.id: row.story for row in connection.execute(statement)}


def signatures(connection: Connection) -> list[tuple[str, bytes]]:
    """Return article ids with what tells near-duplicates of each, in the order of import."""
    table = schema.signatures
    statement = (
        select(schema.articles.c.id, table.c.signature)
        .join(schema.articles, schema.articles.c.key == table.c.article)
        .order_by(table.c.article)
    )
    return [(article, signature) for article, signature in connection.execute(statement)]


def each_signature(connection: Connection) -> Iterator[tuple[str, bytes]]:
    """Yield what ``signatures`` returns, some at a time."""
    table, articles = schema.signatures, schema.articles
    after = -1
    while True:
        statement = (
            select(table.c.article, articles.c.id, table.c.signature)
            .join(articles, articles.c.key == table.c.article)
            .where(table.c.article > after)
            .order_by(table.c.article)
            .limit(_AT_ONCE)
        )
        found = connection.execute(statement).all()
        yield from ((article, signature) for _, article, signature in found)
        if len(found) < _AT_ONCE:
            return
        after = found[-1][0]


def unsigned(connection: Connection, after: int, limit: int) -> list[tuple[int, str, str]]:
    """Return keys, ids and texts of articles without a signature, from the key ``after`` on."""
    articles, texts, signed = schema.articles, schema.article_texts, schema.signatures
    statement = (
        select(articles.c.key, articles.c.id, texts.c.text)
        .join(texts, texts.c.article == articles.c.key)
        .outerjoin(signed, signed.c.article == articles.c.key)
        .where(signed.c.article.is_(None), articles.c.key > after)
        .order_by(articles.c.key)
        .limit(limit)
    )
    return [(key, article, text) for key, article, text in connection.execute(statement)]


def add_signatures(connection: Connection, signed: Mapping[str, bytes]) -> None:
    """Store signatures by article id, for articles that are there and have none yet."""
    table = schema.signatures
    keys = article_keys(connection, signed)
    there: set[int] = set()
    for some in chunks(keys.values()):
        there.update(connection.scalars(select(table.c.article).where(table.c.article.in_(some))))
    new = [
        {"article": key, "signature": signed[article]}
        for article, key in keys.items()
        if key not in there
    ]
    if new:
        connection.execute(insert(table), new)
