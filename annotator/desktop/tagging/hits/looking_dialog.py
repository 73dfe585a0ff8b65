"""A dialog that shows what one change would do, looked at in the background, before it is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QLayout, QProgressBar, QVBoxLayout, QWidget

from annotator.annotation.changes import Changes
from annotator.annotation.edits import Edit
from annotator.annotation.records import Label
from annotator.desktop.session.session import Session
from annotator.desktop.spans.label_box import LabelBox
from annotator.desktop.toolkit.fitting_dialog import FittingDialog
from annotator.desktop.toolkit.rows.row_list import RowList
from annotator.desktop.toolkit.tasks import Task, run_in_background, show_progress
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.words import in_words
from annotator.progress import Cancelled, Progress
from annotator.words import Message

T = TypeVar("T")


class LookingDialog(FittingDialog):
    """A sentence, a bar while one looks, a list of what was found, and two buttons.

    A subclass builds its head, says what to look for, and shows what was found in ``_show``.
    """

    def __init__(
        self,
        session: Session,
        themes: Themes,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        """Make what stands below the head; ``name`` begins the names of the widgets."""
        super().__init__(parent)
        self.setObjectName(name)
        self._session = session
        self._themes = themes
        self._task: Task | None = None
        self.state = QLabel()
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setObjectName(f"{name}_state")
        self.state.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(4)
        self.list = RowList(themes)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def _lay_out(self, *parts: QLayout | QWidget) -> None:
        """Put layouts and widgets below one another; the buttons come last."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        for part in (*parts, self.buttons):
            if isinstance(part, QWidget):
                layout.addWidget(part)
            else:
                layout.addLayout(part)

    def _label_box(self, name: str, said: str, label: str = "") -> LabelBox:
        """Return a box to choose a label in, with one (id) chosen where it is there."""
        box = LabelBox(self._session, self._themes, self.tr("Choose a label"))
        box.setObjectName(name)
        box.setAccessibleName(said)
        box.setCurrentIndex(max(0, box.findData(label)))
        return box

    def _chosen(self, box: LabelBox) -> Label | None:
        """Return the label that is chosen in a box."""
        return self._session.labels.get(box.currentData() or "")

    # -- looking -------------------------------------------------------------------------------

    def _look_for(
        self, work: Callable[[Progress, Cancelled], T], then: Callable[[T], None]
    ) -> None:
        """Look in the background, instead of what was looked for before; then show it."""
        self._stop_looking()

        def found(what: T) -> None:
            self._task = None
            then(what)
            self._show()

        self._task = run_in_background(self, work, found, self._on_failed)
        self._task.progressed.connect(lambda done, all_: show_progress(self.bar, done, all_))
        self._show()

    def _stop_looking(self) -> None:
        if self._task is not None:
            self._task.abandon()
            self._task = None

    def _on_failed(self, reason: Message) -> None:
        self._task = None
        self._show()
        self.state.setText(in_words(reason))

    def _show(self) -> None:
        """Bring everything up to date with what was found; ``_task`` is None when one is done."""
        raise NotImplementedError

    # -- doing ---------------------------------------------------------------------------------

    def _carry_out(self, edit: Edit, told: Callable[[Changes], str]) -> None:
        """Make the change and close; stay open when it was refused.

        Args:
            edit: one transaction.
            told: returns the sentence for the status bar, "" for that of the change.

        """

        def then(changes: Changes) -> None:
            if words := told(changes):
                self._session.told.emit(words)
            self.done(self.DialogCode.Accepted)

        self._session.apply_then(edit, then)

    def done(self, result: int) -> None:
        """Stop looking, and close."""
        self._stop_looking()
        super().done(result)
