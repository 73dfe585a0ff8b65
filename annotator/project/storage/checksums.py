"""A checksum beside each record: it finds bytes that changed on the disk and that no rule sees.

It is a CRC-32 of what the row says, with the ids and names of the records that it refers to in
place of their keys: so a changed key is found as well, and rows may be copied under other keys.
What has another witness is left out: keys of rows, which indexes repeat; ``import``, which goes
when somebody works on the record; and the state of changes. NULL is a row without a checksum.

Whoever changes a column that is covered writes the new checksum with it, or sets NULL and calls
``fill``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from zlib import crc32

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, bindparam, select, update

from annotator.annotation.records import (
    Answer,
    ArticleStatus,
    ArticleValue,
    Decision,
    Link,
    Span,
    Suggestion,
)
from annotator.project.storage import schema
from annotator.words import Message, say

_SEPARATOR = "\x1f"
NONE = "\x1e"
_AT_ONCE = 1000

COVERED = (
    schema.articles,
    schema.labels,
    schema.statuses,
    schema.article_values,
    schema.people,
    schema.article_facts,
    schema.rounds,
    schema.spans,
    schema.links,
    schema.suggestions,
    schema.suggestion_answers,
    schema.decisions,
    schema.suggestion_choices,
    schema.changes,
    schema.change_events,
    schema.versions,
)
"""The tables whose rows have a checksum."""


def of(parts: Iterable[Any]) -> int:
    """Return the checksum of what a row says, as a signed number of 32 bits."""
    joined = _SEPARATOR.join([NONE if part is None else str(part) for part in parts])
    return sum_of(joined)


def _signed(value: int) -> int:
    return value - 0x1_0000_0000 if value >= 0x8000_0000 else value


def of_span(span: Span, attributes: str) -> int:
    """Return the checksum of a span and its fragments; ``attributes`` as they are stored.

    A hundred thousand are asked for when a long article is opened: so it is spelt out.
    """
    note = NONE if span.note is None else span.note
    said = (
        f"{span.id}\x1f{span.article}\x1f{span.annotator}\x1f{span.label}\x1f{attributes}\x1f"
        f"{note}\x1f{int(span.flagged)}\x1f{span.origin}\x1f{span.created_at}\x1f{span.updated_at}"
    )
    for piece in span.fragments:
        said += f"\x1f{piece.start}\x1f{piece.end}\x1f{piece.text}"
    return sum_of(said)


def of_link(link: Link) -> int:
    """Return the checksum of a link."""
    return of((link.id, link.type, link.source, link.target))


def of_status(status: ArticleStatus) -> int:
    """Return the checksum of a status."""
    value, flagged = status.status.value, int(status.flagged)
    return of((status.annotator, status.article, value, flagged, status.updated_at))


def of_article_value(one: ArticleValue, value: str) -> int:
    """Return the checksum of what somebody says of an article; ``value`` as it is stored."""
    return of((one.annotator, one.article, one.label, value, one.updated_at))


def of_label(values: Mapping[str, Any]) -> int:
    """Return the checksum of a label's values by column."""
    return of(_of_label([values[name] for name in LABEL]))


def _of_label(parts: Sequence[Any]) -> Sequence[Any]:
    """Return the parts that count; links that must be there count since there are any."""
    return parts[:-1] if parts[-1] == "[]" else parts


def of_suggestion(suggestion: Suggestion) -> int:
    """Return the checksum of a suggestion, its label given by id."""
    one = suggestion
    score = repr(float(one.score))
    parts = (one.id, one.article, one.label, one.start, one.end, one.text, score, one.origin)
    return of((*parts, *_said_beside(suggestion_columns(one).values())))


def suggestion_columns(suggestion: Suggestion) -> dict[str, str]:
    """Return what a suggestion says beside its range, as it is stored, by column."""
    return {
        "fragments": msgspec.json.encode(suggestion.fragments).decode(),
        "attributes": msgspec.json.encode(suggestion.attributes, order="sorted").decode(),
        "partners": msgspec.json.encode(suggestion.partners).decode(),
    }


_NOTHING_BESIDE = ("[]", "{}", "[]")


def _said_beside(values: Iterable[str]) -> tuple[str, ...]:
    """Return these values, none where they say nothing: a row had none of them at first."""
    told = tuple(values)
    return () if told == _NOTHING_BESIDE else told


def of_decision(decision: Decision, accepted: str, gold: str) -> int:
    """Return the checksum of a decision; ``accepted`` and ``gold`` as they are stored."""
    one = decision
    place = (one.id, one.article, one.start, one.end)
    return of((*place, one.by, one.verdict.value, one.reason, accepted, gold, one.at))


def of_answer(answer: Answer) -> int:
    """Return the checksum of an answer to a suggestion."""
    return of((answer.suggestion, answer.annotator, answer.answer.value, answer.at))


def of_values(values: Mapping[str, Any], names: Iterable[str]) -> int:
    """Return the checksum of a row's values by column, for ``ARTICLE`` and others."""
    return of(values[name] for name in names)


ARTICLE = ("id", "title", "source", "date", "meta", "sha256", "length")
CHANGE = ("text", "before", "after")
EVENT = ("change", "event", "at")
VERSION = ("kind", "id", "stamp", "current", "gone")
PERSON = ("name", "became", "retired", "updated_at")
ROUND = ("name", "date", "guidelines", "articles", "updated_at")
FACTS = ("title", "source", "date", "meta", "archived", "updated_at", "imported")
LABEL = tuple(name for name in schema.labels.c.keys() if name not in ("key", "crc"))  # noqa: SIM118
"""The columns of these tables that are covered."""


# -- all rows ------------------------------------------------------------------------------------


class _Covered(NamedTuple):
    """How the rows of one table are looked through.

    Attributes:
        where: what a problem is said of, with the row's names in it.
        name: columns that tell a person which row it is.
        keys: columns that tell the program.
        parts: the columns that the checksum covers, in its order.
        source: the table, joined with those that it refers to.

    """

    where: str
    name: tuple[Any, ...]
    keys: tuple[Any, ...]
    parts: tuple[Any, ...]
    source: Any


def _named(table: Any, names: Iterable[str]) -> tuple[Any, ...]:
    return tuple(table.c[name] for name in names)


def _covered() -> dict[str, _Covered]:
    articles, annotators, labels = schema.articles, schema.annotators, schema.labels
    statuses, links, decisions = schema.statuses, schema.links, schema.decisions
    suggestions, changes, versions = schema.suggestions, schema.changes, schema.versions
    answers, events = schema.suggestion_answers, schema.change_events
    values, choices = schema.article_values, schema.suggestion_choices
    people, facts = schema.people, schema.article_facts
    source, target = schema.spans.alias("source_span"), schema.spans.alias("target_span")
    return {
        "articles": _Covered(
            "article {0}",
            (articles.c.id,),
            (articles.c.key,),
            _named(articles, ARTICLE),
            articles,
        ),
        "labels": _Covered(
            "label {0}", (labels.c.name,), (labels.c.key,), _named(labels, LABEL), labels
        ),
        "statuses": _Covered(
            "article {0}, {1}: status",
            (articles.c.id, annotators.c.name),
            (statuses.c.annotator, statuses.c.article),
            (
                annotators.c.name,
                articles.c.id,
                *_named(statuses, ("status", "flagged", "updated_at")),
            ),
            statuses.join(articles, articles.c.key == statuses.c.article).join(
                annotators, annotators.c.key == statuses.c.annotator
            ),
        ),
        "article_values": _Covered(
            "article {0}, {1}: {2}",
            (articles.c.id, annotators.c.name, labels.c.name),
            (values.c.annotator, values.c.label, values.c.article),
            (
                annotators.c.name,
                articles.c.id,
                labels.c.id,
                *_named(values, ("value", "updated_at")),
            ),
            values.join(articles, articles.c.key == values.c.article)
            .join(annotators, annotators.c.key == values.c.annotator)
            .join(labels, labels.c.key == values.c.label),
        ),
        "people": _Covered(
            "annotator {0}: what is said of the name",
            (people.c.name,),
            (people.c.name,),
            _named(people, PERSON),
            people,
        ),
        "article_facts": _Covered(
            "article {0}: what is said of it",
            (articles.c.id,),
            (facts.c.article,),
            (articles.c.id, *_named(facts, FACTS)),
            facts.join(articles, articles.c.key == facts.c.article),
        ),
        "rounds": _Covered(
            "round {0}",
            (schema.rounds.c.name,),
            (schema.rounds.c.name,),
            _named(schema.rounds, ROUND),
            schema.rounds,
        ),
        "links": _Covered(
            "link {0}",
            (links.c.id,),
            (links.c.key,),
            (links.c.id, links.c.type, source.c.id, target.c.id),
            links.join(source, source.c.key == links.c.source).join(
                target, target.c.key == links.c.target
            ),
        ),
        "suggestions": _Covered(
            "article {0}: suggestion {1}",
            (articles.c.id, suggestions.c.id),
            (suggestions.c.key,),
            (
                suggestions.c.id,
                articles.c.id,
                labels.c.id,
                *_named(suggestions, ("start", "end", "text", "score", "origin")),
                *_named(suggestions, ("fragments", "attributes", "partners")),
            ),
            suggestions.join(articles, articles.c.key == suggestions.c.article).join(
                labels, labels.c.key == suggestions.c.label
            ),
        ),
        "decisions": _Covered(
            "article {0}: decision {1}",
            (articles.c.id, decisions.c.id),
            (decisions.c.key,),
            (
                decisions.c.id,
                articles.c.id,
                decisions.c.start,
                decisions.c.end,
                annotators.c.name,
                *_named(decisions, ("verdict", "reason", "accepted", "gold", "at")),
            ),
            decisions.join(articles, articles.c.key == decisions.c.article).join(
                annotators, annotators.c.key == decisions.c.by
            ),
        ),
        "suggestion_choices": _Covered(
            "what is decided of suggestions: {0}",
            (choices.c.id,),
            (choices.c.key,),
            _named(choices, ("id", "chosen")),
            choices,
        ),
        "changes": _Covered(
            "change {0}", (changes.c.number,), (changes.c.number,), _named(changes, CHANGE), changes
        ),
        "suggestion_answers": _Covered(
            "article {0}, {1}: answer to a suggestion",
            (articles.c.id, annotators.c.name),
            (answers.c.suggestion, answers.c.annotator),
            (suggestions.c.id, annotators.c.name, answers.c.answer, answers.c.at),
            answers.join(suggestions, suggestions.c.key == answers.c.suggestion)
            .join(articles, articles.c.key == suggestions.c.article)
            .join(annotators, annotators.c.key == answers.c.annotator),
        ),
        "change_events": _Covered(
            "change {0}: when it was {1}",
            (events.c.change, events.c.event),
            (events.c.key,),
            _named(events, EVENT),
            events,
        ),
        "versions": _Covered(
            "version of {0} {1}",
            (versions.c.kind, versions.c.id),
            (versions.c.kind, versions.c.id, versions.c.stamp),
            _named(versions, VERSION),
            versions,
        ),
    }


def _rows(
    connection: Connection, one: _Covered, table: Any, condition: ColumnElement[bool]
) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...], int | None, int]]:
    """Yield ``(names, keys, stored checksum, checksum)`` of rows; spans are not among them."""
    columns = [
        column.label(f"c{number}")
        for number, column in enumerate((*one.name, *one.keys, table.c.crc, *one.parts))
    ]
    statement: Select[Any] = select(*columns).select_from(one.source).where(condition)
    begin, end = len(one.name), len(one.name) + len(one.keys)
    for some in connection.execute(statement).partitions(_AT_ONCE):
        for row in some:
            parts = tuple(row)[end + 1 :]
            if table is schema.labels:
                parts = tuple(_of_label(parts))
            if table is schema.suggestions:  # a whole number may come for a score
                beside = _said_beside(parts[8:])
                parts = (*parts[:6], repr(float(parts[6])), parts[7], *beside)
            yield tuple(row)[:begin], tuple(row)[begin:end], row[end], of(parts)


_SPANS = (
    select(
        schema.spans.c.key,
        schema.spans.c.id,
        schema.articles.c.id.label("of"),
        schema.annotators.c.name,
        schema.labels.c.id.label("label_id"),
        *_named(
            schema.spans,
            ("attributes", "note", "flagged", "origin", "created_at", "updated_at", "crc"),
        ),
        schema.fragments.c.start,
        schema.fragments.c.end,
        schema.fragments.c.text,
    )
    .select_from(schema.spans)
    .join(schema.articles, schema.articles.c.key == schema.spans.c.article)
    .join(schema.annotators, schema.annotators.c.key == schema.spans.c.annotator)
    .join(schema.labels, schema.labels.c.key == schema.spans.c.label)
    .outerjoin(schema.fragments, schema.fragments.c.span == schema.spans.c.key)
    .order_by(schema.spans.c.key, schema.fragments.c.number)
)


def _span_rows(
    connection: Connection, condition: ColumnElement[bool]
) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...], int | None, int]]:
    """Yield spans as ``_rows`` does; they are many, so it is spelt out as in ``of_span``."""
    last: Any = None
    said = ""
    for some in connection.execute(_SPANS.where(condition)).partitions(_AT_ONCE):
        for row in some:
            key, span, article, by, label, attributes, note, flagged, origin, *rest = row
            created_at, updated_at, crc, start, end, text = rest
            if last is None or key != last[1][0]:
                if last is not None:
                    yield *last, sum_of(said)
                last = (article, by, span), (key,), crc
                note = NONE if note is None else note
                said = (
                    f"{span}\x1f{article}\x1f{by}\x1f{label}\x1f{attributes}\x1f{note}\x1f{flagged}"
                    f"\x1f{origin}\x1f{created_at}\x1f{updated_at}"
                )
            if start is not None:
                said += f"\x1f{start}\x1f{end}\x1f{text}"
    if last is not None:
        yield *last, sum_of(said)


def sum_of(said: str) -> int:
    """Return the checksum of what a row says, its parts joined."""
    return _signed(crc32(said.encode("utf-8", "surrogatepass")))


def _all(
    connection: Connection, condition: Callable[[Any], ColumnElement[bool]]
) -> Iterator[tuple[Any, str, tuple[Any, ...], int | None, int]]:
    """Yield ``(table, which row, keys, stored checksum, checksum)`` of rows of all tables."""
    for name, one in _covered().items():
        table = schema.metadata.tables[name]
        for names, keys, stored, wanted in _rows(connection, one, table, condition(table)):
            yield table, one.where.format(*names), keys, stored, wanted
    spans = schema.spans
    for names, keys, stored, wanted in _span_rows(connection, condition(spans)):
        article, annotator, span = names
        yield spans, f"article {article}, {annotator}: span {span}", keys, stored, wanted


WRONG = say("its checksum is another: bytes have changed on the disk")
"""What is said of a row whose checksum does not fit."""


def check(connection: Connection) -> Iterator[tuple[str, Message]]:
    """Yield ``(where, what)`` of rows that say something else than what was written."""
    for _, where, _ in wrong(connection):
        yield where, WRONG


def wrong(connection: Connection) -> Iterator[tuple[str, str, tuple[Any, ...]]]:
    """Yield ``(table, where, primary key)`` of rows whose checksum does not fit."""
    for table, where, keys, stored, wanted in _all(connection, lambda one: one.c.crc.is_not(None)):
        if stored != wanted:
            yield table.name, where, keys


def check_between(connection: Connection, low: int, high: int) -> Iterator[str]:
    """Yield what of annotators' work on articles with keys ``low`` to ``high`` is damaged."""
    spans = schema.spans
    here = spans.c.article.between(low, high) & spans.c.crc.is_not(None)
    for (article, annotator, span), _, stored, wanted in _span_rows(connection, here):
        if stored != wanted:
            yield f"article {article}, {annotator}: span {span}"
    for table in (schema.statuses, schema.article_values):
        here = table.c.article.between(low, high) & table.c.crc.is_not(None)
        one = _covered()[table.name]
        for names, _, stored, wanted in _rows(connection, one, table, here):
            if stored != wanted:
                yield one.where.format(*names)


def fill(connection: Connection) -> int:
    """Write the checksum of all rows that have none; return how many.

    Rows that refer to missing ones stay without.
    """
    filled = 0
    waiting: dict[str, list[dict[str, Any]]] = {}
    for table, _, keys, _, wanted in _all(connection, lambda table: table.c.crc.is_(None)):
        row = {f"k{number}": key for number, key in enumerate(keys)}
        waiting.setdefault(table.name, []).append({**row, "to": wanted})
        filled += 1
    for name, rows in waiting.items():
        table = schema.metadata.tables[name]
        statement = update(table).values(crc=bindparam("to"))
        for number, column in enumerate(table.primary_key.columns):
            statement = statement.where(column == bindparam(f"k{number}"))
        connection.execute(statement, rows)
    return filled
