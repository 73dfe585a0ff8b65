"""Something went wrong: one plain sentence, and another try where that makes sense."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QDialogButtonBox, QMessageBox, QPushButton, QWidget


class _KeepsFocus(QObject):
    """Gives a message's button the focus back: for another style Qt lays them out and Close has it.

    So Return means the same when the theme is switched while the message is open.
    """

    def __init__(self, box: QMessageBox) -> None:
        super().__init__(box)
        self._box = box
        self._focused: QPushButton | None = None
        for watched in (box, *box.findChildren(QDialogButtonBox)):
            watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note who has the focus before the first of them takes on the style."""
        if event.type() == QEvent.Type.StyleChange and self._focused is None:
            focused = self._box.focusWidget()
            if isinstance(focused, QPushButton):
                self._focused = focused
                QTimer.singleShot(0, self, self._give_back)
        return super().eventFilter(watched, event)

    def _give_back(self) -> None:
        if self._focused is not None:
            self._focused.setFocus(Qt.FocusReason.OtherFocusReason)
            self._focused = None


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
    _KeepsFocus(box)
    return box


def show_problem(parent: QWidget | None, sentence: str, *, can_retry: bool = False) -> bool:
    """Say what went wrong and wait; True when the user wants to try again."""
    box = problem_box(parent, sentence, can_retry=can_retry)
    answer = box.exec()
    box.deleteLater()
    return answer == QMessageBox.StandardButton.Retry
