"""What is open: the project, the annotator, the article and the current span.

Every edit goes down through ``Session.apply`` and comes back up as one ``Changes`` record in one
signal, after it was committed. Nothing else tells the views of an edit, and no view reads the
database again after one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from annotator.annotation.changes import Changes, Direction
from annotator.annotation.edits import Edit, SetStatus
from annotator.annotation.records import Label, Link, Span, Status, Suggestion
from annotator.desktop.session.elsewhere import as_shown, of_others
from annotator.desktop.session.following import Following
from annotator.desktop.toolkit.words import in_words
from annotator.errors import (
    AlreadyThereError,
    AnnotatorError,
    ClashError,
    NotSavedError,
    ProjectError,
    RuleError,
    UncertainError,
)
from annotator.project import NextStep, OpenedArticle, Progress, Project, UndoState
from annotator.project.storage.clock import new_id
from annotator.workbench.known_labels import KnownLabels
from annotator.workbench.span_links import Tie, links_away


class Session(QObject):
    """The one place that knows what is open, and the one door for edits.

    Signals:
        article_opened: an ``OpenedArticle``, or None when none is open.
        changed: a ``Changes``, after it was committed.
        took_effect: the same with what is others' and gold's, just before, for who settles.
        current_changed: the current span's id, or "" for none.
        labels_changed: labels were renamed, recoloured, added.
        annotator_changed: the name of who annotates now.
        look_at: the code point offsets (a list) of the open article where an undo or a redo changed
            something: the view goes to the nearest, and not at all if that is in sight.
        articles_added: articles came in or went; the queue must be read again.
        article_gone: the key of the article that was open, when it has gone.
        leaving: another article, another annotator, an undo or a redo comes next; a view that
            holds something typed saves it now.
        told: one plain sentence for the status bar.
        failed: a plain sentence, and what to call to try again (or None).
        clashed: a ``ClashError``: somebody else has changed the same thing meanwhile.
        windows_changed: others have opened or closed the project; see ``following.windows``.
        read_anew: everything was read again; the article that is open stays open.

    Attributes:
        following: keeps it in step with what is stored.

    """

    article_opened = Signal(object)
    changed = Signal(object)
    took_effect = Signal(object)
    current_changed = Signal(str)
    labels_changed = Signal()
    annotator_changed = Signal(str)
    look_at = Signal(list)
    articles_added = Signal()
    article_gone = Signal(int)
    leaving = Signal()
    told = Signal(str)
    failed = Signal(str, object)
    clashed = Signal(object)
    windows_changed = Signal()
    read_anew = Signal()

    def __init__(self, project: Project, annotator: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project = project
        self.annotator = annotator
        self.following = Following(self)  # first: what comes in meanwhile is told once more
        self.labels = KnownLabels(missed=self._on_label_missed)
        self.opened: OpenedArticle | None = None
        self.status = Status.NEW
        self.flagged = False
        self.spans: dict[str, Span] = {}
        self.links: dict[str, Link] = {}
        self.away: dict[str, list[Tie]] = {}
        self.suggestions: dict[str, Suggestion] = {}
        self._answered: dict[str, Suggestion] = {}
        self.counts: Counter[str] = Counter()
        self.current = ""
        self.labels.renew(project.labels())
        self.progress: Progress = project.progress(annotator)

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
        self.status = opened.status
        self.flagged = opened.flagged
        self.spans = {span.id: span for span in opened.spans}
        self.links = {link.id: link for link in opened.links}
        self.away = links_away(self.links, self.spans)
        self.suggestions = {one.id: one for one in opened.suggestions}
        self._answered = {}
        self.counts = Counter(span.label for span in opened.spans)
        self.current = ""
        self.article_opened.emit(opened)
        self.current_changed.emit("")
        if opened.damaged:
            self.failed.emit(
                self.tr(
                    "{0} spans of this article are damaged and are not shown. Earlier states are"
                    " in File ▸ Backups; “annotator recover” says what is lost. First: {1}."
                ).format(len(opened.damaged), in_words(opened.damaged[0])),
                None,
            )
        return True

    def close_article(self) -> None:
        """Show no article."""
        self.leaving.emit()
        self.opened = None
        self.status = Status.NEW
        self.flagged = False
        self.spans = {}
        self.links = {}
        self.away = {}
        self.suggestions = {}
        self._answered = {}
        self.counts = Counter()
        self.current = ""
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
            self.following.read_again(wholly=wholly)
        except AnnotatorError as error:
            again = partial(self.reload, wholly=wholly)
            self.failed.emit(_sentence(in_words(error.message)), again)

    def renew_labels(self, labels: Iterable[Label], *, always: bool = False) -> None:
        """Hold these labels, which were read just now, and tell the views where they are others."""
        if self.labels.renew(labels) or always:
            self.labels_changed.emit()

    # -- what others do ------------------------------------------------------------------------

    def catch_up(self) -> None:
        """Bring in what others have changed, if it can be read now."""
        self.following.catch_up()

    def take_elsewhere(self, changes: Changes) -> None:
        """Show what was changed in another window: nothing moves for it."""
        here = self.opened.article.id if self.opened is not None else None
        changes = _own(changes, self.annotator)
        if self.opened is not None and 0 < changes.event <= self.opened.event:
            changes = of_others(changes, self.opened.article.id)  # it was read with the article
        changes = as_shown(changes, here, self.spans, self.annotator)
        if not changes.delta:
            return
        self._update_spans(changes, here)
        self._update_suggestions(changes, here)
        self.changed.emit(changes)
        if self.current and self.current not in self.spans:
            self.set_current("")

    def _on_label_missed(self, _label_id: str) -> None:
        """A span has a label that nobody here has heard of: somebody has just added it."""
        QTimer.singleShot(0, self, self.catch_up)

    def set_current(self, span_id: str) -> None:
        """Make a span the current one ("" for none)."""
        if span_id not in self.spans:
            span_id = ""
        if span_id != self.current:
            self.current = span_id
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

    def undo_state(self) -> UndoState:
        """Return what Undo and Redo would do now."""
        try:
            return self.project.undo_state(self.annotator, self.following.attempt())
        except ProjectError:
            return UndoState(undo=None, redo=None)

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

        return self._carry_out(work, follow=follow)

    def undo(self) -> Changes | None:
        """Take back the annotator's last change and show where it was."""
        self.leaving.emit()
        who = self.annotator
        return self.carry_out(
            lambda again: self.project.undo(who, self.following.attempt(again=again)), follow=True
        )

    def redo(self) -> Changes | None:
        """Make again what was undone last and show where it is."""
        self.leaving.emit()
        who = self.annotator
        return self.carry_out(
            lambda again: self.project.redo(who, self.following.attempt(again=again)), follow=True
        )

    def step(self, direction: Direction, operation: Callable[[NextStep], None]) -> Changes | None:
        """Undo or redo an edit; what is more than an edit is left to who carries it out.

        Args:
            direction: undo or redo.
            operation: gets an import, a merge or a removal that would be the next.

        """
        self.leaving.emit()
        who = self.annotator

        def work(again: bool) -> Changes | None:
            done = self.project.step_edit(who, direction, self.following.attempt(again=again))
            if not isinstance(done, NextStep):
                return done
            operation(done)
            return None

        return self.carry_out(work, follow=True)

    def carry_out(
        self, work: Callable[[bool], Changes | None], *, follow: bool = False
    ) -> Changes | None:
        """Do something to the project that is no new edit, and show what it did; as ``apply``.

        Args:
            work: gets whether it may have been stored when it was tried before.
            follow: see ``apply``.

        """
        changes = self._carry_out(work, follow=follow)
        if changes is not None and changes.direction is Direction.UNDONE:
            self.told.emit(self.tr("Undone: {0}").format(in_words(changes.text)))
        elif changes is not None and changes.direction is Direction.REDONE:
            self.told.emit(self.tr("Redone: {0}").format(in_words(changes.text)))
        return changes

    def set_status(self, status: Status) -> Changes | None:
        """Set the open article's status."""
        if self.opened is None:
            return None
        return self.apply(SetStatus(articles=(self.opened.article.id,), status=status))

    def _carry_out(
        self, work: Callable[[bool], Changes | None], *, follow: bool = True, again: bool = False
    ) -> Changes | None:
        """Carry out an edit, and tell how it ended.

        Args:
            work: gets whether it may have been stored when it was tried before.
            follow: see ``apply``.
            again: whether it may have been.

        """
        try:
            changes = work(again)
        except RuleError as error:
            self._refuse(error)
            return None
        except NotSavedError as error:
            unsure = again or isinstance(error, UncertainError)
            sentence = self.tr("Not saved: {0}. Nothing has changed.")
            if isinstance(error, UncertainError):
                sentence = self.tr("{0}. “Try again” finds out, and saves it once.")
            elif unsure:
                sentence = self.tr("It is still not known whether this was saved: {0}.")
            self.failed.emit(
                _sentence(sentence.format(in_words(error.message))),
                lambda: self._carry_out(work, follow=follow, again=unsure),
            )
            return None
        except ProjectError as error:
            self.failed.emit(_sentence(in_words(error.message)), None)
            return None
        if changes is not None:
            self._took_effect(changes, follow=follow)
        return changes

    def _refuse(self, error: RuleError) -> None:
        """Say why an edit was refused; what others have changed is brought in, and seen."""
        self.catch_up()
        if isinstance(error, AlreadyThereError):
            self.set_current(error.record)
        self.told.emit(_sentence(in_words(error.message)))
        if isinstance(error, ClashError):
            self.clashed.emit(error)

    def _took_effect(self, changes: Changes, *, follow: bool) -> None:
        """Bring what is held here up to date, then tell the views, all at once."""
        self.following.note(changes)
        self.took_effect.emit(changes)
        if changes.reloads:  # more than records: an import, a merge, a removal
            self.reload()
            self.changed.emit(changes)
            return
        changes = _own(changes, self.annotator)
        self._count_statuses(changes)
        if changes.delta.labels:
            self._update_labels(changes)
        here = self.opened.article.id if self.opened is not None else None
        elsewhere = changes.article not in (None, here) and not self._is_linked_here(changes)
        self._update_spans(changes, here)
        self._update_suggestions(changes, here)
        self.changed.emit(changes)
        if changes.delta.labels:
            self.labels_changed.emit()
        if elsewhere and changes.direction is not Direction.DONE and changes.article is not None:
            self.open_article(changes.article)
        self._follow(changes, follow=follow)
        if changes.direction is not Direction.DONE and self.opened is not None:
            article = self.opened.article.id
            touched = (step.record for step in changes.delta.spans)
            starts = [span.start for span in touched if span.article == article]
            if starts:
                self.look_at.emit(starts)

    def _is_linked_here(self, changes: Changes) -> bool:
        """Tell whether a change is about links of spans that are shown, and about no span."""
        return not changes.delta.spans and any(
            step.record.source in self.spans or step.record.target in self.spans
            for step in changes.delta.links
        )

    def _update_labels(self, changes: Changes) -> None:
        labels = dict(self.labels)
        for step in changes.delta.labels:
            if step.after is not None:
                labels[step.after.id] = step.after
            elif step.before is not None:
                labels.pop(step.before.id, None)
        self.labels.renew(labels.values())

    def _update_spans(self, changes: Changes, here: str | None) -> None:
        for step in changes.delta.spans:
            if step.record.article != here:
                continue
            shown = self.spans.pop(step.record.id, None) if step.after is None else None
            shown = shown or self.spans.get(step.record.id)
            if shown is not None:
                self.counts[shown.label] -= 1
            if step.after is not None:
                self.spans[step.after.id] = step.after
                self.counts[step.after.label] += 1
        for link in changes.delta.links:
            if link.before is not None:
                self.links.pop(link.before.id, None)
            if link.after is not None and not self.spans.keys().isdisjoint(
                (link.after.source, link.after.target)
            ):
                self.links[link.after.id] = link.after
        if changes.delta.links:
            self.away = links_away(self.links, self.spans)
        for status in changes.delta.statuses:
            if status.record.article == here:
                self.status = status.after.status if status.after is not None else Status.NEW
                self.flagged = status.after is not None and status.after.flagged

    def _update_suggestions(self, changes: Changes, here: str | None) -> None:
        """Hold those that wait for an answer, in the order of the text."""
        delta = changes.delta
        gone = set()
        for step in delta.suggestions:
            if step.record.article == here and step.after is not None:
                name = step.after.id
                if step.before is None or name in self.suggestions:
                    self.suggestions[name] = step.after
                elif name in self._answered:
                    self._answered[name] = step.after
            elif step.record.article == here:
                self.suggestions.pop(step.record.id, None)
                gone.add(step.record.id)
        for answer in delta.answers:
            name = answer.record.suggestion
            if answer.record.annotator != self.annotator or name in gone:
                continue
            if answer.after is not None:
                if name in self.suggestions:
                    self._answered[name] = self.suggestions.pop(name)
            elif name in self._answered:
                self.suggestions[name] = self._answered.pop(name)
            elif here is not None and changes.article in (None, here):
                self._read_suggestions(here)
        if delta.suggestions or delta.answers:
            ordered = sorted(self.suggestions.values(), key=lambda one: (one.start, one.end))
            self.suggestions = {one.id: one for one in ordered}

    def _read_suggestions(self, here: str) -> None:
        """Read them again: an answer from before the article was opened was taken back."""
        try:
            opened = self.project.open_article(self.annotator, here)
        except AnnotatorError:
            return  # what is held stays; opening the article again says why
        self.suggestions = {one.id: one for one in opened.suggestions}

    def _count_statuses(self, changes: Changes) -> None:
        counts = Counter(
            {
                Status.IN_PROGRESS: self.progress.in_progress,
                Status.DONE: self.progress.done,
                Status.SKIPPED: self.progress.skipped,
            }
        )
        for step in changes.delta.statuses:
            if step.before is not None:
                counts[step.before.status] -= 1
            if step.after is not None:
                counts[step.after.status] += 1
        self.progress = Progress(
            total=self.progress.total,
            in_progress=counts[Status.IN_PROGRESS],
            done=counts[Status.DONE],
            skipped=counts[Status.SKIPPED],
        )

    def _follow(self, changes: Changes, *, follow: bool) -> None:
        """Make what was added or changed current; let go of what is no longer there."""
        left = [step.after.id for step in changes.delta.spans if step.after is not None]
        # Of many that an undo or a redo brings back, none is the one that is meant.
        follow = follow and (changes.direction is Direction.DONE or len(left) == 1)
        if follow and left and left[0] in self.spans:
            self.set_current(left[0])
        elif self.current and self.current not in self.spans:
            self.set_current("")


def _own(changes: Changes, annotator: str) -> Changes:
    """Return a change without spans and statuses of others and of gold, which nothing here shows.

    Labels and settling touch them.
    """
    delta = changes.delta
    statuses = tuple(step for step in delta.statuses if step.record.annotator == annotator)
    if len(statuses) != len(delta.statuses):
        delta = msgspec.structs.replace(delta, statuses=statuses)
        changes = msgspec.structs.replace(changes, delta=delta)
    spans = tuple(step for step in delta.spans if step.record.annotator == annotator)
    if len(spans) == len(delta.spans):
        return changes
    ids = {step.record.id for step in spans}
    links = tuple(
        step
        for step in changes.delta.links
        if step.record.source in ids or step.record.target in ids
    )
    delta = msgspec.structs.replace(changes.delta, spans=spans, links=links)
    return msgspec.structs.replace(changes, delta=delta)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
