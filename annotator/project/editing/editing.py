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
from annotator.annotation.records import Span
from annotator.errors import AlreadyThereError, DamagedError, RuleError
from annotator.progress import Meter
from annotator.project.editing import operations, outcome, own_windows
from annotator.project.editing.state import TextCache, TransactionState
from annotator.project.records import adjudication, blindness, history
from annotator.project.records.kinds.kind import CHANGED_SINCE
from annotator.project.records.kinds.table import articles_in, missing, parts_of, stranded
from annotator.project.storage import rows
from annotator.project.storage.clock import new_id, now
from annotator.project.storage.open_windows import Window
from annotator.project.storage.query_records import NOBODYS, Attempt, ChangeState, NextStep
from annotator.project.writing import label_checks, stale_gold
from annotator.project.writing.writing import annotator_key, write_delta
from annotator.words import Message, say

_FEW = 8
"""Spans of one label in one article: of more, those that may stand twice are found first."""

TAGGED_ALREADY = say("this is tagged so already")


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
    meter: Meter | None = None,
) -> Changes | None:
    """Carry out an edit and record it; None when it would change nothing.

    Tried again, it is done once: where it is found done, what it did is returned.
    A ``meter`` is told how far it is, and may stop it.

    Raises:
        RuleError: the edit would break a rule.
        ClashError: it is about something that others have changed since it was seen.
        AlreadyThereError: a span that it adds was added by others since, the very same.
        CancelledError: it was stopped; the caller rolls back.

    """
    names = rows.Names(connection)
    if attempt.again and attempt.edit is not None:
        row = history.find_edit(connection, attempt.edit)
        if row is not None:
            key = names.annotator_keys[names.person(annotator)]
            told = history.changes_of(row)
            return outcome.complete(connection, names, told, key, attempt)
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
    size = _begin(meter, made.delta)
    check_delta(made.delta, state.text)
    _check_kinds(names, made.delta)
    label_checks.check_delta(connection, names, made.delta)
    _check_new(connection, made.delta, fresh)
    _join_gold(connection, names, made.delta)
    delta = stale_gold.with_reopened(connection, names, made.delta)
    made = msgspec.structs.replace(made, delta=delta)
    _add(meter, size)
    write_delta(connection, names, made.delta, fresh, meter)
    _add(meter, 0)
    number, event = history.record(
        connection, names, made, by, at, window=attempt.window, edit=attempt.edit
    )
    if 0 <= attempt.seen_event < event - 1:  # others have edited since
        _check_twins(connection, names, made.delta)
    done = Changes(
        number=number,
        direction=Direction.DONE,
        annotator=annotator,
        article=made.article,
        text=made.text,
        delta=made.delta,
        event=event,
        reloads=history.shows_anew(made.delta),
    )
    return outcome.complete(connection, names, done, by, attempt)


def _begin(meter: Meter | None, delta: Delta) -> int:
    """Say how much there is to do: a delta is planned, checked and written."""
    size = sum(len(steps) for _, steps in parts_of(delta))
    if meter is not None:
        meter.begin(3 * size)
        meter.add(size)
    return size


def _add(meter: Meter | None, done: int) -> None:
    if meter is not None:
        meter.add(done)


def _check_twins(connection: Connection, names: rows.Names, delta: Delta) -> None:
    """Refuse to make a span that another window has made since; nothing is read without others."""
    if (twin := _twin_of(connection, names, delta)) is not None:
        raise AlreadyThereError(TAGGED_ALREADY, twin)


def _twin_of(connection: Connection, names: rows.Names, delta: Delta) -> str | None:
    """Return the id of a span that is there already as one would be by a delta."""
    new = {one.record.id for one in delta.spans}
    alike: dict[tuple[str, str, str], list[Span]] = {}
    for step in delta.spans:
        span, before = step.after, step.before
        if span is None or (
            before is not None and (before.label, before.ranges) == (span.label, span.ranges)
        ):
            continue
        if span.label not in names.label_keys:  # which comes with it: nothing has it yet
            continue
        alike.setdefault((span.article, span.annotator, span.label), []).append(span)
    for some in alike.values():
        if len(some) > _FEW:  # to ask for each of thousands would take minutes
            starts = rows.starts_of_alike(connection, names, some[0])
            taken = {start for name, start in starts if name not in new}
            some = [span for span in some if span.start in taken]
        for span in some:
            for there in rows.spans_beginning_as(connection, names, span):
                if there.id not in new and there.ranges == span.ranges:
                    return there.id
    return None


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
    whose = (
        kind.annotator_of(step.after)
        for kind, steps in parts_of(delta)
        if kind.is_own_work
        for step in steps
        if step.after is not None
    )
    for name in dict.fromkeys(whose):
        if name is not None:
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
    meter: Meter | None = None,
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
        meter: told how far it is; it may stop it.

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
            return outcome.complete(connection, names, history.changes_of(done), by, attempt)
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
            return NextStep(number=row.number, kind=row.kind, text=history.text_of(row))
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
    twin = _twin_of(connection, names, delta) if attempt.seen_event >= 0 else None
    # One that stood beside it when the change was made may stand there again.
    if twin is not None and own_windows.has_come_since(connection, by, row.number, twin):
        return _pass_over(connection, row, undo, now(), TAGGED_ALREADY)
    size = _begin(meter, delta)
    _add(meter, size)
    return _carry_through(connection, names, annotator, direction, row, delta, attempt, meter)


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
        self._state.expect(articles_in(delta))
        return agrees(self._connection, self._names, self._state, delta)


def _carry_through(
    connection: Connection,
    names: rows.Names,
    annotator: str,
    direction: Direction,
    row: Row[Any],
    delta: Delta,
    attempt: Attempt,
    meter: Meter | None,
) -> Changes:
    """Write a step and its line of the audit trail."""
    undo = direction is Direction.UNDONE
    write_delta(connection, names, delta, meter=meter)
    history.set_state(connection, row.number, ChangeState.UNDONE if undo else ChangeState.DONE)
    if row.window != attempt.window:
        history.adopt(connection, row.number, attempt.window)
    event = history.add_event(connection, row.number, direction.value, now())
    done = Changes(
        number=row.number,
        direction=direction,
        annotator=annotator,
        article=row.article,
        text=history.text_of(row),
        delta=delta,
        event=event,
        reloads=history.shows_anew(delta),
    )
    return outcome.complete(connection, names, done, names.annotator_keys[annotator], attempt)


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
    by = names.annotator_keys[annotator]
    try:
        operations.turn(connection, names, row.number, back=undo)
    except RuleError as error:
        return _pass_over(connection, row, undo, at, error.message)
    history.set_state(connection, row.number, ChangeState.UNDONE if undo else ChangeState.DONE)
    if row.window != attempt.window:
        history.adopt(connection, row.number, attempt.window)
    event = history.add_event(connection, row.number, direction.value, at)
    done = Changes(
        number=row.number,
        direction=direction,
        annotator=annotator,
        article=None,
        text=history.text_of(row),
        delta=Delta(),
        reloads=True,
        event=event,
    )
    names = rows.Names(connection)  # an import has brought people and labels, or taken them
    if by not in names.annotators:  # they were made one with somebody
        by = names.annotator_keys[names.person(annotator)]
    return outcome.complete(connection, names, done, by, attempt)


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
    return _still_as_left(state, delta) and _fits(connection, names, state, delta)


def _still_as_left(state: TransactionState, delta: Delta) -> bool:
    """Tell whether every record is now as ``delta`` expects to find it."""
    for kind, steps in parts_of(delta):
        there = state.there(kind, [step.record for step in steps])
        if not all(kind.same(there.get(identify(step.record)), step.before) for step in steps):
            return False
    return True


def _fits(connection: Connection, names: rows.Names, state: TransactionState, delta: Delta) -> bool:
    """Tell whether what ``delta`` leaves behind agrees with what others have done since."""
    if missing(connection, names, delta):
        return False
    if any(True for _ in stranded(connection, names, delta)):
        return False
    if not all(kind.fits(connection, names, delta) for kind, _ in parts_of(delta)):
        return False
    try:
        check_delta(delta, state.text)
        _check_kinds(names, delta)
        label_checks.check_delta(connection, names, delta)
    except RuleError:
        return False
    return True


def _check_kinds(names: rows.Names, delta: Delta) -> None:
    for kind, steps in parts_of(delta):
        kind.check(names, steps)


def _check_new(connection: Connection, delta: Delta, fresh: Set[str]) -> None:
    """Check that the ids of new records are free: an edit may bring its own."""
    for kind, steps in parts_of(delta):
        new = [identify(step.record) for step in steps if step.before is None]
        kind.check_new(connection, [one for one in new if one not in fresh])
