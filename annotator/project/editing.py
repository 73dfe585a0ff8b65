"""Carrying out edits, undoing and redoing them, each in one transaction with its record."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Any

import msgspec
from sqlalchemy import Connection, Row

from annotator.annotation.changes import Changes, Delta, Direction, identify
from annotator.annotation.edits import (
    AddSpan,
    Batch,
    Context,
    Edit,
    FlagArticles,
    SetGoldStatus,
    SetStatus,
    SettleUnanimous,
    check_delta,
    plan,
)
from annotator.annotation.records import ArticleStatus
from annotator.errors import RuleError
from annotator.project import (
    assigning,
    blindness,
    conflicts,
    history,
    label_checks,
    operations,
    rows,
    settling,
    stale_gold,
    suggesting,
)
from annotator.project.clock import new_id, now
from annotator.project.records import ChangeState
from annotator.project.state import TextCache, TransactionState
from annotator.project.writing import annotator_key, write_delta
from annotator.text.naming import tidy_name


def known_annotator(connection: Connection, names: rows.Names, annotator: str) -> int:
    """Return the key of an annotator, who is added under a name that can be shown and typed.

    Raises:
        RuleError: the name is empty or has a line break.

    """
    annotator = names.person(annotator)
    if annotator not in names.annotator_keys and not (annotator and annotator.isprintable()):
        raise RuleError("an annotator's name is one line of visible characters")
    return annotator_key(connection, names, annotator)


def apply(connection: Connection, texts: TextCache, edit: Edit, annotator: str) -> Changes | None:
    """Carry out an edit and record it; None when it would change nothing.

    Raises:
        RuleError: the edit would break a rule.

    """
    names = rows.Names(connection)
    by = known_annotator(connection, names, annotator)
    annotator = names.annotators[by]
    state = TransactionState(connection, names, annotator, texts)
    state.expect(_articles_of(edit))
    blindness.check_edit(connection, edit, by, annotator)
    at = now()
    fresh: set[str] = set()

    def fresh_id() -> str:
        made = new_id()
        fresh.add(made)
        return made

    made = plan(edit, state, Context(annotator, at, fresh_id))
    if not made.delta:
        return None
    check_delta(made.delta, state.text)
    _check_labels(names, made.delta)
    label_checks.check_delta(connection, names, made.delta)
    _check_new(connection, made.delta, fresh)
    _join_gold(connection, names, made.delta)
    delta = stale_gold.with_reopened(connection, names, made.delta)
    made = msgspec.structs.replace(made, delta=delta)
    write_delta(connection, names, made.delta, fresh)
    number = history.record(connection, made, by, at)
    return Changes(
        number=number,
        direction=Direction.DONE,
        annotator=annotator,
        article=made.article,
        text=made.text,
        delta=made.delta,
    )


def carry_out(connection: Connection, texts: TextCache, edit: Edit) -> None:
    """Carry out an edit that is nobody's, and record nothing: it cannot be undone.

    Raises:
        RuleError: the edit would break a rule.

    """
    names = rows.Names(connection)
    state = TransactionState(connection, names, "", texts)
    made = plan(edit, state, Context("", now(), new_id))
    write_delta(connection, names, made.delta)


def _join_gold(connection: Connection, names: rows.Names, delta: Delta) -> None:
    """Make the gold annotator when the first record is theirs: nobody else is made by an edit."""
    spans = [one.after.annotator for one in delta.spans if one.after is not None]
    statuses = [one.after.annotator for one in delta.statuses if one.after is not None]
    for name in dict.fromkeys([*spans, *statuses]):
        settling.add_gold(connection, names, name)


def _articles_of(edit: Edit) -> Iterator[str]:
    """Yield the articles that an edit names, where they may be many."""
    if isinstance(edit, SetStatus | FlagArticles | SettleUnanimous | SetGoldStatus):
        yield from edit.articles
    elif isinstance(edit, Batch):
        for part in edit.edits:
            if isinstance(part, AddSpan):
                yield part.article
            else:
                yield from _articles_of(part)


def step(
    connection: Connection, texts: TextCache, annotator: str, direction: Direction
) -> Changes | RuleError | None:
    """Undo the annotator's last change, or redo the one undone last.

    Returns:
        what changed; None when there is nothing to undo or redo; a RuleError (not raised, so
        that the transaction commits) when the records have been changed by someone else since:
        the change is then passed over, so that earlier ones stay within reach.

    """
    names = rows.Names(connection)
    annotator = names.person(annotator)
    by = names.annotator_keys.get(annotator)
    if by is None:
        return None
    undo = direction is Direction.UNDONE
    row = history.next_to_undo(connection, by) if undo else history.next_to_redo(connection, by)
    if row is None:
        return None
    if row.kind in operations.OPERATIONS:
        return _turn(connection, names, row, annotator, direction)
    delta = history.delta_of(row)
    if undo:
        delta = delta.inverted()
    at = now()
    delta = stale_gold.rebased(connection, names, delta)
    state = TransactionState(connection, names, annotator, texts)
    state.expect([one.record.article for one in delta.statuses])
    state.expect([one.record.article for one in delta.spans])
    if not agrees(connection, names, state, delta):
        return _pass_over(connection, row, undo, at)
    write_delta(connection, names, delta)
    history.set_state(connection, row.number, ChangeState.UNDONE if undo else ChangeState.DONE)
    history.add_event(connection, row.number, direction.value, at)
    return Changes(
        number=row.number,
        direction=direction,
        annotator=annotator,
        article=row.article,
        text=row.text,
        delta=delta,
    )


def _turn(
    connection: Connection,
    names: rows.Names,
    row: Row[Any],
    annotator: str,
    direction: Direction,
) -> Changes | RuleError:
    """Undo or redo an import, a merge or a removal; a RuleError as in ``step``."""
    undo, at = direction is Direction.UNDONE, now()
    try:
        operations.turn(connection, names, row.number, back=undo)
    except RuleError as error:
        return _pass_over(connection, row, undo, at, str(error))
    history.set_state(connection, row.number, ChangeState.UNDONE if undo else ChangeState.DONE)
    history.add_event(connection, row.number, direction.value, at)
    return Changes(
        number=row.number,
        direction=direction,
        annotator=annotator,
        article=None,
        text=row.text,
        delta=Delta(),
        reloads=True,
    )


def _pass_over(
    connection: Connection,
    row: Row[Any],
    undo: bool,
    at: str,
    why: str = "what it touched has been changed since",
) -> RuleError:
    history.set_state(connection, row.number, ChangeState.PASSED)
    history.add_event(connection, row.number, ChangeState.PASSED.value, at)
    verb = "undone" if undo else "redone"
    return RuleError(f"“{row.text}” cannot be {verb}: {why}. It was passed over.")


def agrees(
    connection: Connection, names: rows.Names, state: TransactionState, delta: Delta
) -> bool:
    """Tell whether a delta finds the records as it expects them, and leaves what fits together."""
    return _still_as_left(connection, names, state, delta) and _fits(
        connection, names, state, delta
    )


def _still_as_left(
    connection: Connection, names: rows.Names, state: TransactionState, delta: Delta
) -> bool:
    """Tell whether every record is now as ``delta`` expects to find it."""
    spans = rows.spans_by_id(connection, names, [one.record.id for one in delta.spans])
    if any(spans.get(one.record.id) != one.before for one in delta.spans):
        return False
    links = rows.links_by_id(connection, [one.record.id for one in delta.links])
    if any(links.get(one.record.id) != one.before for one in delta.links):
        return False
    gone = {one.record.id for one in delta.spans if one.after is None}
    if gone:
        going = {one.record.id for one in delta.links if one.after is None}
        if any(link.id not in going for link in rows.links_at(connection, gone)):
            return False
    labels = {label.id: label for label in names.labels.values()}
    if any(labels.get(one.record.id) != one.before for one in delta.labels):
        return False
    there = rows.article_keys(connection, [one.record.article for one in delta.statuses])
    if not all(
        one.record.article in there
        and _same_status(state.status_of(one.record.article, one.record.annotator), one.before)
        for one in delta.statuses
    ):
        return False
    return _others_as_left(connection, names, delta)


def _others_as_left(connection: Connection, names: rows.Names, delta: Delta) -> bool:
    """Tell it of decisions, suggestions, answers and assignments."""
    decisions = settling.decisions_by_id(connection, [one.record.id for one in delta.decisions])
    if any(decisions.get(one.record.id) != one.before for one in delta.decisions):
        return False
    ids = [one.record.id for one in delta.suggestions]
    suggestions = suggesting.suggestions_by_id(connection, names, ids)
    if any(suggestions.get(one.record.id) != one.before for one in delta.suggestions):
        return False
    answered = {one.record.suggestion for one in delta.answers}
    answers = {identify(one): one for one in suggesting.answers_to(connection, names, answered)}
    if any(answers.get(identify(one.record)) != one.before for one in delta.answers):
        return False
    waiting = conflicts.conflicts_by_id(connection, [one.record.id for one in delta.conflicts])
    if any(waiting.get(one.record.id) != one.before for one in delta.conflicts):
        return False
    assigned = assigning.assigned(
        connection, names, {one.record.article for one in delta.assignments}
    )
    return all(
        (one.record.annotator in assigned.get(one.record.article, ())) is (one.before is not None)
        for one in delta.assignments
    )


def _fits(connection: Connection, names: rows.Names, state: TransactionState, delta: Delta) -> bool:
    """Tell whether what ``delta`` leaves behind agrees with what others have done since."""
    after = [one.after for one in delta.spans if one.after is not None]
    added = {one.record.id for one in delta.labels if one.after is not None}
    removed = {one.record.id for one in delta.labels if one.after is None}
    known = (names.label_keys.keys() | added) - removed
    if any(span.label not in known for span in after):
        return False
    going = {one.record.id for one in delta.spans}
    if any(span.id not in going for label in removed for span in state.spans_of_label(label)):
        return False
    if not _others_fit(connection, names, state, delta, known):
        return False
    linked = [one.after for one in delta.links if one.after is not None and one.before is None]
    ends = {end for link in linked for end in (link.source, link.target)}
    if ends - {span.id for span in after} - rows.span_keys(connection, ends).keys():
        return False
    try:
        check_delta(delta, state.text)
        _check_labels(names, delta)
        label_checks.check_delta(connection, names, delta)
    except RuleError:
        return False
    return True


def _others_fit(
    connection: Connection,
    names: rows.Names,
    state: TransactionState,
    delta: Delta,
    labels: set[str],
) -> bool:
    """Tell it of annotators, decisions, suggestions, answers and assignments.

    Args:
        connection: inside the transaction.
        names: as they are now.
        state: the records as they are now.
        delta: what is to be carried out.
        labels: ids of the labels that there will be.

    """
    people = {one.after.annotator for one in delta.spans if one.after is not None}
    people |= {one.after.annotator for one in delta.statuses if one.after is not None}
    people |= {one.after.annotator for one in delta.assignments if one.after is not None}
    people |= {one.after.by for one in delta.decisions if one.after is not None}
    if people - names.annotator_keys.keys():
        return False
    proposed = [one.after for one in delta.suggestions if one.after is not None]
    if any(one.label not in labels for one in proposed):
        return False
    if _takes_others_gold(state, delta):
        return False
    removed = {one.record.id for one in delta.labels if one.after is None}
    going = {one.record.id for one in delta.suggestions}
    if any(one.id not in going for label in removed for one in state.suggestions_of_label(label)):
        return False
    gone = {one.record.id for one in delta.suggestions if one.after is None}
    answered = {identify(one.record) for one in delta.answers if one.after is None}
    left = suggesting.answers_to(connection, names, gone)
    if any(identify(one) not in answered for one in left):
        return False
    wanted = {one.after.suggestion for one in delta.answers if one.after is not None}
    wanted -= {one.id for one in proposed}
    if wanted - suggesting.suggestions_by_id(connection, names, wanted).keys():
        return False
    articles = {one.article for one in proposed}
    articles |= {one.after.article for one in delta.decisions if one.after is not None}
    articles |= {one.after.article for one in delta.assignments if one.after is not None}
    return articles == rows.article_keys(connection, articles).keys()


def _takes_others_gold(state: TransactionState, delta: Delta) -> bool:
    """Tell whether a gold span would go that a decision stands for which stays."""
    if not delta.decisions:
        return False
    gone = {one.record.id: one.record.article for one in delta.spans if one.after is None}
    going = {one.record.id for one in delta.decisions if one.after is None}
    return any(
        one.id not in going and not gone.keys().isdisjoint(one.gold)
        for article in set(gone.values())
        for one in state.decisions_in(article)
    )


def _check_new(connection: Connection, delta: Delta, fresh: Set[str]) -> None:
    """Check that the ids of new spans are free: an edit may bring its own."""
    new = [one.record.id for one in delta.spans if one.before is None]
    new = [one for one in new if one not in fresh]
    if new and rows.span_keys(connection, new):
        raise RuleError("there is a span with this id already")


def _check_labels(names: rows.Names, delta: Delta) -> None:
    """Check that names and keys of labels stay unique."""
    labels = {label.id: label for label in names.labels.values()}
    for step in delta.labels:
        if step.after is None:
            labels.pop(step.record.id, None)
    changed = [step.after for step in delta.labels if step.after is not None]
    labels.update((label.id, label) for label in changed)
    for label in changed:
        for other in labels.values():
            if other.id != label.id and tidy_name(other.name) == tidy_name(label.name):
                raise RuleError(f"there is already a label {label.name}")
            if other.id != label.id and label.key and other.key == label.key:
                raise RuleError(f"the key {label.key} is that of {other.name} already")


def _same_status(now_: ArticleStatus | None, before: ArticleStatus | None) -> bool:
    if now_ is None or before is None:
        return now_ is before
    return (now_.status, now_.flagged) == (before.status, before.flagged)
