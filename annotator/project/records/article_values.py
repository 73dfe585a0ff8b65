"""Reading what annotators say of whole articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
import orjson
from sqlalchemy import ColumnElement, Connection, select

from annotator.annotation.records import ArticleValue, Label, Value
from annotator.errors import DamagedError
from annotator.project.storage import schema
from annotator.project.storage.rows import Names
from annotator.words import say

_table = schema.article_values
_ALL = select(
    schema.articles.c.id,
    _table.c.annotator,
    _table.c.label,
    _table.c.value,
    _table.c.updated_at,
    _table.c.article,
).join_from(_table, schema.articles, schema.articles.c.key == _table.c.article)


def value_to_json(value: Value | None) -> str:
    """Return a value as the text that is stored."""
    return msgspec.json.encode(value).decode()


def value_from_json(text: str, article: str) -> Value | None:
    """Return the value that ``value_to_json`` stored; raises DamagedError."""
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        value = ()
    if value is None or isinstance(value, str | bool):
        return value
    if value and isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    raise DamagedError(
        say("article {article}: an article label’s value cannot be read", article=article)
    )


def values_where(
    connection: Connection, names: Names, condition: ColumnElement[bool]
) -> Iterator[ArticleValue]:
    """Yield the values that fulfil a condition, by article, annotator and label."""
    for _, one in keyed_values(connection, names, condition):
        yield one


def keyed_values(
    connection: Connection, names: Names, condition: ColumnElement[bool]
) -> Iterator[tuple[int, ArticleValue]]:
    """Yield the key of the article and each of the values that fulfil a condition."""
    statement = _ALL.where(condition).order_by(_table.c.article, _table.c.annotator, _table.c.label)
    for row in connection.execute(statement):
        yield row.article, _record(row, names)


def _record(row: Any, names: Names) -> ArticleValue:
    return ArticleValue(
        article=row.id,
        annotator=names.annotators[row.annotator],
        label=names.labels[row.label].id,
        value=value_from_json(row.value, row.id),
        updated_at=row.updated_at,
    )


def values_of_article(
    connection: Connection, names: Names, article_key: int, annotator_key: int | None = None
) -> list[ArticleValue]:
    """Return what one annotator (None: everybody, gold among them) says of an article."""
    if not any(label.of_article for label in names.labels.values()):
        return []
    here: ColumnElement[bool] = _table.c.article == article_key
    if annotator_key is not None:
        here &= _table.c.annotator == annotator_key
    return list(values_where(connection, names, here))


TEXTS = ""
"""What stands for all texts where what is said is counted."""


def counted(label: Label, said: Iterable[tuple[Value | None, int]]) -> dict[str, int]:
    """Return how often what is said with an article label, in the order of its values.

    Args:
        label: its choices are there also where nobody says them.
        said: values, and of how many articles they are said.

    Returns:
        by value: a choice, "yes" or "no", or "" for all texts; of several choices each counts.

    """
    found = dict.fromkeys(label.value.values, 0)
    if label.value.kind == "yes/no":
        found = {"yes": 0, "no": 0}
    for value, n in said:
        if isinstance(value, bool):
            names = ["yes" if value else "no"]
        elif isinstance(value, tuple):
            names = list(value)
        else:
            names = [TEXTS if label.value.kind == "text" else value] if value is not None else []
        for name in names:
            found[name] = found.get(name, 0) + n
    return found


def in_order(values: Iterable[ArticleValue], names: Names) -> list[ArticleValue]:
    """Return the values of one annotator and article in the order of their labels."""
    places = {label.id: (label.position, label.id) for label in names.labels.values()}
    return sorted(values, key=lambda one: places[one.label])
