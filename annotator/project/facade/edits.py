"""Edits carried out, undone, made again and taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.annotation.changes import Changes, Direction
from annotator.annotation.edits import Edit
from annotator.errors import RuleError
from annotator.progress import Meter
from annotator.project.editing import at_stake as stakes
from annotator.project.editing import editing, taking_back
from annotator.project.editing.at_stake import AtStake
from annotator.project.facade.opened import Opened
from annotator.project.operations import removing
from annotator.project.storage.query_records import (
    NOBODYS,
    Attempt,
    NextStep,
)
from annotator.words import Message


def apply(
    project: Opened,
    edit: Edit,
    annotator: str,
    attempt: Attempt = NOBODYS,
    meter: Meter | None = None,
) -> Changes | None:
    """Carry out and record an edit in one transaction.

    Args:
        edit: what to do.
        annotator: whose change it is.
        attempt: from which window it comes; with its own id it can be tried again safely.
        meter: told how far it is; it may stop it.

    Returns:
        what changed, after it was committed; None when the edit changes nothing.

    Raises:
        RuleError: the edit would break a rule; nothing has changed.
        ClashError: others have changed what it is about since it was seen; as well.
        AlreadyThereError: another window has added the same span; as well.
        NotSavedError: it could not be stored; nothing has changed.
        UncertainError: it may be stored; tried again, it is done once.
        CancelledError: it was stopped; nothing has changed.

    """
    with project.database.writing() as connection:
        return editing.apply(connection, project.text_cache, edit, annotator, attempt, meter)


def carry_out(project: Opened, edit: Edit, by: str | None = None) -> None:
    """Carry out an edit as somebody's change, or as nobody's, in whose undo it is then.

    Args:
        edit: what to do; nobody's may be about people, articles and assignments alone.
        by: whose change it is; None: the command line's.

    Raises:
        RuleError: the edit would break a rule; nothing has changed.
        NotSavedError: it could not be stored; nothing has changed.

    """
    with project.database.writing() as connection:
        if by is None:
            editing.carry_out(connection, project.text_cache, edit)
        else:
            editing.apply(connection, project.text_cache, edit, by)


def undo(project: Opened, annotator: str, attempt: Attempt = NOBODYS) -> Changes | None:
    """Take back a change of the annotator's, whichever article it was in.

    The window's own last one; then those of windows that are closed by now.

    Args:
        annotator: whose.
        attempt: in which window.

    Returns:
        what changed; None when there is nothing to undo.

    Raises:
        RuleError: somebody has changed the same records since; the change is passed over.
        NotSavedError: it could not be stored; nothing has changed.
        UncertainError: it may be stored; tried again, it is done once.

    """
    return _step(project, annotator, Direction.UNDONE, attempt)


def redo(project: Opened, annotator: str, attempt: Attempt = NOBODYS) -> Changes | None:
    """Make again what the annotator undid last; as ``undo``."""
    return _step(project, annotator, Direction.REDONE, attempt)


def step_edit(
    project: Opened,
    annotator: str,
    direction: Direction,
    attempt: Attempt = NOBODYS,
    meter: Meter | None = None,
) -> Changes | NextStep | None:
    """Undo or redo an edit, as ``undo``; what is more than an edit is returned, not done."""
    with project.database.writing() as connection:
        result = editing.step(
            connection,
            project.text_cache,
            annotator,
            direction,
            attempt,
            edits_only=True,
            meter=meter,
        )
    if isinstance(result, RuleError):
        raise result
    return result


def _step(
    project: Opened, annotator: str, direction: Direction, attempt: Attempt
) -> Changes | None:
    done = step_edit(project, annotator, direction, attempt)
    if not isinstance(done, NextStep):
        return done
    _back_up_before(project, done.number, back=direction is Direction.UNDONE)
    with project.database.writing() as connection:
        result = editing.step(connection, project.text_cache, annotator, direction, attempt)
    if isinstance(result, RuleError):
        raise result
    assert not isinstance(result, NextStep)
    return result


def take_back(project: Opened, number: int, annotator: str, attempt: Attempt = NOBODYS) -> Changes:
    """Take one change back by itself, whatever was done since: a change of its own.

    Raises:
        RuleError: something later depends on it; it says what.
        NotSavedError: it could not be stored; nothing has changed.

    """
    _back_up_before(project, number, back=True)
    with project.database.writing() as connection:
        return taking_back.take_back(connection, project.text_cache, number, annotator, attempt)


def why_not_taken_back(project: Opened, number: int, annotator: str) -> Message | None:
    """Return why a change cannot be taken back by itself, None where it can."""
    with project.database.reading() as connection:
        return taking_back.why_not(connection, project.text_cache, number, annotator)


def at_stake(
    project: Opened, number: int, *, back: bool, viewer: str | None = None
) -> AtStake | None:
    """Return what taking a change back, or making it again, takes out; None for an edit.

    Args:
        number: of the change.
        back: take it back; otherwise make it again.
        viewer: who is told: of others' work only where they are not blind. None: everything.

    """
    with project.database.reading() as connection:
        key = project.viewer(connection, viewer)
        return stakes.of_turn(connection, number, back=back, viewer=key)


def _back_up_before(project: Opened, number: int, *, back: bool) -> None:
    """Back the project up before many articles, or somebody's work, are taken out."""
    going = at_stake(project, number, back=back)
    if going is not None and going.is_much:
        project.back_up("removal")


def removal_at_stake(
    project: Opened, articles: Iterable[str], viewer: str | None = None
) -> AtStake:
    """Return what goes when articles (ids) are removed; for whom as in ``at_stake``."""
    with project.database.reading() as connection:
        return stakes.of_articles(connection, articles, project.viewer(connection, viewer))


def remove_articles(
    project: Opened, articles: Sequence[str], annotator: str, attempt: Attempt = NOBODYS
) -> Changes:
    """Remove articles (ids) with all work on them, as one change that can be undone.

    Raises:
        RuleError: none of them is there.
        NotSavedError: it could not be stored; nothing has changed.

    """
    project.back_up("removal")
    with project.database.writing() as connection:
        return removing.carry_out(connection, articles, annotator, attempt.window)
