"""What annotators say of whole articles, as a kind of record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, true, update

from annotator.annotation.changes import Step, identify
from annotator.annotation.records import ARTICLE, ArticleValue
from annotator.project.records.article_values import value_to_json, values_where
from annotator.project.records.kinds.kind import ANNOTATORS, ARTICLES, LABELS, Kind, Need, Titled
from annotator.project.storage import checksums, schema
from annotator.project.storage.rows import Names, chunks, known_article_keys
from annotator.words import Message, say

_table = schema.article_values
_HERE = (
    (_table.c.article == bindparam("at"))
    & (_table.c.annotator == bindparam("by"))
    & (_table.c.label == bindparam("of"))
)


class ArticleValues(Kind[ArticleValue]):
    """Values of article labels: one for each annotator, article and label at most."""

    field, record, table, version = "article_values", ArticleValue, _table, "article value"
    needs_records = (LABELS,)
    is_own_work = True
    is_named_alike = True

    def read(
        self, connection: Connection, names: Names, wanted: Collection[ArticleValue]
    ) -> dict[str, ArticleValue]:
        """Return those of some values that are there."""
        keys = known_article_keys(connection, names, {one.article for one in wanted})
        ids = {identify(one) for one in wanted}
        found: dict[str, ArticleValue] = {}
        for some in chunks({keys[one.article] for one in wanted if one.article in keys}):
            there = values_where(connection, names, _table.c.article.in_(some))
            found.update((name, one) for one in there if (name := identify(one)) in ids)
        return found

    def everything(self, connection: Connection, names: Names) -> dict[str, ArticleValue]:
        """Return all values."""
        return {identify(one): one for one in values_where(connection, names, true())}

    def needing(
        self, connection: Connection, names: Names, what: str, ids: Collection[str]
    ) -> Iterable[ArticleValue]:
        """Return the values of labels (ids)."""
        del what
        for label in ids:
            here = _table.c.label == names.label_keys[label]
            yield from values_where(connection, names, here)

    def in_pack(self, target: Connection, annotator: str) -> Collection[str]:
        """Return what identifies an annotator's value of each label for each article."""
        articles = target.scalars(select(schema.articles.c.id))
        table = schema.labels
        labels = list(target.scalars(select(table.c.id).where(table.c.unit == ARTICLE)))
        return {f"{annotator}\n{article}\n{label}" for article in articles for label in labels}

    def insert(
        self,
        connection: Connection,
        names: Names,
        records: Sequence[ArticleValue],
        import_key: int | None = None,
    ) -> None:
        """Insert values."""
        if not records:
            return
        keys = known_article_keys(connection, names, {one.article for one in records})
        connection.execute(
            insert(_table),
            [
                {
                    "article": keys[one.article],
                    "annotator": names.annotator_keys[one.annotator],
                    "label": names.label_keys[one.label],
                    "import": import_key,
                    **_values(one),
                }
                for one in records
            ],
        )

    def update(
        self, connection: Connection, names: Names, steps: Sequence[Step[ArticleValue]]
    ) -> None:
        """Change values."""
        to: dict[str, Any] = {
            name: bindparam(f"to_{name}") for name in ("value", "updated_at", "crc")
        }
        after = [step.record for step in steps]
        connection.execute(
            update(_table).where(_HERE).values({**to, "import": None}),
            [
                {**at, **{f"to_{name}": value for name, value in _values(one).items()}}
                for at, one in zip(_places(connection, names, after), after, strict=True)
            ],
        )

    def remove(self, connection: Connection, names: Names, records: Sequence[ArticleValue]) -> None:
        """Remove values."""
        connection.execute(delete(_table).where(_HERE), _places(connection, names, records))

    def needs(self, record: ArticleValue) -> Iterable[Need]:
        """Return a value's annotator, article and label."""
        return (
            Need(ANNOTATORS, record.annotator),
            Need(ARTICLES, record.article),
            Need(LABELS, record.label),
        )

    def annotator_of(self, record: ArticleValue) -> str | None:
        """Return who says it."""
        return record.annotator

    def article_of(self, record: ArticleValue) -> str | None:
        """Return the article it is said of."""
        return record.article

    def about(self, identity: str) -> str:
        """Return the article that what identifies a value is about."""
        return identity.partition("\n")[2].rpartition("\n")[0]

    def content_of(self, record: ArticleValue) -> Any:
        """Return what is said."""
        return record.value

    def same(self, now: ArticleValue | None, before: ArticleValue | None) -> bool:
        """Tell whether the same is said, whenever that was."""
        if now is None or before is None:
            return now is before
        return value_to_json(now.value) == value_to_json(before.value)

    def changed_since(self, record: ArticleValue, title: Titled) -> Message:
        """Return in words that a value is not as it was left."""
        return say(
            "what {annotator} says of “{title}” has been changed since",
            title=title(record.article),
            annotator=record.annotator,
        )

    def needs_gone(self, record: ArticleValue, gone: Any, title: Titled) -> Message:
        """Return in words that somebody has used an article label which would go."""
        return say(
            "{annotator} has said something of “{title}” with the label {label}",
            annotator=record.annotator,
            title=title(record.article),
            label=gone.name,
        )


def _places(
    connection: Connection, names: Names, records: Sequence[ArticleValue]
) -> list[dict[str, Any]]:
    keys = known_article_keys(connection, names, {one.article for one in records})
    return [
        {
            "at": keys[one.article],
            "by": names.annotator_keys[one.annotator],
            "of": names.label_keys[one.label],
        }
        for one in records
    ]


def _values(one: ArticleValue) -> dict[str, Any]:
    """Return a value as values of its row, without those that refer to others."""
    value = value_to_json(one.value)
    return {
        "value": value,
        "updated_at": one.updated_at,
        "crc": checksums.of_article_value(one, value),
    }
