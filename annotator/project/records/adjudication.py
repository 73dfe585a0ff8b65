"""Gold and decisions as they are stored, and all annotators' work on one article side by side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, select

from annotator.annotation.adjudication.decisions import Difference, differences
from annotator.annotation.records import (
    GOLD,
    Article,
    ArticleStatus,
    ArticleValue,
    Decision,
    Settled,
    Span,
    Status,
    check_fragments,
)
from annotator.errors import DamagedError, OffsetError, ProjectError, RuleError
from annotator.project.records.article_values import in_order, values_of_article
from annotator.project.storage import link_rows, rows, schema
from annotator.project.storage.query_records import Comparison, Work
from annotator.project.storage.rows import Names, chunks, last_event, next_key
from annotator.words import Message, say

_table = schema.decisions
_GOLD = select(schema.gold.c.annotator)


def gold_keys(connection: Connection) -> set[int]:
    """Return the keys of the annotators who are gold."""
    return set(connection.scalars(_GOLD))


def gold_of(connection: Connection, names: Names) -> str | None:
    """Return the name of the gold annotator, None when nothing was settled yet."""
    keys = gold_keys(connection)
    return names.annotators[min(keys)] if keys else None


def gold_name(connection: Connection, names: Names) -> str:
    """Return the gold annotator's name, or a free one that it will get."""
    there = gold_of(connection, names)
    if there is not None:
        return there
    name, number = GOLD, 1
    while name in names.annotator_keys:
        name = f"{GOLD} (settled)" if number == 1 else f"{GOLD} (settled {number})"
        number += 1
    return name


def add_gold(connection: Connection, names: Names, name: str) -> None:
    """Make the gold annotator, unless there is one."""
    if name in names.annotator_keys:
        return
    key = next_key(connection, schema.annotators)
    connection.execute(insert(schema.annotators).values(key=key, name=name))
    connection.execute(insert(schema.gold).values(annotator=key))
    names.annotator_keys[name] = key
    names.annotators[key] = name
    names.gold.add(key)


def people(connection: Connection, names: Names) -> dict[int, str]:
    """Return key and name of all people, in the order in which they joined.

    Gold is nobody, and neither are programs.
    """
    nobody = gold_keys(connection) | names.programs
    return {key: name for key, name in names.annotators.items() if key not in nobody}


def add_program(connection: Connection, names: Names, name: str) -> None:
    """Mark an annotator, who is there, as a program."""
    key = names.annotator_keys[name]
    if key not in names.programs:
        connection.execute(insert(schema.programs).values(annotator=key))
        names.programs.add(key)


def note_program(connection: Connection, names: Names, name: str, new: Iterable[str]) -> None:
    """Mark an annotator as a program where that is not known.

    Raises:
        RuleError: it was not among the new ones: a person has the name.

    """
    if names.annotator_keys[name] in names.programs:
        return
    if name not in new:
        raise RuleError(say("{name} is somebody’s name and cannot be a program’s", name=name))
    add_program(connection, names, name)


def decisions_where(connection: Connection, condition: Any) -> list[Decision]:
    """Return the decisions that fulfil an SQL condition, the oldest first."""
    statement = (
        select(_table, schema.articles.c.id.label("of"), schema.annotators.c.name)
        .join(schema.articles, schema.articles.c.key == _table.c.article)
        .join(schema.annotators, schema.annotators.c.key == _table.c.by)
        .where(condition)
        .order_by(_table.c.at, _table.c.start, _table.c.end, _table.c.key)
    )
    return [_decision(row) for row in connection.execute(statement)]


def _decision(row: Any) -> Decision:
    try:
        accepted = msgspec.json.decode(row.accepted, type=tuple[str, ...])
        gold = msgspec.json.decode(row.gold, type=tuple[str, ...])
    except msgspec.DecodeError as error:
        raise DamagedError(
            say("decision {id} cannot be read ({why})", id=row.id, why=str(error))
        ) from error
    return Decision(
        id=row.id,
        article=row.of,
        start=row.start,
        end=row.end,
        by=row.name,
        verdict=Settled(row.verdict),
        reason=row.reason,
        accepted=accepted,
        gold=gold,
        at=row.at,
    )


def decisions_of_article(connection: Connection, article_key: int) -> list[Decision]:
    """Return the decisions on an article, the oldest first."""
    return decisions_where(connection, _table.c.article == article_key)


def decisions_by_id(connection: Connection, ids: Iterable[str]) -> dict[str, Decision]:
    """Return the decisions that exist among ``ids``."""
    found: dict[str, Decision] = {}
    for some in chunks(ids):
        found.update((one.id, one) for one in decisions_where(connection, _table.c.id.in_(some)))
    return found


def statuses_of_article(
    connection: Connection, names: Names, article_key: int, article: str
) -> dict[str, ArticleStatus]:
    """Return the status rows of an article by annotator, in the order in which they joined."""
    table = schema.statuses
    statement = select(table).where(table.c.article == article_key).order_by(table.c.annotator)
    return {
        names.annotators[row.annotator]: ArticleStatus(
            article=article,
            annotator=names.annotators[row.annotator],
            status=Status(row.status),
            flagged=bool(row.flagged),
            updated_at=row.updated_at,
        )
        for row in connection.execute(statement)
        if row.annotator not in names.programs
    }


def spans_in(
    connection: Connection,
    names: Names,
    article_key: int,
    damaged: rows.Damaged | None = rows.refuse,
) -> list[Span]:
    """Return the spans in an article, of all people and gold."""
    condition = schema.spans.c.article == article_key
    programs = {names.annotators[key] for key in names.programs}
    found = rows.spans_matching(connection, names, condition, damaged)
    return [span for _, span in found if span.annotator not in programs]


def comparison(
    connection: Connection,
    names: Names,
    found: tuple[int, str, Article],
    viewer: str | None,
) -> Comparison:
    """Return all annotators' work on one article, gold and decisions; see ``Comparison``."""
    key, _, article = found
    statuses = statuses_of_article(connection, names, key, article.id)
    spans: dict[str, list[Span]] = {}
    damaged: list[Message] = []

    def on_damaged(span: Span) -> None:
        damaged.append(rows.damage_of(span))

    for span in spans_in(connection, names, key, on_damaged):
        try:
            check_fragments(span, article.text)
        except OffsetError as error:
            damaged.append(error.message)
        else:
            spans.setdefault(span.annotator, []).append(span)
    said: dict[str, list[ArticleValue]] = {}
    for value in values_of_article(connection, names, key):
        said.setdefault(value.annotator, []).append(value)
    gold = gold_of(connection, names)
    works: dict[str, Work] = {}
    for by, name in names.annotators.items():
        if by in names.programs:
            continue
        status = statuses.get(name)
        new = status is None or status.status is Status.NEW
        if name not in spans and name not in said and new:
            continue
        works[name] = Work(
            annotator=name,
            status=status.status if status is not None else Status.NEW,
            flagged=status is not None and status.flagged,
            spans=tuple(spans.get(name, ())),
            links=tuple(link_rows.links_of_article(connection, key, by)),
            values=tuple(in_order(said.get(name, ()), names)),
        )
    hidden: list[str] = []
    if viewer is not None:
        hidden = [name for name in works if not _may_see(works, viewer, name)]
    sees_gold = gold is not None and gold not in hidden
    if viewer is not None and gold is not None and gold not in works:
        sees_gold = _is_done(works, viewer)
    return Comparison(
        key=key,
        article=article,
        annotators=tuple(
            work for name, work in works.items() if name != gold and name not in hidden
        ),
        gold=works.get(gold) if gold is not None and sees_gold else None,
        decisions=tuple(decisions_of_article(connection, key)) if sees_gold else (),
        hidden=tuple(name for name in hidden if name != gold),
        damaged=tuple(damaged) if not hidden else (),
        labels=tuple(names.labels.values()),
        gold_name=gold,
        event=last_event(connection),
    )


def _is_done(works: dict[str, Work], name: str) -> bool:
    return name in works and works[name].status is Status.DONE


def _may_see(works: dict[str, Work], viewer: str, name: str) -> bool:
    """Tell whether the viewer may see this one's work: their own, or when both are done."""
    return name == viewer or (_is_done(works, viewer) and _is_done(works, name))


def difference(
    connection: Connection, names: Names, annotator: str, article_key: int
) -> list[Difference]:
    """Return how an annotator's spans of an article differ from gold.

    Raises:
        ProjectError: there is no such annotator.
        RuleError: they are not done with the article, or it is not settled yet.

    """
    by = names.annotator_keys.get(annotator)
    if by is None:
        raise ProjectError(say("there is no annotator {name}", name=annotator))
    gold = gold_of(connection, names)
    statuses = statuses_of_article(connection, names, article_key, "")
    row = statuses.get(annotator)
    if row is None or row.status is not Status.DONE:
        raise RuleError(say("{annotator} is not done with this article", annotator=annotator))
    settled = statuses.get(gold) if gold is not None else None
    if gold is None or settled is None or settled.status is not Status.DONE:
        raise RuleError(say("this article is not settled yet"))
    return differences(
        rows.spans_of_article(connection, names, article_key, by, rows.refuse),
        rows.spans_of_article(
            connection, names, article_key, names.annotator_keys[gold], rows.refuse
        ),
    )


def check(connection: Connection) -> list[tuple[str, Message]]:
    """Return ``(where, what)`` of what is wrong with decisions."""
    articles = schema.articles
    statement = (
        select(_table.c.id, articles.c.id, _table.c.accepted, _table.c.gold)
        .join_from(_table, articles, articles.c.key == _table.c.article)
        .where(_table.c.end > articles.c.length)
    )
    wrong = [
        (
            f"article {row[1]}",
            say("decision {id}: its place is not inside the text", id=row[0]),
        )
        for row in connection.execute(statement)
    ]
    for row in connection.execute(select(_table.c.id, _table.c.accepted, _table.c.gold)):
        for told in (row[1], row[2]):
            try:
                msgspec.json.decode(told, type=tuple[str, ...])
            except msgspec.DecodeError as error:
                wrong.append(
                    (
                        "decisions",
                        say("decision {id} cannot be read ({why})", id=row[0], why=str(error)),
                    )
                )
    settled = connection.scalar(select(_table.c.key).where(_table.c.gold != "[]").limit(1))
    if settled is not None and not gold_keys(connection):
        wrong.append(("decisions", say("nobody is gold, although something was settled")))
    return wrong
