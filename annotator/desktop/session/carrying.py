"""Carrying out what changes the project, and saying how it ended."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.annotation.changes import Changes, Direction
from annotator.desktop.toolkit.tasks import ProgressDialog, Task, run_in_background
from annotator.desktop.toolkit.words import as_sentence, in_words
from annotator.errors import (
    AnnotatorError,
    CancelledError,
    NotSavedError,
    ProjectError,
    RuleError,
    UncertainError,
)
from annotator.progress import Cancelled, Meter, Progress
from annotator.words import Message, say

MANY = 2_000
"""A change of so many records is carried out in a thread."""

STOPPED = say("stopped; nothing has changed")
BUSY = say("a large change is being made; it has to end first")

Work = Callable[[bool], Changes | None]
"""Does something to the project; gets whether it may have been stored when it was tried before."""

Aside = Callable[[bool, Meter | None], Changes | None]
"""As ``Work``, told how far it is while it is done in a thread."""


class Carrying(QObject):
    """Carries out what changes the project.

    Args:
        took_effect: shows what was changed; gets whether what was added or changed becomes current.
        refused: says why a rule forbids it.
        parent: owns it.

    Signals:
        failed: a plain sentence, and what to call to try again (or None).
        told: a plain sentence for the status bar.

    """

    failed = Signal(str, object)
    told = Signal(str)

    def __init__(
        self,
        took_effect: Callable[[Changes, bool], None],
        refused: Callable[[RuleError], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._took_effect = took_effect
        self._refused = refused
        self._task: Task | None = None
        self._large: set[str] = set()

    @property
    def is_busy(self) -> bool:
        """Whether a large change is being made in a thread."""
        return self._task is not None

    def carry_out_aside(
        self,
        work: Aside,
        *,
        follow: bool,
        then: Callable[[Changes], None],
    ) -> None:
        """Carry out a large edit in a thread, in one transaction that can be stopped.

        Args:
            work: what is done.
            follow: see ``carry_out``.
            then: called with what was changed, once it has been shown.

        """
        if self.is_busy:
            self._refused(RuleError(BUSY))
            return

        def carefully(report: Progress, cancelled: Cancelled) -> Changes | AnnotatorError | None:
            try:
                return work(False, Meter(report, cancelled, STOPPED))
            except AnnotatorError as error:  # told as after any edit
                return error

        def done(result: Changes | AnnotatorError | None) -> None:
            self._task = None
            first = [result]

            def told(again: bool) -> Changes | None:
                if not first:
                    return work(again, None)
                ended = first.pop()
                if isinstance(ended, AnnotatorError):
                    raise ended
                return ended

            changes = self.carry_out(told, follow=follow)
            if changes is not None:
                self._large.add(str(changes.text))
                then(changes)

        self._task = run_in_background(self, carefully, done, self._on_failed)
        session = self.parent()
        window = session.parent() if session is not None else None
        above = window if isinstance(window, QWidget) else None
        ProgressDialog(self._task, _tr("Changing many spans …"), above)

    def is_large(self, change: Message | None) -> bool:
        """Tell whether a change of this name was made in a thread: undoing it is large, too."""
        return change is not None and str(change) in self._large

    def say_turned(self, changes: Changes) -> None:
        """Say what was undone or redone."""
        if changes.direction is Direction.UNDONE:
            self.told.emit(_tr("Undone: {0}").format(in_words(changes.text)))
        elif changes.direction is Direction.REDONE:
            self.told.emit(_tr("Redone: {0}").format(in_words(changes.text)))

    def _on_failed(self, reason: Message) -> None:
        self._task = None
        self.failed.emit(as_sentence(in_words(reason)), None)

    def carry_out(self, work: Work, *, follow: bool, again: bool = False) -> Changes | None:
        """Carry out an edit, and tell how it ended.

        Args:
            work: what is done.
            follow: whether the span that was added or changed becomes the current one.
            again: whether it may have been stored when it was tried before.

        """
        if self.is_busy:
            self._refused(RuleError(BUSY))
            return None
        try:
            changes = work(again)
        except RuleError as error:
            self._refused(error)
            return None
        except CancelledError as error:
            self.told.emit(as_sentence(in_words(error.message)))
            return None
        except NotSavedError as error:
            unsure = again or isinstance(error, UncertainError)
            sentence = _tr("Not saved: {0}. Nothing has changed.")
            if isinstance(error, UncertainError):
                sentence = _tr("{0}. “Try again” finds out, and saves it once.")
            elif unsure:
                sentence = _tr("It is still not known whether this was saved: {0}.")
            self.failed.emit(
                as_sentence(sentence.format(in_words(error.message))),
                lambda: self.carry_out(work, follow=follow, again=unsure),
            )
            return None
        except ProjectError as error:
            self.failed.emit(as_sentence(in_words(error.message)), None)
            return None
        if changes is not None:
            self._took_effect(changes, follow)
        return changes


def _tr(text: str) -> str:
    return QCoreApplication.translate("Session", text)
