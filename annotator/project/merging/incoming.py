"""What one copy of a project holds of the records that are merged, read and checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from annotator.annotation.records import (
    Span,
    Suggestion,
    check_fragments,
)
from annotator.annotation.suggestion_checks import check_suggestion
from annotator.errors import DamagedError
from annotator.project.merging.packing import root_of
from annotator.project.reading.exporting import of_pack
from annotator.project.records import adjudication, suggesting, versions
from annotator.project.records.kinds.table import VERSIONED
from annotator.project.records.versions import (
    SPAN,
    UNKNOWN,
    Versions,
)
from annotator.project.storage import schema
from annotator.project.storage.rows import Names, refuse, spans_matching
from annotator.project.storage.texts import check_text
from annotator.words import say

_CHUNK = 200


class Copy:
    """The records of one copy, by kind and id, with what it knows of their versions.

    Args:
        known: of all records that were ever changed, by (kind, id).
        records: as they are in this copy; a record that is missing here counts as unknown.

    """

    def __init__(
        self,
        known: Mapping[tuple[str, str], Versions],
        records: Mapping[str, Mapping[str, Any]],
    ) -> None:
        self.known = known
        self.records = records
        self.aside = {
            name
            for (kind, record), one in known.items()
            if kind == SPAN and len(one.known) > 1
            for name in versions.beside(record, one)
            if (SPAN, name) not in known
        }
        """Ids of spans that are another span's version, put beside it, and unchanged since."""

    def versions(self, kind: str, record: str) -> Versions:
        """Return what this copy knows of a record."""
        found = self.known.get((kind, record))
        if found is not None:
            return found
        here = self.records[kind].get(record)
        if here is None or (kind == SPAN and record in self.aside):
            return UNKNOWN
        return versions.as_created(here)

    def content(self, kind: str, record: str, stamp: str) -> Any | None:
        """Return what a version says, None when this copy does not hold it."""
        mine = self.versions(kind, record)
        wanted = versions.content_of(stamp)
        at = versions.holder(mine, kind)
        if at is not None and versions.content_of(at) == wanted:
            return self.records[kind].get(record)
        if kind == SPAN:
            for name, one in versions.beside(record, mine).items():
                if versions.content_of(one) == wanted:
                    return self.records[kind].get(name)
        return None


class Incoming(msgspec.Struct, frozen=True, kw_only=True):
    """A pack, or any other project, as it is merged.

    Attributes:
        root: id of the project that it is, or that it was taken from; "" where it has none.
        articles: SHA-256 by id.
        annotators: all names.
        gold: those of them who are gold.
        programs: those of them who are programs.
        copy: the records.
        details: what its own conflicts say of versions that gave way, by the conflict's id.
        suggestions: all of them, by id.
        readings: (annotator, article, caret, top, active ms, updated at).

    """

    root: str
    articles: dict[str, str]
    annotators: tuple[str, ...]
    gold: tuple[str, ...]
    programs: tuple[str, ...]
    copy: Copy
    suggestions: dict[str, Suggestion]
    details: dict[str, str]
    readings: list[tuple[str, str, int, int, int, str]]


@of_pack
def read_incoming(connection: Connection, step: Callable[[int, int], None]) -> Incoming:
    """Read a pack in full; every text and every fragment is checked.

    Args:
        connection: inside a read transaction.
        step: told how many articles are read, and of how many; may raise to stop the work.

    Raises:
        DamagedError: a text is not what was imported, a fragment does not cover what it says, or
            a page cannot be read; it names the article.

    """
    names = Names(connection)
    articles, texts = schema.articles, schema.article_texts
    total = connection.scalar(select(func.count()).select_from(articles)) or 0
    digests: dict[str, str] = {}
    spans: dict[str, Span] = {}
    suggestions: dict[str, Suggestion] = {}
    last = 0
    while True:
        found = connection.execute(
            select(articles.c.key, articles.c.id, articles.c.sha256, texts.c.text)
            .outerjoin(texts, texts.c.article == articles.c.key)
            .where(articles.c.key > last)
            .order_by(articles.c.key)
            .limit(_CHUNK)
        ).all()
        if not found:
            break
        for row in found:
            if row.text is None:
                raise DamagedError(say("article {article}: its text is missing", article=row.id))
            check_text(row.id, row.text, row.sha256)
            digests[row.id] = row.sha256
        by_key = {row.key: row.text for row in found}
        here = schema.spans.c.article.between(found[0].key, found[-1].key)
        for key, span in spans_matching(connection, names, here, refuse):
            check_fragments(span, by_key[key])
            spans[span.id] = span
        texts_by_id = {row.id: row.text for row in found}
        here = schema.suggestions.c.article.between(found[0].key, found[-1].key)
        for one in suggesting.suggestions_where(connection, names, here):
            check_suggestion(one, texts_by_id[one.article])
            suggestions[one.id] = one
        last = found[-1].key
        step(len(digests), total)
    records: dict[str, dict[str, Any]] = {
        version: spans if version == SPAN else kind.everything(connection, names)
        for version, kind in VERSIONED.items()
    }
    table = schema.conflicts
    details = connection.execute(select(table.c.id, table.c.detail))
    return Incoming(
        root=root_of(connection),
        articles=digests,
        annotators=tuple(names.annotators.values()),
        gold=tuple(names.annotators[key] for key in adjudication.gold_keys(connection)),
        programs=tuple(names.annotators[key] for key in sorted(names.programs)),
        suggestions=suggestions,
        copy=Copy(versions.read(connection), records),
        details={row.id: row.detail for row in details},
        readings=_readings(connection),
    )


def _readings(connection: Connection) -> list[tuple[str, str, int, int, int, str]]:
    table = schema.readings
    statement = (
        select(
            schema.annotators.c.name,
            schema.articles.c.id,
            table.c.caret,
            table.c.top,
            table.c.active_ms,
            table.c.updated_at,
        )
        .join_from(table, schema.annotators, schema.annotators.c.key == table.c.annotator)
        .join(schema.articles, schema.articles.c.key == table.c.article)
    )
    return [tuple(row) for row in connection.execute(statement)]
