"""Bringing records in: first looked at, then written in chunks that can all be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from copy import copy
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from types import TracebackType
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from annotator.annotation.answering import suggestion_id
from annotator.annotation.records import (
    Annotated,
    ArticleStatus,
    Label,
    Link,
    Span,
    Status,
    Suggestion,
    check_fragments,
    check_suggestion,
    shorten,
)
from annotator.errors import CancelledError, NotSavedError, RuleError
from annotator.project.door.database import Database
from annotator.project.editing import operations
from annotator.project.operations import unimporting
from annotator.project.operations.unimporting import Made
from annotator.project.operations.unused import unused_annotators, unused_labels
from annotator.project.records import adjudication, history, images, stories
from annotator.project.records.kinds.table import LABELS, LINKS, SPANS, STATUSES, SUGGESTIONS
from annotator.project.storage import checksums, schema
from annotator.project.storage.clock import now
from annotator.project.storage.rows import (
    Names,
    article_keys,
    chunks,
    links_by_id,
    next_key,
    sha256,
    spans_by_id,
    to_json,
)
from annotator.project.writing import label_checks, stale_gold
from annotator.project.writing.writing import (
    annotator_key,
    free_id,
    note_new,
)
from annotator.words import Message, counts, say

_ABANDONED_AFTER = timedelta(minutes=2)


class Verdict(StrEnum):
    """What importing a record's article would do."""

    NEW = "new"
    THERE = "already there"
    CONFLICT = "conflict"


class Sighting(msgspec.Struct, frozen=True, kw_only=True):
    """What importing one record would do.

    Attributes:
        article: a new one, one that is already there, or one whose id has another text.
        new_spans: spans that are not in the project yet.
        kept: spans whose id is there with other content; the project's version stays.
        conflict: why the record must be refused, None when it need not.
        labels: names of labels that the project does not have.
        widened: what its labels do not allow yet and would: “entity: kind PER”.

    """

    article: Verdict
    new_spans: int = 0
    kept: int = 0
    conflict: Message | None = None
    labels: tuple[str, ...] = ()
    widened: tuple[Message, ...] = ()


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
    labels: list[str] = msgspec.field(default_factory=list)
    widened: list[Message] = msgspec.field(default_factory=list)
    reopened: list[str] = msgspec.field(default_factory=list)


def sight(connection: Connection, records: Sequence[Annotated]) -> list[Sighting]:
    """Tell what importing each of ``records`` would do."""
    names = Names(connection)
    records = [_as_here(record, names) for record in records]
    there = _articles_there(connection, records)
    spans = spans_by_id(connection, names, (s.id for r in records for s in r.spans))
    known = {label.name: label.id for label in names.labels.values()}
    labels = {label.name: label for label in names.labels.values()}
    return [
        held_to_rules(_sighting(record, there, spans, known), record, labels) for record in records
    ]


def held_to_rules(sighting: Sighting, record: Annotated, labels: Mapping[str, Label]) -> Sighting:
    """Return a sighting with what the labels (by name) state of the record."""
    why, widened = label_checks.sighted(record, labels)
    if why and sighting.conflict is None:
        return Sighting(article=Verdict.CONFLICT, conflict=why)
    return msgspec.structs.replace(sighting, widened=widened) if widened else sighting


def _as_here(record: Annotated, names: Names) -> Annotated:
    """Return a record with the names that the project has for its annotator and labels."""
    annotator = None if record.annotator is None else names.person(record.annotator)
    called = {name: names.label_called(name) for name in dict.fromkeys(_named(record))}
    if annotator == record.annotator and all(name == there for name, there in called.items()):
        return record
    return msgspec.structs.replace(
        record,
        annotator=annotator,
        spans=tuple(msgspec.structs.replace(s, label=called[s.label]) for s in record.spans),
        suggestions=tuple(
            msgspec.structs.replace(s, label=called[s.label]) for s in record.suggestions
        ),
    )


def _articles_there(
    connection: Connection, records: Sequence[Annotated]
) -> dict[str, tuple[int, str]]:
    """Return ``{article id: (key, SHA-256)}`` of those that are in the project."""
    table = schema.articles
    found: dict[str, tuple[int, str]] = {}
    for some in chunks({record.article.id for record in records}):
        statement = select(table.c.id, table.c.key, table.c.sha256).where(table.c.id.in_(some))
        found.update((row[0], (row[1], row[2])) for row in connection.execute(statement))
    return found


def _sighting(
    record: Annotated,
    there: dict[str, tuple[int, str]],
    spans: dict[str, Span],
    labels: dict[str, str],
) -> Sighting:
    article = record.article
    unknown = tuple(name for name in dict.fromkeys(_named(record)) if name not in labels)
    if article.id in there and there[article.id][1] != sha256(article.text):
        return Sighting(
            article=Verdict.CONFLICT,
            conflict=say(
                "article {article} is in the project with another text", article=article.id
            ),
        )
    kept = present = 0
    for span in record.spans if spans else ():
        ours = spans.get(span.id)
        if ours is None:
            continue
        if (ours.article, ours.annotator) != (article.id, record.annotator):
            return Sighting(
                article=Verdict.CONFLICT,
                conflict=say(
                    "span id {span} is in the project already, as {annotator}’s in article"
                    " {article}",
                    span=span.id,
                    annotator=ours.annotator,
                    article=ours.article,
                ),
            )
        present += 1
        kept += not _equal(ours, span, labels)
    return Sighting(
        article=Verdict.THERE if article.id in there else Verdict.NEW,
        new_spans=len(record.spans) - present,
        kept=kept,
        labels=unknown,
    )


def _named(record: Annotated) -> list[str]:
    """Return the names of the labels that a record speaks of."""
    return [span.label for span in record.spans] + [one.label for one in record.suggestions]


def _equal(ours: Span, theirs: Span, labels: dict[str, str]) -> bool:
    return ours == msgspec.structs.replace(
        theirs, article=ours.article, annotator=ours.annotator, label=labels.get(theirs.label, "")
    )


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
        self._statuses = 0
        self._links: list[Link] = []
        self._stated = label_checks.Stated()
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
            records = [_as_here(record, names) for record in records]
            self._create_labels(connection, names, records, tally)
            there = _articles_there(connection, records)
            watch = stale_gold.Watch(connection, names, there, self.key)
            spans = spans_by_id(connection, names, (s.id for r in records for s in r.spans))
            known = {label.name: label.id for label in names.labels.values()}
            for record in records:
                sighting = _sighting(record, there, spans, known)
                if sighting.conflict is not None:
                    raise RuleError(sighting.conflict)
                tally.kept += sighting.kept
            keys = self._add_articles(connection, records, there, tally)
            new = self._new_spans(records, spans, known)
            joined = []
            for record in records:
                if record.annotator is not None:
                    if record.annotator not in names.annotator_keys:
                        joined.append(record.annotator)
                        if record.gold and not adjudication.gold_keys(connection):
                            adjudication.add_gold(connection, names, record.annotator)
                    annotator_key(connection, names, record.annotator)
            names.articles.update(keys)
            SPANS.insert(connection, names, new, self.key)
            note_new(connection, spans=new)
            tally.spans += len(new)
            statuses = self._add_statuses(connection, names, records, keys)
            tally.suggestions += _add_suggestions(connection, names, records, self.key)
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
        # Only now is it stored; an add that failed leaves no trace here either.
        self.tally = tally
        self._annotators += joined
        self._reopened += reopened
        self._statuses += statuses
        self._articles.update(keys)
        self._links += [link for record in records for link in record.links]
        for span in new:
            if span.attributes:
                self._stated.take(span.label, span.attributes)

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
        ):
            for some in chunks(values):
                connection.execute(
                    update(table)
                    .where(column.in_(some), table.c["import"].in_(others))
                    .values({"import": None})
                )

    @staticmethod
    def _create_labels(
        connection: Connection, names: Names, records: Sequence[Annotated], tally: Tally
    ) -> None:
        known = {label.name for label in names.labels.values()}
        named = (name for record in records for name in _named(record))
        wanted = dict.fromkeys(name for name in named if name not in known)
        new = []
        for name in wanted:
            label = new_label(name, names.labels.values())
            LABELS.insert(connection, names, [label])
            tally.labels.append(name)
            new.append(label)
        note_new(connection, labels=new)

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

    @staticmethod
    def _new_spans(
        records: Sequence[Annotated], there: dict[str, Span], labels: dict[str, str]
    ) -> list[Span]:
        """Return the spans to write, checked, with label ids."""
        new = []
        seen: dict[str, tuple[str, str | None, Span]] = {}
        for record in records:
            article, text, annotator = record.article.id, record.article.text, record.annotator
            for span in record.spans:
                if span.id in there:
                    continue
                if span.id in seen:
                    if seen[span.id] != (article, annotator, span):
                        raise RuleError(
                            say("span id {span} comes twice, for different spans", span=span.id)
                        )
                    continue
                seen[span.id] = article, annotator, span
                if annotator is None:
                    raise RuleError(
                        say("article {article} has spans but no annotator", article=article)
                    )
                check_fragments(span, text)
                label = labels[span.label]
                if (span.label, span.annotator, span.article) != (label, annotator, article):
                    span = msgspec.structs.replace(
                        span, article=article, annotator=annotator, label=label
                    )
                new.append(span)
        return new

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
            widened = label_checks.widen(connection, names, self._stated, list(new.values()))
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
            (self._statuses, counts.statuses),
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
                _take_back(connection, self.key, self._first_change)
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


def _suggested(records: Iterable[Annotated]) -> Iterator[Suggestion]:
    """Yield the suggestions of records, with ids and articles, checked, with labels' names.

    Raises:
        OffsetError: one does not cover what it says.
        RuleError: a score is not from 0 to 1.

    """
    for record in records:
        for one in record.suggestions:
            check_suggestion(one, record.article.text)
            one = msgspec.structs.replace(one, article=record.article.id)
            yield msgspec.structs.replace(one, id=suggestion_id(one))


def _add_suggestions(
    connection: Connection,
    names: Names,
    records: Sequence[Annotated],
    import_key: int,
) -> int:
    """Insert the suggestions of records that are not there yet; return how many."""
    wanted = {one.id: one for one in _suggested(records)}
    there = SUGGESTIONS.known(connection, names, wanted.keys())
    ids = {label.name: label.id for label in names.labels.values()}
    new = [
        msgspec.structs.replace(one, label=ids[one.label])
        for one in wanted.values()
        if one.id not in there
    ]
    SUGGESTIONS.insert(connection, names, new, import_key)
    return len(new)


def abandoned_imports(connection: Connection) -> list[int]:
    """Return the keys of imports that were killed: not finished, and silent for two minutes."""
    table = schema.imports
    limit = (datetime.now(UTC) - _ABANDONED_AFTER).isoformat()
    statement = select(table.c.key).where(table.c.finished_at.is_(None), table.c.alive_at < limit)
    return list(connection.scalars(statement))


def is_unused(connection: Connection, begun: str | None) -> bool:
    """Tell whether nothing is in a project but what an import could not finish or take back.

    Args:
        connection: to the project.
        begun: when this import began; None: there was none.

    """
    imports, articles = schema.imports, schema.articles
    ours = imports.c.finished_at.is_(None) & (imports.c.started_at == (begun or ""))
    key = connection.scalar(select(imports.c.key).where(ours))
    left = [
        select(imports.c.key).where(imports.c.key.is_distinct_from(key)),
        select(articles.c.key).where(articles.c["import"].is_distinct_from(key)),
        select(schema.changes.c.number),
    ]
    if key is None:  # what an import could not take back includes annotators
        left.append(select(schema.annotators.c.key))
    return all(connection.execute(one.limit(1)).first() is None for one in left)


def sweep_abandoned(connection: Connection) -> None:
    """Take back imports that were killed."""
    for key in abandoned_imports(connection):
        _take_back(connection, key, 0)


def _take_back(connection: Connection, import_key: int, since: int) -> None:
    """Remove what an import brought in, unless somebody has worked with it since.

    Args:
        connection: inside a write transaction.
        import_key: of an import that has not finished.
        since: number of the first change that can speak of its labels.

    """
    spans, statuses, articles = schema.spans, schema.statuses, schema.articles
    changes, suggestions = schema.changes, schema.suggestions
    connection.execute(delete(spans).where(spans.c["import"] == import_key))
    connection.execute(delete(suggestions).where(suggestions.c["import"] == import_key))
    left = select(spans.c.key).where(
        spans.c.article == statuses.c.article, spans.c.annotator == statuses.c.annotator
    )
    connection.execute(delete(statuses).where(statuses.c["import"] == import_key, ~left.exists()))
    # What has a history is kept as well, so that it can be undone and redone.
    used = select(spans.c.article).union(
        select(statuses.c.article),
        select(suggestions.c.article),
        select(schema.decisions.c.article),
        select(changes.c.article).where(changes.c.article.is_not(None)),
    )
    connection.execute(
        delete(articles).where(articles.c["import"] == import_key, articles.c.key.not_in(used))
    )
    for table in (articles, spans, statuses):
        connection.execute(
            update(table).where(table.c["import"] == import_key).values({"import": None})
        )
    made = unimporting.made_by(connection, import_key)
    stale_gold.finish_again(connection, made.reopened)
    names = Names(connection)
    for key in unused_labels(connection, names, made.labels, since):
        connection.execute(delete(schema.labels).where(schema.labels.c.key == key))
    for key in unused_annotators(connection, names, made.annotators):
        connection.execute(delete(schema.annotators).where(schema.annotators.c.key == key))
    connection.execute(delete(schema.imports).where(schema.imports.c.key == import_key))


# Okabe and Ito's palette beside the default labels' colours.
_SPARE_COLOURS = ("#009e73", "#cc79a7", "#8c6d1f", "#56b4e9", "#7f7f7f", "#b2182b", "#5e3c99")
_SPARE_LINES = ("dashed", "dotted", "double", "wavy", "solid")


def new_label(name: str, there: Iterable[Label]) -> Label:
    """Return a label of this name with an id, a colour, a line and a key that are free."""
    labels = list(there)
    keys = {label.key for label in labels}
    colours = {label.colour for label in labels}
    letters = {label.letter for label in labels}
    position = max((label.position for label in labels), default=-1) + 1
    first = next((c.upper() for c in name if c.isalnum()), "?")
    return Label(
        id=free_id(name, labels),
        name=name,
        letter=first if first not in letters else (first + name[1:2].lower()).strip(),
        key=next((digit for digit in "123456789" if digit not in keys), ""),
        colour=next(
            (c for c in _SPARE_COLOURS if c not in colours),
            _SPARE_COLOURS[position % len(_SPARE_COLOURS)],
        ),
        line=_SPARE_LINES[position % len(_SPARE_LINES)],
        position=position,
    )
