"""Plain text that is copied exactly as it is shown: Qt makes spaces of no-break spaces."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QPlainTextEdit


class ExactText(QPlainTextEdit):
    """A plain text whose copies, on the clipboard, dragged or by the middle button, are exact."""

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy what was selected with its no-break spaces and line separators."""
        return exactly(self.textCursor().selectedText().replace("\u2029", "\n"))


def exactly(text: str) -> QMimeData:
    """Return a text for the clipboard, as it is; as bytes: Qt drops a U+FEFF that begins a text."""
    data = QMimeData()
    data.setData("text/plain", text.encode("utf-8", "replace"))
    return data
