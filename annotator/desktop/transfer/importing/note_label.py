"""A sentence in a dialog that should not be overlooked."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


class NoteLabel(QLabel):
    """Plain text in bold over as many lines as it takes; it is hidden while it says nothing."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setMinimumWidth(1)
        font = self.font()
        font.setBold(True)
        self.setFont(font)
        self.hide()

    def say(self, words: str) -> None:
        """Say something; nothing hides it."""
        self.setText(words)
        self.setVisible(bool(words))
