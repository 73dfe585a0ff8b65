"""What the rules of editing may ask, answered from one transaction."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping, Sequence
from sys import getsizeof
from threading import Lock
from typing import Any

from sqlalchemy import Connection, bindparam, select

from annotator.annotation.changes import identify
from annotator.annotation.choices import Choice
from annotator.annotation.facts.articles import ArticleFacts
from annotator.annotation.facts.people import Person
from annotator.annotation.facts.rounds import Round
from annotator.annotation.records import (
    Answer,
    Article,
    ArticleStatus,
    ArticleValue,
    Conflict,
    Decision,
    Label,
    Link,
    Span,
    Status,
    Suggestion,
)
from annotator.errors import RuleError
from annotator.project.reading.queries import text_of
from annotator.project.records import (
    adjudication,
    article_values,
    assigning,
    choices,
    conflicts,
    history,
    suggesting,
)
from annotator.project.records.kinds.article_facts import facts_of
from annotator.project.records.kinds.kind import Kind
from annotator.project.records.kinds.rounds import all_rounds
from annotator.project.records.kinds.table import ARTICLE_VALUES, PEOPLE, STATUSES
from annotator.project.storage import link_rows, rows, schema
from annotator.project.storage.texts import check_text
from annotator.words import say

_EXPECTED = (
    select(
        schema.articles.c.id,
        schema.articles.c.key,
        schema.articles.c.sha256,
        schema.statuses.c.status,
        schema.statuses.c.flagged,
        schema.statuses.c.updated_at,
    )
    .select_from(
        schema.articles.outerjoin(
            schema.statuses,
            (schema.statuses.c.article == schema.articles.c.key)
            & (schema.statuses.c.annotator == bindparam("by")),
        )
    )
    .where(schema.articles.c.id.in_(bindparam("ids", expanding=True)))
)


class TextCache:
    """The last texts read, by their SHA-256, so that none is ever stale.

    An article's text never changes, but an id may come back with another text after an import
    was taken back.

    Args:
        limit: how many bytes of memory they may take; the newest text is always kept.

    """

    def __init__(self, limit: int = 4_000_000) -> None:
        self._limit = limit
        self._size = 0
        self._texts: OrderedDict[str, str] = OrderedDict()
        self._lock = Lock()

    def get(self, digest: str) -> str | None:
        """Return the text of this SHA-256, None when it is not here."""
        with self._lock:
            text = self._texts.get(digest)
            if text is not None:
                self._texts.move_to_end(digest)
            return text

    def put(self, digest: str, text: str) -> None:
        """Keep a text that was checked, and let go of the longest unused ones."""
        with self._lock:
            before = self._texts.pop(digest, None)
            self._size -= 0 if before is None else getsizeof(before)
            self._texts[digest] = text
            self._size += getsizeof(text)
            while self._size > self._limit and len(self._texts) > 1:
                self._size -= getsizeof(self._texts.popitem(last=False)[1])

    @property
    def size(self) -> int:
        """How many bytes of memory the texts take."""
        with self._lock:
            return self._size


class TransactionState:
    """The records as they are within one transaction, seen by one annotator."""

    def __init__(
        self, connection: Connection, names: rows.Names, annotator: str, texts: TextCache
    ) -> None:
        self._connection = connection
        self._names = names
        self._annotator = annotator
        self._texts = texts
        self._articles: dict[str, tuple[int, str]] = {}
        self._statuses: dict[str, ArticleStatus | None] = {}

    def text(self, article: str) -> str:
        """Return the article's text; raises RuleError when there is no such article."""
        key, digest = self._article(article)
        text = self._texts.get(digest)
        if text is None:
            text = text_of(self._connection, key)
            check_text(article, text, digest)
            self._texts.put(digest, text)
        return text

    def spans(self, ids: Sequence[str]) -> list[Span]:
        """Return the annotator's spans in the order of ``ids``; raises RuleError for others."""
        found = rows.spans_by_id(self._connection, self._names, ids, rows.refuse)
        for span_id in ids:
            if span_id not in found:
                raise RuleError(say("the span is no longer there"))
            if found[span_id].annotator != self._annotator:
                raise RuleError(
                    say("the span belongs to {annotator}", annotator=found[span_id].annotator)
                )
        return [found[span_id] for span_id in ids]

    def anyones_spans(self, ids: Sequence[str]) -> dict[str, Span]:
        """Return those of some spans that are there, by id, whose ever they are."""
        return rows.spans_by_id(self._connection, self._names, ids)

    def conflict(self, conflict_id: str) -> Conflict:
        """Return a conflict that merging left; raises RuleError when there is none."""
        found = conflicts.conflicts_by_id(self._connection, [conflict_id])
        if conflict_id not in found:
            raise RuleError(say("there is no conflict {conflict}", conflict=conflict_id))
        return found[conflict_id]

    def links_at(self, spans: Sequence[str]) -> list[Link]:
        """Return the links that begin or end at any of ``spans``."""
        return link_rows.links_at(self._connection, spans)

    def links(self, ids: Sequence[str]) -> list[Link]:
        """Return links by id; raises RuleError when one is not there."""
        found = link_rows.links_by_id(self._connection, ids)
        if len(found) != len(set(ids)):
            raise RuleError(say("the link is no longer there"))
        return [found[link_id] for link_id in ids]

    def status(self, article: str) -> ArticleStatus | None:
        """Return the annotator's status row of an article, None when there is none yet."""
        self._article(article)
        return self._statuses[article]

    def status_of(self, article: str, annotator: str) -> ArticleStatus | None:
        """Return anybody's status row of an article, None when there is none."""
        if annotator == self._annotator:
            return self.status(article)
        self._article(article)
        wanted = ArticleStatus(article=article, annotator=annotator)
        return STATUSES.read(self._connection, self._names, [wanted]).get(identify(wanted))

    def anyones_statuses(self, wanted: Sequence[ArticleStatus]) -> Mapping[str, ArticleStatus]:
        """Return those of some status rows that are there, whose ever; raises RuleError."""
        self.expect({one.article for one in wanted} - self._articles.keys())
        for one in wanted:
            self._article(one.article)
        return self.there(STATUSES, wanted)

    def there(self, kind: Kind[Any], wanted: Collection[Any]) -> Mapping[str, Any]:
        """Return those of some records of a kind that are there, by what identifies them.

        The annotator's own statuses are known where their articles were expected.
        """
        if kind is not STATUSES:
            return kind.read(self._connection, self._names, wanted)
        own = [
            one
            for one in wanted
            if one.annotator == self._annotator and one.article in self._articles
        ]
        known = {identify(one): self._statuses[one.article] for one in own}
        others = [one for one in wanted if identify(one) not in known]
        return known | kind.read(self._connection, self._names, others)

    def label(self, label_id: str) -> Label:
        """Return a label; raises RuleError when there is none."""
        key = self._names.label_keys.get(label_id)
        if key is None:
            raise RuleError(say("there is no label {label}", label=label_id))
        return self._names.labels[key]

    def who_changed_label(self, label_id: str, field: str) -> str:
        """Return who gave a field of a label its value, "" where that is not known."""
        by = history.who_changed_label(self._connection, label_id, field)
        return self._names.annotators.get(by, "") if by is not None else ""

    def labels(self) -> list[Label]:
        """Return all labels."""
        return list(self._names.labels.values())

    def spans_of_label(self, label_id: str) -> list[Span]:
        """Return the spans of a label, of all annotators."""
        condition = schema.spans.c.label == self._names.label_keys[label_id]
        found = rows.spans_matching(self._connection, self._names, condition, rows.refuse)
        return [span for _, span in found]

    def value(self, article: str, label_id: str) -> ArticleValue | None:
        """Return what the annotator says of an article with a label, None for nothing yet."""
        self._article(article)
        wanted = ArticleValue(
            article=article, annotator=self._annotator, label=label_id, value=None
        )
        found = ARTICLE_VALUES.read(self._connection, self._names, [wanted])
        return found.get(identify(wanted))

    def values_in(self, article: str) -> list[ArticleValue]:
        """Return what is said of an article, by all annotators and gold."""
        key = self._article(article)[0]
        return article_values.values_of_article(self._connection, self._names, key)

    def values_of_label(self, label_id: str) -> list[ArticleValue]:
        """Return what is said with an article label, by all annotators and gold."""
        here = schema.article_values.c.label == self._names.label_keys[label_id]
        return list(article_values.values_where(self._connection, self._names, here))

    def gold(self) -> str:
        """Return the name of the gold annotator, also where there is none yet."""
        return adjudication.gold_name(self._connection, self._names)

    def annotators(self) -> list[str]:
        """Return the names of all annotators but gold."""
        return list(adjudication.people(self._connection, self._names).values())

    def spans_in(self, article: str) -> list[Span]:
        """Return the spans in an article, of all annotators and gold."""
        return adjudication.spans_in(self._connection, self._names, self._article(article)[0])

    def statuses_in(self, article: str) -> dict[str, ArticleStatus]:
        """Return the status rows of an article by annotator, gold's among them."""
        key = self._article(article)[0]
        return adjudication.statuses_of_article(self._connection, self._names, key, article)

    def decisions_in(self, article: str) -> list[Decision]:
        """Return the decisions on an article, the oldest first."""
        return adjudication.decisions_of_article(self._connection, self._article(article)[0])

    def decisions(self, ids: Sequence[str]) -> list[Decision]:
        """Return decisions by id; raises RuleError when one is not there."""
        found = adjudication.decisions_by_id(self._connection, ids)
        if len(found) != len(set(ids)):
            raise RuleError(say("the decision is no longer there"))
        return [found[one] for one in ids]

    def suggestions(self, ids: Sequence[str]) -> list[Suggestion]:
        """Return suggestions by id; raises RuleError when one is not there."""
        found = suggesting.suggestions_by_id(self._connection, self._names, ids)
        if len(found) != len(set(ids)):
            raise RuleError(say("the suggestion is no longer there"))
        return [found[one] for one in ids]

    def known_suggestions(self, ids: Sequence[str]) -> list[Suggestion]:
        """Return those of some suggestions (ids) that are stored."""
        found = suggesting.suggestions_by_id(self._connection, self._names, ids)
        return list(found.values())

    def suggestions_of_label(self, label_id: str) -> list[Suggestion]:
        """Return the suggestions of a label."""
        condition = schema.suggestions.c.label == self._names.label_keys[label_id]
        return suggesting.suggestions_where(self._connection, self._names, condition)

    def answers(self, suggestions: Sequence[str]) -> list[Answer]:
        """Return what all annotators have answered to suggestions."""
        return suggesting.answers_to(self._connection, self._names, suggestions)

    def unaided(self, articles: Iterable[str]) -> Mapping[str, Sequence[str]]:
        """Return who of those that each of ``articles`` is assigned to gets no suggestions."""
        return assigning.unaided(self._connection, self._names, articles)

    def choices(self) -> Mapping[str, Choice]:
        """Return what is decided of suggestions, by id."""
        return choices.choices(self._connection)

    def assigned(self, articles: Iterable[str]) -> Mapping[str, Sequence[str]]:
        """Return the annotators that each of ``articles`` is assigned to; raises RuleError."""
        wanted = list(articles)
        self.expect(wanted)
        for article in wanted:
            self._article(article)
        return assigning.assigned(self._connection, self._names, wanted)

    def people(self, names: Sequence[str]) -> Mapping[str, Person]:
        """Return what is said of some annotators, by name."""
        return PEOPLE.read(self._connection, self._names, [Person(name=name) for name in names])

    def article_facts(self, articles: Sequence[str]) -> Mapping[str, ArticleFacts]:
        """Return what is said of some articles since they were imported; raises RuleError."""
        self.expect(articles)
        for article in articles:
            self._article(article)
        return facts_of(self._connection, articles)

    def rounds(self) -> Mapping[str, Round]:
        """Return all rounds, by name."""
        return all_rounds(self._connection)

    def described(self, article: str) -> Article:
        """Return an article as it is called by now, without its text; raises RuleError."""
        table, key = schema.articles, self._article(article)[0]
        row = self._connection.execute(select(table).where(table.c.key == key)).one()
        return Article(
            id=row.id,
            text="",
            title=row.title,
            source=row.source,
            date=row.date,
            meta=rows.from_json(row.meta),
        )

    def expect(self, articles: Iterable[str]) -> None:
        """Read at once what many edits will ask one by one; articles that are not there are none.

        Statuses stay as they are at that moment: an edit asks before it writes.
        """
        by = self._names.annotator_keys.get(self._annotator, 0)
        for some in rows.chunks(dict.fromkeys(articles)):
            found = self._connection.execute(_EXPECTED, {"by": by, "ids": some})
            for row in found:
                self._articles[row.id] = row.key, row.sha256
                self._names.articles[row.id] = row.key
                self._statuses[row.id] = row.status and ArticleStatus(
                    article=row.id,
                    annotator=self._annotator,
                    status=Status(row.status),
                    flagged=bool(row.flagged),
                    updated_at=row.updated_at,
                )

    def _article(self, article: str) -> tuple[int, str]:
        """Return the article's key and the SHA-256 of its text."""
        if article not in self._articles:
            self.expect([article])
        if article not in self._articles:
            raise RuleError(say("there is no article {name}", name=article))
        return self._articles[article]
