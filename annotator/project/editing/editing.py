"""Carrying out edits, undoing and redoing them, each in one transaction with its record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
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
from annotator.errors import AlreadyThereError, DamagedError, RuleError
from annotator.project.editing import operations, own_windows
from annotator.project.editing.state import TextCache, TransactionState
from annotator.project.records import (
    adjudication,
    assigning,
    blindness,
    conflicts,
    history,
    suggesting,
)
from annotator.project.storage import rows
from annotator.project.storage.clock import new_id, now
from annotator.project.storage.open_windows import Window
from annotator.project.storage.query_records import NOBODYS, Attempt, ChangeState, NextStep
from annotator.project.writing import label_checks, stale_gold
from annotator.project.writing.writing import annotator_key, write_delta
from annotator.text.naming import tidy_name
from annotator.words import Message, say

CHANGED_SINCE = say("what it touched has been changed since")


def known_annotator(connection: Connection, names: rows.Names, annotator: str) -> int:
    """Return the key of an annotator, who is added under a name that can be shown and typed.

    Raises:
        RuleError: the name is empty or has a line break.

    """
    annotator = names.person(annotator)
    if annotator not in names.annotator_keys and not (annotator and annotator.isprintable()):
        raise RuleError(say("an annotator's name is one line of visible characters"))
    return annotator_key(connection, names, annotator)


def apply(
    connection: Connection,
    texts: TextCache,
    edit: Edit,
    annotator: str,
    attempt: Attempt = NOBODYS,
) -> Changes | None:
    """Carry out an edit and record it; None when it would change nothing.

    Tried again, it is done once: where it is found done, what it did is returned.

    Raises:
        RuleError: the edit would break a rule.
        ClashError: it is about something that others have changed since it was seen.
        AlreadyThereError: a span that it adds was added by others since, the very same.

    """
    if attempt.again and attempt.edit is not None:
        done = history.find_edit(connection, attempt.edit)
        if done is not None:
            return history.changes_of(done)
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
    number, event = history.record(
        connection, names, made, by, at, window=attempt.window, edit=attempt.edit
    )
    if 0 <= attempt.seen_event < event - 1:  # others have edited since
        _check_twins(connection, names, made.delta)
    return Changes(
        number=number,
        direction=Direction.DONE,
        annotator=annotator,
        article=made.article,
        text=made.text,
        delta=made.delta,
        event=event,
    )


def _check_twins(connection: Connection, names: rows.Names, delta: Delta) -> None:
    """Refuse to add a span that another window has added since; nothing is read without others."""
    added = [one.after for one in delta.spans if one.before is None and one.after is not None]
    new = {span.id for span in added}
    for span in added:
        for there in rows.spans_beginning_as(connection, names, span):
            if there.id not in new and there.ranges == span.ranges:
                raise AlreadyThereError(say("this is tagged so already"), there.id)


def carry_out(connection: Connection, texts: TextCache, edit: Edit) -> None:
    """Carry out an edit that is nobody's: it is recorded, and nobody can undo it.

    Raises:
        RuleError: the edit would break a rule.

    """
    names = rows.Names(connection)
    state = TransactionState(connection, names, "", texts)
    at = now()
    made = plan(edit, state, Context("", at, new_id))
    if made.delta:
        write_delta(connection, names, made.delta)
        history.record(connection, names, made, None, at)


def _join_gold(connection: Connection, names: rows.Names, delta: Delta) -> None:
    """Make the gold annotator when the first record is theirs: nobody else is made by an edit."""
    spans = [one.after.annotator for one in delta.spans if one.after is not None]
    statuses = [one.after.annotator for one in delta.statuses if one.after is not None]
    for name in dict.fromkeys([*spans, *statuses]):
        adjudication.add_gold(connection, names, name)


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
    connection: Connection,
    texts: TextCache,
    annotator: str,
    direction: Direction,
    attempt: Attempt = NOBODYS,
    *,
    edits_only: bool = False,
) -> Changes | NextStep | RuleError | None:
    """Undo a change of the annotator, or redo the one undone last: those of the window first.

    Then come those of closed windows, as after a restart; never those of the annotator's other
    windows that are open.

    Args:
        connection: inside a write transaction.
        texts: of articles.
        annotator: whose.
        direction: undo or redo.
        attempt: in which window.
        edits_only: leave an import, a merge or a removal as it is, and return it.

    Returns:
        what changed, or would have to; None when there is nothing to undo or redo; a RuleError
        (not raised, so that the transaction commits) when the records have been changed by
        someone else since: the change is then passed over, so that earlier ones stay within reach.

    Raises:
        RuleError: an open window of the annotator has to go first; nothing is passed over.

    """
    names = rows.Names(connection)
    annotator = names.person(annotator)
    by = names.annotator_keys.get(annotator)
    if by is None:
        return None
    if attempt.again and attempt.window:
        event = direction.value
        done = history.find_step(connection, attempt.window, event, attempt.own_event)
        if done is not None:
            return history.changes_of(done)
    whose = history.Whose(by, attempt.window, attempt.since)
    undo = direction is Direction.UNDONE
    row = history.next_of_window(connection, whose) if undo else None
    others: Sequence[Window] = ()
    if row is None:  # only now it matters which other windows are open
        others, whose = own_windows.beside(connection, whose)
        row = (
            history.next_to_undo(connection, whose)
            if undo
            else history.next_to_redo(connection, whose)
        )
    if row is None:
        if undo and (held := own_windows.held_by(connection, whose, others)) is not None:
            raise RuleError(held)
        return None
    if row.kind in operations.OPERATIONS:
        if edits_only:
            return NextStep(number=row.number, kind=row.kind, text=row.text)
        return _turn(connection, names, row, annotator, direction, attempt)
    work = _Step(connection, names, texts, annotator, undo=undo)
    try:
        delta = work.delta_of(row)
    except DamagedError:
        return _pass_over(connection, row, undo, now(), say("what is stored of it is damaged"))
    if not work.is_possible(delta):
        others, whose = own_windows.beside(connection, whose)
        holder = own_windows.holder(connection, whose, others, row.number, delta)
        if holder is not None:
            who = own_windows.called(holder)
            raise RuleError(
                say(
                    "“{change}” cannot be undone: {who} has changed it since; undo there first, or"
                    " close that window",
                    change=history.text_of(row),
                    who=who,
                )
                if undo
                else say(
                    "“{change}” cannot be redone: {who} has changed it since; undo there first, or"
                    " close that window",
                    change=history.text_of(row),
                    who=who,
                )
            )
        later = history.next_to_undo(connection, whose) if undo else None
        if later is None or later.number <= row.number or later.kind in operations.OPERATIONS:
            return _pass_over(connection, row, undo, now())
        row, delta = later, work.delta_of(later)  # of a closed window: it may stand in the way
        if not work.is_possible(delta):
            return _pass_over(connection, row, undo, now())
    return _carry_through(connection, names, annotator, direction, row, delta, attempt)


class _Step:
    """What both directions of a step need to look at a change."""

    def __init__(
        self,
        connection: Connection,
        names: rows.Names,
        texts: TextCache,
        annotator: str,
        *,
        undo: bool,
    ) -> None:
        self._connection, self._names, self._undo = connection, names, undo
        self._state = TransactionState(connection, names, annotator, texts)

    def delta_of(self, row: Row[Any]) -> Delta:
        """Return what is to be carried out."""
        delta = history.delta_of(row)
        delta = delta.inverted() if self._undo else delta
        return stale_gold.rebased(self._connection, self._names, delta)

    def is_possible(self, delta: Delta) -> bool:
        """Tell whether nothing that it touches has been changed since."""
        articles = [one.record.article for one in delta.statuses]
        articles += [one.record.article for one in delta.spans]
        self._state.expect(articles)
        return agrees(self._connection, self._names, self._state, delta)


def _carry_through(
    connection: Connection,
    names: rows.Names,
    annotator: str,
    direction: Direction,
    row: Row[Any],
    delta: Delta,
    attempt: Attempt,
) -> Changes:
    """Write a step and its line of the audit trail."""
    undo = direction is Direction.UNDONE
    write_delta(connection, names, delta)
    history.set_state(connection, row.number, ChangeState.UNDONE if undo else ChangeState.DONE)
    if row.window != attempt.window:
        history.adopt(connection, row.number, attempt.window)
    event = history.add_event(connection, row.number, direction.value, now())
    return Changes(
        number=row.number,
        direction=direction,
        annotator=annotator,
        article=row.article,
        text=history.text_of(row),
        delta=delta,
        event=event,
    )


def _turn(
    connection: Connection,
    names: rows.Names,
    row: Row[Any],
    annotator: str,
    direction: Direction,
    attempt: Attempt,
) -> Changes | RuleError:
    """Undo or redo an import, a merge or a removal; a RuleError as in ``step``."""
    undo, at = direction is Direction.UNDONE, now()
    try:
        operations.turn(connection, names, row.number, back=undo)
    except RuleError as error:
        return _pass_over(connection, row, undo, at, error.message)
    history.set_state(connection, row.number, ChangeState.UNDONE if undo else ChangeState.DONE)
    if row.window != attempt.window:
        history.adopt(connection, row.number, attempt.window)
    event = history.add_event(connection, row.number, direction.value, at)
    return Changes(
        number=row.number,
        direction=direction,
        annotator=annotator,
        article=None,
        text=history.text_of(row),
        delta=Delta(),
        reloads=True,
        event=event,
    )


def _pass_over(
    connection: Connection,
    row: Row[Any],
    undo: bool,
    at: str,
    why: Message = CHANGED_SINCE,
) -> RuleError:
    history.set_state(connection, row.number, ChangeState.PASSED)
    history.add_event(connection, row.number, ChangeState.PASSED.value, at)
    change = history.text_of(row)
    if undo:
        return RuleError(
            say("“{change}” cannot be undone: {why}. It was passed over.", change=change, why=why)
        )
    return RuleError(
        say("“{change}” cannot be redone: {why}. It was passed over.", change=change, why=why)
    )


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
    articles = [one.record.article for one in delta.statuses]
    there = rows.known_article_keys(connection, names, articles)
    if not all(
        one.record.article in there
        and _same_status(state.status_of(one.record.article, one.record.annotator), one.before)
        for one in delta.statuses
    ):
        return False
    return _others_as_left(connection, names, delta)


def _others_as_left(connection: Connection, names: rows.Names, delta: Delta) -> bool:
    """Tell it of decisions, suggestions, answers and assignments."""
    decisions = adjudication.decisions_by_id(connection, [one.record.id for one in delta.decisions])
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
        raise RuleError(say("there is a span with this id already"))


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
                raise RuleError(say("there is already a label {label}", label=label.name))
            if other.id != label.id and label.key and other.key == label.key:
                raise RuleError(
                    say("the key {key} is that of {other} already", key=label.key, other=other.name)
                )


def _same_status(now_: ArticleStatus | None, before: ArticleStatus | None) -> bool:
    if now_ is None or before is None:
        return now_ is before
    return (now_.status, now_.flagged) == (before.status, before.flagged)
