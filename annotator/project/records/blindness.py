"""Who still annotates an article without having seen the others' work on it.

It guards against accidents, there are no passwords: whoever is to do an article, or has begun it,
is blind to what others did in it until it is done for them. Who has nothing to do with an article
leads, and may look; the view says that they would then no longer be blind.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select, true, union

from annotator.annotation.adjudication.conflict_settling import SettleConflict
from annotator.annotation.adjudication.decisions import (
    SetGoldStatus,
    Settle,
    SettleUnanimous,
    Unsettle,
)
from annotator.annotation.adjudication.value_settling import SettleValue, UnsettleValue
from annotator.annotation.edits import Batch, Edit
from annotator.annotation.records import Conflict, Status
from annotator.errors import RuleError
from annotator.project.records import conflicts
from annotator.project.storage import schema
from annotator.project.storage.rows import chunks
from annotator.words import say

_statuses, _spans, _assignments = schema.statuses.c, schema.spans.c, schema.assignments.c


def blind_keys(annotator_key: int) -> Select[tuple[int]]:
    """Return the query for the keys of the articles on which an annotator is blind.

    Those are assigned to them, or begun (a status, a span), and not done.
    """
    begun = union(
        select(_assignments.article).where(_assignments.annotator == annotator_key),
        select(_statuses.article).where(
            _statuses.annotator == annotator_key, _statuses.status != Status.NEW.value
        ),
        select(_spans.article).where(_spans.annotator == annotator_key),
    ).subquery()
    done = select(_statuses.article).where(
        _statuses.annotator == annotator_key, _statuses.status == Status.DONE.value
    )
    return select(begun.c.article).where(begun.c.article.not_in(done))


def blind_articles(connection: Connection, annotator_key: int) -> frozenset[str]:
    """Return the ids of the articles on which an annotator is blind."""
    articles = schema.articles.c
    found = select(articles.id).where(articles.key.in_(blind_keys(annotator_key)))
    return frozenset(connection.scalars(found))


def seen_by(
    viewer_key: int | None, annotator: ColumnElement[Any], article: ColumnElement[Any]
) -> ColumnElement[bool]:
    """Return the condition for what somebody may see of a table.

    Args:
        viewer_key: who looks; None: somebody who sees everything.
        annotator: the column that says whose it is.
        article: the column that says in which article it is.

    """
    if viewer_key is None:
        return true()
    return or_(annotator == viewer_key, article.not_in(blind_keys(viewer_key)))


def seen_conflicts(
    connection: Connection, found: Sequence[Conflict], viewer_key: int, viewer: str
) -> list[Conflict]:
    """Return the conflicts that somebody may see: their own, and where they are not blind."""
    hidden = blind_articles(connection, viewer_key)
    if not hidden:
        return list(found)
    places = conflicts.places_of(connection, found)
    return [
        one
        for one in found
        if places[one.id].article not in hidden or places[one.id].annotator == viewer
    ]


def is_blind(connection: Connection, annotator_key: int, article_key: int) -> bool:
    """Tell whether an annotator is blind on an article."""
    articles = schema.articles.c
    found = select(articles.key).where(
        and_(articles.key == article_key, articles.key.in_(blind_keys(annotator_key)))
    )
    return connection.scalar(found) is not None


def is_anywhere(connection: Connection, annotator_key: int) -> bool:
    """Tell whether an annotator is blind on any article."""
    return connection.execute(blind_keys(annotator_key).limit(1)).first() is not None


def check_sees(
    connection: Connection, annotator_key: int, annotator: str, article_key: int
) -> None:
    """Check that an annotator may see the others' work on an article.

    Raises:
        RuleError: it is theirs to do and not done.

    """
    if is_blind(connection, annotator_key, article_key):
        raise RuleError(
            say(
                "this article is not done for {annotator}; until then the others’ work on"
                " it is hidden",
                annotator=annotator,
            )
        )


def check_edit(connection: Connection, edit: Edit, annotator_key: int, annotator: str) -> None:
    """Check that nobody settles what they still annotate.

    Raises:
        RuleError: the edit settles something in an article on which its author is blind.

    """
    wanted = set(_settled_by(connection, edit, annotator))
    if not wanted:
        return
    hidden: set[str] = set()
    articles = schema.articles.c
    for some in chunks(wanted):
        found = select(articles.id).where(
            articles.id.in_(some), articles.key.in_(blind_keys(annotator_key))
        )
        hidden.update(connection.scalars(found))
    if hidden:
        raise RuleError(
            say(
                "this article is not done for {annotator}, who cannot settle it yet",
                annotator=annotator,
            )
            if len(wanted) == 1
            else say(
                "{n} of these articles {n:is|are} not done for {annotator}, who cannot"
                " settle them yet",
                n=len(hidden),
                annotator=annotator,
            )
        )


def _settled_by(connection: Connection, edit: Edit, annotator: str) -> Iterable[str]:
    """Return the articles (ids) in which an edit settles something of others."""
    if isinstance(edit, Settle | SettleValue | UnsettleValue):
        return (edit.article,)
    if isinstance(edit, SettleUnanimous | SetGoldStatus):
        return edit.articles
    if isinstance(edit, Unsettle):
        decisions, articles = schema.decisions, schema.articles
        return [
            article
            for some in chunks(edit.decisions)
            for article in connection.scalars(
                select(articles.c.id)
                .join_from(decisions, articles, articles.c.key == decisions.c.article)
                .where(decisions.c.id.in_(some))
            )
        ]
    if isinstance(edit, SettleConflict):
        found = list(conflicts.conflicts_by_id(connection, [edit.conflict]).values())
        places = conflicts.places_of(connection, found).values()
        return [one.article for one in places if one.article and one.annotator != annotator]
    if isinstance(edit, Batch):
        return [
            article for part in edit.edits for article in _settled_by(connection, part, annotator)
        ]
    return ()
