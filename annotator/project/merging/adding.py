"""Articles that a fresh pack has and an older one of the same annotator lacks.

Whoever works in a pack gets what was assigned to them later by merging a newer pack into it. Only
packs of one project for one annotator do so: into a project articles come by import alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
import orjson
from sqlalchemy import Connection, Row, insert, select

from annotator.errors import RuleError
from annotator.project.merging.packing import origin, root_of
from annotator.project.operations.withdrawing import Roots, Withdrawal
from annotator.project.storage import checksums, schema
from annotator.project.storage.rows import Names, article_keys, chunks, next_key, sha256
from annotator.words import Message, say


class Fresh(msgspec.Struct, frozen=True, kw_only=True):
    """What articles a pack would add: rows with their texts, as they were imported.

    Attributes:
        articles: rows of ``articles``, without keys.
        texts: by id.
        stories: by id.
        assigned: ids of those that are assigned to the pack's annotator, and whether without
            suggestions.
        annotator: whose pack it is.

    """

    articles: list[dict[str, Any]] = []
    texts: dict[str, str] = {}
    stories: dict[str, str] = {}
    assigned: list[tuple[str, int]] = []
    annotator: str = ""


def known_in(connection: Connection) -> tuple[str, str, frozenset[str]] | None:
    """Return root, annotator and article ids of a pack; None where a project is none."""
    whose = origin(connection)
    if whose is None:
        return None
    ids = frozenset(connection.scalars(select(schema.articles.c.id)))
    return root_of(connection), whose.annotator, ids


def fresh_in(connection: Connection, known: tuple[str, str, frozenset[str]] | None) -> Fresh:
    """Return what a pack has that an older one of the same annotator lacks; else nothing.

    Args:
        connection: inside a read transaction of the fresh one.
        known: of the older one; see ``known_in``.

    """
    theirs = known_in(connection)
    if known is None or theirs is None or theirs[:2] != known[:2]:
        return Fresh()
    wanted = sorted(theirs[2] - known[2])
    articles: list[dict[str, Any]] = []
    texts: dict[str, str] = {}
    stories: dict[str, str] = {}
    assigned: list[tuple[str, int]] = []
    table, facts, told = schema.articles, schema.article_facts, schema.stories
    given = schema.assignments
    for some in chunks(wanted):
        statement = (
            select(table, schema.article_texts.c.text, facts.c.imported, told.c.story)
            .join(schema.article_texts, schema.article_texts.c.article == table.c.key)
            .outerjoin(facts, facts.c.article == table.c.key)
            .outerjoin(told, told.c.article == table.c.key)
            .where(table.c.id.in_(some))
            .order_by(table.c.key)
        )
        for row in connection.execute(statement).mappings():
            values = {name: row[name] for name in checksums.ARTICLE}
            if row["imported"] is not None:
                values.update(orjson.loads(row["imported"]))
            articles.append(values)
            texts[row["id"]] = row["text"]
            if row["story"] is not None:
                stories[row["id"]] = row["story"]
        mine = select(table.c.id, given.c.unaided).join(given, given.c.article == table.c.key)
        rows = connection.execute(mine.where(table.c.id.in_(some)))
        assigned += [(row.id, row.unaided) for row in rows]
    return Fresh(
        articles=articles, texts=texts, stories=stories, assigned=assigned, annotator=theirs[1]
    )


def carry_out(connection: Connection, fresh: Fresh) -> list[str]:
    """Add articles, unless they were erased here; return their ids."""
    erased = _erased(connection, (one["sha256"] for one in fresh.articles))
    wanted = [one for one in fresh.articles if one["sha256"] not in erased]
    if not wanted:
        return []
    names = Names(connection)
    by = names.annotator_keys.get(names.person(fresh.annotator))
    first = next_key(connection, schema.articles)
    keys = {one["id"]: first + number for number, one in enumerate(wanted)}
    rows = [
        {
            **one,
            "key": keys[one["id"]],
            "import": None,
            "crc": checksums.of_values(one, checksums.ARTICLE),
        }
        for one in wanted
    ]
    connection.execute(insert(schema.articles), rows)
    connection.execute(
        insert(schema.article_texts),
        [{"article": key, "text": fresh.texts[one]} for one, key in keys.items()],
    )
    told = [
        {"article": keys[one], "story": story}
        for one, story in fresh.stories.items()
        if one in keys
    ]
    if told:
        connection.execute(insert(schema.stories), told)
    given = [
        {"annotator": by, "article": keys[one], "unaided": unaided}
        for one, unaided in fresh.assigned
        if one in keys
    ]
    if given and by is not None:
        connection.execute(insert(schema.assignments), given)
    return list(keys)


def _erased(connection: Connection, digests: Iterable[str]) -> frozenset[str]:
    """Return those of some texts (SHA-256) that were taken out for good."""
    table, found = schema.erased, set[str]()
    by_hash: Mapping[str, str] = {sha256(one): one for one in digests}
    for some in chunks(by_hash):
        here = (table.c.kind == "text") & table.c.hash.in_(some)
        found.update(by_hash[one] for one in connection.scalars(select(table.c.hash).where(here)))
    return frozenset(found)


def why_not(connection: Connection, added: Iterable[str]) -> Message | None:
    """Return why articles that a merge added cannot go again: there is work on them."""
    keys = article_keys(connection, added)
    for table in (schema.spans, schema.statuses, schema.article_values):
        for some in chunks(keys.values()):
            here = select(table.c.article).where(table.c.article.in_(some)).limit(1)
            if connection.scalar(here) is not None:
                return say("there is work on articles that it added")
    return None


def take_back(connection: Connection, added: Iterable[str]) -> None:
    """Take articles out that a merge added, on which there is no work."""
    keys = sorted(article_keys(connection, added).values())
    if keys:
        withdrawal = Withdrawal(connection, Names(connection), Roots(articles=keys))
        for _ in withdrawal.pieces():  # what goes is read before it is removed
            pass
        withdrawal.remove()


def check_again(row: Row[Any], added: Iterable[str]) -> None:
    """Refuse to add articles again whose texts are not here; raises RuleError."""
    if any(True for _ in added):
        raise RuleError(
            say("change {number} added articles: merge the pack again", number=row.number)
        )
