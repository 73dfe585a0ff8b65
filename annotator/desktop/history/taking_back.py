"""Undo, redo and removal where more than records of one edit goes: asked first, then in a thread.

An import of many articles takes a while to be taken back, and what people have done with its
articles since goes with it. Edits are undone at once, as ever.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from annotator.annotation import kinds
from annotator.annotation.changes import Changes, Direction
from annotator.annotation.records import shorten
from annotator.desktop.session.session import Session
from annotator.desktop.session.unseen import lead_words
from annotator.desktop.toolkit.numbers import whole
from annotator.desktop.toolkit.tasks import ProgressDialog, Task, run_in_background
from annotator.desktop.toolkit.words import as_sentence, in_quoted_words, in_words
from annotator.errors import AnnotatorError, RuleError
from annotator.progress import Cancelled, Progress, Throttle, listening
from annotator.project import AtStake, HistoryEntry, NextStep
from annotator.words import Message, say

_NAME = 40
_STOPPED = say("the work was stopped; nothing has changed")

Work = Callable[[bool], Changes | None]
"""Does something to the project; gets whether it may have been stored when it was tried before."""


class TakingBack(QObject):
    """Carries out what can take out more than an edit does.

    Args:
        session: what is open.
        window: above which it asks.

    """

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._task: Task | None = None

    # -- what is wanted ------------------------------------------------------------------------

    def undo(self) -> None:
        """Take back the annotator's last change."""
        self._step(Direction.UNDONE)

    def redo(self) -> None:
        """Make again what was undone last."""
        self._step(Direction.REDONE)

    def take_back(self, entry: HistoryEntry) -> None:
        """Take one change back by itself."""
        session, number = self._session, entry.number
        session.leaving.emit()
        who, project = session.annotator, session.project
        attempt = session.following.attempt
        if entry.kind in kinds.EDITS:
            session.carry_out(lambda again: project.take_back(number, who, attempt(again=again)))
            return
        stake = self._at_stake(number, back=True)

        def work(again: bool) -> Changes:
            return project.take_back(number, who, attempt(again=again))

        if stake is not None:
            question = self.tr("Take back “{0}”?").format(in_quoted_words(entry.text))
            self._ask_then(stake, question, self.tr("Take back"), work)
        else:
            self._carry_out(None, work)

    def remove(self, articles: Sequence[str]) -> None:
        """Ask, then remove articles (ids) with all work on them."""
        session = self._session
        if not articles:
            return
        session.leaving.emit()
        try:
            stake = session.project.removal_at_stake(articles, session.annotator)
        except AnnotatorError as error:
            session.failed.emit(in_words(error.message), None)
            return
        who, project = session.annotator, session.project

        def work(again: bool) -> Changes:
            attempt = session.following.attempt(again=again)
            return project.remove_articles(articles, who, attempt)

        question = (
            self.tr("Remove this article from the project?")
            if stake.articles == 1
            else self.tr("Remove {0} articles from the project?").format(whole(stake.articles))
        )
        self._ask(
            question,
            self._what_goes(stake),
            self.tr("Remove"),
            lambda: self._carry_out(None, work),
        )

    # -- asking --------------------------------------------------------------------------------

    def _step(self, direction: Direction) -> None:
        if self._task is None:
            self._session.step(direction, partial(self._turn, direction))

    def _turn(self, direction: Direction, following: NextStep) -> None:
        session = self._session
        back = direction is Direction.UNDONE
        stake = self._at_stake(following.number, back=back)
        project, who = session.project, session.annotator

        def work(again: bool) -> Changes | None:
            attempt = session.following.attempt(again=again)
            return project.undo(who, attempt) if back else project.redo(who, attempt)

        called = in_words(following.text)
        if stake is not None and (stake.workers or stake.hidden):
            question = (
                self.tr("Undo “{0}”?").format(called)
                if back
                else self.tr("Redo “{0}”?").format(called)
            )
            verb = self.tr("Undo") if back else self.tr("Redo")
            self._ask_then(stake, question, verb, work)
        else:
            self._carry_out(stake, work)

    def _at_stake(self, number: int, *, back: bool) -> AtStake | None:
        try:
            session = self._session
            return session.project.at_stake(number, back=back, viewer=session.annotator)
        except AnnotatorError:
            return None  # carrying it out says why

    def _ask_then(self, stake: AtStake, question: str, verb: str, work: Work) -> None:
        """Ask where people have worked on it since, else carry it out."""
        details = self._who_has_worked(stake) if stake.workers else self._what_goes(stake)
        self._ask(question, details, verb, lambda: self._carry_out(stake, work))

    def _ask(self, question: str, details: str, verb: str, then: Callable[[], None]) -> None:
        box = QMessageBox(self._window)
        box.setObjectName("taking_back")
        box.setOption(QMessageBox.Option.DontUseNativeDialog)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle("Annotator")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(question)
        box.setInformativeText(details)
        yes = box.addButton(verb, QMessageBox.ButtonRole.AcceptRole)
        yes.setObjectName("taking_back_yes")
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setEscapeButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(yes)
        box.buttonClicked.connect(lambda button: then() if button is yes else None)
        box.open()

    def _who_has_worked(self, stake: AtStake) -> str:
        names = self._listed([shorten(name, _NAME) for name in stake.workers])
        one, only = len(stake.workers) == 1, stake.articles == 1
        if one and only:
            words = self.tr("{0} has worked on it since; this work goes too.")
        elif only:
            words = self.tr("{0} have worked on it since; their work goes too.")
        elif one:
            words = self.tr("{0} has worked on {1} of its {2} articles since; this work goes too.")
        else:
            words = self.tr(
                "{0} have worked on {1} of its {2} articles since; their work goes too."
            )
        worked = words.format(names, whole(stake.worked_on), whole(stake.articles))
        return f"{worked}\n\n{self._what_goes(stake)}"

    def _what_goes(self, stake: AtStake) -> str:
        """Return what goes, and that it can come back."""
        lines = [self._spans(stake)]
        if stake.finished:
            lines.append(
                self.tr("1 article is finished.")
                if stake.finished == 1
                else self.tr("{0} articles are finished.").format(whole(stake.finished))
            )
        if stake.settled:
            lines.append(
                self.tr("1 article has gold.")
                if stake.settled == 1
                else self.tr("{0} articles have gold.").format(whole(stake.settled))
            )
        if stake.hidden:
            who = shorten(self._session.annotator, _NAME)
            lines.append(
                self.tr(
                    "1 article is not done for {0}: what others did in it is not told here, and"
                    " goes too."
                ).format(who)
                if stake.hidden == 1
                else self.tr(
                    "{0} articles are not done for {1}: what others did in them is not told here,"
                    " and goes too."
                ).format(whole(stake.hidden), who)
            )
        if stake.settled or not stake.spans.keys() <= {self._session.annotator}:
            lines.append(lead_words())
        lines.append(self.tr("It can be brought back with Undo, or from Edit ▸ History."))
        return "\n".join(line for line in lines if line)

    def _spans(self, stake: AtStake) -> str:
        spans = stake.spans
        if not spans:
            return "" if stake.hidden else self.tr("Nobody has a span in it.")
        counted = [
            self.tr("{0} of {1}").format(whole(count), shorten(name, _NAME))
            for name, count in spans.items()
        ]
        return self.tr("Spans that go: {0}.").format(self._listed(counted))

    def _listed(self, words: Sequence[str]) -> str:
        """Return words with commas and an “and”; many are cut."""
        most = 6
        if len(words) > most:
            rest = self.tr("{0} more").format(whole(len(words) - most + 1))
            words = [*words[: most - 1], rest]
        if len(words) == 1:
            return words[0]
        return self.tr("{0} and {1}").format(", ".join(words[:-1]), words[-1])

    # -- carrying out --------------------------------------------------------------------------

    def _carry_out(self, stake: AtStake | None, work: Work) -> None:
        """Carry something out: in a thread, unless it is known to be little and not backed up."""
        session = self._session
        if stake is not None and not stake.is_much:
            session.carry_out(work)
            return
        if self._task is not None:
            return

        def carefully(report: Progress, cancelled: Cancelled) -> Changes | RuleError | None:
            try:
                with listening(Throttle(_STOPPED, report, cancelled)):
                    return work(False)
            except RuleError as error:  # said as after an edit, not as a failure
                return error

        self._task = run_in_background(
            self, carefully, self._on_done, self._on_failed, self._on_stopped
        )
        ProgressDialog(self._task, self.tr("Working on the articles …"), self._window)

    def _on_done(self, result: Changes | RuleError | None) -> None:
        self._task = None

        def told(_again: bool) -> Changes | None:
            if isinstance(result, RuleError):
                raise result
            return result

        self._session.carry_out(told)

    def _on_stopped(self) -> None:
        self._task = None
        self._session.told.emit(as_sentence(in_words(_STOPPED)))

    def _on_failed(self, reason: Message) -> None:
        self._task = None
        self._session.failed.emit(
            self.tr("Not saved: {0}. Nothing has changed.").format(in_words(reason)), None
        )
