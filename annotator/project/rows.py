"""From rows to records: reading spans, links, statuses and labels."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Any, TypeVar

import msgspec
import orjson
from sqlalchemy import Connection, Result, Row, Select, Table, bindparam, select

from annotator.annotation.records import (
    ArticleStatus,
    Attribute,
    Fragment,
    Label,
    Link,
    Span,
    Status,
    shorten,
)
from annotator.errors import DamagedError
from annotator.project import schema

T = TypeVar("T")

IN_LIMIT = 500
"""How many values one IN list may hold: far below every database's limit."""


def sha256(text: str) -> str:
    """Return the SHA-256 of the text's UTF-8 bytes in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def chunks(values: Iterable[T], size: int = IN_LIMIT) -> Iterator[list[T]]:
    """Yield ``values`` in lists of at most ``size``."""
    iterator = iter(values)
    while chunk := list(islice(iterator, size)):
        yield chunk


def to_json(value: Mapping[str, Any]) -> str:
    """Return a JSON object as the text that is stored."""
    return orjson.dumps(value).decode() if value else "{}"


def from_json(text: str) -> dict[str, Any]:
    """Return the JSON object that ``to_json`` stored."""
    if text == "{}":
        return {}
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        value = None
    if not isinstance(value, dict):
        raise DamagedError(f"“{shorten(text)}” is stored where a JSON object should be")
    return value


def _list_of(kind: type[T], text: str, label: str) -> tuple[T, ...]:
    try:
        return tuple(msgspec.json.decode(text, type=list[kind]))  # type: ignore[valid-type]
    except msgspec.DecodeError as error:
        raise DamagedError(f"label {label} cannot be read ({error})") from error


def next_key(connection: Connection, table: Table) -> int:
    """Return one more than the highest key in ``table``; sound only in a write transaction."""
    highest = connection.scalar(select(table.c.key).order_by(table.c.key.desc()).limit(1))
    return (highest or 0) + 1


class Names:
    """The small tables that spans refer to, id or name to key and back, within one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self.labels: dict[int, Label] = {
            row.key: Label(
                id=row.id,
                name=row.name,
                letter=row.letter,
                key=row.shortcut,
                colour=row.colour,
                line=row.line,
                description=row.description,
                guidelines=row.guidelines,
                position=row.position,
                unit=row.unit,
                attributes=_list_of(Attribute, row.attributes, row.id),
                links=_list_of(str, row.links, row.id),
            )
            for row in connection.execute(
                select(schema.labels).order_by(schema.labels.c.position, schema.labels.c.key)
            )
        }
        self.label_keys = {label.id: key for key, label in self.labels.items()}
        table = schema.annotators
        self.annotators: dict[int, str] = {
            row.key: row.name
            for row in connection.execute(select(table.c.key, table.c.name).order_by(table.c.key))
        }
        self.annotator_keys = {name: key for key, name in self.annotators.items()}


_SPAN_COLUMNS = (
    schema.spans.c.key,
    schema.spans.c.id,
    schema.articles.c.id,
    schema.spans.c.annotator,
    schema.spans.c.label,
    schema.spans.c.attributes,
    schema.spans.c.note,
    schema.spans.c.origin,
    schema.spans.c.created_at,
    schema.spans.c.updated_at,
    schema.fragments.c.start,
    schema.fragments.c.end,
    schema.fragments.c.text,
    schema.spans.c.article,
    schema.spans.c.flagged,
)

_PARTITION = 1000
"""How many rows are fetched at once: one at a time takes several times as long."""

_SPANS = (
    select(*_SPAN_COLUMNS)
    .join_from(schema.spans, schema.articles, schema.spans.c.article == schema.articles.c.key)
    .outerjoin(schema.fragments, schema.fragments.c.span == schema.spans.c.key)
    .order_by(schema.spans.c.key, schema.fragments.c.number)
)
_SPANS_OF_ARTICLE = _SPANS.where(
    schema.spans.c.article == bindparam("article"),
    schema.spans.c.annotator == bindparam("annotator"),
)
_SPANS_BY_ID = _SPANS.where(schema.spans.c.id.in_(bindparam("ids", expanding=True)))


def spans_of_article(
    connection: Connection, names: Names, article_key: int, annotator_key: int
) -> list[Span]:
    """Return one annotator's spans of one article, in the order in which they were stored."""
    parameters = {"article": article_key, "annotator": annotator_key}
    return list(_spans(connection.execute(_SPANS_OF_ARTICLE, parameters), names))


def spans_by_id(connection: Connection, names: Names, ids: Iterable[str]) -> dict[str, Span]:
    """Return the spans that exist among ``ids``."""
    found: dict[str, Span] = {}
    for some in chunks(ids):
        for span in _spans(connection.execute(_SPANS_BY_ID, {"ids": some}), names):
            found[span.id] = span
    return found


def spans_matching(
    connection: Connection, names: Names, condition: Any
) -> Iterator[tuple[int, Span]]:
    """Yield ``(article key, span)`` of all spans that fulfil an SQL condition."""
    return _keyed_spans(connection.execute(_SPANS.where(condition)), names)


def _spans(result: Result[Any], names: Names) -> Iterator[Span]:
    return (span for _, span in _keyed_spans(result, names))


def _keyed_spans(result: Result[Any], names: Names) -> Iterator[tuple[int, Span]]:
    """Yield spans from rows that are sorted by span, one row a fragment."""
    key: int | None = None
    head: Any = None
    pieces: list[Fragment] = []
    rows: Iterable[Any] = chain.from_iterable(result.partitions(_PARTITION))
    for row in rows:
        if row[0] != key:
            if head is not None:
                yield head[13], _span(head, tuple(pieces), names)
            key, head, pieces = row[0], row, []
        if row[10] is not None:  # a span without fragments is damage, for the caller to report
            pieces.append(Fragment(row[10], row[11], row[12]))
    if head is not None:
        yield head[13], _span(head, tuple(pieces), names)


def _span(row: Any, pieces: tuple[Fragment, ...], names: Names) -> Span:
    if row[3] not in names.annotators or row[4] not in names.labels:
        raise DamagedError(f"span {row[1]} refers to a label or an annotator that is missing")
    return Span(
        id=row[1],
        article=row[2],
        annotator=names.annotators[row[3]],
        label=names.labels[row[4]].id,
        fragments=pieces,
        attributes=from_json(row[5]),
        note=row[6],
        origin=row[7],
        created_at=row[8],
        updated_at=row[9],
        flagged=bool(row[14]),
    )


_source = schema.spans.alias("source_span")
_target = schema.spans.alias("target_span")

LINKS: Select[Any] = (
    select(
        schema.links.c.id,
        schema.links.c.type,
        _source.c.id.label("source_id"),
        _target.c.id.label("target_id"),
        _source.c.article.label("article"),
        _source.c.annotator.label("annotator"),
    )
    .join_from(schema.links, _source, schema.links.c.source == _source.c.key)
    .join(_target, schema.links.c.target == _target.c.key)
    .order_by(schema.links.c.key)
)


def links_where(connection: Connection, condition: Any) -> list[Link]:
    """Return the links that fulfil an SQL condition."""
    return [to_link(row) for row in connection.execute(LINKS.where(condition))]


def links_at(connection: Connection, span_ids: Iterable[str]) -> list[Link]:
    """Return the links that begin or end at any of the spans, each once."""
    found: dict[str, Link] = {}
    for some in chunks(span_ids):
        for link in links_where(connection, _source.c.id.in_(some) | _target.c.id.in_(some)):
            found[link.id] = link
    return list(found.values())


def links_of_article(connection: Connection, article_key: int, annotator_key: int) -> list[Link]:
    """Return one annotator's links that begin or end in an article."""
    here = (_source.c.article == article_key) | (_target.c.article == article_key)
    return links_where(connection, here & (_source.c.annotator == annotator_key))


def links_from_articles(connection: Connection, low: int, high: int) -> list[Row[Any]]:
    """Return the rows of links that begin in the articles with keys ``low`` to ``high``."""
    return list(connection.execute(LINKS.where(_source.c.article.between(low, high))))


def to_link(row: Row[Any]) -> Link:
    """Return a row of ``LINKS`` as a record."""
    return Link(id=row.id, type=row.type, source=row.source_id, target=row.target_id)


def links_by_id(connection: Connection, ids: Iterable[str]) -> dict[str, Link]:
    """Return the links that exist among ``ids``."""
    found: dict[str, Link] = {}
    for some in chunks(ids):
        for link in links_where(connection, schema.links.c.id.in_(some)):
            found[link.id] = link
    return found


def article_keys(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    """Return the keys of the articles that exist among ``ids``."""
    table = schema.articles
    found: dict[str, int] = {}
    for some in chunks(set(ids)):
        statement = select(table.c.id, table.c.key).where(table.c.id.in_(some))
        found.update((row.id, row.key) for row in connection.execute(statement))
    return found


def status_of(
    connection: Connection, article_key: int, annotator_key: int, article: str, annotator: str
) -> ArticleStatus | None:
    """Return the stored status of an article for an annotator, None when there is none."""
    table = schema.statuses
    row = connection.execute(
        select(table.c.status, table.c.flagged, table.c.updated_at).where(
            table.c.article == article_key, table.c.annotator == annotator_key
        )
    ).first()
    if row is None:
        return None
    return ArticleStatus(
        article=article,
        annotator=annotator,
        status=Status(row.status),
        flagged=bool(row.flagged),
        updated_at=row.updated_at,
    )


def span_keys(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    """Return the keys of the spans that exist among ``ids``."""
    table = schema.spans
    found: dict[str, int] = {}
    for some in chunks(ids):
        statement = select(table.c.id, table.c.key).where(table.c.id.in_(some))
        found.update((row.id, row.key) for row in connection.execute(statement))
    return found
