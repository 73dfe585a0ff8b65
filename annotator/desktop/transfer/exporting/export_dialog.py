"""Exporting: whose work, in which form, into which file; shown before it is written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.annotation.records import shorten
from annotator.desktop.session.session import Session
from annotator.desktop.session.unseen import file_words
from annotator.desktop.toolkit.dialogs import files
from annotator.desktop.toolkit.dialogs.working import Working
from annotator.desktop.toolkit.fitting_dialog import FittingDialog
from annotator.desktop.toolkit.settings import home_folder
from annotator.desktop.toolkit.tasks import Task, run_in_background
from annotator.desktop.toolkit.widgets.elided import ElidedLabel
from annotator.desktop.toolkit.words import in_words
from annotator.desktop.transfer.exporting.export_form import ExportForm
from annotator.desktop.transfer.exporting.export_preview import ExportPreview
from annotator.errors import DamagedError
from annotator.exchange import Exported, Sample, first_record, try_out, write_out
from annotator.progress import Cancelled, Progress
from annotator.project import is_url
from annotator.words import Message, counts, joined

PAUSE_MS = 250
"""So long after the last change of a choice the preview is made anew."""


class ExportDialog(FittingDialog):
    """The file appears when it is complete; when it is stopped, what was there is still there.

    Attributes:
        path: what will be written: a file, or a folder for formats that are one.

    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("export_dialog")
        self.setWindowTitle(self.tr("Export"))
        self._session = session
        self._task: Task | None = None
        self._trying: Task | None = None
        self._confirmed: Path | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._preview)
        self._build()
        self.path = self._suggested()
        self._stem = self.path.stem
        self._is_folder = False
        self._show_state()
        self._preview()

    def _suggested(self) -> Path:
        location = self._session.project.location
        suffix = self.form.chosen_format.suffixes[0]
        if is_url(location):
            return home_folder() / f"annotator{suffix}"
        return Path(location).absolute().with_suffix(suffix)

    def _build(self) -> None:
        session = self._session
        self.form = ExportForm(
            session.project.annotators(gold=True),
            session.annotator,
            tuple(session.labels.values()),
        )
        self.preview = ExportPreview()
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addWidget(self.form, 2)
        sides.addWidget(self.preview, 3)
        self._file = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self.file_button = QPushButton(self.tr("&Choose …"))
        self.file_button.setObjectName("export_file")
        self.file_button.setAccessibleName(self.tr("Choose the file"))
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self._file, 1)
        place.addWidget(self.file_button)
        self.rest_box = QCheckBox(self.tr("&Leave out what is damaged, and export the rest"))
        self.rest_box.setObjectName("export_skip_bad")
        self.rest_box.hide()
        self.working = Working()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.export_button = self.buttons.addButton(
            self.tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.export_button.setObjectName("export_start")
        self.close_button = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        self.close_button.setAutoDefault(False)
        self.export_button.setDefault(True)
        self.file_button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addLayout(sides, 1)
        layout.addLayout(place)
        layout.addWidget(self.rest_box)
        layout.addWidget(self.working)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(640)
        self.resize(880, 640)
        self.form.changed.connect(self._on_changed)
        self.form.format_changed.connect(self._on_format_changed)
        self.rest_box.toggled.connect(self._on_changed)
        self.file_button.clicked.connect(self._on_file)
        self.buttons.accepted.connect(self.start)
        self.buttons.rejected.connect(self.reject)

    # -- choosing ------------------------------------------------------------------------------

    @property
    def annotators(self) -> list[str] | None:
        """Whose work is exported; None: everyone's."""
        return self.form.annotators

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being worked out or waited for."""
        return self._task is None and self._trying is None and not self._pause.isActive()

    def choose_format(self, name: str) -> None:
        """Choose a format by its name."""
        self.form.choose_format(name)

    def _on_format_changed(self) -> None:
        one = self.form.chosen_format
        if one.folder:
            self.path = self.path.with_name(f"{self._stem}-{one.name}")
        elif self._is_folder or self.path.suffix.lower() not in one.suffixes:
            self.path = self.path.with_name(f"{self._stem}{one.suffixes[0]}")
        self._is_folder = one.folder

    def _on_file(self) -> None:
        one = self.form.chosen_format
        if one.folder:
            chosen = files.export_folder(self, self.path)
        else:
            chosen = files.export_file(self, self.path, one.name)
        if chosen is not None:
            self.path = self._confirmed = chosen
            self._stem = chosen.name.removesuffix(f"-{one.name}") if one.folder else chosen.stem
            self._show_state()

    # -- previewing ----------------------------------------------------------------------------

    def _on_changed(self) -> None:
        self._stop_trying()
        self._pause.start()
        self._show_state()

    def _stop_trying(self) -> None:
        self._pause.stop()
        if self._trying is not None:
            self._trying.abandon()
            self._trying = None

    def _preview(self) -> None:
        """Write the first record, in the background, and then count the losses of all."""
        self._stop_trying()
        if self._task is not None:
            return
        if self.annotators == []:
            self.preview.fail(self.tr("Choose at least one annotator."))
            return
        self.preview.wait()
        project, choices = self._session.project, self.form.choices()
        viewer = self._session.annotator
        skip_bad = self.rest_box.isChecked()

        def work(_: Progress, cancelled: Cancelled) -> tuple[Sample, ...]:
            return first_record(
                project,
                format=choices.format,
                annotators=choices.annotators,
                done_only=choices.done_only,
                shaping=choices.shaping,
                offset_unit=choices.offset_unit,
                viewer=viewer,
                skip_bad=skip_bad,
                cancelled=cancelled,
            )

        self._trying = run_in_background(self, work, self._on_sampled, self._on_not_sampled)

    def _on_sampled(self, samples: tuple[Sample, ...]) -> None:
        self.preview.show_samples(samples)
        project, choices = self._session.project, self.form.choices()
        skip_bad = self.rest_box.isChecked()

        def work(report: Progress, cancelled: Cancelled) -> Exported:
            return try_out(
                project,
                format=choices.format,
                annotators=choices.annotators,
                done_only=choices.done_only,
                shaping=choices.shaping,
                offset_unit=choices.offset_unit,
                skip_bad=skip_bad,
                progress=report,
                cancelled=cancelled,
            )

        self._trying = run_in_background(self, work, self._on_tried, self._on_not_sampled)

    def _on_tried(self, exported: Exported) -> None:
        self._trying = None
        self.preview.show_result(exported, written=False, unseen=self._unseen())

    def _on_not_sampled(self, reason: Message) -> None:
        self._trying = None
        self._offer_the_rest(reason)
        self.preview.fail(in_words(reason))

    # -- exporting -----------------------------------------------------------------------------

    def start(self) -> None:
        """Write the file in the background."""
        if not self.export_button.isEnabled():
            return
        self._stop_trying()
        project, path, choices = self._session.project, self.path, self.form.choices()
        skip_bad = self.rest_box.isChecked()

        def work(report: Progress, cancelled: Cancelled) -> Exported:
            return write_out(
                project,
                path,
                format=choices.format,
                annotators=choices.annotators,
                done_only=choices.done_only,
                shaping=choices.shaping,
                offset_unit=choices.offset_unit,
                skip_bad=skip_bad,
                progress=report,
                cancelled=cancelled,
            )

        self._task = run_in_background(
            self, work, self._on_exported, self._on_failed, self._on_cancelled
        )
        self._show_state()
        self.working.follow(self._task, self.tr("Exporting …"))

    def _on_exported(self, exported: Exported) -> None:
        """Say what was written and lost; the dialog stays, so that it can be read."""
        left = self._task is not None and self._task.is_cancelled
        self._task = None
        self._confirmed = None
        written = joined([counts.articles(exported.articles), counts.spans(exported.spans)])
        told = self.tr("Exported {0} to {1}.").format(
            in_words(written), shorten(self.path.name, 60)
        )
        unseen = self._unseen()
        if unseen:
            told = self.tr("Exported to {0}.").format(shorten(self.path.name, 60))
        elif exported.links_left_out:
            told += " " + self.tr("Left out: {0} to spans that are not in the file.").format(
                in_words(counts.links(exported.links_left_out))
            )
        if exported.unread:
            count_of_articles = len({unread.article for unread in exported.unread})
            told += " " + self.tr("Of {0} something could not be read and was left out.").format(
                in_words(counts.articles(count_of_articles))
            )
        self._session.told.emit(told)
        if left:  # too late to stop it, and the user was leaving
            self.accept()
            return
        self.preview.show_result(exported, written=True, unseen=unseen)
        self._show_state()
        self.working.say(told)
        self.close_button.setText(self.tr("Close"))
        self.close_button.setDefault(True)
        self.close_button.setFocus()

    def _unseen(self) -> str:
        """Return what is said of a file with work that is not to be seen here; "" for none."""
        chosen = self.annotators
        if chosen is not None and set(chosen) <= {self._session.annotator}:
            return ""
        return file_words(self._session)

    def _offer_the_rest(self, reason: Message) -> None:
        """Offer to go on without what is damaged, where that is why it failed."""
        if DamagedError.ADVICE in (value for _, value in reason.arguments):
            self.rest_box.show()

    def _on_failed(self, reason: Message) -> None:
        self._task = None
        self._offer_the_rest(reason)
        self._show_state()
        self.working.say(self.tr("Nothing was exported: {0}.").format(in_words(reason)))

    def _on_cancelled(self) -> None:
        self._task = None
        self._show_state()
        self.working.say(self.tr("Stopped. Nothing was exported."))

    def reject(self) -> None:
        """Stop a running export; close when none is running."""
        if self._task is None:
            self._stop_trying()
            super().reject()
        else:
            self._task.cancel()
            self.working.say(self.tr("Stopping …"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Do as Cancel does."""
        if self._task is None:
            self._stop_trying()
            super().closeEvent(event)
        else:
            event.ignore()
            self.reject()

    def _show_state(self) -> None:
        busy = self._task is not None
        self.form.setEnabled(not busy)
        self.file_button.setEnabled(not busy)
        self.rest_box.setEnabled(not busy)
        taken = self._is_taken()
        self.export_button.setEnabled(not busy and not taken and self.annotators != [])
        self._file.show_text(str(self.path))
        if taken:
            self.working.say(self.tr("There is something already; choose another folder."))
        elif not self.form.chosen_format.folder and self._replaces():
            self.working.say(self.tr("The file is there and will be replaced."))
        else:
            self.working.say("")

    def _replaces(self) -> bool:
        return self.path.exists() and self.path != self._confirmed

    def _is_taken(self) -> bool:
        """Whether a folder is to be written where there is something else already."""
        if not self.form.chosen_format.folder or not self.path.exists():
            return False
        try:
            return not self.path.is_dir() or any(self.path.iterdir())
        except OSError:  # what it is shows when it is written
            return False
