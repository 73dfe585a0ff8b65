"""The file of the open project: looked at while nobody types, and made whole when work rests.

Each edit looks at the file anyway. Here somebody who only reads hears it, too, when another
program has replaced it, and what is in its log is brought into the file some seconds after the
last edit, so that a copy of the file has everything. Before, it is kept among the backups.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.desktop.session.session import Session
from annotator.desktop.toolkit import tasks
from annotator.desktop.toolkit.words import in_words
from annotator.progress import Cancelled, Progress
from annotator.words import Message

FOLD_AFTER_MS = 10_000
"""How long nothing must have changed before the log is folded into the file."""

LOOK_EVERY_MS = 2_000


class ProjectFile(QObject):
    """Looks after one project's file for one window."""

    not_kept = Signal(object)
    """Why what was brought into the file is not among the backups, too; "" where it is."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._told: Message | None = None
        self._folding: tasks.Task | None = None
        self._rest = QTimer(self, singleShot=True, interval=FOLD_AFTER_MS)
        self._rest.timeout.connect(self.fold)
        self._looks = QTimer(self, interval=LOOK_EVERY_MS)
        self._looks.timeout.connect(self.look)
        self._looks.start()
        for changed in (session.changed, session.labels_changed):
            changed.connect(lambda *_: self._rest.start())

    def stop(self) -> None:
        """Leave the file alone from now on."""
        self._rest.stop()
        self._looks.stop()

    def look(self) -> None:
        """Say it once when the file is another one by now."""
        sentence = self._session.project.look()
        if sentence == self._told:
            return
        self._told = sentence
        if sentence is not None:
            words = in_words(sentence)
            self._session.failed.emit(f"{words[:1].upper()}{words[1:]}.", None)

    def fold(self) -> None:
        """Bring what is in the log into the file, off the main thread: no key waits for it."""
        if self._folding is not None:
            self._rest.start()
            return
        project = self._session.project

        def work(_report: Progress, _cancelled: Cancelled) -> Message | None:
            project.fold()
            return project.keeping_problem

        self._folding = tasks.run_in_background(self, work, self._on_folded, self._on_failed)

    def _on_folded(self, problem: Message | None) -> None:
        self._folding = None
        self.not_kept.emit(problem)

    def _on_failed(self, _: Message) -> None:
        self._folding = None  # the next edit tries again
