"""Links between spans as a kind of record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, insert

from annotator.annotation.changes import Step
from annotator.annotation.records import Link
from annotator.errors import RuleError
from annotator.project.records.kinds import kind
from annotator.project.records.kinds.kind import Kind, Need, Titled, let_go_of_import
from annotator.project.storage import checksums, schema
from annotator.project.storage.link_rows import LINKS, links_at, links_by_id, to_link
from annotator.project.storage.rows import Names, span_keys
from annotator.words import Message, say

_table = schema.links


class Links(Kind[Link]):
    """Links, which are of the annotator and in the article of the span where they begin."""

    field, record, table, version = "links", Link, _table, "link"
    needs_records = (kind.SPANS,)

    def read(
        self, connection: Connection, names: Names, wanted: Collection[Link]
    ) -> dict[str, Link]:
        """Return those of some links that are there, by id."""
        del names
        return links_by_id(connection, [one.id for one in wanted])

    def everything(self, connection: Connection, names: Names) -> dict[str, Link]:
        """Return all links by id."""
        del names
        return {row.id: to_link(row) for row in connection.execute(LINKS)}

    def needing(
        self, connection: Connection, names: Names, what: str, ids: Collection[str]
    ) -> Iterable[Link]:
        """Return the links that begin or end at spans (ids)."""
        del names, what
        return links_at(connection, ids)

    def insert(
        self,
        connection: Connection,
        names: Names,
        records: Sequence[Link],
        import_key: int | None = None,
    ) -> None:
        """Insert links; raises RuleError when a span that one refers to is not there."""
        del names
        if not records:
            return
        ends = {end for link in records for end in (link.source, link.target)}
        keys = span_keys(connection, ends)
        for link in records:
            for end in (link.source, link.target):
                if end not in keys:
                    raise RuleError(
                        say(
                            "link {link} refers to span {end}, which is not there",
                            link=link.id,
                            end=end,
                        )
                    )
            if link.source == link.target:
                raise RuleError(say("link {link} leads from a span to itself", link=link.id))
        connection.execute(
            insert(_table),
            [
                {
                    "id": link.id,
                    "type": link.type,
                    "source": keys[link.source],
                    "target": keys[link.target],
                    "import": import_key,
                    "crc": checksums.of_link(link),
                }
                for link in records
            ],
        )
        if import_key is None:
            let_go_of_import(connection, schema.spans, schema.spans.c.id, ends)

    def update(self, connection: Connection, names: Names, steps: Sequence[Step[Link]]) -> None:
        """Links stay as they are: nothing changes one."""

    def needs(self, record: Link) -> Iterable[Need]:
        """Return both ends of a link."""
        return (Need(kind.SPANS, record.source), Need(kind.SPANS, record.target))

    def changed_since(self, record: Link, title: Titled) -> Message:
        """Return in words that a link is not as it was left."""
        del title
        return say("a link of the type {type} has been changed since", type=record.type)

    def needs_gone(self, record: Link, gone: Any, title: Titled) -> Message:
        """Return in words that a link has an end that would go."""
        del record
        return say(
            "a span in “{title}” has been linked to what it brought since",
            title=title(gone.article),
        )
