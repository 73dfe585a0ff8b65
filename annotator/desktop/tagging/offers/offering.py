"""Offers suggestions in the open article, and has them learned when there is more to know."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from annotator.annotation.changes import Changes, Delta, Direction
from annotator.annotation.records import Article, Span, Status, Suggestion
from annotator.desktop.session.session import Session
from annotator.desktop.tagging.offers.learner import learn_beside
from annotator.desktop.tagging.offers.levels import Level, is_due
from annotator.desktop.toolkit.settings import Settings
from annotator.desktop.toolkit.tasks import Task, run_in_background
from annotator.desktop.toolkit.words import in_words
from annotator.progress import Cancelled, Progress
from annotator.project import OpenedArticle
from annotator.words import Message

if TYPE_CHECKING:
    from annotator.exchange.suggesting import Offers
    from annotator.suggestions.given import Given

REST_MS = 250
"""For so long nothing is tagged before echoes are worked out."""

Found = tuple["Offers", tuple[Suggestion, ...]]


class Offering(QObject):
    """Works out suggestions off the main thread, where the annotator wants them.

    What is offered in an article comes once, after it was opened; only what follows from one's own
    tags is added later. Nothing is accepted by itself, and nothing that stands there goes.

    Args:
        session: what is open.
        settings: what the annotator wants of which label.
        parent: owns this.

    Signals:
        offered: more is suggested in the open article.
        known: what equal texts were given before is known now.

    """

    offered = Signal()
    known = Signal()

    def __init__(self, session: Session, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._offers: Offers | None = None
        self._given: Given | None = None
        self._task: Task | None = None
        self._learning: Task | None = None
        self._wanted = False
        self._echoes = False
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._work)
        session.article_opened.connect(self._on_article_opened)
        session.changed.connect(self._on_changed)
        session.annotator_changed.connect(self._on_annotator_changed)
        session.labels_changed.connect(self._forget)

    @property
    def is_on(self) -> bool:
        """Whether suggestions are worked out at all."""
        return self._settings.suggests

    def switch(self, *, on: bool) -> None:
        """Offer suggestions from now on, in the open article, too; or none any more."""
        self._settings.suggests = on
        if on:
            self._tell(_tr("Suggestions come from what you are done with. H goes to the next."))
            self._ask(echoes=False)
        else:
            self._stop()
            self._tell(_tr("No more suggestions are worked out. Those that are there stay."))

    def proposed_for(self, span: Span) -> dict[str, Any]:
        """Return the attributes that are proposed for a span: what equal texts were given."""
        label = self._session.labels.get(span.label)
        if not self.is_on or self._given is None or label is None or self._is_unaided:
            return {}
        return self._given.proposed(label, span.text, span.attributes)

    # -- how many of a label -------------------------------------------------------------------

    def level(self, label: str) -> Level:
        """Return what the annotator wants of a label (id)."""
        return Level(self._settings.suggestion_level(self._session.annotator, label))

    def set_level(self, label: str, level: Level) -> None:
        """Offer nothing of a label (id), only what is likely right, or more; from now on."""
        self._settings.set_suggestion_level(self._session.annotator, label, level.value)
        self._forget()
        if self.is_on and level is not Level.OFF:
            self._ask(echoes=False)

    def fill_menu(self, label: str, menu: QMenu) -> None:
        """Add the choice to the menu of a label (id)."""
        if not self.is_on:
            return
        menu.addSeparator()
        group = QActionGroup(menu)
        for level, words in (
            (Level.OFF, _tr("Suggest none")),
            (Level.CAREFUL, _tr("Suggest what is right 9 times in 10")),
            (Level.EAGER, _tr("Suggest more, right 8 times in 10")),
        ):
            action = QAction(words, menu, checkable=True, checked=level is self.level(label))
            action.triggered.connect(partial(self.set_level, label, level))
            group.addAction(action)
            menu.addAction(action)

    # -- what happens --------------------------------------------------------------------------

    def _on_article_opened(self, opened: OpenedArticle | None) -> None:
        self._rest.stop()
        if opened is not None and not opened.unaided:
            self._ask(echoes=False)
        elif opened is not None and self.is_on:
            self._tell(_tr("This article is annotated without suggestions."))

    @property
    def _is_unaided(self) -> bool:
        """Whether the open article is annotated without suggestions."""
        opened = self._session.opened
        return opened is not None and opened.unaided

    def _on_changed(self, changes: Changes) -> None:
        delta = changes.delta
        self._count(delta)
        if delta.choices:
            self.begin_anew()
        if changes.elsewhere:
            return
        is_done = any(
            step.after is not None and step.after.status is Status.DONE for step in delta.statuses
        )
        if is_done and self.is_on:
            self._learn_where_due()
        is_new = any(step.before is None for step in delta.spans)
        if changes.direction is Direction.DONE and is_new:
            self._ask(echoes=True)

    def _count(self, delta: Delta) -> None:
        """Keep up with what texts were given; who annotates now counts, nobody else."""
        if self._given is None:
            return
        for step in delta.spans:
            for span, n in ((step.before, -1), (step.after, 1)):
                if span is not None and span.annotator == self._session.annotator:
                    self._given.count(span.label, span.text, span.attributes, n)

    def _on_annotator_changed(self, *_: object) -> None:
        self._given = None
        self._forget()

    def _ask(self, *, echoes: bool) -> None:
        """Work suggestions out when the window has had nothing to do for a moment."""
        if self.is_on and self._session.opened is not None and not self._is_unaided:
            self._echoes = echoes and (self._echoes or not self._rest.isActive())
            self._rest.start(REST_MS if echoes else 0)

    def begin_anew(self) -> None:
        """Go by other sources from the next article on; what stands on the page stays."""
        self._forget()
        self._settings.set_learned_from(self._place, self._session.annotator, 0)

    def _forget(self, *_: object) -> None:
        """Begin anew with the next article: somebody else annotates, or labels are others."""
        self._offers = None

    def _stop(self) -> None:
        self._rest.stop()
        for task in (self._task, self._learning):
            if task is not None:
                task.cancel()

    # -- working out ---------------------------------------------------------------------------

    def _work(self) -> None:
        opened = self._session.opened
        if opened is None or not self.is_on:
            return
        if self._task is not None:  # one after the other
            self._wanted = True
            return
        who, article = self._session.annotator, opened.article
        self._task = run_in_background(
            self,
            self._finder(who, article, tuple(self._session.spans.values())),
            partial(self._on_found, who, article.id),
            self._on_failed,
            self._on_ended,
        )

    def _finder(
        self, who: str, article: Article, spans: tuple[Span, ...]
    ) -> Callable[[Progress, Cancelled], Found]:
        project, offers, echoes = self._session.project, self._offers, self._echoes
        given = self._given
        command, pipeline = self._settings.own_sources(self._place)
        levels = {label: self.level(label) for label in self._session.labels}
        off = [label for label, level in levels.items() if level is Level.OFF]
        eager = [label for label, level in levels.items() if level is Level.EAGER]

        def find(progress: Progress, cancelled: Cancelled) -> Found:
            from annotator.exchange.suggesting import Offers, Own

            own = Own(command=command, pipeline=pipeline)
            made = offers or Offers(project, who, off, eager, given, own, progress, cancelled)
            return made, made.in_article(article, spans, echoes=echoes)

        return find

    def _on_found(self, who: str, article: str, found: Found) -> None:
        session = self._session
        offers, suggestions = found
        if session.annotator == who:
            is_first = self._offers is None
            self._offers = offers
            if self._given is None:
                self._given = offers.given
                self.known.emit()
            opened = session.opened
            is_here = opened is not None and opened.article.id == article and self.is_on
            if is_here and session.work.offer(suggestions):
                self.offered.emit()
            if is_first:
                self._learn_where_due()
        self._on_ended()

    def _on_failed(self, why: Message) -> None:
        self._tell(_tr("No suggestions: {0}.").format(in_words(why)))
        self._on_ended()

    def _on_ended(self) -> None:
        self._task = None
        if self._wanted:
            self._wanted = False
            self._rest.start()

    # -- learning ------------------------------------------------------------------------------

    def _learn_where_due(self) -> None:
        """Learn in a process of its own; the next article that is opened has the use of it."""
        done = self._session.progress.done
        learned = self._settings.learned_from(self._place, self._session.annotator)
        if self._learning is not None or not is_due(done, learned):
            return
        place, who = self._place, self._session.annotator
        command, pipeline = self._settings.own_sources(place)

        def work(_progress: Progress, cancelled: Cancelled) -> None:
            from annotator.exchange.suggesting import Own

            learn_beside(place, who, cancelled, Own(command=command, pipeline=pipeline))

        self._learning = run_in_background(
            self,
            work,
            lambda _: self._on_learned(who, done),
            self._on_not_learned,
            lambda: self._on_not_learned(None),
        )

    @property
    def _place(self) -> str:
        return str(self._session.project.location)

    def _on_learned(self, who: str, done: int) -> None:
        self._learning = None
        self._settings.set_learned_from(self._place, who, done)
        if who == self._session.annotator:
            self._forget()

    def _on_not_learned(self, why: Message | None) -> None:
        self._learning = None
        if why is not None:
            self._tell(_tr("Suggestions stay as they are: {0}.").format(in_words(why)))

    def _tell(self, sentence: str) -> None:
        self._session.told.emit(sentence)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Offers", text)
