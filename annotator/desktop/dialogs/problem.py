"""Something went wrong: one plain sentence, and another try where that makes sense."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def problem_box(parent: QWidget | None, sentence: str, *, can_retry: bool = False) -> QMessageBox:
    """Return the message; Retry is its default button where it has one."""
    box = QMessageBox(parent)
    box.setObjectName("problem")
    box.setOption(QMessageBox.Option.DontUseNativeDialog)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("Annotator")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(sentence)
    box.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    close = box.addButton(QMessageBox.StandardButton.Close)
    close.setText(QCoreApplication.translate("problem", "Close"))
    box.setEscapeButton(QMessageBox.StandardButton.Close)
    box.setDefaultButton(QMessageBox.StandardButton.Close)
    if can_retry:
        retry = box.addButton(QMessageBox.StandardButton.Retry)
        retry.setText(QCoreApplication.translate("problem", "Try again"))
        box.setDefaultButton(QMessageBox.StandardButton.Retry)
    return box


def show_problem(parent: QWidget | None, sentence: str, *, can_retry: bool = False) -> bool:
    """Say what went wrong and wait; True when the user wants to try again."""
    box = problem_box(parent, sentence, can_retry=can_retry)
    answer = box.exec()
    box.deleteLater()
    return answer == QMessageBox.StandardButton.Retry
