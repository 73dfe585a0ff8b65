"""Who is to do which article, as a kind of record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection, bindparam, delete, insert

from annotator.annotation.changes import identify
from annotator.annotation.records import Assignment
from annotator.project.records.assigning import assigned, unaided
from annotator.project.records.kinds.kind import ANNOTATORS, ARTICLES, Kind, Need
from annotator.project.storage import schema
from annotator.project.storage.rows import Names, known_article_keys

_table = schema.assignments


class Assignments(Kind[Assignment]):
    """Assignments, which say no more than whether suggestions come with them."""

    field, record, table = "assignments", Assignment, _table
    is_work = False
    is_replaced = True

    def read(
        self, connection: Connection, names: Names, wanted: Collection[Assignment]
    ) -> dict[str, Assignment]:
        """Return the assignments of the articles that some are about."""
        articles = {one.article for one in wanted}
        there, without = assigned(connection, names, articles), unaided(connection, names, articles)
        found = (
            Assignment(
                article=article,
                annotator=annotator,
                unaided=annotator in without.get(article, ()),
            )
            for article, annotators in there.items()
            for annotator in annotators
        )
        return {identify(one): one for one in found}

    def in_pack(self, target: Connection, annotator: str) -> Collection[str]:
        """Return none: merging does not know them."""
        del target, annotator
        return ()

    def insert(
        self,
        connection: Connection,
        names: Names,
        records: Sequence[Assignment],
        import_key: int | None = None,
    ) -> None:
        """Insert assignments; no import brings any."""
        del import_key
        connection.execute(
            insert(_table).values(
                article=bindparam("at"), annotator=bindparam("who"), unaided=bindparam("alone")
            ),
            [
                {**place, "alone": int(one.unaided)}
                for place, one in zip(_places(connection, names, records), records, strict=True)
            ],
        )

    def remove(self, connection: Connection, names: Names, records: Sequence[Assignment]) -> None:
        """Remove assignments."""
        here = (_table.c.article == bindparam("at")) & (_table.c.annotator == bindparam("who"))
        connection.execute(delete(_table).where(here), _places(connection, names, records))

    def needs(self, record: Assignment) -> Iterable[Need]:
        """Return who is to do the article, and the article."""
        return (Need(ANNOTATORS, record.annotator), Need(ARTICLES, record.article))

    def article_of(self, record: Assignment) -> str | None:
        """Return the article that is to be done."""
        return record.article


def _places(
    connection: Connection, names: Names, records: Sequence[Assignment]
) -> list[dict[str, int]]:
    keys = known_article_keys(connection, names, {one.article for one in records})
    return [
        {"at": keys[one.article], "who": names.annotator_keys[one.annotator]} for one in records
    ]
