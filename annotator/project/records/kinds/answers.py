"""What annotators answered to suggestions, as a kind of record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, select

from annotator.annotation.changes import identify
from annotator.annotation.records import Answer
from annotator.project.records.kinds.kind import (
    ANNOTATORS,
    SUGGESTIONS,
    Kind,
    Need,
    Titled,
    let_go_of_import,
)
from annotator.project.records.suggesting import answers_to, suggestion_keys
from annotator.project.storage import checksums, schema
from annotator.project.storage.rows import Names
from annotator.words import Message, say

_table, _suggestions = schema.suggestion_answers, schema.suggestions


class Answers(Kind[Answer]):
    """Answers: one of each annotator to a suggestion at most, and in its article."""

    field, record, table, version = "answers", Answer, _table, "answer"
    needs_records = (SUGGESTIONS,)
    is_own_work = True
    is_named_alike = True
    is_replaced = True

    def read(
        self, connection: Connection, names: Names, wanted: Collection[Answer]
    ) -> dict[str, Answer]:
        """Return what is answered to the suggestions that some answers are about."""
        about = {one.suggestion for one in wanted}
        return {identify(one): one for one in answers_to(connection, names, about)}

    def everything(self, connection: Connection, names: Names) -> dict[str, Answer]:
        """Return all answers."""
        about = list(connection.scalars(select(_suggestions.c.id)))
        return {identify(one): one for one in answers_to(connection, names, about)}

    def needing(
        self, connection: Connection, names: Names, what: str, ids: Collection[str]
    ) -> Iterable[Answer]:
        """Return the answers to suggestions (ids)."""
        del what
        return answers_to(connection, names, ids)

    def in_pack(self, target: Connection, annotator: str) -> Collection[str]:
        """Return what identifies an annotator's answer to each suggestion."""
        suggestions = target.scalars(select(_suggestions.c.id))
        return {f"{annotator}\n{one}" for one in suggestions}

    def insert(
        self,
        connection: Connection,
        names: Names,
        records: Sequence[Answer],
        import_key: int | None = None,
    ) -> None:
        """Insert answers; no import brings any."""
        del import_key
        keys = suggestion_keys(connection, (one.suggestion for one in records))
        connection.execute(
            insert(_table),
            [
                {
                    "suggestion": keys[one.suggestion],
                    "annotator": names.annotator_keys[one.annotator],
                    "answer": one.answer.value,
                    "at": one.at,
                    "crc": checksums.of_answer(one),
                }
                for one in records
            ],
        )
        let_go_of_import(connection, _suggestions, _suggestions.c.key, keys.values())

    def remove(self, connection: Connection, names: Names, records: Sequence[Answer]) -> None:
        """Remove answers."""
        keys = suggestion_keys(connection, (one.suggestion for one in records))
        here = (_table.c.suggestion == bindparam("of")) & (_table.c.annotator == bindparam("who"))
        connection.execute(
            delete(_table).where(here),
            [
                {"of": keys[one.suggestion], "who": names.annotator_keys[one.annotator]}
                for one in records
            ],
        )

    def needs(self, record: Answer) -> Iterable[Need]:
        """Return who answered, and the suggestion."""
        return (Need(ANNOTATORS, record.annotator), Need(SUGGESTIONS, record.suggestion))

    def annotator_of(self, record: Answer) -> str | None:
        """Return who answered."""
        return record.annotator

    def content_of(self, record: Answer) -> Any:
        """Return an answer without when it was given."""
        return msgspec.structs.replace(record, at="")

    def changed_since(self, record: Answer, title: Titled) -> Message:
        """Return in words that an answer is not as it was left."""
        del title
        return say("{annotator} has answered a suggestion anew since", annotator=record.annotator)

    def needs_gone(self, record: Answer, gone: Any, title: Titled) -> Message:
        """Return in words that an answer is to a suggestion that would go."""
        del gone, title
        return say(
            "{annotator} has answered a suggestion that it brought", annotator=record.annotator
        )
