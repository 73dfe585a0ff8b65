"""Backups beside the work: a little after opening, and daily while a project stays open."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer

from annotator.desktop.shell.window.main_window import MainWindow
from annotator.desktop.toolkit.tasks import Task, run_in_background
from annotator.desktop.toolkit.words import in_words
from annotator.progress import Cancelled, Progress
from annotator.words import Message

AFTER_OPENING_MS = 4_000
LOOK_EVERY_MS = 10 * 60_000
DAY_S = 24 * 3600.0


class BackingUp(QObject):
    """Makes backups of one window's project when anything was done since the last one.

    Nothing waits for it. That one could not be made is said once, until the reason is another one.

    Attributes:
        problem: why the last backup could not be made, None where it could.

    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("backing_up")
        self._window = window
        self._task: Task | None = None
        self._looked_at = 0.0
        self.problem: Message | None = None
        self._after_opening = QTimer(self, singleShot=True, interval=AFTER_OPENING_MS)
        self._after_opening.timeout.connect(lambda: self.back_up("opening"))
        self._daily = QTimer(self, interval=LOOK_EVERY_MS)
        self._daily.timeout.connect(self._on_daily)
        window.project_file.not_kept.connect(self._on_not_kept)
        self._after_opening.start()
        self._daily.start()

    def _on_daily(self) -> None:
        if not 0 <= time.time() - self._looked_at < DAY_S:
            self.back_up("daily")

    def back_up(self, why: str) -> None:
        """Make a backup in the background if anything was done since the last one."""
        if self._task is not None or not self._window.isVisible():
            return
        self._looked_at = time.time()
        project = self._window.session.project

        def work(_report: Progress, cancelled: Cancelled) -> None:
            project.back_up_if_changed(why, cancelled)

        self._task = run_in_background(
            self, work, lambda _: self._on_ended(None), self._on_ended, lambda: self._on_ended(None)
        )

    def _on_ended(self, reason: Message | None) -> None:
        self._task = None
        self._say_once(reason)

    def _on_not_kept(self, reason: Message | None) -> None:
        if reason is not None:
            self._say_once(reason)

    def _say_once(self, reason: Message | None) -> None:
        if reason is not None and reason != self.problem:
            words = in_words(reason)
            self._window.tell(f"{words[:1].upper()}{words[1:]}.")
        self.problem = reason
