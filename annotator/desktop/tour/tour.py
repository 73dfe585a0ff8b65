"""Goes through the steps: says the one that is next, and sees when it has been done."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence

from annotator.annotation.changes import Changes
from annotator.desktop.page.view import ArticleView
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit.settings import Settings
from annotator.desktop.tour.bar import TourBar
from annotator.desktop.tour.steps import ARTICLE, EXAMPLES, TourStep, takes, widens

_NATIVE = QKeySequence.SequenceFormat.NativeText
OVER = len(TourStep)
"""The step after the last one: what was learnt is summed up."""


class Tour(QObject):
    """The tour through one window. It changes nothing: every step is done by who takes it.

    Args:
        session: what is open.
        article: the page.
        actions: commands by name; their keys are said as they are now.
        label_actions: returns the actions that tag, in the order of the labels.
        settings: where it is remembered how far somebody is.
        parent: owns it.

    Signals:
        finished: the bar has gone; keys are the page's.
        back_wanted: the location of the project from which the tour was begun.

    Attributes:
        bar: shows it.

    """

    finished = Signal()
    back_wanted = Signal(str)

    def __init__(
        self,
        session: Session,
        article: ArticleView,
        actions: Mapping[str, QAction],
        label_actions: Callable[[], list[QAction]],
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._article = article
        self._actions = actions
        self._label_actions = label_actions
        self._settings = settings
        self._step: int | None = None
        self._widened: tuple[int, int] | None = None
        self._back = ""
        self.bar = TourBar()
        self.bar.hide()
        self.bar.go_on_wanted.connect(self._on_go_on)
        self.bar.leave_wanted.connect(self.leave)
        self.bar.show_wanted.connect(self._show_place)
        session.changed.connect(self._on_changed)

    def watch(self) -> None:
        """See when the selection is widened, which is no edit; once there are actions."""
        self._actions["widen"].triggered.connect(self._on_widened)

    # -- coming and going ----------------------------------------------------------------------

    @property
    def step(self) -> int | None:
        """The step that is next, ``OVER`` after the last; None while the tour is not on."""
        return self._step

    def offer(self, *, may_ask: bool) -> None:
        """On the sample: ask once whether somebody wants it; go on where it was under way."""
        kept = self._settings.tour
        if kept == "" and may_ask:
            self.bar.say(
                self.tr("New here?"),
                self.tr(
                    "Five steps on this article, with your own keys: tag, widen, a split quote,"
                    " its speaker, done. Whenever you like: Help ▸ Tour."
                ),
                go_on=self.tr("Begin"),
                leave=self.tr("Not now"),
            )
            self.bar.show()
        elif kept.isdecimal() and int(kept) < OVER:
            self._go_to(int(kept))

    def begin(self, back: str = "") -> None:
        """Begin with the first step, or where the tour was left.

        Args:
            back: the location of the project to go back to afterwards, "" for none.

        """
        self._back = back
        kept = self._settings.tour.removeprefix("left ")
        self._go_to(int(kept) if kept.isdecimal() and int(kept) < OVER else 0)
        opened = self._session.opened
        if opened is None or opened.article.id != ARTICLE:
            self._open_example()

    def leave(self) -> None:
        """Go; Help ▸ Tour takes it up where it was left."""
        step, self._step = self._step, None
        if step is None or step >= OVER:
            self._settings.tour = "done" if step is not None else "left 0"
        else:
            self._settings.tour = f"left {step}"
        back, self._back = self._back, ""
        self.bar.hide()
        self.finished.emit()
        if back:
            self.back_wanted.emit(back)

    def _open_example(self) -> None:
        if self._session.project.has_article(ARTICLE):
            self._session.open_article(ARTICLE)

    def _go_to(self, step: int) -> None:
        self._step = step
        self._widened = None
        self._settings.tour = str(step) if step < OVER else "done"
        self.say_anew()
        self.bar.show()

    # -- what is said --------------------------------------------------------------------------

    def say_anew(self) -> None:
        """Say the step with the keys of now."""
        step = self._step
        if step is None:
            return
        if step >= OVER:
            self._say_end()
            return
        title, words = self._words(TourStep(step))
        self.bar.say(
            self.tr("{0} of {1}: {2}").format(step + 1, OVER, title),
            words,
            go_on=self.tr("Skip this step"),
            leave=self.tr("Leave the tour"),
            step=(step, OVER),
            has_place=self._place() is not None,
        )

    def _say_end(self) -> None:
        words = self.tr(
            "These five are most of a day’s work. {0} lists all keys, {1} finds any command, and"
            " {2} takes back whatever you try."
        ).format(self._key("keys"), self._key("palette"), self._key("undo"))
        leave = self.tr("Back to my project") if self._back else self.tr("Close")
        self.bar.say(self.tr("That was it"), words, go_on="", leave=leave, step=(OVER, OVER))

    def _words(self, step: TourStep) -> tuple[str, str]:
        """Return what a step is called and what to do, with the keys of now."""
        first, *more = EXAMPLES[step] or ("",)
        if step is TourStep.TAG:
            return self.tr("Tag"), self.tr(
                "Click into the sentence “{0}” and press {1}: the whole sentence is a claim. Or"
                " select words first, with the mouse or with Shift and the arrows."
            ).format(first, self._label_key("claim"))
        if step is TourStep.WIDEN:
            return self.tr("Widen"), self.tr(
                "Put the caret into “{0} …” and press {1} twice: the selection grows from the word"
                " to what is around it. {2} makes it smaller again."
            ).format(first, self._key("widen"), self._key("narrow"))
        if step is TourStep.SPLIT_QUOTE:
            return self.tr("Split quote"), self.tr(
                "Select {0} and press {1}. Then select {2} and press {3}: one quote in two pieces."
            ).format(first, self._label_key("quote"), more[0], self._key("add_fragment"))
        if step is TourStep.SPEAKER:
            return self.tr("Speaker"), self.tr(
                "With the quote outlined press {0}: a list offers who may have said it. Choose"
                " “{1}” with its digit, or with the arrows and Return."
            ).format(self._key("link"), first)
        return self.tr("Done"), self.tr(
            "Press {0}: the article is done, and the next one opens. (Nothing is lost: {1} takes it"
            " back.)"
        ).format(self._key("done_next"), self._key("undo"))

    def _key(self, name: str) -> str:
        """Return a command's key as it is now; where it has none, the command itself."""
        action = self._actions[name]
        return action.shortcut().toString(_NATIVE) or f"“{action.text().replace('&', '')}”"

    def _label_key(self, label_id: str) -> str:
        """Return the key that tags with a label, where that is gone with the first one."""
        actions = dict(zip(self._session.labels, self._label_actions(), strict=False))
        action = actions.get(label_id) or next(iter(actions.values()), None)
        if action is None:
            return self.tr("a label’s key")
        return action.shortcut().toString(_NATIVE) or f"“{action.text().replace('&&', '&')}”"

    # -- the place -----------------------------------------------------------------------------

    def _place(self) -> int | None:
        """Return where the example of the step begins in the open article, in code points."""
        step, opened = self._step, self._session.opened
        if step is None or step >= OVER or opened is None or not EXAMPLES[TourStep(step)]:
            return None
        found = opened.article.text.find(EXAMPLES[TourStep(step)][0])
        return found if found >= 0 else None

    def _show_place(self) -> None:
        place = self._place()
        if place is not None:
            self._article.look_at(place)
            self._article.place_caret(place)
        self._article.setFocus()

    # -- what was done -------------------------------------------------------------------------

    def _on_go_on(self) -> None:
        if self._step is None:
            self.begin()
        else:
            self._go_to(self._step + 1)
        self._article.setFocus()

    def _on_changed(self, changes: Changes) -> None:
        step = self._step
        if step is not None and step < OVER and takes(TourStep(step), changes):
            self._go_to(step + 1)

    def _on_widened(self) -> None:
        """See a selection that was widened, and then once more."""
        before, self._widened = self._widened, self._article.selection()
        if self._step == TourStep.WIDEN and widens(before, self._widened):
            self._go_to(TourStep.WIDEN + 1)
