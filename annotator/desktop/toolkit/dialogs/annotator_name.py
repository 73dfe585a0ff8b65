"""Who is annotating?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from annotator.desktop.toolkit.fitting_dialog import FittingDialog

NAME_LIMIT = 80


class AnnotatorDialog(FittingDialog):
    """Choose one of the names that the project knows, or type a new one."""

    def __init__(
        self, names: Sequence[str], default: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("annotator_dialog")
        self.setWindowTitle(self.tr("Who is annotating?"))
        self._names = frozenset(names)
        text = QLabel(self.tr("Your name is stored with every span that you make."))
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        self.name = QComboBox()
        self.name.setObjectName("annotator_name")
        self.name.setAccessibleName(self.tr("Annotator’s name"))
        self.name.setEditable(True)
        self.name.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.name.setCompleter(None)  # type: ignore[arg-type]
        self.name.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.name.setMinimumContentsLength(24)
        self.name.addItems(list(names))
        self.name.setEditText(default)
        line = self.name.lineEdit()
        assert line is not None
        line.setPlaceholderText(self.tr("Name"))
        line.selectAll()
        self._hint = QLabel()
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._hint.setWordWrap(True)
        self._hint.setMinimumHeight(self.fontMetrics().lineSpacing() + 2)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        for widget in (text, self.name, self._hint, self.buttons):
            layout.addWidget(widget)
        self.setMinimumWidth(360)
        self.name.editTextChanged.connect(self._on_typed)
        self._on_typed()

    @property
    def chosen(self) -> str:
        """The name as it will be stored."""
        typed = self.name.currentText()
        return typed if typed in self._names else typed.strip()

    def _on_typed(self) -> None:
        name = self.chosen
        problem = "" if name in self._names else name_problem(name)
        if name in self._names:
            hint = self.tr("Already in this project. You go on with their work.")
        elif problem or not name:
            hint = problem
        else:
            hint = self.tr("New in this project.")
        self._hint.setText(hint)
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(bool(name) and not problem)

    def accept(self) -> None:
        """Close, if the name can be used."""
        if self.buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled():
            super().accept()


def name_problem(name: str) -> str:
    """Return why a new name cannot be used, "" when it can (or is still empty)."""
    translate = QCoreApplication.translate
    if not name.isprintable():
        return translate("annotator", "A name is one line of visible characters.")
    if len(name) > NAME_LIMIT:
        return translate("annotator", "A name has 80 characters at most.")
    return ""


def ask_annotator(parent: QWidget | None, names: Sequence[str], default: str = "") -> str | None:
    """Ask who is annotating; None when the user does not say.

    Args:
        parent: the window that waits.
        names: of the annotators that the project has.
        default: what stands there already.

    """
    dialog = AnnotatorDialog(names, default, parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return dialog.chosen if accepted else None
