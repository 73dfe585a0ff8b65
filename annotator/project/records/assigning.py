"""Who is to do which articles, as it is stored."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection, bindparam, select, union

from annotator.annotation.assigning import SetAssignments, Unaided, share_out
from annotator.annotation.records import Status
from annotator.errors import RuleError
from annotator.project.records.adjudication import people
from annotator.project.records.people import all_people
from annotator.project.storage import schema
from annotator.project.storage.query_records import SharedOut
from annotator.project.storage.rows import Names, chunks
from annotator.words import say

_table = schema.assignments


def assigned(
    connection: Connection, names: Names, articles: Iterable[str] | None = None
) -> dict[str, tuple[str, ...]]:
    """Return the annotators of each article (id) that is assigned, in the order they joined.

    Args:
        connection: inside a transaction.
        names: of annotators.
        articles: only these; None: all, as they were imported.

    """
    found: dict[str, tuple[str, ...]] = {}
    base = (
        select(schema.articles.c.id, _table.c.annotator)
        .join_from(_table, schema.articles, schema.articles.c.key == _table.c.article)
        .order_by(_table.c.article, _table.c.annotator)
    )
    if articles is None:
        statements = [base]
    else:
        statements = [base.where(schema.articles.c.id.in_(some)) for some in chunks(articles)]
    for statement in statements:
        for article, by in connection.execute(statement):
            found[article] = (*found.get(article, ()), names.annotators[by])
    return found


def unaided(
    connection: Connection, names: Names, articles: Iterable[str] | None = None
) -> dict[str, tuple[str, ...]]:
    """Return who annotates which article (id) without suggestions, as ``assigned`` does."""
    found: dict[str, tuple[str, ...]] = {}
    base = (
        select(schema.articles.c.id, _table.c.annotator)
        .join_from(_table, schema.articles, schema.articles.c.key == _table.c.article)
        .where(_table.c.unaided == 1)
        .order_by(_table.c.article, _table.c.annotator)
    )
    there = schema.articles.c.id
    parts = [base] if articles is None else [base.where(there.in_(s)) for s in chunks(articles)]
    for statement in parts:
        for article, by in connection.execute(statement):
            found[article] = (*found.get(article, ()), names.annotators[by])
    return found


def is_unaided(connection: Connection, annotator_key: int, article_key: int) -> bool:
    """Tell whether somebody annotates an article without suggestions."""
    here = (_table.c.annotator == annotator_key) & (_table.c.article == article_key)
    return connection.scalar(select(_table.c.unaided).where(here)) == 1


def assigned_by_key(
    connection: Connection, article_keys: Sequence[int]
) -> dict[int, tuple[str, ...]]:
    """Return the names of those who are to do articles, by the articles' keys."""
    found: dict[int, tuple[str, ...]] = {}
    statement = (
        select(_table.c.article, schema.annotators.c.name)
        .join_from(_table, schema.annotators, schema.annotators.c.key == _table.c.annotator)
        .where(_table.c.article.in_(bindparam("keys", expanding=True)))
        .order_by(_table.c.article, _table.c.annotator)
    )
    for article, name in connection.execute(statement, {"keys": article_keys}):
        found[article] = (*found.get(article, ()), name)
    return found


def begun(connection: Connection, names: Names) -> dict[str, list[str]]:
    """Return who has begun which article: a status other than new, or a span."""
    statuses, spans = schema.statuses, schema.spans
    both = union(
        select(statuses.c.article, statuses.c.annotator).where(
            statuses.c.status != Status.NEW.value
        ),
        select(spans.c.article, spans.c.annotator),
    ).subquery()
    statement = (
        select(schema.articles.c.id, both.c.annotator)
        .join_from(both, schema.articles, schema.articles.c.key == both.c.article)
        .order_by(both.c.article, both.c.annotator)
    )
    found: dict[str, list[str]] = {}
    for article, by in connection.execute(statement):
        found.setdefault(article, []).append(names.annotators[by])
    return found


def plan(
    connection: Connection,
    names: Names,
    annotators: Sequence[str] | None,
    *,
    overlap: float,
    seed: int,
    only_new: bool,
    without_suggestions: Unaided | None = None,
    each: int = 1,
    by_all: Sequence[str] = (),
    limits: Mapping[str, int] | None = None,
    only: Collection[str] | None = None,
) -> SharedOut:
    """Share all articles out, writing nothing; see ``share_out``.

    Args:
        connection: inside a transaction.
        names: of annotators.
        annotators: who gets articles; None: everybody.
        overlap: which part of the articles all do.
        seed: of what is left to chance.
        only_new: whether articles stay with those who have them.
        without_suggestions: what of theirs they annotate without; None: as it is.

    Others' assignments than those of ``annotators`` stay as they are. Annotators that the project
    does not have yet are taken as they come.

    Raises:
        RuleError: one of them is gold, or there is nobody.

    """
    known = list(people(connection, names).values())
    programs = {names.annotators[key] for key in names.programs}
    for one in annotators or ():
        if one in programs:
            raise RuleError(say("{name} is a program and does no articles", name=one))
        if one in names.annotator_keys and one not in known:
            raise RuleError(say("{name} holds what was settled and does no articles", name=one))
    away = {one.name for one in all_people(connection).values() if one.retired}
    who = [one for one in known if (one not in away if annotators is None else one in annotators)]
    new = [one for one in dict.fromkeys(annotators or ()) if one not in known]
    who += new
    table = schema.articles
    facts = schema.article_facts
    aside = select(facts.c.article).where(facts.c.archived == 1)
    statement = (
        select(table.c.id, table.c.length).where(table.c.key.not_in(aside)).order_by(table.c.key)
    )
    wanted = None if only is None else frozenset(only)
    rows = connection.execute(statement)
    lengths = {row.id: row.length for row in rows if wanted is None or row.id in wanted}
    before = assigned(connection, names)
    shared = share_out(
        lengths,
        who,
        overlap=overlap,
        seed=seed,
        begun=begun(connection, names),
        kept=before if only_new else None,
        each=each,
        by_all=by_all,
        limits=limits,
    )
    after = {}
    for article, mine in shared.items():
        others = tuple(one for one in before.get(article, ()) if one not in who)
        after[article] = (*others, *mine)
    were = unaided(connection, names)
    without = {
        article: _without(wanted, were.get(article, ()), who, without_suggestions)
        for article, wanted in after.items()
    }
    changed = {
        article: wanted
        for article, wanted in after.items()
        if set(wanted) != set(before.get(article, ()))
        or without[article] != {*were.get(article, ())} & {*wanted}
    }
    return SharedOut(
        edit=SetAssignments(
            assigned=changed,
            unaided={article: tuple(sorted(without[article])) for article in changed},
            base={one: before.get(one, ()) for one in changed},
        ),
        articles={one: sum(one in mine for mine in shared.values()) for one in who},
        characters={
            one: sum(lengths[article] for article, mine in shared.items() if one in mine)
            for one in who
        },
        shared=sum(len(mine) == len(who) for mine in shared.values()),
        total=len(lengths),
        short=sum(len(mine) < each for mine in shared.values()),
        new=tuple(new),
        unaided=sum(bool(one) for one in without.values()),
    )


def _without(
    wanted: Sequence[str], were: Sequence[str], who: Sequence[str], which: Unaided | None
) -> set[str]:
    """Return who annotates an article without suggestions, that some are to do."""
    kept = {one for one in were if one in wanted}
    if which is None:
        return kept
    mine = {one for one in wanted if one in who}
    is_meant = which is Unaided.ALL or (which is Unaided.SHARED and 1 < len(mine) == len(who))
    return (kept - {*who}) | (mine if is_meant else set())
