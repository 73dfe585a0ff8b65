"""Releasing the data set: whose work, in which shares and formats, into which folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from annotator.desktop.dialogs import files
from annotator.desktop.dialogs.working import WorkingDialog
from annotator.desktop.panels.elided import ElidedLabel
from annotator.desktop.phrases import in_words
from annotator.desktop.session import Session
from annotator.desktop.tasks import Cancelled, Report, run_in_background
from annotator.errors import InputError
from annotator.exchange.release_manifest import NATIVE, SPLITS
from annotator.exchange.release_options import NAME, ReleaseOptions
from annotator.exchange.releasing import Released, release
from annotator.formats import formats

USUAL, EVERYBODY = "usual", "everybody"


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

    # -- building ------------------------------------------------------------------------------

    def _build(self) -> None:
        about = QLabel(
            self.tr(
                "A release is a folder with train, validation and test files, a card, the labels,"
                " agreement, and check sums of all. Articles that tell the same stay together."
            )
        )
        about.setTextFormat(Qt.TextFormat.PlainText)
        about.setWordWrap(True)
        self.form = QWidget()
        rows = QFormLayout(self.form)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        self.name = self._line("release_name", NAME)
        self.license = self._line("release_license", "")
        self.license.setPlaceholderText(self.tr("for example cc-by-4.0"))
        self.work = QComboBox()
        self.work.setObjectName("release_work")
        gold = self._session.project.gold()
        usual = self.tr("what was settled") if gold else self.tr("every annotator’s work")
        self.work.addItem(usual, USUAL)
        if gold:
            self.work.addItem(self.tr("every annotator’s work"), EVERYBODY)
        for one in self._session.project.annotators():
            self.work.addItem(self.tr("only {0}").format(one), (one,))
        self.shares = [self._number(f"release_{one}", 100) for one in SPLITS]
        names = (self.tr("Train"), self.tr("Validation"), self.tr("Test"))
        shares = QHBoxLayout()
        for box, name, value in zip(self.shares, names, (80, 10, 10), strict=True):
            box.setValue(value)
            box.setPrefix(f"{name} ")
            box.setAccessibleName(self.tr("Share of {0}").format(name))
            shares.addWidget(box)
        self.seed = self._number("release_seed", 2**31 - 1)
        self.done_only = self._check("release_done_only", self.tr("Only work that is done"))
        self.done_only.setChecked(True)
        self.blind = self._check(
            "release_blind", self.tr("Letters instead of annotators’ names, and no notes")
        )
        self.formats = QListWidget()
        self.formats.setObjectName("release_formats")
        self.formats.setMaximumHeight(120)
        for known in formats():
            if known.can_write and known.name != NATIVE:
                item = QListWidgetItem(known.title, self.formats)
                item.setData(Qt.ItemDataRole.UserRole, known.name)
                item.setCheckState(Qt.CheckState.Unchecked)
        for label, field in (
            (self.tr("Name"), self.name),
            (self.tr("Licence"), self.license),
            (self.tr("Whose work"), self.work),
        ):
            field.setAccessibleName(label)
            rows.addRow(label, field)
        rows.addRow("", self.done_only)
        rows.addRow("", self.blind)
        rows.addRow(self.tr("Shares"), shares)
        rows.addRow(self.tr("Seed"), self.seed)
        self.seed.setAccessibleName(self.tr("Seed"))
        rows.addRow(self.tr("More formats"), self.formats)
        self.formats.setAccessibleName(self.tr("More formats"))
        self._place = ElidedLabel()
        self.folder_button = QPushButton(self.tr("Choose …"))
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
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(about)
        layout.addWidget(self.form)
        layout.addLayout(place)
        layout.addWidget(self.working)
        layout.addStretch(1)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(520)
        self.name.textChanged.connect(self._show_state)
        for box in self.shares:
            box.valueChanged.connect(self._show_state)
        self.folder_button.clicked.connect(self._on_folder)
        self.buttons.accepted.connect(self.start)
        self.buttons.rejected.connect(self.reject)

    def _line(self, name: str, text: str) -> QLineEdit:
        line = QLineEdit(text)
        line.setObjectName(name)
        return line

    def _number(self, name: str, most: int) -> QSpinBox:
        box = QSpinBox()
        box.setObjectName(name)
        box.setRange(0, most)
        return box

    def _check(self, name: str, text: str) -> QCheckBox:
        box = QCheckBox(text)
        box.setObjectName(name)
        return box

    # -- choosing ------------------------------------------------------------------------------

    @property
    def path(self) -> Path:
        """Where it goes: as chosen, else a folder beside the project."""
        return self._chosen or self._folder / "release"

    @property
    def options(self) -> ReleaseOptions:
        """What is chosen."""
        whose = self.work.currentData()
        items = [self.formats.item(row) for row in range(self.formats.count())]
        return ReleaseOptions(
            seed=self.seed.value(),
            shares={part: box.value() for part, box in zip(SPLITS, self.shares, strict=True)},
            annotators=None if isinstance(whose, str) else tuple(whose),
            everybody=whose == EVERYBODY,
            done_only=self.done_only.isChecked(),
            formats=tuple(
                item.data(Qt.ItemDataRole.UserRole)
                for item in items
                if item.checkState() is Qt.CheckState.Checked
            ),
            blind=self.blind.isChecked(),
            name=self.name.text().strip(),
            license=self.license.text().strip(),
        )

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
        if not self._released:
            self.working.say(
                self.tr("There is something of this name already. Choose a new folder.")
                if taken
                else ""
            )
        some = any(box.value() for box in self.shares)
        self.start_button.setEnabled(bool(self.name.text().strip()) and some and not taken)

    # -- releasing -----------------------------------------------------------------------------

    def start(self) -> None:
        """Write the release in the background."""
        if not self.start_button.isEnabled():
            return
        project, path, options = self._session.project, self.path, self.options
        try:
            options.check()
        except InputError as error:
            self._on_failed(str(error))
            return

        def work(report: Report, cancelled: Cancelled) -> Released:
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
        lines += [
            self.tr("{0}: {1} articles, {2} spans").format(
                part, f"{counts.articles:n}", f"{counts.spans:n}"
            )
            for part, counts in released.splits.items()
        ]
        if left := sum(released.left_out.values()):
            lines.append(self.tr("Articles left out: {0}; the card says why.").format(f"{left:n}"))
        if lost := sum(one.number for one in released.losses):
            lines.append(self.tr("Not in every format: {0}; see the card.").format(f"{lost:n}"))
        self.working.say("\n".join(lines))
        self._session.told.emit(lines[0])

    def _on_failed(self, reason: str) -> None:
        self._task = None
        self._show_state()
        self.working.say(self.tr("Nothing was released: {0}.").format(in_words(reason)))

    def _on_stop(self) -> None:
        self._task = None
        self._show_state()
        self.working.say(self.tr("Stopped. Nothing was released."))
