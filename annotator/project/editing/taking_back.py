"""Taking one change back by itself, whatever was done since: as a change of its own.

The change that is taken back stays in the history as it is, and in its annotator's undo. What
takes it back is a new change of whoever does it, which Undo takes back like any other.
"""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select

from annotator.annotation.changes import Changes, Delta, Direction, Step
from annotator.annotation.planning import Plan
from annotator.annotation.records import ArticleStatus, Status
from annotator.errors import RuleError
from annotator.project.editing import editing, operations, outcome
from annotator.project.editing.state import TextCache, TransactionState
from annotator.project.records import history
from annotator.project.records.kinds.kind import CHANGED_SINCE
from annotator.project.records.kinds.table import (
    articles_in,
    mentioned,
    parts_of,
    removed,
    touched,
)
from annotator.project.storage import rows, schema
from annotator.project.storage.clock import now
from annotator.project.storage.query_records import NOBODYS, Attempt, ChangeState
from annotator.project.writing import stale_gold
from annotator.project.writing.writing import write_delta
from annotator.words import Message, as_said, say

_BACK, _AGAIN = say("Take back: {change}"), say("Make again: {change}")


def take_back(
    connection: Connection,
    texts: TextCache,
    number: int,
    annotator: str,
    attempt: Attempt = NOBODYS,
) -> Changes:
    """Take a stored change back by itself.

    Args:
        connection: inside a write transaction.
        texts: of articles.
        number: of the change.
        annotator: who takes it back.
        attempt: in which window.

    Raises:
        RuleError: it is not there any more, or something later depends on it; it says what.

    """
    names = rows.Names(connection)
    by = editing.known_annotator(connection, names, annotator)
    annotator, window = names.annotators[by], attempt.window
    row = history.stored(connection, number)
    _check_state(connection, names, row)
    at = now()
    if row.kind in operations.OPERATIONS:
        made = _turn_operation(connection, names, row, by, at, window)
        names = rows.Names(connection)
        if by not in names.annotators:  # they were made one with somebody
            by = names.annotator_keys[names.person(annotator)]
        done = _changes(made, annotator, row, Delta(), None, reloads=True)
        return outcome.complete(connection, names, done, by, attempt)
    delta = _delta(connection, names, texts, row, annotator)
    write_delta(connection, names, delta)
    article = _article(connection, row)
    plan = Plan(delta, text_of(row), article)
    made = history.record(connection, names, plan, by, at, window=window, takes_back=number)
    anew = history.shows_anew(delta)
    done = _changes(made, annotator, row, delta, article, reloads=anew)
    return outcome.complete(connection, names, done, by, attempt)


def why_not(
    connection: Connection, texts: TextCache, number: int, annotator: str
) -> Message | None:
    """Return why a change cannot be taken back by itself, None where it can."""
    try:
        names = rows.Names(connection)
        row = history.stored(connection, number)
        _check_state(connection, names, row)
        if row.kind not in operations.OPERATIONS:
            _delta(connection, names, texts, row, annotator)
    except RuleError as error:
        return error.message
    return None


def text_of(row: Row[Any]) -> Message:
    """Return what taking a change back is called."""
    text = history.text_of(row)
    change = dict(text.arguments).get("change")
    if text.template == _BACK.template and change is not None:
        return say("Make again: {change}", change=change)
    if text.template == _AGAIN.template and change is not None:
        text = change if isinstance(change, Message) else as_said(change)
    return say("Take back: {change}", change=text)


def _changes(
    made: history.Recorded,
    annotator: str,
    row: Row[Any],
    delta: Delta,
    article: str | None,
    *,
    reloads: bool = False,
) -> Changes:
    return Changes(
        number=made.number,
        direction=Direction.DONE,
        annotator=annotator,
        article=article,
        text=text_of(row),
        delta=delta,
        reloads=reloads,
        event=made.event,
    )


def _article(connection: Connection, row: Row[Any]) -> str | None:
    table = schema.articles
    found: str | None = connection.scalar(select(table.c.id).where(table.c.key == row.article))
    return found


def _check_state(connection: Connection, names: rows.Names, row: Row[Any]) -> None:
    """Refuse what is not in force."""
    if row.state == ChangeState.UNDONE.value:
        raise RuleError(say("it is undone already"))
    operation = operations.OPERATIONS.get(row.kind)
    if operation is not None:
        why = operation.why_not(connection, names, row) if operation.why_not is not None else None
        if why is not None:
            raise RuleError(why)
        return
    if history.turns(connection, row.number) % 2:
        raise RuleError(say("it has been taken back already"))


def _turn_operation(
    connection: Connection, names: rows.Names, row: Row[Any], by: int, at: str, window: str
) -> history.Recorded:
    root = row.number if row.takes_back is None else row.takes_back
    made = history.record_operation(
        connection,
        operations.turning_kind(row.kind),
        text_of(row),
        by,
        at,
        takes_back=root,
        window=window,
    )
    operations.turn(connection, names, row.number, back=True)
    return made


def _delta(
    connection: Connection, names: rows.Names, texts: TextCache, row: Row[Any], annotator: str
) -> Delta:
    """Return what takes an edit back; raises RuleError where something later depends on it."""
    delta = history.delta_of(row).inverted()
    _check_whose(delta, names, row, annotator)
    state = TransactionState(connection, names, annotator, texts)
    delta = _without_begun(connection, delta, state)
    delta = stale_gold.rebased(connection, names, delta)
    state.expect(articles_in(delta))
    if not delta or not editing.agrees(connection, names, state, delta):
        raise RuleError(_reason(connection, names, row, delta))
    return delta


def _check_whose(delta: Delta, names: rows.Names, row: Row[Any], annotator: str) -> None:
    """What somebody did to their own work, nobody else takes back."""
    author = names.annotators.get(row.annotator, "")
    if author == annotator:
        return
    if any(
        kind.is_own_work and kind.annotator_of(step.record) == author
        for kind, steps in parts_of(delta)
        for step in steps
    ):
        raise RuleError(
            say("it is {author}’s own work, which only {author} can take back", author=author)
        )
    if delta.links and not delta.spans and not delta.decisions and not delta.labels:
        raise RuleError(
            say("it is {author}’s own work, which only {author} can take back", author=author)
        )


def _without_begun(connection: Connection, delta: Delta, state: TransactionState) -> Delta:
    """Leave the status alone that an article got with its first span, unless it was the only one.

    An article that is done, or in progress with other spans, stays so.
    """
    if not delta.spans or not delta.statuses:
        return delta
    there = rows.article_keys(connection, {one.record.article for one in delta.statuses})
    going = {one.record.id for one in delta.spans if one.after is None}

    def is_needed(one: Step[ArticleStatus]) -> bool:
        before, after = one.before, one.after
        began = before is not None and before.status is Status.IN_PROGRESS
        if not began or (after is not None and after.status is not Status.NEW):
            return False  # it is what the change was about
        article, annotator = one.record.article, one.record.annotator
        if article not in there or state.status_of(article, annotator) != before:
            return True
        return any(
            span.annotator == annotator and span.id not in going for span in state.spans_in(article)
        )

    kept = tuple(one for one in delta.statuses if not is_needed(one))
    return msgspec.structs.replace(delta, statuses=kept)


# -- what depends on it --------------------------------------------------------------------------


def _reason(connection: Connection, names: rows.Names, row: Row[Any], delta: Delta) -> Message:
    """Return what was done later that depends on a change, the newest of it."""
    table = schema.changes
    later = select(table).where(
        table.c.number > row.number, table.c.state == ChangeState.DONE.value
    )
    if row.article is not None:
        later = later.where((table.c.article == row.article) | table.c.article.is_(None))
    for other in connection.execute(later.order_by(table.c.number.desc())):
        if other.kind not in operations.OPERATIONS and _depends(history.delta_of(other), delta):
            who = names.annotators.get(other.annotator, "")
            return say(
                "“{change}” by {who} came after it; take that back first",
                change=history.text_of(other),
                who=who,
            )
    return CHANGED_SINCE


def _depends(later: Delta, delta: Delta) -> bool:
    """Tell whether a later change is about what a delta, taking an earlier one back, is about."""
    about, later_about = touched(delta), touched(later)
    return not (
        later_about.isdisjoint(about)
        and mentioned(later).isdisjoint(about)
        and mentioned(delta).isdisjoint(removed(later))
    )
