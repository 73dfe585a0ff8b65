"""Packs: a project file with what one annotator needs, and nobody else's work."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Table, insert, select

from annotator.annotation.facts.people import current_name
from annotator.errors import ProjectError
from annotator.project.records import versions
from annotator.project.records.kinds.table import KINDS, VERSIONED
from annotator.project.records.people import all_people
from annotator.project.records.versions import LABEL, SPAN
from annotator.project.storage import schema
from annotator.project.storage.clock import new_id, now
from annotator.project.storage.rows import chunks
from annotator.words import say

_CHUNK = 200

Step = Callable[[int, int], None]
"""Told how many articles are done, and of how many; may raise to stop the work."""


class Packed(msgspec.Struct, frozen=True, kw_only=True):
    """What a pack holds."""

    articles: int
    spans: int
    links: int


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Where a pack was taken from: id of the project, and whose it is."""

    project: str
    annotator: str


def origin(connection: Connection) -> Origin | None:
    """Return where a project was taken from; None when it is no pack."""
    told = _told(connection)
    if "pack_of" not in told:
        return None
    return Origin(
        project=told["pack_of"],
        annotator=told.get("pack_annotator", ""),
    )


def root_of(connection: Connection) -> str:
    """Return the id that a project shares with its copies, packs, and packs of packs."""
    told = _told(connection)
    return told.get("pack_of") or told.get("id", "")


def _told(connection: Connection) -> dict[str, str]:
    found = connection.execute(select(schema.info.c.name, schema.info.c.value))
    return {row.name: row.value for row in found}


def pack(
    source: Connection,
    target: Connection,
    annotator: str,
    articles: Sequence[str] | None,
    step: Step,
) -> Packed:
    """Fill an empty project with what an annotator needs.

    They get the articles asked for; else those assigned to them; else, where nothing is assigned
    to them, all. Labels and what is decided of suggestions
    come with them, their own spans, links, statuses, answers and readings,
    and the suggestions for these articles.

    Args:
        source: inside a read transaction.
        target: a project without articles and labels, inside a write transaction.
        annotator: whose pack it is; may be new.
        articles: ids; None: see above.
        step: see ``Step``.

    Raises:
        ProjectError: an article is not in the project, or there is none.

    """
    known = schema.annotators.c
    by = source.scalar(select(known.key).where(known.name == annotator))
    keys = _chosen(source, by, articles)
    told = _told(source)
    target.execute(
        insert(schema.info),
        [
            {"name": "pack_of", "value": told.get("pack_of") or told.get("id") or new_id()},
            {"name": "pack_annotator", "value": annotator},
            {"name": "packed_at", "value": now()},
        ],
    )
    _copy(source, target, schema.labels)
    _copy(source, target, schema.suggestion_choices)
    if by is None:
        target.execute(insert(schema.annotators).values(key=1, name=annotator))
        by = -1  # nobody's key: none of their work is there
    else:
        _copy(source, target, schema.annotators, known.key == by)
    said = all_people(source)
    names = [name for name in said if current_name(name, said) == annotator]
    _copy(source, target, schema.people, schema.people.c.name.in_(names))
    _copy(source, target, schema.rounds)
    spans = 0
    for number, some in enumerate(chunks(keys, _CHUNK)):
        step(number * _CHUNK, len(keys))
        spans += _copy_articles(source, target, some, by)
    links = _copy_links(source, target)
    _copy_versions(source, target, annotator)
    step(len(keys), len(keys))
    return Packed(articles=len(keys), spans=spans, links=links)


def _chosen(source: Connection, by: int | None, articles: Sequence[str] | None) -> list[int]:
    """Return the keys of a pack's articles, in the project's order."""
    table = schema.articles
    if articles is not None:
        keys: dict[str, int] = {}
        for some in chunks(dict.fromkeys(articles)):
            found = source.execute(select(table.c.id, table.c.key).where(table.c.id.in_(some)))
            keys.update((row.id, row.key) for row in found)
        for one in articles:
            if one not in keys:
                raise ProjectError(say("there is no article {name}", name=one))
        chosen = sorted(keys.values())
    else:
        assigned, facts = schema.assignments.c, schema.article_facts.c
        aside = select(facts.article).where(facts.archived == 1)
        mine = select(assigned.article).where(
            assigned.annotator == by, assigned.article.not_in(aside)
        )
        chosen = sorted(source.scalars(mine))
        chosen = chosen or sorted(
            source.scalars(select(table.c.key).where(table.c.key.not_in(aside)))
        )
    if not chosen:
        raise ProjectError(say("there is no article to be packed"))
    return chosen


def _copy_articles(source: Connection, target: Connection, keys: list[int], by: int) -> int:
    """Copy some articles with one annotator's work; return how many spans."""
    tables = schema.metadata.tables
    _copy(source, target, schema.articles, schema.articles.c.key.in_(keys))
    for name in ("article_texts", "stories", "article_facts"):
        _copy(source, target, tables[name], tables[name].c.article.in_(keys))
    own = [kind.table for kind in KINDS if {"article", "annotator"} <= {*kind.table.c.keys()}]
    copied = {}
    for table in (*own, schema.readings):
        here = table.c.article.in_(keys) & (table.c.annotator == by)
        copied[table.name] = _copy(source, target, table, here)
    mine = select(schema.spans.c.key).where(
        schema.spans.c.article.in_(keys), schema.spans.c.annotator == by
    )
    _copy(source, target, schema.fragments, schema.fragments.c.span.in_(mine))
    asked = schema.suggestions.c.article.in_(keys)
    _copy(source, target, schema.suggestions, asked)
    suggested = select(schema.suggestions.c.key).where(asked)
    answers = schema.suggestion_answers.c
    wanted = answers.suggestion.in_(suggested) & (answers.annotator == by)
    _copy(source, target, schema.suggestion_answers, wanted)
    return copied["spans"]


def _copy_links(source: Connection, target: Connection) -> int:
    """Copy the links between spans that are in the pack, which are one annotator's alone."""
    there = set(target.scalars(select(schema.spans.c.key)))
    found = source.execute(select(schema.links)).mappings()
    kept = [row for row in found if row["source"] in there and row["target"] in there]
    rows = [{**row, "import": None} for row in kept]
    if rows:
        target.execute(insert(schema.links), rows)
    return len(rows)


def _copy_versions(source: Connection, target: Connection, annotator: str) -> None:
    """Copy what is known of the records that are in the pack.

    Of spans and links that are gone nothing is told: whose they were is not known. A status or an
    answer that was taken back is told: when it is given again, that must count as the later one.
    """
    there = {name: kind.in_pack(target, annotator) for name, kind in VERSIONED.items()}
    rows = versions.Rows()
    known = versions.read(source)
    for (kind, record), one in known.items():
        if record in there.get(kind, ()) or kind == LABEL or _beside(kind, record, one, there):
            versions.store(target, (kind, record), None, one, rows)
    rows.write(target)


def _beside(
    kind: str, record: str, one: versions.Versions, there: dict[str, Collection[str]]
) -> bool:
    """Tell whether a version that was put beside a span that is gone is in the pack."""
    return kind == SPAN and any(name in there[SPAN] for name in versions.beside(record, one))


def _copy(
    source: Connection,
    target: Connection,
    table: Table,
    where: ColumnElement[bool] | None = None,
) -> int:
    """Copy the rows of a table that fulfil a condition; return how many."""
    statement = select(table) if where is None else select(table).where(where)
    rows: Iterable[dict[str, Any]] = (dict(row) for row in source.execute(statement).mappings())
    copied = 0
    for some in chunks(rows, 1000):
        for row in some:
            if "import" in row:
                row["import"] = None
        target.execute(insert(table), some)
        copied += len(some)
    return copied
