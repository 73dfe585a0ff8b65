"""Computing the report off the main thread, one at a time, and knowing when it has aged."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Signal

from annotator.agreement.figures import Report, Settings
from annotator.annotation.changes import Changes
from annotator.annotation.records import Status
from annotator.desktop.agreement.places import Place, group
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit.tasks import Task, run_in_background
from annotator.progress import Cancelled, Progress
from annotator.words import Message

if TYPE_CHECKING:
    from annotator.exchange.agreeing import ReportMemory


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What is compared, and how.

    Attributes:
        annotators: names; None: all but gold.
        labels: names; None: all.
        settings: of the report.
        blind: annotators are called A, B, C.

    """

    annotators: tuple[str, ...] | None = None
    labels: tuple[str, ...] | None = None
    settings: Settings = Settings()
    blind: bool = False


class Findings(msgspec.Struct, frozen=True, kw_only=True):
    """A report, what it was asked for, and its disagreements by place.

    Attributes:
        hidden: how many articles are left out because who looks at it is not done with them.

    """

    report: Report
    options: Options
    places: list[Place]
    with_gamma: bool
    hidden: int = 0


class Computing(QObject):
    """Computes reports of one project; what did not change since the last one is not computed.

    Signals:
        started: a ``Task`` that computes.
        found: ``Findings``.
        failed: why there are none, a plain sentence.
        stopped: the user stopped it.
        aged: work has changed since the report was begun.
        dropped: somebody else annotates now, to whom the report was not shown; its options.
    """

    started = Signal(object)
    found = Signal(object)
    failed = Signal(object)
    stopped = Signal()
    aged = Signal()
    dropped = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._memory: list[ReportMemory] = []
        self._next: Callable[[], None] | None = None
        self._wanted = False
        self.task: Task | None = None
        self.findings: Findings | None = None
        self.is_aged = False
        self._was_aged = False
        session.changed.connect(self._on_changed)
        session.annotator_changed.connect(self._on_annotator_changed)

    def compute(self, options: Options, *, with_gamma: bool = False) -> None:
        """Begin to compute; what is being computed is stopped first."""
        if self.task is not None:
            self._next = lambda: self.compute(options, with_gamma=with_gamma)
            self.task.cancel()
            return
        self._next = None
        self._wanted = True
        self._was_aged, self.is_aged = self.is_aged, False
        project, held, who = self._session.project, self._memory, self._session.annotator

        def work(progress: Progress, cancelled: Cancelled) -> Findings:
            # Imported by the thread: numpy and what comes with it take their time.
            from annotator.exchange.agreeing import ReportMemory, report_of

            if not held:
                held.append(ReportMemory())
            hidden = project.blind_articles(who)
            report = report_of(
                project,
                options.settings,
                labels=options.labels,
                annotators=options.annotators,
                blind=options.blind,
                without=hidden,
                memory=held[0],
                with_gamma=with_gamma,
                progress=progress,
                cancelled=cancelled,
            )
            places = group(report.disagreements)
            return Findings(
                report=report,
                options=options,
                places=places,
                with_gamma=with_gamma,
                hidden=len(hidden),
            )

        self.task = run_in_background(
            self, work, self._on_found, self._on_failed, self._on_cancelled
        )
        self.task.ended.connect(self._on_ended)
        self.started.emit(self.task)

    def cancel(self) -> None:
        """Stop what is being computed; the last report stays."""
        self._next = None
        if self.task is not None:
            self.task.cancel()

    def forget(self) -> None:
        """Stop what is being computed, and tell nobody."""
        self._wanted = False
        self.cancel()

    def _on_annotator_changed(self) -> None:
        """What one may see is not for the next one: another report is computed."""
        options = self.findings.options if self.findings is not None else None
        self.findings = None
        self.cancel()
        self._age()
        self.dropped.emit(options)

    def _on_found(self, findings: Findings) -> None:
        if self._next is None and self._wanted:
            self.findings = findings
            self.found.emit(findings)

    def _on_failed(self, reason: Message) -> None:
        self.is_aged |= self._was_aged
        if self._next is None and self._wanted:
            self.failed.emit(reason)

    def _on_cancelled(self) -> None:
        self.is_aged |= self._was_aged
        if self._next is None and self._wanted:
            self.stopped.emit()

    def _on_ended(self) -> None:
        self.task = None
        following, self._next = self._next, None
        if following is not None:
            following()

    # -- age -----------------------------------------------------------------------------------

    def _on_changed(self, changes: Changes) -> None:
        """Age by what can be in the report: statuses, labels, and work on what is done.

        Work that is not done counts where all work was asked for.
        """
        delta = changes.delta
        opened = self._session.opened
        is_here = opened is not None and changes.article in (None, opened.article.id)
        all_work = self.findings is not None and self.findings.options.settings.all_work
        counts = not is_here or all_work or self._session.status is Status.DONE
        worked = bool(delta.spans or delta.links) and counts
        if changes.reloads or delta.statuses or delta.labels or worked:
            self._age()

    def _age(self) -> None:
        if (self.findings is not None or self.task is not None) and not self.is_aged:
            self.is_aged = True
            self.aged.emit()
