"""Plain text that is copied exactly as it is shown: Qt makes spaces of no-break spaces."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QStringListModel
from PySide6.QtWidgets import QPlainTextEdit


class ExactText(QPlainTextEdit):
    """A plain text whose copies, on the clipboard, dragged or by the middle button, are exact."""

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy what was selected with its no-break spaces and line separators."""
        return exactly(self.textCursor().selectedText().replace("\u2029", "\n"))


def exactly(text: str) -> QMimeData:
    """Return a text for the clipboard, as it is; as bytes: Qt drops a U+FEFF that begins a text.

    The data is Qt's own, such as a list gives out: what Python has made is still on the clipboard
    when the program ends, and Qt then calls into a Python that is no longer there.
    """
    rows = QStringListModel([""])
    data = rows.mimeData([rows.index(0)])
    data.clear()
    data.setData("text/plain", text.encode("utf-8", "replace"))
    return data
