"""From rows to records: reading spans and labels, and the keys of both."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVar

import msgspec
import orjson
from sqlalchemy import (
    BindParameter,
    Connection,
    CursorResult,
    Dialect,
    Result,
    Select,
    Table,
    bindparam,
    func,
    insert,
    select,
)

from annotator.annotation.records import (
    Attribute,
    Fragment,
    Label,
    Span,
    shorten,
)
from annotator.errors import DamagedError, ProjectError
from annotator.project.storage import checksums, schema
from annotator.project.storage.former_names import became
from annotator.text.naming import known_name
from annotator.words import Message, say

T = TypeVar("T")

IN_LIMIT = 500
"""How many values one IN list may hold: far below every database's limit."""

MANY = 100
"""Longer lists go to the driver as they are."""


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
        raise DamagedError(
            say("“{text}” is stored where a JSON object should be", text=shorten(text))
        )
    return value


def _list_of(kind: type[T], text: str, label: str) -> tuple[T, ...]:
    try:
        return tuple(msgspec.json.decode(text, type=list[kind]))  # type: ignore[valid-type]
    except msgspec.DecodeError as error:
        raise DamagedError(
            say("label {label} cannot be read ({why})", label=label, why=str(error))
        ) from error


# What every edit asks is put together once: SQLAlchemy takes longer to build a statement than
# SQLite to answer it.


@lru_cache(maxsize=64)
def _highest(table: Table) -> Select[Any]:
    return select(table.c.key).order_by(table.c.key.desc()).limit(1)


def look_up(
    connection: Connection, statement: Select[Any], values: Iterable[Any]
) -> Iterator[Result[Any]]:
    """Run a statement whose only parameter is an IN list, ``ids``, for many values in turn.

    Long lists go to the driver as they are, where it takes tuples: SQLAlchemy writes the statement
    anew for each list, which takes longer than the database does.
    """
    for some in chunks(values):
        if len(some) >= MANY and connection.dialect.positional:
            padded = (*some, *some[-1:] * (IN_LIMIT - len(some)))
            yield connection.exec_driver_sql(_in_full(statement, connection.dialect), padded)
        else:
            yield connection.execute(statement, {"ids": some})


@lru_cache(maxsize=64)
def _in_full(statement: Select[Any], dialect: Dialect) -> str:
    """Return the SQL of a statement with as many marks as an IN list may hold."""
    full = statement.params(ids=[""] * IN_LIMIT)
    return full.compile(dialect=dialect, compile_kwargs={"render_postcompile": True}).string


def insert_rows(connection: Connection, table: Table, rows: list[tuple[Any, ...]]) -> None:
    """Insert rows that have a value for each column, in the columns' order.

    They go to the driver as they are, where it takes tuples: SQLAlchemy takes each row apart
    again, which takes longer than the database does.
    """
    if connection.dialect.positional:
        connection.exec_driver_sql(_insertion(table, connection.dialect), rows)
    else:
        columns = table.columns.keys()
        connection.execute(insert(table), [dict(zip(columns, row, strict=True)) for row in rows])


@lru_cache(maxsize=64)
def _insertion(table: Table, dialect: Dialect) -> str:
    """Return the SQL that inserts a row with a value for each column."""
    return insert(table).compile(dialect=dialect, column_keys=table.columns.keys()).string


def next_key(connection: Connection, table: Table) -> int:
    """Return one more than the highest key in ``table``; sound only in a write transaction."""
    highest: int | None = connection.scalar(_highest(table))
    return (highest or 0) + 1


_LAST_EVENT = select(func.max(schema.change_events.c.key))


def last_event(connection: Connection) -> int:
    """Return the key of the last line of the audit trail, 0 where there is none."""
    return connection.scalar(_LAST_EVENT) or 0


_LABELS = select(schema.labels).order_by(schema.labels.c.position, schema.labels.c.key)
_ANNOTATORS = (
    select(
        schema.annotators.c.key,
        schema.annotators.c.name,
        schema.gold.c.annotator,
        schema.programs.c.annotator,
    )
    .outerjoin(schema.gold, schema.gold.c.annotator == schema.annotators.c.key)
    .outerjoin(schema.programs, schema.programs.c.annotator == schema.annotators.c.key)
    .order_by(schema.annotators.c.key)
)


@lru_cache(maxsize=1024)
def _label(stored: tuple[Any, ...]) -> Label:
    """Return the record of a row of ``_LABELS``; the same few are read with every edit."""
    row = dict(zip(schema.labels.c.keys(), stored, strict=True))
    return Label(
        id=row["id"],
        name=row["name"],
        letter=row["letter"],
        key=row["shortcut"],
        colour=row["colour"],
        line=row["line"],
        description=row["description"],
        guidelines=row["guidelines"],
        position=row["position"],
        unit=row["unit"],
        attributes=_list_of(Attribute, row["attributes"], row["id"]),
        links=_list_of(str, row["links"], row["id"]),
        required_links=_list_of(str, row["required_links"], row["id"]),
    )


class Names:
    """The small tables that spans refer to, id or name to key and back, within one unit of work.

    Attributes:
        gold: keys of the annotators who are gold; an edit that makes one adds it.
        programs: keys of the annotators who are programs.
        articles: keys of articles by id, of those that were asked for so far.

    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.labels: dict[int, Label] = {
            row.key: _label(tuple(row)) for row in connection.execute(_LABELS)
        }
        self.label_keys = {label.id: key for key, label in self.labels.items()}
        self.annotators: dict[int, str] = {}
        self.gold: set[int] = set()
        self.programs: set[int] = set()
        self.articles: dict[str, int] = {}
        for key, name, gold, program in connection.execute(_ANNOTATORS):
            self.annotators[key] = name
            if gold is not None:
                self.gold.add(gold)
            if program is not None:
                self.programs.add(program)
        self.annotator_keys = {name: key for key, name in self.annotators.items()}

    def person(self, name: str) -> str:
        """Return the annotator whom a name means: see ``text.naming.known_name``.

        Who was renamed is meant by the former name, too, unless somebody else has it.
        """
        if name in self.annotator_keys:
            return name
        here = known_name(name, self.annotator_keys)
        return (
            here
            if here in self.annotator_keys
            else became(self._connection, here, sha256(here), self.annotator_keys)
        )

    def people(self, names: Iterable[str]) -> list[int]:
        """Return the keys of annotators by their names; raises ProjectError for nobody's."""
        found: dict[int, None] = {}
        for name in names:
            there = self.person(name)
            if there not in self.annotator_keys:
                known = tuple(self.annotator_keys) or say("nobody yet")
                raise ProjectError(
                    say("there is no annotator {name}; there are: {known}", name=name, known=known)
                )
            found[self.annotator_keys[there]] = None
        return list(found)

    def label_called(self, name: str) -> str:
        """Return the name of the label that a name means, or the name that a new one gets."""
        return known_name(name, (label.name for label in self.labels.values()))


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
    schema.spans.c.crc,
)

Damaged = Callable[[Span], None]
"""Is given a span whose checksum does not fit, which is left out then; may raise."""

_PARTITION = 1000
"""How many rows are fetched at once: one at a time takes several times as long."""

_SPANS = (
    select(*_SPAN_COLUMNS)
    .join_from(schema.spans, schema.articles, schema.spans.c.article == schema.articles.c.key)
    .outerjoin(schema.fragments, schema.fragments.c.span == schema.spans.c.key)
    .order_by(schema.spans.c.key, schema.fragments.c.number)
)
_first = schema.fragments.alias("first_fragment")
_SPANS_OF_ARTICLE = _SPANS.where(
    schema.spans.c.article == bindparam("article"),
    schema.spans.c.annotator == bindparam("annotator"),
)
_SPANS_BY_ID = _SPANS.where(schema.spans.c.id.in_(bindparam("ids", expanding=True)))


def spans_of_article(
    connection: Connection,
    names: Names,
    article_key: int,
    annotator_key: int,
    damaged: Damaged | None = None,
) -> list[Span]:
    """Return one annotator's spans of one article, in the order in which they were stored."""
    parameters = {"article": article_key, "annotator": annotator_key}
    result = connection.execute(_SPANS_OF_ARTICLE, parameters)
    return [span for _, span in _keyed_spans(result, names, damaged)]


def spans_by_id(
    connection: Connection, names: Names, ids: Iterable[str], damaged: Damaged | None = None
) -> dict[str, Span]:
    """Return the spans that exist among ``ids``."""
    found: dict[str, Span] = {}
    for result in look_up(connection, _SPANS_BY_ID, ids):
        found.update((span.id, span) for _, span in _keyed_spans(result, names, damaged))
    return found


_BEGINNING_AS = _SPANS.where(
    schema.spans.c.article == bindparam("article"),
    schema.spans.c.annotator == bindparam("annotator"),
    schema.spans.c.label == bindparam("label"),
    select(_first.c.span)
    .where(
        _first.c.span == schema.spans.c.key,
        _first.c.number == 0,
        _first.c.start == bindparam("start"),
    )
    .exists(),
)


def spans_beginning_as(connection: Connection, names: Names, span: Span) -> list[Span]:
    """Return the spans of a span's article, annotator and label that begin where it does."""
    of = {
        "article": article_keys(connection, [span.article])[span.article],
        "annotator": names.annotator_keys[span.annotator],
        "label": names.label_keys[span.label],
        "start": span.start,
    }
    return [span for _, span in _keyed_spans(connection.execute(_BEGINNING_AS, of), names, refuse)]


def starts_of_alike(connection: Connection, names: Names, span: Span) -> Iterator[tuple[str, int]]:
    """Yield id and start of all spans of a span's article, annotator and label, in one question."""
    spans = schema.spans.c
    found = connection.execute(
        select(spans.id, _first.c.start)
        .join_from(schema.spans, _first, _first.c.span == spans.key)
        .where(
            _first.c.number == 0,
            spans.article == article_keys(connection, [span.article])[span.article],
            spans.annotator == names.annotator_keys[span.annotator],
            spans.label == names.label_keys[span.label],
        )
    )
    yield from ((row[0], row[1]) for row in found)


def spans_matching(
    connection: Connection, names: Names, condition: Any, damaged: Damaged | None = None
) -> Iterator[tuple[int, Span]]:
    """Yield ``(article key, span)`` of all spans that fulfil an SQL condition."""
    return _keyed_spans(connection.execute(_SPANS.where(condition)), names, damaged)


def damage_of(span: Span) -> Message:
    """Return what is said of a span whose checksum does not fit."""
    return say(
        "span {span} “{text}”: {why}",
        span=span.id,
        text=shorten(span.text) if span.fragments else "",
        why=checksums.WRONG,
    )


def refuse(span: Span) -> None:
    """Refuse a span whose checksum does not fit; raises DamagedError."""
    raise DamagedError(
        say(
            "article {article}, {annotator}: {what}",
            article=span.article,
            annotator=span.annotator,
            what=damage_of(span),
        )
    )


def _keyed_spans(
    result: Result[Any], names: Names, damaged: Damaged | None
) -> Iterator[tuple[int, Span]]:
    """Yield spans from rows that are sorted by span, one row a fragment.

    A hundred thousand at once when a long article is opened: nothing is asked twice of a row, and
    the checksum, when there is one, is worked out in the same pass, spelt out as in ``of_span``.
    """
    annotators = names.annotators
    labels = {key: label.id for key, label in names.labels.items()}
    known: int | None = None
    span: Span | None = None
    further: list[Fragment] = []
    of, checksum, said = 0, None, ""

    def completed() -> Span | None:
        """Return the last span with all its fragments; None where it is not as it was stored."""
        assert span is not None
        whole = span
        if further:
            whole = msgspec.structs.replace(span, fragments=(*span.fragments, *further))
            further.clear()
        if checksum is not None and checksums.sum_of(said) != checksum:
            assert damaged is not None
            damaged(whole)
            return None
        return whole

    for row in plain_rows(result):
        (key, name, article, annotator, label, attributes, note, origin, created_at, updated_at,
         start, end, text, article_key, flagged, crc) = row  # fmt: skip
        if key == known:
            further.append(Fragment(start, end, text))
            said = f"{said}\x1f{start}\x1f{end}\x1f{text}"
            continue
        if span is not None and (done := completed()) is not None:
            yield of, done
        if annotator not in annotators or label not in labels:
            raise DamagedError(
                say("span {name} refers to a label or an annotator that is missing", name=name)
            )
        who, what = annotators[annotator], labels[label]
        known, of, checksum = key, article_key, None if damaged is None else crc
        if checksum is not None:
            told = checksums.NONE if note is None else note
            piece = f"\x1f{start}\x1f{end}\x1f{text}" if start is not None else ""
            said = (
                f"{name}\x1f{article}\x1f{who}\x1f{what}\x1f{attributes}\x1f{told}\x1f{flagged}"
                f"\x1f{origin}\x1f{created_at}\x1f{updated_at}{piece}"
            )
        span = Span(
            id=name,
            article=article,
            annotator=who,
            label=what,
            # One without fragments is damage, for the caller to report.
            fragments=(Fragment(start, end, text),) if start is not None else (),
            attributes={} if attributes == "{}" else from_json(attributes),
            note=note,
            origin=origin,
            created_at=created_at,
            updated_at=updated_at,
            flagged=flagged != 0,
        )
    if span is not None and (done := completed()) is not None:
        yield of, done


def plain_rows(result: Result[Any]) -> Iterator[tuple[Any, ...]]:
    """Yield rows as the driver gives them: those of SQLAlchemy take longer than the query.

    SQLAlchemy fetches them: what the driver raises at a page that cannot be read is a DBAPIError,
    as everywhere else. From the cursor itself it would pass by all that look for damage.
    """
    assert isinstance(result, CursorResult)
    with closing(result):
        while (cursor := result.cursor) is not None:
            yield from result.cursor_strategy.fetchmany(result, cursor, _PARTITION)


_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_ARTICLE_KEYS = select(schema.articles.c.id, schema.articles.c.key).where(
    schema.articles.c.id.in_(_IDS)
)
_SPAN_KEYS = select(schema.spans.c.id, schema.spans.c.key).where(schema.spans.c.id.in_(_IDS))


def article_keys(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    """Return the keys of the articles that exist among ``ids``."""
    return _keys(connection, _ARTICLE_KEYS, set(ids))


def known_article_keys(
    connection: Connection, names: Names, ids: Iterable[str]
) -> Mapping[str, int]:
    """Return the keys of articles as ``article_keys``, which asks for those only that are new.

    Others may be there, too. What removes articles has to read ``Names`` anew.
    """
    if missing := set(ids) - names.articles.keys():
        names.articles.update(article_keys(connection, missing))
    return names.articles


def span_keys(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    """Return the keys of the spans that exist among ``ids``."""
    return _keys(connection, _SPAN_KEYS, ids)


def _keys(connection: Connection, statement: Select[Any], ids: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for result in look_up(connection, statement, ids):
        rows: Iterable[Any] = result
        found.update((name, key) for name, key in rows)
    return found
