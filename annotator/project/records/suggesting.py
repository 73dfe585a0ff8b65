"""Suggestions as they are stored, and what annotators answered to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, select

from annotator.annotation.records import (
    Answer,
    Answered,
    Partner,
    Suggestion,
)
from annotator.annotation.suggestion_checks import check_suggestion
from annotator.errors import DamagedError, OffsetError, RuleError
from annotator.project.storage import schema
from annotator.project.storage.rows import Names, chunks
from annotator.words import Message, say

_table = schema.suggestions
_answers = schema.suggestion_answers

T = TypeVar("T")
_RANGES = msgspec.json.Decoder(tuple[tuple[int, int], ...])
_ATTRIBUTES = msgspec.json.Decoder(dict[str, Any])
_PARTNERS = msgspec.json.Decoder(tuple[Partner, ...])


def suggestions_where(connection: Connection, names: Names, condition: Any) -> list[Suggestion]:
    """Return the suggestions that fulfil an SQL condition, in the order of their articles."""
    statement = (
        select(_table, schema.articles.c.id.label("of"))
        .join(schema.articles, schema.articles.c.key == _table.c.article)
        .where(condition)
        .order_by(_table.c.article, _table.c.start, _table.c.key)
    )
    return [
        Suggestion(
            id=row.id,
            article=row.of,
            label=names.labels[row.label].id,
            start=row.start,
            end=row.end,
            text=row.text,
            score=row.score,
            origin=row.origin,
            fragments=_beside(row, "fragments", _RANGES),
            attributes=_beside(row, "attributes", _ATTRIBUTES),
            partners=_beside(row, "partners", _PARTNERS),
        )
        for row in connection.execute(statement)
    ]


def _beside(row: Any, column: str, decoder: msgspec.json.Decoder[T]) -> T:
    """Return what a suggestion says beside its range.

    Raises:
        DamagedError: it is not what is stored there.

    """
    try:
        return decoder.decode(getattr(row, column))
    except msgspec.DecodeError as error:
        raise DamagedError(
            say("suggestion {id} cannot be read ({why})", id=row.id, why=str(error))
        ) from error


def open_suggestions(
    connection: Connection, names: Names, article_key: int, annotator_key: int, text: str
) -> tuple[list[Suggestion], list[Message]]:
    """Return what an annotator has not answered yet in an article, and what is damaged.

    An answer is about article, label and place, whoever proposed it: of several programs that
    propose the same the surest is returned, and none once one of them was answered. What was
    worked out for one annotator is stored with their answer only, and never shown to another.
    Whether the annotator is shown any in the article is for the caller to ask.
    """
    mine = select(_answers.c.suggestion).where(_answers.c.annotator == annotator_key)
    here = _table.c.article == article_key
    answered = {
        one.place for one in suggestions_where(connection, names, here & _table.c.key.in_(mine))
    }
    good: dict[Any, Suggestion] = {}
    damaged: list[Message] = []
    for one in suggestions_where(connection, names, here & _table.c.key.not_in(mine)):
        if one.place in answered or one.is_for_one:
            continue
        try:
            check_suggestion(one, text)
        except (OffsetError, RuleError) as error:
            damaged.append(error.message)
        else:
            there = good.get(one.place)
            if there is None or one.score > there.score:
                good[one.place] = one
    return sorted(good.values(), key=lambda one: (one.start, one.end)), damaged


def suggestions_by_id(
    connection: Connection, names: Names, ids: Iterable[str]
) -> dict[str, Suggestion]:
    """Return the suggestions that exist among ``ids``."""
    found: dict[str, Suggestion] = {}
    for some in chunks(ids):
        for one in suggestions_where(connection, names, _table.c.id.in_(some)):
            found[one.id] = one
    return found


def answers_to(connection: Connection, names: Names, suggestions: Iterable[str]) -> list[Answer]:
    """Return what all annotators have answered to suggestions (ids)."""
    found: list[Answer] = []
    for some in chunks(suggestions):
        statement = (
            select(_table.c.id, _answers.c.annotator, _answers.c.answer, _answers.c.at)
            .join_from(_answers, _table, _table.c.key == _answers.c.suggestion)
            .where(_table.c.id.in_(some))
            .order_by(_answers.c.suggestion, _answers.c.annotator)
        )
        found += [
            Answer(
                suggestion=row[0],
                annotator=names.annotators[row[1]],
                answer=Answered(row[2]),
                at=row[3],
            )
            for row in connection.execute(statement)
        ]
    return found


def answered(connection: Connection, names: Names) -> list[tuple[Suggestion, Answer]]:
    """Return all suggestions that somebody has answered, labels by name, with each answer."""
    labels = {label.id: label.name for label in names.labels.values()}
    found = {
        one.id: msgspec.structs.replace(one, label=labels[one.label])
        for one in suggestions_where(
            connection, names, _table.c.key.in_(select(_answers.c.suggestion))
        )
    }
    return [(found[one.suggestion], one) for one in answers_to(connection, names, found)]


def places_in(
    connection: Connection, names: Names, articles: Iterable[str]
) -> set[tuple[str, str, tuple[tuple[int, int], ...]]]:
    """Return article, label (id) and fragments of all that is suggested in articles (ids)."""
    found = set()
    for some in chunks(articles):
        for one in suggestions_where(connection, names, schema.articles.c.id.in_(some)):
            found.add(one.place)
    return found


def refused_places(
    connection: Connection, names: Names, annotator_key: int
) -> dict[str, set[tuple[str, tuple[tuple[int, int], ...]]]]:
    """Return label (name) and fragments of what an annotator has rejected, by article id."""
    rejected = select(_answers.c.suggestion).where(
        _answers.c.annotator == annotator_key, _answers.c.answer == Answered.REJECTED.value
    )
    return _places(connection, names, _table.c.key.in_(rejected))


def answered_places(
    connection: Connection, names: Names, annotator_key: int, article: str
) -> set[tuple[str, tuple[tuple[int, int], ...]]]:
    """Return label (name) and fragments of what an annotator has answered in an article (id)."""
    mine = select(_answers.c.suggestion).where(_answers.c.annotator == annotator_key)
    here = _table.c.key.in_(mine) & (schema.articles.c.id == article)
    return _places(connection, names, here).get(article, set())


def _places(
    connection: Connection, names: Names, condition: Any
) -> dict[str, set[tuple[str, tuple[tuple[int, int], ...]]]]:
    labels = {label.id: label.name for label in names.labels.values()}
    found: dict[str, set[tuple[str, tuple[tuple[int, int], ...]]]] = {}
    for one in suggestions_where(connection, names, condition):
        found.setdefault(one.article, set()).add((labels[one.label], one.ranges))
    return found


def suggestion_keys(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    """Return the keys of the suggestions that exist among ``ids``."""
    found: dict[str, int] = {}
    for some in chunks(set(ids)):
        statement = select(_table.c.id, _table.c.key).where(_table.c.id.in_(some))
        found.update((row.id, row.key) for row in connection.execute(statement))
    return found


def check(
    connection: Connection, names: Names, texts: Mapping[int, str]
) -> Iterator[tuple[str, Message]]:
    """Yield ``(where, what)`` of what is wrong with suggestions of articles, texts by key."""
    condition = _table.c.article.between(min(texts), max(texts))
    known = _table.c.label.in_(select(schema.labels.c.key))
    ids = {row.id: row.key for row in connection.execute(_articles_between(texts))}
    for one in suggestions_where(connection, names, condition & known):
        try:
            check_suggestion(one, texts[ids[one.article]])
        except (OffsetError, RuleError) as error:
            yield f"article {one.article}", error.message


def _articles_between(texts: Mapping[int, str]) -> Any:
    table = schema.articles
    return select(table.c.id, table.c.key).where(table.c.key.between(min(texts), max(texts)))
