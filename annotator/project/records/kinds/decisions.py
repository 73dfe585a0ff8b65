"""What was settled, where and by whom, as a kind of record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, true

from annotator.annotation.changes import Delta
from annotator.annotation.records import Decision
from annotator.project.records.adjudication import (
    decisions_by_id,
    decisions_of_article,
    decisions_where,
)
from annotator.project.records.kinds.kind import ANNOTATORS, ARTICLES, SPANS, Kind, Need, Titled
from annotator.project.storage import checksums, schema
from annotator.project.storage.rows import Names, known_article_keys, next_key
from annotator.words import Message, say

_table = schema.decisions


class Decisions(Kind[Decision]):
    """Decisions, with the gold spans that stand for them."""

    field, record, table, version = "decisions", Decision, _table, "decision"
    is_replaced = True

    def read(
        self, connection: Connection, names: Names, wanted: Collection[Decision]
    ) -> dict[str, Decision]:
        """Return those of some decisions that are there, by id."""
        del names
        return decisions_by_id(connection, [one.id for one in wanted])

    def everything(self, connection: Connection, names: Names) -> dict[str, Decision]:
        """Return all decisions by id."""
        del names
        return {one.id: one for one in decisions_where(connection, true())}

    def insert(
        self,
        connection: Connection,
        names: Names,
        records: Sequence[Decision],
        import_key: int | None = None,
    ) -> None:
        """Insert decisions; no import brings any."""
        del import_key
        keys = known_article_keys(connection, names, {one.article for one in records})
        first = next_key(connection, _table)
        connection.execute(
            insert(_table),
            [
                {
                    "key": number,
                    "article": keys[one.article],
                    "by": names.annotator_keys[one.by],
                    **_values(one),
                }
                for number, one in enumerate(records, first)
            ],
        )

    def needs(self, record: Decision) -> Iterable[Need]:
        """Return who decided, and the article."""
        return (Need(ANNOTATORS, record.by), Need(ARTICLES, record.article))

    def mentions(self, record: Decision) -> Iterable[Need]:
        """Return what it needs, and the gold spans that stand for it."""
        return (*self.needs(record), *(Need(SPANS, span) for span in record.gold))

    def article_of(self, record: Decision) -> str | None:
        """Return the article of a decision."""
        return record.article

    def content_of(self, record: Decision) -> Any:
        """Return a decision without when it was made."""
        return msgspec.structs.replace(record, at="")

    def fits(self, connection: Connection, names: Names, delta: Delta) -> bool:
        """Tell whether no gold span would go that a decision stands for which stays."""
        if not delta.decisions:
            return True
        gone = {one.record.id: one.record.article for one in delta.spans if one.after is None}
        going = {one.record.id for one in delta.decisions if one.after is None}
        articles = set(gone.values())
        keys = known_article_keys(connection, names, articles)
        return not any(
            one.id not in going and not gone.keys().isdisjoint(one.gold)
            for article in articles
            for one in decisions_of_article(connection, keys[article])
        )

    def changed_since(self, record: Decision, title: Titled) -> Message:
        """Return in words that a decision is not as it was left."""
        return say(
            "a decision of {by} in “{title}” has been changed since",
            by=record.by,
            title=title(record.article),
        )


def _values(decision: Decision) -> dict[str, Any]:
    """Return a decision as the values of its row, without those that refer to others."""
    accepted = msgspec.json.encode(decision.accepted).decode()
    gold = msgspec.json.encode(decision.gold).decode()
    return {
        "id": decision.id,
        "start": decision.start,
        "end": decision.end,
        "verdict": decision.verdict.value,
        "reason": decision.reason,
        "accepted": accepted,
        "gold": gold,
        "at": decision.at,
        "crc": checksums.of_decision(decision, accepted, gold),
    }
