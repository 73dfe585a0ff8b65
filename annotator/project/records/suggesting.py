"""Suggestions as they are stored, and what annotators answered to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from annotator.annotation.answering import suggestion_id
from annotator.annotation.changes import Step
from annotator.annotation.records import (
    Annotated,
    Answer,
    Answered,
    Suggestion,
    check_suggestion,
)
from annotator.errors import OffsetError, RuleError
from annotator.project.storage import checksums, schema
from annotator.project.storage.rows import Names, article_keys, chunks, next_key
from annotator.words import Message

_table = schema.suggestions
_answers = schema.suggestion_answers


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
        )
        for row in connection.execute(statement)
    ]


def open_suggestions(
    connection: Connection, names: Names, article_key: int, annotator_key: int, text: str
) -> tuple[list[Suggestion], list[Message]]:
    """Return what an annotator has not answered yet in an article, and what is damaged."""
    answered = select(_answers.c.suggestion).where(_answers.c.annotator == annotator_key)
    condition = (_table.c.article == article_key) & _table.c.key.not_in(answered)
    good, damaged = [], []
    for one in suggestions_where(connection, names, condition):
        try:
            check_suggestion(one, text)
        except (OffsetError, RuleError) as error:
            damaged.append(error.message)
        else:
            good.append(one)
    return good, damaged


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


def _keys(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in chunks(set(ids)):
        statement = select(_table.c.id, _table.c.key).where(_table.c.id.in_(some))
        found.update((row.id, row.key) for row in connection.execute(statement))
    return found


def write_suggestions(
    connection: Connection,
    names: Names,
    steps: Sequence[Step[Suggestion]],
    answers: Sequence[Step[Answer]],
) -> None:
    """Carry out what a delta does to suggestions and answers."""
    if not steps and not answers:
        return
    gone = [step.before for step in answers if step.before is not None]
    keys = _keys(connection, (one.suggestion for one in gone))
    here = (_answers.c.suggestion == bindparam("of")) & (_answers.c.annotator == bindparam("who"))
    if gone:
        connection.execute(
            delete(_answers).where(here),
            [
                {"of": keys[one.suggestion], "who": names.annotator_keys[one.annotator]}
                for one in gone
            ],
        )
    removed = [step.before.id for step in steps if step.before and step.after is None]
    for some in chunks(removed):
        connection.execute(delete(_table).where(_table.c.id.in_(some)))
    for step in steps:
        if step.before is not None and step.after is not None:
            connection.execute(
                update(_table)
                .where(_table.c.id == step.after.id)
                .values(
                    {
                        "label": names.label_keys[step.after.label],
                        "import": None,
                        "crc": checksums.of_suggestion(step.after),
                    }
                )
            )
    added = [step.after for step in steps if step.before is None and step.after is not None]
    insert_suggestions(
        connection, names, added, article_keys(connection, [o.article for o in added])
    )
    given = [step.after for step in answers if step.after is not None]
    if given:
        keys = _keys(connection, (one.suggestion for one in given))
        connection.execute(
            insert(_answers),
            [
                {
                    "suggestion": keys[one.suggestion],
                    "annotator": names.annotator_keys[one.annotator],
                    "answer": one.answer.value,
                    "at": one.at,
                    "crc": checksums.of_answer(one),
                }
                for one in given
            ],
        )
        # What was answered is somebody's work, which no import that is cancelled takes back.
        for some_keys in chunks(keys.values()):
            connection.execute(
                update(_table)
                .where(_table.c.key.in_(some_keys), _table.c["import"].is_not(None))
                .values({"import": None})
            )


def insert_suggestions(
    connection: Connection,
    names: Names,
    suggestions: Sequence[Suggestion],
    keys: Mapping[str, int],
    import_key: int | None = None,
) -> None:
    """Insert suggestions with label ids; ``keys`` leads from article id to key."""
    if not suggestions:
        return
    first = next_key(connection, _table)
    connection.execute(
        insert(_table),
        [
            {
                "key": number,
                "id": one.id,
                "article": keys[one.article],
                "label": names.label_keys[one.label],
                "start": one.start,
                "end": one.end,
                "text": one.text,
                "score": one.score,
                "origin": one.origin,
                "import": import_key,
                "crc": checksums.of_suggestion(one),
            }
            for number, one in enumerate(suggestions, first)
        ],
    )


def incoming(records: Iterable[Annotated]) -> Iterator[Suggestion]:
    """Yield the suggestions of records, with ids and articles, checked, with labels' names.

    Raises:
        OffsetError: one does not cover what it says.
        RuleError: a score is not from 0 to 1.

    """
    for record in records:
        for one in record.suggestions:
            check_suggestion(one, record.article.text)
            one = msgspec.structs.replace(one, article=record.article.id)
            yield msgspec.structs.replace(one, id=suggestion_id(one))


def bring_in(
    connection: Connection,
    names: Names,
    records: Sequence[Annotated],
    keys: Mapping[str, int],
    import_key: int,
) -> int:
    """Insert the suggestions of records that are not there yet; return how many."""
    wanted = {one.id: one for one in incoming(records)}
    there = _keys(connection, wanted)
    ids = {label.name: label.id for label in names.labels.values()}
    new = [
        msgspec.structs.replace(one, label=ids[one.label])
        for one in wanted.values()
        if one.id not in there
    ]
    insert_suggestions(connection, names, new, keys, import_key)
    return len(new)


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
