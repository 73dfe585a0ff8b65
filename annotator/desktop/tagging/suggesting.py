"""Going through suggestions: from one to the next, accepted or rejected with one key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

from annotator.annotation.changes import Changes, Direction
from annotator.annotation.edits import AcceptSuggestions, RejectSuggestions
from annotator.annotation.records import Suggestion
from annotator.desktop.page.view import ArticleView
from annotator.desktop.session.session import Session
from annotator.desktop.tagging.gestures import Gestures
from annotator.desktop.tagging.offers.drafting import Drafting
from annotator.desktop.tagging.offers.offering import Offering
from annotator.desktop.tagging.offers.wording import about, parts_in_words
from annotator.desktop.tagging.suggestion_bar import SuggestionBar
from annotator.desktop.toolkit.numbers import whole
from annotator.desktop.toolkit.settings import Settings
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.widgets.marks import one_line
from annotator.project import OpenedArticle
from annotator.workbench.text_units import Unit

_TEXT = 80
_NAME = 40


class Suggesting(QObject):
    """Knows which suggestion is looked at, and what keys and clicks do with it.

    Attributes:
        count: the button that says how many wait in the article, hidden when none does.

    """

    def __init__(
        self,
        session: Session,
        view: ArticleView,
        themes: Themes,
        settings: Settings,
        gestures: Gestures,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.offering = Offering(session, settings, self)
        self.offering.offered.connect(self._on_offered)
        self._session = session
        self._view = view
        self._themes = themes
        self._gestures = gestures
        self._window = parent
        self.drafting = Drafting(session, view, self)
        self.drafting.changed.connect(self._renew)
        self.drafting.told.connect(self._say)
        self._current = ""
        self._moves = False
        self.bar = SuggestionBar(view, themes.theme)
        self.count = QPushButton(parent)
        self.count.setObjectName("suggestion_count")
        self.count.setFlat(True)
        self.count.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.count.clicked.connect(self._on_count_clicked)
        self.bar.accepted.connect(lambda: self.answer(accept=True))
        self.bar.rejected.connect(lambda: self.answer(accept=False))
        self.bar.parts.toggled.connect(self.drafting.toggle)
        view.shows_suggestions = True
        view.suggestion_clicked.connect(lambda name: self.show(name, go=False))
        view.cursorPositionChanged.connect(self._on_caret_moved)
        view.verticalScrollBar().valueChanged.connect(self._place_bar)
        view.column_moved.connect(self._place_bar)
        session.article_opened.connect(self._on_article_opened)
        session.changed.connect(self._on_changed)
        session.current_changed.connect(self._on_span_chosen)
        session.labels_changed.connect(self._on_labels_changed)
        themes.changed.connect(self._renew)
        self._show_count()

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each command about suggestions does."""
        return {
            "next_suggestion": lambda: self.go(forward=True),
            "previous_suggestion": lambda: self.go(forward=False),
            "accept_suggestion": lambda: self.answer(accept=True),
            "reject_suggestion": lambda: self.answer(accept=False),
            "accept_all": lambda: self.answer_all(accept=True),
            "reject_all": lambda: self.answer_all(accept=False),
            "accept_kind": lambda: self.answer_kind(accept=True),
            "reject_kind": lambda: self.answer_kind(accept=False),
            "accept_alike": lambda: self.answer_alike(accept=True),
            "reject_alike": lambda: self.answer_alike(accept=False),
            "next_part": self.drafting.next_part,
            "leave_part_out": self.drafting.leave_out,
            "suggest": lambda: self.offering.switch(on=self._is_wanted()),
        }

    def before_tagging(self, tag: Callable[[str], None]) -> Callable[[str], None]:
        """Return what a label's key does: accept what is looked at under that label, else tag.

        Args:
            tag: tags what is selected or stands at the caret with a label (id).

        """

        def does(label: str) -> None:
            is_meant = self.current is not None and self._view.selection() is None
            if is_meant and label not in self._view.hidden and label in self._session.labels:
                self._gestures.last_label = label
                self.answer(accept=True, label=label)
            else:
                tag(label)

        return does

    @property
    def current(self) -> Suggestion | None:
        """The suggestion that is looked at."""
        return self.waiting.get(self._current)

    @property
    def waiting(self) -> dict[str, Suggestion]:
        """Those that wait for an answer, by id, in the order of the text; of hidden labels none."""
        suggestions, hidden = self._session.suggestions, self._view.hidden
        if not hidden:
            return suggestions
        return {name: one for name, one in suggestions.items() if one.label not in hidden}

    def show_hidden(self) -> None:
        """Follow what labels are hidden on the page now."""
        self._renew()
        self._show_count()

    # -- going ---------------------------------------------------------------------------------

    def go(self, *, forward: bool) -> None:
        """Look at the next or previous suggestion, from the last on at the first."""
        waiting = list(self.waiting.values())
        if not waiting:
            self._session.set_current("")
            self._say(self._none())
            return
        current, caret = self.current, self._view.caret()
        if current is not None:
            at = waiting.index(current) + (1 if forward else -1)
        elif forward:
            at = sum(one.start < caret for one in waiting)
        else:
            at = sum(one.start < caret for one in waiting) - 1
        self.show(waiting[at % len(waiting)].id)

    def show(self, name: str, *, go: bool = True) -> None:
        """Look at a suggestion (id): the bar says what it is.

        Args:
            name: of the suggestion; where there is none, nothing happens.
            go: whether the caret goes there.

        """
        one = self.waiting.get(name)
        if one is None:
            return
        self._moves = True
        try:
            self._session.set_current("")
            self._current = name
            if go:
                self._view.look_at(one.start)
        finally:
            self._moves = False
        self._renew()
        label = self._session.labels.get(one.label)
        number = list(self.waiting).index(name) + 1
        self._say(
            _tr("Suggestion {0} of {1}: {2}, {3}, {4}").format(
                number,
                len(self.waiting),
                one_line(label.name, _NAME) if label is not None else "",
                one_line(one.text, _TEXT),
                ", ".join(filter(None, (about(one), self._along()))),
            )
        )

    def _along(self) -> str:
        """Return what would come along with the suggestion that is looked at."""
        opened = self._session.opened
        return parts_in_words(self.drafting.parts, opened.article.text) if opened else ""

    def let_go(self) -> None:
        """Look at none."""
        if self._current:
            self._current = ""
            self._renew()

    # -- answering -----------------------------------------------------------------------------

    def answer(self, *, accept: bool, label: str = "") -> None:
        """Accept or reject the suggestion that is looked at, or the one at the caret; go on.

        Args:
            accept: else it is rejected.
            label: under which it is accepted (id); "": the one that was suggested.

        """
        one = self._meant()
        if one is None:
            return
        if not self._view.shows(one.start, one.end):
            self.show(one.id)
            self._say(_tr("This is the suggestion. Press again to answer it."))
            return
        waiting = list(self.waiting)
        at = waiting.index(one.id)
        if self._apply((one.id,), accept=accept, label=label):
            left = [*waiting[at + 1 :], *waiting[:at]]
            following = next((name for name in left if name in self.waiting), "")
            if following:
                self.show(following)
            elif hidden := self._hidden():
                self._say(hidden)
            else:
                self._say(_tr("All suggestions of this article are answered."))

    def answer_all(self, *, accept: bool) -> None:
        """Accept or reject all suggestions of the article, as one change."""
        waiting = tuple(self.waiting)
        if not waiting:
            self._say(self._none())
        elif self._apply(waiting, accept=accept) and (hidden := self._hidden()):
            self._say(hidden)

    def answer_kind(self, *, accept: bool) -> None:
        """Accept or reject all with the label of the one here, as one change."""
        one = self._meant()
        if one is not None:
            waiting = self.waiting.values()
            names = tuple(each.id for each in waiting if each.label == one.label)
            self._apply(names, accept=accept)

    def answer_alike(self, *, accept: bool) -> None:
        """Accept or reject all with the text and label of the one here, as one change."""
        one = self._meant()
        if one is not None:
            waiting, alike = self.waiting.values(), (one.label, one.text)
            names = tuple(each.id for each in waiting if (each.label, each.text) == alike)
            self._apply(names, accept=accept)

    def _meant(self) -> Suggestion | None:
        """Return the suggestion that is looked at, else the one at the caret; say if none is."""
        one = self.current or self._view.suggestion_at(self._view.caret())
        if one is None:
            self._say(_tr("There is no suggestion at the caret."))
            return None
        return self._session.suggestions[one.id]  # as it was suggested, whatever is drawn

    def _speakers(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return the suggestions of what others would be linked to: they become spans with them."""
        suggestions, labels = self._session.suggestions, self._session.labels
        linked = set()
        for name in names:
            one = self.drafting.made() if name == self._current else None
            linked |= {part.ranges for part in (one or suggestions[name]).partners}
        return tuple(
            one.id
            for one in self.waiting.values()
            if one.ranges in linked and labels[one.label].unit == Unit.NAME
        )

    def _apply(self, names: tuple[str, ...], *, accept: bool, label: str = "") -> bool:
        if accept:
            names = tuple(dict.fromkeys((*self._speakers(names), *names)))
        proposed = self._session.work.brought(names)
        brought = {one.id for one in proposed}
        stored = tuple(name for name in names if name not in brought)
        if not accept:
            edit: AcceptSuggestions | RejectSuggestions = RejectSuggestions(
                suggestions=stored, proposed=proposed
            )
        else:
            other = self._session.labels.get(label)
            made = self.drafting.made(other) if self._current in names else None
            changed = () if made is None else (made,)
            edit = AcceptSuggestions(suggestions=stored, proposed=proposed, changed=changed)
        return self._session.apply_then(edit, lambda _: None)

    def _none(self) -> str:
        return self._hidden() or _tr("There is no suggestion in this article.")

    def _hidden(self) -> str:
        """Return what is said of suggestions that wait and are not seen; "" where none is."""
        number = len(self._session.suggestions) - len(self.waiting)
        if not number:
            return ""
        one = _tr("1 suggestion of a hidden label waits.")
        return (
            one
            if number == 1
            else _tr("{0} suggestions of hidden labels wait.").format(whole(number))
        )

    def _is_wanted(self) -> bool:
        action = self._action("suggest")
        return action is not None and action.isChecked()

    # -- following -----------------------------------------------------------------------------

    def _on_article_opened(self, _opened: OpenedArticle | None) -> None:
        self._current = ""
        self.bar.hide()
        self._show_count()
        if self.waiting:
            self._say(self._counted())

    def _on_offered(self) -> None:
        """Draw what is offered beside what stands there; nothing moves."""
        self._renew()
        self._show_count()

    def _on_changed(self, changes: Changes) -> None:
        delta = changes.delta
        if not (delta.answers or delta.suggestions):
            return
        self._renew()
        self._show_count()
        if changes.direction is not Direction.DONE:
            back = [step.record.suggestion for step in delta.answers if step.after is None]
            self.show(next((name for name in self.waiting if name in back), ""))

    def _on_span_chosen(self, span_id: str) -> None:
        if span_id:
            self.let_go()

    def _on_labels_changed(self) -> None:
        self._renew()
        self._show_count()

    def _on_caret_moved(self) -> None:
        one = self.current
        shown = self.drafting.shown()
        if one is None or shown is None or self._moves:
            return
        low, high = min(one.start, shown.start), max(one.end, shown.end)
        if not low <= self._view.caret() <= high:
            self.let_go()

    def _on_count_clicked(self) -> None:
        self._view.setFocus()
        self.go(forward=True)

    # -- showing -------------------------------------------------------------------------------

    def _renew(self) -> None:
        """Draw the suggestions, and the bar beside the one that is looked at."""
        if self.current is None:
            self._current = ""
        session, one, drafting = self._session, self.current, self.drafting
        drafting.take(one)
        shown = drafting.shown()
        drawn = {**self.waiting, **({shown.id: shown} if shown is not None else {})}
        self._view.set_suggestions(list(drawn.values()), self._current, drafting.drawn())
        label = session.labels.get(one.label) if one is not None else None
        if one is None or label is None:
            self.bar.hide()
            return
        number = list(self.waiting).index(one.id) + 1
        self.bar.set_keys(self.key("accept_suggestion"), self.key("reject_suggestion"))
        opened = session.opened
        text = opened.article.text if opened is not None else ""
        count, theme = len(self.waiting), self._themes.theme
        self.bar.show_suggestion(
            one, label, number, count, theme, drafting.parts, drafting.part, text
        )
        self._place_bar()

    def _place_bar(self, *_: object) -> None:
        one = self.drafting.shown() if self.current is not None else None
        if one is not None:
            self.bar.stand_by(self._view.area_of(one.start, one.end))

    def _show_count(self) -> None:
        count = len(self.waiting)
        self.count.setVisible(bool(count))
        self.count.setText(self._counted())
        key = self.key("next_suggestion")
        words = _tr("Go to the next suggestion")
        self.count.setToolTip(f"{words} ({key})" if key else words)
        self.count.setAccessibleName(f"{self._counted()}. {words}")

    def _counted(self) -> str:
        count = len(self.waiting)
        return _tr("1 suggestion") if count == 1 else _tr("{0} suggestions").format(whole(count))

    def key(self, command: str) -> str:
        """Return the key of a command as the user has it."""
        action = self._action(command)
        if action is None or action.shortcut().isEmpty():
            return ""
        return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)

    def _action(self, command: str) -> QAction | None:
        found: QAction | None = self._window.findChild(QAction, f"action_{command}")
        return found

    def _say(self, sentence: str) -> None:
        self._session.told.emit(sentence)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Suggesting", text)
