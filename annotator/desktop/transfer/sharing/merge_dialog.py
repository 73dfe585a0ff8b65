"""Bringing packs in: first looked at, then one after the other, each in full or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QListWidget, QMessageBox, QVBoxLayout, QWidget

from annotator.annotation.records import shorten
from annotator.desktop.session.session import Session
from annotator.desktop.session.unseen import hidden_articles, left_out_words, seen_titles
from annotator.desktop.toolkit.dialogs.working import WorkingDialog
from annotator.desktop.toolkit.numbers import whole
from annotator.desktop.toolkit.tasks import run_in_background
from annotator.desktop.toolkit.words import in_words
from annotator.desktop.transfer.sharing.merge_preview import (
    Looked,
    MergePreviewPage,
    gold_again,
    look_at,
)
from annotator.errors import AnnotatorError
from annotator.exchange import merge_in
from annotator.progress import Cancelled, Progress
from annotator.project import Merged
from annotator.words import Message

_SIZE = 960, 560
_SMALL = 560, 150


class MergeDialog(WorkingDialog):
    """Shows what packs would change; when they are merged, what each has changed.

    Attributes:
        looked: what became of looking at each pack; None until that is known.
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
        self._left: list[Looked] = []
        self._chosen: list[Looked] = []
        self._backed_up = False
        self.looked: list[Looked] | None = None
        self.merged: list[Merged] = []
        self.wants_conflicts = False
        self.preview = MergePreviewPage()
        self.results = QListWidget()
        self.results.setObjectName("merge_results")
        self.results.setAccessibleName(self.tr("What each pack has changed"))
        self.results.setWordWrap(True)
        self.results.setMinimumHeight(140)
        self.results.hide()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.close_button = self.buttons.addButton(QDialogButtonBox.StandardButton.Close)
        self.close_button.setObjectName("merge_close")
        self.merge_button = self.buttons.addButton(
            self.tr("Merge"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.merge_button.setObjectName("merge_start")
        self.conflicts_button = self.buttons.addButton(
            self.tr("Show the conflicts"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.conflicts_button.setObjectName("merge_conflicts")
        self.conflicts_button.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(self.preview, 1)
        layout.addWidget(self.results, 1)
        layout.addWidget(self.working)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(520)
        self.buttons.rejected.connect(self.reject)
        self.merge_button.clicked.connect(self.merge)
        self.conflicts_button.clicked.connect(self._on_conflicts)
        self.preview.hide()
        self._show_state()

    # -- looking -------------------------------------------------------------------------------

    def start(self) -> None:
        """Look at the packs, in the background; nothing is written."""
        project, packs = self._session.project, self._packs

        def work(report: Progress, cancelled: Cancelled) -> list[Looked]:
            return look_at(project, packs, report, cancelled)

        self._task = run_in_background(
            self, work, self._on_looked, self._on_look_failed, self._on_look_cancelled
        )
        self._show_state()
        self.working.follow(self._task, self.tr("Looking at what would come in …"))

    def _on_looked(self, looked: list[Looked]) -> None:
        self._task = None
        self.looked = looked
        self.preview.show_looked([self._seen(one) for one in looked])
        self.preview.show()
        self.resize(*(_SIZE if self.preview.model.rowCount() else _SMALL))
        self.working.say("" if self._can_merge else self.tr("There is nothing to merge."))
        self._show_state()

    def _on_look_failed(self, reason: Message) -> None:
        self._task = None
        self.working.say(in_words(reason))
        self._show_state()

    def _on_look_cancelled(self) -> None:
        self._task = None
        self.working.say(self.tr("Stopped. Nothing was merged."))
        self._show_state()

    def _seen(self, looked: Looked) -> Looked:
        """Return what the one who merges may see of what a pack would do."""
        hidden, who, preview = (
            hidden_articles(self._session),
            self._session.annotator,
            looked.preview,
        )
        if not hidden or preview is None:
            return looked
        rows = tuple(
            row for row in preview.rows if row.article not in hidden or row.annotator == who
        )
        merged = msgspec.structs.replace(
            preview.merged,
            conflicts=sum(row.conflicts for row in rows),
            reopened=tuple(seen_titles(self._session, preview.merged.reopened)),
        )
        return msgspec.structs.replace(
            looked,
            preview=msgspec.structs.replace(preview, rows=rows, merged=merged),
            unseen=left_out_words(self._session),
        )

    @property
    def _can_merge(self) -> bool:
        """Whether a pack would bring anything."""
        return any(one.preview and not one.preview.is_empty for one in self.looked or ())

    # -- merging -------------------------------------------------------------------------------

    def merge(self) -> None:
        """Merge the packs that were looked at; of another project it is asked first."""
        if self._task is not None or self.looked is None or self._chosen:
            return
        chosen = [one for one in self.looked if one.preview is not None]
        chosen = [
            one for one in chosen if not (one.preview and one.preview.is_foreign) or self._ask(one)
        ]
        if not chosen:
            self.working.say(self.tr("Nothing was merged."))
            return
        self._chosen, self._left = chosen, list(chosen)
        for one in self.looked:
            if one.preview is None and one.reason is not None:
                self._say_of(one.pack, self.tr("left out: {0}").format(in_words(one.reason)))
            elif one not in chosen:
                self._say_of(one.pack, self.tr("left out"))
        self.preview.hide()
        self.results.show()
        self._merge_next()

    def _ask(self, one: Looked) -> bool:
        """Ask whether another project is to be merged; No, unless they say otherwise."""
        box = QMessageBox(self)
        box.setObjectName("merge_foreign")
        box.setOption(QMessageBox.Option.DontUseNativeDialog)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.windowTitle())
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(
            self.tr(
                "{0} is another project, no pack, copy or backup of this one. Its work on"
                " articles that both have would come in, under the names of its annotators."
                " Merge it all the same?"
            ).format(shorten(one.pack.name, 60))
        )
        yes = box.addButton(self.tr("Merge it"), QMessageBox.ButtonRole.YesRole)
        no = box.addButton(self.tr("Leave it out"), QMessageBox.ButtonRole.NoRole)
        box.setDefaultButton(no)
        box.setEscapeButton(no)
        box.exec()
        wanted = box.clickedButton() is yes
        box.deleteLater()
        return wanted

    def _merge_next(self) -> None:
        """Bring the next pack in, in the background."""
        session, one = self._session, self._left.pop(0)
        project, who, pack = session.project, session.annotator, one.pack
        window = session.following.window
        is_foreign = one.preview is not None and one.preview.is_foreign
        back_up, self._backed_up = not self._backed_up, True

        def work(report: Progress, cancelled: Cancelled) -> Merged:
            return merge_in(
                project,
                pack,
                foreign=is_foreign,
                by=who,
                window=window,
                back_up=back_up,
                progress=report,
                cancelled=cancelled,
            )

        self._task = run_in_background(
            self,
            work,
            lambda merged: self._on_merged(pack, merged),
            lambda reason: self._on_failed(pack, reason),
            self._on_cancelled,
        )
        self._show_state()
        number = len(self._chosen) - len(self._left)
        self.working.follow(
            self._task,
            self.tr("Merging {0} ({1} of {2}) …").format(
                shorten(pack.name, 60), number, len(self._chosen)
            ),
        )

    def _on_merged(self, pack: Path, merged: Merged) -> None:
        self.merged.append(merged)
        self._say_of(pack, self._words(merged))
        self._go_on()

    def _on_failed(self, pack: Path, reason: Message) -> None:
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
            self._merge_next()
            return
        if self.merged:
            self._session.reload()
        self._show_state()
        summary = self._summary()
        self.working.say(summary)
        self._session.told.emit(summary)

    def _words(self, merged: Merged) -> str:
        """Return what one pack has changed, as far as who merges may see it."""
        if hidden_articles(self._session):
            return self.tr("merged")
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
        if unseen := left_out_words(self._session):
            said = self.tr("Merged {0} of {1}.").format(len(merged), len(self._packs))
            said = f"{said} {unseen}"
        else:
            said = self.tr("Merged {0} of {1}; {2}.").format(
                len(merged), len(self._packs), self._spans_of(merged)
            )
        conflicts = self._waiting()
        if conflicts == 1:
            said += " " + self.tr("1 conflict waits to be settled.")
        elif conflicts:
            said += " " + self.tr("{0} conflicts wait to be settled.").format(whole(conflicts))
        if titles := seen_titles(self._session, (t for one in merged for t in one.reopened)):
            said += " " + gold_again(titles) + "."
        return said

    def _waiting(self) -> int:
        """Return how many conflicts there are to settle, as far as who merged may see them."""
        found = sum(one.conflicts for one in self.merged)
        if found and hidden_articles(self._session):
            try:
                found = len(self._session.project.conflicts(viewer=self._session.annotator))
            except AnnotatorError:  # the list of conflicts says why
                return found
        return found

    def _show_state(self) -> None:
        busy = self._task is not None or bool(self._left)
        cancel = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.setVisible(busy)
        waits = not busy and self._can_merge and not self._chosen
        self.merge_button.setVisible(waits)
        self.close_button.setVisible(not busy and not waits)
        cancel.setVisible(busy or waits)
        some = self._waiting() > 0
        self.conflicts_button.setVisible(not busy and some)
        if waits:
            self.merge_button.setDefault(True)
            self.preview.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not busy:
            (self.conflicts_button if some else self.close_button).setDefault(True)
            self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_conflicts(self) -> None:
        self.wants_conflicts = True
        self.accept()
