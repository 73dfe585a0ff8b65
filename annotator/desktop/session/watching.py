"""Looks about twice a second whether others have changed the project, and says that we are here.

On a file SQLite tells it of a connection in some millionths of a second, and nothing of the
tables is read. A server is asked in the background.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer

from annotator.desktop.session.session import Session
from annotator.desktop.toolkit.tasks import Task, run_in_background
from annotator.progress import Cancelled, Progress
from annotator.project import News
from annotator.words import Message

LOOK_MS = 500
"""How often it is looked."""

ASK_MS = 800
"""How often a server is asked."""

HERE_S = 20.0
"""How often it is written down that the window is open; see ``project.presence``."""

_AGAIN_S = 2.0
"""When that could not be written, it is tried again so much later."""


class Watching(QObject):
    """Keeps a session up to date with what other windows and programs do.

    Args:
        session: what is open.
        parent: owns it.

    """

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._task: Task | None = None
        self._said_at = float("-inf")
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        session.annotator_changed.connect(self._on_annotator_changed)

    def start(self) -> None:
        """Say that the window is open, and look from now on."""
        self.look()
        self._timer.start(ASK_MS if self._session.project.waits_to_be_asked else LOOK_MS)

    def stop(self) -> None:
        """Look no more, and say that the window is closed."""
        self._timer.stop()
        if self._task is not None:
            self._task.abandon()
            self._task = None
        self._session.project.depart(self._session.following.window)

    def look(self) -> None:
        """Bring in what others have changed."""
        session = self._session
        if session.project.waits_to_be_asked:
            self._look_in_background()
            return
        said = self._is_due()
        if said:
            self._note(session.project.attend(session.following.window, session.annotator))
        if session.project.looks_changed() or said:
            session.catch_up()

    def _look_in_background(self) -> None:
        if self._task is not None:
            return
        session, said = self._session, self._is_due()
        project, window, annotator = session.project, session.following.window, session.annotator
        following = session.following
        known, own = following.known, following.own_events

        def work(_report: Progress, _cancelled: Cancelled) -> tuple[News, bool | None]:
            stored = project.attend(window, annotator) if said else None
            return project.news(known, annotator, window, own), stored

        def done(answer: tuple[News, bool | None]) -> None:
            self._task = None
            news, stored = answer
            if stored is not None:
                self._note(stored)
            if following.known is known and session.annotator == annotator:
                session.take_news(news)

        def failed(_sentence: Message) -> None:
            self._task = None  # whoever edits or opens something next is told

        self._task = run_in_background(self, work, done, failed)

    def _is_due(self) -> bool:
        return time.monotonic() - self._said_at >= HERE_S

    def _note(self, stored: bool) -> None:
        """Remember when it was said that the window is open."""
        self._said_at = time.monotonic() - (0.0 if stored else HERE_S - _AGAIN_S)

    def _on_annotator_changed(self) -> None:
        self._said_at = float("-inf")
