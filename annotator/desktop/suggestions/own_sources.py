"""What the person at this computer uses for themselves: a command, a spaCy pipeline.

It is kept in their settings and never in a project. A command starts only after a yes to its line.
"""

from __future__ import annotations

from importlib.metadata import entry_points

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.desktop.toolkit.settings import Settings
from annotator.desktop.toolkit.words import in_words
from annotator.errors import InputError

_LONGEST = 4_000


class OwnSources(QWidget):
    """Command and pipeline of one person in one project.

    Args:
        settings: where they are kept.
        place: of the project.
        parent: owns this.

    Signals:
        changed: something else is used from now on.
        said: why it is not; a sentence.

    """

    changed = Signal()
    said = Signal(str)

    def __init__(self, settings: Settings, place: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._place = place
        about = QLabel(
            self.tr(
                "A program of your own reads articles as JSON lines and writes spans. It is kept"
                " on this computer, for you and this project; nobody else gets it, and it runs"
                " only after you have said yes to its line. No shell looks at the line."
            )
        )
        about.setWordWrap(True)
        about.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.line = QLineEdit()
        self.line.setObjectName("suggestion_command")
        self.line.setMaxLength(_LONGEST)
        self.line.setAccessibleName(self.tr("Command that suggests"))
        self.line.setPlaceholderText(self.tr("Program and arguments, as python model.py"))
        self.use = QPushButton(self.tr("Use it …"))
        self.use.setObjectName("suggestion_command_use")
        self.stop = QPushButton(self.tr("Use none"))
        self.stop.setObjectName("suggestion_command_stop")
        for button in (self.use, self.stop):
            button.setAutoDefault(False)
        self.pipeline = QComboBox()
        self.pipeline.setObjectName("suggestion_pipeline")
        self.pipeline.setAccessibleName(self.tr("spaCy pipeline for names"))
        self.no_pipeline = QLabel(self.tr("None is installed, and none is needed."))
        self.no_pipeline.setObjectName("suggestion_no_pipeline")
        command = QHBoxLayout()
        command.addWidget(self.line, 1)
        command.addWidget(self.use)
        command.addWidget(self.stop)
        pipelines = QHBoxLayout()
        pipelines.addWidget(self.pipeline)
        pipelines.addWidget(self.no_pipeline, 1)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("Command"), command)
        form.addRow(self.tr("spaCy pipeline"), pipelines)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(about)
        layout.addLayout(form)
        layout.addStretch(1)
        self._show()
        self.line.textChanged.connect(self._on_typed)
        self.line.returnPressed.connect(self._on_use)
        self.use.clicked.connect(self._on_use)
        self.stop.clicked.connect(lambda: self._keep("", self.in_force[1]))
        self.pipeline.activated.connect(
            lambda _: self._keep(self.in_force[0], self.pipeline.currentData() or "")
        )

    @property
    def in_force(self) -> tuple[str, str]:
        """The command that was agreed to and the pipeline, "" for none."""
        return self._settings.own_sources(self._place)

    def _show(self) -> None:
        command, pipeline = self.in_force
        self.line.setText(command)
        there = sorted({one.name for one in entry_points(group="spacy_models")} | {pipeline} - {""})
        self.pipeline.clear()
        self.pipeline.addItem(self.tr("None"), "")
        for name in there:
            self.pipeline.addItem(name, name)
        self.pipeline.setCurrentIndex(max(0, self.pipeline.findData(pipeline)))
        self.pipeline.setVisible(bool(there))
        self.no_pipeline.setVisible(not there)
        self._on_typed()

    def _on_typed(self) -> None:
        typed, command = self.line.text().strip(), self.in_force[0]
        self.use.setEnabled(bool(typed) and typed != command)
        self.stop.setEnabled(bool(command))

    def _on_use(self) -> None:
        """Ask for a yes to the line, as it would be started."""
        from annotator.exchange.suggesting import arguments_of

        line = self.line.text().strip()
        if not line or line == self.in_force[0]:
            return
        try:
            arguments = arguments_of(line)
        except InputError as error:
            words = in_words(error.message)
            self.said.emit(f"{words[:1].upper()}{words[1:]}.")
            return
        if self._is_agreed(arguments):
            self._keep(line, self.in_force[1])

    def _is_agreed(self, arguments: list[str]) -> bool:
        box = QMessageBox(self)
        box.setObjectName("command_question")
        box.setOption(QMessageBox.Option.DontUseNativeDialog)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Run a command?"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(
            self.tr(
                "This program will be started with the texts of articles, whenever suggestions"
                " are worked out in this project:"
            )
        )
        box.setInformativeText("\n".join(shown(arguments)))
        yes = box.addButton(self.tr("Run it"), QMessageBox.ButtonRole.AcceptRole)
        no = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(no)
        box.setEscapeButton(no)
        box.exec()
        agreed = box.clickedButton() is yes
        box.deleteLater()
        return agreed

    def _keep(self, command: str, pipeline: str) -> None:
        self.said.emit("")
        if (command, pipeline) != self.in_force:
            self._settings.set_own_sources(self._place, command, pipeline)
            self._show()
            self.changed.emit()


def shown(arguments: list[str]) -> list[str]:
    """Return a line for each argument, in which everything can be seen."""
    return [one if one.isprintable() and one else ascii(one) for one in arguments]
