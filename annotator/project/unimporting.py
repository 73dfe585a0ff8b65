"""Taking an import back when it is finished, and making it again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, select

from annotator.errors import RuleError
from annotator.project import history, images, schema, stories, versions
from annotator.project.images import Piece
from annotator.project.putting_back import put_back
from annotator.project.rows import Names, chunks
from annotator.project.unused import unused_annotators, unused_labels
from annotator.project.withdrawing import Roots, Withdrawal, take_versions

ALREADY = "it has been taken back already"


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """What is stored with an import beside its rows.

    Attributes:
        key: of the import.
        since: the first number that no change had when it began.
        stories: of articles (ids) that were there before: their story before and after.
        gone: whether it is taken back, and its rows lie here.
        upto: the first number that no change had when it was taken back.

    """

    key: int
    since: int
    stories: dict[str, tuple[str, str]] = {}
    gone: bool = False
    upto: int = 0


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """Names of the labels and annotators that an import added."""

    labels: tuple[str, ...] = ()
    annotators: tuple[str, ...] = ()


def made_by(connection: Connection, import_key: int) -> Made:
    """Return what labels and annotators an import added; nothing where that is not known."""
    statement = select(schema.imports.c.made).where(schema.imports.c.key == import_key)
    try:
        return msgspec.json.decode(connection.scalar(statement) or "{}", type=Made)
    except msgspec.DecodeError:
        return Made()


def told_of(row: Row[Any]) -> Imported:
    """Return what is stored with an import beside its rows."""
    return msgspec.convert(images.header(row), Imported)


def take_back(connection: Connection, names: Names, row: Row[Any]) -> None:
    """Take out all that an import brought in; see ``operations.Turn``.

    Its articles go with all work on them. In articles that were there before, what nobody has
    touched since goes.
    """
    told = told_of(row)
    if told.gone:
        raise RuleError(ALREADY)
    _turn_stories(connection, told, back=True)
    going = msgspec.structs.replace(told, gone=True, upto=history.next_number(connection))
    packed = images.pack(going, _pieces(connection, names, told))
    history.set_images(connection, row.number, packed)


def make_again(connection: Connection, names: Names, row: Row[Any]) -> None:
    """Bring in again what was taken out; see ``operations.Turn``."""
    del names
    told = told_of(row)
    if not told.gone:
        raise RuleError("it is there already")
    put_back(connection, row, told.upto)
    _turn_stories(connection, told, back=False)
    back = msgspec.structs.replace(told, gone=False, upto=0)
    history.set_images(connection, row.number, images.pack(back))


def why_not(connection: Connection, names: Names, row: Row[Any]) -> str | None:
    """Return why an import cannot be taken back; see ``operations.WhyNot``."""
    del connection, names
    return ALREADY if told_of(row).gone else None


def articles_of(connection: Connection, import_key: int) -> list[int]:
    """Return the keys of the articles that an import brought in."""
    table = schema.articles
    statement = select(table.c.key).where(table.c["import"] == import_key).order_by(table.c.key)
    return list(connection.scalars(statement))


def _pieces(connection: Connection, names: Names, told: Imported) -> Iterator[Piece]:
    """Yield all rows of an import, and remove them."""
    spans, suggestions = schema.spans, schema.suggestions
    articles = articles_of(connection, told.key)
    inside = select(schema.articles.c.key).where(schema.articles.c["import"] == told.key)
    outside = spans.c.article.not_in(inside)
    accepted = _decided_on(connection, told.key)
    found = connection.execute(
        select(spans.c.key, spans.c.id).where(spans.c["import"] == told.key, outside)
    )
    roots = Roots(
        articles=articles,
        spans=[row.key for row in found if row.id not in accepted],
        links=list(
            connection.scalars(
                select(schema.links.c.key).where(schema.links.c["import"] == told.key)
            )
        ),
        suggestions=list(
            connection.scalars(
                select(suggestions.c.key).where(
                    suggestions.c["import"] == told.key, suggestions.c.article.not_in(inside)
                )
            )
        ),
    )
    withdrawal = Withdrawal(connection, names, roots)
    yield from withdrawal.pieces()
    about = history.about_articles(connection, articles)
    withdrawal.remove()
    yield from _status_pieces(connection, names, told.key)
    made = made_by(connection, told.key)
    labels = unused_labels(connection, names, made.labels, told.since, about)
    yield from _label_pieces(connection, names, labels)
    people = unused_annotators(connection, names, made.annotators)
    yield from _people_pieces(connection, names, people)


def _decided_on(connection: Connection, import_key: int) -> set[str]:
    """Return the ids of spans that decisions in articles of an import's spans speak of."""
    spans, decisions = schema.spans, schema.decisions
    where = select(spans.c.article).where(spans.c["import"] == import_key)
    statement = select(decisions.c.accepted, decisions.c.gold).where(decisions.c.article.in_(where))
    return {
        one
        for row in connection.execute(statement)
        for told in row
        for one in msgspec.json.decode(told, type=list[str])
    }


def _status_pieces(connection: Connection, names: Names, import_key: int) -> Iterator[Piece]:
    """Yield the statuses in other articles, of those without a span there, and remove them."""
    table, spans, articles = schema.statuses, schema.spans, schema.articles
    left = select(spans.c.key).where(
        spans.c.article == table.c.article, spans.c.annotator == table.c.annotator
    )
    here = (table.c["import"] == import_key) & ~left.exists()
    columns = [one.name for one in table.columns]
    statement = select(table, articles.c.id.label("of")).join(
        articles, articles.c.key == table.c.article
    )
    rows = []
    for row in connection.execute(statement.where(here)).mappings():
        told = {**row, "annotator": names.annotators[row["annotator"]], "article": row["of"]}
        rows.append([told[one] for one in columns])
    for some in chunks(rows):
        yield table.name, columns, some
    wanted = {(versions.STATUS, f"{row[0]}\n{row[1]}") for row in rows}
    yield from take_versions(connection, wanted)
    connection.execute(delete(table).where(here))


def _label_pieces(connection: Connection, names: Names, keys: list[int]) -> Iterator[Piece]:
    table = schema.labels
    columns = [one.name for one in table.columns]
    for some in chunks(keys):
        found = connection.execute(select(table).where(table.c.key.in_(some)))
        yield table.name, columns, [list(row) for row in found]
        ids = {(versions.LABEL, names.labels[key].id) for key in some}
        yield from take_versions(connection, ids)
        connection.execute(delete(table).where(table.c.key.in_(some)))


def _people_pieces(connection: Connection, names: Names, keys: list[int]) -> Iterator[Piece]:
    table = schema.annotators
    gold = set(connection.scalars(select(schema.gold.c.annotator)))
    for some in chunks(keys):
        rows = [[key, names.annotators[key], key in gold] for key in some]
        yield table.name, ["key", "name", "gold"], rows
        connection.execute(delete(table).where(table.c.key.in_(some)))


def _turn_stories(connection: Connection, told: Imported, *, back: bool) -> None:
    """Give articles that were there before their story of before, or of after, the import."""
    now = stories.story_of(connection) if told.stories else {}
    from_, to = (1, 0) if back else (0, 1)
    stories.set_story(
        connection,
        {one: both[to] for one, both in told.stories.items() if now.get(one, "") == both[from_]},
    )
