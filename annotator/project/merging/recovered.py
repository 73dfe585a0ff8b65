"""Articles whose texts were lost when a project was recovered: merging gives them back.

``recovery`` makes such a text of what spans say of it, and notes in the article's metadata which
text was imported. A copy that still has that text gives it back; and what was done in a recovered
pack comes into a project that has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select, update

from annotator.annotation.records import check_fragments
from annotator.errors import DamagedError, OffsetError
from annotator.project.merging.incoming import Incoming
from annotator.project.reading import search
from annotator.project.reading.agreeing import texts as texts_of
from annotator.project.records.versions import SPAN
from annotator.project.storage import checksums, schema
from annotator.project.storage.rows import chunks, from_json, sha256, to_json

NOTE = "recovered"
"""The name in an article's metadata under which is said what was lost."""


def lost_texts(connection: Connection) -> dict[str, str]:
    """Return the SHA-256 of the imported text by id, of articles whose text was lost."""
    table = schema.articles
    noted = table.c.meta.like(f'%"{NOTE}":{{%')
    found: dict[str, str] = {}
    for article, meta in connection.execute(select(table.c.id, table.c.meta).where(noted)):
        try:
            note = from_json(meta).get(NOTE)
        except DamagedError:
            continue
        if isinstance(note, dict) and isinstance(note.get("sha256"), str):
            found[article] = note["sha256"]
    return found


def give_back(connection: Connection, lost: Mapping[str, str], texts: Mapping[str, str]) -> int:
    """Put texts in the place of what was made for them, where they are the imported ones.

    Args:
        connection: inside a write transaction.
        lost: see ``lost_texts``.
        texts: of another copy, by article id.

    Returns:
        how many came back.

    """
    back = {one: text for one, text in texts.items() if lost.get(one) == sha256(text)}
    if back and connection.dialect.name == "sqlite":
        search.remove(connection)  # it has the other words
    for article, text in back.items():
        table = schema.articles
        row = connection.execute(select(table).where(table.c.id == article)).mappings().one()
        meta = {name: value for name, value in from_json(row["meta"]).items() if name != NOTE}
        values: dict[str, Any] = {
            **row,
            "sha256": lost[article],
            "length": len(text),
            "meta": to_json(meta),
        }
        values["crc"] = checksums.of_values(values, checksums.ARTICLE)
        connection.execute(update(table).where(table.c.key == row["key"]).values(**values))
        stored = schema.article_texts
        here = stored.c.article == row["key"]
        connection.execute(update(stored).where(here).values(text=text))
    return len(back)


def as_if_given_back(
    connection: Connection,
    incoming: Incoming,
    lost: Mapping[str, str],
    texts: Mapping[str, str],
) -> None:
    """Take the texts that a merge would give back for the project's own; nothing is written."""
    table = schema.articles
    back = [one for one, text in texts.items() if lost.get(one) == sha256(text)]
    for some in chunks(back):
        statement = select(table.c.id, table.c.sha256).where(table.c.id.in_(some))
        incoming.articles.update((row.id, row.sha256) for row in connection.execute(statement))


def as_imported(connection: Connection, incoming: Incoming, lost: Mapping[str, str]) -> None:
    """Take a pack's articles for what was imported, where the project has that text.

    Args:
        connection: to the project.
        incoming: the pack; an article of which a span does not stand in the project's text is
            left out.
        lost: texts that the pack has lost.

    """
    table = schema.articles
    for some in chunks(lost):
        statement = select(table.c.id, table.c.sha256).where(table.c.id.in_(some))
        same = [row.id for row in connection.execute(statement) if row.sha256 == lost[row.id]]
        texts = texts_of(connection, same)
        incoming.articles.update((article, lost[article]) for article in same)
        for span in incoming.copy.records[SPAN].values():
            if span.article in texts:
                try:
                    check_fragments(span, texts[span.article])
                except OffsetError:
                    incoming.articles.pop(span.article, None)
