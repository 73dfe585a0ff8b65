"""Bringing records in: first looked at, then written in chunks that can all be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from copy import copy
from types import TracebackType
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, select, update

from annotator.annotation.records import (
    Annotated,
    ArticleStatus,
    Label,
    Link,
    Span,
    Status,
    shorten,
)
from annotator.errors import CancelledError, NotSavedError, RuleError
from annotator.project.door.database import Database
from annotator.project.editing import operations
from annotator.project.importing.abandoned import take_back_unfinished
from annotator.project.importing.article_labels import (
    add_values,
    as_texts,
    create_labels,
)
from annotator.project.importing.new_spans import new_spans
from annotator.project.importing.suggestions import add_suggestions
from annotator.project.importing.verdict import articles_there, as_here, verdict_on
from annotator.project.operations import unimporting
from annotator.project.operations.unimporting import Made
from annotator.project.records import adjudication, history, images, stories
from annotator.project.records.kinds.table import LINKS, SPANS, STATUSES
from annotator.project.storage import checksums, schema
from annotator.project.storage.clock import now
from annotator.project.storage.link_rows import links_by_id
from annotator.project.storage.rows import (
    Names,
    article_keys,
    chunks,
    next_key,
    sha256,
    spans_by_id,
    to_json,
)
from annotator.project.writing import label_checks, stale_gold
from annotator.project.writing.writing import (
    annotator_key,
    note_new,
)
from annotator.words import Message, counts, say

_SPANS_AT_ONCE = 10_000
"""What is written of them takes as much memory as they do themselves."""


class Tally(msgspec.Struct, kw_only=True):
    """What an import has brought in so far.

    Attributes:
        reopened: titles of articles whose gold was finished, and is to be looked at again.

    """

    articles: int = 0
    already_there: int = 0
    spans: int = 0
    kept: int = 0
    links: int = 0
    suggestions: int = 0
    values: int = 0
    statuses: int = 0
    labels: list[str] = msgspec.field(default_factory=list)
    widened: list[Message] = msgspec.field(default_factory=list)
    reopened: list[str] = msgspec.field(default_factory=list)


class Import:
    """One import under way: add records chunk by chunk, then finish, or cancel to take all back.

    Each ``add`` is one transaction, so that an annotator's keypress in between waits for one
    chunk at most. An import that was killed is taken back when the project is next opened.
    Used as a context manager it finishes, or cancels when an error leaves the block. When it has
    finished it is a change, which can be taken back as one step.

    Args:
        database: of the project.
        source: where the records come from, in words.
        by: the annotator who imports in a window, whose change it is; None: the command line's.
        window: id of that window.

    """

    def __init__(
        self, database: Database, source: Message | str, by: str | None = None, window: str = ""
    ) -> None:
        self._database = database
        self._source = shorten(source, 80) if isinstance(source, str) else source
        self._by = by
        self._window = window
        self._links: list[Link] = []
        self._stated = label_checks.Stated()
        self._declared: dict[str, Label] = {}
        self._annotators: list[str] = []
        self._reopened: list[str] = []
        self._articles: set[str] = set()
        self._finished = False
        self.started_at = now()
        self.tally = Tally()
        with database.writing() as connection:
            self.key = next_key(connection, schema.imports)
            self._first_change = history.next_number(connection)
            connection.execute(
                insert(schema.imports).values(
                    key=self.key,
                    source=str(source),
                    started_at=self.started_at,
                    alive_at=self.started_at,
                )
            )

    def declare(self, labels: Iterable[Label]) -> None:
        """Say what files say of labels: those that the import makes are made so."""
        self._declared.update({label.name: label for label in labels})

    def add(
        self, records: Sequence[Annotated], signatures: Mapping[str, bytes] | None = None
    ) -> None:
        """Write some records in one transaction.

        Args:
            records: with labels by name.
            signatures: what tells near-duplicates of articles (ids) that are there by now.

        Raises:
            RuleError: a record contradicts the project.
            OffsetError: a fragment does not cover what it says.
            NotSavedError: they could not be stored.

        """
        tally = copy(self.tally)
        tally.labels, tally.reopened = list(tally.labels), list(tally.reopened)
        with self._database.writing(in_bulk=True) as connection:
            self._stay_alive(connection)
            names = Names(connection)
            records = [as_here(record, names) for record in records]
            tally.labels += create_labels(connection, names, records, self._declared)
            there = articles_there(connection, records)
            watch = stale_gold.Watch(connection, names, there, self.key)
            spans = spans_by_id(connection, names, (s.id for r in records for s in r.spans))
            known = {label.name: label.id for label in names.labels.values()}
            for record in records:
                verdict = verdict_on(record, there, spans, known)
                if verdict.conflict is not None:
                    raise RuleError(verdict.conflict)
                tally.kept += verdict.kept
            keys = self._add_articles(connection, records, there, tally)
            joined = []
            for record in records:
                if record.annotator is not None:
                    if record.annotator not in names.annotator_keys:
                        joined.append(record.annotator)
                        if record.gold and not adjudication.gold_keys(connection):
                            adjudication.add_gold(connection, names, record.annotator)
                    annotator_key(connection, names, record.annotator)
                    if record.program:
                        adjudication.note_program(connection, names, record.annotator, joined)
            names.articles.update(keys)
            said: list[tuple[str, dict[str, Any]]] = []
            new = new_spans(records, spans, known)
            for some in chunks(new, _SPANS_AT_ONCE):
                SPANS.insert(connection, names, some, self.key)
                note_new(connection, spans=some)
                tally.spans += len(some)
                said += [(span.label, span.attributes) for span in some if span.attributes]
            statuses = self._add_statuses(connection, names, records, keys)
            values = add_values(connection, names, records, self._stated, self.key)
            tally.suggestions += add_suggestions(connection, names, records, self.key)
            self._share(connection, there, spans)
            stories.add_signatures(connection, signatures or {})
            reopened = stale_gold.reopen(connection, watch)
            tally.reopened += stale_gold.titles(connection, reopened)
            made = Made(
                labels=tuple(tally.labels),
                annotators=(*self._annotators, *joined),
                reopened=(*self._reopened, *reopened),
            )
            self._note_made(connection, made)
        # Only now is it stored.
        self.tally = tally
        self._annotators += joined
        self._reopened += reopened
        tally.statuses += statuses
        tally.values += len(values)
        self._articles.update(keys)
        self._links += [link for record in records for link in record.links]
        for label, attributes in said:
            self._stated.take(label, attributes)

    def _stay_alive(self, connection: Connection) -> None:
        """Say that this import goes on.

        Raises:
            CancelledError: it was silent for so long that another program has taken it back.

        """
        table = schema.imports
        result = connection.execute(
            update(table)
            .where(table.c.key == self.key, table.c.started_at == self.started_at)
            .values(alive_at=now())
        )
        if result.rowcount != 1:
            raise CancelledError(
                say(
                    "the import paused for too long and was taken back by another program;"
                    " begin again"
                )
            )

    def _note_made(self, connection: Connection, made: Made) -> None:
        """Remember what goes, or comes back, when the import is taken back."""
        table = schema.imports
        connection.execute(
            update(table)
            .where(table.c.key == self.key)
            .values(made=msgspec.json.encode(made).decode())
        )

    def _share(
        self, connection: Connection, articles: dict[str, tuple[int, str]], spans: dict[str, Span]
    ) -> None:
        """Keep what another unfinished import brought and this one found already there.

        Otherwise it would go when that one is taken back, although this one has reported it.
        """
        imports = schema.imports
        others = connection.scalars(
            select(imports.c.key).where(imports.c.finished_at.is_(None), imports.c.key != self.key)
        ).all()
        if not others:
            return
        keys = [key for key, _ in articles.values()]
        for table, column, values in (
            (schema.articles, schema.articles.c.key, keys),
            (schema.statuses, schema.statuses.c.article, keys),
            (schema.spans, schema.spans.c.id, spans),
            (schema.suggestions, schema.suggestions.c.article, keys),
            (schema.article_values, schema.article_values.c.article, keys),
        ):
            for some in chunks(values):
                connection.execute(
                    update(table)
                    .where(column.in_(some), table.c["import"].in_(others))
                    .values({"import": None})
                )

    def _add_articles(
        self,
        connection: Connection,
        records: Sequence[Annotated],
        there: dict[str, tuple[int, str]],
        tally: Tally,
    ) -> dict[str, int]:
        """Insert the articles that are new; return the keys of all."""
        keys = {article: key for article, (key, _) in there.items()}
        digests = {article: digest for article, (_, digest) in there.items()}
        tally.already_there += len(keys.keys() - self._articles)
        number = next_key(connection, schema.articles)
        new: list[dict[str, Any]] = []
        texts: list[dict[str, Any]] = []
        for record in records:
            article = record.article
            digest = sha256(article.text)
            if digests.setdefault(article.id, digest) != digest:
                raise RuleError(
                    say("article {article} comes twice, with different texts", article=article.id)
                )
            if article.id in keys:
                continue
            keys[article.id] = number
            values = {
                "id": article.id,
                "title": article.title,
                "source": article.source,
                "date": article.date,
                "meta": to_json(article.meta),
                "sha256": digest,
                "length": len(article.text),
            }
            checksum = checksums.of_values(values, checksums.ARTICLE)
            new.append({**values, "key": number, "import": self.key, "crc": checksum})
            texts.append({"article": number, "text": article.text})
            number += 1
        if new:
            connection.execute(insert(schema.articles), new)
            connection.execute(insert(schema.article_texts), texts)
        tally.articles += len(new)
        return keys

    def _add_statuses(
        self,
        connection: Connection,
        names: Names,
        records: Sequence[Annotated],
        keys: dict[str, int],
    ) -> int:
        """Write the statuses of those who have none yet; return how many."""
        table = schema.statuses
        wanted: dict[tuple[int, int], tuple[Status, bool]] = {}
        for record in records:
            told = record.status is not Status.NEW or record.flagged
            if record.annotator is not None and told:
                here = keys[record.article.id], names.annotator_keys[record.annotator]
                wanted[here] = record.status, record.flagged
        there: set[tuple[int, int]] = set()
        for some in chunks({article for article, _ in wanted}):
            statement = select(table.c.article, table.c.annotator).where(table.c.article.in_(some))
            there.update((row[0], row[1]) for row in connection.execute(statement))
        new = [(*where, *what) for where, what in wanted.items() if where not in there]
        if not new:
            return 0
        at = now()
        articles = {key: article for article, key in keys.items()}
        stored = [
            ArticleStatus(
                article=articles[article],
                annotator=names.annotators[annotator],
                status=status,
                flagged=flagged,
                updated_at=at,
            )
            for article, annotator, status, flagged in new
        ]
        STATUSES.insert(connection, names, stored, self.key)
        note_new(connection, statuses=stored)
        return len(new)

    def finish(self, told: Mapping[str, str] | None = None) -> Tally:
        """Write the links, which may cross articles, and end the import.

        Args:
            told: which story articles (ids) tell, where that is new.

        Raises:
            RuleError: a link refers to a span that is not there.

        """
        with self._database.writing() as connection:
            self._stay_alive(connection)
            there = links_by_id(connection, [link.id for link in self._links])
            new = {link.id: link for link in self._links if link.id not in there}
            names = Names(connection)
            LINKS.insert(connection, names, list(new.values()), self.key)
            note_new(connection, links=new.values())
            widened = label_checks.widen(
                connection,
                names,
                self._stated,
                list(new.values()),
                lambda steps: as_texts(steps, self.tally.labels),
            )
            retold = self._tell(connection, told or {})
            at = now()
            connection.execute(
                update(schema.imports)
                .where(schema.imports.c.key == self.key)
                .values(finished_at=at)
            )
            self._record(connection, len(new), retold, at, label_checks.widened_by(widened))
        self.tally.links = len(new)
        self.tally.widened = label_checks.told(widened, self.tally.labels)
        self._finished = True
        return self.tally

    def _tell(self, connection: Connection, told: Mapping[str, str]) -> dict[str, tuple[str, str]]:
        """Say which story articles tell; return what that changed for those that were there."""
        if not told:
            return {}
        before = stories.story_of(connection)
        stories.set_story(connection, told)
        keys = article_keys(connection, told)
        ours = set(unimporting.articles_of(connection, self.key))
        return {
            one: (before.get(one, ""), story)
            for one, story in told.items()
            if one in keys and keys[one] not in ours and before.get(one, "") != story
        }

    def _record(
        self,
        connection: Connection,
        links: int,
        retold: dict[str, tuple[str, str]],
        at: str,
        widened: tuple[label_checks.Widened, ...],
    ) -> None:
        """Store the import as a change, unless nothing came in."""
        tally = self.tally
        brought = (
            (tally.articles, counts.articles),
            (tally.spans, counts.spans),
            (tally.suggestions, counts.suggestions),
            (links, counts.links),
            (tally.values, counts.values),
            (tally.statuses, counts.statuses),
            (len(tally.labels), counts.labels),
        )
        what = next((counted(n) for n, counted in brought if n), None)
        if what is None:
            return
        names = Names(connection)
        by = annotator_key(connection, names, self._by) if self._by is not None else None
        told = unimporting.Imported(
            key=self.key,
            since=self._first_change,
            stories=retold,
            widened=widened,
            **unimporting.added_beside(connection, self.key),
        )
        history.record_operation(
            connection,
            operations.IMPORT,
            say(
                "Import {what} from {source}",
                what=what,
                source=self._source,
            ),
            by,
            at,
            images=images.pack(told),
            window=self._window,
        )

    def cancel(self) -> None:
        """Take back what this import has brought in and nobody has worked with since."""
        if self._finished:
            return
        try:
            # Where it was taken back by another program already, nothing is left to do.
            with suppress(CancelledError), self._database.writing() as connection:
                self._stay_alive(connection)
                take_back_unfinished(connection, self.key, self._first_change)
        except NotSavedError as error:
            raise NotSavedError(
                say(
                    "{why}; what came in so far could not be taken back yet: open the project"
                    " again in two minutes, when it can be written",
                    why=error.message,
                )
            ) from error

    def __enter__(self) -> Import:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            self.cancel()
        elif not self._finished:
            try:
                self.finish()
            except BaseException:
                self.cancel()
                raise
