"""Bringing packs in: one after the other, each in full or not at all, with a summary."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QListWidget, QVBoxLayout, QWidget

from annotator.annotation.records import shorten
from annotator.desktop.dialogs.working import WorkingDialog
from annotator.desktop.numbers import whole
from annotator.desktop.phrases import in_words
from annotator.desktop.session import Session
from annotator.desktop.tasks import Cancelled, Report, run_in_background
from annotator.exchange import merge_in
from annotator.project import Merged


class MergeDialog(WorkingDialog):
    """Says of each pack what it changed, or why it was left out.

    Attributes:
        wants_conflicts: whether the user asked for the list of conflicts.
        merged: what each pack that came in has changed.

    """

    def __init__(
        self, session: Session, packs: Sequence[Path], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("merge_dialog")
        self.setWindowTitle(self.tr("Merge packs"))
        self._session = session
        self._packs = list(packs)
        self._left = list(packs)
        self.merged: list[Merged] = []
        self.wants_conflicts = False
        self.results = QListWidget()
        self.results.setObjectName("merge_results")
        self.results.setAccessibleName(self.tr("What each pack has changed"))
        self.results.setWordWrap(True)
        self.results.setMinimumHeight(140)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.close_button = self.buttons.addButton(QDialogButtonBox.StandardButton.Close)
        self.close_button.setObjectName("merge_close")
        self.conflicts_button = self.buttons.addButton(
            self.tr("Show the conflicts"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.conflicts_button.setObjectName("merge_conflicts")
        self.conflicts_button.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(self.results, 1)
        layout.addWidget(self.working)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(520)
        self.buttons.rejected.connect(self.reject)
        self.conflicts_button.clicked.connect(self._on_conflicts)
        self._show_state()

    # -- merging -------------------------------------------------------------------------------

    def start(self) -> None:
        """Bring the next pack in, in the background."""
        project, pack = self._session.project, self._left.pop(0)

        def work(report: Report, cancelled: Cancelled) -> Merged:
            return merge_in(project, pack, progress=report, cancelled=cancelled)

        self._task = run_in_background(
            self,
            work,
            lambda merged: self._on_merged(pack, merged),
            lambda reason: self._on_failed(pack, reason),
            self._on_cancelled,
        )
        self._show_state()
        number = len(self._packs) - len(self._left)
        self.working.follow(
            self._task,
            self.tr("Merging {0} ({1} of {2}) …").format(
                shorten(pack.name, 60), number, len(self._packs)
            ),
        )

    def _on_merged(self, pack: Path, merged: Merged) -> None:
        self.merged.append(merged)
        self._say_of(pack, self._words(merged))
        self._go_on()

    def _on_failed(self, pack: Path, reason: str) -> None:
        self._say_of(pack, self.tr("left out: {0}").format(in_words(reason)))
        self._go_on()

    def _on_cancelled(self) -> None:
        self._left = []
        self.results.addItem(self.tr("Stopped. What is not listed here was not merged."))
        self._go_on()

    def _say_of(self, pack: Path, words: str) -> None:
        self.results.addItem(f"{shorten(pack.name, 60)}: {words}")

    def _go_on(self) -> None:
        self._task = None
        if self._left:
            self.start()
            return
        if self.merged:
            self._session.reload()
        self._show_state()
        summary = self._summary()
        self.working.say(summary)
        self._session.told.emit(summary)

    def _words(self, merged: Merged) -> str:
        """Return what one pack has changed."""
        said = [self._spans_of([merged])]
        for count, words in (
            (merged.links, self.tr("links changed: {0}")),
            (merged.statuses, self.tr("statuses changed: {0}")),
            (merged.conflicts, self.tr("conflicts to settle: {0}")),
            (merged.left_out, self.tr("articles that the project has not: {0}")),
        ):
            if count:
                said.append(words.format(whole(count)))
        if merged.labels:
            names = ", ".join(shorten(name, 40) for name in merged.labels)
            said.append(self.tr("labels changed: {0}").format(names))
        return "; ".join(said)

    def _spans_of(self, merged: Sequence[Merged]) -> str:
        return self.tr("spans: {0} new, {1} changed, {2} removed").format(
            whole(sum(one.spans_new for one in merged)),
            whole(sum(one.spans_changed for one in merged)),
            whole(sum(one.spans_removed for one in merged)),
        )

    def _summary(self) -> str:
        """Return in one sentence what all packs have changed."""
        merged = self.merged
        if not merged:
            return self.tr("Nothing was merged.")
        said = self.tr("Merged {0} of {1}; {2}.").format(
            len(merged), len(self._packs), self._spans_of(merged)
        )
        conflicts = sum(one.conflicts for one in merged)
        if conflicts == 1:
            said += " " + self.tr("1 conflict waits to be settled.")
        elif conflicts:
            said += " " + self.tr("{0} conflicts wait to be settled.").format(whole(conflicts))
        return said

    def _show_state(self) -> None:
        busy = self._task is not None or bool(self._left)
        cancel = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.setVisible(busy)
        self.close_button.setVisible(not busy)
        some = any(one.conflicts for one in self.merged)
        self.conflicts_button.setVisible(not busy and some)
        if not busy:
            (self.conflicts_button if some else self.close_button).setDefault(True)
            self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_conflicts(self) -> None:
        self.wants_conflicts = True
        self.accept()
