"""Where articles are left and for how long they are open, between the window and the project.

Writes little: when an article is left, when the window closes, and once a minute while somebody
works. A write that fails is forgotten about; the time that it held is in the next one.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QLabel

from annotator.desktop.page.view import ArticleView
from annotator.desktop.session.session import Session
from annotator.project import OpenedArticle
from annotator.workbench.positions import Place, Places
from annotator.workbench.stopwatch import Stopwatch

SAVE_EVERY_S = 60.0
"""While somebody works, how often what they would lose is stored."""

_TICK_MS = 10_000
_WORTH_MS = 1_000
_START = Place(0, 0)
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchUpdate,
    }
)


class ReadingPositions(QObject):
    """Brings the page back to where an article was left, and shows the time spent on it.

    Attributes:
        label: for the status bar: “4 min here”.

    """

    def __init__(
        self,
        session: Session,
        view: ArticleView,
        parent: QObject,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view
        self._clock = clock
        self._places = Places()
        self._watch = Stopwatch(clock)
        self._opened: OpenedArticle | None = None
        self._stored = _START
        self._before_ms = 0
        self._saved_ms = 0
        self._saved_at = 0.0
        self._settled = False
        self._window: QWindow | None = None
        self.label = QLabel()
        self.label.setObjectName("time_here")
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self.tick)
        session.annotator_changed.connect(self._on_annotator_changed)

    def watch(self, window: QWindow | None) -> None:
        """Take keys, clicks and the wheel in a window for a sign that somebody is there."""
        if self._window is not None:
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Note events of the window that somebody has caused; take none."""
        if event.type() in _TOUCHES:
            self._watch.touch()
        return False

    # -- articles ------------------------------------------------------------------------------

    def leave(self) -> None:
        """Store how the article on the page is left: to be called before another one is shown."""
        if self._opened is None:
            return
        place = self._view.place()
        self._places.remember(self._opened.article.id, place)
        self._save(place)
        self._opened = None
        self._watch.stop()
        self._timer.stop()

    def enter(self, opened: OpenedArticle | None) -> None:
        """Put the page, which shows an article now, where it was left; count its time."""
        self._opened = opened
        self._stored = _START
        self._before_ms = self._saved_ms = 0
        if opened is not None:
            self._bring_back(opened)
            self._watch.start()
            self._saved_at = self._clock()
            self._timer.start()
        self._show_time()

    def _bring_back(self, opened: OpenedArticle) -> None:
        article = opened.article
        reading = self._session.project.reading(opened.annotator, article.id)
        if reading is not None:
            self._before_ms = reading.active_ms
            length = len(article.text)
            self._stored = Place(min(reading.caret, length), min(reading.top, length))
        place = self._places.of(article.id) or self._stored
        if place != _START:
            self._view.go_to(place)

    def restore(self) -> None:
        """Put the page there again, now that the window has got the size that it is shown in."""
        if self._settled:
            return
        self._settled = True
        if self._stored != _START and self._view.caret() == self._stored.caret:
            self._view.go_to(self._stored)

    def _on_annotator_changed(self) -> None:
        """Forget where somebody else has left the articles."""
        self._places = Places()

    # -- time ----------------------------------------------------------------------------------

    @property
    def active_ms(self) -> int:
        """Active time with the article on the page, of all days."""
        return self._before_ms + round(self._watch.seconds * 1000)

    def tick(self) -> None:
        """Show the time; store it now and then."""
        self._show_time()
        if self._opened is not None and self._clock() - self._saved_at >= SAVE_EVERY_S:
            self._saved_at = self._clock()
            self._save(self._view.place())

    def _save(self, place: Place) -> None:
        opened = self._opened
        more = round(self._watch.seconds * 1000) - self._saved_ms
        if opened is None or (place == self._stored and more < _WORTH_MS):
            return
        if self._session.project.save_reading(
            opened.annotator,
            opened.article.id,
            caret=place.caret,
            top=place.top,
            more_ms=max(0, more),
        ):
            self._stored = place
            self._saved_ms += max(0, more)

    def _show_time(self) -> None:
        seconds = self.active_ms // 1000 if self._opened is not None else 0
        text = self.tr("{0} here").format(duration(seconds)) if seconds >= 60 else ""
        if text == self.label.text():
            return
        self.label.setText(text)
        self.label.setAccessibleName(
            self.tr("{0} of work on this article").format(duration(seconds)) if text else ""
        )
        self.label.setToolTip(
            self.tr(
                "So long you have worked on this article, on all days, with pauses left out."
                " It is kept in this project and nowhere else."
            )
        )


def duration(seconds: int) -> str:
    """Return a time as people say it: ``4 min``, ``1 h 5 min``, below a minute ``12 s``."""
    hours, minutes = seconds // 3600, seconds // 60 % 60
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min" if minutes else f"{seconds} s"
