"""Comparing annotators' work on an article, and settling what they disagree on."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from annotator.annotation.adjudication.disputes import DisputeState
from annotator.annotation.changes import Changes, Direction
from annotator.annotation.edits import (
    Settle,
    SettleUnanimous,
    SettleValue,
    Unsettle,
    UnsettleValue,
)
from annotator.annotation.records import UNANIMOUS, Value
from annotator.desktop.review import adjudication_wording as words
from annotator.desktop.review.adjudication_display import AdjudicationDisplay
from annotator.desktop.review.adjudication_keys import AdjudicationKeys, Handlers
from annotator.desktop.review.dispute_card import DisputeCard
from annotator.desktop.review.page_stack import PageStack
from annotator.desktop.review.review_page import AdjudicationPage
from annotator.desktop.session.session import Session
from annotator.desktop.tagging.keyboard import Keyboard
from annotator.desktop.toolkit.settings import Settings
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.words import in_words
from annotator.errors import AnnotatorError, RuleError
from annotator.project.letters import letters_of
from annotator.workbench.review_state import Place, ReviewState


class Adjudication(QObject):
    """Opens an article in comparison view, steps through its disputes and settles them.

    Args:
        session: what is open; edits go through it.
        themes: whose colours are used.
        settings: what is remembered.
        stack: where the page is shown.
        actions: the window's commands by name: moves of the caret keep their keys here.
        parent: owns it.

    """

    def __init__(
        self,
        session: Session,
        themes: Themes,
        settings: Settings,
        stack: PageStack,
        actions: Mapping[str, QAction],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._stack = stack
        self.card = DisputeCard(themes)
        self.page = AdjudicationPage(themes, self.card)
        self._display = AdjudicationDisplay(self.page, self.card)
        self._state: ReviewState | None = None
        self._place: Place | None = None
        self._wanted: Place | None = None
        self._is_opening = False
        view, card, page = self.page.view, self.card, self.page
        handlers = Handlers(
            digit=self._press_digit,
            tick=self._tick,
            accept_ticked=self.accept_ticked,
            nothing=self.settle_nothing,
            step=lambda forward: self.step(forward=forward),
            escape=self._escape,
            leave_field=self._focus_view,
            unanimous=self.accept_unanimous,
            reason=self._write_reason,
            take_back=self.take_back,
            blind=card.blind.toggle,
            votes=page.votes.enter,
            label=self._label_with,
            draw=self.draw,
        )
        self._keys = AdjudicationKeys(handlers, page, Keyboard(session, view, self), actions, self)
        card.go_on.setChecked(settings.go_on)
        card.blind.setChecked(settings.blind)
        card.accepted.connect(self.accept)
        card.ticked_accepted.connect(self.accept_ticked)
        card.nothing_wanted.connect(self.settle_nothing)
        card.take_back_wanted.connect(self.take_back)
        card.draw_wanted.connect(self.draw)
        card.go_on_changed.connect(self._set_go_on)
        card.blind_changed.connect(self._set_blind)
        page.unanimous.clicked.connect(self.accept_unanimous)
        page.next.clicked.connect(lambda: self.step(forward=True))
        page.previous.clicked.connect(lambda: self.step(forward=False))
        page.close_button.clicked.connect(self.close)
        page.votes.settled.connect(self.settle_value)
        page.votes.taken_back.connect(self.take_back_value)
        page.votes.told.connect(session.told)
        page.votes.left.connect(self._focus_view)
        view.selectionChanged.connect(self._on_selection_changed)
        view.clicked.connect(self._on_clicked)
        stack.left.connect(self._on_left)
        session.changed.connect(self._on_changed)
        session.article_opened.connect(self._on_article_opened)
        session.labels_changed.connect(self._on_labels_changed)
        self._keys.watch(page, *page.findChildren(QWidget))

    # -- opening and closing -------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether the page is shown."""
        return self._stack.shown is self.page

    @property
    def state(self) -> ReviewState | None:
        """What is compared, None while nothing is."""
        return self._state

    @property
    def current(self) -> DisputeState | None:
        """The place that is looked at."""
        number = self._number()
        return self._state.dispute_states[number] if self._state and number is not None else None

    def start(self) -> None:
        """Compare the article that is open, or go back to annotating it."""
        if self.is_open:
            self.close()
        elif self._session.opened is None:
            self._session.told.emit(_tr("Open an article first."))
        else:
            self.open(self._session.opened.article.id)

    def open(self, article: str, place: Place | None = None) -> bool:
        """Compare an article (id), at a place in code points; None: at its first open dispute.

        Returns:
            whether it could be opened; if not, the user was told why.

        """
        opened = self._session.opened
        if opened is None or opened.article.id != article:
            self._is_opening = True
            try:
                if not self._session.open_article(article):
                    return False
            finally:
                self._is_opening = False
        return self._show(article, place)

    def close(self) -> None:
        """Go back to annotating."""
        self._stack.leave(self.page)

    def _on_left(self, page: QWidget) -> None:
        if page is self.page:
            self._state = None
            self._place = None

    def _show(self, article: str, place: Place | None) -> bool:
        project, page, view = self._session.project, self.page, self.page.view
        self._forget()
        try:
            seen = project.comparison(article, lead=self._session.annotator)
            called = letters_of(project, self._settings.blind_seed)
            state = ReviewState(seen, seen.gold_name, called, blind=self._settings.blind)
        except RuleError as error:  # it is theirs to do first
            self._session.told.emit(_sentence(in_words(error.message)))
            self.close()
            return False
        except AnnotatorError as error:
            sentence = _tr("The article cannot be compared: {0}").format(in_words(error.message))
            self.close()
            self._session.failed.emit(sentence, None)
            return False
        self._session.renew_labels(seen.labels)
        self._state = state
        view.snap, view.trim_spaces = self._settings.snap, self._settings.trim_spaces
        self._display.show_article(state, self._session.labels)
        self._stack.show(page, page.empty if page.is_empty else view)
        self._display.show_status(state, self._session.annotator, self._session.status)
        page.votes.show_votes(state, self._session.labels.articles.values())
        if page.is_empty:
            self._session.told.emit(page.empty.text())
            return True
        self._go(state.nearest(place) if place is not None else state.first_open())
        return True

    def _forget(self) -> None:
        """Show nothing of an article, and decide nothing, until another one is read whole."""
        self._state = self._place = None
        self._display.show_nothing()

    # -- what is shown -------------------------------------------------------------------------

    def _refresh(self) -> None:
        """Show how things stand now; the text stays where it is."""
        assert self._state is not None
        self._display.update_lanes(self._state)
        self._show_place()
        self._display.show_status(self._state, self._session.annotator, self._session.status)
        self.page.votes.show_votes(self._state, self._session.labels.articles.values())

    def _number(self) -> int | None:
        return self._state.number_of(self._place) if self._state is not None else None

    def _go(self, number: int | None) -> None:
        """Look at a place, and say what it is."""
        assert self._state is not None
        if number is None:
            self._place = None
            self._show_place()
            self._session.told.emit(self.card.state.text())
            return
        one = self._state.dispute_states[number]
        self._place = one.place
        self.page.view.show_place(*one.place)
        self._show_place()
        self._say_place(number)

    def _say_place(self, number: int) -> None:
        assert self._state is not None
        one, labels = self._state.dispute_states[number], self._session.labels
        self._session.told.emit(words.place(number, one, self._state, labels))

    def _show_place(self) -> None:
        assert self._state is not None
        if not self._display.show_place(self._state, self._place, self._session.labels):
            self._place = None

    # -- stepping ------------------------------------------------------------------------------

    def step(self, *, forward: bool) -> None:
        """Look at the next or the previous place; after the last comes the first."""
        if self._state is None or self.page.is_empty:
            return
        number = self._state.beside(self._number(), self.page.view.caret(), forward=forward)
        self._go(number)
        if number is None:
            return
        self._focus_view()

    def _on_clicked(self) -> None:
        """Look at the smallest place that was clicked."""
        if self._state is None:
            return
        caret = self.page.view.caret()
        number = self._state.smallest_at(caret)
        if number is not None:
            self._go(number)
            self.page.view.place_caret(caret)

    def _focus_view(self) -> None:
        self.page.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- settling ------------------------------------------------------------------------------

    def accept(self, number: int) -> None:
        """Accept what one annotator (from 0) has on the place that is looked at."""
        self._accept([number])

    def accept_ticked(self) -> None:
        """Accept what all who are ticked have there."""
        ticked = self.card.ticked
        if ticked:
            self._accept(ticked)
        elif self.current is not None:
            self._session.told.emit(_tr("Tick who is right first: Alt with their digit."))

    def _accept(self, numbers: list[int]) -> None:
        one, state = self.current, self._state
        if one is None or state is None or max(numbers) >= len(state.done):
            return
        who = [state.done[number] for number in numbers]
        spans = [span.id for span in one.spans if span.annotator in who]
        if not spans:
            name = state.name(who[0])
            self._session.told.emit(
                _tr("{0} has nothing here; 0 settles that nothing is here.").format(name)
            )
            return
        self._settle(one.place, accept=tuple(spans))

    def settle_value(self, label: str, value: Value | None) -> None:
        """Settle what is said of the whole article with a label (id); None: nothing is."""
        if self._state is not None:
            seen = self._state.seen_votes(label)
            article = self._state.article.id
            edit = SettleValue(article=article, label=label, value=value, seen=seen)
            self._session.apply(edit, follow=False)

    def take_back_value(self, label: str) -> None:
        """Take back what was settled with an article label (id)."""
        if self._state is not None:
            edit = UnsettleValue(article=self._state.article.id, label=label)
            self._session.apply(edit, follow=False)

    def settle_nothing(self) -> None:
        """Record that nothing is on the place that is looked at."""
        if self.current is not None:
            self._settle(self.current.place)

    def draw(self, label: str) -> None:
        """Make the selected text a gold span; what is ticked is accepted beside it."""
        selected, one, state = self.page.view.selection(), self.current, self._state
        if selected is None or state is None:
            return
        place, accept = selected, []
        if one is not None and selected[0] < one.end and one.start < selected[1]:
            place = one.place
            who = [state.done[number] for number in self.card.ticked]
            accept = [span.id for span in one.spans if span.annotator in who]
        self.page.view.clear_selection()
        self._settle(place, accept=tuple(accept), draw=((label, (selected,)),))

    def _settle(
        self,
        place: Place,
        accept: tuple[str, ...] = (),
        draw: tuple[tuple[str, tuple[Place, ...]], ...] = (),
    ) -> None:
        assert self._state is not None
        reason = self.card.reason.text().strip()
        if reason == UNANIMOUS:  # the word by which decisions are known that nobody made
            reason = f"{reason}."
        self._place = place
        start, end = place
        article = self._state.article.id
        edit = Settle(
            article=article,
            start=start,
            end=end,
            accept=accept,
            draw=draw,
            reason=reason,
            seen=self._state.seen(place),
        )
        if self._session.apply(edit, follow=False) is None or self._state is None:
            return
        self._focus_view()
        if not self._settings.go_on:
            self._say_where()
            return
        following = self._state.next_open(self._number())
        if following is not None:
            self._go(following)
        elif self._state.waiting:
            self._session.told.emit(_tr("All disputes are settled. A accepts what is unanimous."))
        else:
            self._session.told.emit(_tr("Everything in this article is settled."))

    def _say_where(self) -> None:
        number = self._number()
        if self._state is not None and number is not None:
            self._session.told.emit(
                words.place(
                    number, self._state.dispute_states[number], self._state, self._session.labels
                )
            )

    def accept_unanimous(self) -> None:
        """Accept all that everybody who is done has alike."""
        if self._state is None or self.page.is_empty:
            return
        seen = self._state.seen_everywhere()
        edit = SettleUnanimous(articles=(self._state.article.id,), seen=seen)
        changes = self._session.apply(edit, follow=False)
        if changes is None and self.state is not None and not self.state.waiting:
            self._session.told.emit(_tr("There is nothing unanimous left to accept."))
        self._focus_view()

    def take_back(self) -> None:
        """Take the decision on the place that is looked at back."""
        one = self.current
        if one is None or one.decision is None:
            self._session.told.emit(_tr("There is no decision here to take back."))
            return
        self._session.apply(Unsettle(decisions=(one.decision.id,)), follow=False)
        self._focus_view()

    # -- settings ------------------------------------------------------------------------------

    def _set_go_on(self, on: bool) -> None:
        self._settings.go_on = on

    def _set_blind(self, on: bool) -> None:
        self._settings.blind = on
        if self._state is not None and self._state.blind is not on:
            self._state.set_blind(on)
            self._refresh()
            if self.is_open and (number := self._number()) is not None:
                self._say_place(number)  # what was said last has the names

    def _on_selection_changed(self) -> None:
        if self.is_open:
            self.card.show_selection(selected=self.page.view.textCursor().hasSelection())

    # -- what the session tells ----------------------------------------------------------------

    def _on_changed(self, changes: Changes) -> None:
        """Bring a change in; what was undone or redone is looked at."""
        if not self.is_open or self._state is None:
            return
        if changes.reloads:
            self._show_anew()
            return
        if changes.elsewhere and changes.event <= self._state.event:
            return  # it was read with the article
        if self._state.gold_name is None:
            self._state.gold_name = changes.gold
        decisions = changes.delta.decisions
        if changes.direction is not Direction.DONE and decisions and not changes.elsewhere:
            # The last one: what is undone in one step is a place, or all that is unanimous.
            by_hand = [step.record for step in decisions if step.record.reason != UNANIMOUS]
            if by_hand:
                self._wanted = by_hand[-1].start, by_hand[-1].end
        if self._state.take(changes.whole or changes.delta):
            wanted, self._wanted = self._wanted, None
            if wanted is not None and not changes.elsewhere:
                number = self._state.nearest(wanted)
                if number is not None:
                    self._place = self._state.dispute_states[number].place
                    self.page.view.show_place(*self._place)
            self._refresh()

    def _on_article_opened(self, opened: object) -> None:
        """Compare the article that was opened while the page is shown."""
        if self._is_opening or not self.is_open:
            return
        wanted, self._wanted = self._wanted, None
        now = self._session.opened
        if opened is None or now is None or not self._show(now.article.id, wanted):
            self.close()

    def _show_anew(self) -> None:
        """Compare the article again, at the place that was looked at."""
        opened = self._session.opened
        if self.is_open and opened is not None:
            self._show(opened.article.id, self._place)

    def _on_labels_changed(self) -> None:
        if self._state is not None:
            self.page.view.set_labels(self._session.labels)
            self.card.set_labels(self._session.labels.values())
            self._refresh()

    # -- keys ----------------------------------------------------------------------------------

    def _press_digit(self, digit: str) -> None:
        """With text selected the digit is a label's key, else an annotator's number."""
        if self.page.view.selection() is None:
            self.accept(int(digit) - 1)
            return
        label = self._label_with(digit)
        if label is not None:
            self.draw(label)
        else:
            self._session.told.emit(_tr("No label has this key."))

    def _label_with(self, key: str) -> str | None:
        """Return the id of the label with a key."""
        labels = self._session.labels.values()
        return next((label.id for label in labels if label.key == key), None)

    def _tick(self, number: int) -> None:
        if not self.card.tick(number):
            self._session.told.emit(_tr("There is nothing to tick."))
            return
        ticked = [str(one + 1) for one in self.card.ticked]
        self._session.told.emit(
            _tr("Ticked: {0}. Enter accepts.").format(", ".join(ticked) or _tr("nobody"))
        )

    def _write_reason(self) -> None:
        if not self.page.is_empty:
            self.card.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.card.reason.selectAll()

    def _escape(self) -> None:
        view = self.page.view
        if view.textCursor().hasSelection():
            view.clear_selection()
        elif not (view.hasFocus() or self.page.is_empty):
            self._focus_view()
        else:
            self.close()


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _tr(text: str) -> str:
    return QCoreApplication.translate("Adjudication", text)
