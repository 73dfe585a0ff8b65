"""Releasing the data set: whose work, in which shares and formats, into which folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.desktop.session.session import Session
from annotator.desktop.session.unseen import file_words
from annotator.desktop.toolkit.dialogs import files
from annotator.desktop.toolkit.dialogs.working import WorkingDialog
from annotator.desktop.toolkit.numbers import whole
from annotator.desktop.toolkit.tasks import run_in_background
from annotator.desktop.toolkit.widgets.elided import ElidedLabel
from annotator.desktop.toolkit.words import in_words
from annotator.desktop.transfer.exporting.release_form import ReleaseForm
from annotator.errors import InputError
from annotator.exchange.release.releasing import Released, release
from annotator.progress import Cancelled, Progress
from annotator.words import Message
from annotator.words import counts as how_many


class ReleaseDialog(WorkingDialog):
    """The folder appears when it is complete and checked; when it is stopped, there is none."""

    def __init__(self, session: Session, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("release_dialog")
        self.setWindowTitle(self.tr("Release the data set"))
        self._session = session
        self._folder = folder
        self._chosen: Path | None = None
        self._released = False
        self._build()
        self._show_state()

    def _build(self) -> None:
        about = QLabel(
            self.tr(
                "A release is a folder with train, validation and test files, a card, the labels,"
                " agreement, and check sums of all. Articles that tell the same stay together."
            )
        )
        if unseen := file_words(self._session):
            about.setText(f"{about.text()} {unseen}")
        about.setTextFormat(Qt.TextFormat.PlainText)
        about.setWordWrap(True)
        about.setMinimumHeight(2 * self.fontMetrics().lineSpacing() + 2)
        session = self._session
        self.form = ReleaseForm(
            session.project.annotators(gold=True),
            session.annotator,
            tuple(session.labels.values()),
            gold=session.project.gold() is not None,
        )
        self._place = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self.folder_button = QPushButton(self.tr("&Choose …"))
        self.folder_button.setObjectName("release_folder")
        self.folder_button.setAccessibleName(self.tr("Choose the folder"))
        self.folder_button.setAutoDefault(False)
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self._place, 1)
        place.addWidget(self.folder_button)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.start_button = self.buttons.addButton(
            self.tr("Release"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.start_button.setObjectName("release_start")
        self.start_button.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addWidget(about)
        layout.addWidget(self.form, 1)
        layout.addLayout(place)
        layout.addWidget(self.working)
        layout.addWidget(self.buttons)
        self.resize(840, 560)
        self.form.changed.connect(self._show_state)
        self.folder_button.clicked.connect(self._on_folder)
        self.buttons.accepted.connect(self.start)
        self.buttons.rejected.connect(self.reject)

    # -- choosing ------------------------------------------------------------------------------

    @property
    def path(self) -> Path:
        """Where it goes: as chosen, else a folder beside the project."""
        return self._chosen or self._folder / "release"

    def _on_folder(self) -> None:
        chosen = files.release_to_make(self, self.path)
        if chosen is not None:
            self._chosen = chosen
            self._released = False
            self._show_state()

    def _show_state(self) -> None:
        busy = self._task is not None
        self.form.setEnabled(not busy)
        self.folder_button.setEnabled(not busy)
        self._place.show_text(str(self.path))
        if busy:
            self.start_button.setEnabled(False)
            return
        taken = self.path.exists()
        lack = self.form.lack
        if not self._released:
            self.working.say(
                self.tr("There is something of this name already. Choose a new folder.")
                if taken
                else lack
            )
        self.start_button.setEnabled(not (taken or lack))

    # -- releasing -----------------------------------------------------------------------------

    def start(self) -> None:
        """Write the release in the background."""
        if not self.start_button.isEnabled():
            return
        project, path, options = self._session.project, self.path, self.form.options
        try:
            options.check()
        except InputError as error:
            self._on_failed(error.message)
            return

        def work(report: Progress, cancelled: Cancelled) -> Released:
            return release(project, path, options, progress=report, cancelled=cancelled)

        self._task = run_in_background(
            self, work, self._on_released, self._on_failed, self._on_stop
        )
        self._show_state()
        self.working.follow(self._task, self.tr("Releasing …"))

    def _on_released(self, released: Released) -> None:
        self._task = None
        self._released = True
        self._show_state()
        close = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        close.setText(self.tr("Close"))
        close.setFocus()
        lines = [self.tr("Released into {0}.").format(self.path.name)]
        if unseen := file_words(self._session):
            self.working.say(f"{lines[0]}\n{unseen}")
            self._session.told.emit(lines[0])
            return
        lines += [
            f"{part}: {in_words(how_many.articles(counts.articles))},"
            f" {in_words(how_many.spans(counts.spans))}"
            for part, counts in released.splits.items()
        ]
        if left := sum(released.left_out.values()):
            lines.append(self.tr("Articles left out: {0}; the card says why.").format(whole(left)))
        if lost := sum(one.number for one in released.losses):
            lines.append(self.tr("Not in every format: {0}; see the card.").format(whole(lost)))
        self.working.say("\n".join(lines))
        self._session.told.emit(lines[0])

    def _on_failed(self, reason: Message) -> None:
        self._task = None
        self._show_state()
        self.working.say(self.tr("Nothing was released: {0}.").format(in_words(reason)))

    def _on_stop(self) -> None:
        self._task = None
        self._show_state()
        self.working.say(self.tr("Stopped. Nothing was released."))
