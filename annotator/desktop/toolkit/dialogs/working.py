"""Dialogs that work in the background: what is being done, how far it is, and how it is stopped."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from annotator.desktop.toolkit.fitting_dialog import FittingDialog
from annotator.desktop.toolkit.tasks import Task, show_progress


class Working(QWidget):
    """Words above a bar. The bar keeps its room while it is hidden, so that nothing moves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setMinimumWidth(1)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(8)
        policy = self.bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(policy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._words)
        layout.addWidget(self.bar)
        self.bar.hide()

    @property
    def words(self) -> str:
        """What is said."""
        return self._words.text()

    def say(self, words: str) -> None:
        """Say something, without a bar."""
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self.bar.hide()

    def follow(self, task: Task, words: str) -> None:
        """Show how far a task is."""
        self.say(words)
        self.bar.setAccessibleName(words)
        self.bar.setRange(0, 0)
        self.bar.show()
        task.progressed.connect(self._on_progressed)

    def _on_progressed(self, done: int, total: int) -> None:
        show_progress(self.bar, done, total)


class WorkingDialog(FittingDialog):
    """A dialog that stays until its task has ended: Cancel and the cross stop the task first.

    Attributes:
        working: says what is being done.

    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._task: Task | None = None
        self.working = Working()

    def reject(self) -> None:
        """Stop a running task; close when none is running."""
        if self._task is None:
            super().reject()
        else:
            self._task.cancel()
            self.working.say(self.tr("Stopping …"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Do as Cancel does."""
        if self._task is None:
            super().closeEvent(event)
        else:
            event.ignore()
            self.reject()
