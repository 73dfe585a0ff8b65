"""What is said of articles since they were imported, as a kind of record.

Title, source, date and metadata are written into the article's own row, so that whatever reads
articles reads them; what was imported is kept beside, and comes back when the record goes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy import Connection, Result, bindparam, delete, insert, select, update

from annotator.annotation.changes import Step
from annotator.annotation.facts.articles import ArticleFacts
from annotator.project.records.kinds.kind import ARTICLES, Kind, Need, Titled
from annotator.project.storage import checksums, schema
from annotator.project.storage.rows import Names, chunks, from_json, known_article_keys, to_json
from annotator.words import Message, say

_table, _articles = schema.article_facts, schema.articles
_FIELDS = ("title", "source", "date", "meta")
_ALL = select(_articles.c.id, _table).join_from(
    _table, _articles, _articles.c.key == _table.c.article
)


def facts_of(connection: Connection, articles: Iterable[str]) -> dict[str, ArticleFacts]:
    """Return what is said of some articles (ids), by id; those of which nothing is are left out."""
    found: dict[str, ArticleFacts] = {}
    for some in chunks(dict.fromkeys(articles)):
        found.update(_identified(connection.execute(_ALL.where(_articles.c.id.in_(some)))))
    return found


class ArticleFactsKind(Kind[ArticleFacts]):
    """What articles are called since, and which are set aside: one record an article at most."""

    field, record, table, version = "article_facts", ArticleFacts, _table, "article"
    is_work = False
    is_named_alike = True

    def read(
        self, connection: Connection, names: Names, wanted: Collection[ArticleFacts]
    ) -> dict[str, ArticleFacts]:
        """Return what is said of some articles."""
        del names
        return facts_of(connection, (one.article for one in wanted))

    def everything(self, connection: Connection, names: Names) -> dict[str, ArticleFacts]:
        """Return all that is said of articles."""
        del names
        return dict(_identified(connection.execute(_ALL)))

    def in_pack(self, target: Connection, annotator: str) -> Collection[str]:
        """Return the articles of a pack."""
        del annotator
        return set(target.scalars(select(_articles.c.id)))

    def insert(
        self,
        connection: Connection,
        names: Names,
        records: Sequence[ArticleFacts],
        import_key: int | None = None,
    ) -> None:
        """Say something of articles; what was imported is kept beside."""
        del import_key
        keys = known_article_keys(connection, names, {one.article for one in records})
        there = _rows(connection, [keys[one.article] for one in records])
        imported = {
            one.article: {name: there[keys[one.article]][name] for name in _FIELDS}
            for one in records
        }
        connection.execute(
            insert(_table),
            [
                {"article": keys[one.article], **_values(one, _to_text(imported[one.article]))}
                for one in records
            ],
        )
        _describe(connection, there, [(keys[o.article], o, imported[o.article]) for o in records])

    def update(
        self, connection: Connection, names: Names, steps: Sequence[Step[ArticleFacts]]
    ) -> None:
        """Say something else of articles."""
        records = [step.record for step in steps]
        keys = known_article_keys(connection, names, {one.article for one in records})
        told = _imported(connection, [keys[one.article] for one in records])
        columns = (*_FIELDS, "archived", "updated_at", "crc")
        connection.execute(
            update(_table)
            .where(_table.c.article == bindparam("at"))
            .values({name: bindparam(f"to_{name}") for name in columns}),
            [
                {
                    "at": keys[one.article],
                    **{
                        f"to_{name}": value
                        for name, value in _values(one, told[keys[one.article]]).items()
                        if name in columns
                    },
                }
                for one in records
            ],
        )
        there = _rows(connection, [keys[one.article] for one in records])
        _describe(
            connection,
            there,
            [(keys[o.article], o, from_json(told[keys[o.article]])) for o in records],
        )

    def remove(self, connection: Connection, names: Names, records: Sequence[ArticleFacts]) -> None:
        """Let articles be called again what they were imported as."""
        keys = known_article_keys(connection, names, {one.article for one in records})
        wanted = [keys[one.article] for one in records]
        told = _imported(connection, wanted)
        there = _rows(connection, wanted)
        plain = [
            (keys[o.article], ArticleFacts(article=o.article), from_json(told[keys[o.article]]))
            for o in records
        ]
        _describe(connection, there, plain)
        for some in chunks(wanted):
            connection.execute(delete(_table).where(_table.c.article.in_(some)))

    def needs(self, record: ArticleFacts) -> Iterable[Need]:
        """Return the article."""
        return (Need(ARTICLES, record.article),)

    def article_of(self, record: ArticleFacts) -> str | None:
        """Return the article."""
        return record.article

    def about(self, identity: str) -> str:
        """Return the article, which is what identifies it."""
        return identity

    def content_of(self, record: ArticleFacts) -> Any:
        """Return what is said."""
        return (record.title, record.source, record.date, record.meta, record.archived)

    def same(self, now: ArticleFacts | None, before: ArticleFacts | None) -> bool:
        """Tell whether the same is said, whenever that was."""
        if now is None or before is None:
            return now is before
        return bool(self.content_of(now) == self.content_of(before))

    def changed_since(self, record: ArticleFacts, title: Titled) -> Message:
        """Return in words that something else is said by now."""
        return say("what is said of “{title}” has been changed since", title=title(record.article))


def _identified(result: Result[Any]) -> Iterator[tuple[str, ArticleFacts]]:
    for row in result:
        yield (
            row.id,
            ArticleFacts(
                article=row.id,
                title=row.title,
                source=row.source,
                date=row.date,
                meta=None if row.meta is None else from_json(row.meta),
                archived=bool(row.archived),
                updated_at=row.updated_at,
            ),
        )


def _to_text(imported: Mapping[str, Any]) -> str:
    return orjson.dumps(imported).decode()


def _values(one: ArticleFacts, imported: str) -> dict[str, Any]:
    """Return a record as values of its row, without the article's key."""
    values = {
        "title": one.title,
        "source": one.source,
        "date": one.date,
        "meta": None if one.meta is None else to_json(one.meta),
        "archived": int(one.archived),
        "updated_at": one.updated_at,
        "imported": imported,
    }
    parts = (one.article, *(values[name] for name in checksums.FACTS))
    return {**values, "crc": checksums.of(parts)}


def _imported(connection: Connection, keys: Sequence[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for some in chunks(keys):
        statement = select(_table.c.article, _table.c.imported).where(_table.c.article.in_(some))
        found.update((row[0], row[1]) for row in connection.execute(statement))
    return found


def _rows(connection: Connection, keys: Sequence[int]) -> dict[int, Mapping[str, Any]]:
    found: dict[int, Mapping[str, Any]] = {}
    for some in chunks(keys):
        rows = connection.execute(select(_articles).where(_articles.c.key.in_(some)))
        found.update((row["key"], dict(row)) for row in rows.mappings())
    return found


def _describe(
    connection: Connection,
    there: Mapping[int, Mapping[str, Any]],
    wanted: Iterable[tuple[int, ArticleFacts, Mapping[str, Any]]],
) -> None:
    """Write what articles are called into their rows, where that differs, with the checksum."""
    changed = []
    for key, one, imported in wanted:
        meta = imported["meta"] if one.meta is None else to_json(one.meta)
        said = {
            "title": imported["title"] if one.title is None else one.title,
            "source": imported["source"] if one.source is None else one.source,
            "date": imported["date"] if one.date is None else one.date,
            "meta": meta,
        }
        row = there[key]
        if any(row[name] != value for name, value in said.items()):
            checksum = checksums.of_values({**row, **said}, checksums.ARTICLE)
            changed.append(
                {"at": key, "to_crc": checksum, **{f"to_{n}": value for n, value in said.items()}}
            )
    if changed:
        columns = (*_FIELDS, "crc")
        connection.execute(
            update(_articles)
            .where(_articles.c.key == bindparam("at"))
            .values({name: bindparam(f"to_{name}") for name in columns}),
            changed,
        )
