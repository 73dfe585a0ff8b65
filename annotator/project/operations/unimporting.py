"""Taking an import back when it is finished, and making it again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, select

from annotator.annotation.changes import identify
from annotator.annotation.records import ArticleStatus, ArticleValue
from annotator.errors import RuleError
from annotator.project.operations.putting_back import put_back
from annotator.project.operations.unused import unused_annotators, unused_labels
from annotator.project.operations.withdrawing import Roots, Withdrawal, take_versions
from annotator.project.records import history, images, stories, versions
from annotator.project.records.images import Piece
from annotator.project.records.kinds.table import ARTICLE_VALUES, STATUSES
from annotator.project.storage import link_rows, rows, schema
from annotator.project.storage.rows import Names, chunks
from annotator.project.writing import label_checks, stale_gold
from annotator.words import Message, say

ALREADY = say("it has been taken back already")


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """What is stored with an import beside its rows.

    Attributes:
        key: of the import.
        since: the first number that no change had when it began.
        stories: of articles (ids) that were there before: their story before and after.
        spans: ids of those that it added to articles that were there before.
        links: ids of all that it added.
        suggestions: ids, as ``spans``.
        statuses: article and annotator, as ``spans``.
        values: article, annotator and label (id), as ``spans``.
        widened: what labels allow since; those that came with it are not among them.
        gone: whether it is taken back, and its rows lie here.
        upto: the first number that no change had when it was taken back.

    """

    key: int
    since: int
    stories: dict[str, tuple[str, str]] = {}
    spans: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    statuses: tuple[tuple[str, str], ...] = ()
    values: tuple[tuple[str, str, str], ...] = ()
    widened: tuple[label_checks.Widened, ...] = ()
    gone: bool = False
    upto: int = 0


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """Names of the labels and annotators that an import added.

    Attributes:
        reopened: ids of the articles whose gold was finished before.

    """

    labels: tuple[str, ...] = ()
    annotators: tuple[str, ...] = ()
    reopened: tuple[str, ...] = ()


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

    Its articles go with all work on them. In articles that were there before, what is as it came
    and nobody uses goes.
    """
    told = told_of(row)
    if told.gone:
        raise RuleError(ALREADY)
    _turn_stories(connection, told, back=True)
    going = msgspec.structs.replace(told, gone=True, upto=history.next_number(connection))
    packed = images.pack(going, _pieces(connection, names, told))
    label_checks.narrow(connection, Names(connection), told.widened)
    stale_gold.finish_again(connection, made_by(connection, told.key).reopened)
    history.set_images(connection, row.number, packed)


def make_again(connection: Connection, names: Names, row: Row[Any]) -> None:
    """Bring in again what was taken out; see ``operations.Turn``."""
    told = told_of(row)
    if not told.gone:
        raise RuleError(say("it is there already"))
    watch = stale_gold.Watch(connection, names, made_by(connection, told.key).reopened)
    label_checks.widen_again(connection, names, told.widened)
    put_back(connection, row, told.upto)
    stale_gold.reopen(connection, watch)
    _turn_stories(connection, told, back=False)
    back = msgspec.structs.replace(told, gone=False, upto=0)
    history.set_images(connection, row.number, images.pack(back))


def why_not(connection: Connection, names: Names, row: Row[Any]) -> Message | None:
    """Return why an import cannot be taken back; see ``operations.WhyNot``."""
    del connection, names
    return ALREADY if told_of(row).gone else None


def articles_of(connection: Connection, import_key: int) -> list[int]:
    """Return the keys of the articles that an import brought in."""
    table = schema.articles
    statement = select(table.c.key).where(table.c["import"] == import_key).order_by(table.c.key)
    return list(connection.scalars(statement))


def added_beside(connection: Connection, import_key: int) -> dict[str, Any]:
    """Return what an import adds to articles that were there before, as ``Imported`` has it."""
    articles, links = schema.articles, schema.links

    def beside(table: Any, *columns: Any) -> Any:
        here = table.c["import"] == import_key
        return connection.execute(
            select(*columns)
            .select_from(table)
            .join(articles, articles.c.key == table.c.article)
            .where(here, articles.c["import"].is_distinct_from(import_key))
        )

    spans, suggestions, statuses = schema.spans, schema.suggestions, schema.statuses
    values = schema.article_values
    names = Names(connection)
    return {
        "spans": tuple(row.id for row in beside(spans, spans.c.id)),
        "suggestions": tuple(row.id for row in beside(suggestions, suggestions.c.id)),
        "statuses": tuple(
            (row.id, names.annotators[row.annotator])
            for row in beside(statuses, articles.c.id, statuses.c.annotator)
        ),
        "values": tuple(
            (row.id, names.annotators[row.annotator], names.labels[row.label].id)
            for row in beside(values, articles.c.id, values.c.annotator, values.c.label)
        ),
        "links": tuple(
            connection.scalars(select(links.c.id).where(links.c["import"] == import_key))
        ),
    }


def _pieces(connection: Connection, names: Names, told: Imported) -> Iterator[Piece]:
    """Yield all rows of an import, and remove them."""
    articles = articles_of(connection, told.key)
    spans = _unused_spans(connection, names, told, articles)
    roots = Roots(
        articles=articles,
        spans=list(rows.span_keys(connection, spans).values()),
        links=_keys(connection, schema.links, told.links),
        suggestions=_unanswered(connection, told, articles),
    )
    withdrawal = Withdrawal(connection, names, roots)
    yield from withdrawal.pieces()
    about = history.about_articles(connection, articles)
    withdrawal.remove()
    yield from _value_pieces(connection, names, told)
    yield from _status_pieces(connection, names, told)
    made = made_by(connection, told.key)
    labels = unused_labels(connection, names, made.labels, told.since, about)
    yield from _label_pieces(connection, names, labels)
    people = unused_annotators(connection, names, made.annotators)
    yield from _people_pieces(connection, names, people)


def _keys(connection: Connection, table: Any, ids: Iterable[str]) -> list[int]:
    found: list[int] = []
    for some in chunks(ids):
        found += connection.scalars(select(table.c.key).where(table.c.id.in_(some)))
    return found


def _unused_spans(
    connection: Connection, names: Names, told: Imported, articles: Sequence[int]
) -> list[str]:
    """Return the ids of the spans in other articles that are as they came, and that nobody uses."""
    found = rows.spans_by_id(connection, names, told.spans)
    decided = _decided_on(connection, {span.article for span in found.values()})
    linked = {
        end
        for link in link_rows.links_at(connection, found)
        if link.id not in told.links
        for end in (link.source, link.target)
    }
    known = versions.read(connection, {(versions.SPAN, one) for one in found})
    inside = set(_ids(connection, articles))
    return [
        name
        for name, span in found.items()
        if span.article not in inside
        and name not in decided
        and name not in linked
        and versions.is_as_created(known.get((versions.SPAN, name)), span)
    ]


def _ids(connection: Connection, articles: Iterable[int]) -> Iterator[str]:
    table = schema.articles
    for some in chunks(articles):
        yield from connection.scalars(select(table.c.id).where(table.c.key.in_(some)))


def _decided_on(connection: Connection, articles: Iterable[str]) -> set[str]:
    """Return the ids of spans that decisions on some articles (ids) speak of."""
    decisions = schema.decisions
    keys = rows.article_keys(connection, articles).values()
    found: set[str] = set()
    for some in chunks(keys):
        statement = select(decisions.c.accepted, decisions.c.gold).where(
            decisions.c.article.in_(some)
        )
        for row in connection.execute(statement):
            for told in row:
                found.update(msgspec.json.decode(told, type=list[str]))
    return found


def _unanswered(connection: Connection, told: Imported, articles: Sequence[int]) -> list[int]:
    """Return the keys of the suggestions for other articles that nobody has answered."""
    table, answers = schema.suggestions, schema.suggestion_answers
    inside = set(articles)
    found: list[int] = []
    for some in chunks(told.suggestions):
        answered = select(answers.c.suggestion).where(answers.c.suggestion == table.c.key)
        statement = select(table.c.key, table.c.article).where(
            table.c.id.in_(some), ~answered.exists()
        )
        found += [row.key for row in connection.execute(statement) if row.article not in inside]
    return found


def _value_pieces(connection: Connection, names: Names, told: Imported) -> Iterator[Piece]:
    """Yield what is said of other articles as it came; it is removed."""
    table = schema.article_values
    columns = [one.name for one in table.columns]
    wanted = [
        ArticleValue(article=article, annotator=annotator, label=label, value=None)
        for article, annotator, label in told.values
        if annotator in names.annotator_keys and label in names.label_keys
    ]
    there = ARTICLE_VALUES.read(connection, names, wanted)
    known = versions.read(connection, {(versions.VALUE, one) for one in there})
    keys = rows.article_keys(connection, {one.article for one in there.values()})
    for name, one in there.items():
        if not versions.is_as_created(known.get((versions.VALUE, name)), one):
            continue
        here = (
            (table.c.article == keys[one.article])
            & (table.c.annotator == names.annotator_keys[one.annotator])
            & (table.c.label == names.label_keys[one.label])
        )
        row = connection.execute(select(table).where(here)).mappings().one()
        stored = {**row, "annotator": one.annotator, "article": one.article, "label": one.label}
        yield table.name, columns, [[stored[column] for column in columns]]
        yield from take_versions(connection, {(versions.VALUE, name)})
        connection.execute(delete(table).where(here))


def _status_pieces(connection: Connection, names: Names, told: Imported) -> Iterator[Piece]:
    """Yield the statuses in other articles that are as they came, of those without work there.

    They are removed.
    """
    table, work = schema.statuses, (schema.spans, schema.article_values)
    keys = rows.article_keys(connection, {article for article, _ in told.statuses})
    ids = {(versions.STATUS, f"{annotator}\n{article}") for article, annotator in told.statuses}
    known = versions.read(connection, ids)
    columns = [one.name for one in table.columns]
    for article, annotator in told.statuses:
        key, by = keys.get(article), names.annotator_keys.get(annotator)
        if key is None or by is None:
            continue
        here = (table.c.article == key) & (table.c.annotator == by)
        row = connection.execute(select(table).where(here)).mappings().first()
        if row is None:
            continue
        wanted = ArticleStatus(article=article, annotator=annotator)
        name = (versions.STATUS, identify(wanted))
        status = STATUSES.read(connection, names, [wanted]).get(identify(wanted))
        left = (
            select(one.c.article).where(one.c.article == key, one.c.annotator == by).limit(1)
            for one in work
        )
        if not versions.is_as_created(known.get(name), status) or any(
            connection.scalar(one) is not None for one in left
        ):
            continue
        stored = {**row, "annotator": annotator, "article": article}
        yield table.name, columns, [[stored[one] for one in columns]]
        yield from take_versions(connection, {name})
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
        found = [[key, names.annotators[key], key in gold, key in names.programs] for key in some]
        yield table.name, ["key", "name", "gold", "program"], found
        connection.execute(delete(table).where(table.c.key.in_(some)))


def _turn_stories(connection: Connection, told: Imported, *, back: bool) -> None:
    """Give articles that were there before their story of before, or of after, the import."""
    now = stories.story_of(connection) if told.stories else {}
    from_, to = (1, 0) if back else (0, 1)
    stories.set_story(
        connection,
        {one: both[to] for one, both in told.stories.items() if now.get(one, "") == both[from_]},
    )
