"""Spans that are lost where they were stored, and that the history of changes still holds."""

from __future__ import annotations

import msgspec
import orjson
from sqlalchemy import Connection

from annotator.annotation.records import Span, check_fragments
from annotator.errors import AnnotatorError
from annotator.project.records import versions
from annotator.project.records.kinds.table import SPANS
from annotator.project.records.sides import Side
from annotator.project.records.versions import SPAN
from annotator.project.recovery.report import Report
from annotator.project.storage.rows import Names, span_keys

_AT_ONCE = 500


class Past:
    """What the history says of spans that are wanted back.

    Args:
        connection: to the new project; damaged changes are out of it already.

    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._wanted: dict[str, tuple[int, str, str]] = {}
        self._nameless: list[tuple[str, str]] = []

    def want(self, span: str, key: int, article: str, said: str) -> None:
        """Ask for a span.

        Args:
            span: its id; "" where that is lost too.
            key: of its row, which links to it have.
            article: id of its article.
            said: what to say of it if it is gone.

        """
        if span:
            self._wanted.setdefault(span, (key, article, said))
        else:
            self._nameless.append((article, said))

    def bring_back(self, report: Report) -> None:
        """Write the wanted spans as they were last, and tell which could not be had."""
        for article, said in self._nameless:
            report.lose(article, said)
        if not self._wanted:
            return
        found = self._newest()
        names = Names(self._connection)
        known = versions.read(self._connection, [(SPAN, span) for span in self._wanted])
        back: list[Span] = []
        for span_id, (_, article, said) in self._wanted.items():
            span = found.get(span_id)
            told = known.get((SPAN, span_id))
            if span is not None and self._stands(span, told, names):
                back.append(span)
                report.mend(span.article, f"{said}: taken from the history")
            else:
                report.lose(article, said)
                forget(self._connection, SPAN, span_id)
        SPANS.insert(self._connection, names, back)
        new = span_keys(self._connection, [span.id for span in back])
        # By way of negative keys, which nobody has: some are where others are to be.
        for span_id, key in new.items():
            wanted = -self._wanted[span_id][0]
            self._run("UPDATE spans SET key = ? WHERE key = ?", wanted, key)
            self._run("UPDATE fragments SET span = ? WHERE span = ?", wanted, key)
        self._run("UPDATE spans SET key = -key WHERE key < 0")
        self._run("UPDATE fragments SET span = -span WHERE span < 0")

    def _run(self, sql: str, *values: int | str) -> None:
        self._connection.exec_driver_sql(sql, values)

    def _newest(self) -> dict[str, Span]:
        """Return the wanted spans as the last change that holds has left them."""
        found: dict[str, Span] = {}
        rows = self._connection.exec_driver_sql(
            "SELECT before, after FROM changes WHERE state = 'done' ORDER BY number"
        )
        for some in rows.partitions(_AT_ONCE):
            for before, after in some:
                try:
                    gone = msgspec.convert(orjson.loads(before), Side).spans
                    made = msgspec.convert(orjson.loads(after), Side).spans
                except (orjson.JSONDecodeError, msgspec.ValidationError):
                    continue
                for span in gone:
                    found.pop(span.id, None)
                found.update((span.id, span) for span in made if span.id in self._wanted)
        return found

    def _stands(self, span: Span, told: versions.Versions | None, names: Names) -> bool:
        """Tell whether a span is the newest version, and fits the project as it is now."""
        if told is not None:
            at = versions.holder(told, SPAN)
            content = versions.content_of(versions.first_stamp(span))
            if at is None or versions.content_of(at) != content:
                return False
        if span.label not in names.label_keys or span.annotator not in names.annotator_keys:
            return False
        row = self._connection.exec_driver_sql(
            "SELECT t.text FROM articles a JOIN article_texts t ON t.article = a.key"
            " WHERE a.id = ?",
            (span.article,),
        ).first()
        try:
            check_fragments(span, row[0] if row is not None else "")
        except AnnotatorError:
            return False
        return True


def forget(connection: Connection, kind: str, record: str) -> None:
    """Let nothing be known of a lost record, so that merging another copy brings it back."""
    connection.exec_driver_sql("DELETE FROM versions WHERE kind = ? AND id = ?", (kind, record))
