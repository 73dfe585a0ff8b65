"""What is open: the project, the annotator, the article and the current span.

Every edit goes down through ``Session.apply`` and comes back up as one ``Changes`` record in one
signal, after it was committed. Nothing else tells the views of an edit, and no view reads the
database again after one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.annotation.changes import Changes, Delta, Direction, SpanElsewhere, UndoState
from annotator.annotation.edits import Edit, SetStatus, edit_size
from annotator.annotation.records import Label, Link, Span, Status, Suggestion, Value
from annotator.desktop.session.carrying import MANY, Carrying, Work
from annotator.desktop.session.elsewhere import anew, as_shown, difference, of_others, own_part
from annotator.desktop.session.following import Following
from annotator.desktop.session.several import Several
from annotator.desktop.toolkit.words import as_sentence, in_words
from annotator.errors import (
    AlreadyThereError,
    AnnotatorError,
    ClashError,
    ProjectError,
    RuleError,
)
from annotator.progress import Meter
from annotator.project import Attempt, News, NextStep, OpenedArticle, Progress, Project
from annotator.project.storage.clock import new_id
from annotator.workbench.known_labels import KnownLabels
from annotator.workbench.opened_work import OpenedWork, counted, damage_of
from annotator.workbench.span_links import Tie


class Session(QObject):
    """The one place that knows what is open, and the one door for edits.

    Signals:
        changed: a ``Changes``, after it was committed and brought in here: whatever was edited,
            undone, redone, changed in other windows, or read anew (``reloads``).
        article_opened: an ``OpenedArticle``, or None when none is open.
        article_gone: the key of the article that was open, when it has gone.
        current_changed: the current span's id, or "" for none.
        labels_changed: labels were renamed, recoloured, added.
        annotator_changed: the name of who annotates now.
        look_at: the code point ranges (a list) of the open article where an undo or a redo changed
            something: the view goes to the nearest, and not at all if any of it is in sight.
        leaving: another article, another annotator, an undo or a redo comes next; a view that
            holds something typed saves it now.
        told: one plain sentence for the status bar.
        failed: a plain sentence, and what to call to try again (or None).
        clashed: a ``ClashError``: somebody else has changed the same thing meanwhile.
        windows_changed: others have opened or closed the project; see ``following.windows``.
        stories_told: articles tell other stories than they did.

    Attributes:
        following: up to where it agrees with what is stored.
        stays: whether the page is to stay where it is while ``current_changed`` is told.
        undo_state: what Undo and Redo would do now.
        several: spans that are selected together, in place of a current one.
        work: what is shown of the open article.

    """

    changed = Signal(object)
    article_opened = Signal(object)
    article_gone = Signal(int)
    current_changed = Signal(str)
    labels_changed = Signal()
    annotator_changed = Signal(str)
    look_at = Signal(list)
    leaving = Signal()
    told = Signal(str)
    failed = Signal(str, object)
    clashed = Signal(object)
    windows_changed = Signal()
    stories_told = Signal()

    def __init__(self, project: Project, annotator: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project = project
        self.annotator = annotator
        self.following = Following(project)  # first: what comes in meanwhile is told once more
        self.labels = KnownLabels(missed=self._on_label_missed)
        self.opened: OpenedArticle | None = None
        self.work = OpenedWork()
        self.current = ""
        self.stays = False
        self.undo_state = UndoState(undo=None, redo=None)
        self.labels.renew(project.all_labels())
        self.progress: Progress = project.progress(annotator)
        self.several = Several(lambda: self.spans, self.set_current, self)
        self.several.follow(self.current_changed, self.changed, self.article_opened)
        self._carrying = Carrying(self._took_effect, self._refuse, self)
        self._carrying.failed.connect(self.failed)
        self._carrying.told.connect(self.told)

    # -- the work on the open article ----------------------------------------------------------
    @property
    def spans(self) -> dict[str, Span]:
        """The annotator's spans in the open article, by id."""
        return self.work.spans

    @property
    def links(self) -> dict[str, Link]:
        """The links that begin or end there, by id."""
        return self.work.links

    @property
    def away(self) -> dict[str, list[Tie]]:
        """Those of them that lead to other articles, by the span that is here."""
        return self.work.away

    @property
    def linked(self) -> dict[str, SpanElsewhere]:
        """The spans of other articles to which these lead, by id."""
        return self.work.linked

    @property
    def suggestions(self) -> dict[str, Suggestion]:
        """The suggestions that wait for an answer, by id, in the order of the text."""
        return self.work.suggestions

    @property
    def counts(self) -> Counter[str]:
        """How many of the spans have which label."""
        return self.work.counts

    @property
    def status(self) -> Status:
        """How far the annotator is with the open article."""
        return self.work.status

    @property
    def flagged(self) -> bool:
        """Whether the annotator is unsure about it."""
        return self.work.flagged

    @property
    def values(self) -> dict[str, Value]:
        """What the annotator says of the open article, by the id of the article label."""
        return self.work.values

    # -- what is open --------------------------------------------------------------------------

    def open_article(self, article: str | int) -> bool:
        """Open an article by id or key; tells and returns False when it cannot be read."""
        self.leaving.emit()
        try:
            opened = self.project.open_article(self.annotator, article)
        except AnnotatorError as error:
            self.failed.emit(
                self.tr("The article cannot be opened: {0}").format(in_words(error.message)), None
            )
            return False
        self.renew_labels(opened.labels)  # as they were at that moment
        self.progress = opened.progress or self.progress
        self.opened = opened
        self.work = OpenedWork(opened)
        self.current = ""
        self.read_undo_state()
        self.article_opened.emit(opened)
        self.current_changed.emit("")
        if opened.damaged:
            self.failed.emit(in_words(damage_of(opened.damaged)), None)
        return True

    def close_article(self) -> None:
        """Show no article."""
        self.leaving.emit()
        self.opened = None
        self.work = OpenedWork()
        self.current = ""
        self.read_undo_state()
        self.article_opened.emit(None)
        self.current_changed.emit("")

    def set_annotator(self, name: str) -> None:
        """Let somebody else annotate; they are added when new, and see only their own spans."""
        self.leaving.emit()
        try:
            self.project.add_annotator(name, to_read=True)
        except AnnotatorError as error:
            self.failed.emit(
                self.tr("{0} cannot be added: {1}").format(name, in_words(error.message)), None
            )
            return
        self.annotator = name
        self.progress = self.project.progress(name)
        self.annotator_changed.emit(name)
        if self.opened is not None:
            self.open_article(self.opened.article.id)

    def reload(self, *, wholly: bool = False) -> None:
        """Read labels, counts and the open article again, after an import; the place is kept.

        Args:
            wholly: draw all of the article anew, also where nothing has changed.

        """
        self.leaving.emit()
        try:
            self._read_again(wholly=wholly)
        except AnnotatorError as error:
            again = partial(self.reload, wholly=wholly)
            self.failed.emit(as_sentence(in_words(error.message)), again)

    def renew_labels(self, labels: Iterable[Label], *, always: bool = False) -> None:
        """Hold these labels, which were read just now, and tell the views where they are others."""
        if self.labels.renew(labels) or always:
            self.labels_changed.emit()

    def _read_again(self, cause: Changes | None = None, *, wholly: bool = False) -> None:
        """Read everything before anything of it is shown; where that fails all stays as it is.

        Args:
            cause: what is shown with it, once; None: nothing that was done here.
            wholly: show all of the open article anew, whatever is on the page: a view has failed.

        Raises:
            ProjectError: it cannot be read now.

        """
        before = self.opened
        article = before.article.id if before is not None else None
        found = self.following.read(self.annotator, article)
        self.following.know(found.mark)
        self.progress = found.progress
        self.read_undo_state()
        self.renew_labels(found.labels, always=True)
        if (name := self.project.former_names().get(self.annotator)) is not None:
            self.annotator = name
            self.annotator_changed.emit(name)
        delta, opened = Delta(), found.opened
        if opened is None and before is not None:
            self.close_article()
            self.article_gone.emit(before.key)
            self.told.emit(self.tr("The article that was open is no longer in the project."))
        elif opened is not None and before is not None:
            is_same = (opened.key, opened.article.text) == (before.key, before.article.text)
            if is_same and not wholly:
                delta = difference(self.work, opened)
                self.opened = opened
            else:
                current = self.current
                self.open_article(opened.article.id)
                self.set_current(current)
        self._bring_in(anew(cause, delta, self.annotator, opened))
        self._let_go()

    # -- what others do ------------------------------------------------------------------------

    def catch_up(self) -> None:
        """Bring in what others have changed, if it can be read now."""
        if self._carrying.is_busy:
            return  # it is not known yet that what is being made is one's own
        with suppress(AnnotatorError):  # whoever edits or opens something next is told
            self.take_news(self.following.ask(self.annotator))

    def take_news(self, news: News) -> None:
        """Bring in what others have changed; where the page stands it stays."""
        following = self.following
        if news.windows != following.windows:
            following.windows = news.windows
            self.windows_changed.emit()
        if news.reloads:
            with suppress(AnnotatorError):  # it is tried again when it is looked next
                self._read_again()
            return
        if news.stories:
            self.stories_told.emit()
        changes = following.take(news)
        if news.progress is not None and not following.own_events:
            self.progress = news.progress
        if news.labels is not None:
            self.renew_labels(news.labels)
        if changes:
            self.read_undo_state()
        for one in changes:
            self._take_elsewhere(one)

    def _take_elsewhere(self, changes: Changes) -> None:
        """Show what was changed in another window: nothing moves for it."""
        here = self.work.article
        changes = own_part(changes, self.annotator)
        if self.opened is not None and 0 < changes.event <= self.opened.event:
            changes = of_others(changes, self.opened.article.id)  # it was read with the article
        changes = as_shown(changes, here, self.spans, self.annotator)
        if changes.delta or changes.whole:
            self._bring_in(changes)
            self._let_go()

    def _on_label_missed(self, _label_id: str) -> None:
        """A span has a label that nobody here has heard of: somebody has just added it."""
        QTimer.singleShot(0, self, self.catch_up)

    def set_current(self, span_id: str, *, stay: bool = False) -> None:
        """Make a span the current one ("" for none); with ``stay`` the page does not move."""
        if span_id not in self.spans:
            span_id = ""
        if span_id != self.current:
            self.current, self.stays = span_id, stay
            self.current_changed.emit(span_id)

    def follow(self, article: str, span_id: str) -> bool:
        """Make a span current, in its article (id); tells and returns False when it is gone."""
        if (self.opened is None or self.opened.article.id != article) and not self.open_article(
            article
        ):
            return False
        if span_id not in self.spans:
            self.told.emit(self.tr("The span is no longer there."))
            return False
        self.set_current(span_id)
        return True

    @property
    def current_span(self) -> Span | None:
        """The current span, None when there is none."""
        return self.spans.get(self.current)

    def read_undo_state(self) -> None:
        """Read what Undo and Redo would do now: after what was not done here."""
        try:
            self.undo_state = self.project.undo_state(self.annotator, self.following.attempt())
        except ProjectError:
            self.undo_state = UndoState(undo=None, redo=None)

    # -- edits ---------------------------------------------------------------------------------

    def apply(self, edit: Edit, *, follow: bool = True) -> Changes | None:
        """Carry out an edit; None when nothing changed or it was refused (``failed`` says why).

        Args:
            edit: what to do.
            follow: make the span that was added or changed the current one.

        """
        who, name = self.annotator, new_id()  # whoever it is when it is tried again

        def work(again: bool) -> Changes | None:
            return self.project.apply(edit, who, self.following.attempt(name, again=again))

        return self._carrying.carry_out(work, follow=follow)

    def apply_then(self, edit: Edit, then: Callable[[Changes], None]) -> bool:
        """Carry out an edit of what may be thousands of spans; of these in a thread.

        None of them becomes the current span.

        Args:
            edit: what to do.
            then: called with what was changed, once it is shown.

        Returns:
            False where nothing has changed or it was refused at once.

        """
        if edit_size(edit) < MANY:
            changes = self.apply(edit, follow=False)
            if changes is not None:
                then(changes)
            return changes is not None
        who, attempt = self.annotator, self.following.attempt(new_id())

        def work(again: bool, meter: Meter | None) -> Changes | None:
            tried = self.following.attempt(attempt.edit, again=True) if again else attempt
            return self.project.apply(edit, who, tried, meter)

        self._carrying.carry_out_aside(work, follow=False, then=then)
        return True

    def undo(self) -> Changes | None:
        """Take back the annotator's last change and show where it was."""
        return self._go_back(self.project.undo)

    def redo(self) -> Changes | None:
        """Make again what was undone last and show where it is."""
        return self._go_back(self.project.redo)

    def _go_back(self, step: Callable[[str, Attempt], Changes | None]) -> Changes | None:
        self.leaving.emit()
        who = self.annotator
        return self.carry_out(
            lambda again: step(who, self.following.attempt(again=again)), follow=True
        )

    def step(self, direction: Direction, operation: Callable[[NextStep], None]) -> Changes | None:
        """Undo or redo an edit; what is more than an edit is left to who carries it out.

        Args:
            direction: undo or redo.
            operation: gets an import, a merge or a removal that would be the next.

        """
        self.leaving.emit()
        who, first = self.annotator, self.following.attempt()

        def work(again: bool, meter: Meter | None = None) -> Changes | None:
            attempt = self.following.attempt(again=True) if again else first
            done = self.project.step_edit(who, direction, attempt, meter)
            if not isinstance(done, NextStep):
                return done
            operation(done)
            return None

        state = self.undo_state
        if self._carrying.is_large(state.undo if direction is Direction.UNDONE else state.redo):
            self._carrying.carry_out_aside(work, follow=True, then=self._carrying.say_turned)
            return None
        return self.carry_out(work, follow=True)

    def carry_out(self, work: Work, *, follow: bool = False) -> Changes | None:
        """Do something to the project that is no new edit, and show what it did; as ``apply``.

        Args:
            work: gets whether it may have been stored when it was tried before.
            follow: see ``apply``.

        """
        changes = self._carrying.carry_out(work, follow=follow)
        if changes is not None:
            self._carrying.say_turned(changes)
        return changes

    def set_status(self, status: Status) -> Changes | None:
        """Set the open article's status."""
        if self.opened is None:
            return None
        return self.apply(SetStatus(articles=(self.opened.article.id,), status=status))

    def _refuse(self, error: RuleError) -> None:
        """Say why an edit was refused; what others have changed is brought in, and seen."""
        self.catch_up()
        self.read_undo_state()  # one that could not be undone was passed over
        if isinstance(error, AlreadyThereError):
            self.set_current(error.record, stay=True)
        self.told.emit(as_sentence(in_words(error.message)))
        if isinstance(error, ClashError):
            self.clashed.emit(error)

    def _took_effect(self, changes: Changes, follow: bool) -> None:
        """Bring what is held here up to date, then tell the views, all at once."""
        self.following.note(changes)
        self.undo_state = changes.following or UndoState(undo=changes.text, redo=None)
        if changes.reloads:  # more than records: an import, a merge, a removal
            self._reload_after(changes)
            return
        changes = own_part(changes, self.annotator)
        self.progress = counted(self.progress, changes.delta)
        self.labels.take(changes.delta)
        here = self.work.article
        elsewhere = changes.article not in (None, here) and not self.work.holds_links_of(changes)
        self._bring_in(changes)
        if changes.delta.labels:
            self.labels_changed.emit()
        if elsewhere and changes.direction is not Direction.DONE and changes.article is not None:
            self.open_article(changes.article)
        self._follow(changes, follow=follow)
        if changes.direction is not Direction.DONE and self.opened is not None:
            article = self.opened.article.id
            touched = (step.record for step in changes.delta.spans)
            places = [pair for span in touched if span.article == article for pair in span.ranges]
            if places:
                self.look_at.emit(places)

    def _reload_after(self, changes: Changes) -> None:
        """Read everything again after one's own import, merge or removal was taken back."""
        self.leaving.emit()
        try:
            self._read_again(changes)
        except AnnotatorError as error:
            self.failed.emit(as_sentence(in_words(error.message)), self.reload)
            self.changed.emit(changes)

    def _bring_in(self, changes: Changes) -> None:
        """Hold what a change left, and tell the views: the one broadcast."""
        self.work.take(changes)
        self.changed.emit(changes)

    def _follow(self, changes: Changes, *, follow: bool) -> None:
        """Make what was added or changed current; let go of what is no longer there."""
        left = [step.after.id for step in changes.delta.spans if step.after is not None]
        # Of many that an undo or a redo brings back, none is the one that is meant.
        follow = follow and (changes.direction is Direction.DONE or len(left) == 1)
        if follow and left and left[0] in self.spans:
            self.set_current(left[0], stay=True)
        else:
            self._let_go()

    def _let_go(self) -> None:
        """Let no span be current that is no longer there."""
        if self.current and self.current not in self.spans:
            self.set_current("")
