"""What stands inside a line to type in: a button that empties it, a sign of what it is for."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QLineEdit, QToolButton

_QT_NAME = "_q_qlineeditclearaction"


def make_clearable(line: QLineEdit) -> None:
    """Put a button in a line that empties it; Qt's own has no name for those who hear it."""
    line.setClearButtonEnabled(True)
    action = line.findChild(QAction, _QT_NAME)
    if action is not None:
        _name(line, action, QCoreApplication.translate("line_buttons", "Clear"))


def add_sign(line: QLineEdit, icon: QIcon) -> QAction:
    """Put a picture at the start of a line and return it; it is called what the line is called."""
    sign = QAction(icon, "", line)
    line.addAction(sign, QLineEdit.ActionPosition.LeadingPosition)
    _name(line, sign, line.accessibleName())
    return sign


def _name(line: QLineEdit, action: QAction, name: str) -> None:
    for button in line.findChildren(QToolButton):
        if button.defaultAction() == action:
            button.setAccessibleName(name)
