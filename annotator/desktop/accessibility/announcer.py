"""What screen readers are told as it happens: results of actions, and spans at the caret.

Text, caret and selection need nothing of this: the page is a text field to a screen reader. What
is told here is what eyes would see beside the text.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from annotator.annotation.changes import Changes, Direction
from annotator.annotation.records import Span
from annotator.desktop.accessibility import wording
from annotator.desktop.page.view import ArticleView
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit.words import in_words
from annotator.project import OpenedArticle

REST_MS = 120
"""So long the caret rests before the spans at it are told: keys that are held tell nothing."""


class Announcer(QObject):
    """Says what an action did, once, and which spans the caret has come to.

    What comes in during one action is said together. Nothing is worked out while no assistive
    technology listens.

    Signals:
        said: a sentence that was announced.
    """

    said = Signal(str)

    def __init__(self, session: Session, view: ArticleView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view
        self._results: list[str] = []
        self._shown: set[str] = set()
        self._here: tuple[str, ...] = ()
        self._is_chosen = False
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._speak)
        session.changed.connect(self._on_changed)
        session.current_changed.connect(self._on_current_changed)
        session.article_opened.connect(self._on_article_opened)
        view.cursorPositionChanged.connect(self._on_caret_moved)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)

    def tell(self, sentence: str) -> None:
        """Announce a sentence of the status bar, unless a change that says the same does."""
        if sentence and QAccessible.isActive():
            self._results.append(sentence)
            self._pause.start(0)

    # -- what happens --------------------------------------------------------------------------

    def _on_changed(self, changes: Changes) -> None:
        """Take in what was done; of Undo and Redo the session tells by itself."""
        if not QAccessible.isActive() or changes.direction is not Direction.DONE:
            return
        if changes.elsewhere:  # nobody here has done it
            return
        sentence = wording.done(changes, self._session.labels)
        shown = in_words(changes.text)
        if sentence != shown:
            self._shown.add(shown)
        self.tell(sentence)

    def _on_current_changed(self) -> None:
        if QAccessible.isActive() and not _is_in_list():
            self._is_chosen = True
            self._pause.start(0)

    def _on_article_opened(self, opened: OpenedArticle | None) -> None:
        if opened is None or _is_in_list() or not QAccessible.isActive():
            return
        session = self._session
        title = opened.article.title or opened.article.id
        self.tell(
            wording.article(title, session.status, len(session.spans), flagged=session.flagged)
        )

    def _on_caret_moved(self) -> None:
        if QAccessible.isActive() and not (self._results or self._is_chosen):
            self._pause.start(REST_MS)

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Tell where one is on the page when one comes to it."""
        if now is self._view and QAccessible.isActive():
            self._here = ()
            self._on_caret_moved()

    # -- what is said --------------------------------------------------------------------------

    def _speak(self) -> None:
        results = [one for one in self._results if one not in self._shown]
        is_chosen, self._is_chosen = self._is_chosen, False
        self._results, self._shown = [], set()
        spans = self._view.spans_near_caret()
        before, self._here = self._here, tuple(span.id for span in spans)
        if results:
            self._say(". ".join(dict.fromkeys(results)))
        elif _is_in_list():
            return  # its row is read; the caret has only followed
        elif is_chosen and (current := self._session.current_span) is not None:
            self._say(self._words(current, spans))
        elif set(before) != set(self._here):
            self._say(self._words(self._met(spans, before), spans) if spans else wording.no_span())
        elif is_chosen:
            self._say(wording.none_current())

    def _met(self, spans: list[Span], before: tuple[str, ...]) -> Span:
        """Return the span to tell of: the innermost new one, else the current one, if there."""
        current = self._session.current
        for wanted in (
            [span for span in spans if span.id not in before],
            [span for span in spans if span.id == current],
        ):
            if wanted:
                return wanted[0]
        return spans[0]

    def _words(self, span: Span, here: list[Span]) -> str:
        session = self._session
        caret = self._view.caret()
        return wording.at_caret(span, here, caret, session.labels, session.links, session.spans)

    def _say(self, sentence: str) -> None:
        event = QAccessibleAnnouncementEvent(self._view, sentence)
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
        QAccessible.updateAccessibility(event)
        self.said.emit(sentence)


def _is_in_list() -> bool:
    """Tell whether the focus is in a list, whose rows screen readers read by themselves."""
    return isinstance(QApplication.focusWidget(), QAbstractItemView)
