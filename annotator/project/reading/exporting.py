"""Reading a whole project in chunks, so that its size does not matter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import wraps
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import DBAPIError

from annotator.annotation.records import (
    Annotated,
    Article,
    ArticleValue,
    Link,
    Span,
    Status,
    check_fragments,
)
from annotator.errors import DamagedError, OffsetError
from annotator.project.door.failures import is_damage
from annotator.project.records.adjudication import gold_keys
from annotator.project.records.article_values import in_order, keyed_values
from annotator.project.storage import schema
from annotator.project.storage.link_rows import links_from_articles, to_link
from annotator.project.storage.query_records import Unread
from annotator.project.storage.rows import Names, damage_of, from_json, spans_matching
from annotator.project.storage.rows import refuse as refuse_span
from annotator.project.storage.texts import check_text
from annotator.words import Message, say

_NOTHING = (Status.NEW, False)
_CHUNK = 100
_Work = dict[tuple[int, int], Any]
_Works = tuple[_Work, _Work, _Work, _Work]

Skipped = Callable[[Unread], None]
"""Is told of what could not be read, which is left out then; may raise."""


def refuse(unread: Unread) -> None:
    """Refuse what could not be read; raises DamagedError, which names the article."""
    raise DamagedError(say("article {article}: {what}", article=unread.article, what=unread.what))


def export(
    connection: Connection,
    annotators: Sequence[str] | None,
    *,
    done_only: bool,
    progress: Callable[[int, int], None] | None = None,
    skipped: Skipped = refuse,
) -> Iterator[Annotated]:
    """Yield an article and annotator at a time; every text and fragment is checked on the way.

    Raises:
        ProjectError: an annotator is not in the project.
        DamagedError: a text is not the one that was imported, a span is not what was stored, or
            a page cannot be read; it names the article.

    """
    names = Names(connection)
    wanted = None if annotators is None else names.people(annotators)
    export = _Export(connection, names, wanted, done_only=done_only)
    careful = Careful(connection, names, skipped)
    total = careful.count()
    done, last = 0, 0
    seen: set[int] = set()
    while True:
        try:
            chunk = _articles(connection, last)
            records = export.records(chunk)
            if not chunk and len(seen) < total:  # of a damaged page SQLite may just see no rows
                careful.tell_missing(seen)
        except (DBAPIError, DamagedError, OffsetError) as error:
            if isinstance(error, DBAPIError) and not is_damage(error):
                raise
            chunk = []
            low, last = last + 1, last + _CHUNK
            for read in careful.articles(low, last):
                yield from export.record(*read)
            seen.update(range(low, last + 1))
            done += last - low + 1
            if last >= careful.highest():
                if not careful.found:  # it is no article that is damaged
                    raise
                break
        else:
            if not chunk:
                break
            yield from records
            seen.update(row.key for row in chunk)
            done, last = done + len(chunk), chunk[-1].key
        if progress is not None:
            progress(min(done, total), total)


@contextmanager
def naming_damage(connection: Connection) -> Iterator[None]:
    """Say of a page that cannot be read which article it is about.

    Raises:
        DamagedError: it names the first one.

    """
    try:
        yield
    except DBAPIError as error:
        if is_damage(error):
            careful = Careful(connection, Names(connection), refuse)
            for _ in careful.articles(1, careful.highest()):
                pass
        raise


Read = TypeVar("Read")


def of_pack(
    read: Callable[[Connection, Callable[[int, int], None]], Read],
) -> Callable[[Connection, Callable[[int, int], None]], Read]:
    """Return a function that reads a pack, with other words where the pack is damaged."""

    @wraps(read)
    def reading(connection: Connection, step: Callable[[int, int], None]) -> Read:
        try:
            with naming_damage(connection):
                return read(connection, step)
        except OffsetError as error:
            raise DamagedError(error.message, advice=DamagedError.ADVICE_FOR_PACK) from error
        except DamagedError as error:
            raise DamagedError(error.reason, advice=DamagedError.ADVICE_FOR_PACK) from error
        except DBAPIError as error:
            if not is_damage(error):
                raise
            reason = say("the project file is damaged")
            raise DamagedError(reason, advice=DamagedError.ADVICE_FOR_PACK) from error

    return reading


class _Export:
    """Makes records of what was read."""

    def __init__(
        self, connection: Connection, names: Names, wanted: list[int] | None, *, done_only: bool
    ) -> None:
        self._connection = connection
        self._names = names
        self._wanted = wanted
        self._done_only = done_only
        self._by_name = sorted(names.annotators, key=lambda key: names.annotators[key])
        self._gold = gold_keys(connection)

    def records(self, chunk: Sequence[Any]) -> list[Annotated]:
        """Return the records of some articles, all of them whole."""
        if not chunk:
            return []
        work = _work(self._connection, self._names, chunk[0].key, chunk[-1].key)
        found: list[Annotated] = []
        for row in chunk:
            found += self.record(row.key, _article(row), *work, check=True)
        return found

    def record(
        self,
        key: int,
        article: Article,
        statuses: _Work,
        spans: _Work,
        links: _Work,
        values: _Work,
        *,
        check: bool = False,
    ) -> Iterator[Annotated]:
        """Yield the records of one article."""
        # By name, so that the order is the same in a project made from the export.
        keys = [
            by
            for by in self._by_name
            if (key, by) in spans
            or (key, by) in values
            or statuses.get((key, by), _NOTHING) != _NOTHING
        ]
        if not keys and self._wanted is None and not self._done_only:
            yield Annotated(article=article)
        for by in keys:
            status, flagged = statuses.get((key, by), _NOTHING)
            if (self._wanted is not None and by not in self._wanted) or (
                self._done_only and status is not Status.DONE
            ):
                continue
            theirs = spans.get((key, by), ())
            for span in theirs if check else ():
                check_fragments(span, article.text)
            yield Annotated(
                article=article,
                annotator=self._names.annotators[by],
                status=status,
                flagged=flagged,
                spans=tuple(theirs),
                links=tuple(links.get((key, by), ())),
                document=values.get((key, by), {}),
                gold=by in self._gold,
                program=by in self._names.programs,
            )


def _articles(connection: Connection, after: int) -> Sequence[Any]:
    articles, texts = schema.articles, schema.article_texts
    return connection.execute(
        select(articles, texts.c.text)
        .outerjoin(texts, texts.c.article == articles.c.key)
        .where(articles.c.key > after)
        .order_by(articles.c.key)
        .limit(_CHUNK)
    ).all()


def _article(row: Any) -> Article:
    if row.text is None:
        raise DamagedError(say("article {article}: its text is missing", article=row.id))
    check_text(row.id, row.text, row.sha256)
    return Article(
        id=row.id,
        text=row.text,
        title=row.title,
        source=row.source,
        date=row.date,
        meta=from_json(row.meta),
    )


def _work(connection: Connection, names: Names, low: int, high: int) -> _Works:
    """Return statuses, spans, links and values by (article key, annotator key)."""
    return (
        _statuses(connection, low, high),
        _by_annotator(
            names,
            spans_matching(
                connection, names, schema.spans.c.article.between(low, high), refuse_span
            ),
        ),
        _links(connection, low, high),
        _values(connection, names, low, high),
    )


def _values(connection: Connection, names: Names, low: int, high: int) -> _Work:
    """Return what is said of whole articles, by the names of labels in their order."""
    if not any(label.of_article for label in names.labels.values()):
        return {}
    here = schema.article_values.c.article.between(low, high)
    found: dict[tuple[int, int], list[ArticleValue]] = defaultdict(list)
    for key, one in keyed_values(connection, names, here):
        found[key, names.annotator_keys[one.annotator]].append(one)
    called = {label.id: label.name for label in names.labels.values()}
    return {
        at: {called[one.label]: one.value for one in in_order(said, names)}
        for at, said in found.items()
    }


def _statuses(connection: Connection, low: int, high: int) -> _Work:
    table = schema.statuses
    statement = select(table.c.article, table.c.annotator, table.c.status, table.c.flagged)
    return {
        (row.article, row.annotator): (Status(row.status), bool(row.flagged))
        for row in connection.execute(statement.where(table.c.article.between(low, high)))
    }


def _by_annotator(names: Names, found: Iterable[tuple[int, Span]]) -> _Work:
    """Return spans by (article key, annotator key), with the names of their labels."""
    spans: dict[tuple[int, int], list[Span]] = defaultdict(list)
    label_names = {label.id: label.name for label in names.labels.values()}
    renamed = any(key != name for key, name in label_names.items())
    for key, span in found:
        if renamed:
            span = msgspec.structs.replace(span, label=label_names[span.label])
        spans[key, names.annotator_keys[span.annotator]].append(span)
    return spans


def _links(connection: Connection, low: int, high: int) -> _Work:
    links: dict[tuple[int, int], list[Link]] = defaultdict(list)
    for row in links_from_articles(connection, low, high):
        links[row.article, row.annotator].append(to_link(row))
    return links


class Careful:
    """Reads article by article, and span by span where it must, past what is damaged.

    Args:
        connection: inside a read transaction.
        names: labels and annotators.
        skipped: is told of what could not be read.

    Attributes:
        found: whether anything could not be.

    """

    def __init__(self, connection: Connection, names: Names, skipped: Skipped) -> None:
        self._connection = connection
        self._names = names
        self._skipped = skipped
        self._ids: dict[int, str] | None = None
        self.found = False

    def count(self) -> int:
        """Return how many articles there are, as far as is known."""
        try:
            return self._connection.scalar(select(func.count()).select_from(schema.articles)) or 0
        except DBAPIError as error:
            if not is_damage(error):
                raise
            return len(self._known())

    def highest(self) -> int:
        """Return the highest key of an article, as far as is known."""
        highest = [max(self._known(), default=0)]
        for column in (schema.articles.c.key, schema.spans.c.article):
            with suppress(DBAPIError):
                highest.append(self._connection.scalar(select(func.max(column))) or 0)
        return max(highest)

    def _known(self) -> dict[int, str]:
        """Return ids by key as the index of ids repeats them, as far as that can be read."""
        if self._ids is None:
            self._ids = {}
            articles = schema.articles
            statement = select(articles.c.key, articles.c.id).order_by(articles.c.id)
            with suppress(DBAPIError):
                rows: Iterable[Any] = self._connection.execute(statement)
                self._ids.update((key, article) for key, article in rows)
        return self._ids

    def _skip(self, key: int, what: Message) -> None:
        self.found = True
        self._skipped(Unread(article=self._known().get(key, f"number {key}"), what=what))

    def tell_missing(self, seen: Collection[int]) -> None:
        """Tell of the articles that the index of ids knows, and that were not seen."""
        for key in self._known():
            if key not in seen:
                self._skip(key, say("its title and metadata are missing"))

    def articles(self, low: int, high: int) -> Iterator[tuple[int, Article, *_Works]]:
        """Yield what can be read of the articles with keys ``low`` to ``high``."""
        articles, texts = schema.articles, schema.article_texts
        one = select(articles, texts.c.text).outerjoin(texts, texts.c.article == articles.c.key)
        for key in range(low, min(high, self.highest()) + 1):
            try:
                row = self._connection.execute(one.where(articles.c.key == key)).first()
                article = None if row is None else _article(row)
            except DBAPIError:
                self._skip(key, say("it lies on a page that cannot be read"))
                continue
            except DamagedError as error:
                self._skip(key, _of_article(error.reason))
                continue
            if article is not None:
                yield key, article, *self._work(key, article)
            elif key in self._known():
                self._skip(key, say("its title and metadata are missing"))

    def _work(self, key: int, article: Article) -> _Works:
        statuses: _Work = {}
        links: _Work = {}
        spans = _by_annotator(self._names, [(key, span) for span in self._spans(key, article)])
        try:
            statuses = _statuses(self._connection, key, key)
        except (DBAPIError, ValueError):
            self._skip(key, say("how far annotators are with it cannot be read"))
        try:
            links = _links(self._connection, key, key)
        except DBAPIError:
            self._skip(key, say("its links cannot be read"))
        values: _Work = {}
        try:
            values = _values(self._connection, self._names, key, key)
        except (DBAPIError, DamagedError):
            self._skip(key, say("what annotators say of it with article labels cannot be read"))
        return statuses, spans, links, values

    def _spans(self, key: int, article: Article) -> list[Span]:
        spans = schema.spans
        lost: list[Span] = []
        try:
            here = spans.c.article == key
            found = list(spans_matching(self._connection, self._names, here, lost.append))
        except (DBAPIError, DamagedError):
            lost, found = [], [(key, span) for span in self._one_by_one(key, lost)]
        good = []
        for _, span in found:
            try:
                check_fragments(span, article.text)
            except OffsetError as error:
                self._skip(key, error.message)
            else:
                good.append(span)
        for span in lost:
            self._skip(key, damage_of(span))
        return good

    def _one_by_one(self, article: int, lost: list[Span]) -> Iterator[Span]:
        spans = schema.spans
        keys: list[int] = []
        try:
            # The index has the keys as well: no page of the table is read.
            by = spans.c.annotator
            statement = select(spans.c.key).where(spans.c.article == article).order_by(by)
            keys += self._connection.scalars(statement)
        except DBAPIError:
            self._skip(article, say("which spans it has cannot be read"))
        for key in keys:
            lost.clear()
            try:
                here = spans.c.key == key
                found = list(spans_matching(self._connection, self._names, here, lost.append))
            except DBAPIError:
                self._skip(
                    article, say("span number {key} lies on a page that cannot be read", key=key)
                )
                continue
            except DamagedError as error:
                self._skip(article, error.reason)
                continue
            for span in lost:
                self._skip(article, damage_of(span))
            if not found and not lost:
                self._skip(article, say("span number {key} is missing", key=key))
            yield from (span for _, span in found)


def _of_article(reason: Message) -> Message:
    """Return what is wrong with an article without its name before it."""
    return Message(reason.template.removeprefix("article {article}: "), reason.arguments)
