"""What a program proposes, as a kind of record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, insert, update

from annotator.annotation.changes import Step
from annotator.annotation.records import Suggestion
from annotator.project.records.kinds.kind import ARTICLES, LABELS, Kind, Need, Titled
from annotator.project.records.suggesting import suggestions_by_id, suggestions_where
from annotator.project.storage import checksums, schema
from annotator.project.storage.rows import Names, known_article_keys, next_key
from annotator.words import Message, say

_table = schema.suggestions


class Suggestions(Kind[Suggestion]):
    """Suggestions, which nobody has made: only their labels change, and they go with these."""

    field, record, table = "suggestions", Suggestion, _table
    needs_records = (LABELS,)

    def read(
        self, connection: Connection, names: Names, wanted: Collection[Suggestion]
    ) -> dict[str, Suggestion]:
        """Return those of some suggestions that are there, by id."""
        return suggestions_by_id(connection, names, [one.id for one in wanted])

    def needing(
        self, connection: Connection, names: Names, what: str, ids: Collection[str]
    ) -> Iterable[Suggestion]:
        """Return the suggestions of labels (ids)."""
        del what
        for label in ids:
            here = _table.c.label == names.label_keys[label]
            yield from suggestions_where(connection, names, here)

    def insert(
        self,
        connection: Connection,
        names: Names,
        records: Sequence[Suggestion],
        import_key: int | None = None,
    ) -> None:
        """Insert suggestions with label ids."""
        if not records:
            return
        keys = known_article_keys(connection, names, {one.article for one in records})
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
                    **checksums.suggestion_columns(one),
                }
                for number, one in enumerate(records, first)
            ],
        )

    def update(
        self, connection: Connection, names: Names, steps: Sequence[Step[Suggestion]]
    ) -> None:
        """Give suggestions other labels."""
        for step in steps:
            connection.execute(
                update(_table)
                .where(_table.c.id == step.record.id)
                .values(
                    {
                        "label": names.label_keys[step.record.label],
                        "import": None,
                        "crc": checksums.of_suggestion(step.record),
                    }
                )
            )

    def needs(self, record: Suggestion) -> Iterable[Need]:
        """Return a suggestion's article and label."""
        return (Need(ARTICLES, record.article), Need(LABELS, record.label))

    def article_of(self, record: Suggestion) -> str | None:
        """Return the article of a suggestion."""
        return record.article

    def changed_since(self, record: Suggestion, title: Titled) -> Message:
        """Return in words that a suggestion is not as it was left."""
        return say("a suggestion in “{title}” has been changed since", title=title(record.article))

    def needs_gone(self, record: Suggestion, gone: Any, title: Titled) -> Message:
        """Return in words that a suggestion has a label that would go."""
        return say(
            "a suggestion in “{title}” uses {label}",
            title=title(record.article),
            label=gone.name,
        )
