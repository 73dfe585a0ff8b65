"""Conflicts that merging found, and what it remembers beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Connection, Row, Table, select, update

from annotator.annotation.records import Conflict
from annotator.errors import RuleError
from annotator.project.storage import schema
from annotator.project.storage.clock import now
from annotator.project.storage.rows import chunks
from annotator.words import say

UNITED = "labels united"
"""The kind of conflict that says that two labels of one name became one."""

WAITING = "link without an end"
"""The kind of what is remembered of links whose end is gone; nobody has to settle it."""

FOREIGN = "label of another project"
"""The kind of what is remembered of another project's labels: which of ours each of them is."""


def waiting(connection: Connection, *, settled: bool = False) -> list[Conflict]:
    """Return the conflicts that wait to be settled, or with ``settled`` all of them."""
    table = schema.conflicts
    statement = select(table).where(table.c.kind.not_in((WAITING, FOREIGN))).order_by(table.c.key)
    if not settled:
        statement = statement.where(table.c.settled_at.is_(None))
    return [_conflict(row) for row in connection.execute(statement)]


def _conflict(row: Row[Any]) -> Conflict:
    return Conflict(
        id=row.id,
        kind=row.kind,
        record=row.record,
        other=row.other,
        detail=orjson.loads(row.detail),
        at=row.at,
        settled_at=row.settled_at,
    )


def conflicts_by_id(connection: Connection, ids: Iterable[str]) -> dict[str, Conflict]:
    """Return the conflicts that exist among ``ids``."""
    table = schema.conflicts
    found: dict[str, Conflict] = {}
    for some in chunks(ids):
        rows = connection.execute(select(table).where(table.c.id.in_(some)))
        found.update((row.id, _conflict(row)) for row in rows)
    return found


class Place(NamedTuple):
    """Whose record a conflict is about, and in which article (id); "" where it is nobody's."""

    annotator: str = ""
    article: str = ""


def places_of(connection: Connection, found: Sequence[Conflict]) -> dict[str, Place]:
    """Return whose records conflicts are about, and where, by the ids of the conflicts.

    Labels are nobody's and in no article. What is gone by now is where its other version says.
    """
    told = {one.id: _told(one) for one in found}
    spans = {one.record for one in found if one.kind == "span"}
    spans |= {one.other for one in found if one.kind == "span" and one.other}
    spans |= {str(told[one.id].get("source", "")) for one in found if one.kind == "link"}
    at = _span_places(connection, spans)
    at_links = _link_places(connection, [one.record for one in found if one.kind == "link"])
    at_suggestions = _articles_of(
        connection, schema.suggestions, [_second(one) for one in found if one.kind == "answer"]
    )
    at_decisions = _articles_of(
        connection, schema.decisions, [one.record for one in found if one.kind == "decision"]
    )
    places: dict[str, Place] = {}
    for one in found:
        other = told[one.id]
        gone = Place(str(other.get("annotator", "")), str(other.get("article", "")))
        if one.kind == "span":
            place = at.get(one.record) or at.get(one.other) or gone
        elif one.kind == "link":
            place = at_links.get(one.record) or at.get(str(other.get("source", ""))) or gone
        elif one.kind == "status":
            place = Place(_first(one), _second(one))
        elif one.kind == "article value":
            place = Place(_first(one), _second(one).rpartition("\n")[0])
        elif one.kind == "article":
            place = Place("", one.record)
        elif one.kind == "answer":
            place = Place(_first(one), at_suggestions.get(_second(one), ""))
        elif one.kind == "decision":
            place = Place("", at_decisions.get(one.record, gone.article))
        else:
            place = Place()
        places[one.id] = place
    return places


def _first(conflict: Conflict) -> str:
    return conflict.record.partition("\n")[0]


def _second(conflict: Conflict) -> str:
    return conflict.record.partition("\n")[2]


def _told(conflict: Conflict) -> Mapping[str, Any]:
    """Return the version that gave way, as it was stored; empty where there is none."""
    other = conflict.detail.get("other")
    return other if isinstance(other, dict) else {}


def _span_places(connection: Connection, ids: Iterable[str]) -> dict[str, Place]:
    spans, articles, people = schema.spans, schema.articles, schema.annotators
    found: dict[str, Place] = {}
    for some in chunks(ids):
        statement = (
            select(spans.c.id, people.c.name, articles.c.id)
            .join_from(spans, people, people.c.key == spans.c.annotator)
            .join(articles, articles.c.key == spans.c.article)
            .where(spans.c.id.in_(some))
        )
        found.update((one, Place(*rest)) for one, *rest in connection.execute(statement))
    return found


def _link_places(connection: Connection, ids: Iterable[str]) -> dict[str, Place]:
    links, spans = schema.links, schema.spans
    source: dict[str, str] = {}
    for some in chunks(ids):
        statement = select(links.c.id, spans.c.id).join(spans, spans.c.key == links.c.source)
        source.update(
            (link, span) for link, span in connection.execute(statement.where(links.c.id.in_(some)))
        )
    at = _span_places(connection, source.values())
    return {link: at[span] for link, span in source.items() if span in at}


def _articles_of(connection: Connection, table: Table, ids: Iterable[str]) -> dict[str, str]:
    articles = schema.articles
    found: dict[str, str] = {}
    for some in chunks(ids):
        statement = select(table.c.id, articles.c.id).join(
            articles, articles.c.key == table.c.article
        )
        found.update(
            (one, article)
            for one, article in connection.execute(statement.where(table.c.id.in_(some)))
        )
    return found


def settle(connection: Connection, conflict: str) -> None:
    """Mark a conflict as settled; raises RuleError when there is none of this id."""
    table = schema.conflicts
    result = connection.execute(
        update(table)
        .where(table.c.id == conflict, table.c.settled_at.is_(None))
        .values(settled_at=now())
    )
    there = select(table.c.key).where(table.c.id == conflict)
    if not result.rowcount and connection.scalar(there) is None:
        raise RuleError(say("there is no conflict {conflict}", conflict=conflict))


def check(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield ``(where, what)`` of conflicts that cannot be read: no merge could go on."""
    table = schema.conflicts
    for row in connection.execute(select(table.c.id, table.c.detail)):
        try:
            readable = isinstance(orjson.loads(row.detail), dict)
        except orjson.JSONDecodeError:
            readable = False
        if not readable:
            yield "conflicts", f"conflict {row.id} cannot be read"
