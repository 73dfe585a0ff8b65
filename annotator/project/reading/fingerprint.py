"""What is another after any write to what a project says, by whatever part of the program."""

from __future__ import annotations

from sqlalchemy import Connection, Select, Table, func, select

from annotator.project.storage import schema

_SUMMED = (
    schema.articles,
    schema.labels,
    schema.statuses,
    schema.article_values,
    schema.spans,
    schema.links,
    schema.suggestions,
    schema.suggestion_answers,
    schema.decisions,
    schema.suggestion_choices,
    schema.people,
    schema.article_facts,
    schema.rounds,
)
"""What was annotated: whoever changes a row of these writes its checksum with it."""

_SMALL = (
    *(schema.annotators, schema.gold, schema.programs),
    *(schema.assignments, schema.stories, schema.conflicts, schema.erased),
)
"""What has no checksums; it is compared row by row."""


def _sums() -> Select[tuple[int, ...]]:
    columns = [
        column
        for table in _SUMMED
        for column in (
            select(func.count()).select_from(table).scalar_subquery(),
            select(func.count(table.c.crc)).scalar_subquery(),
            select(func.sum(table.c.crc)).scalar_subquery(),
        )
    ]
    events = select(func.max(schema.change_events.c.key)).scalar_subquery()
    return select(*columns, events)


_SUMS = _sums()


def fingerprint(connection: Connection) -> tuple[object, ...]:
    """Return what tells whether anything was written between two looks, to be compared only.

    The audit trail alone does not: a merge that nobody could take back is no line of it, nor is
    the story of an article, and a backup that was restored brings a trail of its own. So the rows
    are counted and their checksums are added up, with the last line of the trail. Where people
    have left an article and which windows are open is no part of it.

    Args:
        connection: inside a read transaction. It reads every page of what was annotated.

    """
    sums = tuple(connection.execute(_SUMS).one())
    return *sums, *(_rows(connection, table) for table in _SMALL)


def _rows(connection: Connection, table: Table) -> int:
    """Return a hash of a table's rows, in the order of their keys."""
    found = connection.execute(select(table).order_by(*table.primary_key.columns))
    return hash(tuple(tuple(row) for row in found))
