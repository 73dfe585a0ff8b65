"""Text to read and to copy from, exactly as it is, as high as its lines and no higher."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from annotator.desktop.toolkit.widgets.exact_text import ExactText

_MARGIN = 8
_LINES = 10


class FittingText(ExactText):
    """Read-only; two to ten lines high, beyond which it scrolls."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(_MARGIN)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def show_text(self, text: str) -> None:
        """Show another text, from its beginning."""
        if text != self._shown:
            self._shown = text
            self.setPlainText(text)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the height of the lines that the text takes at this width."""
        lines = self.document().size().height()  # QPlainTextEdit counts it in lines
        shown = min(max(lines, 2.0), float(_LINES))
        height = shown * self.fontMetrics().lineSpacing() + 2 * _MARGIN + 2
        return QSize(120, round(height))

    def minimumSizeHint(self) -> QSize:
        """Return room for the same lines: what is around it scrolls before they are cut off."""
        return QSize(80, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break elsewhere when the width changes."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
