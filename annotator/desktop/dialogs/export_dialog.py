"""Exporting: whose work, into which file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from annotator.annotation.records import shorten
from annotator.desktop.dialogs import files
from annotator.desktop.dialogs.working import Working
from annotator.desktop.panels.elided import ElidedLabel
from annotator.desktop.phrases import in_words, list_in_words
from annotator.desktop.session import Session
from annotator.desktop.tasks import Cancelled, Report, Task, run_in_background
from annotator.exchange import Exported, count, write_out
from annotator.formats import formats
from annotator.project import is_url


class ExportDialog(QDialog):
    """The file appears when it is complete; when it is stopped, what was there is still there."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("export_dialog")
        self.setWindowTitle(self.tr("Export"))
        self._session = session
        self._task: Task | None = None
        self._names = session.project.annotators(gold=True)
        self._formats = [one for one in formats() if one.can_write]
        self.path = self._suggested()
        self._confirmed: Path | None = None
        self._build()
        self._show_state()

    def _suggested(self) -> Path:
        location = self._session.project.location
        suffix = self._formats[0].suffixes[0]
        if is_url(location):
            return Path.home() / f"annotator{suffix}"
        return Path(location).absolute().with_suffix(suffix)

    def _build(self) -> None:
        self.everyone = QRadioButton(self.tr("Everyone’s work"))
        self.everyone.setObjectName("export_everyone")
        self.only = QRadioButton(self.tr("Only the work of"))
        self.only.setObjectName("export_only")
        self.everyone.setChecked(True)
        self.people = QListWidget()
        self.people.setObjectName("export_people")
        self.people.setAccessibleName(self.tr("Annotators whose work is exported"))
        for name in self._names:
            item = QListWidgetItem(shorten(name, 80))
            chosen = name == self._session.annotator
            item.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)
            self.people.addItem(item)
        row = self.people.sizeHintForRow(0) if self._names else 20
        self.people.setFixedHeight(min(max(len(self._names), 2), 6) * (row + 2) + 8)
        self.done_only = QCheckBox(self.tr("Only articles that are done"))
        self.done_only.setObjectName("export_done_only")
        self.format = QComboBox()
        self.format.setObjectName("export_format")
        self.format.setAccessibleName(self.tr("Format"))
        self.format.addItems([one.title for one in self._formats])
        self.format.setVisible(len(self._formats) > 1)
        self._file = ElidedLabel()
        self.file_button = QPushButton(self.tr("Choose…"))
        self.file_button.setObjectName("export_file")
        self.file_button.setAccessibleName(self.tr("Choose the file"))
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self._file, 1)
        place.addWidget(self.file_button)
        self.working = Working()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.export_button = self.buttons.addButton(
            self.tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.export_button.setObjectName("export_start")
        self.export_button.setDefault(True)
        self.file_button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        for widget in (self.everyone, self.only, self.people, self.done_only, self.format):
            layout.addWidget(widget)
        layout.addSpacing(4)
        layout.addLayout(place)
        layout.addWidget(self.working)
        layout.addStretch(1)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(460)
        self.only.toggled.connect(self._show_state)
        self.people.itemChanged.connect(self._show_state)
        self.format.activated.connect(self._on_format_changed)
        self.file_button.clicked.connect(self._on_file)
        self.buttons.accepted.connect(self.start)
        self.buttons.rejected.connect(self.reject)

    # -- choosing ------------------------------------------------------------------------------

    @property
    def annotators(self) -> list[str] | None:
        """Whose work is exported; None: everyone's."""
        if not self.only.isChecked():
            return None
        checked = Qt.CheckState.Checked
        return [
            name
            for place, name in enumerate(self._names)
            if self.people.item(place).checkState() == checked
        ]

    @property
    def _format_name(self) -> str:
        return self._formats[self.format.currentIndex()].name

    def _on_format_changed(self) -> None:
        suffixes = self._formats[self.format.currentIndex()].suffixes
        if self.path.suffix.lower() not in suffixes:
            self.path = self.path.with_suffix(suffixes[0])
        self._show_state()

    def _on_file(self) -> None:
        chosen = files.export_file(self, self.path, self._format_name)
        if chosen is not None:
            self.path = self._confirmed = chosen
            self._show_state()

    # -- exporting -----------------------------------------------------------------------------

    def start(self) -> None:
        """Write the file in the background."""
        if not self.export_button.isEnabled():
            return
        project, path, name = self._session.project, self.path, self._format_name
        annotators, done_only = self.annotators, self.done_only.isChecked()

        def work(report: Report, cancelled: Cancelled) -> Exported:
            return write_out(
                project,
                path,
                format=name,
                annotators=annotators,
                done_only=done_only,
                progress=report,
                cancelled=cancelled,
            )

        self._task = run_in_background(
            self, work, self._on_exported, self._on_failed, self._on_cancelled
        )
        self._show_state()
        self.working.follow(self._task, self.tr("Exporting…"))

    def _on_exported(self, exported: Exported) -> None:
        self._task = None
        counts = list_in_words(
            f"{count(exported.articles, 'article')}, {count(exported.spans, 'span')}"
        )
        told = self.tr("Exported {0} to {1}.").format(counts, shorten(self.path.name, 60))
        if exported.links_left_out:
            told += " " + self.tr("Left out: {0} to spans that are not in the file.").format(
                in_words(count(exported.links_left_out, "link"))
            )
        self._session.told.emit(told)
        self.accept()

    def _on_failed(self, reason: str) -> None:
        self._task = None
        self._show_state()
        self.working.say(self.tr("Nothing was exported: {0}.").format(reason))

    def _on_cancelled(self) -> None:
        self._task = None
        self._show_state()
        self.working.say(self.tr("Stopped. Nothing was exported."))

    def reject(self) -> None:
        """Stop a running export; close when none is running."""
        if self._task is None:
            super().reject()
        else:
            self._task.cancel()
            self.working.say(self.tr("Stopping…"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Do as Cancel does."""
        if self._task is None:
            super().closeEvent(event)
        else:
            event.ignore()
            self.reject()

    def _show_state(self) -> None:
        busy = self._task is not None
        for widget in (self.everyone, self.only, self.done_only, self.format, self.file_button):
            widget.setEnabled(not busy)
        self.people.setEnabled(self.only.isChecked() and not busy)
        self.export_button.setEnabled(not busy and self.annotators != [])
        self._file.show_text(str(self.path))
        replaces = self.path.exists() and self.path != self._confirmed
        self.working.say(self.tr("The file is there and will be replaced.") if replaces else "")
