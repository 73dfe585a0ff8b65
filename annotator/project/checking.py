"""The integrity of a project: database, texts, offsets, and what fragments cover."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, func, inspect, select
from sqlalchemy.exc import DBAPIError

from annotator.annotation.label_keys import holder
from annotator.annotation.records import Label, check_fragments
from annotator.errors import (
    DamagedError,
    NewerProjectError,
    NotAProjectError,
    NotSavedError,
    OffsetError,
)
from annotator.project import plausible
from annotator.project.door.failures import finding, is_damage
from annotator.project.reading.exporting import Careful
from annotator.project.records import (
    adjudication,
    choices,
    conflicts,
    history,
    suggesting,
    versions,
)
from annotator.project.storage import checksums, schema
from annotator.project.storage.query_records import Problem, Unread
from annotator.project.storage.rows import Names, from_json, sha256, spans_matching
from annotator.project.writing import label_checks
from annotator.text.naming import look_alikes
from annotator.words import Message, as_said, say

_CHUNK = 200
_MARKS = {"alembic_version", "info", "article_texts"}  # what tells a project on a server


def check_empty(connection: Connection) -> None:
    """Check that a database on a server holds nothing yet.

    Raises:
        NotSavedError: it holds a project, or tables of another program.

    """
    tables = set(inspect(connection).get_table_names())
    if tables >= _MARKS:
        raise NotSavedError(say("there is already a project in this database"))
    if tables:
        raise NotSavedError(
            say("the database holds tables of another program; expected one that is empty")
        )


def check_revision(connection: Connection) -> int:
    """Check that this version of the program knows the tables.

    The header of a file may lag behind what another program has just written.

    Returns:
        the revision, which may be an older one.

    Raises:
        NotAProjectError: the database holds no project.
        NewerProjectError: it was made by a newer version; it is left untouched.

    """
    if connection.dialect.name == "sqlite":
        revision = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    else:
        if not set(inspect(connection).get_table_names()) >= _MARKS:
            raise NotAProjectError(say("there is no Annotator project in this database"))
        stored = connection.exec_driver_sql("SELECT version_num FROM alembic_version")
        revision = int(stored.scalar_one())
    if revision > schema.REVISION:
        raise NewerProjectError(
            say(
                "made by a newer version of Annotator (format {revision}, this version"
                " knows {known}); it was left untouched",
                revision=revision,
                known=schema.REVISION,
            )
        )
    return revision


def check(
    connection: Connection, progress: Callable[[int, int], None] | None = None
) -> list[Problem]:
    """Return everything that is wrong, in a stable order.

    Args:
        connection: inside a read transaction.
        progress: called with articles checked and articles in all.

    """
    parts = (
        _check_names(connection),
        _check_keys(connection),
        _check_labels(connection),
        _told(plausible.check(connection)),
    )
    return [*damage(connection, progress), *_all_of(parts)]


def damage(
    connection: Connection, progress: Callable[[int, int], None] | None = None
) -> list[Problem]:
    """Return what contradicts itself; as ``check``, without what a person may have meant so."""
    parts: list[Iterator[Problem]] = [
        _check_database(connection),
        _check_articles(connection, progress),
        *(
            _told(one.check(connection))
            for one in (adjudication, history, conflicts, versions, choices)
        ),
        _check_gaps(connection),
        _told(checksums.check(connection)),
    ]
    return _all_of(parts)


def _all_of(parts: Iterable[Iterator[Problem]]) -> list[Problem]:
    """Return all problems once; what cannot be read is one, and the rest is looked at."""
    problems: dict[Problem, None] = {}
    for part in parts:
        try:
            problems.update(dict.fromkeys(part))
        except DBAPIError as error:
            if not is_damage(error):
                raise
            problems[Problem(where="database", what=as_said(_first_line(error.orig)))] = None
        except DamagedError as error:
            problems[Problem(where="database", what=error.reason)] = None
    return list(problems)


def _told(found: Iterable[tuple[str, Message]]) -> Iterator[Problem]:
    for where, what in found:
        yield Problem(where=where, what=what)


def _first_line(error: BaseException | None) -> str:
    return str(error).strip().partition("\n")[0]


def _check_database(connection: Connection) -> Iterator[Problem]:
    if connection.dialect.name != "sqlite":
        return
    for row in connection.exec_driver_sql("PRAGMA integrity_check(100)"):
        if row[0] != "ok":
            yield Problem(where="database", what=as_said(finding(row[0])))
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Problem(
            where="database",
            what=say(
                "row {row} of {table} refers to a missing row of {other}",
                row=str(row[1]),  # None in a table without rowids
                table=row[0],
                other=row[2],
            ),
        )


def _check_articles(
    connection: Connection, progress: Callable[[int, int], None] | None
) -> Iterator[Problem]:
    names = Names(connection)
    total = connection.scalar(select(func.count()).select_from(schema.articles)) or 0
    done, last = 0, 0
    while True:
        try:
            chunk = connection.execute(_CHECKED, {"after": last}).all()
            if not chunk:
                return
            yield from _check_chunk(connection, names, chunk)
            done, last = done + len(chunk), chunk[-1].key
        except DBAPIError as error:
            if not is_damage(error):
                raise
            yield Problem(where="database", what=as_said(_first_line(error.orig)))
            highest = yield from _check_one_by_one(connection, names, last + 1, last + _CHUNK)
            done, last = done + _CHUNK, last + _CHUNK
            if last >= highest:
                return
        if progress is not None:
            progress(min(done, total), total)


_CHECKED = (
    select(
        schema.articles.c.key,
        schema.articles.c.id,
        schema.articles.c.sha256,
        schema.articles.c.length,
        schema.articles.c.meta,
        schema.article_texts.c.text,
    )
    .outerjoin(schema.article_texts, schema.article_texts.c.article == schema.articles.c.key)
    .where(schema.articles.c.key > bindparam("after"))
    .order_by(schema.articles.c.key)
    .limit(_CHUNK)
)


def _check_chunk(connection: Connection, names: Names, chunk: Sequence[Any]) -> Iterator[Problem]:
    by_key = {row.key: row.text or "" for row in chunk}
    for row in chunk:
        for what in _check_article(row):
            yield Problem(where=f"article {row.id}", what=what)
    yield from _check_spans(connection, names, by_key)
    yield from _told(suggesting.check(connection, names, by_key))


def _check_one_by_one(
    connection: Connection, names: Names, low: int, high: int
) -> Generator[Problem, None, int]:
    """Look at articles one by one, past pages that cannot be read; return the highest key."""
    found: list[Unread] = []
    careful = Careful(connection, names, found.append)
    for _ in careful.articles(low, high):
        pass
    for unread in found:
        yield Problem(where=f"article {unread.article}", what=unread.what)
    return careful.highest()


def _check_gaps(connection: Connection) -> Iterator[Problem]:
    fragments = schema.fragments
    gaps = (
        select(schema.spans.c.id)
        .join_from(schema.spans, fragments, fragments.c.span == schema.spans.c.key)
        .group_by(schema.spans.c.id)
        .having(func.max(fragments.c.number) != func.count() - 1)
    )
    for row in connection.execute(gaps):
        yield Problem(where=f"span {row.id}", what=say("one of its fragments is missing"))


def _check_labels(connection: Connection) -> Iterator[Problem]:
    yield from _told(label_checks.check(connection, Names(connection)))


def _check_names(connection: Connection) -> Iterator[Problem]:
    """Two names that look alike are two people, or two labels, where one is meant."""
    names = Names(connection)
    for where, found in (
        ("annotators", names.annotators.values()),
        ("labels", [label.name for label in names.labels.values()]),
    ):
        for alike in look_alikes(found):
            shown = ", ".join(map(ascii, alike))
            yield Problem(where=where, what=say("these names look alike: {names}", names=shown))


def _check_keys(connection: Connection) -> Iterator[Problem]:
    """A key that means two labels, or begins another's, would tag with either."""
    seen: list[Label] = []
    for label in Names(connection).labels.values():
        other = holder(label.key, seen)
        if other is not None and other.key == label.key:
            what = say(
                "labels {other} and {label} have the same key {key}",
                other=other.name,
                label=label.name,
                key=label.key,
            )
            yield Problem(where="labels", what=what)
        elif other is not None:
            what = say(
                "the keys {first} of {other} and {key} of {label} begin alike",
                first=other.key,
                other=other.name,
                key=label.key,
                label=label.name,
            )
            yield Problem(where="labels", what=what)
        seen.append(label)


def _check_article(row: Any) -> Iterator[Message]:
    if row.text is None:
        yield say("its text is missing")
    elif sha256(row.text) != row.sha256:
        yield say("its text is not the one that was imported")
    elif len(row.text) != row.length:
        yield say("its stored length is wrong")
    try:
        from_json(row.meta)
    except DamagedError as error:
        yield error.reason


def _check_spans(
    connection: Connection, names: Names, texts: Mapping[int, str]
) -> Iterator[Problem]:
    """Check the spans of the articles in ``texts``; foreign keys are checked elsewhere."""
    spans = schema.spans.c
    here = (
        spans.article.between(min(texts), max(texts))
        & spans.label.in_(select(schema.labels.c.key))
        & spans.annotator.in_(select(schema.annotators.c.key))
    )
    try:
        for key, span in spans_matching(connection, names, here):
            try:
                check_fragments(span, texts[key])
            except OffsetError as error:
                yield Problem(where=f"article {span.article}, {span.annotator}", what=error.message)
    except DamagedError as error:
        yield Problem(where="spans", what=error.reason)
