"""Gold that was finished goes back in progress when something new is undecided in its article.

Whatever writes people's spans, statuses or decisions asks here, in the same transaction: an edit,
its undo and redo, a merge and what takes it back, an import. What is undecided is for
``annotation.staleness`` to say; here it is read and written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
from sqlalchemy import Connection, bindparam, select

from annotator.annotation.adjudication.staleness import (
    ArticleWork,
    Undecided,
    by_article,
    open_places,
    reopened,
    touched,
    undecided,
)
from annotator.annotation.changes import Delta, Step, identify
from annotator.annotation.records import ArticleStatus, ArticleValue, Span, Status
from annotator.project.records import adjudication
from annotator.project.records.article_values import values_where
from annotator.project.storage import schema
from annotator.project.storage.clock import now
from annotator.project.storage.rows import Names, article_keys, chunks, spans_matching
from annotator.project.writing.writing import write_delta

_statuses, _articles = schema.statuses, schema.articles

_FINISHED = (
    select(_articles.c.id, _articles.c.key)
    .join_from(_statuses, schema.gold, schema.gold.c.annotator == _statuses.c.annotator)
    .join(_articles, _articles.c.key == _statuses.c.article)
    .where(_statuses.c.status == Status.DONE.value)
)
_FINISHED_AMONG = _FINISHED.where(_articles.c.id.in_(bindparam("ids", expanding=True)))


def finished(connection: Connection, articles: Iterable[str] | None = None) -> dict[str, int]:
    """Return ids and keys of the articles whose gold is done: of some (ids), or all."""
    if articles is None:
        return {row.id: row.key for row in connection.execute(_FINISHED)}
    found: dict[str, int] = {}
    for some in chunks(dict.fromkeys(articles)):
        rows = connection.execute(_FINISHED_AMONG, {"ids": some})
        found.update((row.id, row.key) for row in rows)
    return found


def works(
    connection: Connection, names: Names, articles: Mapping[str, int]
) -> dict[str, ArticleWork]:
    """Return all work on some articles, given by id and key."""
    found: dict[str, ArticleWork] = {}
    for some in chunks(articles.items()):
        ids = {key: article for article, key in some}
        spans: dict[str, dict[str, object]] = {article: {} for article, _ in some}
        statuses: dict[str, dict[str, object]] = {article: {} for article, _ in some}
        decisions: dict[str, dict[str, object]] = {article: {} for article, _ in some}
        for _, span in spans_matching(connection, names, schema.spans.c.article.in_(list(ids))):
            if names.annotator_keys[span.annotator] not in names.programs:
                spans[span.article][span.id] = span
        for status in _statuses_of(connection, names, ids):
            statuses[status.article][status.annotator] = status
        here = schema.decisions.c.article.in_(list(ids))
        said: dict[str, dict[str, object]] = {article: {} for article, _ in some}
        for one in values_where(connection, names, schema.article_values.c.article.in_(list(ids))):
            said[one.article][identify(one)] = one
        for decision in adjudication.decisions_where(connection, here):
            decisions[decision.article][decision.id] = decision
        for article, _ in some:
            found[article] = ArticleWork(
                spans=spans[article],  # type: ignore[arg-type]
                statuses=statuses[article],  # type: ignore[arg-type]
                decisions=decisions[article],  # type: ignore[arg-type]
                values=said[article],  # type: ignore[arg-type]
            )
    return found


def _statuses_of(
    connection: Connection, names: Names, ids: Mapping[int, str]
) -> Iterator[ArticleStatus]:
    statement = select(_statuses).where(_statuses.c.article.in_(list(ids)))
    for row in connection.execute(statement.order_by(_statuses.c.annotator)):
        if row.annotator in names.programs:
            continue
        yield ArticleStatus(
            article=ids[row.article],
            annotator=names.annotators[row.annotator],
            status=Status(row.status),
            flagged=bool(row.flagged),
            updated_at=row.updated_at,
        )


# -- edits, undo and redo ------------------------------------------------------------------------


def with_reopened(connection: Connection, names: Names, delta: Delta) -> Delta:
    """Return a delta that is about to be written, with the gold that it reopens.

    Args:
        connection: inside a write transaction, before the delta is written.
        names: of annotators.
        delta: what an edit does, or what takes it back.

    """
    if not (delta.spans or delta.statuses or delta.decisions or delta.article_values):
        return delta
    gold = _gold_if_touched(names, delta)
    if gold is None:
        return delta
    there = finished(connection, touched(delta, gold))
    there = _that_matter(connection, names, there, delta, gold)
    if not there:
        return delta
    steps = reopening(works(connection, names, there), delta, gold, {})
    if not steps:
        return delta
    return msgspec.structs.replace(delta, statuses=(*delta.statuses, *steps.values()))


def _that_matter(
    connection: Connection, names: Names, articles: dict[str, int], delta: Delta, gold: str
) -> dict[str, int]:
    """Return the articles in which a delta is about people who are done, or become so, or gold.

    The others have no say; so an edit of theirs costs nothing more.
    """
    if not articles:
        return articles
    matter = {step.record.article for step in delta.decisions}
    people: tuple[Step[Span] | Step[ArticleValue], ...] = (*delta.spans, *delta.article_values)
    for step in delta.statuses:
        sides = [one.status for one in (step.before, step.after) if one is not None]
        if Status.DONE in sides:
            matter.add(step.record.article)
    ids = {key: article for article, key in articles.items()}
    done = {(gold, article) for article in articles}
    for some in chunks(ids):
        here = _statuses.c.article.in_(some) & (_statuses.c.status == Status.DONE.value)
        for row in connection.execute(
            select(_statuses.c.article, _statuses.c.annotator).where(here)
        ):
            done.add((names.annotators[row.annotator], ids[row.article]))
    matter.update(
        step.record.article
        for step in people
        if (step.record.annotator, step.record.article) in done
    )
    return {article: key for article, key in articles.items() if article in matter}


def _gold_if_touched(names: Names, delta: Delta) -> str | None:
    """Return gold's name where a delta is about people's work and there is gold."""
    gold = _gold_of(names)
    return gold if gold is not None and touched(delta, gold) else None


def _gold_of(names: Names) -> str | None:
    """Return gold's name where edits have made it, or it was there: nothing is read for it."""
    return names.annotators[min(names.gold)] if names.gold else None


def reopening(
    before: Mapping[str, ArticleWork],
    delta: Delta,
    gold: str,
    elsewhere: Mapping[str, Undecided],
) -> dict[str, Step[ArticleStatus]]:
    """Return the steps, by article, that take gold back in progress; pure.

    Args:
        before: the work on the articles that are looked at, as it is.
        delta: what is about to be done.
        gold: name of the gold annotator.
        elsewhere: what is undecided in another copy where gold is done, by article.

    """
    steps: dict[str, Step[ArticleStatus]] = {}
    at = now()
    parts = by_article(delta, before)
    for article, work in before.items():
        after = work.after(parts[article])
        row = after.statuses.get(gold)
        if row is None or row.status is not Status.DONE:
            continue
        known: list[Undecided] = []
        if work.status_of(gold) is Status.DONE:
            known.append(undecided(work, gold))
        if article in elsewhere:
            known.append(elsewhere[article])
        if undecided(after, gold).has_more_than(known):
            steps[article] = reopened(row, at)
    return steps


def rebased(connection: Connection, names: Names, delta: Delta) -> Delta:
    """Return what takes a change back, or makes it again, fitted to how gold stands by now.

    Gold's status follows from what people do: where it has changed since, that is no reason not to
    undo. It becomes done only where nothing is undecided afterwards. A change that is about gold's
    status alone is somebody's word, and stays as it is.
    """
    gold = _gold_of(names)
    mine = [step for step in delta.statuses if step.record.annotator == gold]
    others = bool(delta.spans or delta.decisions or delta.article_values)
    others = others or len(mine) < len(delta.statuses)
    if gold is None or not others:
        return delta
    if mine:
        keys = article_keys(connection, [step.record.article for step in mine])
        before = works(connection, names, keys)
        kept = [step for step in delta.statuses if step.record.annotator != gold]
        without = msgspec.structs.replace(delta, statuses=tuple(kept))
        parts = by_article(without, before)
        for step in mine:
            work = before.get(step.record.article)
            if work is not None:
                kept += _fitted(step, work, parts[step.record.article], gold)
        delta = msgspec.structs.replace(delta, statuses=tuple(kept))
    return with_reopened(connection, names, delta)


def _fitted(
    step: Step[ArticleStatus], work: ArticleWork, delta: Delta, gold: str
) -> Sequence[Step[ArticleStatus]]:
    """Return a step of gold's status from what it is now; none where nothing is to be done."""
    row = work.statuses.get(gold)
    if step.after is None:
        return (Step(row, None),) if row is not None else ()
    if step.after.status is Status.DONE and undecided(work.after(delta), gold):
        return ()
    if row is not None and (row.status, row.flagged) == (step.after.status, step.after.flagged):
        return ()
    return (Step(row, step.after),)


# -- imports -------------------------------------------------------------------------------------


class Watch:
    """Looks at settled articles before something is written without a delta, and again after it.

    Args:
        connection: inside a write transaction.
        names: of annotators and labels.
        articles: ids of those that may be touched.
        import_key: of an import; gold that it has brought itself is finished as its file says.

    """

    def __init__(
        self,
        connection: Connection,
        names: Names,
        articles: Iterable[str],
        import_key: int | None = None,
    ) -> None:
        self._connection = connection
        self._keys: dict[str, int] = {}
        self._before: dict[str, ArticleWork] = {}
        gold = adjudication.gold_keys(connection)
        if gold:
            brought: set[int] = set()
            if import_key is not None:
                own = (_statuses.c["import"] == import_key) & _statuses.c.annotator.in_(gold)
                brought.update(connection.scalars(select(_statuses.c.article).where(own)))
            found = finished(connection, articles)
            self._keys = {one: key for one, key in found.items() if key not in brought}
            self._before = works(connection, names, self._keys)

    def steps(self, names: Names) -> tuple[Step[ArticleStatus], ...]:
        """Return what takes gold back in progress, by what there is now; to be written."""
        gold = adjudication.gold_of(self._connection, names)
        if gold is None or not self._keys:
            return ()
        at = now()
        found = []
        for article, work in works(self._connection, names, self._keys).items():
            row = work.statuses.get(gold)
            known = undecided(self._before[article], gold)
            if row is None or row.status is not Status.DONE:
                continue
            if undecided(work, gold).has_more_than([known]):
                found.append(reopened(row, at))
        return tuple(found)


def reopen(connection: Connection, watch: Watch) -> tuple[str, ...]:
    """Take gold back in progress where what was written makes it stale; return which articles."""
    names = Names(connection)
    steps = watch.steps(names)
    if steps:
        write_delta(connection, names, Delta(statuses=steps))
    return tuple(step.record.article for step in steps)


def finish_again(connection: Connection, articles: Iterable[str]) -> None:
    """Finish gold again that an import took back in progress, which was taken back itself.

    Where something is undecided nevertheless, or who settles has gone on, it stays as it is.
    """
    names = Names(connection)
    gold = adjudication.gold_of(connection, names)
    keys = article_keys(connection, articles)
    if gold is None or not keys:
        return
    steps = []
    for work in works(connection, names, keys).values():
        row = work.statuses.get(gold)
        waits = row is not None and row.status is Status.IN_PROGRESS and row.flagged
        if row is not None and waits and not undecided(work, gold):
            after = msgspec.structs.replace(row, status=Status.DONE, flagged=False)
            steps.append(Step(row, after))
    if steps:
        write_delta(connection, names, Delta(statuses=tuple(steps)))


# -- what older versions left --------------------------------------------------------------------


def left_open(connection: Connection) -> dict[str, int]:
    """Return articles (ids) whose gold is done although places are open, and how many.

    Versions before this one did not notice, and whoever settles may have wanted it so.
    """
    names = Names(connection)
    gold = adjudication.gold_of(connection, names)
    if gold is None:
        return {}
    found: dict[str, int] = {}
    for some in chunks(finished(connection).items(), 200):
        for article, work in works(connection, names, dict(some)).items():
            if count := open_places(work, gold):
                found[article] = count
    return found


def titles(connection: Connection, articles: Iterable[str]) -> tuple[str, ...]:
    """Return the titles of articles (ids), ids where they have none, in the order given."""
    wanted = list(articles)
    found: dict[str, str] = {}
    for some in chunks(wanted):
        statement = select(_articles.c.id, _articles.c.title).where(_articles.c.id.in_(some))
        found.update((row.id, row.title) for row in connection.execute(statement))
    return tuple(found.get(one) or one for one in wanted)
