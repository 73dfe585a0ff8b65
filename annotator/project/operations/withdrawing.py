"""Taking rows out of the tables with all that hangs on them, to be put back as they were.

What is taken out leaves no trace for merging: no stamp of a removal is written, and the stamps of
its records go with it (decision 0017). So a pack that comes in later finds it unknown, not removed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import msgspec
import orjson
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Dialect,
    Table,
    bindparam,
    delete,
    select,
    update,
)

from annotator.progress import tell
from annotator.project.records import versions
from annotator.project.records.images import Piece
from annotator.project.records.kinds.kind import Kind
from annotator.project.records.kinds.table import SUGGESTIONS, VERSIONED
from annotator.project.storage import schema
from annotator.project.storage.query_records import ChangeState
from annotator.project.storage.rows import IN_LIMIT, MANY, Names, chunks, look_up

_ROWS = 200
"""So many rows stand in one piece."""

_APART = (schema.spans, schema.suggestions, schema.changes)
_OF_ARTICLES = tuple(
    table for table in schema.metadata.sorted_tables if "article" in table.c and table not in _APART
)
"""What belongs to one article, beside spans and suggestions, with what is to come."""

_WITH_IDS = tuple(
    kind for kind in VERSIONED.values() if {"id", "article"} <= {*kind.table.c.keys()}
)
_NAMED_ALIKE = tuple(kind for kind in VERSIONED.values() if kind.is_named_alike)
"""Kinds whose identity begins with an annotator and, in a second line, what they are about."""

_PEOPLE = ("annotator", "by")
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)


class Roots(msgspec.Struct, kw_only=True):
    """The keys of what is to go; what hangs on it goes, too.

    Attributes:
        articles: with all work on them.
        spans: in other articles.
        links: between spans that stay.
        suggestions: for other articles.

    """

    articles: Sequence[int] = ()
    spans: Sequence[int] = ()
    links: Sequence[int] = ()
    suggestions: Sequence[int] = ()


class Withdrawal:
    """Reads, then removes, what some roots stand for.

    Args:
        connection: inside a write transaction.
        names: labels and annotators.
        roots: what is to go.

    """

    def __init__(self, connection: Connection, names: Names, roots: Roots) -> None:
        self._connection = connection
        self._names = names
        self._roots = roots
        self._articles = self._ids(schema.articles, roots.articles)
        self._others: dict[int, str] = {}  # articles that stay, some of whose spans go
        self._spans: dict[int, str] = {}
        self._suggestions: dict[int, str] = {}
        self._links: dict[int, str] = {}
        self._ids_gone: dict[str, set[str]] = defaultdict(set)  # by table
        self._people: set[int] = set()
        self._done = 0

    @property
    def articles(self) -> list[str]:
        """Ids of the articles that go."""
        return list(self._articles.values())

    def pieces(self) -> Iterator[Piece]:
        """Yield all rows that go, in an order in which they can come back."""
        yield from self._article_rows()
        yield from self._span_rows()
        yield from self._link_rows()
        yield from self._suggestion_rows()
        yield from self._change_rows()
        if versions.is_known(self._connection):
            yield from self._version_rows()
        yield from self._conflict_rows()
        yield from self._people_rows()

    def remove(self) -> None:
        """Remove them; all pieces have been read."""
        changes = schema.changes
        held = (ChangeState.DONE.value, ChangeState.UNDONE.value)
        for some in chunks(self._articles):
            self._connection.execute(
                update(changes)
                .where(changes.c.article.in_(some), changes.c.state.in_(held))
                .values(state=ChangeState.PASSED.value)
            )
        for table, keys in (
            (schema.links, self._links),
            (schema.spans, self._spans),
            (schema.suggestions, self._suggestions),
            (schema.articles, self._articles),
        ):
            begun = self._done
            for done in _delete(self._connection, table.c.key, keys):
                self._tell(begun + done)

    def _tell(self, done: int) -> None:
        """Tell how far it is: spans are read, their fragments and links, and removed."""
        self._done = done
        total = 5 * len(self._spans) + (len(_OF_ARTICLES) + 3) * len(self._articles)
        tell(min(done, total), total)

    # -- rows ----------------------------------------------------------------------------------

    def _ids(self, table: Table, keys: Sequence[int]) -> dict[int, str]:
        found: dict[int, str] = {}
        statement = select(table.c.key, table.c.id).where(table.c.key.in_(_IDS))
        for result in look_up(self._connection, statement, sorted(keys)):
            rows: Iterable[Any] = result
            found.update((key, name) for key, name in rows)
        return found

    def _article_rows(self) -> Iterator[Piece]:
        articles = schema.articles
        yield from self._read(articles, articles.c.key, self._articles)
        for table in _OF_ARTICLES:
            yield from self._read(table, table.c.article, self._articles)

    def _span_rows(self) -> Iterator[Piece]:
        spans = schema.spans
        for keys, column in (
            (list(self._articles), spans.c.article),
            (self._roots.spans, spans.c.key),
        ):
            statement = select(spans.c.key, spans.c.id, spans.c.article).where(column.in_(_IDS))
            for result in look_up(self._connection, statement, keys):
                rows: Iterable[Any] = result
                for key, name, article in rows:
                    self._spans[key] = name
                    if article not in self._articles:
                        self._others[article] = ""
        self._others = self._ids(schema.articles, list(self._others))
        yield from self._read(spans, spans.c.key, self._spans)
        fragments = schema.fragments
        yield from self._read(fragments, fragments.c.span, self._spans)

    def _link_rows(self) -> Iterator[Piece]:
        links = schema.links
        ends: dict[int, str] = {}
        rows: dict[int, Any] = {}
        for keys, column in (
            (self._roots.links, links.c.key),
            (self._spans, links.c.source),
            (self._spans, links.c.target),
        ):
            statement = select(links).where(column.in_(_IDS))
            for some in chunks(keys):
                for found in look_up(self._connection, statement, some):
                    rows.update((row.key, row) for row in found)
                self._tell(self._done + len(some))
        far = {end for row in rows.values() for end in (row.source, row.target)}
        ends = {**self._spans, **self._ids(schema.spans, list(far - self._spans.keys()))}
        self._links = {key: row.id for key, row in sorted(rows.items())}
        columns = ["id", "type", "source", "target", "import"]
        for some_keys in chunks(self._links, _ROWS):
            there = [rows[key] for key in some_keys]
            yield (
                links.name,
                columns,
                [
                    [row.id, row.type, ends[row.source], ends[row.target], row._mapping["import"]]
                    for row in there
                ],
            )

    def _suggestion_rows(self) -> Iterator[Piece]:
        table, answers = schema.suggestions, schema.suggestion_answers
        for keys, column in (
            (list(self._articles), table.c.article),
            (self._roots.suggestions, table.c.key),
        ):
            for some in chunks(keys):
                statement = select(table.c.key, table.c.id, table.c.article).where(column.in_(some))
                for key, name, article in self._connection.execute(statement):
                    self._suggestions[key] = name
                    if article not in self._articles:
                        self._others.setdefault(article, "")
        self._others = self._ids(schema.articles, list(self._others))
        yield from self._read(table, table.c.key, self._suggestions)
        yield from self._read(answers, answers.c.suggestion, self._suggestions)

    def _read(
        self, table: Table, column: ColumnElement[Any], keys: Iterable[int]
    ) -> Iterator[Piece]:
        """Yield the rows of a table whose column is one of some keys, references by id."""
        columns = [one.name for one in table.columns]
        known = {
            "label": {key: label.id for key, label in self._names.labels.items()},
            "span": self._spans,
            "suggestion": self._suggestions,
            "article": self._articles if not self._others else {**self._others, **self._articles},
            **dict.fromkeys(_PEOPLE, self._names.annotators),
        }
        places = [(place, known[name]) for place, name in enumerate(columns) if name in known]
        people = [place for place, name in enumerate(columns) if name in _PEOPLE]
        statement = select(table).where(column.in_(_IDS)).order_by(*table.primary_key)
        for result in look_up(self._connection, statement, keys):
            self._tell(self._done + IN_LIMIT)
            for few in result.partitions(_ROWS):
                rows = [list(row) for row in few]
                for place in people:
                    self._people.update(row[place] for row in rows)
                for place, ids in places:
                    for row in rows:
                        row[place] = ids[row[place]]
                if "id" in columns:
                    self._ids_gone[table.name].update(row[columns.index("id")] for row in rows)
                yield table.name, columns, rows

    def _people_rows(self) -> Iterator[Piece]:
        """Yield whoever is named, to be there when it comes back."""
        gold, programs = self._names.gold, self._names.programs
        rows = [
            [key, self._names.annotators[key], key in gold, key in programs]
            for key in sorted(self._people)
        ]
        yield "annotators", ["key", "name", "gold", "program"], rows

    # -- what speaks of them -------------------------------------------------------------------

    def _change_rows(self) -> Iterator[Piece]:
        """Yield which changes were about the articles, and whether they hold."""
        table = schema.changes
        for some in chunks(self._articles):
            statement = select(table.c.number, table.c.article, table.c.state).where(
                table.c.article.in_(some)
            )
            for few in self._connection.execute(statement).partitions(_ROWS):
                rows = [[number, self._articles[of], state] for number, of, state in few]
                yield "changes", ["number", "article", "state"], rows

    def _version_rows(self) -> Iterator[Piece]:
        """Yield the stamps of all that goes, and remove them."""
        wanted = {(version, one) for version, ids in self._ever().items() for one in ids}
        table = schema.versions
        for kind in _NAMED_ALIKE:
            of, version = self._about(kind), kind.version
            ids = self._connection.scalars(
                select(table.c.id).where(table.c.kind == version).distinct()
            )
            wanted.update((version, one) for one in ids if kind.about(one) in of)
        yield from take_versions(self._connection, wanted)

    def _about(self, kind: Kind[Any]) -> set[str]:
        """Return the articles, or suggestions, that go and records of a kind are about."""
        if SUGGESTIONS.field in kind.needs_records:
            return set(self._suggestions.values())
        return set(self._articles.values())

    def _ever(self) -> dict[str, set[str]]:
        """Return the ids of records that the articles ever had, by what ``versions`` calls them."""
        gone = set(self._articles.values())
        found = {kind.version: set(self._ids_gone[kind.table.name]) for kind in _WITH_IDS}
        ends: dict[str, tuple[str, str]] = {}
        for told in self._sides():
            for kind in _WITH_IDS:
                found[kind.version].update(
                    one["id"] for one in told.get(kind.field, ()) if one["article"] in gone
                )
            ends.update(
                (one["id"], (one["source"], one["target"])) for one in told.get("links", ())
            )
        spans = found[versions.SPAN]
        links = {link for link, both in ends.items() if not spans.isdisjoint(both)}
        return {**found, versions.LINK: links | set(self._links.values())}

    def _sides(self) -> Iterator[dict[str, Any]]:
        """Yield both sides of the changes about the articles, and of those about several."""
        if not self._articles:
            return
        table = schema.changes
        conditions = [table.c.article.in_(some) for some in chunks(self._articles)]
        for condition in (*conditions, table.c.article.is_(None)):
            statement = select(table.c.before, table.c.after).where(condition)
            for row in self._connection.execute(statement):
                yield from (orjson.loads(side) for side in row)

    def _conflict_rows(self) -> Iterator[Piece]:
        """Yield the conflicts about what goes, and remove them."""
        table = schema.conflicts
        ids = set(self._links.values())
        for kind in _WITH_IDS:
            ids |= self._ids_gone[kind.table.name]
        about = {kind.version: self._about(kind) for kind in _NAMED_ALIKE}
        rows = [
            row
            for row in self._connection.execute(select(table).order_by(table.c.key))
            if row.record in ids
            or row.other in ids
            or (row.kind in about and VERSIONED[row.kind].about(row.record) in about[row.kind])
        ]
        for some in chunks([row.key for row in rows]):
            self._connection.execute(delete(table).where(table.c.key.in_(some)))
        columns = [one.name for one in table.columns if one.name != "key"]
        yield table.name, columns, [[row._mapping[one] for one in columns] for row in rows]


def take_versions(connection: Connection, wanted: set[tuple[str, str]]) -> Iterator[Piece]:
    """Yield the stamps of some records, by (kind, id), and remove them."""
    table = schema.versions
    columns = [one.name for one in table.columns]
    for kind in sorted({kind for kind, _ in wanted}):
        for some in chunks(sorted(name for of, name in wanted if of == kind)):
            here = (table.c.kind == kind) & table.c.id.in_(some)
            rows = [list(row) for row in connection.execute(select(table).where(here))]
            if rows:
                yield table.name, columns, rows
                connection.execute(delete(table).where(here))


def _delete(connection: Connection, column: Any, values: Iterable[Any]) -> Iterator[int]:
    """Delete the rows whose column is one of many values; yield how many values are done with.

    Long lists go to the driver as in ``look_up``.
    """
    done = 0
    for some in chunks(values):
        if len(some) >= MANY and connection.dialect.positional:
            padded = (*some, *some[-1:] * (IN_LIMIT - len(some)))
            connection.exec_driver_sql(_deletion(column, connection.dialect), padded)
        else:
            connection.execute(delete(column.table).where(column.in_(some)))
        done += len(some)
        yield done


@lru_cache(maxsize=64)
def _deletion(column: Any, dialect: Dialect) -> str:
    """Return the SQL of ``_delete`` with as many marks as an IN list may hold."""
    ids: BindParameter[Any] = bindparam("ids", [0] * IN_LIMIT, expanding=True)
    full = delete(column.table).where(column.in_(ids))
    return full.compile(dialect=dialect, compile_kwargs={"render_postcompile": True}).string
