"""How far an annotator is with an article, as a kind of record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Result, bindparam, delete, insert, select, update

from annotator.annotation.changes import Step, identify
from annotator.annotation.records import ArticleStatus, Status
from annotator.project.records.kinds.kind import ANNOTATORS, ARTICLES, Kind, Need, Titled
from annotator.project.storage import checksums, schema
from annotator.project.storage.rows import Names, chunks, known_article_keys
from annotator.words import Message, say

_table = schema.statuses
_HERE = (_table.c.article == bindparam("at")) & (_table.c.annotator == bindparam("by"))
_ALL = select(
    schema.articles.c.id,
    _table.c.annotator,
    _table.c.status,
    _table.c.flagged,
    _table.c.updated_at,
).join_from(_table, schema.articles, schema.articles.c.key == _table.c.article)
_SOME = _ALL.where(
    _table.c.annotator == bindparam("by"),
    schema.articles.c.id.in_(bindparam("ids", expanding=True)),
)


class Statuses(Kind[ArticleStatus]):
    """Statuses: one for each annotator and article at most."""

    field, record, table, version = "statuses", ArticleStatus, _table, "status"
    is_own_work = True
    is_named_alike = True

    def read(
        self, connection: Connection, names: Names, wanted: Collection[ArticleStatus]
    ) -> dict[str, ArticleStatus]:
        """Return those of some statuses that are there."""
        articles: dict[str, list[str]] = defaultdict(list)
        for one in wanted:
            articles[one.annotator].append(one.article)
        found: dict[str, ArticleStatus] = {}
        for annotator, of in articles.items():
            by = names.annotator_keys.get(annotator)
            for some in chunks(of) if by is not None else ():
                result = connection.execute(_SOME, {"by": by, "ids": some})
                found.update(_identified(names, result))
        return found

    def everything(self, connection: Connection, names: Names) -> dict[str, ArticleStatus]:
        """Return all statuses."""
        return dict(_identified(names, connection.execute(_ALL)))

    def in_pack(self, target: Connection, annotator: str) -> Collection[str]:
        """Return what identifies an annotator's status of each article."""
        articles = target.scalars(select(schema.articles.c.id))
        return {f"{annotator}\n{article}" for article in articles}

    def insert(
        self,
        connection: Connection,
        names: Names,
        records: Sequence[ArticleStatus],
        import_key: int | None = None,
    ) -> None:
        """Insert statuses."""
        if not records:
            return
        keys = known_article_keys(connection, names, {one.article for one in records})
        connection.execute(
            insert(_table),
            [
                {
                    "article": keys[one.article],
                    "annotator": names.annotator_keys[one.annotator],
                    "import": import_key,
                    **_values(one),
                }
                for one in records
            ],
        )

    def update(
        self, connection: Connection, names: Names, steps: Sequence[Step[ArticleStatus]]
    ) -> None:
        """Change statuses."""
        values: dict[str, Any] = {
            name: bindparam(f"to_{name}") for name in ("status", "flagged", "updated_at", "crc")
        }
        after = [step.record for step in steps]
        connection.execute(
            update(_table).where(_HERE).values({**values, "import": None}),
            [
                {**at, **{f"to_{name}": value for name, value in _values(one).items()}}
                for at, one in zip(_places(connection, names, after), after, strict=True)
            ],
        )

    def remove(
        self, connection: Connection, names: Names, records: Sequence[ArticleStatus]
    ) -> None:
        """Remove statuses."""
        connection.execute(delete(_table).where(_HERE), _places(connection, names, records))

    def needs(self, record: ArticleStatus) -> Iterable[Need]:
        """Return a status's annotator and article."""
        return (Need(ANNOTATORS, record.annotator), Need(ARTICLES, record.article))

    def annotator_of(self, record: ArticleStatus) -> str | None:
        """Return whose a status is."""
        return record.annotator

    def article_of(self, record: ArticleStatus) -> str | None:
        """Return the article of a status."""
        return record.article

    def content_of(self, record: ArticleStatus) -> Any:
        """Return what a status says."""
        return (record.status, record.flagged)

    def same(self, now: ArticleStatus | None, before: ArticleStatus | None) -> bool:
        """Tell whether a status says what it said, whenever it was set."""
        if now is None or before is None:
            return now is before
        return (now.status, now.flagged) == (before.status, before.flagged)

    def changed_since(self, record: ArticleStatus, title: Titled) -> Message:
        """Return in words that a status is not as it was left."""
        return say(
            "the status of “{title}” for {annotator} has been changed since",
            title=title(record.article),
            annotator=record.annotator,
        )


def _identified(names: Names, rows: Result[Any]) -> Iterator[tuple[str, ArticleStatus]]:
    for row in rows:
        status = ArticleStatus(
            article=row.id,
            annotator=names.annotators[row.annotator],
            status=Status(row.status),
            flagged=bool(row.flagged),
            updated_at=row.updated_at,
        )
        yield identify(status), status


def _places(
    connection: Connection, names: Names, records: Sequence[ArticleStatus]
) -> list[dict[str, Any]]:
    keys = known_article_keys(connection, names, {one.article for one in records})
    return [{"at": keys[one.article], "by": names.annotator_keys[one.annotator]} for one in records]


def _values(status: ArticleStatus) -> dict[str, Any]:
    """Return a status as values of its row, without those that refer to others."""
    return {
        "status": status.status.value,
        "flagged": int(status.flagged),
        "updated_at": status.updated_at,
        "crc": checksums.of_status(status),
    }
